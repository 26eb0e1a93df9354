"""What each method of service asks of the officers: the fields come from the table of the methods."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.kernel.lifecycle import Text
from casework.kernel.rest import say
from casework.lifecycle.service import (
    ANNOUNCEMENT_GROUNDS,
    ANNOUNCEMENT_PLACES,
    ELECTRONIC_KINDS,
    PARTICULARS,
    RELATIONS,
    Method,
)
from casework.models import Service
from casework.web.case_forms import StepForm, accepted, day_field, long_text, spoken

NO_ELECTRONIC = Text("不同意电子送达", "No electronic service")


def upload(label: str, hint: str = "", **more: Any) -> forms.FileField:
    return forms.FileField(label=label, help_text=hint or _("PDF or picture, up to 30 MB."), **more)


class ServiceForm(StepForm):
    """The record of one service by ``service_method``. ``receipt`` is the scan of what proves it."""

    method = forms.CharField(widget=forms.HiddenInput)
    served_on = day_field("", _("The party's periods run from this day."))
    received_by = forms.CharField(label=_("Received by"), max_length=60, help_text=_("Who signed."))
    relation = forms.ChoiceField(label=_("Who is that?"), choices=spoken(RELATIONS))
    reason = forms.CharField(
        label=_("Why it was refused or came back"), max_length=200, help_text=_("Printed on the receipt.")
    )
    witness = forms.CharField(
        label=_("Witness"),
        max_length=120,
        help_text=_("Name and post, from the residents' committee or the workplace. Or a recording."),
    )
    recording = forms.CharField(
        label=_("Photo or video"),
        max_length=200,
        help_text=_("Which recording, and where it is kept."),
    )
    tracking = forms.CharField(label=_("Number of the letter"), max_length=60)
    carried_by = forms.CharField(label=_("Office that delivered it"), max_length=120)
    place = forms.CharField(label=_("Place"), max_length=200)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    receipt = upload(_("Scan of the signed receipt"), required=False)

    def __init__(self, *args: Any, service_method: Method, **more: Any) -> None:
        self.service_method = service_method
        super().__init__(*args, **more)

    def prepare(self) -> None:
        for name in PARTICULARS:
            if name not in self.service_method.particulars:
                del self.fields[name]
            else:
                self.fields[name].required = name in self.service_method.asks
        self.fields["served_on"].label = say(self.service_method.day)
        self.initial |= {"method": self.service_method.name, "served_on": self.day}

    def clean_method(self) -> str:
        return self.service_method.name

    def clean_receipt(self) -> tuple[bytes, str] | None:
        return accepted(self.cleaned_data["receipt"])


class CorrectionForm(ServiceForm):
    """The same for the entry ``standing``, which is wrong. The form remembers which entry the person saw."""

    service = forms.ModelChoiceField(queryset=Service.objects.none(), widget=forms.HiddenInput)
    correction = forms.CharField(
        label=_("What was wrong?"),
        max_length=200,
        help_text=_("The wrong entry stays on record beside the right one."),
    )
    field_order = ["method", "correction"]

    def __init__(self, *args: Any, standing: Service, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["service"].queryset = standing.document.services
        kept = [name for name in (*PARTICULARS, "note", "served_on") if name in self.fields]
        self.initial |= {name: getattr(standing, name) for name in kept} | {"service": standing.pk}


class AnnouncementForm(StepForm):
    ground = forms.ChoiceField(
        label=_("Why a public notice?"), choices=spoken(ANNOUNCEMENT_GROUNDS), widget=forms.RadioSelect
    )
    course = long_text(
        _("What was tried, and how it ended"), _("Days, ways, addresses. It goes into the case file."), rows=4
    )
    place = forms.ChoiceField(
        label=_("Published at"), choices=spoken(ANNOUNCEMENT_PLACES), widget=forms.RadioSelect
    )
    where = forms.CharField(
        label=_("Where exactly"), max_length=200, help_text=_("Which board, which page, which address.")
    )
    published_on = day_field(_("Published on"), _("The period counts from the day after."))
    copy = upload(_("Picture or copy of the notice"), required=False)

    def prepare(self) -> None:
        self.initial |= {"published_on": self.day}

    def clean_copy(self) -> tuple[bytes, str] | None:
        return accepted(self.cleaned_data["copy"])


class AnnouncementPaperForm(StepForm):
    """文书送达公告, as it is to be published."""

    gist = long_text(
        _("What the document says, in short"),
        _("Everybody can read this: leave out personal data that need not be public."),
        rows=4,
    )
    reason = long_text(_("Why no other way was left"), rows=3)


class AddressAskedForm(StepForm):
    """送达地址确认书 before it is signed."""

    recipient = forms.CharField(label=_("Recipient"), max_length=60)
    phone = forms.CharField(label=_("Phone"), max_length=30)
    address = forms.CharField(label=_("Postal address"), max_length=200)
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    electronic_kind = forms.ChoiceField(
        label=_("Agrees to electronic service by"),
        choices=spoken({"": NO_ELECTRONIC, **ELECTRONIC_KINDS}),
        required=False,
    )
    electronic_address = forms.CharField(label=_("Electronic address"), max_length=120, required=False)

    def prepare(self) -> None:
        party = self.case.party
        self.initial |= {"address": party.address if party else ""}


class AddressForm(StepForm):
    """送达地址确认书: what the party wrote and signed."""

    postal_address = forms.CharField(label=_("Postal address"), max_length=200)
    electronic_kind = forms.ChoiceField(
        label=_("Agrees to electronic service by"),
        choices=spoken({"": NO_ELECTRONIC, **ELECTRONIC_KINDS}),
        required=False,
    )
    electronic_address = forms.CharField(
        label=_("Electronic address"),
        max_length=120,
        required=False,
        help_text=_("Number, mailbox or account, as the party wrote it."),
    )
    signed_by = forms.CharField(label=_("Signed by"), max_length=60)
    signed_on = day_field(_("Signed on"))
    form = upload(_("Scan of the signed form"))

    def prepare(self) -> None:
        party = self.case.party
        self.initial |= {"signed_on": self.day, "postal_address": party.address if party else ""}

    def clean_form(self) -> tuple[bytes, str] | None:
        return accepted(self.cleaned_data["form"])

    def clean_signed_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["signed_on"]
        if day > self.day:
            raise forms.ValidationError(_("This day has not come yet."))
        return day
