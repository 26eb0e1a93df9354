"""What the steps of a measure ask of a person. Fields are named as the verbs' arguments."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.kernel import clock
from casework.kernel.clock import SHANGHAI, day_of
from casework.kernel.lifecycle import Text
from casework.lifecycle.measure_grounds import (
    HANDLINGS,
    PRESERVATION_FORMALITIES,
    PRESERVATION_RELEASES,
    SEIZURE_FORMALITIES,
    SEIZURE_RELEASES,
)
from casework.lifecycle.powers import OTHER, powers_on
from casework.services.measures import Thing
from casework.web.case_forms import StepForm, day_field, long_text, moment_field, spoken
from casework.web.matter_forms import ReasonForm, choice, not_in_the_future, short_text

OTHER_POWER = Text("其他法律、法规（写明条款，标记为待核）", "Another statute, named below (to be checked)")
MOST_THINGS = 200


class ThingsField(forms.CharField):
    """The list of things, one to a line, its columns set apart by | or by a tab (as pasted from a sheet)."""

    COLUMNS = 5

    def __init__(self) -> None:
        super().__init__(
            label=_("Things, one to a line"),
            help_text=_(
                "Name | specification | number | unit | condition. For example: camera | DS-2CD | 2 | pcs | intact"
            ),
            max_length=40_000,
            widget=forms.Textarea(attrs={"rows": 5}),
        )

    def clean(self, value: Any) -> list[Thing]:
        text = super().clean(value)
        lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) > MOST_THINGS:
            raise forms.ValidationError(_("Up to 200 things in one list."))
        return [self._thing(number, line) for number, line in lines]

    def _thing(self, number: int, line: str) -> Thing:
        parts = [part.strip() for part in line.replace("｜", "|").replace("\t", "|").split("|")]
        parts += [""] * (self.COLUMNS - len(parts))
        name, specification, count, unit, condition = parts[: self.COLUMNS]
        if len(parts) > self.COLUMNS or not (name and unit) or len(unit) > 12:
            raise forms.ValidationError(
                _("Line %(n)s: name, specification, number, unit and condition, with | between them."),
                params={"n": number},
            )
        if any(len(words) > 100 for words in (name, specification, condition)):
            raise forms.ValidationError(_("Line %(n)s is too long."), params={"n": number})
        return {
            "name": name,
            "specification": specification,
            "count": self._count(number, count),
            "unit": unit,
            "condition": condition,
        }

    def _count(self, number: int, written: str) -> Decimal:
        try:
            count = Decimal(written)
            if not count.is_finite() or not 0 < count < 10**9 or count != round(count, 3):
                raise InvalidOperation
        except InvalidOperation:
            raise forms.ValidationError(
                _("Line %(n)s: the number of things is a figure above 0."), params={"n": number}
            ) from None
        return count


class TakingForm(StepForm):
    """How a measure was carried out."""

    FORMALITIES: dict[str, Text] = {}

    taken_at = moment_field(_("Carried out at"), _("The periods of the law run from this time."))
    formalities = forms.MultipleChoiceField(
        label=_("Confirm each"), choices=(), widget=forms.CheckboxSelectMultiple
    )
    signed_by = forms.CharField(
        label=_("List signed by"),
        max_length=60,
        help_text=_("The party, or the witness; where the party refused, say so."),
    )

    def prepare(self) -> None:
        self.fields["formalities"].choices = spoken(self.FORMALITIES)
        self.initial["taken_at"] = timezone.localtime(clock.now(), SHANGHAI)

    def clean_formalities(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["formalities"]
        if len(ticked) < len(self.FORMALITIES):
            raise forms.ValidationError(_("Each is required by law: without it the measure is unlawful."))
        return ticked

    def clean_taken_at(self) -> dt.datetime:
        taken: dt.datetime = self.cleaned_data["taken_at"]
        if day_of(taken) > self.day:
            raise forms.ValidationError(_("This day has not come yet."))
        return taken


class ProposalForm(ReasonForm):
    """What is to be kept, and why."""

    things = ThingsField()
    place = short_text(_("Where the things are kept"), _("And by whom."))

    field_order = ["reason", "things", "place"]


class PreservationForm(ProposalForm):
    def prepare(self) -> None:
        self.fields["reason"].help_text = _(
            "What is suspected, and why the evidence may be lost. The notice to the party carries it."
        )


class PreserveForm(TakingForm):
    FORMALITIES = PRESERVATION_FORMALITIES


class UrgentPreservationForm(PreservationForm, PreserveForm):
    field_order = ["taken_at", "reason", "things", "place", "formalities", "signed_by"]

    def prepare(self) -> None:
        PreservationForm.prepare(self)
        PreserveForm.prepare(self)


class HandlingForm(ReasonForm):
    outcome = choice(_("What becomes of the evidence"), HANDLINGS)
    field_order = ["outcome", "reason"]


class SeizureProposalForm(ProposalForm):
    power = choice(_("The statute that gives the power"), {})
    basis = forms.CharField(
        label=_("Another statute, with its article"),
        max_length=200,
        required=False,
        help_text=_("Only where it is not in the list. It is marked as to be checked."),
    )
    field_order = ["power", "basis", "reason", "things", "place"]

    def prepare(self) -> None:
        rows = {key: power.title for key, power in powers_on(self.day).items()}
        self.fields["power"].choices = spoken({**rows, OTHER: OTHER_POWER})


class SeizeForm(TakingForm):
    FORMALITIES = SEIZURE_FORMALITIES


class UrgentSeizureForm(SeizureProposalForm, SeizeForm):
    field_order = ["power", "basis", "taken_at", "reason", "things", "place", "formalities", "signed_by"]

    def prepare(self) -> None:
        SeizureProposalForm.prepare(self)
        SeizeForm.prepare(self)


class SeizureExtensionForm(ReasonForm):
    days = forms.IntegerField(label=_("Days more"), min_value=1, max_value=30, initial=30)
    field_order = ["days", "reason"]


class TestingForm(StepForm):
    __test__ = False  # pytest takes it for a test

    testing = short_text(_("What is tested, and by whom"))
    told_on = day_field(_("The party was told in writing on"))
    paper = forms.CharField(label=_("Number of that paper"), max_length=60)
    until = day_field(
        _("Last day of the period told"), _("Days after it count again, whether the result is there or not.")
    )

    def prepare(self) -> None:
        self.initial = {"told_on": self.day}

    def clean_told_on(self) -> dt.date:
        return not_in_the_future(self, "told_on")


class TestingEndedForm(StepForm):
    __test__ = False

    result = short_text(_("Result, and the paper that shows it"))


class ReleaseForm(ReasonForm):
    ground = choice(_("Ground of the rule"), {})
    place = short_text(_("Where the things are given back"))
    field_order = ["ground", "reason", "place"]

    def prepare(self) -> None:
        grounds = PRESERVATION_RELEASES if self.subject.is_preservation else SEIZURE_RELEASES
        self.fields["ground"].choices = spoken(grounds)
        self.initial = {"place": self.subject.place}


class PlaceForm(StepForm):
    place = short_text(_("Where the things are given back"))

    def prepare(self) -> None:
        self.initial = {"place": self.subject.place}


class GiveBackForm(StepForm):
    received_by = forms.CharField(
        label=_("Received by"), max_length=60, help_text=_("Who signed the receipt.")
    )
    note = long_text(_("Note"), _("Damage, things not fetched, expenses."), rows=3, required=False)


class PoliceReceiptForm(StepForm):
    receipt = short_text(_("Receipt of the police"), _("Name and number of the paper, and who signed it."))


class DropForm(StepForm):
    reason = long_text(_("Why it is not taken"), rows=3)
