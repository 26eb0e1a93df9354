"""How long personal data are kept after the matter has ended: rules with dates, set by the bureau. Pure."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path

ERASURE_LAW = "个人信息保护法第四十七条第一款"
DUTY_TO_KEEP = "个人信息保护法第四十七条第二款"
REPORT_WITH_A_CASE = "case"
CONSULTATION = "consultation"


@dataclass(frozen=True, slots=True)
class Retention:
    """A row of retention.toml; ``keep`` and ``erase`` in years after the last day of the matter."""

    kind: str
    valid_from: dt.date
    keep: int
    erase: int
    verified: bool
    note: str = ""

    def may_be_erased_on(self, ended_on: dt.date) -> dt.date:
        """The first day on which nothing obliges us to keep the data."""
        return _years_after(ended_on, self.keep)

    def is_erased_on(self, ended_on: dt.date) -> dt.date:
        """The day on which the sweep erases them."""
        return _years_after(ended_on, self.erase)


def load(path: Path) -> tuple[Retention, ...]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
    return tuple(Retention(**row) for row in rows)


RETENTION = load(Path(__file__).parent / "retention.toml")


def shortest(*kinds: str) -> int:
    """The fewest years after which the sweep may erase a matter of these kinds."""
    return min(rule.erase for rule in RETENTION if rule.kind in kinds)


def retention_on(kind: str, ended_on: dt.date) -> Retention:
    """The rule for matters of this kind that ended on that day."""
    rules = [rule for rule in RETENTION if rule.kind == kind and rule.valid_from <= ended_on]
    return max(rules, key=lambda rule: rule.valid_from)


def _years_after(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)  # 29 February
