"""The clocks of a case for a page: the one that presses, and how each of its days was counted."""

import datetime as dt
from dataclasses import dataclass

from casework import queries
from casework.clocks import CLOCKS
from casework.kernel import deadlines
from casework.kernel.explanations import Step, explain
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline


@dataclass(frozen=True)
class ClockShown:
    deadline: Deadline
    steps: list[Step]

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
    return ClockShown(deadline, explain(due, deadlines.calendar()))
