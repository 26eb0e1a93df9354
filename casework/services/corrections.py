"""责令改正 (处罚法 art 28): draw it up, consent, serve, give more time once, inspect again."""

import datetime as dt

from django.db import transaction

from casework.kernel import audit, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.references import new_reference
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import CORRECTION
from casework.lifecycle.correction import LAW
from casework.models import Case, Correction, Document
from casework.services import documents


@transaction.atomic
def draft_order(
    *,
    case: Case,
    violation: str,
    basis: str,
    demand: str,
    actor: User,
    at: dt.datetime,
    by_day: dt.date | None = None,
    token: Token | None = None,
) -> Correction:
    """Draw up an order; ``by_day`` is the last day to comply, None: at once."""
    if token is not None:
        action = CORRECTION.by_action["draft_order"].audit
        tokens.spend(token, action, case.reference, actor=actor, at=at)
    _check_day(by_day, at)
    order = Correction.objects.create(
        case=case,
        reference=new_reference("COR", at),
        state="new",
        opened_by=actor,
        opened_at=at,
        violation=violation,
        basis=basis,
        demand=demand,
        by_day=by_day,
    )
    return perform(order, "draft_order", actor=actor, at=at)


@transaction.atomic
def consent_to_order(
    *, correction: Correction, actor: User, at: dt.datetime, token: Token | None = None
) -> Correction:
    """The head of the unit consents: the order is numbered and made."""
    order = lock(correction)
    _check_day(order.by_day, at)
    order = perform(order, "consent_to_order", actor=actor, at=at, token=token)
    _tell_the_case(order, "case.correction_ordered", actor, at)
    order.document = documents.make_correction_order(
        order.case,
        violation=order.violation,
        basis=order.basis,
        demand=order.demand,
        by_day=order.by_day,
        actor=actor,
        at=at,
    )
    order.save(update_fields=["document"])
    return order


@transaction.atomic
def decline_order(
    *, correction: Correction, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Correction:
    """The head of the unit does not consent; the officers may draw up another."""
    details = {"reason": reason}
    return perform(lock(correction), "decline_order", actor=actor, at=at, token=token, details=details)


@transaction.atomic
def note_service(*, document: Document, served_on: dt.date, actor: User | None, at: dt.datetime) -> None:
    """The paper reached the party: the time to correct and the remedies against the order run from that day.
    Nothing for a paper of an order that was withdrawn meanwhile."""
    order = Correction.objects.filter(document=document, state="issued").first()
    if order is None:
        return
    order = lock(order)
    order.served_on = served_on
    details = {"document": document.reference, "served_on": served_on}
    perform(order, "serve_order", actor=actor, at=at, starts_on=served_on, details=details)


@transaction.atomic
def extend_order(
    *,
    correction: Correction,
    by_day: dt.date,
    reason: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Correction:
    """More time, once, with the reason, before the day has passed."""
    order = lock(correction)
    if order.by_day and by_day <= order.by_day:
        raise Invalid(Text("新的期限须在原期限之后。", "The new day comes after the old one."), law=LAW)
    before = order.by_day
    # Judged on the row as it is; the columns follow in the same transaction.
    order = perform(
        order,
        "extend_order",
        actor=actor,
        at=at,
        token=token,
        details={"before": before, "by_day": by_day, "reason": reason},
    )
    order.first_by_day, order.by_day, order.extension_reason = before, by_day, reason
    order.save(update_fields=["first_by_day", "by_day", "extension_reason"])
    return order


@transaction.atomic
def record_corrected(
    *,
    correction: Correction,
    inspected_on: dt.date,
    inspection: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Correction:
    """The officers came again and found it put right."""
    order = _inspected(lock(correction), inspected_on, inspection, at)
    order = perform(
        order, "record_corrected", actor=actor, at=at, token=token, details={"inspected_on": inspected_on}
    )
    _tell_the_case(order, "case.correction_done", actor, at)
    return order


@transaction.atomic
def record_not_corrected(
    *,
    correction: Correction,
    inspected_on: dt.date,
    inspection: str,
    actor: User,
    at: dt.datetime,
    is_refused: bool = False,
    token: Token | None = None,
) -> Correction:
    """The day passed without the correction, or the party refuses outright (then the day need not have come)."""
    order = _inspected(lock(correction), inspected_on, inspection, at)
    last = order.due_on
    if not is_refused and last is not None and inspected_on <= last:
        raise Invalid(
            Text(
                "改正期限还没有过；当事人明确拒绝的，请勾选。",
                "The day has not passed yet; tick the box where the party refuses outright.",
            ),
            law=LAW,
        )
    order.is_refused = is_refused
    order.was_not_corrected = last is None or inspected_on > last
    details = {"inspected_on": inspected_on, "is_refused": is_refused}
    order = perform(order, "record_not_corrected", actor=actor, at=at, token=token, details=details)
    _tell_the_case(order, "case.correction_failed", actor, at)
    return order


@transaction.atomic
def withdraw_order(
    *, correction: Correction, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Correction:
    """A head takes the order back: it was wrong, or a remedy set it aside."""
    order = perform(
        lock(correction), "withdraw_order", actor=actor, at=at, token=token, details={"reason": reason}
    )
    _tell_the_case(order, "case.correction_withdrawn", actor, at)
    return order


def _inspected(order: Correction, on: dt.date, found: str, at: dt.datetime) -> Correction:
    if order.served_on and not order.served_on <= on <= day_of(at):
        raise Invalid(
            Text("复查日期须在送达之后、今天之前。", "Inspected between the service and today."), law=LAW
        )
    order.inspected_on, order.inspection = on, found
    return order


def _check_day(by_day: dt.date | None, at: dt.datetime) -> None:
    if by_day is not None and by_day <= day_of(at):
        raise Invalid(Text("改正期限须在今天之后。", "The last day comes after today."), law=LAW)


def _tell_the_case(order: Correction, action: str, actor: User, at: dt.datetime) -> None:
    details = {"reference": order.reference}
    audit.record(order.case.reference, action, actor=actor, at=at, participants=[], details=details)
