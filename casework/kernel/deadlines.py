"""Statutory clocks on business objects: start, hold, extend, meet, explain.

The stored due days are always those that :func:`computed` derives from the events; ``rebuild`` proves it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from casework.kernel import audit, holidays
from casework.kernel import working_days as wd
from casework.kernel.holidays import Calendar
from casework.kernel.models import Deadline, Office, User
from casework.kernel.working_days import Clock, Due, Length, Unit

DAY = dt.timedelta(days=1)


def calendar() -> Calendar:
    """The holiday notices of the package and, over them, those of the office's own folder."""
    return holidays.load(*[Path(folder) for folder in [settings.HOLIDAYS_DIR] if folder])


def start(
    clock: Clock,
    reference: str,
    *,
    on: dt.date,
    actor: User | None,
    at: dt.datetime,
    office: Office | None = None,
    length: Length | None = None,
) -> Deadline | None:
    """Start ``clock`` on the object; None where the law had no such clock on that day. ``length`` is for a
    clock whose length the law leaves open."""
    if not clock.in_force(on):
        return None
    due = wd.due(clock, on, length=length, calendar=calendar())
    version = clock.on(on)
    deadline = Deadline.objects.create(
        reference=reference,
        clock=clock.id,
        title_zh=version.zh,
        title_en=version.en,
        law=version.law_zh,
        unit=due.unit,
        started_on=on,
        length=f"{length.number} {length.unit}" if length else "",
        office=office,
        **_days(due),
    )
    deadline.events.create(kind="start", on=on, actor=actor, at=at)
    return deadline


def meet(
    reference: str, clock: Clock, *, on: dt.date, actor: User | None, at: dt.datetime
) -> Deadline | None:
    """Stop a running clock: the act it waited for was done on ``on``. None where no such clock runs."""
    deadline = _open(reference, clock)
    if deadline is None:
        return None
    deadline.events.create(kind="meet", on=on, actor=actor, at=at)
    deadline.state, deadline.met_on = Deadline.State.MET, on
    deadline.save(update_fields=["state", "met_on"])
    if deadline.was_late:
        # A missed day is recorded, and nobody can date it back.
        audit.record(
            reference,
            "deadline.missed",
            actor=actor,
            at=at,
            details={"clock": clock.id, "due_on": deadline.due_on, "met_on": on},
        )
    return deadline


def lapse(reference: str, clock: Clock, *, on: dt.date, at: dt.datetime) -> Deadline | None:
    """End a clock whose running out is itself the event (a right not used in time)."""
    deadline = _open(reference, clock)
    if deadline is None:
        return None
    deadline.events.create(kind="lapse", on=on, actor=None, at=at)
    deadline.state = Deadline.State.LAPSED
    deadline.save(update_fields=["state"])
    return deadline


def hand_over(clock: Clock, *, source: str, target: str, office: Office | None) -> bool:
    """Let the clock of a submission run on, on the case that it became: same start, same due day. False
    where no such clock runs."""
    deadline = _open(source, clock)
    if deadline is None:
        return False
    deadline.reference, deadline.office = target, office
    deadline.save(update_fields=["reference", "office"])
    return True


def restart(
    reference: str, clock: Clock, *, on: dt.date, ground: str, actor: User | None, at: dt.datetime
) -> Deadline | None:
    """Count an open clock from another day, because the record of what started it was wrong; ``ground`` names
    the corrected record. None where no such clock runs."""
    deadline = _open(reference, clock)
    if deadline is None:
        return None
    deadline.events.create(kind="restart", on=on, ground=ground, actor=actor, at=at)
    deadline.started_on = on
    days = _days(computed(deadline, clock))
    for name, value in days.items():
        setattr(deadline, name, value)
    deadline.save(update_fields=["started_on", *days])
    return deadline


def computed(deadline: Deadline, clock: Clock) -> Due:
    """The due days again, from the events alone."""
    exclusions = [(e.on, e.until) for e in deadline.events.all() if e.kind == "exclude" and e.until]
    extended = any(e.kind == "extend" for e in deadline.events.all())
    return wd.due(
        clock,
        deadline.started_on,
        extended=extended,
        exclusions=exclusions,
        length=_length(deadline),
        calendar=calendar(),
    )


def rebuild(deadlines: Iterable[Deadline], clocks: Mapping[str, Clock]) -> list[Deadline]:
    """Those deadlines whose stored days differ from the computed ones; nothing is changed."""
    return [
        d
        for d in deadlines
        if any(getattr(d, k) != v for k, v in _days(computed(d, clocks[d.clock])).items())
    ]


def running_on(*references: str) -> list[Deadline]:
    """All clocks of these objects, open ones first, each by its due day."""
    found = Deadline.objects.filter(reference__in=references).prefetch_related("events")
    return sorted(found, key=lambda d: (not d.is_open, d.due_on))


def days_left(deadline: Deadline, today: dt.date) -> int:
    """Days from today to the due day in the clock's own unit; negative once it is past."""
    if deadline.unit != Unit.WORKING_DAY:
        return (deadline.due_on - today).days
    first, last = sorted((today, deadline.due_on))
    days = calendar()
    worked = sum(days.is_working(first + n * DAY) for n in range(1, (last - first).days + 1))
    return worked if deadline.due_on >= today else -worked


def _length(deadline: Deadline) -> Length | None:
    number, _, unit = deadline.length.partition(" ")
    return Length(int(number), Unit(unit)) if number else None


def _open(reference: str, clock: Clock) -> Deadline | None:
    return (
        Deadline.objects.select_for_update()
        .filter(reference=reference, clock=clock.id, state__in=[Deadline.State.RUNNING, Deadline.State.HELD])
        .first()
    )


def _days(due: Due) -> dict[str, Any]:
    return {
        "due_on": due.due_on,
        "raw_due_on": due.raw_due_on,
        "internal_due_on": due.internal_due_on,
        "provisional": due.provisional,
    }
