"""How a list of cases is narrowed."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework import queries
from casework.kernel import clock
from casework.kernel.models import Office
from casework.lifecycle import CASE
from casework.models import Case
from casework.web.case_forms import spoken

SOON = dt.timedelta(days=7)
STATES = {state.name: state.title for state in CASE.states}


def _offices(request: Any) -> QuerySet[Office]:
    return queries.offices_of(request.user) if request else Office.objects.none()


class CaseFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(
        label=_("Party, cause or number"),
        method="with_text",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=spoken(STATES), empty_label=_("All states"))
    office = django_filters.ModelChoiceFilter(
        label=_("Office"), queryset=_offices, to_field_name="code", empty_label=_("All offices")
    )
    clock = django_filters.ChoiceFilter(
        label=_("Time limit"),
        choices=[("overdue", _("Overdue")), ("soon", _("Within seven days"))],
        method="with_clock",
        empty_label=_("All"),
    )
    mine = django_filters.BooleanFilter(
        label=_("Only mine"), method="of_this_officer", widget=forms.CheckboxInput
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def with_text(self, cases: QuerySet[Case], name: str, text: str) -> QuerySet[Case]:
        """Every word is found in the party, the cause, the number or the reference."""
        for word in text.split():
            cases = cases.filter(
                Q(party__name__icontains=word)
                | Q(cause__icontains=word)
                | Q(number__icontains=word)
                | Q(reference__icontains=word)
            )
        return cases

    def with_clock(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        today = clock.today()
        if value == "overdue":
            return queries.with_clock_due(cases, dt.date.min, today - dt.timedelta(days=1))
        return queries.with_clock_due(cases, today, today + SOON)

    def of_this_officer(self, cases: QuerySet[Case], name: str, value: bool) -> QuerySet[Case]:
        return queries.cases_of_officer(cases, self.request.user) if value else cases
