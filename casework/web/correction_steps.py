"""The order to correct: what its steps ask, and the words of each."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.kernel.lifecycle import Text
from casework.services import corrections
from casework.web.case_forms import StepForm, day_field, long_text
from casework.web.matter_forms import not_in_the_future
from casework.web.steps import Step


class DraftForm(StepForm):
    violation = long_text(_("Breach"), _("The act, and the provision breached."), rows=4)
    basis = long_text(_("Basis of the order"), _("The provision that orders the correction."), rows=2)
    demand = long_text(_("What is to be done"), _("One to a line."), rows=4)
    by_day = day_field(_("To be corrected by"), _("Leave empty for: at once."), required=False)

    def prepare(self) -> None:
        proposal = self.case.current_proposal
        self.initial = {
            "violation": proposal.violation if proposal else "",
            "basis": "根据《中华人民共和国行政处罚法》第二十八条第一款，",
        }


class WhyForm(StepForm):
    reason = long_text(_("Why"), rows=3)


class MoreTimeForm(WhyForm):
    by_day = day_field(_("To be corrected by"), _("Once only, and before the first day has passed."))
    field_order = ["by_day", "reason"]


class InspectionForm(StepForm):
    inspected_on = day_field(_("Inspected on"))
    inspection = long_text(_("What was found"), _("Name the site record or the photographs."), rows=4)

    def prepare(self) -> None:
        self.initial = {"inspected_on": self.day}

    def clean_inspected_on(self) -> dt.date:
        return not_in_the_future(self, "inspected_on")


class FailedInspectionForm(InspectionForm):
    is_refused = forms.BooleanField(
        label=_("The party refuses outright to correct"),
        required=False,
        help_text=_("Only where the party said so or showed it; the penalty worksheet reads it."),
    )


STEPS = {
    "consent_to_order": Step(
        corrections.consent_to_order,
        StepForm,
        Text("同意，制作通知书", "Consent: make the order"),
        Text(
            "通知书已编号，正在生成；办案人员在文书页记录送达。",
            "Numbered and being made; then it is served.",
        ),
    ),
    "decline_order": Step(
        corrections.decline_order,
        WhyForm,
        Text("不同意", "Do not consent"),
        Text("已记录不同意。", "Recorded."),
    ),
    "extend_order": Step(
        corrections.extend_order,
        MoreTimeForm,
        Text("延长改正期限", "Give more time"),
        Text("改正期限已延长。", "More time is given."),
        only_when_open=True,
    ),
    "record_corrected": Step(
        corrections.record_corrected,
        InspectionForm,
        Text("记录已改正", "Record: corrected"),
        Text("已记录：改正完成。", "Recorded: corrected."),
    ),
    "record_not_corrected": Step(
        corrections.record_not_corrected,
        FailedInspectionForm,
        Text("记录没有改正", "Record: not corrected"),
        Text("已记录：没有改正。", "Recorded: not corrected."),
    ),
    "withdraw_order": Step(
        corrections.withdraw_order,
        WhyForm,
        Text("撤回通知书", "Withdraw the order"),
        Text("通知书已撤回。", "Withdrawn."),
        only_when_open=True,
    ),
}
BEGINS = {
    "draft_order": Step(
        corrections.draft_order,
        DraftForm,
        Text("起草，送办案机构负责人", "Draw it up for the head of the unit"),
        Text("已起草，等办案机构负责人同意。", "Drawn up. The head of the unit consents."),
    ),
}
