"""The people of the bureau, for its administrators: accounts and certificates. None of these pages knows a case."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.kernel import clock, staff
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.pages import see_other
from casework.kernel.presses import carried_out
from casework.kernel.roles import Role
from casework.services import people
from casework.web.numbered import numbered
from casework.web.people_forms import (
    AccountForm,
    CertificateForm,
    NewAccountForm,
    PeopleFilter,
    ReasonForm,
    RoleForm,
)
from casework.web.people_history import told


@login_required
@require_GET
def person_list(request: HttpRequest) -> HttpResponse:
    offices = staff.offices_for(request.user)
    found = PeopleFilter(request.GET, offices=offices)
    page = numbered(_narrowed(staff.people_for(request.user), found), request.GET)
    context = {"filter": found, "page": page, "may_add": Role.SYSTEM_ADMIN in request.user.roles}
    return render(request, "people/people.html", context)


def _narrowed(rows: QuerySet[User], found: PeopleFilter) -> QuerySet[User]:
    found.is_valid()
    asked = found.cleaned_data
    rows = rows.filter(is_active=not asked.get("closed"))
    for word in asked.get("text", "").split():
        rows = rows.filter(Q(name__icontains=word) | Q(username__icontains=word))
    if asked.get("role"):
        rows = staff.holding(rows, asked["role"])
    return rows.filter(office=asked["office"]) if asked.get("office") else rows


@login_required
@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    staff.refuse_others(request.user, Role.SYSTEM_ADMIN)
    offices = staff.offices_for(request.user)
    form = NewAccountForm(request.POST if request.method == "POST" else None, offices=offices)
    if form.is_bound and form.is_valid() and carried_out(request, form, people.open_account):
        message = Text(
            "账号已开设。请安全管理员授予岗位、发给密码。", "Opened. Roles and password come next."
        )
        return see_other(request, reverse("person", args=[form.cleaned_data["username"]]), message)
    return render(request, "people/person_new.html", {"form": form})


@login_required
@require_GET
def person(request: HttpRequest, username: str) -> HttpResponse:
    return person_page(request, staff.person_for(request.user, username))


@login_required
@require_POST
def person_edit(request: HttpRequest, username: str) -> HttpResponse:
    found = staff.person_for(request.user, username)
    form = AccountForm(request.POST, offices=staff.offices_for(request.user))
    done = Text("已保存。", "Saved.")
    return person_answer(request, found, "account_form", form, people.change_account, done, person=found)


@login_required
@require_POST
def person_deactivate(request: HttpRequest, username: str) -> HttpResponse:
    found, form = staff.person_for(request.user, username), ReasonForm(request.POST)
    done = Text("账号已停用，记录都保留。", "The account is closed; its history stays.")
    return person_answer(request, found, "closing_form", form, people.deactivate, done, person=found)


@login_required
@require_POST
def person_reactivate(request: HttpRequest, username: str) -> HttpResponse:
    found = staff.person_for(request.user, username)
    done = Text("账号已重新启用。", "The account is open again.")
    return person_answer(
        request, found, "reopening_form", forms.Form({}), people.reactivate, done, person=found
    )


@login_required
@require_POST
def certificate_add(request: HttpRequest, username: str) -> HttpResponse:
    found, form = staff.person_for(request.user, username), CertificateForm(request.POST)
    done = Text("证件已登记。", "The certificate is entered.")
    return person_answer(request, found, "certificate_form", form, people.add_certificate, done, user=found)


@login_required
@require_POST
def certificate_end(request: HttpRequest, pk: int) -> HttpResponse:
    certificate, form = staff.certificate_for(request.user, pk), ReasonForm(request.POST)
    found = staff.person_for(request.user, certificate.user.username)
    done = Text("证件到今天为止有效。", "The certificate ends today.")
    verb = people.end_certificate
    return person_answer(request, found, "ending_form", form, verb, done, certificate=certificate)


@login_required
@require_GET
def certificates(request: HttpRequest) -> HttpResponse:
    """Those that run out within sixty days, so that nobody is sent out with one that is over."""
    today = clock.today()
    page = numbered(staff.certificates_ending(request.user, today), request.GET)
    for certificate in page.rows:
        certificate.days_left = (certificate.valid_to - today).days
    return render(request, "people/certificates.html", {"page": page})


def person_answer(
    request: HttpRequest,
    found: User,
    name: str,
    form: forms.Form,
    verb: Callable[..., Any],
    done: Text,
    **about: Any,
) -> HttpResponse:
    """The answer to an act on the person's page: the page again, with the form as it was sent or with a line
    that says what happened."""
    if form.is_valid() and carried_out(request, form, verb, **about):
        return see_other(request, reverse("person", args=[found.username]), done)
    return person_page(request, found, **{name: form})


def person_page(request: HttpRequest, found: User, **bound: Any) -> HttpResponse:
    """Everything about an account; the forms are those of the administrator who looks. ``bound`` is the form
    that was sent and could not be carried out."""
    today = clock.today()
    found.version = staff.version_of(found.reference)
    certificates = list(found.certificates.order_by("-valid_to"))
    for certificate in certificates:
        certificate.is_valid = certificate.is_valid_on(today)
    context = {
        "person": found,
        "certificates": certificates,
        "grants": sorted(found.role_grants.all(), key=lambda grant: (grant.ended_at is not None, grant.pk)),
        "delegations": [
            {"row": row, "is_open": row.ended_at is None and row.until_on >= today}
            for row in staff.delegations_of(found)
        ],
        "entries": told(staff.full_history(found.reference)),
        "opens_accounts": Role.SYSTEM_ADMIN in request.user.roles,
        "grants_roles": Role.SECURITY_ADMIN in request.user.roles and found != request.user,
        "is_self": found == request.user,
        "account_form": AccountForm.of(found, staff.offices_for(request.user)),
        "closing_form": ReasonForm(auto_id="closing_%s"),
        "certificate_form": CertificateForm(auto_id="certificate_%s"),
        "role_form": RoleForm(held=found.roles),
    } | bound
    context["sent"] = next(iter(bound.values()), None)
    return render(request, "people/person.html", context)
