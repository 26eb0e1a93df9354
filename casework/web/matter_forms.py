"""What the steps beside the straight course ask of a person. Fields are named as the verbs' arguments."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework import queries
from casework.kernel.lifecycle import Text
from casework.lifecycle import NO_PENALTY_GROUNDS, NOT_FILING_GROUNDS, SUSPENSION_GROUNDS, TERMINATION_GROUNDS
from casework.models import Case, Document
from casework.models.proposal import Proposal
from casework.web.case_forms import StepForm, day_field, long_text, moment_field, spoken, yes_no

OUTCOMES = {
    Proposal.Outcome.NO_PENALTY: Text("不予处罚", "No penalty"),
    Proposal.Outcome.NO_FACTS: Text("违法事实不能成立", "The breach is not established"),
    Proposal.Outcome.TRANSFER: Text("移送其他机关处理", "Transfer to another authority"),
}


TOLD = "询问人员出示了执法证件，告知：有权申请执法人员回避，有权陈述、申辩；应当如实回答询问，并协助调查。被询问人："


def short_text(label: str, hint: str = "", **more: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=200, **more)


def choice(label: str, choices: dict, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=spoken(choices), widget=forms.RadioSelect, **more)


class NoCompetenceForm(StepForm):
    answer = long_text(
        _("What the reporter is told"),
        _("In a matter of market regulation, name the bureau that is competent."),
        rows=4,
    )


class EarlierLeadForm(StepForm):
    earlier = forms.CharField(
        label=_("Reference of the earlier lead"), max_length=40, help_text=_("For example CAS-2026-000012.")
    )

    def clean_earlier(self) -> Case:
        written = self.cleaned_data["earlier"].strip().upper()
        found = queries.cases_of(self.case.office).filter(reference=written).first()
        if found is None:
            raise forms.ValidationError(_("There is no lead with this reference in this bureau."))
        return found


class DisputeForm(StepForm):
    other = short_text(_("The other bureau"))
    reason = long_text(_("What each side says"), rows=4)


class DesignationForm(StepForm):
    superior = short_text(_("The common superior that is asked"))


class SettleForm(StepForm):
    basis = short_text(_("By which agreement or designation"), _("Day and number of the paper."))


class YieldForm(StepForm):
    receiver = short_text(_("The bureau that takes the matter"))
    basis = short_text(_("By which agreement or designation"), _("Day and number of the paper."))


class ReasonForm(StepForm):
    """A matter that needs no more than its reasons."""

    reason = long_text(
        _("Facts and reasons"), _("The head decides by it; it is printed on the form."), rows=5
    )


class DifferenceForm(StepForm):
    difference = long_text(
        _("What differs"),
        _("New facts or evidence, other reasons, or the procedural fault that was mended."),
        rows=5,
    )

    def prepare(self) -> None:
        proposal = self.case.current_proposal
        self.initial = {"difference": proposal.difference if proposal else ""}


class ReceiverForm(ReasonForm):
    receiver = short_text(_("The authority that receives it"))
    field_order = ["receiver", "reason"]


class NotFilingForm(ReasonForm):
    ground = choice(_("Ground"), NOT_FILING_GROUNDS)
    field_order = ["ground", "reason"]


class SuspensionForm(ReasonForm):
    ground = choice(_("Ground"), SUSPENSION_GROUNDS)
    field_order = ["ground", "reason"]


class TerminationForm(ReasonForm):
    ground = choice(_("Ground"), TERMINATION_GROUNDS)
    field_order = ["ground", "reason"]


class ExcludedDaysForm(StepForm):
    first = day_field(_("First day"))
    last = day_field(_("Last day"))
    ground = short_text(_("What for"), _("Testing, inspection, quarantine, appraisal, identification."))
    document = short_text(_("Paper that proves it"), _("Number of the commission and of the report."))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last day lies before the first."))
        if last and last > self.day:
            self.add_error("last", _("This day has not come yet."))
        return cleaned


class OutcomeForm(StepForm):
    outcome = choice(_("How the case should end"), OUTCOMES)
    ground = forms.ChoiceField(
        label=_("Ground for no penalty"), choices=(), required=False, widget=forms.RadioSelect
    )
    receiver = short_text(_("The authority that receives the case"), required=False)
    violation = long_text(_("The conduct and how it is judged"), rows=4)
    basis = short_text(_("Provision"), required=False)
    reason = long_text(_("Reasons"), _("Evidence of the ground, and the education that was given."), rows=5)

    def prepare(self) -> None:
        none = Text("不适用", "Does not apply")
        self.fields["ground"].choices = spoken({"": none, **NO_PENALTY_GROUNDS})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        outcome = cleaned.get("outcome")
        if outcome == Proposal.Outcome.NO_PENALTY and not cleaned.get("ground"):
            self.add_error("ground", _("Choose the ground of the law."))
        if outcome == Proposal.Outcome.TRANSFER and not cleaned.get("receiver"):
            self.add_error("receiver", _("Name the authority."))
        return cleaned


class InterviewForm(StepForm):
    subject = short_text(_("About what"), _("As it stands in the notice: 就……一案接受询问。"))
    time = moment_field(_("When"))
    place = short_text(_("Place"))
    bring = long_text(_("What to bring"), _("One thing a line."), rows=3, required=False)


class MaterialForm(StepForm):
    subject = short_text(_("About what"))
    items = long_text(_("What is to be supplied"), _("One thing a line."), rows=5)
    until = day_field(_("Until when"))


class InterviewRecordForm(StepForm):
    """询问笔录: who was asked, when and where, and what was said."""

    name = short_text(_("Who was asked"))
    identity = short_text(_("Identity document and its number"), required=False)
    work = short_text(_("Workplace and post"), required=False)
    phone = short_text(_("Phone"), required=False)
    address = short_text(_("Home address"), required=False)
    began_at = moment_field(_("Began at"))
    ended_at = moment_field(_("Ended at"))
    place = short_text(_("Place"))
    recorder = short_text(_("Written down by"))
    told = long_text(_("What the person was told, and said to it"), rows=4)
    answers = long_text(
        _("Questions and answers"), _("Begin each with 问： or 答：, on a line of its own."), rows=12
    )
    recording = short_text(_("Photo or video"), _("Which recording, and where it is kept."), required=False)

    def prepare(self) -> None:
        self.initial |= {"told": TOLD}


class MaterialRecordForm(StepForm):
    notice = forms.ModelChoiceField(
        label=_("On which notice"), queryset=Document.objects.none(), to_field_name="reference"
    )
    has_come = yes_no(_("What came"), _("Material came"), _("Nothing came in time"))
    supplied = short_text(_("Which material, or how the party was reminded"))
    supplied_on = day_field(_("Day"))

    def prepare(self) -> None:
        self.fields["notice"].queryset = queries.notices_awaited(self.case)
        self.initial |= {"supplied_on": self.day}


class ArchiveForm(StepForm):
    volume = short_text(_("Number of the file in the archive"))


def not_in_the_future(form: StepForm, name: str) -> dt.date:
    """A day that has come, or an error of the field."""
    day: dt.date = form.cleaned_data[name]
    if day > form.day:
        raise forms.ValidationError(_("This day has not come yet."))
    return day
