"""What is frozen with a proposal: the grounds in the case file and the context of the worksheet document."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from django.utils import translation

from casework.kernel import words
from casework.kernel.clock import day_of
from casework.kernel.lifecycle import Text
from casework.kernel.rest import say
from penalties import case_facts, queries, sentences, vocabulary
from penalties.models import Worksheet
from penalties.services.assessment import schedule_of
from penalties.telling.explanation import explanation, paper_steps
from penalties.telling.trace import text_of


def freeze(worksheet: Worksheet, answer: dict[str, Any], peers: Sequence[Decimal]) -> dict[str, Any]:
    """The whole answer, the input, and the explanation in both languages, so that nothing is needed to read it."""
    act = answer["acts"][0]
    reason = _reason(worksheet)
    return {
        **answer,
        "input": worksheet.input,
        "evidence": worksheet.evidence,
        "edited_by_a_person": list(sentences_of(worksheet, act).edited),
        "unknown_because": worksheet.unknown_because,
        "reason": reason,
        "schedule": schedule_of(act, worksheet.input),
        "similar": {
            "amounts": [str(peer) for peer in peers],
            "median": str(median(peers)) if peers else None,
        },
        "explanation": {lang: _told(act, lang, worksheet.reason) for lang in ("zh-hans", "en")},
    }


@dataclass(frozen=True)
class Sentences:
    """``violation`` and ``basis`` as they will be printed; ``composed`` the two as the statute file gives them;
    ``edited`` names those that a person wrote."""

    violation: str
    basis: str
    composed: tuple[str, str]
    edited: tuple[str, ...]


def sentences_of(worksheet: Worksheet, act: Mapping[str, Any]) -> Sentences:
    """What the notice and the decision will say of the breach and of the basis."""
    text = text_of(act)
    written = worksheet.wording
    chosen = written.get("breach", "")
    composed = (
        sentences.violation(*text, chosen),
        sentences.basis(*text, chosen, articles_of_discretion(worksheet)),
    )
    by_hand = (written.get("violation", ""), written.get("basis", ""))
    edited = tuple(name for name, words in zip(("violation", "basis"), by_hand, strict=True) if words)
    return Sentences(by_hand[0] or composed[0], by_hand[1] or composed[1], composed, edited)


def articles_of_discretion(worksheet: Worksheet) -> list[str]:
    """The articles of the Administrative Penalty Law that the tier rests on."""
    if worksheet.tier not in ("mitigated", "lighter"):
        return []
    return list(dict.fromkeys(f.article for f in _factors(worksheet) if f.effect == "must_lighter"))[:2]


def paper(worksheet: Worksheet, grounds: Mapping[str, Any], basis: str) -> dict[str, Any]:
    """The context of the worksheet document; its keys stand at the head of the template."""
    case, act = worksheet.case, grounds["acts"][0]
    schedule, answers = grounds["schedule"], case_facts.answers_in(worksheet.input)
    with translation.override("zh-hans"):
        facts = facts_of(worksheet)
    tree = grounds["explanation"]["zh-hans"]
    context = {
        "office": case.office.name,
        "case_name": case.title,
        "party": str(case.party or ""),
        "provision": basis.removeprefix("依据").removesuffix("的规定"),
        "act_ended": words.day(answers.ended_on),
        "version": f"{words.day(dt.date.fromisoformat(schedule['in_force']))}起施行的文本",
        "facts": facts,
        "steps": paper_steps(tree),
        "reasons": grounds["reason"],
        "drafted": {
            "people": [{"name": officer.name} for officer in case.officers_on_case()],
            "day": words.day(day_of(worksheet.at)),
        },
        "schedule": f"处罚幅度表：{schedule['law']}，{schedule['in_force']}版，"
        + "、".join(f"{sha256[:4]}…{sha256[-4:]}" for sha256 in schedule["files"].values()),
        "verified": "条文已与法律文本核对" if schedule["is_verified"] else "条文还没有与法律文本核对",
    }
    return context | ({"scale": _scale(act, worksheet)} if act["fine"] and act["proposed"] else {})


def _reason(worksheet: Worksheet) -> str:
    """The discretion as the notice and the decision print it: factors with their article, then the officer."""
    parts = [
        f"{vocabulary.AMOUNTS[name].zh}无法计算：{why.strip().rstrip('。')}。"
        for name, why in worksheet.unknown_because.items()
        if why.strip() and name in vocabulary.AMOUNTS
    ]
    parts += [
        f"当事人{factor.zh}，依照{sentences.in_numerals(factor.article)}，{vocabulary.EFFECTS[factor.effect].zh}处罚。"
        for factor in _factors(worksheet)
    ]
    return "".join([*parts, worksheet.reason])


def _factors(worksheet: Worksheet) -> list[Any]:
    ticked = worksheet.input["acts"][0]["factors"]
    decided = dt.date.fromisoformat(worksheet.input["decided_on"])
    return [factor for factor in case_facts.factors_on(decided) if factor.code in ticked]


def _told(act: Mapping[str, Any], language: str, reason: str) -> dict[str, Any]:
    with translation.override(language):
        return explanation(act, reason=reason)


def facts_of(worksheet: Worksheet) -> list[dict[str, str]]:
    """What was found, each with the evidence named for it, in the reader's language."""
    answers = case_facts.answers_in(worksheet.input)
    entries = {entry.reference: entry.title for entry in queries.evidence_of(worksheet.case)}
    rows = []
    for name, amount in answers.amounts.items():
        said = (
            words.money(amount) if amount not in vocabulary.AMOUNT_STATES else say(vocabulary.VALUES[amount])
        )
        why = worksheet.unknown_because.get(name, "") if amount == "unknown" else ""
        proof = "　".join(filter(None, [why, _proof(worksheet, entries, name)]))
        rows.append({"label": say(vocabulary.AMOUNTS[name]), "value": said, "evidence": proof})
    for name, fact in answers.facts.items():
        said = say(vocabulary.text(vocabulary.VALUES, str(fact).lower()))
        proof = _proof(worksheet, entries, name)
        rows.append({"label": say(vocabulary.FACTS[name]), "value": said, "evidence": proof})
    for factor in _factors(worksheet):
        proof = _proof(worksheet, entries, factor.code)
        found = say(vocabulary.VALUES["true"])
        rows.append({"label": say(Text(factor.zh, factor.en)), "value": found, "evidence": proof})
    rows += [_person_row(person) for person in answers.persons]
    return rows


def _proof(worksheet: Worksheet, entries: Mapping[str, str], name: str) -> str:
    """The title of the dossier entry that proves a factor, an amount or a fact."""
    return entries.get(worksheet.evidence.get(name, ""), "")


def _person_row(person: case_facts.PersonAnswers) -> dict[str, str]:
    """A responsible person without the name: this row goes on paper."""
    said = [
        f"{say(vocabulary.AMOUNTS[name])} {words.money(amount)}"
        for name, amount in person.amounts.items()
        if amount not in vocabulary.AMOUNT_STATES
    ]
    said += [say(vocabulary.FACTS[name]) for name, value in person.facts.items() if value]
    return {"label": say(vocabulary.VALUES[person.role]), "value": " ".join(said), "evidence": ""}


def _scale(act: Mapping[str, Any], worksheet: Worksheet) -> dict[str, Any]:
    """The ruler of the document; a fixed sum is one band."""
    fine, proposed = act["fine"], act["proposed"]
    low, high = Decimal(fine["min"]), Decimal(fine["max"])
    span = high - low
    tiers = [
        {
            "name": vocabulary.TIERS[name].zh,
            "end": {
                "money": words.yuan(fine[name][1]),
                "percent": f"{(Decimal(fine[name][1]) - low) / span * 100:.2f}",
            },
        }
        for name in ("lighter", "ordinary", "heavier")
        if span
    ]
    below = proposed["position_pct"] is not None and Decimal(proposed["position_pct"]) < 0
    return {
        "floor": words.yuan(fine["min"]),
        "ceiling": words.yuan(fine["max"]),
        "tiers": tiers or [{"name": "固定数额", "end": {"money": words.yuan(fine["max"]), "percent": "100"}}],
        "position": "0" if below else proposed["position_pct"] or "100",
        "amount": words.yuan(proposed["amount"]),
        "tier": vocabulary.text(vocabulary.TIERS, worksheet.tier).zh,
    }
