"""Asking that a matter be looked at again, and answering."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import STORY_LENGTH


class AgainForm(forms.Form):
    reasons = forms.CharField(
        label=_("What are we to look at again, and why?"),
        help_text=_("You can ask once. Say what was overlooked or is not right."),
        max_length=STORY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Please say why we are to look again")},
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer to the person"),
        help_text=_("It stands on the tracking page: what was looked at, what was found, what follows."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class CarriedOutForm(forms.Form):
    carried_out = forms.CharField(
        label=_("What was done about it"),
        help_text=_("For the file of the desk: which step was taken, and when."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
