"""The first page of the desk: what waits for this person, by role, and what is due next."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework import queries
from casework.kernel import clock
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.roles import INVESTIGATORS, Role
from casework.lifecycle import HEADS, PUBLISHERS
from casework.models import Case
from casework.web.beside import waiting_beside
from casework.web.escalations import told_to

NEXT = 8
HORIZON = dt.timedelta(days=30)


class Waiting(NamedTuple):
    """One line: for whom, what, where, how many."""

    roles: frozenset[Role]
    title: Text
    url: Callable[[], str]
    rows: Callable[[User], QuerySet]


def _cases(state: str) -> tuple[Callable[[], str], Callable[[User], QuerySet]]:
    return (
        lambda: f"{reverse('cases')}?state={state}",
        lambda user: queries.cases_for(user).filter(state=state),
    )


WAITING = (
    Waiting(
        HEADS,
        Text("等我审批", "Waiting for my approval"),
        lambda: reverse("approvals"),
        queries.waiting_for,
    ),
    Waiting(
        frozenset({Role.UNIT_HEAD}),
        Text("线索，等指派办案人员", "Leads without officers"),
        *_cases("lead_registered"),
    ),
    Waiting(
        frozenset({Role.UNIT_HEAD}),
        Text("从旧系统接续，等指派办案人员", "Taken over, without officers"),
        *_cases("taken_over"),
    ),
    Waiting(
        frozenset({Role.UNIT_HEAD}),
        Text("调查终结，等送审核", "Concluded, to be sent to review"),
        *_cases("report_done"),
    ),
    Waiting(
        frozenset({Role.CASE_REVIEWER}),
        Text("等案件审核", "Waiting for a case review"),
        lambda: f"{reverse('cases')}?state=under_review",
        lambda user: _under_review(user).filter(legal_review_ground=""),
    ),
    Waiting(
        frozenset({Role.LEGAL_REVIEWER}),
        Text("等法制审核", "Waiting for a legal review"),
        lambda: f"{reverse('cases')}?state=under_review",
        lambda user: _under_review(user).exclude(legal_review_ground=""),
    ),
    Waiting(
        frozenset({Role.LEGAL_REVIEWER}),
        Text("听证后等法制审核", "Waiting for a legal review after a hearing"),
        *_cases("second_review"),
    ),
    Waiting(
        frozenset({Role.HEARING_HOST}),
        Text("我主持的听证", "My hearings"),
        lambda: reverse("hearings"),
        lambda user: queries.hearings_of(user).filter(is_over=False),
    ),
    Waiting(
        HEADS,
        Text("要求听证，等指定主持人", "Hearings without a host"),
        lambda: f"{reverse('cases')}?state=hearing",
        lambda user: queries.hearings_without_host(user),
    ),
    Waiting(
        frozenset({Role.UNIT_HEAD}),
        Text("听证结束，等送法制审核", "Hearings held, to be sent to legal review"),
        *_cases("hearing_done"),
    ),
    Waiting(
        INVESTIGATORS,
        Text("我办的案件", "My cases"),
        lambda: f"{reverse('cases')}?mine=on",
        lambda user: _open_cases_of(user),
    ),
    Waiting(
        PUBLISHERS,
        Text("已决定，等录入公示", "Decided, without a public copy"),
        lambda: reverse("publications"),
        lambda user: queries.awaiting_publication(user),
    ),
    Waiting(
        PUBLISHERS,
        Text("决定被撤销或者改变，须撤回公示", "Overturned, to be withdrawn from the register"),
        lambda: reverse("publications"),
        lambda user: queries.awaiting_withdrawal(user),
    ),
    Waiting(
        PUBLISHERS,
        Text("已录入，等复核公示", "Public copies to check"),
        lambda: reverse("publications"),
        lambda user: queries.publications_for(user).filter(state="prepared"),
    ),
)


@login_required
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    user, today = request.user, clock.today()
    lines = [line for line in WAITING if line.roles & user.powers]
    counts = queries.count_each(*(line.rows(user) for line in lines))
    waiting = [
        {"title": line.title, "url": line.url(), "count": count}
        for line, count in zip(lines, counts, strict=True)
    ]
    if user.powers & HEADS:
        user.approvals_in_all = counts[0]  # the side bar shows it too
    told, told_count = told_to(user, today)
    context = {"waiting": waiting, "told": told, "told_count": told_count, "due": _due_next(user, today)}
    context["beside"] = waiting_beside(user, today)
    return render(request, "cases/desk.html", context)


def _due_next(user: User, today: dt.date) -> list[Any]:
    """The cases whose clock runs out next: an officer's own, everybody else's the whole office's."""
    cases = _open_cases_of(user) if user.roles & INVESTIGATORS else queries.cases_for(user)
    due = queries.with_clocks(queries.nearest_due(cases, today + HORIZON)[:NEXT], today)
    return due


def _open_cases_of(user: User) -> QuerySet[Case]:
    return queries.cases_of_officer(queries.cases_for(user), user).filter(closed_on=None)


def _under_review(user: User) -> QuerySet[Case]:
    return queries.cases_for(user).filter(state="under_review")
