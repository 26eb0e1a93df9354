"""The course of an execution: its beginning, money by the officers, the surcharge, what days bring about."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from casework.clocks import EXE_COURT_3M, PAY_15
from casework.kernel import deadlines
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, Refused, Stale
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, User
from casework.kernel.references import new_reference
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle.execution import LATE, PAYING
from casework.models import Case, Document, Execution, Payment, Surcharge
from casework.models.execution import REMEDIES
from casework.services import money
from casework.services.execution_settling import settle, tell_the_case


def execution_of(case: Case) -> Execution | None:
    """The execution of the decision in force; None where nothing is to be paid."""
    return Execution.objects.filter(case=case, decision__annulled_on=None).select_related("case").last()


@transaction.atomic
def open_for(
    case: Case, at: dt.datetime, actor: User, *, received_on: dt.date | None = None
) -> Execution | None:
    """Begin to collect the fine of the decision in force, which the party received on ``received_on`` (today
    where none is given). None where it imposes no fine. The time to pay is that of PAY-15 on the case."""
    decision, on = case.decision, received_on or day_of(at)
    if decision is None or not decision.amount:
        return None
    execution = Execution.objects.create(
        reference=new_reference("EXE", at),
        state="new",
        case=case,
        decision=decision,
        fine=decision.amount,
        received_on=on,
        due_on=_last_day_to_pay(case, on),
        opened_by=actor,
        opened_at=at,
    )
    return perform(execution, "open", actor=actor, at=at, details={"amount": execution.fine})


def open_on_service(*, document: Document, served_on: dt.date, actor: User, at: dt.datetime) -> None:
    """The service of the decision opens the execution, in its transaction."""
    open_for(document.case, at, actor, received_on=served_on)


def correct_service(*, document: Document, served_on: dt.date) -> None:
    """The decision was served on another day than was written down: the time to pay counts from it."""
    execution = execution_of(document.case) if document.kind == "penalty_decision" else None
    if execution is None or execution.state != "paying":
        return
    execution = lock(execution)
    execution.received_on, execution.due_on = served_on, _last_day_to_pay(execution.case, served_on)
    execution.version += 1
    execution.save()


def note_demand(*, document: Document, served_on: dt.date, actor: User, at: dt.datetime) -> None:
    """The service of the demand letter begins its ten working days, in its transaction."""
    execution = lock(Execution.objects.get(case=document.case, state="demand_made"))
    execution.demanded_on = served_on
    perform(execution, "serve_demand", actor=actor, at=at, starts_on=served_on)
    tell_the_case(execution, "case.demand_served", actor=actor, at=at)


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
    """An officer of the case enters a bank receipt that the party showed. The last one that covers the debt
    completes the execution."""
    case = perform(
        lock(case),
        "record_payment",
        actor=actor,
        at=at,
        token=token,
        details={"amount": amount, "paid_on": paid_on, "receipt": receipt_number},
    )
    execution = execution_of(case)
    money.book(
        case,
        execution,
        amount=amount,
        paid_on=paid_on,
        receipt_number=receipt_number,
        actor=actor,
        at=at,
    )
    if execution is not None:
        settle(lock(execution), actor=actor, at=at)
    elif case.facts(day_of(at))["fine_paid"]:
        perform(case, "execute", actor=actor, at=at)
    return Case.objects.get(pk=case.pk)


@transaction.atomic
def record_spot_cash(
    *, case: Case, amount: Decimal, receipt_number: str, actor: User, at: dt.datetime
) -> Execution | None:
    """The fine was collected on the spot against the treasury's receipt (处罚法 arts 68-70), in the verb that
    imposed it: the execution begins and, if the sum covers it, is over."""
    execution = open_for(case, at, actor)
    if execution is None:
        return None
    money.book(
        case,
        execution,
        amount=amount,
        paid_on=day_of(at),
        receipt_number=receipt_number,
        purpose=Payment.Purpose.SPOT_CASH,
        actor=actor,
        at=at,
    )
    return settle(lock(execution), actor=actor, at=at)


@transaction.atomic
def record_surcharge(
    *,
    execution: Execution,
    amount: Decimal,
    as_of: dt.date,
    grounds: Mapping[str, Any],
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Surcharge:
    """Fix the surcharge as the penalties desk worked it out up to ``as_of``, with the frozen steps (处罚法
    art 72(1)(1)). It is now owed; a later figure takes its place."""
    details = {"amount": amount, "as_of": as_of}
    execution = lock(execution)
    if not 0 < amount <= execution.fine:
        raise Invalid(
            Text(
                "加处罚款须大于零，并且不超出罚款的数额。",
                "A surcharge is more than zero and not more than the fine.",
            ),
            law="行政强制法第四十五条第二款",
        )
    if not execution.received_on <= as_of <= day_of(at):
        raise Invalid(Text("计算截止日须在收到决定之后、今天之前。", "Worked out up to today at the latest."))
    execution.surcharge = amount
    execution = perform(execution, "record_surcharge", actor=actor, at=at, token=token, details=details)
    tell_the_case(execution, "case.surcharge_recorded", actor=actor, at=at, details=details)
    return Surcharge.objects.create(
        execution=execution,
        amount=amount,
        as_of=as_of,
        grounds=dict(grounds),
        recorded_by=actor,
        recorded_at=at,
    )


@transaction.atomic
def discontinue(*, case: Case, actor: User | None, at: dt.datetime) -> list[Execution]:
    """The decision was annulled: stop collecting it (强制法 art 40). What was received is to be refunded."""
    stopped = []
    for execution in Execution.objects.filter(case=case, decision__annulled_on__isnull=False):
        if execution.state == "discontinued":
            continue
        execution.plans.filter(ended_on=None).update(ended_on=day_of(at))
        execution = perform(lock(execution), "discontinue", actor=None, at=at)
        tell_the_case(execution, "case.execution_discontinued", actor=actor, at=at)
        stopped.append(execution)
    return stopped


# --- What days bring about ---


def run_out(*, at: dt.datetime) -> int:
    """Sweep: what was not paid by its last day is overdue from the next one; a broken agreement ends; the
    three months for the court begin. Safe to repeat."""
    day = day_of(at)
    late = Execution.objects.filter(state__in=(*PAYING, "agreement"), due_on__lt=day)
    changed = sum(_take(fall_overdue, execution, at) for execution in late)
    windows = Deadline.objects.filter(reference=OuterRef("reference"), clock=EXE_COURT_3M.id)
    remedies = Deadline.objects.filter(
        reference=OuterRef("case__reference"), clock__in=REMEDIES, due_on__lt=day
    )
    waiting = Execution.objects.filter(~Exists(windows), Exists(remedies), state__in=LATE)
    return changed + sum(_take(open_court_window, execution, at) for execution in waiting)


def _take(step: Any, execution: Execution, at: dt.datetime) -> int:
    try:
        return int(step(execution=execution, at=at))
    except (Refused, Stale):
        return 0  # paid or moved on meanwhile


@transaction.atomic
def fall_overdue(*, execution: Execution, at: dt.datetime) -> bool:
    """The last day passed unpaid; under an agreement this breaks it and execution resumes (强制法 art 42)."""
    execution = lock(execution)
    if execution.state != "agreement":
        perform(execution, "fall_overdue", actor=None, at=at, details={"due_on": execution.due_on})
        tell_the_case(
            execution, "case.payment_overdue", actor=None, at=at, details={"due_on": execution.due_on}
        )
        return True
    action = "break_agreement_after_demand" if execution.demanded_on else "break_agreement"
    latest = execution.last_surcharge
    # What the agreement waived is owed again: it was waived for keeping it.
    execution.surcharge = latest.amount if latest else execution.surcharge
    perform(execution, action, actor=None, at=at, details={"due_on": execution.due_on})
    execution.plans.filter(ended_on=None).update(ended_on=day_of(at))
    tell_the_case(execution, "case.agreement_broken", actor=None, at=at)
    return True


@transaction.atomic
def open_court_window(*, execution: Execution, at: dt.datetime) -> bool:
    """Begin the three months for the application to the court, from the end of the remedy period or, where it
    is later, of the deferral (强制法 art 53, 处罚法 art 72(2)). False where they run already or not yet."""
    day, begins = day_of(at), execution.remedies_end_on
    stayed = execution.case.stays.filter(last=None).exists()
    if begins is None or begins >= day or stayed:
        return False
    if Deadline.objects.filter(reference=execution.reference, clock=EXE_COURT_3M.id).exists():
        return False
    plan = execution.plans.exclude(kind="agreement").last()
    last_part = plan.instalments.last() if plan else None
    if last_part and last_part.due_on > begins:
        begins = last_part.due_on
    if begins >= day:
        return False
    office = execution.case.office
    return bool(
        deadlines.start(EXE_COURT_3M, execution.reference, on=begins, actor=None, at=at, office=office)
    )


def _last_day_to_pay(case: Case, on: dt.date) -> dt.date:
    running = Deadline.objects.filter(reference=case.reference, clock=PAY_15.id, started_on=on).last()
    # The law before 2021-07-15 gave fifteen days too (处罚法 2017 art 46); no clock is kept of it.
    return running.due_on if running else on + dt.timedelta(days=15)
