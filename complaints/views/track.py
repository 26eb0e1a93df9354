"""The complaint desk: complaints by their clocks, one complaint, the pages of its steps, its letters."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework import queries as hub
from casework.kernel import clock, files
from casework.kernel.clock import day_of
from casework.kernel.errors import NotFound, Refused
from casework.kernel.lifecycle import Option, Text
from casework.kernel.pages import see_other
from casework.kernel.presses import press, step_taken
from casework.kernel.transitions import option, options
from complaints import queries, services
from complaints.forms.track import STEPS
from complaints.lifecycle import COMPLAINT
from complaints.models import Submission
from complaints.queries import track
from complaints.queries.claimant import reads_sheet
from complaints.queries.second_looks import looks_among
from complaints.views.claimant import draft_for
from complaints.views.rooms import count_with_rooms

PAGE = 25
TABS = {
    "decide": (Text("待决定是否受理", "To accept or not"), track.to_decide),
    "sign": (Text("待审签不予受理", "To sign"), track.to_sign),
    "mediation": (Text("调解中", "In mediation"), track.in_mediation),
    "finish": (Text("待告知、办结", "To tell and close"), track.to_finish),
    "ended": (Text("已办结", "Ended"), track.ended),
}
COUNTED = ("decide", "sign", "mediation", "finish")


@login_required
@require_GET
def mediation(request: HttpRequest) -> HttpResponse:
    """The complaints that somebody works on, the least lawful time left first."""
    readable = queries.submissions_for(request.user)
    mine = readable.filter(kind=COMPLAINT)
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in TABS else "decide"
    first = _first_row(request)
    rows = list(TABS[chosen][1](mine)[first : first + PAGE + 1])
    more = len(rows) > PAGE
    shown = queries.as_read_by(request.user, rows[:PAGE])
    pages = {"previous_url": first - PAGE, "next_url": first + PAGE if more else -1}
    lists = (TABS[name][1](mine) for name in COUNTED)
    looks, *counts = map(hub.counted, count_with_rooms(request, readable, looks_among(readable), *lists))
    numbers = dict(zip(COUNTED, counts, strict=True))
    context = {
        "looks": looks,
        "tabs": [
            {"url": f"?show={name}", "text": text, "count": numbers.get(name), "current": name == chosen}
            for name, (text, _) in TABS.items()
        ],
        "rows": track.with_track_clocks(shown, clock.today()),
        "page": {name: f"?show={chosen}&from={row}" for name, row in pages.items() if row >= 0},
    }
    return render(request, "complaints/mediation.html", context)


@login_required
@require_GET
def complaint(request: HttpRequest, reference: str) -> HttpResponse:
    """Where it stands, what it waits for, what can be done now."""
    found, today = track.complaint_for(request.user, reference), clock.today()
    steps = [_step(found, judged) for judged in _open_steps(request, found)]
    letters = track.letters_of(found)
    context = {
        "complaint": found,
        "track": getattr(found, "track", None),
        "clocks": track.track_clocks_of(found, today),
        "steps": [step for step in steps if not step["is_rare"]],
        "rare": [step for step in steps if step["is_rare"] and step["is_allowed"]],
        "sessions": track.sessions_of(found),
        "letters": letters,
        "leads": track.leads_from(found),
        "lacks_form": not found.is_masked and all(one.kind != "complaint_registration" for one in letters),
        "twin": queries.twin_of(found),
        "may_see_claimant": not found.is_ended and reads_sheet(found, request.user, today),
        "entries": track.history(found),
    }
    return render(request, "complaints/complaint.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def mediation_step(request: HttpRequest, reference: str, action: str) -> HttpResponse:
    """The page of one step: its form, or the deed and the way back."""
    if action not in STEPS:
        raise NotFound
    found, at, doing = queries.submission_for(request.user, reference), clock.now(), STEPS[action]
    form = doing.form(
        request.POST if request.method == "POST" else None,
        initial=draft_for(request, reference, action),
        submission=found,
        today=day_of(at),
    )
    if form.is_valid() and step_taken(request, form, doing.verb, submission=found):
        return see_other(request, _after(request, found), doing.done)
    judged = _before_the_form(option(found, action, request.user, day_of(at)))
    if not judged.is_allowed:
        raise Refused.because(judged.refusals)
    context = {
        "complaint": found,
        "form": form,
        "step": doing,
        "transition": judged.transition,
        "items": _items(judged),
        "back": _sheet_of(found),
    }
    status = 422 if form.errors else 200
    return render(request, "complaints/mediation_step.html", context, status=status)


@login_required
@require_POST
def complaint_form(request: HttpRequest, reference: str) -> HttpResponse:
    """Form 1 or 2, made from what was sent in."""
    found = queries.submission_for(request.user, reference)
    press(request, services.register_form, submission=found)
    return see_other(request, _sheet_of(found), Text("登记表正在生成。", "The form is being made."))


@login_required
@require_GET
def complaint_letter(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The PDF, which names the complainant: for those who handle the matter."""
    letter = track.letter_for(request.user, reference, pk)
    response = HttpResponse(files.read(letter.file), content_type=files.PDF)
    name = f"{letter.title.zh}{letter.number}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name)
    return response


def _open_steps(request: HttpRequest, found: Submission) -> list[Option]:
    """The steps of this person's role, those first that can be taken now."""
    judged = [
        _before_the_form(one)
        for one in options(found, request.user, clock.today())
        if one.transition.action in STEPS and one.is_for_actor
    ]
    order = list(STEPS)
    return sorted(judged, key=lambda one: (not one.is_allowed, order.index(one.transition.action)))


def _before_the_form(judged: Option) -> Option:
    """The option without the reasons that filling in its form does away with."""
    supplied = STEPS[judged.transition.action].supplies
    return replace(judged, refusals=tuple(one for one in judged.refusals if one.code not in supplied))


def _step(found: Submission, judged: Option) -> dict[str, Any]:
    action = judged.transition.action
    return {
        "action": action,
        "title": judged.transition.title,
        "law": judged.transition.law,
        "items": _items(judged),
        "is_allowed": judged.is_allowed,
        "is_press": STEPS[action].is_press,
        "is_rare": STEPS[action].is_rare,
        "button": STEPS[action].button,
        "url": reverse("mediation_step", args=[found.reference, action]),
    }


def _items(judged: Option) -> list[dict[str, Any]]:
    """What ``{% missing %}`` draws."""
    lacking = [{"kind": "blocks", "text": one.message, "law": one.law} for one in judged.refusals]
    there = [{"kind": "ok", "text": one.there, "law": one.law} for one in judged.satisfied if one.there]
    return lacking + there


def _after(request: HttpRequest, found: Submission) -> str:
    """The sheet; for an office that returned it and reads it no more, the list."""
    if queries.submissions_for(request.user).filter(pk=found.pk).exists():
        return _sheet_of(found)
    return reverse("intake" if found.is_report else "mediation")


def _sheet_of(found: Submission) -> str:
    return reverse("submission" if found.is_report else "complaint", args=[found.reference])


def _first_row(request: HttpRequest) -> int:
    number = request.GET.get("from", "0")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 0
