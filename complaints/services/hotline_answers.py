"""What the bureau says to the platform: each message promised in the outbox together with the act."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from casework.clocks import HOTLINE_12345
from casework.kernel import audit, deadline_changes, outbox, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.models import OutboxMessage, User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from complaints.lifecycle.hotline import HOTLINE_DESK, HOTLINE_RULES
from complaints.models import HotlineMessage, WorkOrder
from complaints.queries.hotline import over_but_untold, submissions_of
from complaints.services import hotline_limits

SAY_WHY = Text("请写明退回的理由。", "Say why it is sent back.")
SAY_WHO = Text("请写明哪个单位有权处理。", "Name the body that is competent.")
SAY_SOMETHING = Text("请写答复内容。", "Write the reply.")
NO_EXTENSION = Text("本地规定没有给这类工单延期。", "The local rule gives this type no extension.")


@transaction.atomic
def sign_in(*, order: WorkOrder, actor: User, at: dt.datetime, token: Token | None = None) -> WorkOrder:
    """签收: the bureau has it; the time to reply runs from the day of assignment."""
    order = perform(lock(order), "sign_in", actor=actor, at=at, token=token)
    hotline_limits.begin(order, "reply", on=day_of(order.received_at), actor=actor, at=at)
    _say(order, "sign_in", actor=actor, at=at)
    return order


@transaction.atomic
def reply(
    *, order: WorkOrder, text: str, actor: User, at: dt.datetime, token: Token | None = None
) -> WorkOrder:
    """答复: what the platform may tell the caller. The statutory course of the matter goes on as it is."""
    if not text.strip():
        raise Invalid(SAY_SOMETHING)
    order = perform(lock(order), "reply", actor=actor, at=at, token=token)
    hotline_limits.end(order, actor=actor, at=at)
    _say(order, "reply", actor=actor, at=at, words=text.strip())
    return order


@transaction.atomic
def send_back(
    *,
    order: WorkOrder,
    reason: str,
    competent: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> WorkOrder:
    """退回: not ours, and why, and whose it is. Refused once it was taken up; what it became ends with it, and
    goes to nobody else from here."""
    if not reason.strip():
        raise Invalid(SAY_WHY, law=HOTLINE_RULES)
    if not competent.strip():
        raise Invalid(SAY_WHO, law=HOTLINE_RULES)
    order = perform(lock(order), "send_back", actor=actor, at=at, token=token)
    for submission in submissions_of(order):
        perform(lock(submission), "send_back", actor=None, at=at, details={"work_order": order.reference})
    hotline_limits.end(order, actor=actor, at=at)
    _say(order, "send_back", actor=actor, at=at, words=reason.strip(), competent=competent.strip())
    return order


@transaction.atomic
def extend(
    *,
    order: WorkOrder,
    days: int,
    ground: str,
    document: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> WorkOrder:
    """延期: the platform has consented, by the paper or number ``document``. No more than the local rule gives."""
    order = perform(lock(order), "extend", actor=actor, at=at, token=token)
    if HOTLINE_12345.in_force(day_of(order.received_at)):
        _extend_clock(order, days, ground, document, actor, at)
    due_on = order.due_on.isoformat() if order.due_on else None
    _say(order, "extend", actor=actor, at=at, words=ground, document=document, due_on=due_on)
    return order


@transaction.atomic
def try_again(
    *, message: OutboxMessage, actor: User, at: dt.datetime, token: Token | None = None
) -> OutboxMessage:
    """Let a stuck message be tried anew, from the first attempt on."""
    if not actor.roles & HOTLINE_DESK:
        raise NotPermitted(WRONG_ROLE, law=HOTLINE_RULES)
    if token is not None:
        tokens.spend(token, "hotline.tried_again", message.reference, actor=actor, at=at)
    message = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    details = {**outbox.try_again(message, at=at), "error": message.last_error[:200]}
    audit.record(message.reference, "hotline.tried_again", actor=actor, at=at, details=details)
    return message


def tell_outcomes_due(*, at: dt.datetime) -> int:
    """Sweep: tell the platform of every work order all of whose matters are over. How many were told of."""
    return sum(_tell_outcome(order.pk, at) for order in over_but_untold()[:200])


@transaction.atomic
def _tell_outcome(pk: int, at: dt.datetime) -> bool:
    order = WorkOrder.objects.select_for_update().get(pk=pk)
    if order.outcome_told_at is not None:
        return False
    order.outcome_told_at = at
    order.save(update_fields=["outcome_told_at"])
    outcomes = [
        {"reference": one.reference, "kind": one.kind, "state": one.state, "outcome": one.state_title.zh}
        for one in submissions_of(order)
    ]
    _say(order, "closing", actor=None, at=at, outcomes=outcomes)
    return True


def _say(
    order: WorkOrder, kind: str, *, actor: User | None, at: dt.datetime, words: str = "", **details: Any
) -> HotlineMessage:
    """Promise the message: one id for good, under which the platform may see it more than once."""
    message = HotlineMessage(
        account=order.account,
        order=order,
        direction=HotlineMessage.OUT,
        message_id=uuid.uuid4().hex,
        kind=kind,
        details=details,
        at=at,
        actor=actor,
    )
    message.seal(words)
    message.save()
    if order.account.address:
        outbox.post(f"hotline_{kind}", order.reference, sequence=message.pk, at=at)
    return message


def _extend_clock(
    order: WorkOrder, days: int, ground: str, document: str, actor: User, at: dt.datetime
) -> None:
    most = hotline_limits.limits_of(order).extension
    if most is None:
        raise Refused(NO_EXTENSION, law=HOTLINE_RULES)
    if days > most.number:
        too_long = Text(f"最多延长{most.number}日。", f"It can be put off by {most.number} at most.")
        raise Refused(too_long, law=HOTLINE_RULES)
    given = {"on": day_of(at), "ground": ground, "document": document, "length": days}
    changed = deadline_changes.extend(order.reference, HOTLINE_12345, **given, actor=actor, at=at)  # type: ignore[arg-type]
    order.due_on = changed.due_on
    order.save(update_fields=["due_on"])
