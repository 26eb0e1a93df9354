"""The security administrator's acts on an account. Each asks for a sign-in of the last minutes."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from casework.kernel import clock, staff, tokens
from casework.kernel.errors import AlreadyDone
from casework.kernel.lifecycle import Text
from casework.kernel.pages import recently_signed_in, see_other
from casework.services import roles
from casework.web.people import person_answer
from casework.web.people_forms import RoleForm


@login_required
@require_POST
@recently_signed_in
def role_grant(request: HttpRequest, username: str) -> HttpResponse:
    found, form = staff.person_for(request.user, username), RoleForm(request.POST)
    done = Text("岗位已授予。", "The role is granted.")
    return person_answer(request, found, "role_form", form, roles.grant, done, person=found)


@login_required
@require_POST
@recently_signed_in
def role_end(request: HttpRequest, username: str) -> HttpResponse:
    found, form = staff.person_for(request.user, username), RoleForm(request.POST)
    done = Text("岗位已终止。", "The role is ended.")
    return person_answer(request, found, "role_ending_form", form, roles.end, done, person=found)


@login_required
@require_POST
@recently_signed_in
def second_factor_reset(request: HttpRequest, username: str) -> HttpResponse:
    found = staff.person_for(request.user, username)
    done = Text(
        "已重置。本人下次登录时重新设置第二种验证方式。", "Reset. The next sign-in sets a second factor up."
    )
    verb, form = roles.reset_second_factor, forms.Form({})
    return person_answer(request, found, "second_factor_form", form, verb, done, person=found)


@login_required
@require_POST
@recently_signed_in
def password_reset(request: HttpRequest, username: str) -> HttpResponse:
    """Shows the password this once: it stands nowhere else, and a repeat of the form does not bring it back."""
    found = staff.person_for(request.user, username)
    token = tokens.read(request.POST.get("token", ""))
    try:
        password = roles.reset_password(person=found, actor=request.user, at=clock.now(), token=token)
    except AlreadyDone:
        shown = Text(
            "密码只显示一次。没有记下的，请再发一个。", "It was shown once. Give another if it is lost."
        )
        return see_other(request, reverse("person", args=[username]), shown)
    return render(request, "people/password.html", {"person": found, "password": password})
