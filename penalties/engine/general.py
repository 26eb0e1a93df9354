"""The rules that are no law's penalty schedule: the Administrative Penalty Law, discretion, gains, lists.

They lie in ``statutes/general/<subject>/<in-force-date>.toml`` and are chosen by day like a statute.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from penalties.engine.facts import NoSingleAnswer
from penalties.engine.loader import FOLDER, GENERAL, conditions, latest_revisions
from penalties.engine.reading import Entry, closed, file_day, open_file
from penalties.engine.statute import KINDS, Condition

T = TypeVar("T")
EFFECTS = ("must_lighter", "may_lighter", "must_heavier", "may_heavier")


@dataclass(frozen=True)
class PenaltyLaw:
    """What the Administrative Penalty Law of a day says about every penalty; ``articles`` by subject."""

    zh: str
    no_penalty_below_age: int
    lighter_below_age: int
    limitation_years: int
    limitation_years_life: int
    confiscates_gains: bool
    articles: dict[str, str]

    def has(self, subject: str) -> bool:
        return subject in self.articles

    def cite(self, subject: str) -> str:
        return f"《{self.zh}》{self.articles[subject]}" if self.has(subject) else ""


@dataclass(frozen=True)
class Discretion:
    """How one authority cuts a range into tiers, and its figures for hearings and warnings."""

    zh: str
    low_cut: Decimal
    high_cut: Decimal
    hearing_individual: Decimal
    hearing_unit: Decimal
    hearing_kinds: tuple[str, ...]
    hearing_article: str
    near_share: Decimal
    derisory_below: Decimal
    disproportion_times: Decimal


@dataclass(frozen=True)
class Factor:
    """A discretion factor: its effect, and the facts that would be counted twice if they chose the branch."""

    code: str
    effect: str
    zh: str
    en: str
    article: str
    same_fact_as: tuple[str, ...]

    @property
    def name(self) -> str:
        """How an explanation calls it: the code of the input with its words."""
        return f"{self.code} {self.zh}"

    @property
    def allows_mitigation(self) -> bool:
        return self.effect in ("must_lighter", "may_lighter")


@dataclass(frozen=True)
class GainsRule:
    """How illegal gains are found on a day of decision."""

    zh: str
    en: str
    article: str
    review_without_penalty: bool


@dataclass(frozen=True)
class Exemption:
    """An item of a national list: conduct that must or may go unpunished when every condition is proved."""

    provision: str
    outcome: str
    zh: str
    en: str
    article: str
    when: tuple[Condition, ...]


@dataclass(frozen=True)
class SurchargeRule:
    days_to_pay: int
    rate: Decimal
    is_capped: bool
    article: str


@dataclass(frozen=True)
class Dated(Generic[T]):
    """The texts of one subject, oldest first."""

    subject: str
    texts: tuple[tuple[dt.date, T], ...]

    def on(self, day: dt.date) -> T:
        text = self.find(day)
        if text is None:
            raise NoSingleAnswer(
                f"{self.subject}: nothing in force on {day}; the first text is of {self.texts[0][0]}"
            )
        return text

    def find(self, day: dt.date) -> T | None:
        for in_force, text in reversed(self.texts):
            if in_force <= day:
                return text
        return None


@cache
def penalty_law(folder: Path = FOLDER) -> Dated[PenaltyLaw]:
    return _dated(folder, "penalty-law", _penalty_law)


@cache
def discretion(authority: str, folder: Path = FOLDER) -> Dated[Discretion]:
    return _dated(folder, f"discretion/{authority}", _discretion)


@cache
def authorities(folder: Path = FOLDER) -> tuple[str, ...]:
    """The codes of the authorities whose discretion rules are recorded."""
    return tuple(sorted(path.name for path in (folder / GENERAL / "discretion").iterdir() if path.is_dir()))


@cache
def factors(folder: Path = FOLDER) -> Dated[dict[str, Factor]]:
    return _dated(folder, "factors", lambda entry: {f.code: f for f in entry.tables("factor", _factor)})


@cache
def gains_rules(folder: Path = FOLDER) -> Dated[GainsRule]:
    return _dated(folder, "gains", _gains_rule)


@cache
def exemptions(folder: Path = FOLDER) -> Dated[tuple[Exemption, ...]]:
    return _dated(folder, "exemptions", lambda entry: entry.tables("item", _exemption))


@cache
def surcharge_rules(folder: Path = FOLDER) -> Dated[SurchargeRule]:
    return _dated(folder, "surcharge", _surcharge_rule)


def _dated(folder: Path, subject: str, read: Callable[[Entry], T]) -> Dated[T]:
    texts = []
    for path in latest_revisions(folder / GENERAL / subject, folder):
        entry, _ = open_file(path, folder)
        entry.words("notes")
        texts.append((file_day(path, folder)[0], closed(entry, read)))
    return Dated(subject, tuple(texts))


def _penalty_law(entry: Entry) -> PenaltyLaw:
    articles = entry.table("articles")
    if articles is None:
        raise entry.fail("articles", "is missing; write [articles] with one line for each subject")
    return PenaltyLaw(
        zh=entry.text("zh"),
        no_penalty_below_age=entry.whole("no_penalty_below_age"),
        lighter_below_age=entry.whole("lighter_below_age"),
        limitation_years=entry.whole("limitation_years"),
        limitation_years_life=entry.whole("limitation_years_life"),
        confiscates_gains=entry.yes("confiscates_gains"),
        articles={subject: articles.text(subject) for subject in articles.content},
    )


def _discretion(entry: Entry) -> Discretion:
    return Discretion(
        zh=entry.text("zh"),
        low_cut=entry.needed_number("low_cut"),
        high_cut=entry.needed_number("high_cut"),
        hearing_individual=entry.needed_number("hearing_individual"),
        hearing_unit=entry.needed_number("hearing_unit"),
        hearing_kinds=entry.words("hearing_kinds", KINDS),
        hearing_article=entry.text("hearing_article"),
        near_share=entry.needed_number("near_share"),
        derisory_below=entry.needed_number("derisory_below"),
        disproportion_times=entry.needed_number("disproportion_times"),
    )


def _factor(entry: Entry) -> Factor:
    return Factor(
        code=entry.text("code"),
        effect=entry.one_of("effect", EFFECTS),
        zh=entry.text("zh"),
        en=entry.text("en"),
        article=entry.text("article"),
        same_fact_as=entry.words("same_fact_as"),
    )


def _gains_rule(entry: Entry) -> GainsRule:
    return GainsRule(
        entry.text("zh"), entry.text("en"), entry.text("article"), entry.yes("review_without_penalty")
    )


def _exemption(entry: Entry) -> Exemption:
    when = entry.table("when")
    if when is None:
        raise entry.fail("when", "is missing; write [item.when] with every condition of the list")
    return Exemption(
        provision=entry.text("provision"),
        outcome=entry.one_of("outcome", ("must_not_punish", "may_not_punish")),
        zh=entry.text("zh"),
        en=entry.text("en"),
        article=entry.text("article"),
        when=conditions(when),
    )


def _surcharge_rule(entry: Entry) -> SurchargeRule:
    return SurchargeRule(
        entry.whole("days_to_pay"), entry.needed_number("rate"), entry.yes("is_capped"), entry.text("article")
    )


@cache
def all_factor_codes(folder: Path = FOLDER) -> frozenset[str]:
    """Every factor code of any day: what an input may name."""
    return frozenset(code for _, text in factors(folder).texts for code in text)
