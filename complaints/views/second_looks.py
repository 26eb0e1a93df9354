"""'Please look again': the person's page, and the desk where somebody else looks."""

from typing import Any

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
from casework.kernel.presses import press
from casework.kernel.tokens import Token
from casework.kernel.transitions import options
from complaints import queries
from complaints.forms.again import AgainForm, AnswerForm
from complaints.queries import second_looks as looks
from complaints.services import second_looks as verbs
from complaints.views.public import code_first, form_token_of, remembered


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
    return render(request, "complaints/second_looks.html", {"looks": looks.second_looks_for(request.user)})


@login_required
@require_GET
def second_look(request: HttpRequest, reference: str) -> HttpResponse:
    return _sheet(request, reference, AnswerForm())


@login_required
@require_POST
def second_look_uphold(request: HttpRequest, reference: str) -> HttpResponse:
    return _answer(
        request,
        reference,
        verbs.uphold,
        Text("已维持，答复写在进度页上。", "It stands; the person reads why."),
    )


@login_required
@require_POST
def second_look_change(request: HttpRequest, reference: str) -> HttpResponse:
    return _answer(
        request,
        reference,
        verbs.change,
        Text("已改变，答复写在进度页上。", "It changes; the person reads how."),
    )


def _answer(request: HttpRequest, reference: str, verb: Any, message: Text) -> HttpResponse:
    look = looks.second_look_for(request.user, reference)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _sheet(request, reference, form)
    press(request, verb, look=look, **form.cleaned_data)
    return see_other(request, reverse("second_look", args=[reference]), message)


def _sheet(request: HttpRequest, reference: str, form: AnswerForm) -> HttpResponse:
    look = looks.second_look_for(request.user, reference)
    found = queries.submission_for(request.user, look.submission.reference)
    context = {
        "look": look,
        "submission": found,
        "form": form,
        "options": [o for o in options(look, request.user, clock.today()) if o.is_for_actor],
    }
    return render(request, "complaints/second_look.html", context)
