"""Entering that a letter was posted."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PostedForm(forms.Form):
    """One stands in each row of the queue: ``pk`` keeps their ids apart."""

    posted_on = forms.DateField(
        label=_("Posted on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    registered_number = forms.CharField(
        label=_("Number of the registered mail"),
        help_text=_("If there is one: it stands on the tracking page."),
        max_length=20,
        required=False,
    )

    def __init__(self, *args: Any, pk: int, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{pk}_%s", initial={"posted_on": today}, **kwargs)

    def clean_registered_number(self) -> str:
        number = re.sub(r"\s", "", self.cleaned_data["registered_number"]).upper()
        if number and not re.fullmatch(r"[0-9A-Z]{8,20}", number):
            raise forms.ValidationError(_("Letters and figures only, 8 to 20 of them."))
        return number
