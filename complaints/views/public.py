"""The citizen's pages after sending: the receipt, how far it is, add something. No account, no script needed."""

import uuid
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.kernel import clock, files, kept_pages, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import AlreadyDone, Invalid, NotFound
from casework.kernel.lifecycle import Text
from casework.kernel.pages import see_other
from casework.kernel.rest import say
from casework.kernel.tokens import Token
from complaints import queries, services
from complaints.forms import SupplementForm, TrackingForm
from complaints.models import Submission
from complaints.progress.timeline import headline, outlook, steps
from complaints.queries import letters, second_looks
from complaints.query_codes import query_code
from complaints.services import drafts

RECEIPT, OPENED = "receipt", "opened"  # what this browser may see without typing the code again


@never_cache
@require_GET
def receipt(request: HttpRequest) -> HttpResponse:
    """Number, code and what comes next, for the browser that sent the form and as long as it remembers."""
    key = request.session.get(RECEIPT)
    submissions = queries.receipt(key) if key else []
    if not submissions:
        return HttpResponseRedirect(reverse("complaint_track"))
    for submission in submissions:
        submission.qr = services.qr_of(submission)
        submission.next = services.what_comes_next(submission)
    context = {"submissions": submissions, "code": query_code(submissions[0].form_token)}
    return render(request, "complaints/receipt.html", context)


@never_cache
@require_GET
def receipt_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The receipt on paper."""
    submission = remembered(request, reference)
    if submission is None:
        raise NotFound
    content = services.receipt_pdf(submission, day_of(submission.received_at))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{submission.reference}.pdf"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def complaint_track(request: HttpRequest) -> HttpResponse:
    """Number and code. A wrong number and a wrong code get the same answer."""
    number = request.GET.get("number", "")
    if request.method == "GET" and number and remembered(request, number):
        return HttpResponseRedirect(reverse("complaint_progress", args=[number]))
    form = TrackingForm(request.POST or None, initial={"number": number})
    if form.is_valid():
        submission = queries.tracked(**form.cleaned_data)
        if submission:
            request.session[OPENED] = str(submission.form_token)
            return see_other(request, reverse("complaint_progress", args=[submission.reference]))
        form.add_error(
            None, _("Number and code do not belong together. Please compare both with your receipt.")
        )
    return render(request, "complaints/track.html", {"form": form})


@never_cache
@require_GET
def complaint_progress(request: HttpRequest, reference: str) -> HttpResponse:
    """How far it is: one sentence, the next lawful day, what was done and what is to come."""
    seen = queries.seen(reference)
    if seen is None or not _remembers(request, seen.form_token):
        return code_first(reference)
    return kept_pages.answer(request, "complaints/progress.html", seen.stamp, partial(_progress, reference))


def _progress(reference: str) -> dict[str, Any]:
    submission = queries.tracked_again(reference)
    assert submission is not None  # nobody deletes one
    tracking = queries.tracking_of(submission, clock.today())
    return {
        "submission": submission,
        "headline": headline(tracking.course),
        "outlook": outlook(tracking.course),
        "steps": steps(tracking.course),
        "clock_now": tracking.clock,
        "explained": tracking.explained,
        "letters": letters.letters_to_citizen(submission),
        "second_look": second_looks.second_look_of(submission),
        "may_ask_again": second_looks.has_outcome(submission),
        "may_add": letters.may_add(submission),
        "may_withdraw": letters.may_withdraw(submission),
        "supplements": queries.supplements_of(submission),
        "twin": queries.twin_of(submission),
        "qr": services.qr_of(submission),
    }


@never_cache
@require_http_methods(["GET", "POST"])
def complaint_supplement(request: HttpRequest, reference: str) -> HttpResponse:
    """Add words or photos to what was sent."""
    submission = remembered(request, reference)
    if submission is None:
        return code_first(reference)
    form = SupplementForm(request.POST or None, request.FILES or None)
    token = form_token_of(request, form)
    if token and form.is_valid():
        try:
            services.supplement(
                submission=submission,
                text=form.cleaned_data["text"],
                sent_files=form.cleaned_data["files"],
                at=clock.now(),
                token=Token(token.key, 0),
            )
        except AlreadyDone:
            pass
        message = Text("补充的材料已收到。", "What you added has arrived.")
        return see_other(request, reverse("complaint_progress", args=[reference]), message)
    return render(request, "complaints/supplement.html", {"form": form, "submission": submission})


@never_cache
@require_http_methods(["GET", "POST"])
def complaint_withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """The complainant takes the complaint back."""
    submission = remembered(request, reference)
    if submission is None:
        return code_first(reference)
    if request.method == "POST":
        token = tokens.read(request.POST.get("token", ""))
        try:
            services.withdraw(submission=submission, at=clock.now(), token=Token(token.key, 0))
        except AlreadyDone:
            pass
        message = Text("已收到您的撤回。", "Your withdrawal has arrived.")
        return see_other(request, reverse("complaint_progress", args=[reference]), message)
    return render(request, "complaints/withdraw.html", {"submission": submission})


@never_cache
@require_GET
def citizen_letter(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """A letter of the bureau to the person who sent it, as a PDF."""
    submission = remembered(request, reference)
    if submission is None:
        return code_first(reference)
    letter = letters.letter_to_citizen(submission, pk)
    response = HttpResponse(files.read(letter.file), content_type=files.PDF)
    response["Content-Disposition"] = f'inline; filename="{reference}-{pk}.pdf"'
    return response


@require_POST
def complaint_close(request: HttpRequest) -> HttpResponse:
    """Forget on this device what was opened: it may be somebody else's. The link of the form goes with it."""
    if key := request.session.get(RECEIPT):
        drafts.forget_link(uuid.UUID(key))
    for name in (RECEIPT, OPENED):
        request.session.pop(name, None)
    message = Text("已在这台设备上关闭。", "Closed on this device.")
    return see_other(request, reverse("complaint_track"), message)


def form_token_of(request: HttpRequest, form) -> Token | None:
    """The token of a posted form. One that is no longer ours is an error of the form, so that no word is lost."""
    if request.method != "POST":
        return None
    try:
        return tokens.read(request.POST.get("token", ""))
    except Invalid:
        out_of_date = Text(
            "这一页放得太久，请再按一次提交。", "This page was open for long. Please send it again."
        )
        form.add_error(None, say(out_of_date))
        return None


def code_first(reference: str) -> HttpResponse:
    """Number and code open it."""
    return HttpResponseRedirect(f"{reverse('complaint_track')}?number={reference}")


def remembered(request: HttpRequest, reference: str) -> Submission | None:
    """The submission, where this browser sent it or has typed its code."""
    submission = queries.tracked_again(reference)
    return submission if submission and _remembers(request, submission.form_token) else None


def _remembers(request: HttpRequest, form_token: uuid.UUID) -> bool:
    return str(form_token) in (request.session.get(RECEIPT), request.session.get(OPENED))
