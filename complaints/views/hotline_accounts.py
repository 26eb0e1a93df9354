"""Platforms and their keys: the system administrator opens and changes accounts, the security administrator gives
and ends keys."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.kernel import clock, staff, tokens
from casework.kernel.errors import AlreadyDone
from casework.kernel.lifecycle import Text
from casework.kernel.pages import recently_signed_in, see_other
from casework.kernel.presses import carried_out, press
from casework.kernel.roles import Role
from complaints.forms.hotline import AccountChangeForm, NewAccountForm
from complaints.models import HotlineAccount
from complaints.queries import hotline as queries
from complaints.services import hotline_accounts

EVENTS = {
    "hotline.account_opened": Text("开设账户", "Account opened"),
    "hotline.account_changed": Text("修改账户", "Account changed"),
    "hotline.key_given": Text("发给密钥", "Key given"),
    "hotline.key_ended": Text("终止密钥", "Key ended"),
}


@login_required
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    context = {
        "accounts": list(queries.accounts_for(request.user)),
        "may_add": Role.SYSTEM_ADMIN in request.user.roles,
    }
    return render(request, "complaints/hotline_accounts.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def account_new(request: HttpRequest) -> HttpResponse:
    staff.refuse_others(request.user, Role.SYSTEM_ADMIN)
    offices = staff.offices_for(request.user)
    form = NewAccountForm(request.POST if request.method == "POST" else None, offices=offices)
    if form.is_bound and form.is_valid() and carried_out(request, form, hotline_accounts.open_account):
        message = Text(
            "账户已开设。请安全管理员发给密钥。", "Opened. The security administrator gives it a key."
        )
        return see_other(request, reverse("hotline_account", args=[form.cleaned_data["code"]]), message)
    return render(request, "complaints/hotline_account_new.html", {"form": form})


@login_required
@require_GET
def account(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, queries.account_for(request.user, code))


@login_required
@require_POST
def account_edit(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.account_for(request.user, code)
    form = AccountChangeForm(request.POST)
    verb = hotline_accounts.change_account
    if form.is_valid() and carried_out(request, form, verb, account=found):
        return see_other(request, reverse("hotline_account", args=[code]), Text("已保存。", "Saved."))
    return _page(request, found, form)


@login_required
@require_POST
@recently_signed_in
def key_give(request: HttpRequest, code: str) -> HttpResponse:
    """Shows the secret this once: it can be read nowhere again, and a repeat of the form does not bring it back."""
    found = queries.account_for(request.user, code)
    token = tokens.read(request.POST.get("token", ""))
    try:
        key, secret = hotline_accounts.give_key(
            account=found, actor=request.user, at=clock.now(), token=token
        )
    except AlreadyDone:
        shown = Text(
            "密钥只显示一次。没有记下的，请终止后再发一把。",
            "It was shown once. If it is lost, end it and give another.",
        )
        return see_other(request, reverse("hotline_account", args=[code]), shown)
    context = {"account": found, "key": key, "secret": secret}
    return render(request, "complaints/hotline_secret.html", context)


@login_required
@require_POST
@recently_signed_in
def key_end(request: HttpRequest, key_id: str) -> HttpResponse:
    key = queries.key_for(request.user, key_id)
    press(request, hotline_accounts.end_key, key=key)
    done = Text("密钥已终止。", "The key is ended.")
    return see_other(request, reverse("hotline_account", args=[key.account.code]), done)


def _page(request: HttpRequest, found: HotlineAccount, sent: forms.ModelForm | None = None) -> HttpResponse:
    found.version = staff.version_of(found.reference)
    keys = list(found.keys.all())
    context = {
        "account": found,
        "keys": keys,
        "has_place": sum(key.ended_at is None for key in keys) < 2,
        "form": sent or AccountChangeForm(instance=found),
        "sent": sent,
        "changes_account": Role.SYSTEM_ADMIN in request.user.roles,
        "gives_keys": Role.SECURITY_ADMIN in request.user.roles,
        "entries": [
            {
                "title": EVENTS.get(event.action, event.action),
                "state": "done",
                "at": event.at,
                "by": event.who,
            }
            for event in staff.full_history(found.reference)
        ],
    }
    return render(request, "complaints/hotline_account.html", context, status=422 if sent else 200)
