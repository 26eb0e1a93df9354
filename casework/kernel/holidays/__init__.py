"""Which days are worked: the State Council's holiday arrangements, one ``<year>.toml`` for each notice.

A notice names days off and weekend days that are worked in exchange (调休). A weekend inside an arrangement,
or joined to it by the notice (与周末连休), belongs to it. The notice for a year comes in November of the year
before; an office adds it as ``<year>.toml`` in an override folder, without a new release. Pure.
"""

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
DAY = dt.timedelta(days=1)


class BrokenNotice(ValueError):
    """A holiday file cannot be used; the message names the file and the reason."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """One arrangement of a notice: ``first`` to ``last`` are off, both inclusive, ``working`` are worked."""

    zh: str
    en: str
    first: dt.date
    last: dt.date
    working: tuple[dt.date, ...]
    notice: str

    def days(self) -> Iterator[dt.date]:
        for offset in range((self.last - self.first).days + 1):
            yield self.first + offset * DAY


class Calendar:
    """The work days of the loaded years. In any other year Monday to Friday: a guess, and marked as one."""

    def __init__(self, years: dict[int, tuple[Holiday, ...]]) -> None:
        self.years = frozenset(years)
        holidays = [holiday for year in sorted(years) for holiday in years[year]]
        self._off = {day: holiday for holiday in holidays for day in holiday.days()}
        self._worked = {day: holiday for holiday in holidays for day in holiday.working}

    def is_loaded(self, day: dt.date) -> bool:
        return day.year in self.years

    def is_working(self, day: dt.date) -> bool:
        if day in self._worked:
            return True
        return day.weekday() < 5 and day not in self._off

    def holiday_on(self, day: dt.date) -> Holiday | None:
        """The arrangement that makes ``day`` a day off; None on a work day and on a plain weekend."""
        return self._off.get(day)

    def made_up_on(self, day: dt.date) -> Holiday | None:
        """The arrangement for which the weekend day ``day`` is worked, else None."""
        return self._worked.get(day)


def load(*override: Path) -> Calendar:
    """The calendar of the notices in this folder; a year found in an ``override`` folder replaces ours. A notice
    that is put there, or corrected, counts from the next question on."""
    added = [path for folder in override for path in notices_in(folder)]
    return _calendar(tuple((path, path.stat().st_mtime_ns) for path in added))


def notices_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise BrokenNotice(f"{folder}: no such folder")
    return sorted(folder.glob("[0-9][0-9][0-9][0-9].toml"))


@lru_cache(maxsize=16)
def _calendar(added: tuple[tuple[Path, int], ...]) -> Calendar:
    """``added`` are the newer notices, each with the instant of its last change, by which it is remembered."""
    files = [*notices_in(FOLDER), *(path for path, _ in added)]
    return Calendar({int(path.stem): read(path) for path in files})


def read(path: Path) -> tuple[Holiday, ...]:
    """The arrangements of one notice; ``BrokenNotice`` where the file does not say what it must."""
    try:
        with path.open("rb") as file:
            notice = tomllib.load(file)
        if notice["year"] != int(path.stem):
            raise BrokenNotice(f"{path}: year is {notice['year']}, the file name says {path.stem}")
        return tuple(_holiday(row, notice) for row in notice["holiday"])
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenNotice(f"{path}: {error}") from error
    except KeyError as error:
        raise BrokenNotice(f"{path}: {error} is missing") from error
    except (TypeError, AttributeError) as error:
        raise BrokenNotice(f"{path}: a value has the wrong type ({error})") from error


def _holiday(row: dict[str, Any], notice: dict[str, Any]) -> Holiday:
    holiday = Holiday(
        zh=row["zh"],
        en=row["en"],
        first=row["first"],
        last=row["last"],
        working=tuple(row.get("working", ())),
        notice=notice["notice"],
    )
    for day in (holiday.first, holiday.last, *holiday.working):
        if type(day) is not dt.date:
            raise TypeError(f"{holiday.zh}: {day!r} is not a day")
        if abs(day.year - notice["year"]) > 1:
            raise TypeError(f"{holiday.zh}: {day} is outside {notice['year']}")
    if holiday.first > holiday.last:
        raise TypeError(f"{holiday.zh}: first is after last")
    return holiday
