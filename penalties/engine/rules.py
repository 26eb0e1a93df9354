"""From facts to figures: whether a condition holds, and the methods by which a provision gives a fine.

A new kind of arithmetic is a new method here; a statute file names it.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from penalties.engine.facts import FALSE_WHEN_ABSENT, Amount, NoSingleAnswer
from penalties.engine.money import plain
from penalties.engine.statute import Branch, Condition, Provision, Range
from penalties.engine.trace import Step, computed, given

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True)
class Subject:
    """One party or person as the law sees it; ``beside`` is the norm of the unit, for a person of it."""

    where: str
    kind: str
    grade: str
    amounts: Mapping[str, Amount]
    facts: Mapping[str, bool | int | str]
    beside: str | None = None

    def amount(self, name: str, provision: Provision) -> Amount:
        if name not in self.amounts:
            raise NoSingleAnswer(f"{self.where}.amounts.{name}: is missing, and {provision.id} depends on it")
        return self.amounts[name]

    def fact(self, name: str, provision: Provision) -> bool | int | str:
        if name in self.facts:
            return self.facts[name]
        if name in FALSE_WHEN_ABSENT:
            return False
        raise NoSingleAnswer(
            f"{self.where}.facts.{name}: is missing, and {provision.id} depends on it (absent is not false)"
        )

    def party(self, provision: Provision) -> str:
        """``individual`` or ``unit``; a sole trader is what the officer recorded."""
        return str(self.fact("party_as", provision)) if self.kind == "sole_trader" else self.kind


def holds(condition: Condition, subject: Subject, provision: Provision) -> Step:
    """Whether one condition holds, with the fact it was held against."""
    if condition.key == "any_of":
        assert isinstance(condition.operand, tuple)
        parts = [_fact_is(name, True, subject, provision) for name in condition.operand]
        return computed("some_fact", "any_true", *parts, law=provision.citation)
    if condition.test == "unless":
        return _unless(condition, subject, provision)
    if condition.key == "grade":
        return _equal("grade", subject.grade, condition.operand, provision, by="officer")
    if condition.key == "party":
        return _equal("party", subject.party(provision), condition.operand, provision, by="evidence")
    if condition.test == "is":
        return _fact_is(condition.key, condition.operand, subject, provision)
    if condition.test in ("some", "none_or_unknown", "known", "unknown_or_clearly_low"):
        return _amount_is(condition.key, condition.test, subject, provision)
    return _compare(condition, subject, provision)


def all_hold(conditions: tuple[Condition, ...], subject: Subject, provision: Provision) -> Step:
    """All conditions of one branch; after the first that fails the others are not asked for."""
    tests: list[Step] = []
    for condition in conditions:
        tests.append(holds(condition, subject, provision))
        if tests[-1].value is not True:
            break
    return computed("branch", "all_true", *tests, law=provision.citation)


def _equal(about: str, value: object, wanted: object, provision: Provision, by: str) -> Step:
    return computed(
        "is",
        "equal",
        given("fact", value, about=about, by=by),
        given("wanted", wanted, law=provision.citation),
        law=provision.citation,
        about=about,
    )


def _fact_is(name: str, wanted: object, subject: Subject, provision: Provision) -> Step:
    by = "officer" if name in ("ad_cost_clearly_low", "vile_nature") else "evidence"
    return _equal(name, subject.fact(name, provision), wanted, provision, by)


def _unless(condition: Condition, subject: Subject, provision: Provision) -> Step:
    """A recorded fact that takes the case out of this branch; where nothing is recorded it stays in."""
    recorded = given(
        "fact", subject.facts.get(condition.key, "not_recorded"), about=condition.key, by="evidence"
    )
    wanted = given("wanted", condition.operand, law=provision.citation)
    test = computed("is", "equal", recorded, wanted, law=provision.citation, about=condition.key)
    return computed("is_not", "not_true", test, about=condition.key)


def _amount_is(name: str, state: str, subject: Subject, provision: Provision) -> Step:
    """Whether an amount is known; nothing found and nothing known share a branch but are not the same."""
    clearly_low = (
        state in ("known", "unknown_or_clearly_low") and subject.facts.get("ad_cost_clearly_low") is True
    )
    if clearly_low:
        return computed(
            "amount_state",
            "one_of",
            given("state", "clearly_low", about=name, by="officer"),
            given("wanted", _states(state), law=provision.citation),
            law=provision.citation,
            about=name,
        )
    amount = subject.amount(name, provision)
    found = "some" if amount.is_some else "unknown" if amount.is_unknown else "none"
    return computed(
        "amount_state",
        "one_of",
        given("state", found, about=name, by="evidence"),
        given("wanted", _states(state), law=provision.citation),
        law=provision.citation,
        about=name,
    )


def _states(state: str) -> list[str]:
    if state in ("some", "known"):
        return ["some"]
    return ["none", "unknown"] if state == "none_or_unknown" else ["none", "unknown", "clearly_low"]


def _compare(condition: Condition, subject: Subject, provision: Provision) -> Step:
    """A threshold: 以上/以下 include the number, 不足/超过 do not. Nothing found counts as zero."""
    if condition.key in ("violation_number",):
        value = str(subject.fact(condition.key, provision))
    else:
        value = plain(_number(condition.key, subject, provision))
    return computed(
        "threshold",
        condition.test,
        given("fact", value, about=condition.key, by="evidence"),
        given("threshold_value", str(condition.operand), law=provision.citation),
        law=provision.citation,
        about=condition.key,
    )


def _number(name: str, subject: Subject, provision: Provision) -> "Decimal":
    amount = subject.amount(name, provision)
    if amount.is_unknown:
        raise NoSingleAnswer(
            f"{subject.where}.amounts.{name}: is unknown, and {provision.id} has no branch for that"
        )
    return amount.value


def range_of(figures: Range, subject: Subject, provision: Provision) -> Step | None:
    """The range that one branch gives; None where there is nothing to multiply, and so no fine."""
    return METHODS[figures.method](figures, subject, provision)


def _amount(figures: Range, subject: Subject, provision: Provision) -> Step:
    """A sum or a range of sums in the law itself."""
    low = given("minimum", str(figures.low or "0.00"), law=provision.citation)
    high = given("maximum", str(figures.high), law=provision.citation)
    return computed("range", "range_of", low, high, law=provision.citation)


def _multiple(figures: Range, subject: Subject, provision: Provision) -> Step | None:
    """A multiple or a share of a base, which may have a floor, the product a cap."""
    base = _base(figures, subject, provision)
    if base is None:
        return None
    low = _times(base, figures.low, figures.cap, "minimum", provision)
    high = _times(base, figures.high, figures.cap, "maximum", provision)
    return computed("range", "range_of", low, high, law=provision.citation)


def _base(figures: Range, subject: Subject, provision: Provision) -> Step | None:
    amount = _number(figures.base, subject, provision)
    found = given("fact", plain(amount), about=figures.base, by="evidence")
    if figures.floor is None:
        return found if amount > 0 else None
    floor = given("base_floor", str(figures.floor), law=provision.citation)
    return computed("base", "larger", found, floor, law=provision.citation, about=figures.base)


def _times(
    base: Step, times: "Decimal | None", cap: "Decimal | None", label: str, provision: Provision
) -> Step:
    rate = given("times", str(times if times is not None else 0), law=provision.citation)
    result = computed(label, "product", base, rate, law=provision.citation)
    if cap is None:
        return result
    return computed(
        label, "smaller", result, given("cap", str(cap), law=provision.citation), law=provision.citation
    )


def _alternatives(figures: Range, subject: Subject, provision: Provision) -> Step | None:
    """Ranges joined by 或者: the authority may choose; an alternative whose base is unknown drops out."""
    ranges = [
        step
        for alternative in figures.either
        if not _has_unknown_base(alternative, subject)
        and (step := range_of(alternative, subject, provision)) is not None
    ]
    return computed("range", "widest", *ranges, law=provision.citation) if ranges else None


def _has_unknown_base(figures: Range, subject: Subject) -> bool:
    amount = subject.amounts.get(figures.base)
    return amount is not None and amount.is_unknown


METHODS: dict[str, Callable[[Range, Subject, Provision], Step | None]] = {
    "amount": _amount,
    "multiple": _multiple,
    "alternatives": _alternatives,
}


def branch_that_applies(
    branches: tuple[Branch, ...], subject: Subject, provision: Provision
) -> tuple[Step, Branch | None]:
    """The first branch whose conditions all hold, and the step that shows which were tried and failed."""
    tried: list[Step] = []
    for branch in branches:
        tried.append(all_hold(branch.when, subject, provision))
        if tried[-1].value is True:
            return computed("branch_chosen", "first_true", *tried, law=provision.citation), branch
    return computed("branch_chosen", "first_true", *tried, law=provision.citation), None


def years_after(day: dt.date, years: int) -> dt.date:
    """The corresponding day, or the month's last one (民法典 202)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
