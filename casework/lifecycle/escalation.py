"""Who hears of a clock that runs out, and on which day. Pure.

No law sets these levels; they are the house's rule for 'recorded, escalated, never dated back'. The head of the
unit is told when a fifth of the period is left (in calendar days, so that it can be told without a calendar), the
head of the bureau on the day after the last one, the principal head when five work days more have passed.
"""

import datetime as dt
from dataclasses import dataclass

from casework.clocks import CLOCKS
from casework.kernel.explanations import CITIZENS, OUTSIDERS
from casework.kernel.holidays import DAY, Calendar
from casework.kernel.lifecycle import Text
from casework.kernel.roles import Role

SHARE_LEFT = 5  # a fifth


@dataclass(frozen=True, slots=True)
class Level:
    """``work_days`` after the last day have passed; None: the last fifth of the period begins."""

    name: str
    role: Role
    title: Text
    work_days: int | None

    def begins_on(self, started_on: dt.date, due_on: dt.date, calendar: Calendar) -> dt.date:
        """The day on which this head is told."""
        if self.work_days is None:
            return due_on - (due_on - started_on) // SHARE_LEFT // DAY * DAY
        day, passed = due_on, 0
        while passed < self.work_days:
            day += DAY
            passed += calendar.is_working(day)
        return day + DAY


LEVELS = (
    Level("unit_head", Role.UNIT_HEAD, Text("即将到期", "Runs out soon"), None),
    Level("bureau_head", Role.BUREAU_HEAD, Text("已经逾期", "Overdue"), 0),
    Level(
        "principal_head",
        Role.PRINCIPAL_HEAD,
        Text("逾期满五个工作日", "Overdue by five working days"),
        5,
    ),
)
BY_NAME = {level.name: level for level in LEVELS}

# Their running out is itself the event: the notice counts as served, the publication ends.
_END_BY_THEMSELVES = ("SRV-PUBNOTICE-", "PUB-END-")

# Clocks that somebody in the bureau can miss: not those of others, nor the least time that something is kept.
MISSABLE = frozenset(
    clock.id
    for clock in CLOCKS.values()
    if not clock.id.startswith(_END_BY_THEMSELVES)
    and clock.versions[-1].holder not in CITIZENS + OUTSIDERS
    and clock.versions[-1].domain != "records"
    and not clock.versions[-1].minimum
)
