"""What a clock chip says: shape and words first, colour last.

A deadline is anything with `state` ('running', 'held', 'met', 'lapsed') and `due_on`. It may have `unit`,
`left` (in its unit), `started_on`, `met_on`, `held_on`, `reason`, `provisional` and `due_time`. Working days
are never counted here: `left` comes from the kernel, which knows the holidays.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHORT_SHARE = 0.3
SHORT_DAYS = 3


@dataclass(frozen=True)
class ClockFace:
    """`kind` is the class of the chip; `ring` the share that is left, 0 to 100, where the shape is a ring."""

    kind: str
    words: str
    icon: str = ""
    ring: int | None = None


# What runs out here is a measure of ours, and not somebody's right.
MEASURES = ("EVD-", "SEIZE-")


def clock_face(deadline: Any, today: date) -> ClockFace:
    state = getattr(deadline, "state", "running")
    due_on = deadline.due_on
    met_on = getattr(deadline, "met_on", None)
    if met_on:
        return _met((due_on - met_on).days)
    if state == "met":
        return ClockFace("met", _("done"), "tick")
    if state == "held":
        return _held(deadline, today)
    if state == "lapsed" and getattr(deadline, "clock", "").startswith(MEASURES):
        return ClockFace("over", _("ended by itself"), "over")
    if state == "lapsed":
        return ClockFace("held", _("ran out unused"), "tick")
    if state == "missed" or today > due_on:
        return _over(deadline, today)
    return _running(deadline, today)


def share_run(deadline: Any, today: date) -> float | None:
    """The share of the period that has run, 0 to 100; None where the first day is not known."""
    started_on = getattr(deadline, "started_on", None)
    if not started_on or deadline.due_on <= started_on:
        return None
    run: float = (today - started_on).days / (deadline.due_on - started_on).days * 100
    return min(max(run, 0.0), 100.0)


def _met(early: int) -> ClockFace:
    if early < 0:
        words = ngettext("done %(n)d day late", "done %(n)d days late", -early) % {"n": -early}
        return ClockFace("late", words, "over")
    if early == 0:
        return ClockFace("met", _("done on the last day"), "tick")
    return ClockFace(
        "met", ngettext("done %(n)d day early", "done %(n)d days early", early) % {"n": early}, "tick"
    )


def _held(deadline: Any, today: date) -> ClockFace:
    reason = getattr(deadline, "reason", "") or _("stopped")
    held_on = getattr(deadline, "held_on", None)
    if not held_on:
        return ClockFace("held", str(reason), "held")
    days = (today - held_on).days
    words = ngettext("%(reason)s, not counted for %(n)d day", "%(reason)s, not counted for %(n)d days", days)
    return ClockFace("held", words % {"reason": reason, "n": days}, "held")


def _over(deadline: Any, today: date) -> ClockFace:
    left = getattr(deadline, "left", None)
    if _in_working_days(deadline) and left is not None and left < 0:
        words = ngettext("%(n)d working day overdue", "%(n)d working days overdue", -left) % {"n": -left}
    elif (days := (today - deadline.due_on).days) > 0:
        words = ngettext("%(n)d day overdue", "%(n)d days overdue", days) % {"n": days}
    else:
        words = _("overdue")
    return ClockFace("over", words, "over")


def _running(deadline: Any, today: date) -> ClockFace:
    left = getattr(deadline, "left", None)
    days = (deadline.due_on - today).days
    if days == 0:
        due_time = getattr(deadline, "due_time", None)
        words = _("today %(time)s") % {"time": f"{due_time:%H:%M}"} if due_time else _("due today")
        return ClockFace("last", words, "warn")
    if _in_working_days(deadline) and left is not None:
        count = left
        words = ngettext("%(n)d working day left", "%(n)d working days left", left) % {"n": left}
    else:
        count = days
        words = ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    if getattr(deadline, "provisional", False):
        words = _("about %(left)s, provisional") % {"left": words}
    if count <= 1:
        return ClockFace("last", words, "warn")
    run = share_run(deadline, today)
    share_left = 100 if run is None else 100 - run
    is_short = count <= SHORT_DAYS or share_left <= SHORT_SHARE * 100
    return ClockFace("short" if is_short else "ample", words, ring=round(share_left))


def _in_working_days(deadline: Any) -> bool:
    return bool(getattr(deadline, "unit", "") == "working_day")
