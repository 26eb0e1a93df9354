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
from complaints.models import Submission


def standing_of(found: Submission, user: User, today: dt.date) -> dict[str, Any]:
    """What the sheet says of keeping and erasing: empty for an anonymous submission."""
    if found.reporter is None:
        return {}
    requests = queries.erasures_of(found)
    for one in requests:
        one.options = [option for option in options(one, user, today) if option.is_for_actor]
    all_sent = list(queries.sent_by(found.reporter))
    kept = None if found.reporter.erased_at else queries.why_kept(all_sent, today)
    may_ask = not (found.is_masked or kept or found.reporter.erased_at)
    waits = any(one.state == "asked" for one in requests)
    return {
        "erased_at": found.reporter.erased_at,
        "kept": kept,
        "until": None if kept or found.reporter.erased_at else queries.kept_until(all_sent),
        "may_ask": may_ask and not waits,
        "requests": requests,
    }


@login_required
@require_POST
def ask_erasure(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.submission_for(request.user, reference)
    press(request, services.ask_erasure, submission=found, wish=reason_in(request))
    message = Text("已登记，等待另一人决定。", "Taken down; another person decides.")
    return see_other(request, reverse("submission", args=[reference]), message)


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


def _decide(request: HttpRequest, reference: str, verb: Any, message: Text, **given: Any) -> HttpResponse:
    found = queries.erasure_for(request.user, reference)
    press(request, verb, asked=found, **given)
    return see_other(request, reverse("submission", args=[found.submission.reference]), message)
