"""涉嫌犯罪移送: from the suspicion to what the police answer (移送规定)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from casework.kernel import words
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.lifecycle import CASE, OBJECTION_ROUTES, TRANSFER
from casework.models.approval import Approval
from casework.models.case import Case
from casework.models.proceeding import Proceeding

# Where the case itself goes to the police; and where a decision was taken already, which stays.
GOING = CASE.by_action["send_to_police"].sources
DECIDED = CASE.by_action["report_decided_to_police"].sources
HOURS = dt.timedelta(hours=24)
SENT_LATE = Text("移送超过二十四小时", "Sent after more than twenty-four hours")


class Transfer(Proceeding):
    lifecycle = TRANSFER
    title = Text("涉嫌犯罪移送", "Transfer to the police")

    case = models.ForeignKey(Case, models.PROTECT, related_name="police_transfers")
    crime = models.CharField(max_length=120)
    """The crime that is suspected."""
    facts_found = models.TextField()
    group = ArrayField(models.BigIntegerField(), default=list)
    report = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    refusal_reasons = models.TextField(blank=True)
    """Why the principal head did not approve."""
    police = models.CharField(max_length=120, blank=True)
    letter_number = models.CharField(max_length=80, blank=True)
    enclosures = models.TextField(blank=True)
    procuratorate = models.CharField(max_length=120, blank=True)
    """The procuratorate that got the copy."""
    sent_at = models.DateTimeField(null=True, blank=True)
    police_number = models.CharField(max_length=80, blank=True)
    police_answer_on = models.DateField(null=True, blank=True)
    police_reasons = models.TextField(blank=True)
    objection_route = models.CharField(
        max_length=14, choices=[(route, route) for route in OBJECTION_ROUTES], blank=True
    )
    objection = models.TextField(blank=True)
    handed_over = models.TextField(blank=True)
    """Goods and papers that went to the police."""

    @property
    def was_late(self) -> bool:
        """Sent more than twenty-four hours after the approval: the clock counts days, the law hours."""
        if self.approved_at is None or self.sent_at is None:
            return False
        return self.sent_at - self.approved_at > HOURS

    def facts(self, day: dt.date) -> Mapping[str, bool]:
        asked = Approval.objects.filter(subject=self.reference, kind="criminal_transfer")
        states = set(asked.filter(is_carried_out=False).values_list("state", flat=True))
        others = Transfer.objects.filter(case=self.case).exclude(pk=self.pk)
        open_states = [state.name for state in TRANSFER.states if not state.is_end]
        return {
            "no_other_transfer": not others.filter(state__in=open_states).exists(),
            "case_can_be_transferred": self.case.state in (*GOING, *DECIDED),
            "group_of_two": len(set(self.group)) >= 2,
            "criminal_transfer_proposed": bool(states & {"pending", "approved"}),
            "first_report": self.state == "group_formed",
            "report_not_pending": "pending" not in states,
        }

    def particulars(self) -> list[tuple[Text, Any]]:
        members = User.objects.filter(pk__in=self.group).order_by("name")
        route = OBJECTION_ROUTES.get(self.objection_route)
        return [
            (Text("涉嫌罪名", "Crime suspected"), self.crime),
            (Text("事实", "Facts"), self.facts_found),
            (Text("专案组", "Task group"), "、".join(str(member) for member in members)),
            (Text("移送报告", "Report"), self.report),
            (Text("批准时间", "Approved at"), self.approved_at),
            (Text("不批准的理由", "Why not approved"), self.refusal_reasons),
            (Text("公安机关", "Police"), self.police),
            (Text("移送书文号", "Letter"), self.letter_number),
            (Text("随案材料", "Enclosures"), self.enclosures),
            (Text("抄送", "Copy to"), self.procuratorate),
            (Text("移送时间", "Sent at"), self.sent_at),
            (Text("注意", "Note"), SENT_LATE if self.was_late else None),
            (Text("公安机关文书", "Paper of the police"), self.police_number),
            (Text("公安机关答复日期", "Answer of the police"), self.police_answer_on),
            (Text("不予立案的理由", "Reasons of the police"), self.police_reasons),
            (Text("异议", "Objection"), f"{route.zh}：{self.objection}" if route else ""),
            (Text("移交清单", "Handed over"), self.handed_over),
            (Text("折抵", "Offset"), self._offset()),
        ]

    def _offset(self) -> str:
        decision = self.case.decision
        if decision is None or not decision.amount:
            return ""
        return (
            f"移送前已罚款{words.yuan(decision.amount)}（{decision.number}），"
            "法院判处罚金时应当折抵；已作出的警告、责令停产停业等继续有效"
            "（处罚法第三十五条第二款、移送规定第十一条）"
        )


def _day(day: dt.date | None) -> str:
    return words.day(day) if day else ""
