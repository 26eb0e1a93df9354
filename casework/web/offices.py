"""Offices and stations, for the system administrator: names, places, and what documents print from a day on."""

from django.contrib.auth.decorators import login_required
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.kernel import clock, staff
from casework.kernel.lifecycle import Text
from casework.kernel.models import Office
from casework.kernel.pages import see_other
from casework.kernel.presses import carried_out
from casework.kernel.roles import Role
from casework.services import offices
from casework.services.offices import PROFILE_FIELDS
from casework.web.people_forms import NewOfficeForm, OfficeForm, ProfileForm
from casework.web.people_history import told

SAVED = Text("已保存。", "Saved.")


@login_required
@require_GET
def office_list(request: HttpRequest) -> HttpResponse:
    found = staff.with_headcount(staff.offices_for(request.user))
    context = {"offices": found, "may_add": Role.SYSTEM_ADMIN in request.user.roles}
    return render(request, "people/offices.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def office_new(request: HttpRequest) -> HttpResponse:
    staff.refuse_others(request.user, Role.SYSTEM_ADMIN)
    form = NewOfficeForm(
        request.POST if request.method == "POST" else None, offices=staff.offices_for(request.user)
    )
    if form.is_bound and form.is_valid() and carried_out(request, form, offices.add_office):
        done = Text("机构已设立。", "The office is added.")
        return see_other(request, reverse("office", args=[form.cleaned_data["code"]]), done)
    return render(request, "people/office_new.html", {"form": form})


@login_required
@require_GET
def office(request: HttpRequest, code: str) -> HttpResponse:
    found = staff.office_for(request.user, code)
    return _office_page(request, found, OfficeForm.of(found))


@login_required
@require_POST
def office_edit(request: HttpRequest, code: str) -> HttpResponse:
    found, form = staff.office_for(request.user, code), OfficeForm(request.POST)
    if form.is_valid() and carried_out(request, form, offices.change_office, office=found):
        return see_other(request, reverse("office", args=[code]), SAVED)
    return _office_page(request, found, form)


@login_required
@require_http_methods(["GET", "POST"])
def office_profile(request: HttpRequest, code: str) -> HttpResponse:
    """A new profile from a day on, filled in with the last one."""
    staff.refuse_others(request.user, Role.SYSTEM_ADMIN)
    found = staff.office_for(request.user, code)
    found.version = staff.version_of(found.reference)
    last = staff.profiles_of(found).first()
    initial = model_to_dict(last, PROFILE_FIELDS) if last else {}
    form = ProfileForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid() and _set_profile(request, form, found):
        return see_other(request, reverse("office", args=[code]), SAVED)
    return render(request, "people/office_profile.html", {"office": found, "form": form})


def _set_profile(request: HttpRequest, form: ProfileForm, found: Office) -> bool:
    def verb(*, valid_from, actor, at, token, **profile) -> None:
        offices.set_profile(
            office=found, valid_from=valid_from, profile=profile, actor=actor, at=at, token=token
        )

    return carried_out(request, form, verb)


def _office_page(request: HttpRequest, found: Office, form: OfficeForm) -> HttpResponse:
    today = clock.today()
    found.version = staff.version_of(found.reference)
    profiles = list(staff.profiles_of(found))
    current = next((profile for profile in profiles if profile.valid_from <= today), None)
    context = {
        "office": found,
        "form": form,
        "current": current,
        "others": [profile for profile in profiles if profile != current],
        "may_change": Role.SYSTEM_ADMIN in request.user.roles,
        "entries": told(staff.full_history(found.reference)),
    }
    return render(request, "people/office.html", context)
