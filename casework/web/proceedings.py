"""What hangs on a case and goes its own way: one page for each, the pages of its steps, and its beginning.

Every kind is a :class:`~casework.web.kinds.Kind` in ``KINDS``; pages, addresses and API follow from it.
"""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from casework import queries
from casework.kernel import audit, clock
from casework.kernel.errors import NotFound
from casework.kernel.models import User
from casework.kernel.transitions import options
from casework.lifecycle import APPROVAL_KINDS
from casework.models import Case, Correction, Execution, Hearing, Measure, Proceeding
from casework.web import (
    correction_steps,
    execution_steps,
    hearing_steps,
    measure_steps,
    remedy_steps,
    transfer_steps,
)
from casework.web.clocks import clocks_shown
from casework.web.history import told
from casework.web.kinds import Kind
from casework.web.requirements import requirements
from casework.web.steps import take

KINDS: dict[str, Kind] = {
    kind.noun: kind
    for kind in (
        Kind("measures", Measure, "measure", measure_steps.STEPS, measure_steps.BEGINS),
        Kind("corrections", Correction, "correction", correction_steps.STEPS, correction_steps.BEGINS),
        Kind("hearings", Hearing, "hearing", hearing_steps.STEPS, hearing_steps.BEGINS),
        # The system opens one; nobody begins it.
        Kind("executions", Execution, "execution", execution_steps.STEPS, {}),
        remedy_steps.KIND,
        transfer_steps.KIND,
    )
}


def kind_of(noun: str) -> Kind:
    try:
        return KINDS[noun]
    except KeyError:
        raise NotFound from None


def address_of(matter: Proceeding) -> str:
    return next(kind for kind in KINDS.values() if isinstance(matter, kind.model)).address(matter)


def page_of(reference: str) -> str:
    """The page of what has this reference; nothing where it is no matter beside a case."""
    model = queries.MATTERS.get(reference.partition("-")[0])
    kind = next((kind for kind in KINDS.values() if kind.model is model), None)
    return reverse(kind.argument, args=[reference]) if kind else ""


@login_required
@require_GET
def proceeding(request: HttpRequest, noun: str, reference: str) -> HttpResponse:
    """Where it stands, what it waits for, what can be done now."""
    kind, today = kind_of(noun), clock.today()
    found = queries.proceeding_for(request.user, kind.model, reference)
    main, others = clocks_shown(reference, today)
    context = {
        "matter": found,
        "case": found.case,
        "main_clock": main,
        "other_clocks": others,
        "steps": _steps(kind, found, request.user, today),
        "particulars": [(label, value) for label, value in found.particulars() if value not in ("", None)],
        "entries": told(audit.history_of(reference)),
        "pending": found.case.approvals.filter(subject=reference, state="pending"),
    }
    return render(request, [f"proceedings/{noun}.html", "proceedings/proceeding.html"], context)


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, noun: str, reference: str, action: str) -> HttpResponse:
    kind = kind_of(noun)
    if action not in kind.steps:
        raise NotFound
    return take(request, kind.room, queries.proceeding_for(request.user, kind.model, reference), action)


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, reference: str, noun: str, action: str) -> HttpResponse:
    """Open one on this case."""
    kind = kind_of(noun)
    if action not in kind.begins:
        raise NotFound
    case = queries.case_for(request.user, reference)
    return take(request, kind.door, kind.unborn(case), action)


def beginnings(case: Case, user: User, day: dt.date) -> list[dict[str, Any]]:
    """What this person could open on the case now: title and address of each."""
    found = []
    for kind in KINDS.values():
        unborn = kind.unborn(case)
        if not any(unborn.lifecycle.by_action[action].roles & user.roles for action in kind.begins):
            continue  # saves the questions to the file
        for judged in map(kind.door.before_the_form, options(unborn, user, day)):
            action = judged.transition.action
            if action in kind.begins and judged.is_allowed:
                found.append({"title": judged.transition.title, "url": kind.door.address(unborn, action)})
    return found


def shown(case: Case) -> list[dict[str, Any]]:
    """What the case page lists: everything that runs beside it, each with its address."""
    return [{"matter": matter, "url": address_of(matter)} for matter in queries.proceedings_of(case)]


def _steps(kind: Kind, found: Proceeding, user: User, day: dt.date) -> list[dict[str, Any]]:
    granted = {kind.action for kind in APPROVAL_KINDS.values() if kind.action}
    steps = []
    for judged in options(found, user, day):
        action = judged.transition.action
        if action not in kind.steps or action in granted:
            continue
        judged = kind.room.before_the_form(judged)
        doing = kind.steps[action]
        if judged.is_for_actor and (judged.is_allowed or not doing.only_when_open):
            steps.append(
                {
                    "title": judged.transition.title,
                    "law": judged.transition.law,
                    "items": requirements(judged, found.case),
                    "is_allowed": judged.is_allowed,
                    "is_press": doing.is_press,
                    "button": doing.button,
                    "url": kind.room.address(found, action),
                }
            )
    return sorted(steps, key=lambda step: not step["is_allowed"])
