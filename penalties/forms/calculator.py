"""The calculator that anybody may use: the assessment without a case."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from penalties import vocabulary
from penalties.forms.assessment import DAY, AssessmentForm, choices


class CalculatorForm(AssessmentForm):
    """The public calculator: also who the party is and the day of the decision."""

    party = forms.ChoiceField(label=gettext_lazy("Who acted"), required=False)
    decided_on = forms.DateField(
        label=gettext_lazy("Day of the decision"),
        help_text=gettext_lazy("If the law has changed since, the lighter text may apply"),
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
        required=False,
    )

    def __init__(self, data: QueryDict | None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["party"].choices = choices(vocabulary.PARTY_KINDS)
