"""A statutory clock and the arithmetic of its last day (程序规定 art 80, 民法典 arts 200-204). Pure.

The start day does not count. An excluded day does not count, however many exclusions it lies in. An
extension is added before the roll. Months and years end on the corresponding day, or on the month's last.
"""

import calendar as gregorian
import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from casework.kernel.holidays import DAY, Calendar, load

Exclusion = tuple[dt.date, dt.date]  # first and last day that do not count, both inclusive


class Unit(StrEnum):
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    DAY = "day"  # the text says only 日: counted as calendar days
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"


class Roll(StrEnum):
    """From which last days a period runs on to the next day."""

    NONE = "none"
    STATUTORY_HOLIDAY = "statutory_holiday"  # days of a State Council arrangement; not from a plain weekend
    REST_DAY = "rest_day"  # every day that is not worked


class Length(NamedTuple):
    number: int
    unit: Unit


class ClockError(Exception):
    """A clock gives no date; ``str(error)`` says why, in English, and names what is missing or wrong."""


class WrongQuestion(ClockError):
    """The question itself is wrong: a length where the law fixes it, an extension that does not exist."""


class NotInForce(ClockError):
    """The clock did not exist on that day."""


class LengthNeeded(ClockError):
    """The law leaves the length to a notice, an office or a choice that was not given."""


class NoPeriod(ClockError):
    """The row is a rate or a prohibition: it has no last day."""


@dataclass(frozen=True, slots=True)
class Version:
    """A clock as one text of the law has it, from ``valid_from`` to ``valid_to``, both inclusive.

    ``length`` is None where the law gives none: ``needs`` says what to give instead, ``no_period`` why there
    is none. ``extension`` is the first extension in the same unit, ``extension_at_most`` that it may be shorter;
    ``open_extension`` that its length (after the first, where there is one) is for the person in ``extended`` to
    fix. Only a clock with ``pauses`` stands still, on the grounds named there.
    """

    zh: str
    en: str
    law: str
    law_zh: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    length: int | None = None
    unit: Unit | None = None
    backward: bool = False
    roll: Roll = Roll.NONE
    extension: int | None = None
    extension_at_most: bool = False
    open_extension: bool = False
    minimum: bool = False
    verified: bool = True
    needs: str = ""
    needs_zh: str = ""
    no_period: str = ""
    no_period_zh: str = ""
    domain: str = ""
    holder: str = ""
    start: str = ""
    stop: str = ""
    extended: str = ""
    pauses: str = ""
    missed: str = ""
    note: str = ""

    def covers(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def can_be_extended(self) -> bool:
        return bool(self.extension or self.open_extension)

    @property
    def most_extensions(self) -> int | None:
        """How often the law lets the period be extended; None where it states no number. Where a fixed extension
        is followed by one that the heads fix, they fix the whole of it at once (程序规定 art 64)."""
        if self.open_extension:
            return 2 if self.extension else None
        return 1 if self.extension else 0


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock of the law with its versions, oldest first. Titles are those of the newest version."""

    id: str
    versions: tuple[Version, ...]

    def __str__(self) -> str:
        return self.id

    @property
    def zh(self) -> str:
        return self.versions[-1].zh

    @property
    def en(self) -> str:
        return self.versions[-1].en

    def in_force(self, day: dt.date) -> bool:
        return any(version.covers(day) for version in self.versions)

    def on(self, day: dt.date) -> Version:
        """The version in force on ``day``; ``NotInForce`` names the days on which the clock existed."""
        for version in self.versions:
            if version.covers(day):
                return version
        spans = ", ".join(f"{v.valid_from} to {v.valid_to or 'now'}" for v in self.versions)
        raise NotInForce(f"{self.id} was not in force on {day}: in force {spans}")


@dataclass(frozen=True, slots=True)
class Due:
    """The answer of a clock.

    ``raw_due_on`` is the last day before the roll, ``due_on`` after it, ``internal_due_on`` the last work day
    up to the raw day (what an office should aim at). ``provisional``: ``due_on`` hangs on a year whose
    holiday notice is not loaded. ``counted`` units were counted, all ``extensions`` included.
    """

    clock: str
    version: Version
    start_on: dt.date
    due_on: dt.date
    raw_due_on: dt.date
    internal_due_on: dt.date
    counted: int
    unit: Unit
    extensions: tuple[int, ...]
    exclusions: tuple[Exclusion, ...]
    provisional: bool

    @property
    def extension(self) -> int:
        return sum(self.extensions)

    @property
    def rule(self) -> str:
        return self.version.law


def due(
    clock: Clock,
    start_on: dt.date,
    *,
    extended: bool = False,
    exclusions: Iterable[Exclusion] = (),
    length: int | Length | None = None,
    extension: int | None = None,
    extensions: Sequence[int] = (),
    calendar: Calendar | None = None,
) -> Due:
    """The last day of ``clock`` started on ``start_on`` (for a backward clock: counted back from it).

    ``length`` is for a clock whose length the law leaves open, ``extension`` for an extension whose length it
    leaves open, both in the clock's unit. ``extensions`` are those that were granted, one after another: what
    the history of a running clock knows, instead of ``extended``. Without ``calendar`` the notices that come with
    the product count.
    """
    calendar = calendar or load()
    _refuse_wrong_question(clock, extended or bool(extensions), length, extension)
    version = clock.on(start_on)
    number, unit = _length(clock, version, length)
    granted = _granted(clock, version, extension) if extended else tuple(extensions)
    if any(added < 1 for added in granted):
        raise WrongQuestion("extensions: whole numbers from 1")
    count = _Count(calendar, merge(exclusions), -1 if version.backward else 1)

    raw_due_on = count.run(start_on, number + sum(granted), unit)
    due_on = count.roll(raw_due_on, version.roll)
    return Due(
        clock=clock.id,
        version=version,
        start_on=start_on,
        due_on=due_on,
        raw_due_on=raw_due_on,
        internal_due_on=_last_work_day(calendar, raw_due_on, after=start_on),
        counted=number + sum(granted),
        unit=unit,
        extensions=granted,
        exclusions=count.exclusions,
        provisional=count.provisional,
    )


def merge(exclusions: Iterable[Exclusion]) -> tuple[Exclusion, ...]:
    """The same days as disjoint intervals in order: overlapping and adjoining exclusions become one."""
    merged: list[Exclusion] = []
    for first, last in sorted(exclusions):
        if first > last:
            raise WrongQuestion(f"an exclusion ends before it begins: {first}..{last}")
        if merged and first <= merged[-1][1] + DAY:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def is_excluded(day: dt.date, exclusions: Collection[Exclusion]) -> bool:
    return any(first <= day <= last for first, last in exclusions)


def add_months(day: dt.date, months: int) -> dt.date:
    """The corresponding day ``months`` later, or that month's last day (民法典 art 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))


class _Count:
    """One count of days in one direction, which notes whether it had to guess a year's holidays."""

    def __init__(self, calendar: Calendar, exclusions: tuple[Exclusion, ...], direction: int) -> None:
        self.calendar = calendar
        self.exclusions = exclusions
        self.step = direction * DAY
        self.direction = direction
        self.provisional = False

    def run(self, start_on: dt.date, number: int, unit: Unit) -> dt.date:
        """The day on which ``number`` units are full."""
        if unit in (Unit.MONTH, Unit.YEAR):
            target = add_months(start_on, self.direction * number * (12 if unit is Unit.YEAR else 1))
            return self._walk(target, self._excluded_between(start_on, target))
        if unit is Unit.HOUR:
            return self._walk(start_on, -(-number // 24))
        return self._walk(start_on, number, working=unit is Unit.WORKING_DAY)

    def roll(self, day: dt.date, rule: Roll) -> dt.date:
        """``day``, or the first day after it that ``rule`` accepts; a stopped clock runs out on no day."""
        if rule is Roll.NONE:
            return day
        while self._rolls_from(day, rule) or is_excluded(day, self.exclusions):
            day += self.step
        return day

    def _walk(self, day: dt.date, number: int, *, working: bool = False) -> dt.date:
        while number > 0:
            day += self.step
            if not is_excluded(day, self.exclusions) and (not working or self._is_working(day)):
                number -= 1
        return day

    def _excluded_between(self, start_on: dt.date, target: dt.date) -> int:
        days = abs((target - start_on).days)
        return sum(is_excluded(start_on + n * self.step, self.exclusions) for n in range(1, days + 1))

    def _rolls_from(self, day: dt.date, rule: Roll) -> bool:
        working = self._is_working(day)
        return not working if rule is Roll.REST_DAY else self.calendar.holiday_on(day) is not None

    def _is_working(self, day: dt.date) -> bool:
        self.provisional = self.provisional or not self.calendar.is_loaded(day)
        return self.calendar.is_working(day)


def _last_work_day(calendar: Calendar, day: dt.date, *, after: dt.date) -> dt.date:
    """The last work day up to ``day``; ``day`` itself where the period holds no work day at all."""
    candidate = day
    while not calendar.is_working(candidate):
        candidate -= DAY
    return day if candidate <= after < day else candidate


def _refuse_wrong_question(
    clock: Clock, extended: bool, length: int | Length | None, extension: int | None
) -> None:
    """What is wrong whatever the day: judged before the day, so that a wrong question is always called so."""
    if length is not None and not any(v.needs or v.no_period for v in clock.versions):
        raise WrongQuestion(f"length: the length of {clock.id} is fixed by law ({clock.versions[-1].law})")
    number = length.number if isinstance(length, Length) else length
    if number is not None and number < 1:
        raise WrongQuestion("length: a whole number from 1")
    if extended and not any(v.can_be_extended for v in clock.versions):
        raise WrongQuestion(f"extended: {clock.id} has no extension ({clock.versions[-1].law})")
    if extension is not None:
        if not extended:
            raise WrongQuestion("extension: only for a clock that is extended")
        if not any(v.open_extension for v in clock.versions):
            raise WrongQuestion(f"extension: its length is fixed by law for {clock.id}")
        if extension < 1:
            raise WrongQuestion("extension: a whole number from 1")


def _length(clock: Clock, version: Version, length: int | Length | None) -> Length:
    if version.no_period:
        raise NoPeriod(f"{clock.id} is {version.no_period}")
    if version.length is not None and version.unit is not None:
        return Length(version.length, version.unit)
    if length is None:
        raise LengthNeeded(f"length: {clock.id} needs {version.needs}")
    if isinstance(length, Length):
        return length
    if version.unit is None:
        raise LengthNeeded(f"length: {clock.id} needs its unit too: {version.needs}")
    return Length(length, version.unit)


def _granted(clock: Clock, version: Version, extension: int | None) -> tuple[int, ...]:
    """The first extension as the law has it, and after it the one of open length, if asked."""
    if version.extension is None and extension is None:
        raise LengthNeeded(f"extension: the law fixes no length for {clock.id}: {version.extended}")
    return tuple(filter(None, (version.extension, extension)))
