"""有关事项: what officers ask of a head beside the course of the case, and what follows when it is granted
(程序规定 arts 18, 46, 47, 64). Each leaves its form (行政处罚案件有关事项审批表) on file."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from casework.clocks import CASE_90, VER_15, VERIFICATION_CLOCKS, Clock
from casework.kernel import deadline_changes, deadlines
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import SUSPENSION_GROUNDS, TERMINATION_GROUNDS
from casework.models import Approval, Case, Discussion, Document
from casework.services import approval_requests, discussions, documents
from casework.services.discussions import Minutes


@transaction.atomic
def ask(
    *,
    case: Case,
    kind: str,
    reason: str,
    actor: User,
    at: dt.datetime,
    details: Mapping[str, Any] | None = None,
    token: Token | None = None,
) -> Approval:
    """Put a matter of this kind of approval before the heads."""
    case = perform(
        lock(case),
        f"propose_{kind}",
        actor=actor,
        at=at,
        token=token,
        details={"kind": kind, **(details or {})},
    )
    return approval_requests.request(
        case=case, kind=kind, reason=reason, requested_by=actor, at=at, details=details
    )


# --- Verification ---


def propose_verification_extension(*, case: Case, reason: str, **by: Any) -> Approval:
    return ask(case=case, kind="verification_extension", reason=reason, **by)


@transaction.atomic
def extend_verification(*, approval: Approval, actor: User, at: dt.datetime) -> Case:
    """Fifteen working days more, once, and only while the first fifteen still run (程序规定 art 18)."""
    case = perform(lock(approval.case), "extend_verification", actor=actor, at=at)
    paper = _paper(case, approval, "延长核查期限", actor, at)
    _extend(case, _verification(case), approval.reason, paper, actor, at)
    return case


def propose_transfer(*, case: Case, receiver: str, reason: str, **by: Any) -> Approval:
    return ask(case=case, kind="transfer", reason=reason, details={"receiver": receiver}, **by)


@transaction.atomic
def transfer(*, approval: Approval, actor: User, at: dt.datetime) -> Case:
    """The lead goes to the authority that is competent (程序规定 arts 14, 17)."""
    case = lock(approval.case)
    case.closed_on = day_of(at)
    case = perform(case, "transfer", actor=actor, at=at, details=approval.details)
    _paper(case, approval, f"移送{approval.details['receiver']}", actor, at)
    return case


# --- The investigation ---


def propose_suspension(*, case: Case, ground: str, reason: str, **by: Any) -> Approval:
    if ground not in SUSPENSION_GROUNDS:
        raise Invalid(Text("中止的理由不在程序规定第四十六条之内。", "Not a ground of art. 46."))
    return ask(case=case, kind="suspension", reason=reason, details={"ground": ground}, **by)


@transaction.atomic
def suspend(*, approval: Approval, actor: User, at: dt.datetime) -> Case:
    """The investigation stands still and its days do not count (程序规定 arts 46, 64(2))."""
    case = perform(lock(approval.case), "suspend", actor=actor, at=at, details=approval.details)
    paper = _paper(case, approval, "中止调查", actor, at)
    ground = SUSPENSION_GROUNDS[approval.details["ground"]].zh
    deadline_changes.hold(
        case.reference,
        CASE_90,
        on=day_of(at),
        ground=ground,
        document=paper.reference,
        actor=actor,
        at=at,
    )
    return case


def propose_resumption(*, case: Case, reason: str, **by: Any) -> Approval:
    return ask(case=case, kind="resumption", reason=reason, **by)


@transaction.atomic
def resume(*, approval: Approval, actor: User, at: dt.datetime) -> Case:
    """The cause is gone: the days count again."""
    case = perform(lock(approval.case), "resume", actor=actor, at=at)
    paper = _paper(case, approval, "恢复调查", actor, at)
    suspended = case.approvals.filter(kind="suspension", state="approved").latest("pk")
    deadline_changes.resume(
        case.reference,
        CASE_90,
        on=day_of(at),
        ground=SUSPENSION_GROUNDS[suspended.details["ground"]].zh,
        document=paper.reference,
        actor=actor,
        at=at,
    )
    return case


def propose_termination(*, case: Case, ground: str, reason: str, **by: Any) -> Approval:
    if ground not in TERMINATION_GROUNDS:
        raise Invalid(Text("终止的理由不在程序规定第四十七条之内。", "Not a ground of art. 47."))
    return ask(case=case, kind="termination", reason=reason, details={"ground": ground}, **by)


@transaction.atomic
def terminate(*, approval: Approval, actor: User, at: dt.datetime) -> Case:
    """Nobody is left to be investigated (程序规定 art 47): the case can be closed."""
    case = perform(lock(approval.case), "terminate", actor=actor, at=at, details=approval.details)
    _paper(case, approval, "终止调查", actor, at)
    return case


# --- The ninety days ---


def propose_extension(*, case: Case, reason: str, **by: Any) -> Approval:
    return ask(case=case, kind="extension", reason=reason, **by)


@transaction.atomic
def extend(*, approval: Approval, actor: User, at: dt.datetime) -> Case:
    """Thirty days more, once, while the ninety still run (程序规定 art 64(1))."""
    case = perform(lock(approval.case), "extend", actor=actor, at=at)
    paper = _paper(case, approval, "延长办案期限三十日", actor, at)
    _extend(case, CASE_90, approval.reason, paper, actor, at)
    return case


@transaction.atomic
def extend_further(
    *,
    case: Case,
    days: int,
    minutes: Minutes,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Case:
    """The heads, in collective discussion, fix once for all how much longer (程序规定 art 64(1)). Their
    minutes go on file with it, on the day of the discussion: nothing is extended afterwards."""
    if day_of(minutes.held_at) != day_of(at):
        raise Invalid(
            Text("延长期限的集体讨论须在讨论当日记录。", "Record the discussion on the day it is held."),
            law="程序规定第六十四条",
        )
    case = perform(
        lock(case), "extend_further", actor=actor, at=at, token=token, participants=[], details={"days": days}
    )
    _, paper = discussions.keep(case, minutes, about=Discussion.About.EXTENSION, actor=actor, at=at)
    _extend(case, CASE_90, minutes.outcome, paper, actor, at, length=days)
    return case


@transaction.atomic
def exclude_days(
    *,
    case: Case,
    first: dt.date,
    last: dt.date,
    ground: str,
    document: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Case:
    """Testing, inspection, quarantine, appraisal and identification by the right holder are not counted;
    ``document`` names the paper that proves the days (程序规定 arts 18, 64(2))."""
    clock = _verification(case) if case.state == "verifying" else CASE_90
    details = {"first": first, "last": last, "ground": ground, "document_on_file": document}
    case = perform(lock(case), "exclude_days", actor=actor, at=at, token=token, details=details)
    deadline_changes.exclude(
        case.reference, clock, first, last, ground=ground, document=document, actor=actor, at=at
    )
    return case


@transaction.atomic
def distinguish_act(
    *, case: Case, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """Say why this is not the act for which the party was fined before (处罚法 art 29)."""
    case = lock(case)
    case.distinct_act = reason
    return perform(case, "distinguish_act", actor=actor, at=at, token=token, details={"reason": reason})


# --- After an annulment ---


def propose_reopening(*, case: Case, reason: str, **by: Any) -> Approval:
    return ask(case=case, kind="reopening", reason=reason, **by)


@transaction.atomic
def reopen(*, approval: Approval, actor: User, at: dt.datetime) -> Case:
    """The case is investigated and decided anew, not on the same facts and reasons (行政诉讼法 art 71)."""
    case = lock(approval.case)
    case.decided_on = case.closed_on = None
    case = perform(case, "reopen", actor=actor, at=at)
    _paper(case, approval, "重新作出处理", actor, at)
    return case


@transaction.atomic
def verify_anew(*, case: Case, actor: User, at: dt.datetime, token: Token | None = None) -> Case:
    """A fine on the spot was annulled and a new decision ordered: the ordinary procedure from its beginning."""
    case = lock(case)
    case.decided_on = case.closed_on = None
    return perform(case, "verify_anew", actor=actor, at=at, token=token)


@transaction.atomic
def drop_annulled(*, case: Case, actor: User, at: dt.datetime, token: Token | None = None) -> Case:
    """The decision was taken away and no new one ordered: the case goes to its closing (程序规定 art 77(5))."""
    return perform(lock(case), "drop_annulled", actor=actor, at=at, token=token)


@transaction.atomic
def say_what_differs(
    *, case: Case, difference: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """Keep with the latest proposal in what it differs from the annulled decision (行政诉讼法 art 71)."""
    if not difference.strip():
        raise Invalid(
            Text("请写明事实、理由或者程序有什么不同。", "Say what differs in facts, reasons or procedure."),
            law="行政诉讼法第七十一条",
        )
    case = perform(lock(case), "say_what_differs", actor=actor, at=at, token=token)
    proposal = case.current_proposal
    proposal.difference = difference.strip()
    proposal.save(update_fields=["difference"])
    return case


def _verification(case: Case) -> Clock:
    """The clock by which the lead is verified: fifteen working days, whoever brought it."""
    running = (clock for clock in VERIFICATION_CLOCKS if deadlines.open_clock(case.reference, clock))
    return next(running, VER_15)


def _extend(
    case: Case,
    clock: Clock,
    ground: str,
    paper: Document,
    actor: User,
    at: dt.datetime,
    *,
    length: int | None = None,
) -> None:
    deadline_changes.extend(
        case.reference,
        clock,
        on=day_of(at),
        ground=ground[:200],
        document=paper.reference,
        actor=actor,
        at=at,
        length=length,
    )


def _paper(case: Case, approval: Approval, matter: str, actor: User, at: dt.datetime) -> Document:
    return documents.make_matter_approval(case, approval, matter=matter, actor=actor, at=at)
