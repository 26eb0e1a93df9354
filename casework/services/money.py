"""Money in and out (处罚法 arts 67-72, 强制法 art 41)."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Approval, Case, Execution, Payment, Refund
from casework.services import approval_requests, documents
from casework.services.execution_settling import balance_of, settle, tell_the_case

NOTHING = Decimal("0.00")


def book(
    case: Case,
    execution: Execution | None,
    *,
    amount: Decimal,
    paid_on: dt.date,
    receipt_number: str,
    actor: User,
    at: dt.datetime,
    purpose: str = Payment.Purpose.FINE,
    payer: str = "",
) -> Payment:
    """Write one receipt down, in the verb that received it. Raises Invalid for a day before the decision or
    after today, and for a receipt that was entered before."""
    decided_on = execution.decision.decided_on if execution else case.decision.decided_on
    if not decided_on <= paid_on <= day_of(at):
        raise Invalid(
            Text(
                "缴款日期须在决定之后、今天之前。", "The day of payment lies between the decision and today."
            )
        )
    if amount <= 0:
        raise Invalid(Text("金额须大于零。", "The amount must be more than zero."))
    if Payment.objects.filter(receipt_number=receipt_number).exists():
        raise Invalid(Text("这张票据已经登记过。", "This receipt has been entered already."))
    return Payment.objects.create(
        case=case,
        execution=execution,
        purpose=purpose,
        amount=amount,
        paid_on=paid_on,
        receipt_number=receipt_number,
        payer=payer,
        recorded_by=actor,
        recorded_at=at,
    )


@transaction.atomic
def enter_receipt(
    *,
    execution: Execution,
    amount: Decimal,
    paid_on: dt.date,
    receipt_number: str,
    actor: User,
    at: dt.datetime,
    purpose: str = Payment.Purpose.FINE,
    payer: str = "",
    token: Token | None = None,
) -> Payment:
    """Finance enters one sum that reached the account. The last one that covers the debt ends the execution."""
    details = {"amount": amount, "paid_on": paid_on, "receipt": receipt_number, "purpose": purpose}
    execution = perform(
        lock(execution), "enter_receipt", actor=actor, at=at, token=token, participants=[], details=details
    )
    payment = book(
        execution.case,
        execution,
        amount=amount,
        paid_on=paid_on,
        receipt_number=receipt_number,
        purpose=purpose,
        payer=payer,
        actor=actor,
        at=at,
    )
    tell_the_case(execution, "case.payment_recorded", actor=actor, at=at, details=details)
    settle(execution, actor=actor, at=at)
    return payment


# --- Back to the party ---


@transaction.atomic
def propose_refund(
    *,
    execution: Execution,
    amount: Decimal,
    reason: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Approval:
    """Ask the head to give money back that is not owed: after an annulment, or paid twice."""
    execution = perform(
        lock(execution), "propose_refund", actor=actor, at=at, token=token, details={"amount": amount}
    )
    _check_refund(execution, amount)
    return approval_requests.request(
        case=execution.case,
        kind="refund",
        reason=reason,
        requested_by=actor,
        at=at,
        subject=execution.reference,
        details={"amount": amount},
    )


@transaction.atomic
def grant_refund(*, approval: Approval, actor: User, at: dt.datetime) -> Refund:
    execution = lock(Execution.objects.get(reference=approval.subject))
    amount = Decimal(str(approval.details["amount"]))
    _check_refund(execution, amount)
    execution = perform(execution, "grant_refund", actor=actor, at=at, details={"amount": amount})
    documents.make_matter_approval(execution.case, approval, matter=f"退还{amount}元", actor=actor, at=at)
    tell_the_case(execution, "case.refund_approved", actor=actor, at=at, details={"amount": amount})
    return Refund.objects.create(
        execution=execution,
        case=execution.case,
        amount=amount,
        reason=approval.reason,
        approved_by=actor,
        approved_on=day_of(at),
    )


@transaction.atomic
def pay_refund(
    *,
    execution: Execution,
    paid_on: dt.date,
    receipt_number: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Refund:
    """Record that the oldest approved refund left the account, with the day and the number of its receipt."""
    details = {"paid_on": paid_on, "receipt": receipt_number}
    execution = perform(
        lock(execution), "pay_refund", actor=actor, at=at, token=token, participants=[], details=details
    )
    refund: Refund = execution.refunds.filter(paid_on=None).earliest("pk")
    if not refund.approved_on <= paid_on <= day_of(at):
        raise Invalid(
            Text(
                "退款日期须在批准之后、今天之前。",
                "The day of the refund lies between its approval and today.",
            )
        )
    if Refund.objects.filter(receipt_number=receipt_number).exists():
        raise Invalid(Text("这张退款凭证已经登记过。", "This receipt has been entered already."))
    refund.paid_on, refund.receipt_number, refund.paid_by = paid_on, receipt_number, actor
    refund.save()
    told = {**details, "amount": refund.amount}
    tell_the_case(execution, "case.refund_paid", actor=actor, at=at, details=told)
    return refund


def _check_refund(execution: Execution, amount: Decimal) -> None:
    granted = sum((refund.amount for refund in execution.refunds.filter(paid_on=None)), NOTHING)
    most = max(-balance_of(execution) - granted, NOTHING)
    if not 0 < amount <= most:
        raise Invalid(
            Text(f"最多可以退还{most}元。", f"At most CNY {most} can be given back."), law="强制法第四十一条"
        )
