"""What citizens type, and staff in their place. A form with errors keeps every word."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.kernel.lifecycle import Text
from complaints.forms.fields import STORY_LENGTH, MoneyField, checked_code, papers
from complaints.lifecycle import (
    BOTH,
    CHANNELS,
    COMPLAINT,
    CONDUCTS,
    REPORT,
    STAFF_CHANNELS,
)
from complaints.vocabulary import Spoken

NAMED, ANONYMOUS = "named", "anonymous"
POINT = ("latitude", "longitude")  # one point on the map, filled in by the device

IF_NAMED = _("Only if you give your name.")


UNSAVED = {"data-unsaved": ""}  # who they are is not kept as a draft on a device that others may use


class SubmissionForm(forms.Form):
    """The citizen's form: which trader, what happened, what they want, who they are."""

    trader_name = forms.CharField(label=_("Name of the trader"), max_length=120, required=False)
    trader_uscc = forms.CharField(
        label=_("Unified social credit code"),
        help_text=_("18 characters; it stands on the business licence on the wall."),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    trader_address = forms.CharField(
        label=_("Where it happened"),
        help_text=_("District, street and number; the name of a shop or an app also helps."),
        max_length=200,
        required=False,
    )
    conducts = forms.MultipleChoiceField(
        label=_("What did the trader do?"),
        help_text=_("Choose all that apply"),
        choices=Spoken({code: conduct.title for code, conduct in CONDUCTS.items()}),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose what the trader did")},
    )
    story = forms.CharField(
        label=_("Tell us what happened"),
        help_text=_("In order: when, where, what you saw. No need to name any law."),
        max_length=STORY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Please tell us what happened")},
    )
    happened_on = forms.DateField(
        label=_("On which day did it last happen?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"],
        error_messages={
            "required": _("Please give the day on which it last happened"),
            "invalid": _("Write the day like this: 2021-08-21"),
        },
    )
    latitude = forms.DecimalField(
        label=_("Point on the map"),
        min_value=-90,
        max_value=90,
        max_digits=8,
        decimal_places=6,
        required=False,
        widget=forms.HiddenInput,
    )
    longitude = forms.DecimalField(
        min_value=-180,
        max_value=180,
        max_digits=9,
        decimal_places=6,
        required=False,
        widget=forms.HiddenInput,
    )
    amount_paid = MoneyField(label=_("How much did you pay?"), help_text=_("In yuan, if you paid anything."))
    files = papers(_("Photos or other material"))
    wish = forms.ChoiceField(
        label=_("What would you like us to do?"),
        choices=Spoken(
            {
                REPORT: Text(
                    "去查这个商家，我自己没有要退赔的", "Look into this trader; I ask nothing for myself"
                ),
                COMPLAINT: Text(
                    "帮我和商家调解：我要退款、换货或者赔偿",
                    "Mediate for me: I want a refund, a replacement or compensation",
                ),
                BOTH: Text("两样都要：既查商家，也帮我调解", "Both: look into the trader and mediate for me"),
            }
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what you would like us to do")},
    )
    request = forms.CharField(
        label=_("What do you ask of the trader?"),
        help_text=_("Only if we are to mediate: for example, a refund of 300 yuan."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    amount_claimed = MoneyField(label=_("How much do you ask for?"), help_text=_("In yuan, if it is a sum."))
    identity = forms.ChoiceField(
        label=_("Would you like to give your name?"),
        help_text=_(
            "The trader does not learn who reported it. For mediation the trader must know who complains."
        ),
        choices=Spoken(
            {
                NAMED: Text("留下姓名和电话", "Yes, with my name and phone number"),
                ANONYMOUS: Text("不留姓名（只限举报）", "No (reports only)"),
            }
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose whether to give your name")},
    )
    name = forms.CharField(
        label=_("Your name"),
        help_text=IF_NAMED,
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", **UNSAVED}),
    )
    phone = forms.CharField(
        label=_("Your phone number"),
        help_text=IF_NAMED,
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", **UNSAVED}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", **UNSAVED}),
    )
    address = forms.CharField(
        label=_("Your postal address"),
        help_text=_("Needed for a complaint only."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address", **UNSAVED}),
    )
    wants_told = forms.BooleanField(
        label=_("Let me know by message when there is a result"), required=False, initial=True
    )
    wants_paper = forms.BooleanField(
        label=_("Send me the letters on paper as well, to my postal address"), required=False
    )
    may_be_named = forms.BooleanField(
        label=_("You may tell the trader who I am, for the mediation alone"),
        help_text=_("Without it we ask you again before we speak to the trader."),
        required=False,
    )
    may_publish = forms.BooleanField(
        label=_("The facts of my complaint may be made public, without my name"),
        help_text=_("Others then see how this trader settles disputes."),
        required=False,
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["happened_on"].widget.attrs["max"] = today.isoformat()

    def clean_trader_uscc(self) -> str:
        return checked_code(self.cleaned_data["trader_uscc"])

    def clean_happened_on(self) -> dt.date | None:
        day = self.cleaned_data["happened_on"]
        if day and day > self.today:
            raise forms.ValidationError(_("This day has not come yet. Please check it."))
        return day

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        if phone and sum(character.isdigit() for character in phone) < 7:
            raise forms.ValidationError(_("Please give the whole phone number."))
        return phone

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if any(given.get(name) is None for name in POINT):
            given |= dict.fromkeys(POINT)
        traders = ("trader_name", "trader_uscc", "trader_address")
        is_told = any(given.get(name) for name in traders) or given["latitude"] is not None
        if not is_told and "trader_uscc" not in self.errors:
            self.add_error("trader_name", _("Which trader? Its name, its code or its address is enough."))
        self._clean_person(given)
        if self._wants_mediation(given) and not given.get("request"):
            self.add_error("request", _("Please say what you ask of the trader."))
        return given

    def _clean_person(self, given: dict[str, Any]) -> None:
        """A complaint has a name, a phone and an address (Order 121 art 10, Order 20 art 9)."""
        mediation = self._wants_mediation(given)
        if mediation and given.get("identity") == ANONYMOUS:
            self.add_error("identity", _("To mediate we must know who complains. Please give your name."))
        if given.get("identity") != NAMED:
            return
        if not given.get("name"):
            self.add_error("name", _("Please give your name."))
        if not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Please give your phone number."))
        if mediation and not given.get("address"):
            self.add_error("address", _("Please give your address; a complaint needs it."))

    def _wants_mediation(self, given: dict[str, Any]) -> bool:
        return given.get("wish") in (COMPLAINT, BOTH)

    def shown(self, name: str) -> str:
        """What was written into a field, in the words that its page shows."""
        if name in POINT:
            return self._point() if name == POINT[0] else ""
        written = self.data.get(name) or ""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            titles = dict(field.choices)
            chosen = written if isinstance(written, list) else [written]
            return "；".join(str(titles[code]) for code in chosen if code in titles)
        if isinstance(field, forms.BooleanField):
            return gettext("Yes") if written else gettext("No")
        return str(written)

    def _point(self) -> str:
        there = [str(self.data.get(name) or "") for name in POINT]
        return ", ".join(there) if all(there) else ""

    def submission(self) -> dict[str, Any]:
        """What the verb ``receive`` takes, but for office, channel, token and instant."""
        given = self.cleaned_data
        person = {field: given[field] for field in ("name", "phone", "email", "address")}
        words = ("trader_name", "trader_uscc", "trader_address", "conducts", "story", "happened_on")
        mediation = self._wants_mediation(given)
        return {
            **{name: given[name] for name in words},
            "kind": given["wish"],
            "request": given["request"] if mediation else "",
            "amount_paid": given["amount_paid"],
            "amount_claimed": given["amount_claimed"] if mediation else None,
            "latitude": given["latitude"],
            "longitude": given["longitude"],
            "wants_told": given["wants_told"],
            "wants_paper": mediation and given["wants_paper"],
            "may_publish": mediation and given["may_publish"],
            "may_be_named": mediation and given["may_be_named"],
            "reporter": person if given["identity"] == NAMED else None,
            "sent_files": given["files"],
        }


class StaffSubmissionForm(SubmissionForm):
    """What came by phone, over the counter or by letter, written down by staff."""

    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=Spoken({channel: CHANNELS[channel] for channel in STAFF_CHANNELS}),
        widget=forms.RadioSelect,
    )
    field_order = ["channel"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].required = False  # a caller may not know
        self.fields["channel"].widget.attrs["autofocus"] = True

    def submission(self) -> dict[str, Any]:
        return {**super().submission(), "channel": self.cleaned_data["channel"]}


class TrackingForm(forms.Form):
    """Number and code open the tracking page together; the answer never says which of them was wrong."""

    number = forms.CharField(
        label=_("Receipt number"),
        help_text=_("It begins with RPT or CMP."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    code = forms.CharField(
        label=_("Query code"),
        help_text=_("16 letters and figures from your receipt"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "data-unsaved": ""}
        ),
    )


class SupplementForm(forms.Form):
    text = forms.CharField(
        label=_("What would you like to add?"),
        max_length=STORY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    files = papers(_("Photos or other material"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("text", "").strip() and not given.get("files") and not self.errors:
            self.add_error("text", _("Write something, or choose a file."))
        return given
