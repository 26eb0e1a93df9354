"""Personal data of who sent a submission: asking for their erasure, and the second person's decision."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.pages import reason_in, recently_signed_in, see_other
from casework.kernel.presses import press
from casework.kernel.transitions import options
from complaints import queries, services
from complaints.models import Submission, WorkOrder
from complaints.queries import hotline

_ASK = {Submission: "erasure_ask", WorkOrder: "hotline_erasure_ask"}
_SHEET = {Submission: "submission", WorkOrder: "hotline_order"}


def standing_of(found: Submission | WorkOrder, user: User, today: dt.date) -> dict[str, Any]:
    """What the sheet says of keeping and erasing."""
    matter = queries.matter_of(found)
    erased_at = matter.subject.erased_at if matter.subject else found.erased_at
    requests = queries.erasures_of(found)
    for one in requests:
        one.options = [option for option in options(one, user, today) if option.is_for_actor]
    kept = None if erased_at else queries.why_kept(matter, today)
    may_ask = queries.handles(found, user) and not (kept or erased_at)
    waits = any(one.state == "asked" for one in requests)
    return {
        "erased_at": erased_at,
        "is_anonymous": matter.subject is None,
        "kept": kept,
        "until": None if kept or erased_at else queries.kept_until(matter),
        "ask": _ASK[type(found)] if may_ask and not waits else "",
        "about": found.reference,
        "requests": requests,
    }


@login_required
@require_POST
def ask_erasure(request: HttpRequest, reference: str) -> HttpResponse:
    return _ask(request, queries.submission_for(request.user, reference))


@login_required
@require_POST
def ask_erasure_of_order(request: HttpRequest, reference: str) -> HttpResponse:
    return _ask(request, hotline.work_order_for(request.user, reference))


@login_required
@recently_signed_in
@require_POST
def approve_erasure(request: HttpRequest, reference: str) -> HttpResponse:
    message = Text("个人信息已删除，不能恢复。", "The personal data are erased for good.")
    return _decide(request, reference, services.approve_erasure, message)


@login_required
@require_POST
def decline_erasure(request: HttpRequest, reference: str) -> HttpResponse:
    message = Text("已记录：不予删除。", "On record: not erased.")
    return _decide(request, reference, services.decline_erasure, message, answer=reason_in(request))


def _ask(request: HttpRequest, about: Submission | WorkOrder) -> HttpResponse:
    press(request, services.ask_erasure, about=about, wish=reason_in(request))
    message = Text("已登记，等待另一人决定。", "Taken down; another person decides.")
    return _back(request, about, message)


def _decide(request: HttpRequest, reference: str, verb: Any, message: Text, **given: Any) -> HttpResponse:
    found = queries.erasure_for(request.user, reference)
    press(request, verb, asked=found, **given)
    return _back(request, found.about, message)


def _back(request: HttpRequest, about: Submission | WorkOrder, message: Text) -> HttpResponse:
    return see_other(request, reverse(_SHEET[type(about)], args=[about.reference]), message)
