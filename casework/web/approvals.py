"""The heads' queue: the least lawful time first; review, approve, return."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework import queries
from casework.kernel import clock, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import NotPermitted, Refused
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.models import User
from casework.kernel.pages import recently_signed_in, see_other
from casework.kernel.paging import Page
from casework.kernel.presses import press
from casework.kernel.rest import say
from casework.kernel.transitions import option
from casework.lifecycle import APPROVAL, APPROVAL_KINDS, HEADS, PUBLISHERS
from casework.models import Approval, Proceeding, Publication
from casework.models.approval import KINDS
from casework.services import approvals
from casework.web.case_forms import OpinionForm, PassOnForm
from casework.web.changes import changes
from casework.web.clocks import clocks_shown
from casework.web.consequences import consequences
from casework.web.counts import approval_counts
from casework.web.paging import SIZE, page_of_queue
from casework.web.proceedings import address_of
from casework.web.requirements import requirements

# The API gives so many of the most urgent ones.
QUEUE = 100
REFERENCE = re.compile(r"APR-\d{4}-\d{6,9}")
# The amount, its computation and what the paper will say.
WITH_PROPOSAL = ("proposal", "renotice", "decision", "no_penalty", "no_facts", "transfer_out", "closing")

# Kind → the paper that approving makes, to be read as a draft before.
DRAFTS = {
    "filing": "filing_approval",
    "proposal": "penalty_notice",
    "renotice": "penalty_notice",
    "decision": "penalty_decision",
    "no_penalty": "no_penalty_decision",
    "no_facts": "no_penalty_decision",
    "closing": "closing_approval",
}
APPROVED = Text("已批准。", "Approved.")
RETURNED = Text("已退回，对方会看到您的意见。", "Returned. Your opinion goes with it.")
REJECTED = Text("已记为不批准，对方会看到理由。", "Rejected. Your reason goes with it.")
PASSED_ON = Text("已转出，对方会在自己的审批里看到。", "Passed on. It is now in that head's queue.")
TAKEN_BACK = Text("已撤回，可以修改后再报请。", "Taken back. You can change it and propose it again.")
NOTHING_CHOSEN = Text("没有选中任何一项。", "Nothing was chosen.")


@login_required
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    today, kind = clock.today(), request.GET.get("kind", "")
    page = _queue_page(request, kind)
    shown = queries.with_options(page.rows, request.user, today)
    beside = [row.matter for row in shown if isinstance(row.matter, Proceeding)]
    queries.with_clocks([*(row.case for row in shown), *beside], today)
    for row in shown:
        row.gaps = gaps(row)
        row.clock = getattr(row.matter, "clock", None) or row.case.clock
    context = {
        "rows": shown,
        "page": page,
        "publications": publications_to_check(request.user, today),
        "tabs": _tabs(approval_counts(request.user), kind),
        "done": list(queries.decided_on_day(request.user, today)),
    }
    return render(request, "approvals/approvals.html", context)


def publications_to_check(user: User, today: dt.date) -> list[Publication]:
    """What a publication officer approves: the public copies of colleagues, each with the clock of its case."""
    waiting = list(queries.publications_to_check(user)[:SIZE]) if user.powers & PUBLISHERS else []
    queries.with_clocks([publication.decision.case for publication in waiting], today)
    return waiting


def _queue_page(request: HttpRequest, kind: str) -> Page:
    pending = queries.approval_queue(request.user)
    return page_of_queue(pending.filter(kind=kind) if kind else pending, request.GET)


def gaps(row: Approval) -> list[Any]:
    """Every reason against approving, each once: those in the person and those on file."""
    on_file = row.step.refusals if row.step else ()
    return list(dict.fromkeys([*row.may.refusals, *on_file]))


def _tabs(counts: dict[str, int], kind: str) -> list[dict[str, Any]]:
    total = queries.counted(sum(counts.values()))
    tabs = [{"url": "?", "text": Text("全部", "All"), "count": total, "current": not kind}]
    for name, title in KINDS.items():
        if name in counts:
            count, url = queries.counted(counts[name]), f"?kind={name}"
            tabs.append({"url": url, "text": title, "count": count, "current": name == kind})
    return tabs


@login_required
@require_GET
def approval(request: HttpRequest, reference: str) -> HttpResponse:
    return _review_page(request, reference, OpinionForm())


@login_required
@require_POST
@recently_signed_in
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    return _decide(request, reference, approvals.approve, APPROVED, needs_reason=False)


@login_required
@require_POST
def send_back(request: HttpRequest, reference: str) -> HttpResponse:
    return _decide(request, reference, approvals.send_back, RETURNED, needs_reason=True)


@login_required
@require_POST
def reject(request: HttpRequest, reference: str) -> HttpResponse:
    return _decide(request, reference, approvals.reject, REJECTED, needs_reason=True)


@login_required
@require_POST
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever asked changes their mind before it is decided."""
    found = queries.approval_for(request.user, reference)
    press(request, approvals.take_back, approval=found)
    return see_other(request, reverse("case", args=[found.case.reference]), TAKEN_BACK)


@login_required
@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, reference: str) -> HttpResponse:
    """To another head of the bureau, with a word."""
    found = queries.approval_for(request.user, reference)
    is_post = request.method == "POST"
    form = PassOnForm(request.POST if is_post else None, user=request.user)
    if is_post and form.is_valid():
        press(request, approvals.pass_on, approval=found, **form.cleaned_data)
        return see_other(request, reverse("approvals"), PASSED_ON)
    judged = option(found, "pass_on", request.user, clock.today())
    if not judged.is_allowed:
        raise Refused.because(judged.refusals)
    context = {"approval": found, "case": found.case, "form": form, "law": judged.transition.law}
    return render(request, "approvals/pass_on.html", context)


@login_required
@require_POST
@recently_signed_in
def approve_chosen(request: HttpRequest) -> HttpResponse:
    """The ticked rows of the queue, each through the same door; what is refused is said row by row."""
    if not request.user.roles & HEADS:
        raise NotPermitted(WRONG_ROLE, law=APPROVAL.by_action["approve"].law)
    references = [each for each in request.POST.getlist("chosen") if REFERENCE.fullmatch(each)][:QUEUE]
    chosen = [
        (
            queries.approval_for(request.user, reference),
            tokens.read(request.POST.get(f"token-{reference}", "")),
        )
        for reference in references
    ]
    answers = approvals.approve_each(chosen=chosen, actor=request.user, at=clock.now())
    for answer in answers:
        if answer.error:
            title = f"{say(answer.approval.kind_title)}　{answer.approval.case.title}"
            messages.warning(request, f"{title}: {say(answer.error.message)}　{answer.error.law}")
    done = sum(answer.error is None for answer in answers)
    message = Text(f"已批准{done}项。", f"{done} approved.") if done else ""
    return see_other(request, reverse("approvals"), message if references else NOTHING_CHOSEN)


def _decide(
    request: HttpRequest,
    reference: str,
    verb: Callable[..., Approval],
    done: Text,
    *,
    needs_reason: bool,
) -> HttpResponse:
    found = queries.approval_for(request.user, reference)
    form = OpinionForm(request.POST, needs_reason=needs_reason)
    if not form.is_valid():
        return _review_page(request, reference, form)
    press(request, verb, approval=found, note=form.cleaned_data["note"])
    return see_other(request, reverse("approvals"), done)


def _review_page(request: HttpRequest, reference: str, form: OpinionForm) -> HttpResponse:
    """Amount, change, checks, draft; at the side the clock, why this person may or may not, the buttons."""
    day = day_of(clock.now())
    (found,) = queries.with_options([queries.approval_for(request.user, reference)], request.user, day)
    main = clocks_shown(found.subject, day)[0] or clocks_shown(found.case.reference, day)[0]
    proposal = found.case.current_proposal if found.kind in WITH_PROPOSAL else None
    act = (proposal.grounds.get("acts") or [{}])[0] if proposal else {}
    before = found.previous if found.previous and found.previous.state == "returned" else None
    context = {
        "approval": found,
        "case": found.case,
        "form": form,
        "main_clock": main,
        "button": APPROVAL_KINDS[found.kind].button,
        "gaps": gaps(found),
        "checks": requirements(found.step, found.case, cures=()) if found.step else [],
        "proposal": proposal,
        "fine": act.get("fine"),
        "trace": proposal.explanation_in(get_language()) if proposal else None,
        "before": before,
        "asked": [(label, value) for label, value in found.particulars() if value not in ("", None)],
        "matter": found.matter if isinstance(found.matter, Proceeding) else None,
        "matter_url": address_of(found.matter) if isinstance(found.matter, Proceeding) else "",
        "changes": changes(before.reason, found.reason) if before else [],
        "follows": consequences(found.step.transition, found.matter, found.case, day) if found.step else None,
        "draft_url": reverse("case_draft", args=[found.case.reference, DRAFTS[found.kind]])
        if found.kind in DRAFTS and found.state == "pending"
        else "",
        "may_take_back": option(found, "take_back", request.user, day).is_allowed,
        "may_pass_on": option(found, "pass_on", request.user, day).is_allowed,
        "officers": found.case.officers_on_case(),
        "review": found.case.reviews.filter(outcome="agree").last(),
    }
    return render(request, "approvals/approval.html", context)
