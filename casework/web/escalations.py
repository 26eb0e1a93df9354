"""Clocks of which a head was told: the list on their first page, and the answer."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from casework import queries
from casework.kernel import clock, deadlines
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.pages import see_other
from casework.kernel.presses import press
from casework.kernel.roles import Role
from casework.models import Case, Escalation
from casework.services import escalations
from casework.web import links
from casework.web.proceedings import page_of

SHOWN = 8
ANSWERED = Text("已答复，并记入案件记录。", "Answered, and entered in the history.")
READS_SUBMISSIONS = {Role.INTAKE, Role.UNIT_HEAD}


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("What is being done about it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class Told(NamedTuple):
    """One line of the list: the escalation, the object's title and page, the form of its answer."""

    escalation: Escalation
    title: str
    url: str
    form: AnswerForm


def told_to(user: User, today: dt.date) -> tuple[list[Told], int]:
    """The most urgent of what waits for this head's answer, and how many there are."""
    rows = list(queries.escalations_for(user)[:SHOWN])
    count = rows[0].total if rows else 0
    titles = _titles(user, rows)
    for row in rows:
        row.deadline.left = deadlines.days_left(row.deadline, today)
    return [_told(row, user, titles, AnswerForm(auto_id=f"id_{row.pk}_%s")) for row in rows], count


@login_required
@require_POST
def acknowledge(request: HttpRequest, number: int) -> HttpResponse:
    found = queries.escalation_for(request.user, number)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _answer_page(request, found, form)
    press(request, escalations.acknowledge, escalation=found, answer=form.cleaned_data["answer"])
    return see_other(request, reverse("desk"), ANSWERED)


def _answer_page(request: HttpRequest, escalation: Escalation, form: AnswerForm) -> HttpResponse:
    escalation.deadline.left = deadlines.days_left(escalation.deadline, clock.today())
    told = _told(escalation, request.user, _titles(request.user, [escalation]), form)
    return render(request, "cases/escalation.html", {"told": told, "form": form})


def _titles(user: User, rows: Iterable[Escalation]) -> dict[str, str]:
    references = [row.deadline.reference for row in rows if row.deadline.reference.startswith("CAS-")]
    if not references:
        return {}
    cases: Iterable[Case] = queries.cases_for(user).filter(reference__in=references)
    return {case.reference: case.title for case in cases}


def _told(row: Escalation, user: User, titles: dict[str, str], form: AnswerForm) -> Told:
    reference = row.deadline.reference
    return Told(row, titles.get(reference, ""), _url(reference, user), form)


def _url(reference: str, user: User) -> str:
    """The page of the object, where this person may open it."""
    kind: Any = reference.partition("-")[0]
    if kind == "CAS":
        return reverse("case", args=[reference])
    if kind == "PUB":
        return reverse("publication", args=[reference])
    if kind in ("CMP", "RPT") and user.roles & READS_SUBMISSIONS:
        return links.submission(reference)
    return page_of(reference)
