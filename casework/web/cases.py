"""The case officers' list, the page of a case, its history."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework import queries
from casework.kernel import clock
from casework.kernel.models import User
from casework.kernel.roles import INVESTIGATORS, Role
from casework.models import Case
from casework.web import links, proceedings
from casework.web.clocks import clocks_shown
from casework.web.filters import CaseFilter
from casework.web.history import ECHOES, told
from casework.web.next_steps import next_steps
from casework.web.paging import page_of
from casework.web.stages import stages_of

RECENT = 8
# Who may ask the intake desk to open a reporter's details (Order 121 art 37).
MAY_ASK_FOR_REPORTER = INVESTIGATORS | {Role.INTAKE, Role.UNIT_HEAD}


@login_required
@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    found = CaseFilter(request.GET, queries.case_list(request.user), request=request)
    page = page_of(found.qs, request.GET)
    context = {"filter": found, "page": page, "cases": queries.with_clocks(page.rows, clock.today())}
    return render(request, "cases/cases.html", context)


@login_required
@require_GET
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Where the case stands, what is missing for the next step, and everything on file."""
    today = clock.today()
    found = queries.case_for(request.user, reference)
    events = queries.case_history(found)
    main, others = clocks_shown(reference, today)
    steps, waiting = next_steps(found, request.user, today)
    recent = [event for event in events if event.action not in ECHOES][-RECENT:]
    context = {
        "case": found,
        "stages": stages_of(found, events),
        "main_clock": main,
        "other_clocks": others,
        "steps": [step for step in steps if not step.is_aside],
        "asides": [step for step in steps if step.is_aside],
        "waiting": waiting,
        "beside": proceedings.shown(found),
        "beginnings": proceedings.beginnings(found, request.user, today),
        "officers": found.officers_on_case(),
        "proposal": found.current_proposal,
        "worksheet_url": links.worksheet(reference),
        "decision": found.decision,
        "dossier": found.dossier.all(),
        "documents": queries.documents_for(request.user).filter(case=found),
        "reporter_url": _reporter_url(request.user, found),
        "recent": [{**entry, "law": ""} for entry in told(reversed(recent))],
        "entries": len(events),
    }
    return render(request, "cases/case.html", context)


@login_required
@require_GET
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Every entry of the audit about this case, in plain words, oldest first."""
    found = queries.case_for(request.user, reference)
    return render(
        request, "cases/history.html", {"case": found, "entries": told(queries.case_history(found))}
    )


def _reporter_url(user: User, found: Case) -> str:
    """The submission's page, where details are opened with a reason and a trace; never from the case itself. What
    was returned is no longer this office's to open."""
    if not found.source_reference or found.state == "returned" or not user.powers & MAY_ASK_FOR_REPORTER:
        return ""
    return links.submission(found.source_reference)
