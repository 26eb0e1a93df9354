"""The head's queue: approve and return. What an approval sets in motion is a verb of the case."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from casework.kernel import audit, words
from casework.kernel.errors import Invalid, Refused, Stale
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Approval
from casework.services import cases, decisions, notices

Effect = Callable[..., object]


def _nothing_here(*, approval: Approval, actor: User, at: dt.datetime) -> None:
    """An approved visit is read by the inspections desk, which asks before it begins."""


# Kind of approval → what approving it does, a verb of the case with its own row in the table.
EFFECTS: dict[str, Effect] = {
    "filing": cases.file,
    "not_filing": cases.decline_filing,
    "proposal": notices.approve_proposal,
    "decision": decisions.decide,
    "closing": cases.close,
    "visit": _nothing_here,
}


@transaction.atomic
def approve(
    *, approval: Approval, actor: User, at: dt.datetime, note: str = "", token: Token | None = None
) -> Approval:
    """Approve one item and do what it asks for, in one transaction. Raises Refused, NotPermitted, Stale."""
    approval = _decided(lock(approval), "approve", actor=actor, at=at, note=note, token=token)
    EFFECTS[approval.kind](approval=approval, actor=actor, at=at)
    return approval


@transaction.atomic
def send_back(
    *, approval: Approval, actor: User, at: dt.datetime, note: str, token: Token | None = None
) -> Approval:
    """Return one item to whoever proposed it, saying what is wrong. The case stays where it is."""
    if not note.strip():
        raise Invalid(Text("请写明退回的原因，对方要照着改。", "Say what is to be corrected."))
    approval = _decided(lock(approval), "return", actor=actor, at=at, note=note, token=token)
    audit.record(
        approval.case.reference,
        "case.approval_returned",
        actor=actor,
        at=at,
        participants=[],
        details={"approval": approval.reference, "kind": approval.kind},
    )
    return approval


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
    """Two heads pressed: the second reads who was first, when, and what they did."""
    when = words.minute(approval.decided_at) if approval.decided_at else ""
    title = approval.state_title
    return Text(
        f"{approval.decided_by}在{when}处理了这一件（{title.zh}），您的操作没有生效。",
        f"{approval.decided_by} acted on this at {when} ({title.en}); your action had no effect.",
    )
