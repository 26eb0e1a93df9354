"""The surcharge for paying a fine late: 3% a day of what was late, not above it, stayed days not counted."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from casework.kernel.holidays import DAY, Calendar, load
from casework.kernel.working_days import merge
from penalties.engine import general
from penalties.engine.facts import InputError, Table, read_day, read_fine
from penalties.engine.general import SurchargeRule
from penalties.engine.money import ZERO, exact, plain
from penalties.engine.trace import Step, computed, given, to_json


@dataclass(frozen=True)
class Sum:
    """An amount and its day: of a payment, or the day on which it is due."""

    on: dt.date
    amount: Decimal


@dataclass(frozen=True)
class Debt:
    fine: Decimal
    received_on: dt.date
    instalments: tuple[Sum, ...]
    payments: tuple[Sum, ...]
    stays: tuple[tuple[dt.date, dt.date], ...]
    as_of: dt.date


def surcharge(case: dict[str, Any]) -> dict[str, Any]:
    """The answer to a surcharge question (command-line contract, section 2).

    Raises ``facts.InputError`` and ``facts.NoSingleAnswer`` like ``assess``.
    """
    with exact():
        debt = read_debt(case)
        rule = general.surcharge_rules().on(debt.received_on)
        calendar = load()
        raw_due_on = debt.received_on + rule.days_to_pay * DAY
        due_on = rolled(raw_due_on, calendar)
        dues = debt.instalments or (Sum(due_on, debt.fine),)
        root = computed("total_surcharge", "total_surcharge", *_due_dates(dues, debt, rule), law=rule.article)
    return {
        "due_on": None if debt.instalments else str(due_on),
        "provisional": not debt.instalments and not calendar.is_loaded(raw_due_on),
        "items": [step.value for step in root.because],
        **root.value,
        "steps": to_json(root),
    }


def read_debt(raw: Any) -> Debt:
    """The question, or ``InputError`` for the first thing that is wrong in it."""
    table = Table.of(raw, "")
    debt = Debt(
        fine=read_fine(table.get("fine"), "fine"),
        received_on=table.day("received_on"),
        instalments=_sums(table, "instalments", "due_on"),
        payments=_sums(table, "payments", "on", needed=True),
        stays=tuple(_stay(entry, f"stays[{place}]") for place, entry in enumerate(table.list("stays"))),
        as_of=table.day("as_of"),
    )
    table.close()
    if debt.as_of < debt.received_on:
        raise InputError(f"as_of: lies before the decision was received ({debt.received_on})")
    if debt.instalments and sum((part.amount for part in debt.instalments), ZERO) != debt.fine:
        raise InputError(f"instalments: do not add up to the fine of {debt.fine}")
    due_days = [part.on for part in debt.instalments]
    if len(set(due_days)) != len(due_days) or any(day < debt.received_on for day in due_days):
        raise InputError("instalments: each has its own due_on, none before the decision was received")
    return debt


def rolled(day: dt.date, calendar: Calendar) -> dt.date:
    """The day, or the first one after a State Council holiday; a plain weekend does not move it (PAY-15)."""
    while calendar.holiday_on(day) is not None:
        day += DAY
    return day


def _sums(table: Table, key: str, day_key: str, *, needed: bool = False) -> tuple[Sum, ...]:
    if needed and key not in table.content:
        raise InputError(f"{key}: a list is needed; write [] where nothing was paid")
    sums = []
    for place, entry in enumerate(table.list(key)):
        inner = Table.of(entry, f"{key}[{place}]")
        amount = read_fine(inner.get("amount"), inner.path("amount"))
        if amount == 0:
            raise InputError(f"{inner.path('amount')}: must be more than zero")
        sums.append(Sum(inner.day(day_key), amount))
        inner.close()
    return tuple(sorted(sums, key=lambda entry: entry.on))


def _stay(entry: Any, where: str) -> tuple[dt.date, dt.date]:
    if not isinstance(entry, list) or len(entry) != 2:
        raise InputError(f"{where}: a stay is a list of its first and its last day")
    first, last = read_day(entry[0], f"{where}[0]"), read_day(entry[1], f"{where}[1]")
    if first > last:
        raise InputError(f"{where}: ends before it begins")
    return first, last


def _due_dates(dues: Iterable[Sum], debt: Debt, rule: SurchargeRule) -> list[Step]:
    """One step for each due date; a payment settles the oldest due date first."""
    paid = [[payment.on, payment.amount] for payment in debt.payments if payment.on <= debt.as_of]
    return [
        computed(
            "due_date",
            "due_date",
            given("due_on", str(due.on), law=rule.article),
            given("amount_due", plain(due.amount), by="officer"),
            *(
                _late_part(due.on, until, amount, debt, rule)
                for until, amount in _settled(due, paid, debt.as_of)
            ),
            law=rule.article,
        )
        for due in dues
    ]


def _settled(due: Sum, paid: list[list[Any]], as_of: dt.date) -> list[tuple[dt.date, Decimal]]:
    """When the sum due was paid, in parts; what was paid late or not at all, by the day it stood open to.

    Takes what it uses out of ``paid``.
    """
    open_amount, parts = due.amount, dict[dt.date, Decimal]()
    while open_amount and paid:
        on, available = paid[0]
        used = min(open_amount, available)
        parts[on] = parts.get(on, ZERO) + used
        open_amount -= used
        paid[0][1] -= used
        if not paid[0][1]:
            paid.pop(0)
    if open_amount:
        parts[as_of] = parts.get(as_of, ZERO) + open_amount
    return [(until, amount) for until, amount in parts.items() if until > due.on]


def _late_part(due_on: dt.date, until: dt.date, amount: Decimal, debt: Debt, rule: SurchargeRule) -> Step:
    """A part that was paid, or is still open, on ``until``."""
    late = (until - due_on).days
    stayed = _days_stayed(due_on + DAY, until, debt.stays)
    unpaid = given("unpaid", plain(amount), by="evidence")
    days_late = given("days_late", late, about=str(until), by="evidence")
    stayed_days = given("stayed_days", stayed, law=rule.article, by="evidence")
    part = computed(
        "late_surcharge",
        "late_surcharge",
        unpaid,
        given("daily_rate", str(rule.rate), law=rule.article),
        days_late,
        stayed_days,
        given("has_ceiling", rule.is_capped, law=rule.article),
        law=rule.article,
    )
    return computed("late_part", "late_part", unpaid, days_late, stayed_days, part, law=rule.article)


def _days_stayed(first: dt.date, last: dt.date, stays: Iterable[tuple[dt.date, dt.date]]) -> int:
    """Days of the stays from ``first`` to ``last``, all inclusive; overlapping stays count once."""
    overlaps = ((min(stay[1], last) - max(stay[0], first)).days + 1 for stay in merge(stays))
    return sum(days for days in overlaps if days > 0)
