"""The intake desk: the inbox by its clocks, one submission, and the verbs on it."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework import queries as hub
from casework.kernel import clock, files, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import NotPermitted
from casework.kernel.lifecycle import WRONG_ROLE, Option, Text
from casework.kernel.models import User
from casework.kernel.pages import see_other
from casework.kernel.paging import page_by
from casework.kernel.presses import press
from casework.kernel.transitions import options
from complaints import queries, services
from complaints.filters import SubmissionFilter
from complaints.forms import (
    IdentityForm,
    JoinForm,
    OutOfScopeForm,
    RouteForm,
    SeparateForm,
    StaffSubmissionForm,
)
from complaints.forms.steps import words_in
from complaints.lifecycle import SUBMISSION
from complaints.lifecycle.acceptance import INTAKE
from complaints.models import Submission
from complaints.queries import drafts as kept
from complaints.queries.second_looks import looks_among
from complaints.queries.track import letters_of
from complaints.services import drafts, limits
from complaints.views import personal
from complaints.views.public import RECEIPT, form_token_of
from complaints.views.rooms import count_with_rooms
from complaints.views.suggested import first_words, suggestions
from complaints.views.writing import keep_papers, quiet_answer

PAGE = 25
# The other steps of a complaint stand on its page at the complaint desk.
ON_THE_SHEET = ("register", "route", "put_out_of_scope", "tell_reporter")
# Nobody waits for them: shown where they can be taken.
WHEN_ALLOWED = ("tell_result", "tell_result_again", "return_report")
# Name → its words, its rows of those that this person may read, the field that orders them.
TABS = {
    "waiting": (Text("待登记、分送", "To register and send on"), queries.waiting, "due_on"),
    "urgent": (Text("可能紧急", "Perhaps urgent"), queries.urgent, "due_on"),
    "tell": (Text("待告知举报人", "Reporters to tell"), queries.to_tell, "due_on"),
    "all": (Text("全部", "All"), queries.newest_first, "-received_at"),
}
COUNTED = ("waiting", "urgent", "tell")


@login_required
@require_GET
def intake(request: HttpRequest) -> HttpResponse:
    """The inbox, the least lawful time left first."""
    mine = queries.submissions_for(request.user)
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in TABS else "waiting"
    _, these, order = TABS[chosen]
    narrowed = SubmissionFilter(request.GET, queryset=these(mine), request=request)
    page = page_by(queries.as_rows(narrowed.qs), order, request.GET, PAGE)
    lists = (TABS[name][1](mine) for name in COUNTED)
    looks, *counts = map(hub.counted, count_with_rooms(request, mine, looks_among(mine), *lists))
    numbers = dict(zip(COUNTED, counts, strict=True))
    context = {
        "tabs": _tabs(numbers, chosen),
        "looks": looks,
        "show": chosen,
        "filter": narrowed,
        "is_narrowed": any(request.GET.get(name) for name in narrowed.filters),
        "rows": queries.with_clocks(page.rows, clock.today()),
        "page": page,
        # Where nothing was sent in, the register may know whom the officer means.
        "traders": [] if page.rows else queries.traders_read_by(request.user, request.GET.get("trader", "")),
        "may_write_down": services.may_write_down(request.user),
        "may_route": bool(request.user.roles & INTAKE),
    }
    return render(request, "complaints/intake.html", context)


def _tabs(numbers: dict[str, int | str], chosen: str) -> list[dict[str, Any]]:
    return [
        {"url": f"?show={name}", "text": text, "count": numbers.get(name), "current": name == chosen}
        for name, (text, _, _) in TABS.items()
    ]


@login_required
@require_GET
def submission(request: HttpRequest, reference: str) -> HttpResponse:
    return sheet(request, queries.submission_for(request.user, reference))


@login_required
@require_http_methods(["GET", "POST"])
def intake_new(request: HttpRequest) -> HttpResponse:
    """What came by phone, over the counter or by letter, in the words of whoever sent it."""
    if not services.may_write_down(request.user):
        raise NotPermitted(WRONG_ROLE)
    at = clock.now()
    begun = None if request.method == "POST" else kept.draft_of_staff(request.user, at)
    words = drafts.words_of(begun) if begun else None
    form = StaffSubmissionForm(request.POST or None, initial=words, today=day_of(at))
    token, refused = form_token_of(request, form), []
    if token:
        limits.hold_account(request.user, at=at)
        begun = drafts.begin(key=token.key, words=_typed(request, form), at=at, actor=request.user)
        refused = keep_papers(request, begun, at, actor=request.user)
        if "quiet" in request.POST:
            return quiet_answer(request, begun, refused)
        if {"remove", "add"} & request.POST.keys() and not refused:
            return see_other(request, reverse("intake_new"))
        if form.is_valid() and not refused:
            given = {**form.submission(), "office": request.user.office}
            drafts.send(draft=token.key, submission=given, at=at, actor=request.user)
            request.session[RECEIPT] = str(token.key)
            return see_other(request, reverse("complaint_receipt"))
    context = {
        "form": form,
        "draft": begun,
        "token": tokens.issue(key=begun.pk if begun else None),
        "papers": kept.papers_of(begun) if begun else [],
        "refused": refused,
    }
    return render(request, "complaints/intake_new.html", context)


def _typed(request: HttpRequest, form: StaffSubmissionForm) -> dict[str, Any]:
    """What is on the sheet; a file that goes up alone brings no words."""
    alone = "quiet" in request.POST and request.FILES
    return {} if alone else words_in(request.POST, (name for name in form.fields if name != "files"))


@login_required
@require_POST
def register(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.submission_for(request.user, reference)
    press(request, services.register, submission=found)
    return _back(request, reference, Text("已登记。", "Registered."))


@login_required
@require_POST
def route(request: HttpRequest, reference: str) -> HttpResponse:
    """Send it to the office that verifies; the lead opens in the case file."""
    found = queries.submission_for(request.user, reference)
    form = RouteForm(request.POST, office=found.office)
    if not form.is_valid():
        return sheet(request, found, route_form=form)
    press(request, services.route, submission=found, **form.cleaned_data)
    message = Text("已分送核查，线索已进入案件。", "Sent for verification; the lead is in the case file.")
    return _back(request, reference, message)


@login_required
@require_POST
def out_of_scope(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.submission_for(request.user, reference)
    at = clock.now()
    form = OutOfScopeForm(request.POST, today=day_of(at))
    if not form.is_valid():
        return sheet(request, found, scope_form=form)
    press(request, services.put_out_of_scope, submission=found, **form.cleaned_data)
    message = Text("已办结：答复写在进度页上。", "Done: the reply stands on the tracking page.")
    return _back(request, reference, message)


@login_required
@require_POST
def tell(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.submission_for(request.user, reference)
    press(request, services.tell_reporter, submission=found)
    message = Text("已告知：消息正在发给举报人。", "The message to the reporter is on its way.")
    return _back(request, reference, message)


@login_required
@require_POST
def identity(request: HttpRequest, reference: str) -> HttpResponse:
    """Who sent it, shown in this answer alone; who looked and why is recorded first."""
    found = queries.submission_for(request.user, reference)
    form = IdentityForm(request.POST)
    if not form.is_valid():
        return sheet(request, found, identity_form=form)
    person = services.open_identity(
        submission=found, actor=request.user, at=clock.now(), reason=form.cleaned_data["reason"]
    )
    return sheet(request, found, person=person)


@login_required
@require_GET
def attachment(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The original bytes, to be kept: a page shows a picture of them, the browser opens none."""
    found = queries.attachment_for(request.user, reference, pk)
    response = HttpResponse(files.read(found.file), content_type=found.file.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name)
    return response


def sheet(request: HttpRequest, found: Submission, **given: Any) -> HttpResponse:
    """One submission beside the inbox. ``given``: a form with errors, or the identity just opened."""
    today = clock.today()
    offices = queries.places_below(found.office)
    waiting = queries.as_rows(queries.waiting(queries.submissions_for(request.user)))[:12]
    [_, *others] = queries.with_clocks([found, *waiting], today)
    twin = queries.twin_of(found)
    suggested = suggestions(found, queries.as_places(offices), has_twin=twin is not None)
    returns = queries.returns_of([found])[found.reference]
    joinings, alike = queries.joinings_of(found, request.user), _alike(request, found)
    context = {
        "submission": found,
        "others": others,
        "clocks": queries.clocks_of(found, today),
        "options": _options(found, request.user, today),
        "suggestions": [one for several in suggested.values() for one in several],
        "alike": alike,
        "joinings": joinings,
        "returns": returns,
        "is_joined": any(j.submission == found and not j.separated_at for j in joinings),
        "may_join": queries.may_join(found, request.user),
        "join_form": JoinForm(initial={"joined_to": alike[0].submission.reference if alike else ""}),
        "separate_form": SeparateForm(),
        "attachments": queries.attachments_of(found),
        "supplements": queries.supplements_of(found),
        **_letters(found),
        "twin": twin,
        "may_open_identity": not found.is_masked,
        "openings": queries.openings(found),
        "erasure": personal.standing_of(found, request.user, today),
        "case": _readable_case(request, found),
        "route_form": RouteForm(office=found.office, initial=first_words(found, suggested, offices, returns)),
        "scope_form": OutOfScopeForm(today=today),
        "identity_form": IdentityForm(),
        **given,
    }
    has_errors = any(getattr(form, "errors", None) for form in given.values())
    return render(request, "complaints/submission.html", context, status=422 if has_errors else 200)


def _letters(found: Submission) -> dict[str, Any]:
    """Of a report; those of a complaint stand on its page at the complaint desk."""
    if not found.is_report:
        return {}
    made = letters_of(found)
    may_make = not found.is_masked and found.state in SUBMISSION.by_action["make_form"].sources
    return {
        "letters": made,
        "lacks_form": may_make and all(one.kind != "report_registration" for one in made),
    }


def _options(found: Submission, user: User, today: dt.date) -> list[Option]:
    """The steps of this person that stand on the sheet."""
    return [
        one
        for one in options(found, user, today)
        if one.is_for_actor
        and (
            one.transition.action in ON_THE_SHEET
            or (one.is_allowed and one.transition.action in WHEN_ALLOWED)
        )
    ]


def _alike(request: HttpRequest, found: Submission) -> list[queries.Alike]:
    """What this reader may see and may be about the same matter; the other track of the same form is not news."""
    others = queries.submissions_for(request.user).exclude(form_token=found.form_token)
    return queries.alike(queries.told_by(found), others, at=clock.now())


def _readable_case(request: HttpRequest, found: Submission):
    return hub.cases_for(request.user).filter(reference=found.case_reference).first()


def _back(request: HttpRequest, reference: str, message: Text) -> HttpResponse:
    return see_other(request, reverse("submission", args=[reference]), message)
