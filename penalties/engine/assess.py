"""Assess a case: what the law allows, forbids and demands for each act and each person, with every reason.

``assess`` takes and gives the JSON of the command line as Python objects. The answer for an act is the value
of the root of its steps; nothing is shown that the steps do not compute.
"""

from typing import Any

from penalties.engine import exemptions, general
from penalties.engine.concurrence import mitigating_norms, only_norm, prevailing_norm
from penalties.engine.facts import Act, Amount, Case, Person, Vocabulary, read_case
from penalties.engine.flags import flags_of_act, flags_of_fine
from penalties.engine.loader import library
from penalties.engine.money import exact, plain
from penalties.engine.phrases import text_of
from penalties.engine.rules import Subject
from penalties.engine.statute import Provision
from penalties.engine.trace import Step, computed, given, to_json
from penalties.engine.versions import Applied, Setting, apply_norm

INCOMES_OF_A_PERSON = ("prior_year_personal_income", "period_personal_income")


def assess(case: dict[str, Any]) -> dict[str, Any]:
    """The answer to a case (command-line contract, section 1).

    Raises ``facts.InputError`` where the input is wrong and ``facts.NoSingleAnswer`` where the law gives no
    single answer; both name the field.
    """
    with exact():
        setting = _setting(read_case(case, _vocabulary()))
        steps = [_act(act, setting) for act in setting.case.acts]
        total = computed("total_fine", "total_fine", *steps)
        return {
            "case": setting.case.case,
            "acts": [_answer(step) for step in steps],
            "total_fine": total.value,
        }


def _vocabulary() -> Vocabulary:
    return Vocabulary(library().law_of, general.all_factor_codes(), general.authorities())


def _setting(case: Case) -> Setting:
    return Setting(
        case=case,
        library=library(),
        penalty_law=general.penalty_law().on(case.decided_on),
        discretion=general.discretion(case.authority).on(case.decided_on),
        factors=general.factors().on(case.decided_on),
    )


def _answer(step: Step) -> dict[str, Any]:
    """The value of the root, with its codes of reasons as sentences and the steps beside it."""
    answer = {
        **step.value,
        "rejected": [{**norm, "why": text_of(norm["why"])} for norm in step.value["rejected"]],
    }
    answer["lex_mitior"] = _with_reason(answer["lex_mitior"])
    answer["persons"] = [{**p, "lex_mitior": _with_reason(p["lex_mitior"])} for p in answer["persons"]]
    return {**answer, "steps": to_json(step)}


def _with_reason(lex_mitior: dict[str, Any] | None) -> dict[str, Any] | None:
    return lex_mitior and {**lex_mitior, "why": text_of(lex_mitior["why"])}


def _act(act: Act, setting: Setting) -> Step:
    subject = Subject(act.where, setting.case.party_kind, act.grade, act.amounts, act.facts)
    applied = prevailing_norm(act, subject, setting)
    settled, grounds = _settled(act, subject, applied, setting)
    return computed(
        "act",
        "act",
        given("id", act.id, by="evidence"),
        *([given("started_on", str(act.started_on), by="evidence")] if act.started_on else []),
        given("ended_on", str(act.ended_on), by="evidence"),
        given("decided_on", str(setting.case.decided_on), by="evidence"),
        settled,
        *(_person(person, act, applied, setting) for person in act.persons),
        *flags_of_act(act, subject, applied, settled, grounds, setting),
    )


def _settled(act: Act, subject: Subject, applied: Applied, setting: Setting) -> tuple[Step, list[Step]]:
    """What follows for the party, and the grounds of art 33 that were looked at on the way."""
    provision = applied.provision
    grounds = [
        exemptions.must_not_punish(subject, provision, act.ended_on, act.discovered_on, setting),
        exemptions.may_not_punish(subject, provision, setting),
    ]
    steps = [
        applied.step,
        _reserved(applied, setting),
        *grounds,
        _open_tiers(act, setting),
        *_confiscation(act, provision, setting),
        *_proposal(act, setting),
    ]
    return computed("settled", "settled", *steps, law=provision.citation), grounds


def _reserved(applied: Applied, setting: Setting) -> Step:
    level = applied.step.value["reserved_to"]
    return given("reserved", setting.is_reserved(level), law=applied.provision.citation, about=level)


def _factor_codes(act: Act, setting: Setting) -> tuple[str, ...]:
    """The recorded factors, and the age of the party, which speaks for itself."""
    age, law = setting.case.age, setting.penalty_law
    is_young = age is not None and law.no_penalty_below_age <= age < law.lighter_below_age
    return tuple(dict.fromkeys(act.factors + (("30-age-14-17",) if is_young else ())))


def _open_tiers(act: Act, setting: Setting) -> Step:
    factors = [setting.factors[code] for code in _factor_codes(act, setting)]
    effects = [given("factor", f.effect, law=f.article, about=f.name, by="officer") for f in factors]
    return computed("open_tiers", "open_tiers", *effects, *mitigating_norms(act, setting))


def _proposal(act: Act, setting: Setting) -> list[Step]:
    """The officer's choice, and whether a recorded ground allows going below the minimum."""
    if act.proposed_fine is None:
        return []
    factors = [setting.factors[code] for code in _factor_codes(act, setting)]
    grounds = [
        given("ground_recorded", True, law=factor.article, about=factor.name, by="officer")
        for factor in factors
        if factor.allows_mitigation
    ] + [
        given("ground_recorded", True, law=norm.law, about=norm.about)
        for norm in mitigating_norms(act, setting)
    ]
    return [
        given("proposed_fine", plain(act.proposed_fine), by="officer"),
        given("tier", act.tier, by="officer"),
        computed("ground", "any_true", *grounds),
    ]


def _confiscation(act: Act, provision: Provision, setting: Setting) -> list[Step]:
    """The gains as found less what was refunded. A floor or a multiple of the fine never changes them."""
    name = provision.confiscates
    law = provision.citation
    if not name and general.penalty_law().on(act.ended_on).confiscates_gains:
        name, law = "illegal_gains", setting.penalty_law.cite("gains")
    found = act.amounts.get(name)
    refunded = act.amounts.get("refunded", Amount("none"))
    if found is None or not found.is_some or refunded.is_unknown:
        return []
    rule = general.gains_rules().find(setting.case.decided_on)
    return [
        computed(
            "confiscation",
            "confiscation",
            given("fact", plain(found.value), about=name, by="evidence", law=rule.article if rule else ""),
            given("fact", plain(refunded.value), about="refunded", by="evidence"),
            law=law,
        )
    ]


def _names_persons(norm: str) -> bool:
    """Whether the norm has fines for persons beside those for the unit; else it is about persons only."""
    texts = library().schedules[library().law_of[norm]]
    return any(text.provisions[norm].persons for text in texts)


def _person(person: Person, act: Act, of_party: Applied, setting: Setting) -> Step:
    """A responsible person is another subject: own provision, own version, own figures."""
    subject = Subject(
        person.where,
        "individual",
        act.grade,
        {**{k: v for k, v in act.amounts.items() if k not in INCOMES_OF_A_PERSON}, **person.amounts},
        {**act.facts, **person.facts},
        beside=of_party.provision.id,
    )
    norm = person.norm or of_party.provision.id
    applied = apply_norm(
        norm, subject, act.ended_on, setting, persons=person.norm is None or _names_persons(norm)
    )
    provision = applied.provision
    settled = computed(
        "settled",
        "settled",
        only_norm(applied, norm),
        _reserved(applied, setting),
        exemptions.must_not_punish(subject, provision, act.ended_on, act.discovered_on, setting),
        exemptions.may_not_punish(subject, provision, setting),
        law=provision.citation,
    )
    return computed(
        "person",
        "person",
        given("id", person.id, by="evidence"),
        given("role", person.role, by="evidence"),
        settled,
        *flags_of_fine(subject, applied, settled, setting),
        about=person.id,
    )
