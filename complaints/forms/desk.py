"""What the intake desk types: routing, out of scope, the reason to open an identity."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.kernel.models import Office
from casework.kernel.rest import say
from complaints.forms.fields import checked_code
from complaints.lifecycle import (
    out_of_scope_grounds,
)


class RouteForm(forms.Form):
    """What goes into the case file: the officer's words, never those of the reporter."""

    office = forms.ModelChoiceField(label=_("Office that verifies"), queryset=Office.objects.none())
    cause = forms.CharField(
        label=_("Cause"), help_text=_("The conduct, without the trader's name."), max_length=120
    )
    summary = forms.CharField(
        label=_("Summary for the case file"),
        help_text=_(
            "It must not show who the reporter is: no name, no phone number, nothing only they can know."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    party_name = forms.CharField(label=_("Party"), max_length=120, required=False)
    party_uscc = forms.CharField(label=_("Unified social credit code"), max_length=24, required=False)
    party_address = forms.CharField(label=_("Address of the party"), max_length=200, required=False)

    def __init__(self, *args: Any, office: Office, office_by: str = "pk", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Office.objects.filter(path__startswith=office.path)
        field.to_field_name = office_by

    def clean_party_uscc(self) -> str:
        return checked_code(self.cleaned_data["party_uscc"])


class RouteLineForm(RouteForm):
    """One line of a sheet on which several are sent on. ``offices`` are looked up once for all lines."""

    send = forms.BooleanField(label=_("Send this one on"), required=False)

    def __init__(self, *args: Any, offices: Iterable[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["summary"].widget.attrs["rows"] = 2
        self.fields["office"].choices = [("", "---------"), *((one.pk, str(one)) for one in offices)]

    @property
    def is_ticked(self) -> bool:
        return self.is_bound and bool(self["send"].data)

    def routing(self) -> dict[str, Any]:
        """What the verb asks for."""
        return {name: value for name, value in self.cleaned_data.items() if name != "send"}


class OutOfScopeForm(forms.Form):
    ground = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect)
    reply = forms.CharField(
        label=_("Reply to the citizen"),
        help_text=_("Name the right channel; the citizen reads it on the tracking page."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = out_of_scope_grounds(today)
        self.fields["ground"].choices = [(code, say(ground.title)) for code, ground in grounds.items()]


class SeparateForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), help_text=_("Without the sender's name and number."), max_length=200
    )


class JoinForm(SeparateForm):
    joined_to = forms.CharField(label=_("Number of the other submission"), max_length=40)
    field_order = ["joined_to", "reason"]


class IdentityForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you need to see it?"),
        help_text=_("Your name, the time and this reason stay in the history for good."),
        max_length=200,
        error_messages={"required": _("Say why you need to see this person's details.")},
    )
