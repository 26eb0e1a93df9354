"""'Please look again': the person's page, and the desk where somebody else looks."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.kernel import clock
from casework.kernel.errors import AlreadyDone
from casework.kernel.lifecycle import Text
from casework.kernel.pages import see_other
from casework.kernel.presses import Verb, press
from casework.kernel.tokens import Token
from casework.kernel.transitions import options
from complaints import queries
from complaints.forms.again import AgainForm, AnswerForm, CarriedOutForm
from complaints.lifecycle.second_look import CHANGES
from complaints.models import SecondLook
from complaints.queries import second_looks as looks
from complaints.queries.identity import masked_supplement
from complaints.services import second_looks as verbs
from complaints.views.numbered import numbered
from complaints.views.public import code_first, form_token_of, remembered
from complaints.views.rooms import count_with_rooms


@never_cache
@require_http_methods(["GET", "POST"])
def complaint_again(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask, once, with reasons."""
    submission = remembered(request, reference)
    if submission is None:
        return code_first(reference)
    form = AgainForm(request.POST or None)
    token = form_token_of(request, form)
    if token and form.is_valid():
        try:
            verbs.ask(submission=submission, **form.cleaned_data, at=clock.now(), token=Token(token.key, 0))
        except AlreadyDone:
            pass
        message = Text("已收到，由没有办过这一件的人再看。", "It has arrived; somebody else looks at it.")
        return see_other(request, reverse("complaint_progress", args=[reference]), message)
    if request.method == "GET" and looks.second_look_of(submission):
        return HttpResponseRedirect(reverse("complaint_progress", args=[reference]))
    return render(request, "complaints/again.html", {"form": form, "submission": submission})


@login_required
@require_GET
def second_looks(request: HttpRequest) -> HttpResponse:
    """What waits to be looked at, and what waits to be carried out."""
    mine = queries.submissions_for(request.user)
    page = numbered(looks.looks_among(mine).select_related("submission"), request.GET)
    count_with_rooms(request, mine)
    return render(request, "complaints/second_looks.html", {"page": page})


@login_required
@require_GET
def second_look(request: HttpRequest, reference: str) -> HttpResponse:
    return _sheet(request, looks.second_look_for(request.user, reference))


@login_required
@require_POST
def second_look_uphold(request: HttpRequest, reference: str) -> HttpResponse:
    done = Text("已维持，答复写在进度页上。", "It stands; the person reads why.")
    return _act(request, reference, verbs.uphold, AnswerForm, done)


@login_required
@require_POST
def second_look_change(request: HttpRequest, reference: str) -> HttpResponse:
    done = Text("已改变，答复写在进度页上。", "It changes; the person reads how.")
    return _act(request, reference, verbs.change, AnswerForm, done)


@login_required
@require_POST
def second_look_carry_out(request: HttpRequest, reference: str) -> HttpResponse:
    done = Text("已登记办理情况。", "Entered what was done.")
    return _act(request, reference, verbs.carry_out, CarriedOutForm, done)


def _act(
    request: HttpRequest, reference: str, verb: Verb, asks: type[forms.Form], done: Text
) -> HttpResponse:
    look, form = looks.second_look_for(request.user, reference), asks(request.POST)
    if not form.is_valid():
        return _sheet(request, look, form)
    press(request, verb, look=look, **form.cleaned_data)
    return see_other(request, reverse("second_look", args=[reference]), done)


def _sheet(request: HttpRequest, look: SecondLook, form: forms.Form | None = None) -> HttpResponse:
    """``form``: one with errors."""
    mine = [one for one in options(look, request.user, clock.today()) if one.is_for_actor]
    by_action = {one.transition.action: one for one in mine}
    opens_again, hands_to_desk = CHANGES
    found = queries.submission_for(request.user, look.submission.reference)
    context = {
        "look": look,
        "submission": found,
        "reasons": masked_supplement(found, look.reasons) if found.is_masked else look.reasons,
        "form": form or (AnswerForm() if look.state == "asked" else CarriedOutForm()),
        "uphold": by_action.get("uphold"),
        # Which way a change goes is not for the reader to choose.
        "change": by_action.get(opens_again if look.opens_again() else hands_to_desk),
        "carry_out": by_action.get("carry_out"),
    }
    return render(request, "complaints/second_look.html", context, status=422 if form else 200)
