"""The facts of a case as the command line and the desk give them: read strictly, never guessed.

``read_case`` refuses what it does not know, naming the field and what it may hold. It applies no law.
"""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from penalties.engine.money import DIGITS_AFTER_POINT, DIGITS_BEFORE_POINT


class InputError(Exception):
    """The input is wrong; the message names the field and what it may hold (exit status 2)."""


class NoSingleAnswer(Exception):
    """The law gives no single answer; the message names what is missing (exit status 3)."""


class NotRecorded(NoSingleAnswer):
    """The law had a text on that day, but it is not recorded here."""


LEVELS = ("district", "city", "province", "national")
PARTY_KINDS = ("unit", "individual", "sole_trader")
GRADES = ("ordinary", "heavier", "serious")
TIERS = ("mitigated", "lighter", "ordinary", "heavier")
PERSON_ROLES = ("legal_representative", "principal", "responsible_manager", "responsible_person")

AMOUNTS = (
    "illegal_gains",
    "goods_value",
    "illegal_turnover",
    "ad_cost",
    "prior_year_turnover",
    "illegal_income",
    "false_capital",
    "prior_year_personal_income",
    "period_personal_income",
    "top_prize",
    "refunded",
)

# Facts with a closed list of values; `bool` and `int` are the other two kinds.
FACTS: dict[str, type | tuple[str, ...]] = {
    "refused_to_correct": bool,
    "overdue_not_corrected": bool,
    "ad_cost_clearly_low": bool,
    "role": ("retail", "manufacture_or_wholesale"),
    "accident": ("none", "general", "larger", "major"),
    "item": (
        "packaged_27_4_5",
        "bulk_liquid_2_or_no_permit_3",
        "forged_documents_or_no_checks_4",
        "expired_food",
        "other",
    ),
    "scale": ("large_or_serious_harm", "other"),
    "danger": ("health_safety_environment", "none"),
    "intentional": bool,
    "vile_nature": bool,
    "serious_consequence": bool,
    "violation_number": int,
    "innocent_seller": bool,
    "source_disclosed": bool,
    "food_incident": bool,
    "first_violation": bool,
    "minor": bool,
    "corrected_in_time": bool,
    "no_fault_proved": bool,
    "harm": ("none", "slight", "real"),
    "life_health_or_finance": bool,
    "party_as": ("individual", "unit"),
}

# Facts that an officer records only where they are true: absent is false.
FALSE_WHEN_ABSENT = frozenset(
    {
        "ad_cost_clearly_low",
        "intentional",
        "vile_nature",
        "serious_consequence",
        "innocent_seller",
        "life_health_or_finance",
    }
)

FIRST_YEAR, LAST_YEAR = 1949, 2199

_AMOUNT = re.compile(rf"\d{{1,{DIGITS_BEFORE_POINT}}}(\.\d{{1,{DIGITS_AFTER_POINT}}})?", re.ASCII)
_FINE = re.compile(rf"\d{{1,{DIGITS_BEFORE_POINT}}}\.\d\d", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class Amount:
    """An amount as the evidence has it: a number, or ``none`` (evidence of nothing), or ``unknown``."""

    text: str

    @property
    def is_number(self) -> bool:
        return self.text not in ("none", "unknown")

    @property
    def is_unknown(self) -> bool:
        return self.text == "unknown"

    @property
    def value(self) -> Decimal:
        """The number; nothing found counts as zero. Not to be asked of an unknown amount."""
        return Decimal(0) if self.text == "none" else Decimal(self.text)

    @property
    def is_some(self) -> bool:
        return self.is_number and self.value > 0


@dataclass(frozen=True)
class Person:
    id: str
    role: str
    norm: str | None
    amounts: Mapping[str, Amount]
    facts: Mapping[str, bool | int | str]
    where: str


@dataclass(frozen=True)
class Act:
    id: str
    started_on: dt.date | None
    ended_on: dt.date
    discovered_on: dt.date | None
    norms: tuple[str, ...]
    grade: str
    amounts: Mapping[str, Amount]
    facts: Mapping[str, bool | int | str]
    factors: tuple[str, ...]
    tier: str | None
    proposed_fine: Decimal | None
    persons: tuple[Person, ...]
    where: str


@dataclass(frozen=True)
class Case:
    case: str
    decided_on: dt.date
    authority: str
    level: str
    party_kind: str
    age: int | None
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Vocabulary:
    """The codes that come from the statute files rather than from this module."""

    norms: Collection[str]
    factors: Collection[str]
    authorities: Collection[str]


@dataclass
class Table:
    """One JSON object of the input: every key is asked for, and what was not asked for is refused."""

    where: str
    content: Mapping[str, Any]
    asked: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, value: Any, where: str) -> "Table":
        if not isinstance(value, dict):
            raise InputError(f"{where or 'the input'}: must be an object")
        return cls(where, value)

    def path(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return self.content.get(key, default)

    def text(self, key: str) -> str:
        value = self.get(key)
        if not isinstance(value, str) or not value.strip():
            raise InputError(f"{self.path(key)}: a text is needed")
        return value

    def one_of(self, key: str, values: Collection[str], default: str | None = None) -> str:
        value = self.get(key, default)
        if not isinstance(value, str) or value not in values:
            raise InputError(f"{self.path(key)}: {_quoted(value)} is not one of {_listed(values)}")
        return value

    def day(self, key: str) -> dt.date:
        return read_day(self.get(key), self.path(key))

    def optional_day(self, key: str) -> dt.date | None:
        value = self.get(key)
        return None if value is None else read_day(value, self.path(key))

    def list(self, key: str, *, needed: bool = False) -> list[Any]:
        value = self.get(key, [])
        if not isinstance(value, list) or (needed and not value):
            raise InputError(
                f"{self.path(key)}: a list{' with at least one entry' if needed else ''} is needed"
            )
        return value

    def close(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in self.content:
            if key not in self.asked:
                raise InputError(f"{self.path(key)}: unknown field; known are {_listed(sorted(self.asked))}")


def read_case(raw: Any, known: Vocabulary) -> Case:
    """The case, or ``InputError`` for the first thing that is wrong in it."""
    table = Table.of(raw, "")
    name = table.text("case")
    decided_on = table.day("decided_on")
    authority = table.one_of("authority", known.authorities, "CN")
    level = table.one_of("level", LEVELS, "district")
    party_kind, age = _party(Table.of(table.get("party"), "party"))
    acts = tuple(
        _act(Table.of(entry, f"acts[{place}]"), known, decided_on, party_kind)
        for place, entry in enumerate(table.list("acts", needed=True))
    )
    table.close()
    _refuse_repeated([act.id for act in acts], "acts")
    _refuse_wrong_age(acts, age)
    return Case(name, decided_on, authority, level, party_kind, age, acts)


def read_day(value: Any, where: str) -> dt.date:
    if isinstance(value, str) and _DAY.fullmatch(value) and FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise InputError(f"{where}: {_quoted(value)} is not a day written YYYY-MM-DD ({FIRST_YEAR}-{LAST_YEAR})")


def read_fine(value: Any, where: str) -> Decimal:
    """An amount of money with exactly two decimals."""
    if isinstance(value, str) and _FINE.fullmatch(value):
        return Decimal(value)
    raise InputError(f"{where}: {_quoted(value)} is not an amount with two decimals, written as a string")


def _party(table: Table) -> tuple[str, int | None]:
    kind = table.one_of("kind", PARTY_KINDS)
    age = table.get("age")
    if age is not None and (type(age) is not int or not 0 <= age <= 150):
        raise InputError(f"party.age: {_quoted(age)} is not a whole number of years")
    if age is not None and kind == "unit":
        raise InputError("party.age: a unit has no age")
    table.close()
    return kind, age


def _act(table: Table, known: Vocabulary, decided_on: dt.date, party_kind: str) -> Act:
    started_on, ended_on, discovered_on = _days(table, decided_on)
    tier = table.get("tier")
    proposed = table.get("proposed_fine")
    act = Act(
        id=table.text("id"),
        started_on=started_on,
        ended_on=ended_on,
        discovered_on=discovered_on,
        norms=_codes(table, "norms", known.norms, needed=True),
        grade=table.one_of("grade", GRADES, "ordinary"),
        amounts=_amounts(table),
        facts=_facts(table),
        factors=_codes(table, "factors", known.factors),
        tier=None if tier is None else table.one_of("tier", TIERS),
        proposed_fine=None if proposed is None else read_fine(proposed, table.path("proposed_fine")),
        persons=tuple(
            _person(Table.of(entry, f"{table.where}.persons[{place}]"), known)
            for place, entry in enumerate(table.list("persons"))
        ),
        where=table.where,
    )
    table.close()
    _refuse_repeated([person.id for person in act.persons], f"{table.where}.persons")
    party_as = act.facts.get("party_as")
    if party_as is not None and party_kind not in ("sole_trader", party_as):
        raise InputError(f"{table.where}.facts.party_as: the party is already a {party_kind}")
    return act


def _days(table: Table, decided_on: dt.date) -> tuple[dt.date | None, dt.date, dt.date | None]:
    started_on = table.optional_day("started_on")
    ended_on = table.day("ended_on")
    discovered_on = table.optional_day("discovered_on")
    if ended_on > decided_on:
        raise InputError(f"{table.path('ended_on')}: the act cannot end after the decision ({decided_on})")
    if started_on and started_on > ended_on:
        raise InputError(f"{table.path('started_on')}: the act cannot start after it ended ({ended_on})")
    if discovered_on and not (started_on or dt.date.min) <= discovered_on <= decided_on:
        raise InputError(f"{table.path('discovered_on')}: must lie between the act and the decision")
    return started_on, ended_on, discovered_on


def _person(table: Table, known: Vocabulary) -> Person:
    norm = table.get("norm")
    person = Person(
        id=table.text("id"),
        role=table.one_of("role", PERSON_ROLES),
        norm=None if norm is None else table.one_of("norm", known.norms),
        amounts=_amounts(table),
        facts=_facts(table),
        where=table.where,
    )
    table.close()
    return person


def _codes(table: Table, key: str, known: Collection[str], *, needed: bool = False) -> tuple[str, ...]:
    codes = table.list(key, needed=needed)
    for place, code in enumerate(codes):
        if not isinstance(code, str) or code not in known:
            raise InputError(
                f"{table.path(key)}[{place}]: {_quoted(code)} is not known; see the statute files"
            )
    _refuse_repeated(codes, table.path(key))
    return tuple(codes)


def _amounts(table: Table) -> dict[str, Amount]:
    inner = Table.of(table.get("amounts", {}), table.path("amounts"))
    amounts = {}
    for name, value in inner.content.items():
        if name not in AMOUNTS:
            raise InputError(f"{inner.path(name)}: unknown amount; known are {_listed(AMOUNTS)}")
        if not isinstance(value, str) or not (value in ("none", "unknown") or _AMOUNT.fullmatch(value)):
            raise InputError(
                f"{inner.path(name)}: {_quoted(value)} is not a decimal string, 'none' or 'unknown'"
                " (no sign, exponent, comma or JSON number)"
            )
        amounts[name] = Amount(value)
    return amounts


def _facts(table: Table) -> dict[str, bool | int | str]:
    inner = Table.of(table.get("facts", {}), table.path("facts"))
    for name, value in inner.content.items():
        if name not in FACTS:
            raise InputError(f"{inner.path(name)}: unknown fact; known are {_listed(FACTS)}")
        if (cure := _cure_of_fact(FACTS[name], value)) is not None:
            raise InputError(f"{inner.path(name)}: {_quoted(value)} is not {cure}")
    return dict(inner.content)


def _cure_of_fact(kind: type | tuple[str, ...], value: Any) -> str | None:
    """What the value should be, or None where it is right."""
    if kind is bool:
        return None if isinstance(value, bool) else "true or false"
    if kind is int:
        return None if type(value) is int and 1 <= value < 10**9 else "a whole number from 1"
    assert isinstance(kind, tuple)
    return None if isinstance(value, str) and value in kind else f"one of {_listed(kind)}"


def _refuse_repeated(ids: list[str], where: str) -> None:
    if len(ids) != len(set(ids)):
        repeated = next(entry for entry in ids if ids.count(entry) > 1)
        raise InputError(f"{where}: {_quoted(repeated)} is listed twice")


def _refuse_wrong_age(acts: tuple[Act, ...], age: int | None) -> None:
    for act in acts:
        if age is not None and "30-age-14-17" in act.factors and not 14 <= age <= 17:
            raise InputError(f"{act.where}.factors: 30-age-14-17 does not fit party.age {age}")


def _listed(values: Collection[str]) -> str:
    return " · ".join(values)


def _quoted(value: Any) -> str:
    return repr(value)[:80]
