"""A case that begins in the field: one form, and the party is told."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework import queries
from casework.kernel import clock, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import AlreadyDone, Invalid, NotPermitted
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.pages import see_other
from casework.kernel.rest import say
from casework.lifecycle import CASE
from casework.models import Case
from casework.services import spot
from casework.web.spot_forms import NewSpotForm

TELLING = CASE.by_action["tell_on_spot"]
DONE = Text("案件已登记，告知和当事人的意见已记录。", "The case is registered; the party was told and heard.")


@login_required
@require_http_methods(["GET", "POST"])
def spot_new(request: HttpRequest) -> HttpResponse:
    """Register the lead, name the party and tell it, as one step."""
    user, at = request.user, clock.now()
    if not user.roles & TELLING.roles or user.office is None:
        raise NotPermitted(WRONG_ROLE, law=TELLING.law)
    unborn = Case(office=user.office, received_on=day_of(at))
    form = NewSpotForm(request.POST if request.method == "POST" else None, case=unborn, day=day_of(at))
    if request.method == "POST" and form.is_valid():
        try:
            token = tokens.read(request.POST.get("token", ""))
            case = spot.begin_on_spot(actor=user, at=at, token=token, **form.cleaned_data)
        except AlreadyDone:
            return see_other(request, reverse("case", args=[queries.last_told_on_spot(user)]), DONE)
        except Invalid as error:
            form.add_error(None, say(error.message))
        else:
            return see_other(request, reverse("case", args=[case.reference]), DONE)
    return render(request, "cases/spot_new.html", {"form": form, "transition": TELLING})
