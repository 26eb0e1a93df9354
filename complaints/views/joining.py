"""Joining two submissions, and parting them, from the sheet of the one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from casework.kernel.errors import NotFound
from casework.kernel.lifecycle import Text
from casework.kernel.pages import see_other
from casework.kernel.presses import carried_out
from casework.kernel.rest import say
from complaints import queries, services
from complaints.forms import JoinForm, SeparateForm
from complaints.models import Submission
from complaints.views.intake import sheet

_UNKNOWN = Text("没有这个编号，或者您不能看这一件。", "There is no such number, or you may not read it.")


@login_required
@require_POST
def join(request: HttpRequest, reference: str) -> HttpResponse:
    found, form = queries.submission_for(request.user, reference), JoinForm(request.POST)
    other = _other(request, form)
    if other is None or not carried_out(request, form, _joined, submission=found, other=other):
        return sheet(request, found, join_form=form)
    message = Text("已并看，各自的编号和期限不变。", "Joined; each keeps its number and its clocks.")
    return see_other(request, reverse("submission", args=[reference]), message)


@login_required
@require_POST
def separate(request: HttpRequest, reference: str) -> HttpResponse:
    found, form = queries.submission_for(request.user, reference), SeparateForm(request.POST)
    if not (form.is_valid() and carried_out(request, form, services.separate, submission=found)):
        return sheet(request, found, separate_form=form)
    return see_other(request, reverse("submission", args=[reference]), Text("已分开。", "Separated."))


def _other(request: HttpRequest, form: JoinForm) -> Submission | None:
    """The one whose number was typed; None where the form says what is wrong."""
    if not form.is_valid():
        return None
    try:
        return queries.submission_for(request.user, form.cleaned_data["joined_to"].strip())
    except NotFound:
        form.add_error("joined_to", say(_UNKNOWN))
        return None


def _joined(*, other: Submission, joined_to: str, **given: object) -> None:
    services.join(joined_to=other, **given)
