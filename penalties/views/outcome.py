"""What the engine answers to a form, as the pages show it; two scenarios beside each other."""

import re
from typing import Any

from django.http import HttpRequest, QueryDict

from casework.kernel.errors import DomainError
from casework.models import Case
from penalties import case_facts, comparison, queries, vocabulary
from penalties.forms.assessment import AssessmentForm
from penalties.forms.worksheet import WorksheetForm
from penalties.models import Worksheet
from penalties.services import assessment, grounds, worksheets
from penalties.telling.explanation import explanation
from penalties.telling.lines import lines
from penalties.telling.result import notes, outcome, outcome_law, persons, versions, why_chosen

# What a form carries beside the answers.
CARRIED = ("csrfmiddlewaretoken", "token", "a", "beside", "take")


def beside_each_other(
    form_a: AssessmentForm,
    form_b: AssessmentForm,
    result_b: dict[str, Any],
    kept: str,
    case: Case | None = None,
) -> dict[str, Any]:
    """Two scenarios: the one that was kept and the one in the form."""
    result_a = result_of(form_a, case) if form_a.is_bound else {}
    sides = [
        {"name": "A", "result": result_a, "answers": form_a.answered(), "lines": result_a.get("lines", {})},
        {"name": "B", "result": result_b, "answers": form_b.answered(), "lines": result_b.get("lines", {})},
    ]
    return {"kept": kept, "sides": sides, "differences": comparison.compare(*sides)}


def result_of(form: AssessmentForm, case: Case | None = None) -> dict[str, Any]:
    """The answer for what the form holds, or why there is none."""
    if not form.is_valid() and form.errors.keys() - {"__all__"}:
        return {"is_incomplete": True}
    case_input = (
        worksheets.input_of(case, form.answers(), on=form.decided_on)
        if case
        else case_facts.engine_input(
            "calculator", form.answers(), decided_on=form.decided_on, party_kind=form.party_kind
        )
    )
    try:
        answer = assessment.compute(case_input)
    except DomainError as error:
        return {"refusal": error, "field": _field_id(getattr(error, "field", ""))}
    shown = _shown(answer, case_input, case, reason=form.cleaned_data.get("reason", ""))
    if case:
        shown |= _wording(case, form, case_input, shown["act"])
    return shown


def _wording(
    case: Case, form: WorksheetForm, case_input: dict[str, Any], act: dict[str, Any]
) -> dict[str, Any]:
    """The sentences of the paper as they stand with what the form holds, and the names of the persons."""
    draft = worksheets.draft_of(case, case_input, act, wording=form.wording())
    return {"said": grounds.sentences_of(draft, act), "names": draft.wording["names"]}


def result_stored(latest: Worksheet, case: Case) -> dict[str, Any]:
    """A stored answer as it was given; where there was none, the reason found again."""
    try:
        answer = latest.answer or assessment.compute(latest.input)
    except DomainError as error:
        return {"refusal": error, "field": _field_id(getattr(error, "field", ""))}
    shown = _shown(answer, latest.input, case, reason=latest.reason)
    said = grounds.sentences_of(latest, shown["act"])
    return shown | {"said": said, "names": latest.wording.get("names", {})}


def _shown(
    answer: dict[str, Any], case_input: dict[str, Any], case: Case | None, *, reason: str
) -> dict[str, Any]:
    act = answer["acts"][0]
    tier = case_input["acts"][0]["tier"] or ""
    peers = queries.similar_amounts(act["norm"], without=case) if case else []
    proposed = act["proposed"] or {"amount": None, "position_pct": None, "tiers": []}
    return {
        "act": act,
        "amount": proposed["amount"],
        "position": proposed["position_pct"],
        "outcome": outcome(act),
        "law": outcome_law(act),
        "versions": versions(act),
        "persons": persons(act),
        "lines": lines(act),
        "tiers": [vocabulary.text(vocabulary.TIERS, name) for name in proposed["tiers"]],
        "notes": notes(act),
        "peers": peers,
        "needed": [] if reason.strip() or not case else assessment.reasons_needed(act, tier, peers),
        "why_chosen": why_chosen(act) if act["lex_mitior"] else {},
        "explanation": explanation(act, reason=reason),
        "schedule": assessment.schedule_of(act, case_input),
        "paragraphs": assessment.whole_computation(act),
    }


def template_of(request: HttpRequest, page: str) -> str:
    """The fragment that htmx asked for, or the page."""
    if not request.htmx:
        return page
    return "penalties/_result.html" if request.htmx.target == "result" else "penalties/_sheet.html"


def filled(data: QueryDict) -> QueryDict:
    """What an address has to hold: only what was filled in."""
    query = data.copy()
    for name, values in data.lists():
        if filled := [value for value in values if value]:
            query.setlist(name, filled)
        else:
            del query[name]
    return query


def answers_only(data: QueryDict) -> str:
    """The answers of a form as the query of an address."""
    query = filled(data)
    for name in CARRIED:
        query.pop(name, None)
    return query.urlencode()


def _field_id(path: str) -> str:
    """The control that answers what the engine missed: ``acts[0].facts.minor`` → ``id_fact_minor``."""
    if person := re.match(r"acts\[0\]\.persons\[(\d+)\]\.\w+\.(\w+)", path):
        return f"id_p{int(person[1]) + 1}_{person[2]}"
    if ".facts." in path:
        return f"id_fact_{path.rpartition('.')[2]}"
    return f"id_amount_{path.rpartition('.')[2]}_0" if ".amounts." in path else ""
