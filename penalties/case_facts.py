"""From what an officer answered to what the engine asks: the only translator between the two.

It also says what there is to answer: a provision asks for the amounts and facts on which its own text of the
days in question depends, and for no others.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from penalties.engine import general
from penalties.engine.facts import AMOUNTS, FACTS, FALSE_WHEN_ABSENT
from penalties.engine.loader import library
from penalties.engine.statute import Breach, Condition, Provision, Range, Schedule

# The grounds of 处罚法 art 33 (and 36): they may be recorded under any provision.
EXEMPTING = (
    "first_violation",
    "minor",
    "corrected_in_time",
    "harm",
    "no_fault_proved",
    "life_health_or_finance",
)


OF_A_PERSON = ("prior_year_personal_income", "period_personal_income")


@dataclass(frozen=True)
class PersonAnswers:
    """A responsible person as the engine knows one: by an id, never by name. ``norm`` is None where the provision
    that punishes the unit has fines for its persons too."""

    id: str
    role: str
    norm: str | None = None
    amounts: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, bool | int | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answers:
    """One act as the worksheet has it. ``amounts``: name → decimal string, ``none`` or ``unknown``;
    ``facts``: only those that were answered."""

    norms: tuple[str, ...]
    ended_on: dt.date
    started_on: dt.date | None = None
    grade: str = "ordinary"
    amounts: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, bool | int | str] = field(default_factory=dict)
    factors: tuple[str, ...] = ()
    tier: str | None = None
    proposed_fine: Decimal | None = None
    persons: tuple[PersonAnswers, ...] = ()


@dataclass(frozen=True)
class Fact:
    """One question: ``kind`` is ``yes_no``, ``tick`` (absent is no), ``number`` or ``choice``."""

    name: str
    kind: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What the chosen provisions ask for; ``kinds`` are the penalties beside the fine, ``breaches`` the rules that
    they punish."""

    amounts: tuple[str, ...]
    facts: tuple[Fact, ...]
    has_grades: bool
    kinds: tuple[str, ...]
    breaches: tuple[Breach, ...] = ()
    persons: "PersonsAsked | None" = None


@dataclass(frozen=True)
class PersonsAsked:
    """What is asked of each responsible person. ``norms``: id (empty: the provision itself) → citation."""

    norms: Mapping[str, str]
    amounts: tuple[str, ...]
    ticks: tuple[str, ...]


@dataclass(frozen=True)
class Offer:
    """A provision for the list from which the conduct is picked; ``why_not`` says why it is not open that day."""

    norm: str
    citation: str
    conduct: str
    zh: str
    en: str
    why_not: str
    since: dt.date
    rules: str = ""
    """The rules that it punishes, in words: only for finding."""


def engine_input(
    case: str,
    answers: Answers,
    *,
    decided_on: dt.date,
    party_kind: str,
    discovered_on: dt.date | None = None,
    authority: str = "CN",
    level: str = "district",
) -> dict[str, Any]:
    """The input of the engine for a case of one act. A day of discovery before the act began is left out:
    then the act was going on when it was found, and no limitation runs."""
    act = {
        "id": "a1",
        "ended_on": answers.ended_on.isoformat(),
        "norms": list(answers.norms),
        "grade": answers.grade,
        "amounts": dict(answers.amounts),
        "facts": dict(answers.facts),
        "factors": list(answers.factors),
        "tier": answers.tier,
        "proposed_fine": None if answers.proposed_fine is None else f"{answers.proposed_fine:.2f}",
        "persons": [_person_input(person) for person in answers.persons],
    }
    if answers.started_on:
        act["started_on"] = answers.started_on.isoformat()
    if discovered_on and (answers.started_on or dt.date.min) <= discovered_on <= decided_on:
        act["discovered_on"] = discovered_on.isoformat()
    return {
        "case": case,
        "decided_on": decided_on.isoformat(),
        "authority": authority,
        "level": level,
        "party": {"kind": party_kind},
        "acts": [act],
    }


def _person_input(person: PersonAnswers) -> dict[str, Any]:
    own = {} if person.norm is None else {"norm": person.norm}
    return own | {
        "id": person.id,
        "role": person.role,
        "amounts": dict(person.amounts),
        "facts": dict(person.facts),
    }


def answers_in(case_input: Mapping[str, Any]) -> Answers:
    """The answers that a stored input holds: the form shows them again."""
    act = case_input["acts"][0]
    started, fine = act.get("started_on"), act.get("proposed_fine")
    return Answers(
        norms=tuple(act["norms"]),
        ended_on=dt.date.fromisoformat(act["ended_on"]),
        started_on=dt.date.fromisoformat(started) if started else None,
        grade=act.get("grade", "ordinary"),
        amounts=act.get("amounts", {}),
        facts=act.get("facts", {}),
        factors=tuple(act.get("factors", ())),
        tier=act.get("tier"),
        proposed_fine=None if fine is None else Decimal(fine),
        persons=tuple(
            PersonAnswers(p["id"], p["role"], p.get("norm"), p.get("amounts", {}), p.get("facts", {}))
            for p in act.get("persons", ())
        ),
    )


def asked_by(norms: Sequence[str], *, days: Sequence[dt.date], party_kind: str) -> Asked:
    """The amounts and facts on which the provisions depend, in their texts of ``days`` (the end of the act and
    the decision: both texts are compared)."""
    texts = list(_texts(norms, days))
    keys = {key for provision, _ in texts for key in _keys(provision)}
    keys |= {key for provision, _ in texts for key in _listed_keys(provision, max(days))}
    conditions = [c for provision, _ in texts for branch in provision.fines for c in branch.when]
    if any(c.key == "ad_cost" and c.test in ("known", "unknown_or_clearly_low") for c in conditions):
        keys.add("ad_cost_clearly_low")
    if "party" in keys and party_kind == "sole_trader":
        keys.add("party_as")
    if "illegal_gains" in keys:
        keys.add("refunded")
    if any(schedule.counters for _, schedule in texts):
        keys.add("violation_number")
    return Asked(
        amounts=tuple(name for name in AMOUNTS if name in keys),
        facts=tuple(_fact(name) for name in FACTS if name in keys and name not in EXEMPTING),
        has_grades="grade" in keys or any(p.serious_kinds for p, _ in texts),
        kinds=tuple(dict.fromkeys(kind for provision, _ in texts for kind in provision.kinds)),
        breaches=_breaches([provision for provision, _ in texts]),
        persons=_persons_asked(norms, [provision for provision, _ in texts], min(days)),
    )


def _breaches(texts: Sequence[Provision]) -> tuple[Breach, ...]:
    """The rules in their words; where two texts say the same, the rule of the older one."""
    found: dict[str, Breach] = {}
    for provision in texts:
        for breach in provision.breaches:
            found.setdefault(breach.zh, breach)
    return tuple(found.values())


def _persons_asked(norms: Sequence[str], texts: Sequence[Provision], day: dt.date) -> PersonsAsked | None:
    """Fines for persons stand in the provision itself, or in another that names it (``persons_of``)."""
    own = [provision for provision in texts if provision.persons]
    others = [
        provision
        for law in library().schedules
        if (schedule := library().schedule(law, day))
        for provision in schedule.provisions.values()
        if provision.status is None and set(norms) & set(provision.persons_of)
    ]
    if not own and not others:
        return None
    keys = set()
    for branch in (*(b for p in own for b in p.persons), *(b for p in others for b in p.fines)):
        keys |= {name for condition in branch.when for name in _names(condition)} | set(_bases(branch.range))
    return PersonsAsked(
        norms={"": own[0].citation} | {p.id: p.citation for p in others}
        if own
        else {p.id: p.citation for p in others},
        amounts=tuple(name for name in OF_A_PERSON if name in keys),
        ticks=tuple(name for name in FACTS if name in keys and name in FALSE_WHEN_ABSENT),
    )


def exempting_facts() -> tuple[Fact, ...]:
    """What may be recorded under every provision: the grounds of 处罚法 art 33 and the five years of art 36."""
    return tuple(_fact(name) for name in EXEMPTING)


def factors_on(day: dt.date) -> tuple[general.Factor, ...]:
    """The discretion factors of the day of decision, each with its effect and article."""
    return tuple((general.factors().find(day) or {}).values())


def authorities() -> tuple[str, ...]:
    return general.authorities()


@lru_cache(maxsize=64)
def offers(day: dt.date) -> tuple[Offer, ...]:
    """Every provision on file, in its text of the day; those that were not law that day say so."""
    return tuple(
        _offer(norm, law, day)
        for norm, law in library().law_of.items()
        if not _latest(norm, law, day)[0].ground
    )


def provision_on(norm: str, day: dt.date) -> Provision:
    """The text of a provision on a day, or its nearest text where it was not law then."""
    return _latest(norm, library().law_of[norm], day)[0]


def text_applied(norm: str, version: str, days: Iterable[dt.date]) -> tuple[Provision, Schedule]:
    """The text of that version among those of the days, and the file that holds it."""
    found = [pair for pair in _texts([norm], days) if pair[0].id == norm]
    return next((pair for pair in found if pair[0].version == version), found[0])


def _offer(norm: str, law: str, day: dt.date) -> Offer:
    provision, schedule = _latest(norm, law, day)
    why_not = "not_in_force" if schedule.in_force > day else provision.status or ""
    return Offer(
        norm,
        provision.citation,
        provision.conduct,
        provision.zh,
        provision.en,
        why_not,
        schedule.in_force,
        " ".join(f"{breach.zh} {breach.en}" for breach in provision.breaches),
    )


def _latest(norm: str, law: str, day: dt.date) -> tuple[Provision, Schedule]:
    schedule = library().schedule(law, day) or library().schedules[law][0]
    return schedule.provisions[norm], schedule


def _texts(norms: Iterable[str], days: Iterable[dt.date]) -> Iterator[tuple[Provision, Schedule]]:
    """The provisions on the days, and those that they refer to for their figures."""
    for norm in norms:
        for day in dict.fromkeys(days):
            schedule = library().schedule(library().law_of[norm], day)
            if schedule is None or schedule.provisions[norm].status is not None:
                continue
            provision = schedule.provisions[norm]
            yield provision, schedule
            targets = [branch.range.to for branch in provision.fines if branch.range.to]
            yield from _texts(targets, [day])


def _keys(provision: Provision) -> Iterator[str]:
    """The names of all amounts and facts (and ``grade``, ``party``) that the provision's text turns on."""
    tests = (provision.conduct_test, provision.serious_when, provision.heavier_when)
    for condition in (*(c for branch in provision.fines for c in branch.when), *filter(None, tests)):
        yield from _names(condition)
    for branch in provision.fines:
        yield from _bases(branch.range)
    yield from provision.no_fine_when
    if provision.confiscates:
        yield provision.confiscates


def _listed_keys(provision: Provision, decided_on: dt.date) -> Iterator[str]:
    """What the national lists of that day ask about the provision."""
    for item in general.exemptions().find(decided_on) or ():
        if item.provision == provision.id:
            yield from (name for condition in item.when for name in _names(condition))


def _names(condition: Condition) -> tuple[str, ...]:
    return condition.operand if isinstance(condition.operand, tuple) else (condition.key,)


def _bases(figures: Range) -> Iterator[str]:
    if figures.base:
        yield figures.base
    for alternative in figures.either:
        yield from _bases(alternative)


def _fact(name: str) -> Fact:
    kind = FACTS[name]
    if kind is bool:
        return Fact(name, "tick" if name in FALSE_WHEN_ABSENT else "yes_no")
    return Fact(name, "number") if kind is int else Fact(name, "choice", tuple(kind))  # type: ignore[arg-type]
