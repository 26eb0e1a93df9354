"""The worksheet of a case: computed as one types, saved, handed in, printed."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from casework.kernel import clock
from casework.kernel.errors import Invalid, NotFound
from casework.kernel.lifecycle import Text
from casework.kernel.pages import see_other
from casework.kernel.presses import press
from casework.kernel.rest import say
from casework.kernel.transitions import option
from casework.models import Case
from penalties import case_facts, queries
from penalties.forms.assessment import initial_of
from penalties.forms.worksheet import WorksheetForm, initial_written
from penalties.models import Worksheet
from penalties.services import grounds, worksheets
from penalties.services.assessment import Unanswered
from penalties.views.outcome import answers_only, beside_each_other, result_of, result_stored, template_of


@login_required
@require_GET
def worksheet(request: HttpRequest, reference: str) -> HttpResponse:
    """The form for the officers of the case, the latest worksheet as it stands for every other reader."""
    day = clock.today()
    case, latest = queries.worksheets_of(request.user, reference)
    if not _may_write(request, case, day):
        return render(request, "penalties/worksheet_read.html", _reading(case, latest))
    form = _worksheet_form(None, case, day, latest)
    result = result_stored(latest, case) if latest else {}
    return render(request, "penalties/worksheet.html", _page(request, case, form, result, day))


@login_required
@require_POST
def worksheet_compute(request: HttpRequest, reference: str) -> HttpResponse:
    """Compute again and store nothing: the result alone for htmx, else the whole page. ``beside`` keeps what is
    in the form as scenario A and goes on with a second one; ``take`` goes on with one of the two alone."""
    day = clock.today()
    case, _latest = queries.worksheets_of(request.user, reference)
    worksheets.check_officer(case, request.user, day)
    kept = request.POST.get("a", "")
    answers = QueryDict(kept) if kept and request.POST.get("take") == "a" else request.POST
    if "beside" in request.POST:
        kept = answers_only(request.POST)
    elif "take" in request.POST:
        kept = ""
    form = _worksheet_form(answers, case, day)
    context = _page(request, case, form, result_of(form, case), day)
    if kept:
        context |= beside_each_other(
            _worksheet_form(QueryDict(kept), case, day), form, context["result"], kept, case
        )
    return render(request, template_of(request, "penalties/worksheet.html"), context)


@login_required
@require_POST
def worksheet_save(request: HttpRequest, reference: str) -> HttpResponse:
    day = clock.today()
    case, form = _posted(request, reference, day)
    if not form.is_valid():
        return _again(request, case, form, day)
    press(request, worksheets.save_draft, case=case, answers=form.answers(), **form.written())
    message = Text("草稿已保存，没有提交。", "The draft is saved; nothing was submitted.")
    return see_other(request, reverse("worksheet", args=[reference]), message)


@login_required
@require_POST
def worksheet_submit(request: HttpRequest, reference: str) -> HttpResponse:
    day = clock.today()
    case, form = _posted(request, reference, day)
    if not form.is_valid():
        return _again(request, case, form, day)
    try:
        press(request, worksheets.propose, case=case, answers=form.answers(), **form.written())
    except (Invalid, Unanswered) as error:
        form.add_error(None, say(error.message))
        return _again(request, case, form, day)
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
        "result": result_stored(latest, case) if latest else {},
    }


def _again(request: HttpRequest, case: Case, form: WorksheetForm, day: dt.date) -> HttpResponse:
    """The page with what was typed and what is still needed."""
    context = _page(request, case, form, result_of(form, case), day)
    return render(request, "penalties/worksheet.html", context, status=400)


def _posted(request: HttpRequest, reference: str, day: dt.date) -> tuple[Case, WorksheetForm]:
    """The case and the form as an officer of it sent it."""
    case, _latest = queries.worksheets_of(request.user, reference)
    worksheets.check_officer(case, request.user, day)
    return case, _worksheet_form(request.POST, case, day)


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


def _may_write(request: HttpRequest, case: Case, day: dt.date) -> bool:
    """Officers of the case, at a step at which a penalty can be proposed or something on file still prevents it."""
    judged = option(case, "propose_penalty", request.user, day)
    codes = {refusal.code for refusal in judged.refusals}
    return not codes & {*worksheets.IN_PERSON, "state"}


def _compute_url(case: Case) -> str:
    return reverse("worksheet_compute", args=[case.reference])
