"""Whether the party must or may go unpunished (处罚法 30, 33, 36 and the national lists)."""

import datetime as dt
from functools import cache

from penalties.engine.facts import FALSE_WHEN_ABSENT, NoSingleAnswer
from penalties.engine.general import Exemption, exemptions, penalty_law
from penalties.engine.rules import Subject, holds, years_after
from penalties.engine.statute import Condition, Provision
from penalties.engine.trace import Step, computed, given
from penalties.engine.versions import Setting

# The facts that art 33 asks for together, each with the values that establish it.
WANTED: dict[str, dict[str, list[bool | str]]] = {
    "minor_corrected_no_harm": {"minor": [True], "corrected_in_time": [True], "harm": ["none"]},
    "no_fault": {"no_fault_proved": [True]},
    "first_violation_slight_harm": {
        "first_violation": [True],
        "corrected_in_time": [True],
        "harm": ["none", "slight"],
    },
}


def must_not_punish(
    subject: Subject, provision: Provision, ended_on: dt.date, discovered_on: dt.date | None, setting: Setting
) -> Step:
    """The grounds that forbid a penalty, each with its facts; what is not recorded is not established."""
    law = setting.penalty_law
    grounds = [_all("minor_corrected_no_harm", law.cite("minor"), subject)]
    if law.has("no_fault"):
        grounds.append(_all("no_fault", law.cite("no_fault"), subject))
    if setting.case.age is not None and subject.beside is None:
        grounds.append(_too_young(setting.case.age, setting))
    if discovered_on is not None:
        grounds.append(limitation_expired(subject, ended_on, discovered_on))
    grounds += _listed("must_not_punish", subject, provision, setting)
    return computed("must_not_punish", "any_true", *grounds)


def may_not_punish(subject: Subject, provision: Provision, setting: Setting) -> Step:
    """The grounds that allow the authority not to punish."""
    law = setting.penalty_law
    grounds = _listed("may_not_punish", subject, provision, setting)
    if law.has("first_violation"):
        grounds.insert(0, _all("first_violation_slight_harm", law.cite("first_violation"), subject))
    return computed("may_not_punish", "any_true", *grounds)


def limitation_expired(subject: Subject, ended_on: dt.date, discovered_on: dt.date) -> Step:
    """Found over two years after the act ended; five where life, health or finance was really harmed."""
    law = penalty_law().on(ended_on)
    is_long = subject.facts.get("life_health_or_finance") is True and subject.facts.get("harm") == "real"
    years = law.limitation_years_life if is_long else law.limitation_years
    return computed(
        "limitation_expired",
        "later",
        given("discovered_on", str(discovered_on), by="evidence"),
        given(
            "limitation_ends_on",
            str(years_after(ended_on, years)),
            law=law.cite("limitation"),
            about=str(years),
        ),
        law=law.cite("limitation"),
    )


def _too_young(age: int, setting: Setting) -> Step:
    law = setting.penalty_law
    limit = given("age_limit", str(law.no_penalty_below_age), law=law.cite("age"))
    return computed("too_young", "below", given("age", str(age), by="evidence"), limit, law=law.cite("age"))


def _all(label: str, law: str, subject: Subject) -> Step:
    """Several facts of art 33 at once."""
    recorded = tuple(subject.facts.get(name, "not_recorded") for name in WANTED[label])
    return _all_recorded(label, law, recorded)


@cache
def _all_recorded(label: str, law: str, recorded: tuple[bool | int | str, ...]) -> Step:
    """The step for one of the few ways in which these facts can be recorded; the same for every case."""
    tests = []
    for (name, allowed), value in zip(WANTED[label].items(), recorded, strict=True):
        fact = given("fact", value, about=name, by="evidence")
        wanted = given("wanted", allowed, law=law)
        tests.append(computed("is", "one_of", fact, wanted, law=law, about=name))
    return computed(label, "all_true", *tests, law=law)


def _listed(outcome: str, subject: Subject, provision: Provision, setting: Setting) -> list[Step]:
    """The items of the national list in force on the day of decision, also for earlier acts."""
    items = exemptions().find(setting.case.decided_on) or ()
    return [
        _item(item, subject, provision)
        for item in items
        if item.outcome == outcome and item.provision == provision.id
    ]


def _item(item: Exemption, subject: Subject, provision: Provision) -> Step:
    tests = [_proved(condition, subject, provision, item.article) for condition in item.when]
    return computed("list_item", "all_true", *tests, law=item.article, about=item.provision)


def _proved(condition: Condition, subject: Subject, provision: Provision, law: str) -> Step:
    """A condition of a list needs evidence: what is not recorded fails it."""
    if condition.key not in subject.facts and condition.key in FALSE_WHEN_ABSENT:
        return given("not_proved", False, law=law, about=condition.key)
    try:
        return holds(condition, subject, provision)
    except NoSingleAnswer:
        return given("not_proved", False, law=law, about=condition.key)
