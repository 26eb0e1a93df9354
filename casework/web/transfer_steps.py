"""Transfer to the police: the steps of the task group and their forms."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.kernel.lifecycle import Text
from casework.lifecycle import OBJECTION_ROUTES
from casework.models import Transfer
from casework.services import transfers
from casework.web.case_forms import OfficersForm, StepForm, day_field, long_text
from casework.web.kinds import Kind
from casework.web.matter_forms import choice, not_in_the_future, short_text
from casework.web.steps import Step


class SuspicionForm(StepForm):
    crime = forms.CharField(
        label=_("Crime suspected"), max_length=120, help_text=_("For example 销售伪劣产品罪.")
    )
    facts_found = long_text(
        _("Facts that point to it"),
        _("Sums, quantities, consequences, against the standard for prosecution."),
    )


class GroupForm(OfficersForm):
    """The two or more of the task group."""


class ReportForm(StepForm):
    report = long_text(
        _("Report of the task group"),
        _("What was verified, which evidence, why it is a crime. The principal head decides by it."),
        rows=8,
    )

    def prepare(self) -> None:
        self.initial = {"report": self.subject.report}


class SendForm(StepForm):
    police = forms.CharField(label=_("Police authority"), max_length=120)
    letter_number = forms.CharField(label=_("Number of the transfer letter"), max_length=80)
    enclosures = long_text(
        _("Enclosures"),
        _("Investigation report, list of goods, test reports, other papers: one to a line."),
        rows=4,
    )
    procuratorate = short_text(_("Procuratorate that gets the copy"))


class AnswerForm(StepForm):
    number = forms.CharField(label=_("Number of the paper of the police"), max_length=80)
    received_on = day_field(_("Received on"))

    def prepare(self) -> None:
        self.initial = {"received_on": self.day}

    def clean_received_on(self) -> dt.date:
        return not_in_the_future(self, "received_on")


class RefusalForm(AnswerForm):
    reason = long_text(_("Reasons of the police"), rows=4)


class ObjectionForm(StepForm):
    route = choice(_("To whom"), OBJECTION_ROUTES)
    objection = long_text(_("Why the refusal is wrong"), rows=4)


class AcceptForm(StepForm):
    reason = long_text(_("Why it is final"), _("The answer to the objection, or why none was made."), rows=3)


class HandOverForm(StepForm):
    handed_over = long_text(
        _("Goods and papers handed over"), _("One to a line, with who received them."), rows=5
    )


KIND = Kind(
    noun="transfers",
    model=Transfer,
    argument="transfer",
    begins={
        "suspect": Step(
            transfers.suspect,
            SuspicionForm,
            Text("登记涉嫌犯罪", "Enter the suspicion"),
            Text(
                "已登记，移送办完之前不能作出处罚决定。",
                "Entered. Until it is settled no penalty is decided.",
            ),
        ),
    },
    steps={
        "form_group": Step(
            transfers.form_group,
            GroupForm,
            Text("指定专案组", "Form the group"),
            Text("专案组已指定。", "The task group is named."),
            supplies=frozenset({"group_of_two"}),
        ),
        "report": Step(
            transfers.report,
            ReportForm,
            Text("报主要负责人", "Report to the principal head"),
            Text("已报主要负责人，三日内决定。", "Reported. The principal head has three days."),
        ),
        "send": Step(
            transfers.send,
            SendForm,
            Text("已送达公安机关", "Delivered to the police"),
            Text("移送已记录，公安机关三日内答复。", "Recorded. The police have three days."),
        ),
        "record_police_filing": Step(
            transfers.record_police_filing,
            AnswerForm,
            Text("登记公安机关立案", "Enter: the police filed"),
            Text("已登记，三日内移交物品、材料。", "Entered. Goods and papers follow within three days."),
        ),
        "hand_over": Step(
            transfers.hand_over,
            HandOverForm,
            Text("已移交", "Handed over"),
            Text("移交已记录。", "The handing over is recorded."),
        ),
        "record_refusal": Step(
            transfers.record_refusal,
            RefusalForm,
            Text("登记公安机关不予立案", "Enter: the police refused"),
            Text("已登记，三日内可以提出异议。", "Entered. Three days to object."),
        ),
        "object": Step(
            transfers.object_to_refusal,
            ObjectionForm,
            Text("提出异议", "Object"),
            Text("异议已记录。", "The objection is recorded."),
        ),
        "accept_refusal": Step(
            transfers.accept_refusal,
            AcceptForm,
            Text("登记最终不予立案", "Enter: finally refused"),
            Text("已登记，负责人可以恢复办理。", "Entered. A head can take the case back."),
        ),
    },
)
