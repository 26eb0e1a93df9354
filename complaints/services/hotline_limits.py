"""The local limits of work orders, run as the clock HOTLINE-12345 on their references: set locally, not
verified."""

import datetime as dt
import logging
from pathlib import Path

from django.conf import settings

from casework.clocks import HOTLINE_12345
from casework.kernel import deadlines, working_days
from casework.kernel.clock import day_of
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.working_days import Length
from complaints.lifecycle import hotline_limits
from complaints.lifecycle.hotline_limits import BrokenLimits, Limits
from complaints.models import WorkOrder

logger = logging.getLogger(__name__)

TITLES = {
    "sign_in": Text("12345工单签收时限", "12345: time to sign in"),
    "reply": Text("12345工单答复时限", "12345: time to reply"),
    "redo": Text("12345工单重办时限", "12345: time to do it again"),
}


def limits_of(order: WorkOrder) -> Limits:
    """Those in force on the day of assignment. A table of the office that cannot be read is left out with an
    error in the log, and ours counts."""
    day = day_of(order.received_at)
    try:
        rows = hotline_limits.read(
            Path(settings.HOTLINE_LIMITS) if settings.HOTLINE_LIMITS else hotline_limits.OURS
        )
    except BrokenLimits as broken:
        logger.error("HOTLINE_LIMITS is left out: %s", broken)
        rows = hotline_limits.read()
    return hotline_limits.limits_on(rows, order.type, day)


def begin(order: WorkOrder, step: str, *, on: dt.date, actor: User | None, at: dt.datetime) -> None:
    """Let the limit of this step run, in place of the one before."""
    deadlines.meet(order.reference, HOTLINE_12345, on=day_of(at), actor=actor, at=at)
    length: Length | None = getattr(limits_of(order), step)
    started = (
        deadlines.start(
            HOTLINE_12345, order.reference, on=on, actor=actor, at=at, office=order.office, length=length
        )
        if length
        else None
    )
    if started:
        started.title_zh, started.title_en = TITLES[step].zh, TITLES[step].en
        started.save(update_fields=["title_zh", "title_en"])
    order.due_on = started.due_on if started else None
    order.save(update_fields=["due_on"])


def end(order: WorkOrder, *, actor: User | None, at: dt.datetime) -> None:
    deadlines.meet(order.reference, HOTLINE_12345, on=day_of(at), actor=actor, at=at)
    order.due_on = None
    order.save(update_fields=["due_on"])


def last_day(order: WorkOrder, step: str) -> dt.date | None:
    """The last day of a limit that no clock of its own runs for."""
    day, length = day_of(order.received_at), getattr(limits_of(order), step)
    if length is None or not HOTLINE_12345.in_force(day):
        return None
    return working_days.due(HOTLINE_12345, day, length=length, calendar=deadlines.calendar()).due_on
