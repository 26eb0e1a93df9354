"""The statutory texts of ``wording.toml`` that documents carry, chosen by the day of the act. Pure.

    wording.text("remedies", decided_on, government="佛山市南海区人民政府", court="佛山市顺德区人民法院")

A document never holds such a text itself: what must be printed changed on 2021-07-15, 2024-01-01, 2025-12-25
and 2026-04-15, and a decision carries the text of its own day.
"""

import datetime as dt
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any, Literal

Lang = Literal["zh", "en"]


class WordingError(Exception):
    """There is no text to print; ``str(error)`` names the key and says why."""


class UnknownText(WordingError):
    """No text, or no threshold, has this key."""


class NothingInForce(WordingError):
    """The law prescribed no such text on that day."""


class NameMissing(WordingError):
    """The text names a body, a bank or a day that was not given."""


@dataclass(frozen=True, slots=True)
class Wording:
    """``text`` ready to print; ``law`` is its source in the same language; not ``verified`` must be shown."""

    key: str
    text: str
    law: str
    verified: bool


@dataclass(frozen=True, slots=True)
class HearingThreshold:
    """From this sum on, included, a ``unit`` or a ``person`` may request a hearing (听证办法 art 5); yuan."""

    area: str
    unit: Decimal
    person: Decimal
    law: str
    verified: bool


Row = dict[str, Any]


def _read(path: Path) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    texts: dict[str, list[Row]] = {}
    for row in tables["text"]:
        texts.setdefault(row["key"], []).append(row)
    thresholds: dict[str, list[Row]] = {}
    for row in tables["hearing_threshold"]:
        thresholds.setdefault(row["area"], []).append(row)
    return texts, thresholds


_TEXTS, _THRESHOLDS = _read(Path(__file__).with_suffix(".toml"))
KEYS = tuple(_TEXTS)


def text(key: str, on: dt.date, lang: Lang = "zh", **names: str) -> Wording:
    """The text ``key`` as the law wanted it on the day ``on``, its ``{placeholders}`` filled from ``names``.

    Names that the text does not use are passed over, so that an office can give its whole profile.
    """
    row = _in_force(key, _rows(_TEXTS, key), on)
    missing = [name for name in placeholders(row[lang]) if not names.get(name)]
    if missing:
        raise NameMissing(f"{key}: the text of {on} needs {', '.join(missing)}")
    return Wording(key, row[lang].format_map(names), row[f"law_{lang}"], row["verified"])


def is_in_force(key: str, on: dt.date) -> bool:
    """Whether a document of that day carries the text at all."""
    return any(_covers(row, on) for row in _rows(_TEXTS, key))


def hearing_threshold(on: dt.date, area: str = "CN", lang: Lang = "zh") -> HearingThreshold:
    """The sums of ``area`` (CN, or a province: CN-GD); the national ones where it had none that day."""
    rows = [row for row in _rows(_THRESHOLDS, area) if _covers(row, on)] or _THRESHOLDS["CN"]
    row = _in_force("hearing_threshold", rows, on)
    return HearingThreshold(
        area=row["area"],
        unit=Decimal(row["unit"]),
        person=Decimal(row["person"]),
        law=row[f"law_{lang}"],
        verified=row["verified"],
    )


def placeholders(template: str) -> list[str]:
    return list(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name))


def _rows(table: dict[str, list[Row]], key: str) -> list[Row]:
    if key not in table:
        raise UnknownText(f"{key!r} is none of {', '.join(table)}")
    return table[key]


def _covers(row: Row, on: dt.date) -> bool:
    return row["valid_from"] <= on and ("valid_to" not in row or on <= row["valid_to"])


def _in_force(key: str, rows: list[Row], on: dt.date) -> Row:
    for row in rows:
        if _covers(row, on):
            return row
    spans = ", ".join(f"{row['valid_from']} to {row.get('valid_to', 'now')}" for row in rows)
    raise NothingInForce(f"{key}: nothing in force on {on} (in force {spans})")
