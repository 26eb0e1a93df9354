"""The history of a case in plain words: one line of the table for each audited action."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from casework.kernel import audit, words
from casework.kernel.documents import TEMPLATES
from casework.kernel.lifecycle import Text
from casework.kernel.models import AuditEvent
from casework.models.approval import KINDS

EVENTS = {
    "case.lead_registered": Text("登记线索", "Lead registered"),
    "case.party_recorded": Text("写明当事人", "Party recorded"),
    "case.officers_assigned": Text("指派办案人员，开始核查", "Officers assigned, verification begins"),
    "case.dossier_added": Text("材料归入案卷", "Added to the case file"),
    "case.filing_proposed": Text("报请立案", "Filing proposed"),
    "case.not_filing_proposed": Text("报请不予立案", "A decision not to file proposed"),
    "case.filed": Text("批准立案", "Case filed"),
    "case.not_filed": Text("决定不予立案", "Decided not to file"),
    "case.reporter_told": Text("告知举报人", "Reporter told"),
    "case.penalty_proposed": Text("提出处罚建议", "Penalty proposed"),
    "case.investigation_concluded": Text("调查终结", "Investigation concluded"),
    "case.sent_to_review": Text("送审核", "Sent to review"),
    "case.reviewed": Text("案件审核同意", "Case review: agreed"),
    "case.legally_reviewed": Text("法制审核同意", "Legal review: agreed"),
    "case.returned_from_review": Text("审核退回", "Returned from review"),
    "case.proposal_approved": Text("批准拟处罚内容", "Proposed penalty approved"),
    "case.notice_issued": Text("制作行政处罚告知书", "Notice of proposed penalty made"),
    "case.notice_served": Text("告知书送达", "Notice served"),
    "case.defence_heard": Text("听取陈述申辩并复核", "Defence heard and re-checked"),
    "case.defence_waived": Text("当事人书面放弃陈述申辩", "Party waived the defence in writing"),
    "case.defence_lapsed": Text("陈述申辩期限届满", "Period for defence ran out"),
    "case.discussed": Text("负责人集体讨论", "Collective discussion held"),
    "case.decision_proposed": Text("报请作出处罚决定", "Decision proposed"),
    "case.decided": Text("作出处罚决定", "Penalty decided"),
    "case.decision_served": Text("处罚决定书送达", "Decision served"),
    "case.payment_recorded": Text("登记缴款", "Payment entered"),
    "case.executed": Text("罚款缴清", "Fine paid in full"),
    "case.closing_proposed": Text("报请结案", "Closing proposed"),
    "case.closed": Text("结案", "Case closed"),
    "case.approval_returned": Text("审批退回", "Returned by the head"),
    "case.document_made": Text("制作文书", "Document made"),
    "case.document_rendered": Text("文书生成完毕", "Document ready"),
    "case.document_served": Text("文书送达", "Document served"),
    "case.document_announced": Text("文书公告送达", "Document announced publicly"),
    "case.announcement_ended": Text("公告期届满", "The public notice ran out"),
    "case.service_corrected": Text("更正送达记录", "Record of service corrected"),
    "case.address_confirmed": Text("当事人确认送达地址", "Party confirmed its addresses"),
    "case.scan_attached": Text("归入签字盖章的扫描件", "Scan of the signed copy added"),
    "approval.requested": Text("送负责人审批", "Sent to the head"),
    "approval.approved": Text("负责人批准", "Approved by the head"),
    "approval.returned": Text("负责人退回", "Returned by the head"),
    "deadline.missed": Text("超过法定期限，已记录", "A lawful day was missed; recorded"),
    "deadline.differs": Text(
        "期限复算不一致，已记录", "A stored day differs from the computed one; recorded"
    ),
    "visit.signed": Text("现场检查完成，笔录已签字", "Site visit done, record signed"),
    "vault.opened": Text("查看保密信息", "Sealed details opened"),
    "vault.erased": Text("删除个人信息", "Personal data erased"),
}
OTHER = Text("有一项记录", "An entry")
# Shown in the full history only: they repeat in another word what stands beside them.
ECHOES = frozenset(
    {
        "case.document_made",
        "case.document_rendered",
        "case.dossier_added",
        "approval.requested",
        "approval.approved",
        "approval.returned",
    }
)


def told(events: Iterable[AuditEvent]) -> list[dict[str, Any]]:
    """What ``{% timeline %}`` draws, in the order of the events."""
    return [_told(event, audit.details_of(event)) for event in events]


def _told(event: AuditEvent, details: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": EVENTS.get(event.action, OTHER),
        "state": "done",
        "at": event.at,
        "by": event.actor or "",
        "text": _text(details),
        "law": details.get("law", ""),
        "url": _url(event.reference, details),
    }


def _text(details: Mapping[str, Any]) -> Text | str:
    """What the event was about, where its details say so."""
    kind = details.get("kind", "")
    if kind in TEMPLATES:
        number = details.get("number", "")
        return Text(
            f"{TEMPLATES[kind].title_zh}　{number}".strip(), f"{TEMPLATES[kind].title_en} {number}".strip()
        )
    if kind in KINDS:
        return KINDS[kind]
    if "amount" in details:
        amount = words.money(details["amount"])
        return Text(amount, f"CNY {amount.removesuffix('元')}")
    if "due_on" in details:
        return Text(f"最后一日是{details['due_on']}", f"The last day was {details['due_on']}")
    return details.get("reference", "")


def _url(reference: str, details: Mapping[str, Any]) -> str:
    if reference.startswith("APR-"):
        return reverse("approval", args=[reference])
    if document := details.get("document"):
        return reverse("document", args=[document])
    return ""
