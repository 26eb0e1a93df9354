"""When the next sum is due, and the end of the debt: both follow from what was paid."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from casework.kernel import audit
from casework.kernel.clock import day_of
from casework.kernel.models import User
from casework.kernel.transitions import lock, perform
from casework.lifecycle.execution import OWED
from casework.lifecycle.spot import FINED
from casework.models import Execution

NOTHING = Decimal("0.00")
# State of the case → its step once everything is paid: an officer's, and that of money which came in otherwise.
PAID_UP = {
    "served": ("execute", "settle"),
    **dict.fromkeys(FINED, ("settle_spot_fine", "settle_spot_fine_by_bank")),
}


def balance_of(execution: Execution) -> Decimal:
    """What is still open; below zero what was received without being owed."""
    return Execution.objects.with_sums().get(pk=execution.pk).balance


def open_fine(execution: Execution) -> Decimal:
    """What is open of the fine alone: money received goes to the fine first."""
    return max(min(balance_of(execution) - execution.surcharge, execution.fine), NOTHING)


def settle(execution: Execution, *, actor: User | None, at: dt.datetime) -> Execution:
    """After money moved or the debt changed, in the open transaction with the row locked: set the day of the
    next sum, and end the execution, and that of the case, once everything is paid."""
    execution.due_on = next_due(execution)
    execution.save(update_fields=["due_on"])
    day = day_of(at)
    if execution.state not in OWED or not execution.facts(day)["paid_in_full"]:
        return execution
    execution.plans.filter(ended_on=None).update(ended_on=day)
    execution = perform(execution, "finish", actor=None, at=at)
    case = lock(execution.case)
    is_officer = actor is not None and actor in case.officers_on_case()
    steps = PAID_UP.get(case.state)
    if steps:
        by_officer, by_itself = steps
        perform(case, by_officer if is_officer else by_itself, actor=actor if is_officer else None, at=at)
    return execution


def next_due(execution: Execution) -> dt.date:
    """The day of the first sum of the plan that is not covered; without a plan the day stays."""
    plan = execution.plan
    if plan is None:
        return execution.due_on
    parts = list(plan.instalments.all())
    covered = sum((part.amount for part in parts), NOTHING) - balance_of(execution)
    so_far = NOTHING
    for part in parts:
        so_far += part.amount
        if so_far > covered:
            return part.due_on
    return parts[-1].due_on


def tell_the_case(
    execution: Execution,
    action: str,
    *,
    actor: User | None,
    at: dt.datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """One line in the history of the case; taking part in it bars nobody there."""
    told = {"execution": execution.reference, **(details or {})}
    audit.record(execution.case.reference, action, actor=actor, at=at, participants=[], details=told)
