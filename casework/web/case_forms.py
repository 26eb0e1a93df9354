"""What each step of a case asks of a person. The names of the fields are those of the verb's arguments."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework import queries
from casework.kernel import files
from casework.kernel.codes import uscc_is_valid
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.rest import say
from casework.lifecycle import LEGAL_REVIEW_GROUNDS, REVIEW_POINTS
from casework.models import Case, Party

PARTY_KINDS = {
    Party.Kind.UNIT: Text("单位", "Company or organisation"),
    Party.Kind.SOLE_TRADER: Text("个体工商户", "Sole trader"),
    Party.Kind.INDIVIDUAL: Text("个人", "Natural person"),
}


def spoken(choices: dict) -> Any:
    """Choices of a law table in the reader's language, at the time of the request."""
    return lambda: [(key, say(text)) for key, text in choices.items()]


def long_text(label: str, hint: str = "", rows: int = 6, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, widget=widget, max_length=20_000, **more)


def day_field(label: str, hint: str = "", **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


def moment_field(label: str, hint: str = "", **more: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, help_text=hint, widget=widget, **more)


def yes_no(label: str, yes: str, no: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", yes), ("no", no)],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class StepForm(forms.Form):
    """The form of one step on ``subject``, of ``case`` or the case itself, on ``day``. As it stands it asks
    nothing."""

    def __init__(
        self,
        data: Any = None,
        uploads: Any = None,
        *,
        case: Case,
        day: dt.date,
        subject: Any = None,
        **more: Any,
    ) -> None:
        self.case, self.day, self.subject = case, day, subject or case
        super().__init__(data, uploads, **more)
        self.prepare()

    def prepare(self) -> None:
        """What the fields need to know of the case and the day."""


class OfficerField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, user: User) -> str:
        valid = list(user.certificates.all())  # only those of the day
        if not valid:
            return _("%(name)s, no certificate valid today") % {"name": user}
        return _("%(name)s, %(number)s, valid until %(day)s") % {
            "name": user,
            "number": valid[0].number,
            "day": valid[0].valid_to,
        }


class OfficersForm(StepForm):
    officers = OfficerField(
        queryset=User.objects.none(),
        label=_("Officers of the case"),
        help_text=_("At least two, with certificates valid today."),
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        self.fields["officers"].queryset = queries.officers_of(self.case.office, self.day)


class PartyForm(StepForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=spoken(PARTY_KINDS))
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As on the business licence."))
    uscc = forms.CharField(
        label=_("Unified social credit code"),
        max_length=18,
        required=False,
        help_text=_("18 characters; the last one checks the others."),
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    representative = forms.CharField(label=_("Legal representative"), max_length=60, required=False)
    act_ended_on = day_field(
        _("Day on which the act ended"), _("Where it still goes on, leave it empty."), required=False
    )

    def prepare(self) -> None:
        party = self.case.party
        self.initial = {"act_ended_on": self.case.act_ended_on}
        if party:
            names = ("kind", "name", "uscc", "address", "representative")
            self.initial |= {name: getattr(party, name) for name in names}

    def clean_uscc(self) -> str:
        code = self.cleaned_data["uscc"].strip().upper()
        if code and not uscc_is_valid(code):
            raise forms.ValidationError(
                _("This code does not check out. Compare all 18 characters with the business licence.")
            )
        return code

    def clean_act_ended_on(self) -> dt.date | None:
        day = self.cleaned_data["act_ended_on"]
        if day and day > self.day:
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class FilingForm(StepForm):
    reason = long_text(
        _("Findings and opinion"),
        _("Which facts, which evidence, which provision. It is printed on the filing form."),
    )


class ReportForm(StepForm):
    report = long_text(
        _("Facts established"),
        _("Who did what, when and where. The notice and the decision take these words over."),
        rows=10,
    )
    legal_review_ground = forms.ChoiceField(
        label=_("Who reviews the case?"), choices=(), required=False, widget=forms.RadioSelect
    )
    discussion_ground = forms.CharField(
        label=_("Ground for a collective discussion of the heads"),
        max_length=120,
        required=False,
        help_text=_("Complex case or serious breach. Empty: none is due. With a legal review it always is."),
    )

    def prepare(self) -> None:
        ordinary = Text("案件审核人员（普通案件）", "Case reviewer (ordinary case)")
        legal = {
            ground: Text(f"法制审核人员：{text.zh}", f"Legal reviewer: {text.en}")
            for ground, text in LEGAL_REVIEW_GROUNDS.items()
        }
        self.fields["legal_review_ground"].choices = spoken({"": ordinary, **legal})
        self.initial = {"report": self.case.findings, "legal_review_ground": self.case.legal_review_ground}
        self.initial["discussion_ground"] = self.case.discussion_ground


class ReviewForm(StepForm):
    points = forms.MultipleChoiceField(
        label=_("Reviewed and found in order"),
        help_text=_("All seven, to agree. If one is not, return the case and say what is to be corrected."),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opinion = long_text(_("Opinion"), rows=5)

    def prepare(self) -> None:
        self.fields["points"].choices = spoken({str(n): point for n, point in enumerate(REVIEW_POINTS)})

    def clean_points(self) -> list[int]:
        points = [int(point) for point in self.cleaned_data["points"]]
        if len(points) < len(REVIEW_POINTS):
            raise forms.ValidationError(
                _("To agree, all seven points must be in order. Otherwise return the case.")
            )
        return points


class ReturnForm(StepForm):
    opinion = long_text(_("What is to be supplemented or corrected?"), _("The officers work by this."))


class DefenceForm(StepForm):
    content = long_text(_("What the party stated"), _("Facts, reasons and evidence, point by point."))
    recheck = long_text(
        _("Re-check of each point"), _("Which stand and which do not, and why. It never makes it heavier.")
    )


class WaiverForm(StepForm):
    content = long_text(
        _("The written waiver"), _("Day, signature, where the paper is kept."), rows=3, required=False
    )


class DecisionForm(StepForm):
    reason = long_text(
        _("Opinion"),
        _("What the party said, how it was re-checked, what you propose. The head decides by it."),
    )

    def prepare(self) -> None:
        last = self.case.approvals.filter(kind="decision").last()
        self.initial = {"reason": last.reason if last else ""}


class PaymentForm(StepForm):
    amount = forms.DecimalField(
        label=_("Amount in yuan"),
        max_digits=18,
        decimal_places=2,
        min_value=0.01,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    paid_on = day_field(_("Paid on"))
    receipt_number = forms.CharField(label=_("Number of the bank receipt"), max_length=60)

    def prepare(self) -> None:
        self.initial = {"paid_on": self.day}


class ClosingForm(StepForm):
    reason = long_text(_("Ground for closing"), _("Paid in full, breach corrected, papers complete."), rows=4)


class ScanForm(forms.Form):
    scan = forms.FileField(
        label=_("Scan of the signed and stamped copy"), help_text=_("PDF or picture, up to 30 MB.")
    )

    def clean_scan(self) -> tuple[bytes, str] | None:
        return accepted(self.cleaned_data["scan"])


class OpinionForm(forms.Form):
    """The head's opinion; ``needs_reason`` when the item goes back."""

    note = long_text(
        _("Opinion"),
        _("To return it, say what is to be corrected: the officer reads it as you write it."),
        rows=4,
    )

    def __init__(self, data: Any = None, *, needs_reason: bool = False) -> None:
        super().__init__(data)
        self.fields["note"].required = needs_reason


class HeadField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return str(user)


class PassOnForm(forms.Form):
    to = HeadField(queryset=User.objects.none(), label=_("To which head"), widget=forms.RadioSelect)
    note = long_text(_("A word with it"), rows=3, required=False)

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.fields["to"].queryset = queries.heads_beside(user)


def accepted(upload: Any) -> tuple[bytes, str] | None:
    """The bytes and type of an upload, judged by content; an error of the field where it is no such file."""
    if upload is None:
        return None
    try:
        return files.accept_upload(upload)
    except Invalid as error:
        raise forms.ValidationError(say(error.message)) from error
