"""The head's queue: approve, return, reject, pass on. What an approval sets in motion is a verb of the case."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from casework.kernel import attempts, audit, words
from casework.kernel.errors import AlreadyDone, DomainError, Invalid, Refused, Stale
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform, who_was_first
from casework.lifecycle import HEADS
from casework.models import Approval
from casework.services import (
    cases,
    decisions,
    execution_court,
    execution_plans,
    matters,
    measures,
    money,
    notices,
    outcomes,
    preservation,
    seizure,
    transfers,
)

Effect = Callable[..., object]


def _nothing_here(*, approval: Approval, actor: User, at: dt.datetime) -> None:
    """An approved visit is read by the inspections desk, which asks before it begins."""


# Kind of approval → what approving it does, a verb of the case with its own row in the table.
EFFECTS: dict[str, Effect] = {
    "visit": _nothing_here,
    "filing": cases.file,
    "not_filing": cases.decline_filing,
    "verification_extension": matters.extend_verification,
    "transfer": matters.transfer,
    "extension": matters.extend,
    "suspension": matters.suspend,
    "resumption": matters.resume,
    "termination": matters.terminate,
    "proposal": notices.approve_proposal,
    "renotice": notices.approve_renotice,
    "decision": decisions.decide,
    "no_penalty": outcomes.decide_no_penalty,
    "no_facts": outcomes.decide_no_facts,
    "transfer_out": outcomes.decide_transfer,
    "closing": cases.close,
    "reopening": matters.reopen,
    "preservation": measures.approve_beforehand,
    "preservation_confirmation": measures.confirm,
    "preservation_handling": preservation.settle,
    "seizure": measures.approve_beforehand,
    "seizure_confirmation": measures.confirm,
    "seizure_extension": seizure.extend,
    "measure_release": measures.release,
    "deferral": execution_plans.defer,
    "instalments": execution_plans.grant_instalments,
    "agreement": execution_plans.agree,
    "court_application": execution_court.apply_to_court,
    "refund": money.grant_refund,
    "criminal_transfer": transfers.approve_transfer,
}
# Kind of approval → what follows when the head says no for good.
REFUSALS: dict[str, Effect] = {"criminal_transfer": transfers.refuse_transfer}


@transaction.atomic
def approve(
    *, approval: Approval, actor: User, at: dt.datetime, note: str = "", token: Token | None = None
) -> Approval:
    """Approve one item and do what it asks for, in one transaction. Raises Refused, NotPermitted, Stale."""
    approval = _decided(lock(approval), "approve", actor=actor, at=at, note=note, token=token)
    EFFECTS[approval.kind](approval=approval, actor=actor, at=at)
    approval.is_carried_out = True
    approval.save(update_fields=["is_carried_out"])
    return approval


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one row of a batch: the error that refused it, or None."""

    approval: Approval
    error: DomainError | None = None


def approve_each(
    *, chosen: Iterable[tuple[Approval, Token]], actor: User, at: dt.datetime, note: str = ""
) -> list[Answer]:
    """Approve several items through the one door, each in a transaction of its own: what is refused stays
    where it is and does not keep the others."""
    answers = []
    for approval, token in chosen:
        try:
            approve(approval=approval, actor=actor, at=at, note=note, token=token)
        except AlreadyDone:
            answers.append(Answer(approval))
        except DomainError as error:
            attempts.record_attempt(error)
            answers.append(Answer(approval, error))
        else:
            answers.append(Answer(approval))
    return answers


@transaction.atomic
def send_back(
    *, approval: Approval, actor: User, at: dt.datetime, note: str, token: Token | None = None
) -> Approval:
    """Return one item to whoever proposed it, saying what is wrong. The case stays where it is."""
    if not note.strip():
        raise Invalid(Text("请写明退回的原因，对方要照着改。", "Say what is to be corrected."))
    approval = _decided(lock(approval), "return", actor=actor, at=at, note=note, token=token)
    _tell_the_case(approval, "case.approval_returned", actor, at)
    return approval


@transaction.atomic
def reject(
    *, approval: Approval, actor: User, at: dt.datetime, note: str, token: Token | None = None
) -> Approval:
    """Say no for good, with the reason. The case stays where it is; what was asked is over."""
    if not note.strip():
        raise Invalid(Text("请写明不批准的理由。", "Say why it is not approved."))
    approval = _decided(lock(approval), "reject", actor=actor, at=at, note=note, token=token)
    if approval.kind in REFUSALS:
        REFUSALS[approval.kind](approval=approval, actor=actor, at=at)
    _tell_the_case(approval, "case.approval_rejected", actor, at)
    return approval


@transaction.atomic
def pass_on(
    *,
    approval: Approval,
    to: User,
    actor: User,
    at: dt.datetime,
    note: str = "",
    token: Token | None = None,
) -> Approval:
    """Hand an item to another head of the bureau, who finds it in the queue with the note."""
    if to.pk == actor.pk or not to.roles & HEADS or to.office != actor.office:
        raise Invalid(Text("只能转给本局的其他负责人。", "Only to another head of this bureau."))
    approval = lock(approval)
    approval.assigned_to = to
    details = {"to": to.username, "note": note.strip()}
    return perform(approval, "pass_on", actor=actor, at=at, token=token, participants=[], details=details)


@transaction.atomic
def take_back(*, approval: Approval, actor: User, at: dt.datetime, token: Token | None = None) -> Approval:
    """Whoever asked takes the request back before it is decided, to change it or to drop it."""
    approval = perform(lock(approval), "take_back", actor=actor, at=at, token=token, participants=[])
    _tell_the_case(approval, "case.approval_taken_back", actor, at)
    return approval


def _tell_the_case(approval: Approval, action: str, actor: User, at: dt.datetime) -> None:
    audit.record(
        approval.case.reference,
        action,
        actor=actor,
        at=at,
        participants=[],
        details={"approval": approval.reference, "kind": approval.kind},
    )


def _decided(
    approval: Approval, action: str, *, actor: User, at: dt.datetime, note: str, token: Token | None
) -> Approval:
    was_pending = approval.state == "pending"
    approval.opinion = note.strip()
    # Asked before the row is touched, so that a refusal is the table's and not the constraint's.
    if was_pending and approval.requested_by_id != actor.pk:
        approval.decided_by, approval.decided_at = actor, at
    try:
        return perform(approval, action, actor=actor, at=at, token=token, details={"kind": approval.kind})
    except Refused:
        if was_pending:
            raise
        raise Stale(_decided_already(approval)) from None


def _decided_already(approval: Approval) -> Text:
    """Two pressed: the second reads who was first, when, and what they did."""
    if approval.decided_at is None:
        return who_was_first(approval)
    when, title = words.minute(approval.decided_at), approval.state_title
    return Text(
        f"{approval.decided_by}在{when}处理了这一件（{title.zh}），您的操作没有生效。",
        f"{approval.decided_by} acted on this at {when} ({title.en}); your action had no effect.",
    )
