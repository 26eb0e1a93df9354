"""What the desk types about a work order, and administrators about a platform."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.kernel.models import Office
from complaints.models import HotlineAccount


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Reply to the platform"),
        help_text=_("The platform reads it to the caller. It ends the local limit, not the statutory ones."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is not ours"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    competent = forms.CharField(
        label=_("Competent body"),
        help_text=_("The platform assigns it anew; we pass it on to nobody."),
        max_length=120,
    )


class ExtendForm(forms.Form):
    days = forms.IntegerField(label=_("Days more"), min_value=1, max_value=60)
    ground = forms.CharField(label=_("Ground"), max_length=200)
    document = forms.CharField(
        label=_("Number of the platform's consent"), help_text=_("No consent, no extension."), max_length=60
    )


def _per_minute() -> forms.IntegerField:
    return forms.IntegerField(label=_("Calls a minute at most"), min_value=1, max_value=100_000, initial=600)


class AccountChangeForm(forms.ModelForm):
    per_minute = _per_minute()

    class Meta:
        model = HotlineAccount
        fields = ("name", "address", "per_minute", "is_active")
        labels = {
            "name": _("Name of the platform"),
            "address": _("Address for our messages"),
            "is_active": _("May call"),
        }
        help_texts = {"address": _("Empty: nothing is sent; the platform asks.")}

    def _post_clean(self) -> None:
        """The verb changes the row, not the form."""


class NewAccountForm(forms.ModelForm):
    per_minute = _per_minute()

    class Meta:
        model = HotlineAccount
        fields = ("code", "name", "office", "address", "per_minute")
        labels = {
            "code": _("Code"),
            "name": _("Name of the platform"),
            "office": _("Office that gets its work orders"),
            "address": _("Address for our messages"),
        }
        help_texts = {
            "code": _("Small letters, figures and dashes; it begins the ids of the keys."),
            "address": _("Empty: nothing is sent; the platform asks."),
        }

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices

    def _post_clean(self) -> None:
        """The verb makes the row, not the form."""
