"""Statutory clocks on business objects: start, meet, lapse, explain; deadline_changes.py extends and holds them.

The stored due days are always those that :func:`computed` derives from the events; ``rebuild`` proves it.
"""

import datetime as dt
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from casework.kernel import audit, holidays
from casework.kernel import working_days as wd
from casework.kernel.errors import Refused
from casework.kernel.holidays import BrokenNotice, Calendar
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, DeadlineEvent, Office, User
from casework.kernel.working_days import Clock, Due, Exclusion, Length, Unit

DAY = dt.timedelta(days=1)
OPEN = (Deadline.State.RUNNING, Deadline.State.HELD)

logger = logging.getLogger(__name__)


def calendar() -> Calendar:
    """The holiday notices of the package and, over them, those of the office's own folder. A notice there that
    cannot be read takes the folder away and not the pages: the days that need it are provisional again."""
    folders = [Path(folder) for folder in [settings.HOLIDAYS_DIR] if folder]
    try:
        return holidays.load(*folders)
    except BrokenNotice as broken:
        logger.error("%s: run manage.py check_holidays", broken)
        return holidays.load()


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
        length=_written(length),
        office=office,
        **_days(due),
    )
    DeadlineEvent.objects.create(deadline=deadline, kind="start", on=on, actor=actor, at=at)
    return deadline


def meet(
    reference: str, clock: Clock, *, on: dt.date, actor: User | None, at: dt.datetime
) -> Deadline | None:
    """Stop a running clock: the act it waited for was done on ``on``. None where no such clock runs. Raises
    Refused where its day was recorded as missed and ``on`` would date the act back."""
    deadline = open_clock(reference, clock)
    if deadline is None:
        return None
    if on <= deadline.due_on and was_missed(deadline):
        raise Refused(_MISSED_ALREADY.format(due_on=deadline.due_on), law=deadline.law)
    deadline.events.create(kind="meet", on=on, actor=actor, at=at)
    deadline.met_on = on
    _end(deadline, clock, Deadline.State.MET)
    if deadline.was_late:
        record_miss(deadline, actor=actor, at=at, met_on=on)
    return deadline


def lapse(reference: str, clock: Clock, *, on: dt.date, at: dt.datetime) -> Deadline | None:
    """End a clock whose running out is itself the event (a right not used in time)."""
    deadline = open_clock(reference, clock)
    if deadline is None:
        return None
    deadline.events.create(kind="lapse", on=on, actor=None, at=at)
    _end(deadline, clock, Deadline.State.LAPSED)
    return deadline


def record_miss(deadline: Deadline, *, actor: User | None, at: dt.datetime, **details: Any) -> bool:
    """Record, once for each due day, that it passed without the act, on the day of recording and no earlier
    one. False where it stands recorded."""
    if was_missed(deadline):
        return False
    deadline.events.create(kind="miss", on=deadline.due_on, actor=actor, at=at)
    told = {"clock": deadline.clock, "due_on": deadline.due_on, **details}
    audit.record(deadline.reference, "deadline.missed", actor=actor, at=at, details=told)
    return True


def was_missed(deadline: Deadline) -> bool:
    """Is it on record that the due day, as it stands now, was missed?"""
    return deadline.events.filter(kind="miss", on=deadline.due_on).exists()


def hand_over(clock: Clock, *, source: str, target: str, office: Office | None) -> bool:
    """Let the clock of a submission run on, on the case that it became: same start, same due day. False
    where no such clock runs."""
    deadline = open_clock(source, clock)
    if deadline is None:
        return False
    deadline.reference, deadline.office = target, office
    deadline.save(update_fields=["reference", "office"])
    return True


def open_clock(reference: str, clock: Clock) -> Deadline | None:
    """The clock of the object that runs or is held, locked until the transaction ends."""
    return (
        Deadline.objects.select_for_update()
        .filter(reference=reference, clock=clock.id, state__in=OPEN)
        .first()
    )


def restart(
    reference: str,
    clock: Clock,
    *,
    on: dt.date,
    ground: str,
    actor: User | None,
    at: dt.datetime,
    length: Length | None = None,
) -> Deadline | None:
    """Count an open clock from another day, because the record of what started it was wrong; ``ground`` names
    the corrected record. None where no such clock runs."""
    deadline = open_clock(reference, clock)
    if deadline is None:
        return None
    deadline.events.create(kind="restart", on=on, ground=ground, actor=actor, at=at)
    deadline.started_on, deadline.length = on, _written(length) or deadline.length
    deadline.save(update_fields=["started_on", "length"])
    store(deadline, clock)
    return deadline


def computed(deadline: Deadline, clock: Clock) -> Due:
    """The due days again, from the events alone. A pause that still lasts is not counted in: the days are those
    as if the clock ran again at once."""
    events = list(deadline.events.all())
    return wd.due(
        clock,
        deadline.started_on,
        extensions=[int(e.length.split()[0]) for e in events if e.kind == "extend"],
        exclusions=_exclusions(events),
        length=_length(deadline),
        calendar=calendar(),
    )


def pauses(events: Iterable[DeadlineEvent]) -> dict[str, dt.date]:
    """Ground → first day of every pause that still lasts."""
    lasting = {}
    for event in events:
        if event.kind == "hold":
            lasting[event.ground] = event.on
        elif event.kind == "resume":
            lasting.pop(event.ground, None)
    return lasting


def store(deadline: Deadline, clock: Clock) -> None:
    """Set the due days, and whether the clock stands still, to what its events say."""
    for name, value in _days(computed(deadline, clock)).items():
        setattr(deadline, name, value)
    events = list(deadline.events.all())
    deadline.extended = any(e.kind == "extend" for e in events)
    if deadline.is_open:
        held = min(((on, ground) for ground, on in pauses(events).items()), default=None)
        deadline.state = Deadline.State.HELD if held else Deadline.State.RUNNING
        deadline.held_on, deadline.reason = held or (None, "")
    deadline.save()


def rebuild(deadlines: Iterable[Deadline], clocks: Mapping[str, Clock]) -> list[Deadline]:
    """Those deadlines whose stored days differ from the computed ones; nothing is changed."""
    return [d for d in deadlines if differs(d, computed(d, clocks[d.clock]))]


def differs(deadline: Deadline, due: Due) -> bool:
    return any(getattr(deadline, name) != value for name, value in _days(due).items())


def running_on(*references: str) -> list[Deadline]:
    """All clocks of these objects, open ones first, each by its due day."""
    found = Deadline.objects.filter(reference__in=references).prefetch_related("events")
    return sorted(found, key=lambda d: (not d.is_open, d.due_on))


def days_left(deadline: Deadline, today: dt.date) -> int | None:
    """Days from today to the due day in the clock's own unit; negative once it is past, None while the clock
    stands still."""
    if deadline.state == Deadline.State.HELD:
        return None
    if deadline.unit != Unit.WORKING_DAY:
        return (deadline.due_on - today).days
    first, last = sorted((today, deadline.due_on))
    days = calendar()
    worked = sum(days.is_working(first + n * DAY) for n in range(1, (last - first).days + 1))
    return worked if deadline.due_on >= today else -worked


_MISSED_ALREADY = Text(
    "最后一日{due_on}已经过去并记录为逾期，不能把办结日期倒填到期限之内。",
    "The last day, {due_on}, was recorded as missed; the act cannot be dated back before it.",
)


def _end(deadline: Deadline, clock: Clock, state: Deadline.State) -> None:
    was_held = deadline.state == Deadline.State.HELD
    deadline.state, deadline.held_on, deadline.reason = state, None, ""
    if was_held:
        store(deadline, clock)  # the pause ended with the clock
    else:
        deadline.save()


def _exclusions(events: list[DeadlineEvent]) -> list[Exclusion]:
    """The days that do not count. A pause of no day, held and resumed on the same one, holds none."""
    found = [(e.on, e.until) for e in events if e.kind == "exclude" and e.until]
    held: dict[str, dt.date] = {}
    for event in events:
        if event.kind == "hold":
            held[event.ground] = event.on
        elif event.kind == "resume":
            found.append((held.pop(event.ground), event.on - DAY))
    ended_on = next((e.on for e in events if e.kind in ("meet", "lapse")), None)
    if ended_on:
        found += [(first, ended_on - DAY) for first in held.values()]
    return [(first, last) for first, last in found if first <= last]


def _written(length: Length | None) -> str:
    return f"{length.number} {length.unit}" if length else ""


def _length(deadline: Deadline) -> Length | None:
    number, _, unit = deadline.length.partition(" ")
    return Length(int(number), Unit(unit)) if number else None


def _days(due: Due) -> dict[str, Any]:
    return {
        "due_on": due.due_on,
        "raw_due_on": due.raw_due_on,
        "internal_due_on": due.internal_due_on,
        "provisional": due.provisional,
    }
