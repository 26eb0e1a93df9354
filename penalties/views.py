"""The worksheet of a case, and the calculator that is open to everybody."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.kernel import clock, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import AlreadyDone, DomainError, Invalid, NotFound
from casework.kernel.lifecycle import Text
from casework.kernel.pages import see_other
from casework.kernel.presses import press
from casework.kernel.rest import say
from casework.kernel.transitions import option
from casework.models import Case
from penalties import case_facts, comparison, queries, vocabulary
from penalties.forms.assessment import AssessmentForm, initial_of
from penalties.forms.calculator import CalculatorForm
from penalties.forms.worksheet import WorksheetForm, initial_written
from penalties.models import Worksheet
from penalties.services import assessment, grounds, worksheets
from penalties.services import surcharge as surcharges
from penalties.services.assessment import Unanswered
from penalties.telling.explanation import explanation
from penalties.telling.lines import lines
from penalties.telling.result import notes, outcome, outcome_law, persons, versions, why_chosen
from penalties.telling.surcharge import surcharge_tree

# Links that a visitor of the calculator can follow: the conduct, and why it is worth a look.
EXAMPLES = (
    (
        Text("售楼处未经同意拍摄、识别人脸（2021年）", "A sales centre that recorded faces without consent (2021)"),
        "q=人脸&norms=CPL-56-personal-info&ended_on=2021-08-31&decided_on=2021-12-02&amount_illegal_gains=unknown"
        "&factors=32.1-harm-removed&factors=may-cooperated&tier=ordinary&proposed_fine=180000",
    ),
    (
        Text("同样的行为，2021年11月以后，还没有责令改正", "The same after November 2021, not yet ordered to correct"),
        "q=人脸&norms=PIPL-66-1&ended_on=2022-03-01&decided_on=2022-05-01&amount_illegal_gains=unknown"
        "&fact_refused_to_correct=false",
    ),
    (
        Text("超过保质期的食品，货值9,999.99元", "Expired food worth 9,999.99 yuan"),
        "q=过期&norms=FSL-124&ended_on=2024-03-01&decided_on=2024-05-01&amount_goods_value=known"
        "&value_goods_value=9999.99&amount_illegal_gains=none",
    ),
)  # fmt: skip


# What a form carries beside the answers.
CARRIED = ("csrfmiddlewaretoken", "token", "a", "beside", "take")


@login_required
@require_GET
def worksheet(request: HttpRequest, reference: str) -> HttpResponse:
    """The form for the officers of the case, the latest worksheet as it stands for every other reader."""
    day = day_of(clock.now())
    case, latest = queries.worksheets_of(request.user, reference)
    if not _may_write(request, case, day):
        return render(request, "penalties/worksheet_read.html", _reading(case, latest))
    form = _worksheet_form(None, case, day, latest)
    result = _stored_result(latest, case) if latest else {}
    return render(request, "penalties/worksheet.html", _page(request, case, form, result, day))


@login_required
@require_http_methods(["GET", "POST"])
def surcharge(request: HttpRequest, reference: str) -> HttpResponse:
    """What paying late costs up to today, step by step; its officers fix the figure here."""
    at = clock.now()
    case = queries.case_for(request.user, reference)
    if request.method == "POST":
        try:
            token = tokens.read(request.POST.get("token", ""))
            surcharges.record(case=case, actor=request.user, at=at, token=token)
        except AlreadyDone:
            pass
        message = Text("加处罚款已确定，会写入催告书。", "The surcharge is fixed; the demand will say it.")
        return see_other(request, reverse("surcharge", args=[reference]), message)
    found = surcharges.work_out(case, day_of(at))
    judged = option(found.execution, "record_surcharge", request.user, day_of(at))
    context = {
        "case": case,
        "execution": found.execution,
        "as_of": day_of(at),
        "amount": found.amount,
        "answer": found.answer,
        "provisional": found.answer["provisional"],
        "latest": found.execution.last_surcharge,
        "tree": surcharge_tree(found.answer),
        "paragraphs": surcharges.told(found.answer["steps"]),
        "option": judged,
        "reasons": [{"kind": "blocks", "text": r.message, "law": r.law} for r in judged.refusals],
    }
    return render(request, "penalties/surcharge.html", context)


@login_required
@require_POST
def worksheet_compute(request: HttpRequest, reference: str) -> HttpResponse:
    """Compute again and store nothing: the result alone for htmx, else the whole page. ``beside`` keeps what is
    in the form as scenario A and goes on with a second one; ``take`` goes on with one of the two alone."""
    day = day_of(clock.now())
    case, _latest = queries.worksheets_of(request.user, reference)
    worksheets.check_officer(case, request.user, day)
    kept = request.POST.get("a", "")
    answers = QueryDict(kept) if kept and request.POST.get("take") == "a" else request.POST
    if "beside" in request.POST:
        kept = _answers_only(request.POST)
    elif "take" in request.POST:
        kept = ""
    form = _worksheet_form(answers, case, day)
    context = _page(request, case, form, _result(form, case), day)
    if kept:
        context |= _beside(_worksheet_form(QueryDict(kept), case, day), form, context["result"], kept, case)
    return render(request, _part(request, "penalties/worksheet.html"), context)


@login_required
@require_POST
def worksheet_save(request: HttpRequest, reference: str) -> HttpResponse:
    at = clock.now()
    case, _latest = queries.worksheets_of(request.user, reference)
    worksheets.check_officer(case, request.user, day_of(at))
    form = _worksheet_form(request.POST, case, day_of(at))
    if not form.is_valid():
        return _again(request, case, form, day_of(at))
    press(request, worksheets.save_draft, case=case, answers=form.answers(), **form.written())
    message = Text("草稿已保存，没有提交。", "The draft is saved; nothing was submitted.")
    return see_other(request, reverse("worksheet", args=[reference]), message)


@login_required
@require_POST
def worksheet_submit(request: HttpRequest, reference: str) -> HttpResponse:
    at = clock.now()
    case, _latest = queries.worksheets_of(request.user, reference)
    worksheets.check_officer(case, request.user, day_of(at))
    form = _worksheet_form(request.POST, case, day_of(at))
    if not form.is_valid():
        return _again(request, case, form, day_of(at))
    token = tokens.read(request.POST.get("token", ""))
    try:
        worksheets.propose(
            case=case, answers=form.answers(), actor=request.user, at=at, token=token, **form.written()
        )
    except AlreadyDone:
        pass
    except (Invalid, Unanswered) as error:
        form.add_error(None, say(error.message))
        return _again(request, case, form, day_of(at))
    message = Text(
        "处罚建议已用于本案，测算表正在生成。", "The proposal is on file; its document is being made."
    )
    return see_other(request, reverse("worksheet", args=[reference]), message)


@login_required
@require_GET
def worksheet_print(request: HttpRequest, reference: str) -> HttpResponse:
    """The latest worksheet on paper."""
    case, latest = queries.worksheets_of(request.user, reference)
    if latest is None:
        raise NotFound
    return render(request, "penalties/worksheet_print.html", _reading(case, latest))


@require_GET
def calculator(request: HttpRequest) -> HttpResponse:
    """The same form and engine without a case. The address holds everything, a second scenario too (``a``);
    nothing is stored."""
    today, query = day_of(clock.now()), _answers_only(request.GET)
    form = _calculator_form(request.GET, today)
    context = {
        "form": form,
        "examples": EXAMPLES,
        "result": _result(form) if form.is_bound else {},
        "is_public": True,
        "compute_url": reverse("calculator"),
        "beside_url": f"?{query}&{urlencode({'a': query})}",
        "query_b": query,
    }
    if kept := request.GET.get("a", ""):
        context |= _beside(_calculator_form(QueryDict(kept), today), form, context["result"], kept)
    response = render(request, _part(request, "penalties/calculator.html"), context)
    if request.htmx:
        response["HX-Replace-Url"] = f"{request.path}?{_filled(request.GET).urlencode()}"
    return response


# --- What the pages show ---------------------------------------------------------------------------------------


def _page(
    request: HttpRequest, case: Case, form: WorksheetForm, result: dict[str, Any], day: dt.date
) -> dict[str, Any]:
    may = option(case, "propose_penalty", request.user, day)
    return {"case": case, "form": form, "result": result, "may": may, "compute_url": _compute_url(case)}


def _reading(case: Case, latest: Worksheet | None) -> dict[str, Any]:
    return {
        "case": case,
        "worksheet": latest,
        "facts": grounds.facts_of(latest) if latest else [],
        "result": _stored_result(latest, case) if latest else {},
    }


def _beside(
    form_a: AssessmentForm,
    form_b: AssessmentForm,
    result_b: dict[str, Any],
    kept: str,
    case: Case | None = None,
) -> dict[str, Any]:
    """Two scenarios: the one that was kept and the one in the form."""
    result_a = _result(form_a, case) if form_a.is_bound else {}
    sides = [
        {"name": "A", "result": result_a, "answers": form_a.answered(), "lines": result_a.get("lines", {})},
        {"name": "B", "result": result_b, "answers": form_b.answered(), "lines": result_b.get("lines", {})},
    ]
    return {"kept": kept, "sides": sides, "differences": comparison.compare(*sides)}


def _again(request: HttpRequest, case: Case, form: WorksheetForm, day: dt.date) -> HttpResponse:
    """The page with what was typed and what is still needed."""
    context = _page(request, case, form, _result(form, case), day)
    return render(request, "penalties/worksheet.html", context, status=400)


def _result(form: AssessmentForm, case: Case | None = None) -> dict[str, Any]:
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


def _stored_result(latest: Worksheet, case: Case) -> dict[str, Any]:
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


def _worksheet_form(
    data: QueryDict | None, case: Case, day: dt.date, latest: Worksheet | None = None
) -> WorksheetForm:
    initial: dict[str, Any] = {"q": case.cause, "ended_on": case.act_ended_on or ""}
    if latest:
        initial |= initial_of(case_facts.answers_in(latest.input)) | initial_written(latest)
    return WorksheetForm(
        data,
        evidence=queries.evidence_of(case),
        decided_on=day,
        party_kind=case.party.kind if case.party else "unit",
        initial=initial,
    )


def _calculator_form(data: QueryDict, today: dt.date) -> CalculatorForm:
    """Bound once a provision is chosen: words alone only search."""
    decided_on = _day(data.get("decided_on", ""), today)
    party = data.get("party", "unit")
    return CalculatorForm(
        data if data.getlist("norms") else None,
        decided_on=decided_on,
        party_kind=party if party in vocabulary.PARTY_KINDS else "unit",
        initial={"q": data.get("q", ""), "ended_on": _day(data.get("ended_on", ""), today)}
        | {"party": party, "decided_on": decided_on},
    )


def _may_write(request: HttpRequest, case: Case, day: dt.date) -> bool:
    """Officers of the case, at a step at which a penalty can be proposed or something on file still prevents it."""
    judged = option(case, "propose_penalty", request.user, day)
    codes = {refusal.code for refusal in judged.refusals}
    return not codes & {*worksheets.IN_PERSON, "state"}


def _part(request: HttpRequest, page: str) -> str:
    """The fragment that htmx asked for, or the page."""
    if not request.htmx:
        return page
    return "penalties/_result.html" if request.htmx.target == "result" else "penalties/_sheet.html"


def _compute_url(case: Case) -> str:
    return reverse("worksheet_compute", args=[case.reference])


def _filled(data: QueryDict) -> QueryDict:
    """What an address has to hold: only what was filled in."""
    query = data.copy()
    for name, values in data.lists():
        if filled := [value for value in values if value]:
            query.setlist(name, filled)
        else:
            del query[name]
    return query


def _answers_only(data: QueryDict) -> str:
    """The answers of a form as the query of an address."""
    query = _filled(data)
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


def _day(text: str, default: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return default
