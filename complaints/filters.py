"""How the inbox is narrowed: by kind, channel and state, the same on the page and in the API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from complaints.forms import Spoken
from complaints.lifecycle import CHANNELS, KINDS, SUBMISSION
from complaints.models import Submission


class SubmissionFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Spoken(KINDS), empty_label=_("all"))
    channel = django_filters.ChoiceFilter(label=_("Channel"), choices=Spoken(CHANNELS), empty_label=_("all"))
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=Spoken({state.name: state.title for state in SUBMISSION.states}),
        empty_label=_("all"),
    )

    class Meta:
        model = Submission
        fields = ["kind", "channel", "state"]
