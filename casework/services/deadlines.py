"""The sweeps over running clocks: what ran out is recorded, heads are told, days are proved. Safe to repeat."""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Value
from django.db.models.lookups import LessThanOrEqual

from casework.clocks import CLOCKS
from casework.kernel import audit, deadline_changes, deadlines
from casework.kernel.clock import day_of
from casework.kernel.models import Deadline, DeadlineEvent
from casework.lifecycle import LEVELS, MISSABLE
from casework.lifecycle.escalation import SHARE_LEFT, Level
from casework.models import Escalation
from casework.queries import RIGHTS

logger = logging.getLogger(__name__)


def escalate_due(*, at: dt.datetime) -> int:
    """Sweep: record every due day of ours that has passed without the act, and tell the heads whose turn it is.
    The number of entries made."""
    return _record_missed(at) + sum(_raise(level, at) for level in LEVELS)


def lapse_rights_due(*, at: dt.datetime) -> int:
    """Sweep: end the periods of parties that have run out unused (to apply for reconsideration, to sue)."""
    run_out = Deadline.objects.filter(state=Deadline.State.RUNNING, clock__in=RIGHTS, due_on__lt=day_of(at))
    return sum(_lapse(deadline, at) for deadline in run_out.iterator(chunk_size=500))


def settle_provisional(*, at: dt.datetime) -> list[Deadline]:
    """Sweep: where a new holiday notice makes a provisional day final or moves it, store that and record it in
    the object's history."""
    open_ones = Deadline.objects.filter(state__in=deadlines.OPEN, provisional=True).prefetch_related("events")
    different = deadlines.rebuild(open_ones.iterator(chunk_size=1000), CLOCKS)
    return [deadline for deadline in different if _settle(deadline, at)]


def rebuild(*, at: dt.datetime) -> list[Deadline]:
    """Sweep: settle what was provisional, then compute every open clock again from its events. A difference is
    recorded in the object's history and given back; it is never mended in silence, because somebody may have
    relied on the day."""
    settle_provisional(at=at)
    open_clocks = Deadline.objects.filter(state__in=deadlines.OPEN)
    different = deadlines.rebuild(open_clocks.prefetch_related("events").iterator(chunk_size=1000), CLOCKS)
    for deadline in different:
        computed = deadlines.computed(deadline, CLOCKS[deadline.clock])
        logger.error("%s: stored %s, computed %s", deadline, deadline.due_on, computed.due_on)
        audit.record(
            deadline.reference,
            "deadline.differs",
            actor=None,
            at=at,
            details={"clock": deadline.clock, "stored": deadline.due_on, "computed": computed.due_on},
        )
    return different


def _record_missed(at: dt.datetime) -> int:
    missed = DeadlineEvent.objects.filter(deadline=OuterRef("pk"), kind="miss", on=OuterRef("due_on"))
    overdue = _running().filter(~Exists(missed), due_on__lt=day_of(at))
    return sum(_miss(deadline, at) for deadline in overdue.iterator(chunk_size=500))


def _raise(level: Level, at: dt.datetime) -> int:
    """Tell the heads of this level of every clock that has come to it."""
    today, calendar = day_of(at), deadlines.calendar()
    told = Escalation.objects.filter(deadline=OuterRef("pk"), level=level.name, due_on=OuterRef("due_on"))
    waiting = _near(level, today).filter(~Exists(told), office__isnull=False)
    return sum(
        _tell(deadline, level, at)
        for deadline in waiting.iterator(chunk_size=500)
        if level.begins_on(deadline.started_on, deadline.due_on, calendar) <= today
    )


def _near(level: Level, today: dt.date) -> QuerySet[Deadline]:
    """The running clocks among which those of the level are, and few others."""
    if level.work_days is not None:
        return _running().filter(due_on__lt=today)
    left = ExpressionWrapper((F("due_on") - Value(today)) * SHARE_LEFT, DurationField())
    period = ExpressionWrapper(F("due_on") - F("started_on"), DurationField())
    return _running().filter(LessThanOrEqual(left, period))


def _running() -> QuerySet[Deadline]:
    return Deadline.objects.filter(state=Deadline.State.RUNNING, clock__in=MISSABLE)


# Each row in a transaction of its own, read again under its lock: somebody may act while the sweep runs.


@transaction.atomic
def _miss(deadline: Deadline, at: dt.datetime) -> bool:
    now = deadlines.open_clock(deadline.reference, CLOCKS[deadline.clock])
    return _is_as_found(now, deadline) and deadlines.record_miss(deadline, actor=None, at=at)


@transaction.atomic
def _tell(deadline: Deadline, level: Level, at: dt.datetime) -> bool:
    now = deadlines.open_clock(deadline.reference, CLOCKS[deadline.clock])
    if deadline.office_id is None or not _is_as_found(now, deadline):
        return False
    _, is_new = Escalation.objects.get_or_create(
        deadline=deadline,
        level=level.name,
        due_on=deadline.due_on,
        defaults={"office_id": deadline.office_id, "raised_at": at},
    )
    if is_new:
        told = {"clock": deadline.clock, "level": level.name, "due_on": deadline.due_on}
        audit.record(deadline.reference, "deadline.escalated", actor=None, at=at, details=told)
    return is_new


@transaction.atomic
def _lapse(deadline: Deadline, at: dt.datetime) -> bool:
    now = deadlines.open_clock(deadline.reference, CLOCKS[deadline.clock])
    if not _is_as_found(now, deadline):
        return False
    deadlines.lapse(deadline.reference, CLOCKS[deadline.clock], on=day_of(at), at=at)
    told = {"clock": deadline.clock, "due_on": deadline.due_on}
    audit.record(deadline.reference, "deadline.lapsed", actor=None, at=at, details=told)
    return True


@transaction.atomic
def _settle(deadline: Deadline, at: dt.datetime) -> bool:
    now = deadlines.open_clock(deadline.reference, CLOCKS[deadline.clock])
    return now is not None and deadline_changes.settle(now, CLOCKS[deadline.clock], at=at)


def _is_as_found(now: Deadline | None, found: Deadline) -> bool:
    return now is not None and (now.pk, now.state, now.due_on) == (found.pk, found.state, found.due_on)
