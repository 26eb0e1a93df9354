"""How the register of money is narrowed; what a person says about a bank's statement."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework import queries
from casework.kernel import clock
from casework.lifecycle import EXECUTION
from casework.lifecycle.execution import PAYING
from casework.models import Execution
from casework.web.case_forms import day_field, spoken
from casework.web.execution_forms import PURPOSES
from casework.web.filters import offices_of_viewer

STATES = {state.name: state.title for state in EXECUTION.states if state.name != "new"}
SHOWN = [
    ("open", _("Still open")),
    ("late", _("Past the last day")),
    ("surcharge", _("With a surcharge")),
    ("refund", _("To be refunded")),
    ("paid", _("Paid")),
]


class MoneyFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(
        label=_("Party, decision or reference"),
        method="with_text",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    office = django_filters.ModelChoiceFilter(
        label=_("Office"),
        field_name="case__office",
        queryset=offices_of_viewer,
        to_field_name="code",
        empty_label=_("All offices"),
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=spoken(STATES), empty_label=_("All states"))
    money = django_filters.ChoiceFilter(
        label=_("Money"), choices=SHOWN, method="with_money", empty_label=_("All")
    )
    since = django_filters.DateFilter(
        label=_("Decided from"),
        field_name="decision__decided_on",
        lookup_expr="gte",
        widget=day_field("").widget,
    )
    until = django_filters.DateFilter(
        label=_("Decided until"),
        field_name="decision__decided_on",
        lookup_expr="lte",
        widget=day_field("").widget,
    )

    class Meta:
        model = Execution
        fields: list[str] = []

    def with_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        for word in text.split():
            rows = rows.filter(
                Q(case__party__name__icontains=word)
                | Q(decision__number__icontains=word)
                | Q(reference__icontains=word)
                | Q(case__reference__icontains=word)
            )
        return rows

    def with_money(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return {
            "open": lambda: rows.filter(balance__gt=0),
            "late": lambda: rows.filter(balance__gt=0).filter(
                ~Q(state__in=PAYING) | Q(due_on__lt=clock.today())
            ),
            "surcharge": lambda: rows.filter(surcharge__gt=0),
            "refund": lambda: rows.filter(balance__lt=0),
            "paid": lambda: rows.filter(owed__gt=0, received__gte=F("owed")),
        }[value]()


class StatementForm(forms.Form):
    file = forms.FileField(
        label=_("The bank's CSV"),
        help_text=_(
            "UTF-8 or GB18030, with the heads 票据号, 缴款日期, 金额; 缴款人 and 文号 help to match."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )


class AssignForm(forms.Form):
    """To which debt a row belongs."""

    written = forms.CharField(
        label=_("Decision or execution"),
        max_length=80,
        help_text=_("The decision's number, or a reference such as EXE-2026-000012."),
    )
    purpose = forms.ChoiceField(label=_("For what"), choices=spoken(PURPOSES))

    def __init__(self, *given: Any, user: Any, **more: Any) -> None:
        self.user = user
        super().__init__(*given, **more)

    def clean_written(self) -> Execution:
        written = self.cleaned_data["written"].strip()
        found = queries.executions_for(self.user).filter(
            Q(reference=written.upper()) | Q(decision__number=written)
        )
        execution = found.first()
        if execution is None:
            raise forms.ValidationError(_("There is no such decision to be paid in this bureau."))
        return execution


class SetAsideForm(forms.Form):
    reason = forms.CharField(label=_("Why it is none of ours"), max_length=200)
