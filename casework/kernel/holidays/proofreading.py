"""What is wrong in a holiday notice that an office has typed, line by line. Pure."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from casework.kernel.holidays import DAY

NOTICE = ("year", "notice", "holiday")
ROW = ("zh", "en", "first", "last")
LONGEST = 12  # days; longer is a slip of the pen


def defects(path: Path) -> list[str]:
    """Sentences, each with the file and the line; none where the notice can be used."""
    try:
        text = path.read_text(encoding="utf-8")
        notice = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return [f"{path.name}: {error}"]
    found = [f"{path.name}: {name} is missing" for name in NOTICE if name not in notice]
    if notice.get("year") != int(path.stem):
        found.append(f"{path.name}: year is {notice.get('year')}, the file name says {path.stem}")
    rows = notice.get("holiday", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return [*found, f"{path.name}: each holiday is a [[holiday]] of its own"]
    starts = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[holiday]]"]
    taken: dict[dt.date, str] = {}
    for number, row in enumerate(rows):
        place = f"line {starts[number]}" if number < len(starts) else f"holiday {number + 1}"
        wrong = _row(row, int(path.stem)) or _against_others(row, taken)
        found += [f"{path.name} {place}, {row.get('zh', '?')}: {each}" for each in wrong]
    return found


def _row(row: dict[str, Any], year: int) -> list[str]:
    missing = [f"{name} is missing" for name in ROW if name not in row]
    if missing:
        return missing
    working = row.get("working", [])
    days = [("first", row["first"]), ("last", row["last"])]
    if not isinstance(working, list):
        return ["working is a list of days"]
    days += [("working", day) for day in working]
    wrong = [f"{name} {day!r} is not a day (2027-01-01)" for name, day in days if type(day) is not dt.date]
    if wrong:
        return wrong
    wrong += [f"{day} is outside {year}" for _, day in days if abs(day.year - year) > 1]
    wrong += [f"{day} is worked in exchange, but is no weekend day" for day in working if day.weekday() < 5]
    if row["first"] > row["last"]:
        wrong.append("it ends before it begins")
    elif (row["last"] - row["first"]).days >= LONGEST:
        wrong.append(f"it is longer than {LONGEST} days")
    return wrong


def _against_others(row: dict[str, Any], taken: dict[dt.date, str]) -> list[str]:
    """Days that stand in two places of the notice."""
    off = [row["first"] + n * DAY for n in range((row["last"] - row["first"]).days + 1)]
    wrong = []
    for day in (*off, *row.get("working", [])):
        if day in taken:
            wrong.append(f"{day} stands in {taken[day]} too")
        taken[day] = row["zh"]
    return wrong
