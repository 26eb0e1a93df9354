"""How the inbox is narrowed, the same on the page and in the API."""

import datetime as dt

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework import queries as hub
from casework.kernel import clock
from casework.kernel.codes import uscc_is_valid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.search import containing
from complaints.lifecycle import CHANNELS, CONDUCTS, KINDS, SUBMISSION
from complaints.models import Submission
from complaints.similarity import bare_name
from complaints.triage import ALARMS
from complaints.vocabulary import Spoken

SOON = dt.timedelta(days=3)
DUE = {
    "overdue": Text("已逾期", "overdue"),
    "today": Text("今天到期", "due today"),
    "soon": Text("三天内到期", "due within three days"),
}


class SubmissionFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Spoken(KINDS), empty_label=_("all"))
    channel = django_filters.ChoiceFilter(label=_("Channel"), choices=Spoken(CHANNELS), empty_label=_("all"))
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=Spoken({state.name: state.title for state in SUBMISSION.states}),
        empty_label=_("all"),
    )
    office = django_filters.ChoiceFilter(label=_("Office"), empty_label=_("all"), method="by_office")
    conduct = django_filters.ChoiceFilter(
        label=_("What the trader did"),
        choices=Spoken({code: conduct.title for code, conduct in CONDUCTS.items()}),
        empty_label=_("all"),
        method="by_conduct",
    )
    urgency = django_filters.ChoiceFilter(
        label=_("Urgency"),
        choices=Spoken({code: alarm.what for code, alarm in ALARMS.items()}),
        empty_label=_("all"),
    )
    due = django_filters.ChoiceFilter(
        label=_("Time left"), choices=Spoken(DUE), empty_label=_("all"), method="by_due"
    )
    trader = django_filters.CharFilter(
        label=_("Trader"), method="by_trader", widget=forms.TextInput(attrs={"maxlength": 120})
    )

    class Meta:
        model = Submission
        fields = ["kind", "channel", "state", "office", "conduct", "urgency", "due", "trader"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        user = getattr(self.request, "user", None)
        self.offices = hub.offices_read_by(user) if isinstance(user, User) else []
        self.filters["office"].extra["choices"] = [(office.code, office.name) for office in self.offices]

    def by_office(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(office__in=[office.pk for office in self.offices if office.code == value])

    def by_conduct(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(conducts__contains=[value])

    def by_due(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        today = clock.today()
        if value == "overdue":
            return rows.filter(due_on__lt=today)
        return rows.filter(due_on__gte=today, due_on__lte=today if value == "today" else today + SOON)

    def by_trader(self, rows: QuerySet, name: str, typed: str) -> QuerySet:
        """A whole code, or a part of a name."""
        code = typed.strip().upper()
        if uscc_is_valid(code):
            return rows.filter(trader_uscc=code)
        return containing(rows, "trader_search", bare_name(typed)) if bare_name(typed) else rows.none()
