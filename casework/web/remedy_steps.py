"""Reconsideration and litigation: the steps of the litigation officer and their forms."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.kernel.lifecycle import Text
from casework.kernel.rest import say
from casework.lifecycle import OVERTURNED, REDECIDED, WITHOUT_DECISION
from casework.models import DossierEntry, Remedy
from casework.services import remedies, remedy_outcomes
from casework.web.case_forms import StepForm, accepted, day_field, long_text
from casework.web.kinds import Kind
from casework.web.matter_forms import choice, not_in_the_future
from casework.web.steps import Step

OBTAINED_LATER = Text("（决定之后取得，不能提交）", " (obtained after the decision, of no use)")


class NoticeForm(StepForm):
    body = forms.CharField(label=_("Government or court"), max_length=120)
    notice_number = forms.CharField(label=_("Number of the notice"), max_length=80)
    applied_on = day_field(_("Day on which the party applied or sued"))
    received_on = day_field(
        _("Day on which the bureau received the copy"), _("The time to reply runs from it.")
    )
    claim = long_text(_("What the party asks for, and why"), rows=4)

    def prepare(self) -> None:
        self.initial = {"received_on": self.day}

    def clean_received_on(self) -> dt.date:
        return not_in_the_future(self, "received_on")


class ReconsiderationForm(NoticeForm):
    is_simplified = forms.BooleanField(
        label=_("Simplified procedure"), required=False, help_text=_("As the notice says: five working days.")
    )


class EvidenceField(forms.ModelMultipleChoiceField):
    decision: Any = None

    def label_from_instance(self, entry: DossierEntry) -> str:
        later = "" if remedies.was_on_file(entry, self.decision) else say(OBTAINED_LATER)
        return f"{entry.title}，{entry.on}{later}"


class ReplyForm(StepForm):
    evidence = EvidenceField(
        queryset=DossierEntry.objects.none(),
        label=_("Evidence handed in"),
        help_text=_("All that the decision rests on. What is missing counts as not there."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    left_out = long_text(_("Why something is left out"), rows=2, required=False)
    reply = long_text(_("Reply"), _("Facts, evidence, procedure, basis; each claim answered."), rows=8)

    def prepare(self) -> None:
        entries = self.case.dossier.all()
        field = self.fields["evidence"]
        field.decision, field.queryset = self.subject.decision, entries
        self.initial = {"evidence": [e.pk for e in entries if remedies.was_on_file(e, field.decision)]}


class OutcomeForm(StepForm):
    number = forms.CharField(label=_("Number of the paper"), max_length=80)
    decided_on = day_field(_("Given on"))
    received_on = day_field(_("Received on"), _("The periods that follow run from this day."))
    paper = forms.FileField(
        label=_("Scan of the paper"), required=False, help_text=_("PDF or picture, up to 30 MB.")
    )

    def prepare(self) -> None:
        self.initial = {"received_on": self.day}

    def clean_received_on(self) -> dt.date:
        return not_in_the_future(self, "received_on")

    def clean_paper(self) -> tuple[bytes, str] | None:
        return accepted(self.cleaned_data["paper"])


class UpheldForm(OutcomeForm):
    performance_by = day_field(
        _("Last day of performance in the judgment"), _("A suit only, where it names one."), required=False
    )
    reason = long_text(_("Reasons, in short"), rows=3, required=False)
    field_order = ["number", "decided_on", "received_on", "performance_by", "reason", "paper"]


class OverturnedForm(OutcomeForm):
    outcome = choice(_("Outcome"), OVERTURNED)
    amount = forms.DecimalField(
        label=_("The fine as it was changed, in yuan"),
        max_digits=18,
        decimal_places=2,
        min_value=0,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    redecision_ordered = forms.BooleanField(label=_("A new decision is ordered"), required=False)
    redecide_by = day_field(_("By when"), required=False)
    reason = long_text(_("Reasons, in short"), rows=4)
    field_order = [
        "outcome",
        "number",
        "decided_on",
        "received_on",
        "amount",
        "redecision_ordered",
        "redecide_by",
        "reason",
        "paper",
    ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        outcome = cleaned.get("outcome")
        if outcome == "changed" and cleaned.get("amount") is None:
            self.add_error("amount", _("Enter the fine as it was changed."))
        if outcome and outcome not in REDECIDED and cleaned.get("redecision_ordered"):
            self.add_error("redecision_ordered", _("A new decision follows an annulment only."))
        return cleaned


class EndedForm(OutcomeForm):
    outcome = choice(_("Outcome"), WITHOUT_DECISION)
    reason = long_text(_("Reasons, in short"), rows=3, required=False)
    field_order = ["outcome", "number", "decided_on", "received_on", "reason", "paper"]


RECEIVED = Text(
    "已登记，案卷已冻结，答复举证期限开始计算。", "Entered. The case file is frozen; the time to reply runs."
)
ENDED = Text("结果已登记。", "The outcome is entered.")

KIND = Kind(
    noun="remedies",
    model=Remedy,
    argument="remedy",
    begins={
        "receive_reconsideration": Step(
            remedies.receive_reconsideration,
            ReconsiderationForm,
            Text("登记，冻结案卷", "Enter it, freeze the case file"),
            RECEIVED,
        ),
        "receive_litigation": Step(
            remedies.receive_litigation,
            NoticeForm,
            Text("登记，冻结案卷", "Enter it, freeze the case file"),
            RECEIVED,
        ),
    },
    steps={
        "reply": Step(
            remedies.reply,
            ReplyForm,
            Text("已提交答复和证据", "Reply and evidence handed in"),
            Text("答复和证据清单已记录。", "The reply and the list of evidence are recorded."),
        ),
        "uphold": Step(remedy_outcomes.uphold, UpheldForm, Text("登记维持", "Enter: upheld"), ENDED),
        "overturn": Step(
            remedy_outcomes.overturn, OverturnedForm, Text("登记结果", "Enter the outcome"), ENDED
        ),
        "end": Step(remedy_outcomes.end, EndedForm, Text("登记结束", "Enter the end"), ENDED),
        "release_file": Step(
            remedies.release_file,
            StepForm,
            Text("解除冻结", "Release the file"),
            Text("案卷不再冻结。", "The case file is no longer held."),
        ),
    },
)
