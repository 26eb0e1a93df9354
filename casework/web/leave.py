"""年休、出差: who is away lends the powers of an office; a head enters it for the people below."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from casework.kernel import clock, staff
from casework.kernel.errors import NotPermitted
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.models import User
from casework.kernel.pages import see_other
from casework.kernel.presses import carried_out, press
from casework.kernel.roles import DELEGABLE
from casework.services import delegations
from casework.web.people_forms import DelegationForm

GRANTED = Text("代理已登记。代理人在这些日子里可以代为办理。", "Entered. The stand-in can act on these days.")
ENDED = Text("代理已收回，立即生效。", "Taken back, at once.")


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    user, today = request.user, clock.today()
    if not user.roles & DELEGABLE:
        raise NotPermitted(WRONG_ROLE)
    user.version = staff.version_of(user.reference)
    form = DelegationForm(
        request.POST if request.method == "POST" else None,
        user=user,
        away=_people_of(user),
        stand_ins=staff.may_stand_in_for(user),
        roles=(user.roles & DELEGABLE) | delegations.enters_for(user),
        today=today,
    )
    if form.is_bound and form.is_valid() and carried_out(request, form, delegations.grant):
        return see_other(request, reverse("leave"), GRANTED)
    rows = list(staff.delegations_near(user, _people_of(user), today))
    for row in rows:
        row.may_end = row.granted_by_id == user.pk or delegations.may_enter(
            user, row.delegator, row.lent_roles
        )
    return render(request, "people/leave.html", {"form": form, "rows": rows})


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    user = request.user
    found = staff.delegation_near(user, _people_of(user), pk)
    press(request, delegations.end, delegation=found)
    return see_other(request, reverse("leave"), ENDED)


def _people_of(user: User) -> QuerySet[User]:
    return staff.holders_below(user, delegations.enters_for(user)).prefetch_related("role_grants")
