"""The clocks of a case for a page: the one that presses, and how each of its days was counted."""

import datetime as dt
from dataclasses import dataclass

from casework import queries
from casework.clocks import CLOCKS
from casework.kernel import deadlines
from casework.kernel.explanations import UNITS_EN, UNITS_ZH, Step, explain, stands_still
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, DeadlineEvent
from casework.kernel.working_days import Unit

CHANGES = ("extend", "exclude", "hold", "resume")


@dataclass(frozen=True)
class ClockShown:
    deadline: Deadline
    steps: list[Step]
    changes: list[Text]

    @property
    def title(self) -> Text:
        return Text(self.deadline.title_zh, self.deadline.title_en)


def clocks_shown(reference: str, today: dt.date) -> tuple[ClockShown | None, list[ClockShown]]:
    """The nearest running clock of ours, and all others, open ones first."""
    shown = [_shown(deadline) for deadline in queries.clocks_of(reference, today)]
    main = next((c for c in shown if c.deadline.is_open and c.deadline.clock in queries.OUR_CLOCKS), None)
    return main, [other for other in shown if other is not main]


def _shown(deadline: Deadline) -> ClockShown:
    due = deadlines.computed(deadline, CLOCKS[deadline.clock])
    steps = explain(due, deadlines.calendar())
    if deadline.held_on:
        steps.append(stands_still(deadline.held_on, deadline.reason))
    changes = [event for event in deadline.events.all() if event.kind in CHANGES]
    return ClockShown(deadline, steps, [_told(event) for event in changes])


def _told(event: DeadlineEvent) -> Text:
    """What moved the day, why, and on which paper."""
    number, _, unit = event.length.partition(" ")
    what = {
        "extend": Text(f"{event.on}批准延长{number}", f"{event.on} extended by {number}"),
        "exclude": Text(f"{event.on}至{event.until}不计入", f"{event.on} to {event.until} does not count"),
        "hold": Text(f"{event.on}起暂停", f"stopped from {event.on}"),
        "resume": Text(f"{event.on}恢复", f"runs again from {event.on}"),
    }[event.kind]
    if unit:
        what = Text(what.zh + UNITS_ZH[Unit(unit)], f"{what.en} {UNITS_EN[Unit(unit)]}s")
    return Text(
        f"{what.zh}：{event.ground}（{event.document}）", f"{what.en}: {event.ground} ({event.document})"
    )
