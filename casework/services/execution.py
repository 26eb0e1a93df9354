"""The fine is paid (处罚法 art 67)."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Case, Payment


@transaction.atomic
def record_payment(
    *,
    case: Case,
    amount: Decimal,
    paid_on: dt.date,
    receipt_number: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Case:
    """Enter one bank receipt. The last one that covers the fine completes the execution."""
    case = perform(
        lock(case),
        "record_payment",
        actor=actor,
        at=at,
        token=token,
        details={"amount": amount, "paid_on": paid_on, "receipt": receipt_number},
    )
    if not case.decision.decided_on <= paid_on <= day_of(at):
        raise Invalid(
            Text(
                "缴款日期须在决定之后、今天之前。", "The day of payment lies between the decision and today."
            )
        )
    if Payment.objects.filter(receipt_number=receipt_number).exists():
        raise Invalid(Text("这张票据已经登记过。", "This receipt has been entered already."))
    Payment.objects.create(
        case=case,
        amount=amount,
        paid_on=paid_on,
        receipt_number=receipt_number,
        recorded_by=actor,
        recorded_at=at,
    )
    if case.fine_is_paid():
        step = "execute" if case.state == "served" else "settle_spot_fine"
        case = perform(case, step, actor=actor, at=at)
    return case
