"""The notice of proposed penalty and the party's answer (处罚法 arts 44–45, 62; 程序规定 arts 56–58)."""

import datetime as dt

from django.db import transaction

from casework.clocks import DEF_3_OLD, DEF_5, HRG_REQ_3_OLD, HRG_REQ_5
from casework.kernel import deadlines
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Approval, Case, Document, Statement
from casework.services import approval_requests, documents


@transaction.atomic
def approve_proposal(*, approval: Approval, actor: User, at: dt.datetime) -> Case:
    """The head agrees with what is to be announced (程序规定 art 56)."""
    return perform(lock(approval.case), "approve_proposal", actor=actor, at=at)


@transaction.atomic
def propose_renotice(
    *, case: Case, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Approval:
    """The proposal changed after the notice: ask to announce the new one, with new periods."""
    case = perform(lock(case), "propose_renotice", actor=actor, at=at, token=token)
    return approval_requests.request(case=case, kind="renotice", reason=reason, requested_by=actor, at=at)


@transaction.atomic
def approve_renotice(*, approval: Approval, actor: User, at: dt.datetime) -> Case:
    """The party is told anew; what it said to the earlier notice stays on file."""
    return perform(lock(approval.case), "approve_renotice", actor=actor, at=at)


@transaction.atomic
def issue_notice(*, case: Case, actor: User, at: dt.datetime, token: Token | None = None) -> Document:
    """Make the 行政处罚告知书, with the hearing right where the sum gives it."""
    case = perform(lock(case), "issue_notice", actor=actor, at=at, token=token)
    return documents.make_penalty_notice(case, actor=actor, at=at)


@transaction.atomic
def hear_defence(
    *, case: Case, content: str, recheck: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """Record what the party stated and how every point of it was re-checked. It never makes the penalty
    heavier (处罚法 art 45(2))."""
    if not content.strip() or not recheck.strip():
        raise Invalid(
            Text(
                "请写下当事人说了什么，以及逐项复核的意见。",
                "Record the statement and the re-check of each point.",
            ),
            law="程序规定第五十八条",
        )
    case = perform(lock(case), "hear_defence", actor=actor, at=at, token=token)
    _record(case, "defence", actor, at, content=content, recheck=recheck)
    return case


@transaction.atomic
def record_waiver(
    *, case: Case, actor: User, at: dt.datetime, content: str = "", token: Token | None = None
) -> Case:
    """The party waived in writing; the paper goes into the file."""
    case = perform(lock(case), "record_waiver", actor=actor, at=at, token=token)
    _record(case, "waiver", actor, at, content=content)
    return case


@transaction.atomic
def lapse_defence(*, case: Case, at: dt.datetime) -> Case:
    """The days of the notice passed without a word: deemed waived (程序规定 art 57(2))."""
    case = perform(lock(case), "lapse_defence", actor=None, at=at)
    for clock in (DEF_5, DEF_3_OLD, HRG_REQ_5, HRG_REQ_3_OLD):
        deadlines.lapse(case.reference, clock, on=day_of(at), at=at)
    _record(case, "lapse", None, at)
    return case


def lapse_defences_due(*, at: dt.datetime) -> int:
    """Sweep: every case whose defence period has run out. Safe to repeat."""
    periods = (DEF_5.id, DEF_3_OLD.id)
    overdue = Deadline.objects.filter(clock__in=periods, state=Deadline.State.RUNNING, due_on__lt=day_of(at))
    lapsed = 0
    for case in Case.objects.filter(reference__in=overdue.values("reference"), state="noticed"):
        try:
            lapse_defence(case=case, at=at)
            lapsed += 1
        except Refused:
            continue  # another period of the same notice still runs
    return lapsed


def _record(
    case: Case, kind: str, actor: User | None, at: dt.datetime, content: str = "", recheck: str = ""
) -> None:
    Statement.objects.create(
        case=case,
        kind=kind,
        on=day_of(at),
        content=content,
        recheck=recheck,
        recorded_by=actor,
        recorded_at=at,
    )
