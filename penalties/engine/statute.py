"""What a statute file says, as values: schedules, provisions, branches, conditions. No file is read here."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from penalties.engine.facts import AMOUNTS

# The words of a statute file that the engine acts on.
LAW_LEVELS = ("law", "admin_regulation", "department_rule")
VERIFIED = ("text", "page", "knowledge")
STATUSES = ("no_basis", "not_recorded")
METHODS = ("amount", "multiple", "alternatives", "refer")
KINDS = (
    "warning",
    "confiscate_gains",
    "confiscate_goods",
    "confiscate_tools",
    "confiscate_ad_fee",
    "confiscate_income",
    "suspend_business",
    "suspend_ad_business",
    "close_business",
    "close_website",
    "suspend_app",
    "revoke_business_licence",
    "revoke_permit",
    "revoke_approval",
    "revoke_ad_approval",
    "bar_from_applying",
    "bar_from_trade",
    "detention",
)
AMOUNT_STATES = ("some", "none_or_unknown", "known", "unknown_or_clearly_low")
COMPARISONS = ("at_least", "below", "above", "not_above")


@dataclass(frozen=True)
class Condition:
    """One thing that must hold: ``key`` is a fact, an amount, ``grade``, ``party`` or ``any_of``.

    ``test`` is ``is``, ``unless``, a state of an amount or a comparison; ``operand`` what it is held against.
    """

    key: str
    test: str
    operand: bool | str | Decimal | tuple[str, ...]


@dataclass(frozen=True)
class Range:
    """The figures of a fine: a method of ``rules`` and its numbers. A missing minimum is none (X以下)."""

    method: str
    low: Decimal | None = None
    high: Decimal | None = None
    base: str = ""
    floor: Decimal | None = None
    cap: Decimal | None = None
    either: "tuple[Range, ...]" = ()
    to: str = ""


@dataclass(frozen=True)
class Branch:
    when: tuple[Condition, ...]
    range: Range
    optional: bool
    note: str = ""


@dataclass(frozen=True)
class Breach:
    """A rule that the provision punishes: ``rule`` is its article (第34条第10项), ``item`` the part of the penalty
    provision that names it, ``law`` the full name of another law where the rule stands. No figure hangs on it."""

    rule: str
    zh: str
    en: str
    item: str = ""
    law: str = ""


@dataclass(frozen=True)
class Provision:
    """A penalty provision as one file has it; where it has no figures, ``status`` says why."""

    id: str
    version: str
    law: str
    law_zh: str
    law_en: str
    level: str
    path: str
    sha256: str
    article: str
    conduct: str
    zh: str
    en: str
    verified: str
    source: str
    status: str | None
    no_fine: str
    fines: tuple[Branch, ...]
    persons: tuple[Branch, ...]
    kinds: tuple[str, ...]
    serious_kinds: tuple[str, ...]
    orders: tuple[str, ...]
    any_of: bool
    confiscates: str
    conduct_test: Condition | None
    no_fine_when: tuple[str, ...]
    serious_when: Condition | None
    heavier_when: Condition | None
    residual_to: tuple[str, ...]
    yields_to: tuple[str, ...]
    reserved_to: str
    not_beside: tuple[str, ...]
    ground: bool
    elements: tuple[str, ...]
    breaches: tuple[Breach, ...]
    persons_of: tuple[str, ...]
    notes: tuple[str, ...]

    @cached_property
    def citation(self) -> str:
        return f"《{self.law_zh}》{self.article}"

    @cached_property
    def thresholds(self) -> list[Condition]:
        """The sums that change the branch."""
        found = {
            (condition.key, condition.operand): condition
            for branch in self.fines
            for condition in branch.when
            if isinstance(condition.operand, Decimal) and condition.key in AMOUNTS
        }
        return list(found.values())

    @cached_property
    def grades_of_fines(self) -> list[str]:
        """The grades that the branches for the party tell apart."""
        return _grades(self.fines)

    @cached_property
    def grades_of_persons(self) -> list[str]:
        return _grades(self.persons)

    @property
    def is_verified(self) -> bool:
        return self.verified != "knowledge"


def _grades(branches: tuple[Branch, ...]) -> list[str]:
    return sorted({str(c.operand) for branch in branches for c in branch.when if c.key == "grade"})


@dataclass(frozen=True)
class Limit:
    """From this fine on a higher level decides (``provisions`` = the laws whose fines it limits)."""

    amount: Decimal
    level: str
    laws: tuple[str, ...]
    cite: str


@dataclass(frozen=True)
class Counter:
    """From this number of penalties on, ``flag`` is raised for every provision of the law."""

    number: int
    flag: str
    cite: str


@dataclass(frozen=True)
class Aggravation:
    """Acts of this grade under these laws must be punished heavier, though their range is the same."""

    grade: str
    laws: tuple[str, ...]
    cite: str


@dataclass(frozen=True)
class Schedule:
    """One law's whole penalty schedule from a day on: one file."""

    law: str
    zh: str
    full_zh: str
    en: str
    level: str
    in_force: dt.date
    provisions: Mapping[str, Provision]
    limits: tuple[Limit, ...]
    counters: tuple[Counter, ...]
    aggravations: tuple[Aggravation, ...]
    path: str
    sha256: str
