"""What the steps on the spot ask of an officer in the field. Fields are named as the verbs' arguments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework import queries
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.lifecycle import COLLECTION_GROUNDS, small_fine, spot_limit
from casework.web.case_forms import OfficerField, PartyForm, StepForm, long_text, spoken
from casework.web.matter_forms import short_text


class TellForm(StepForm):
    officers = OfficerField(
        queryset=User.objects.none(),
        label=_("Officers on the spot"),
        help_text=_("At least two, you among them, with certificates valid today."),
        widget=forms.CheckboxSelectMultiple,
    )
    place = short_text(_("Place"))
    facts = long_text(_("The breach as you found it"), _("It is printed on the decision."), rows=4)
    evidence = long_text(_("Evidence"), _("Photographs, papers, what the party admits."), rows=2)
    nature = long_text(_("Provision breached"), rows=2)
    basis = short_text(_("Provision that penalises"), _("Begin with 依据."))
    warning = forms.BooleanField(label=_("Warning"), required=False)
    amount = forms.DecimalField(
        label=_("Fine in yuan"),
        max_digits=18,
        decimal_places=2,
        min_value=0,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    told = long_text(
        _("What the party was told"),
        _("Certificates shown; the penalty, its facts, reasons and basis; its rights."),
        rows=3,
    )
    statement = long_text(_("What the party answered"), rows=3)

    def prepare(self) -> None:
        individual, organisation = (spot_limit(self.day, is_individual=is_one) for is_one in (True, False))
        self.fields["amount"].help_text = _(
            "On the spot at most %(individual)s for a natural person, %(organisation)s for an organisation."
        ) % {"individual": individual, "organisation": organisation}
        if self.case.pk and self.case.officers_on_case():
            del self.fields["officers"]
        else:
            self.fields["officers"].queryset = queries.officers_of(self.case.office, self.day)


class NewSpotForm(TellForm, PartyForm):
    """A case that begins in the field: who, what, and what was said."""

    act_ended_on = None
    cause = forms.CharField(
        label=_("Cause"), max_length=120, help_text=_("Without the name of the party and the word 案.")
    )
    field_order = ["kind", "name", "uscc", "address", "representative", "cause"]

    def prepare(self) -> None:
        PartyForm.prepare(self)
        TellForm.prepare(self)


class LeaveForm(StepForm):
    reason = long_text(
        _("Why not on the spot"), _("Which fact is disputed, which evidence is missing."), rows=3
    )


class FineForm(StepForm):
    received_by = forms.CharField(label=_("Signed for by"), max_length=60, required=False)
    refused = short_text(
        _("If nobody signed: note of the refusal"), _("Who refused, and the recording."), required=False
    )
    collection_ground = forms.ChoiceField(
        label=_("How the fine is paid"), choices=(), required=False, widget=forms.RadioSelect
    )
    cash_receipt = forms.CharField(
        label=_("Number of the finance ministry's receipt"),
        max_length=60,
        required=False,
        help_text=_("Only for a fine that you collect. Without it the party may refuse to pay."),
    )

    def prepare(self) -> None:
        proposal = self.case.current_proposal
        if not proposal or not proposal.amount:
            del self.fields["collection_ground"], self.fields["cash_receipt"]
            return
        grounds = dict(COLLECTION_GROUNDS)
        if proposal.amount > small_fine(self.day).amount:
            del grounds["small"]
        bank = Text("当事人十五日内到银行缴纳", "The party pays at the bank within fifteen days")
        self.fields["collection_ground"].choices = spoken({"": bank, **grounds})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("received_by") and not cleaned.get("refused"):
            self.add_error("received_by", _("Say who signed, or note the refusal below."))
        if cleaned.get("collection_ground") and not cleaned.get("cash_receipt"):
            self.add_error("cash_receipt", _("Enter the number of the receipt that you gave."))
        return cleaned


class BankForm(StepForm):
    bank_receipt = forms.CharField(label=_("Number of the bank receipt"), max_length=60)
