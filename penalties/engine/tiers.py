"""Which tiers the recorded factors leave open. A fact that chose the branch is not weighed a second time."""

from collections.abc import Iterator

from penalties.engine.concurrence import mitigating_norms
from penalties.engine.facts import Act
from penalties.engine.general import Factor
from penalties.engine.trace import Step, computed, given
from penalties.engine.versions import Applied, Setting

COUNTED = "already_counted"


def factors_of(act: Act, setting: Setting) -> list[Factor]:
    """The recorded factors, and the age of the party, which speaks for itself."""
    age, law = setting.case.age, setting.penalty_law
    is_young = age is not None and law.no_penalty_below_age <= age < law.lighter_below_age
    codes = dict.fromkeys(act.factors + (("30-age-14-17",) if is_young else ()))
    return [setting.factors[code] for code in codes]


def open_tiers(act: Act, applied: Applied, setting: Setting) -> Step:
    """The factors with their effect and their law; a human chooses among the tiers that they open."""
    factors = factors_of(act, setting)
    chose = facts_that_chose(applied) if factors else set()
    effects = [_effect(factor, chose, applied) for factor in factors]
    return computed("open_tiers", "open_tiers", *effects, *mitigating_norms(act, setting))


def _effect(factor: Factor, chose: set[str], applied: Applied) -> Step:
    is_counted = bool(chose & set(factor.same_fact_as)) or factor.code in applied.provision.elements
    effect = COUNTED if is_counted and factor.effect == "may_heavier" else factor.effect
    return given("factor", effect, law=factor.article, about=factor.name, by="officer")


def facts_that_chose(applied: Applied) -> set[str]:
    """The facts that led to the branch that applies, or made the case serious by the words of the law."""
    return {
        fact
        for text in _texts_applied(applied.step, applied.step.value["norm"], applied.step.value["version"])
        for step in text.because
        for fact in _facts_in(step)
    }


def _texts_applied(step: Step, norm: str, version: str) -> Iterator[Step]:
    if step.op == "under_version" and (step.value["norm"], step.value["version"]) == (norm, version):
        yield step
        return
    for child in step.because:
        yield from _texts_applied(child, norm, version)


def _facts_in(step: Step) -> Iterator[str]:
    if step.label == "branch_chosen" and step.value is not None:
        yield from _abouts(step.because[step.value - 1])
    if step.label == "grade_used":
        for child in step.because:
            if child.label == "serious_trigger" and child.value:
                yield from _abouts(child)


def _abouts(step: Step) -> Iterator[str]:
    if step.about:
        yield step.about
    for child in step.because:
        yield from _abouts(child)
