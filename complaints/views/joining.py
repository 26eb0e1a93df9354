"""Joining two submissions, and parting them, from the sheet of the one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.pages import see_other
from casework.kernel.presses import press
from complaints import queries, services
from complaints.forms import JoinForm, SeparateForm

_WHAT = Text("请填写另一件的编号和理由。", "Give the number of the other submission and the reason.")
_WHY = Text("请写明理由。", "Give the reason.")


@login_required
@require_POST
def join(request: HttpRequest, reference: str) -> HttpResponse:
    found, form = queries.submission_for(request.user, reference), JoinForm(request.POST)
    if not form.is_valid():
        raise Invalid(_WHAT)
    other = queries.submission_for(request.user, form.cleaned_data["joined_to"])
    press(request, services.join, submission=found, joined_to=other, reason=form.cleaned_data["reason"])
    message = Text("已并看，各自的编号和期限不变。", "Joined; each keeps its number and its clocks.")
    return see_other(request, reverse("submission", args=[reference]), message)


@login_required
@require_POST
def separate(request: HttpRequest, reference: str) -> HttpResponse:
    found, form = queries.submission_for(request.user, reference), SeparateForm(request.POST)
    if not form.is_valid():
        raise Invalid(_WHY)
    press(request, services.separate, submission=found, reason=form.cleaned_data["reason"])
    return see_other(request, reverse("submission", args=[reference]), Text("已分开。", "Separated."))
