"""The local time limits of work orders, read from a dated table. Pure.

They are the city's, not the law's: whatever shows one of them marks it as set locally and not verified.
"""

import datetime as dt
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.kernel.working_days import Length, Unit
from complaints.lifecycle.hotline import WORK_ORDER_TYPES

OURS = Path(__file__).with_name("hotline_limits.toml")
STEPS = ("sign_in", "send_back", "reply", "redo", "extension")
UNITS = (Unit.CALENDAR_DAY, Unit.WORKING_DAY)


class BrokenLimits(ValueError):
    """A table that cannot be read; the message names the row and what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a work order of one type has, from a day on; a step without a limit is None."""

    type: str
    valid_from: dt.date
    sign_in: Length | None = None
    send_back: Length | None = None
    reply: Length | None = None
    redo: Length | None = None
    extension: Length | None = None


def read(path: Path = OURS) -> tuple[Limits, ...]:
    """The rows of a table; :class:`BrokenLimits` for one that is no table of limits."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["limit"]
        return tuple(_limits(row) for row in rows)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise BrokenLimits(f"{path}: {error}") from error


def limits_on(rows: Iterable[Limits], type: str, day: dt.date) -> Limits:
    """Those of a work order assigned on ``day``; without any limit where no row counts yet."""
    found = [row for row in rows if row.type == type and row.valid_from <= day]
    return max(found, key=lambda row: row.valid_from, default=Limits(type, day))


def _limits(row: dict[str, Any]) -> Limits:
    if row["type"] not in WORK_ORDER_TYPES:
        raise ValueError(f"unknown type {row['type']}")
    if strange := set(row) - {"type", "from", *STEPS}:
        raise ValueError(f"{row['type']}: unknown {', '.join(sorted(strange))}")
    lengths = {step: _length(row[step]) for step in STEPS if step in row}
    return Limits(row["type"], row["from"], **lengths)


def _length(text: str) -> Length:
    number, _, unit = text.partition(" ")
    if not number.isdecimal() or int(number) < 1 or unit not in UNITS:
        raise ValueError(f"{text!r} is not a number with calendar_day or working_day")
    return Length(int(number), Unit(unit))
