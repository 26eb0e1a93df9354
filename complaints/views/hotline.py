"""The hotline desk: work orders by their local limit, the talk about one, and what does not get through."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from casework.kernel import clock, vault
from casework.kernel.lifecycle import Text
from casework.kernel.pages import see_other
from casework.kernel.presses import press
from casework.kernel.transitions import options
from complaints.forms.hotline import ExtendForm, ReplyForm, SendBackForm
from complaints.lifecycle.hotline import CALL_BACK_RESULTS, CONSULTATION
from complaints.models import HotlineMessage, WorkOrder
from complaints.queries import hotline as queries
from complaints.services import hotline_answers, hotline_limits
from complaints.views.numbered import numbered
from complaints.views.personal import standing_of

TABS = {
    "open": (Text("待办", "Open"), queries.open_orders),
    "urged": (Text("被催办", "Urged"), queries.urged_orders),
    "all": (Text("全部", "All"), queries.newest_orders),
}
COUNTED = ("open", "urged")
FORMS: dict[str, type[forms.Form]] = {
    "sign_in": forms.Form,
    "reply": ReplyForm,
    "extend": ExtendForm,
    "send_back": SendBackForm,
}
ERASED = Text("（已按规定删除）", "(erased)")


@login_required
@require_GET
def orders(request: HttpRequest) -> HttpResponse:
    """The work orders of the office, the least time left first."""
    mine = queries.work_orders_for(request.user)
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in TABS else "open"
    page = numbered(TABS[chosen][1](mine), request.GET)
    queries.with_local_clocks(page.rows, clock.today())
    tabs = [
        {
            "url": f"?show={name}",
            "text": text,
            "count": these(mine).count() if name in COUNTED else None,
            "current": name == chosen,
        }
        for name, (text, these) in TABS.items()
    ]
    stuck = queries.stuck_for(request.user).count()
    return render(request, "complaints/hotline_orders.html", {"tabs": tabs, "page": page, "stuck": stuck})


@login_required
@require_GET
def order(request: HttpRequest, reference: str) -> HttpResponse:
    return _sheet(request, queries.work_order_for(request.user, reference))


@login_required
@require_POST
def sign_in(request: HttpRequest, reference: str) -> HttpResponse:
    done = Text("已签收，正在告知平台。", "Signed in; the platform is being told.")
    return _act(request, reference, "sign_in", hotline_answers.sign_in, done)


@login_required
@require_POST
def reply(request: HttpRequest, reference: str) -> HttpResponse:
    done = Text("已答复，正在发给平台。", "The reply is on its way to the platform.")
    return _act(request, reference, "reply", hotline_answers.reply, done)


@login_required
@require_POST
def extend(request: HttpRequest, reference: str) -> HttpResponse:
    return _act(request, reference, "extend", hotline_answers.extend, Text("已延期。", "Put off."))


@login_required
@require_POST
def send_back(request: HttpRequest, reference: str) -> HttpResponse:
    done = Text("已退回平台。", "Sent back to the platform.")
    return _act(request, reference, "send_back", hotline_answers.send_back, done)


@login_required
@require_GET
def stuck(request: HttpRequest) -> HttpResponse:
    """What we said and no platform heard."""
    page = numbered(queries.stuck_for(request.user), request.GET)
    rows = queries.with_messages(page.rows)
    return render(request, "complaints/hotline_stuck.html", {"page": page, "rows": rows})


@login_required
@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.stuck_message_for(request.user, pk)
    press(request, hotline_answers.try_again, message=found)
    return see_other(request, reverse("hotline_stuck"), Text("正在重新发送。", "It is being sent again."))


def _act(
    request: HttpRequest, reference: str, action: str, verb: Callable[..., WorkOrder], done: Text
) -> HttpResponse:
    found = queries.work_order_for(request.user, reference)
    form = FORMS[action](request.POST)
    if not form.is_valid():
        return _sheet(request, found, **{f"{action}_form": form})
    press(request, verb, order=found, **form.cleaned_data)
    return see_other(request, reverse("hotline_order", args=[reference]), done)


def _sheet(request: HttpRequest, found: WorkOrder, **given: Any) -> HttpResponse:
    """One work order with its talk. ``given``: a form with errors."""
    today = clock.today()
    queries.with_local_clocks([found], today)
    talk = queries.talk_of(found)
    for message in talk:
        message.said = _said(message)
        message.result = CALL_BACK_RESULTS.get(message.details.get("result", ""))
    context = {
        "order": found,
        "talk": talk,
        "submissions": list(queries.submissions_of(found)),
        "readable": queries.readable_of(found, request.user),
        "limits": hotline_limits.limits_of(found),
        "send_back_by": hotline_limits.last_day(found, "send_back"),
        "options": [one for one in options(found, request.user, today) if one.is_for_actor],
        "erasure": standing_of(found, request.user, today) if found.type == CONSULTATION else None,
        **{f"{action}_form": form() for action, form in FORMS.items()},
        **given,
    }
    sent = next(iter(given.values()), None)
    status = 422 if sent is not None else 200
    return render(request, "complaints/hotline_order.html", {**context, "sent": sent}, status=status)


def _said(message: HotlineMessage) -> Any:
    try:
        return message.words
    except vault.Erased:
        return ERASED
