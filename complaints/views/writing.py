"""The citizen writes, step by step. Every step is kept by a plain POST; a script only saves earlier and shows how
far an upload is. The draft's address brings everything back: after an expired session, on another device."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from casework.kernel import clock, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.pages import see_other
from casework.kernel.rest import say
from complaints import queries
from complaints.forms import SubmissionForm
from complaints.forms.fields import accepted
from complaints.forms.steps import (
    BY_NAME,
    FIRST,
    STEPS,
    TRADER,
    Step,
    StepForm,
    WishForm,
    gaps_of,
    settled,
    wish_in,
    words_in,
)
from complaints.models import Draft, Submission
from complaints.queries import drafts as kept
from complaints.services import drafts, limits
from complaints.similarity import Told
from complaints.views.lookup import looked_up, with_chosen
from complaints.views.public import OPENED, RECEIPT, form_token_of

DRAFT = "draft"  # what this browser has begun


@require_http_methods(["GET", "POST"])
def complaint_new(request: HttpRequest) -> HttpResponse:
    """The first step. Nothing is kept before it is answered: looking costs no row."""
    at = clock.now()
    form = WishForm(request.POST or None)
    token = form_token_of(request, form)
    if token:
        limits.hold_draft(token.key, at=at)
        if tokens.seconds_old(request.POST["token"]) < settings.FORM_MIN_SECONDS:
            form.add_error(None, say(limits.TOO_SOON))
    if token and form.is_valid():
        draft = drafts.begin(key=token.key, words=form.cleaned_data, at=at)
        request.session[DRAFT] = str(draft.pk)
        return see_other(request, _address(draft, STEPS[1]))
    return render(
        request, "complaints/new.html", {"form": form, **_frame(FIRST), "begun": _begun(request, at)}
    )


@never_cache
@require_http_methods(["GET"])
def complaint_draft(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The link to save and come back to."""
    draft = kept.draft_for(key, clock.now())
    if draft.sent_at:
        return _sent(request, draft)
    link = f"{settings.SITE_URL}{reverse('complaint_draft', args=[draft.pk])}"
    context = {"draft": draft, "link": link, "next": _first_gap(draft, clock.today()).name}
    return render(request, "complaints/draft.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def complaint_step(request: HttpRequest, key: uuid.UUID, step: str) -> HttpResponse:
    """One step. What is posted is kept first and checked afterwards, so that no error costs a word."""
    at = clock.now()
    here = _step(step)
    draft = kept.draft_for(key, at)
    if draft.sent_at:
        return _sent(request, draft)
    if request.method == "POST":
        limits.hold_draft(key, at=at)
        return _post(request, draft, here, at)
    return _show(request, draft, here, _form(here, drafts.words_of(draft), at))


@never_cache
@require_POST
def complaint_send(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Send what stands on the review page. A second press, also after a lost answer, gives the same receipt."""
    at = clock.now()
    draft = kept.draft_for(key, at)
    limits.hold_draft(key, at=at)
    if not draft.sent_at:
        form = _whole(drafts.words_of(draft), at)
        if not form.is_valid():
            return _show(request, draft, STEPS[-1], form)
        given = {**form.submission(), "channel": "web", "office": queries.site_office()}
        drafts.send(draft=key, submission=given, at=at)
    request.session[RECEIPT] = str(key)
    request.session.pop(DRAFT, None)
    return see_other(request, reverse("complaint_receipt"))


@require_POST
def complaint_discard(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Erase what was written."""
    drafts.discard(draft=key)
    request.session.pop(DRAFT, None)
    message = Text("您写的内容已经删除。", "What you wrote has been erased.")
    return see_other(request, reverse("complaint_new"), message)


def _post(request: HttpRequest, draft: Draft, here: Step, at: dt.datetime) -> HttpResponse:
    words = drafts.words_of(draft)
    form = _form(here, words, at, request)
    given = _typed(request, here, words)
    if here is FIRST:
        given["wish"] = wish_in(given).kind
    drafts.save(draft=draft.pk, words=given, at=at)
    if here is TRADER and "look" in request.POST:
        return _show(request, draft, here, _form(here, {**words, **given}, at), looked_up(draft, given, at))
    refused = keep_papers(request, draft, at)
    if "quiet" in request.POST:
        return quiet_answer(request, draft, refused)
    if "later" in request.POST:
        return see_other(request, reverse("complaint_draft", args=[draft.pk]))
    if "remove" in request.POST or ("add" in request.POST and not refused):
        return see_other(request, _address(draft, here))
    if refused or not form.is_valid():
        return _show(request, draft, here, form, {"refused": refused})
    return see_other(request, _address(draft, _next(here)))


def keep_papers(
    request: HttpRequest, draft: Draft, at: dt.datetime, *, actor: User | None = None
) -> list[str]:
    """Put the chosen files to the draft, each for itself; what cannot be taken is said by name."""
    refused = []
    for upload in request.FILES.getlist("files"):
        try:
            drafts.add_papers(draft=draft.pk, sent_files=[accepted(upload)], at=at, actor=actor)
        except Invalid as error:
            refused.append(say(error.message))
    paper = request.POST.get("remove", "")
    if paper.isdecimal() and len(paper) < 18:
        drafts.remove_paper(draft=draft.pk, paper=int(paper), actor=actor)
    return refused


def quiet_answer(request: HttpRequest, draft: Draft, refused: list[str]) -> HttpResponse:
    """The answer to the script: nothing, or the list of files as it now is."""
    if not request.FILES:
        return HttpResponse(status=204)
    context = {"papers": kept.papers_of(draft), "refused": refused}
    return render(request, "complaints/_papers.html", context, status=422 if refused else 200)


def _show(
    request: HttpRequest, draft: Draft, here: Step, form: Any, more: dict[str, Any] | None = None
) -> HttpResponse:
    context = {"draft": draft, "form": form, "papers": kept.papers_of(draft), **_frame(here), **(more or {})}
    if here is STEPS[-1]:
        context |= {"gaps": gaps_of(form), "parts": _parts(form), "wish": wish_in(form.data)}
        context["mine"], context["others"] = _sent_before(request, form)
        return render(request, "complaints/review.html", context)
    if here is TRADER:
        context["has_register"] = queries.register_is_there()
    return render(request, "complaints/step.html", context)


def _sent_before(request: HttpRequest, form: SubmissionForm) -> tuple[list[Submission], bool]:
    """The hint before sending; only a form without a gap is compared."""
    if not form.is_valid():
        return [], False
    given = {name: form.cleaned_data[name] for name in Told.__dataclass_fields__}
    own = {request.session.get(RECEIPT), request.session.get(OPENED)} - {None}
    return kept.sent_before(Told(**given), clock.now(), own=own)


def _form(here: Step, words: dict[str, Any], at: dt.datetime, request: HttpRequest | None = None) -> Any:
    """The form of this step: as it was kept, or with what is posted, and then checked."""
    if here is FIRST:
        return WishForm(request.POST if request else None, initial=words)
    if here is STEPS[-1]:
        return _whole(words, at)
    now = {**words, **_typed(request, here, words)} if request else words
    return StepForm(here, settled(now), today=day_of(at), check=request is not None)


def _whole(words: dict[str, Any], at: dt.datetime) -> SubmissionForm:
    return SubmissionForm(settled(words), today=day_of(at))


def _typed(request: HttpRequest, here: Step, words: dict[str, Any]) -> dict[str, Any]:
    names = ("bought", "redress", "look_into") if here is FIRST else here.asks(words.get("wish", ""))
    typed = words_in(request.POST, names)
    return with_chosen(typed, request.POST.get("trader", "")) if here is TRADER else typed


def _frame(here: Step) -> dict[str, Any]:
    """Where one is among the steps."""
    place = STEPS.index(here)
    states = ["done"] * place + ["now"] + ["next"] * (len(STEPS) - place - 1)
    return {
        "step": here,
        "stages": [{"name": step.title, "state": state} for step, state in zip(STEPS, states, strict=True)],
        "number": place + 1,
        "count": len(STEPS),
        "before": STEPS[place - 1] if place else None,
    }


def _parts(form: SubmissionForm) -> list[tuple[Step, list[tuple[Any, Any]]]]:
    """What was written, page by page, as the review shows it."""
    wish = form.data.get("wish", "")
    return [
        (step, [(form[name].label, form.shown(name)) for name in step.asks(wish) if form.shown(name)])
        for step in STEPS[1:-1]
    ]


def _first_gap(draft: Draft, today: dt.date) -> Step:
    """Where to go on: the first page that is not complete, else the review."""
    words = drafts.words_of(draft)
    gaps = gaps_of(SubmissionForm(settled(words), today=today))
    return gaps[0][0] if gaps else STEPS[-1]


def _begun(request: HttpRequest, at: dt.datetime) -> Draft | None:
    key = request.session.get(DRAFT)
    return kept.open_draft(key, at) if key else None


def _sent(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The link of what was sent leads to its receipt where this browser sent it, else to number and code."""
    message = Text("这一份已经提交，请用编号和查询码查看。", "This was sent. Number and query code open it.")
    if request.session.get(RECEIPT) == str(draft.pk):
        return see_other(request, reverse("complaint_receipt"))
    return see_other(request, reverse("complaint_track"), message)


def _step(name: str) -> Step:
    try:
        return BY_NAME[name]
    except KeyError:
        raise Http404 from None


def _next(here: Step) -> Step:
    return STEPS[STEPS.index(here) + 1]


def _address(draft: Draft, step: Step) -> str:
    return reverse("complaint_step", args=[draft.pk, step.name])
