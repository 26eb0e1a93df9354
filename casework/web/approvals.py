"""The heads' queue: the least lawful time first; review, approve, return."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from casework import queries
from casework.kernel import clock, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import AlreadyDone
from casework.kernel.lifecycle import Text
from casework.kernel.pages import see_other
from casework.lifecycle import CASE
from casework.models import Approval
from casework.models.approval import KINDS
from casework.services import approvals
from casework.web.case_forms import OpinionForm
from casework.web.changes import changes
from casework.web.clocks import clocks_shown
from casework.web.consequences import consequences
from casework.web.counts import approval_counts, counted
from casework.web.paging import Page, page_of_queue
from casework.web.requirements import requirements

# The API gives so many of the most urgent ones.
QUEUE = 100

# Kind → what the button does, and what the answer says.
BUTTONS = {
    "visit": Text("批准检查", "Approve the visit"),
    "filing": Text("批准立案，给出案号", "Approve: file and number the case"),
    "not_filing": Text("批准不予立案", "Approve: do not file"),
    "proposal": Text("批准，可以告知当事人", "Approve: the party may be told"),
    "decision": Text("批准，生成决定书", "Approve: make the decision"),
    "closing": Text("批准结案", "Approve: close the case"),
}
APPROVED = Text("已批准。", "Approved.")
RETURNED = Text("已退回，对方会看到您的意见。", "Returned. Your opinion goes with it.")


@login_required
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    today, kind = clock.today(), request.GET.get("kind", "")
    page = _queue_page(request, kind)
    shown = queries.with_options(page.rows, request.user, today)
    queries.with_clocks([row.case for row in shown], today)
    for row in shown:
        row.gaps = gaps(row)
    context = {
        "rows": shown,
        "page": page,
        "tabs": _tabs(approval_counts(request), kind),
        "done": list(queries.decided_on_day(request.user, today)),
    }
    return render(request, "approvals/approvals.html", context)


def _queue_page(request: HttpRequest, kind: str) -> Page:
    pending = queries.approval_queue(request.user)
    return page_of_queue(pending.filter(kind=kind) if kind else pending, request.GET)


def gaps(row: Approval) -> list[Any]:
    """Every reason against approving, each once: those in the person and those on file."""
    on_file = row.step.refusals if row.step else ()
    return list(dict.fromkeys([*row.may.refusals, *on_file]))


def _tabs(counts: dict[str, int], kind: str) -> list[dict[str, Any]]:
    total = counted(sum(counts.values()))
    tabs = [{"url": "?", "text": Text("全部", "All"), "count": total, "current": not kind}]
    for name, title in KINDS.items():
        if name in counts:
            count, url = counted(counts[name]), f"?kind={name}"
            tabs.append({"url": url, "text": title, "count": count, "current": name == kind})
    return tabs


@login_required
@require_GET
def approval(request: HttpRequest, reference: str) -> HttpResponse:
    return _review_page(request, reference, OpinionForm())


@login_required
@require_POST
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.approval_for(request.user, reference)
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return _review_page(request, reference, form)
    try:
        approvals.approve(
            approval=found,
            actor=request.user,
            at=clock.now(),
            note=form.cleaned_data["note"],
            token=tokens.read(request.POST.get("token", "")),
        )
    except AlreadyDone:
        pass
    return see_other(request, reverse("approvals"), APPROVED)


@login_required
@require_POST
def send_back(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.approval_for(request.user, reference)
    form = OpinionForm(request.POST, needs_reason=True)
    if not form.is_valid():
        return _review_page(request, reference, form)
    try:
        approvals.send_back(
            approval=found,
            actor=request.user,
            at=clock.now(),
            note=form.cleaned_data["note"],
            token=tokens.read(request.POST.get("token", "")),
        )
    except AlreadyDone:
        pass
    return see_other(request, reverse("approvals"), RETURNED)


def _review_page(request: HttpRequest, reference: str, form: OpinionForm) -> HttpResponse:
    """Amount, change, checks, draft; at the side the clock, why this person may or may not, the buttons."""
    day = day_of(clock.now())
    (found,) = queries.with_options([queries.approval_for(request.user, reference)], request.user, day)
    main, _ = clocks_shown(found.case.reference, day)
    proposal = found.case.current_proposal if found.kind in ("proposal", "decision", "closing") else None
    act = proposal.grounds["acts"][0] if proposal else {}
    before = found.previous if found.previous and found.previous.state == "returned" else None
    context = {
        "approval": found,
        "case": found.case,
        "form": form,
        "main_clock": main,
        "button": BUTTONS[found.kind],
        "gaps": gaps(found),
        "checks": requirements(found.step, found.case, cures=()) if found.step else [],
        "proposal": proposal,
        "fine": act.get("fine"),
        "trace": proposal.explanation_in(get_language()) if proposal else None,
        "before": before,
        "changes": changes(before.reason, found.reason) if before else [],
        "follows": consequences(CASE.by_action[found.step.transition.action], found.case, day)
        if found.step
        else None,
        "officers": found.case.officers_on_case(),
        "review": found.case.reviews.filter(outcome="agree").last(),
    }
    return render(request, "approvals/approval.html", context)
