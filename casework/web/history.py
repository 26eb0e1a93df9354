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
    "case.officers_changed": Text("更换办案人员", "Officers changed"),
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
    "case.no_competence": Text("不属于本局职权，已告知", "Not our competence; answered"),
    "case.lead_returned": Text("不属于本机构处理，退回接收岗", "Not ours; returned to the intake desk"),
    "case.marked_duplicate": Text("重复举报，不再处理", "A duplicate, not handled anew"),
    "case.merged": Text("并入已有线索", "Merged into an earlier lead"),
    "case.lead_joined": Text("另一条线索并入", "Another lead joined"),
    "case.competence_disputed": Text("管辖争议，开始协商", "Competence disputed"),
    "case.designation_asked": Text("报请指定管辖", "Designation asked for"),
    "case.competence_settled": Text("确定由本局管辖", "Competence settled: ours"),
    "case.competence_yielded": Text("确定由他局管辖，已移交", "Competence settled: handed over"),
    "case.interview_asked": Text("制作询问通知书", "Notice of interview made"),
    "case.material_asked": Text("制作限期提供材料通知书", "Notice to supply material made"),
    "case.material_recorded": Text("登记当事人提供的材料", "What the party supplied recorded"),
    "case.interview_recorded": Text("制作询问笔录", "Record of an interview made"),
    "case.address_asked": Text("制作送达地址确认书", "Form for the party's address made"),
    "case.matter_proposed": Text("有关事项报请审批", "A matter put before the head"),
    "case.verification_extended": Text("延长核查期限", "Verification extended"),
    "case.transferred": Text("移送其他机关", "Transferred to another authority"),
    "case.outcome_proposed": Text("提出不予处罚或者移送的建议", "No penalty or a transfer proposed"),
    "case.suspended": Text("中止调查", "Investigation suspended"),
    "case.resumed": Text("恢复调查", "Investigation resumed"),
    "case.terminated": Text("终止调查", "Investigation terminated"),
    "case.extended": Text("延长办案期限三十日", "Thirty days more"),
    "case.extended_further": Text("集体讨论决定继续延长", "Extended further by the heads together"),
    "case.days_excluded": Text("扣除检测鉴定等期间", "Days of testing or appraisal taken out"),
    "case.act_distinguished": Text("写明不是同一违法行为", "Said why it is not the same act"),
    "case.hearing_requested": Text("当事人要求听证", "The party asked for a hearing"),
    "case.hearing_host_named": Text("指定听证主持人", "Host of the hearing named"),
    "case.hearing_host_recused": Text("听证主持人回避", "Host of the hearing recused"),
    "hearing.requested": Text("当事人要求听证", "Hearing requested"),
    "hearing.host_named": Text("指定主持人", "Host named"),
    "hearing.host_recused": Text("主持人回避", "Host recused"),
    "hearing.recusal_decided": Text("决定主持人是否回避", "Recusal decided"),
    "hearing.file_handed_over": Text("移交案件材料", "File handed to the host"),
    "hearing.scheduled": Text("确定时间地点", "Time and place fixed"),
    "hearing.moved": Text("另定时间地点", "Day moved"),
    "hearing.recorder_named": Text("指定记录员", "Recorder named"),
    "hearing.notice_served": Text("听证通知书送达", "Notice of the hearing served"),
    "hearing.announced": Text("听证公告", "Announced in public"),
    "hearing.opened": Text("开始听证", "Session opened"),
    "hearing.suspended": Text("中止听证", "Suspended"),
    "hearing.resumed": Text("恢复听证", "Resumed"),
    "hearing.terminated": Text("终止听证", "Terminated"),
    "hearing.recorded": Text("制作听证笔录", "Record made"),
    "hearing.record_signed": Text("归入签字的笔录", "Signed record filed"),
    "hearing.reported": Text("提交听证报告", "Report handed in"),
    "case.hearing_held": Text("听证结束", "Hearing held"),
    "case.hearing_dropped": Text("终止听证", "Hearing terminated"),
    "case.sent_to_second_review": Text("听证后送法制审核", "Sent to legal review after the hearing"),
    "case.second_reviewed": Text("听证后法制审核同意", "Legal review after the hearing: agreed"),
    "case.returned_from_second_review": Text(
        "听证后法制审核退回", "Returned from the review after the hearing"
    ),
    "case.renotice_approved": Text("批准重新告知", "A new notice approved"),
    "case.no_penalty_decided": Text("决定不予处罚", "Decided: no penalty"),
    "case.no_facts_decided": Text("违法事实不能成立，不予处罚", "Decided: breach not established"),
    "case.transfer_decided": Text("决定移送其他机关", "Decided: transfer"),
    "case.no_penalty_served": Text("不予处罚决定书送达", "No-penalty decision served"),
    "case.execution_ended": Text("终结执行", "Execution ended"),
    "case.archived": Text("归档", "Archived"),
    "case.reopened": Text("重新调查处理", "Reopened"),
    "case.sent_to_police": Text("移送公安机关", "Transferred to the police"),
    "case.taken_back_from_police": Text("公安机关不予立案，恢复办理", "The police declined: taken back"),
    "case.told_on_spot": Text("当场告知并听取意见", "Told and heard on the spot"),
    "case.left_spot": Text("转为普通程序", "Went over to the ordinary procedure"),
    "case.fined_on_spot": Text("当场处罚", "Fined on the spot"),
    "case.spot_papers_handed_in": Text("当场处罚材料归档", "Papers handed in"),
    "case.payment_deferred": Text("批准暂缓缴纳罚款", "Deferred payment granted"),
    "case.instalments_granted": Text("批准分期缴纳罚款", "Instalments granted"),
    "case.payment_overdue": Text("逾期没有缴清", "Payment overdue"),
    "case.surcharge_recorded": Text("确定加处罚款", "Surcharge fixed"),
    "case.demand_made": Text("制作催告书", "Demand letter made"),
    "case.demand_served": Text("催告书送达", "Demand letter served"),
    "case.agreed": Text("订立执行协议", "Agreement on staged payment"),
    "case.agreement_broken": Text("执行协议没有履行，恢复执行", "Agreement broken, execution resumed"),
    "case.court_applied": Text("申请法院强制执行", "Applied to the court"),
    "case.court_accepted": Text("法院受理强制执行申请", "The court accepted the application"),
    "case.court_allowed": Text("法院准予执行", "The court allowed the execution"),
    "case.court_refused": Text("法院不予受理或者不予执行", "The court refused"),
    "case.court_ended": Text("法院终结执行", "The court ended the execution"),
    "case.execution_discontinued": Text("决定被撤销，停止执行", "Execution discontinued"),
    "case.refund_approved": Text("批准退还款项", "Refund approved"),
    "case.refund_paid": Text("已退还款项", "Refund paid out"),
    "execution.opened": Text("开始执行", "Execution opened"),
    "execution.deferral_proposed": Text("报请暂缓缴纳", "Deferral asked for"),
    "execution.deferred": Text("批准暂缓缴纳", "Deferral granted"),
    "execution.instalments_proposed": Text("报请分期缴纳", "Instalments asked for"),
    "execution.instalments_granted": Text("批准分期缴纳", "Instalments granted"),
    "execution.fell_overdue": Text("逾期没有缴纳", "Overdue"),
    "execution.surcharge_recorded": Text("确定加处罚款", "Surcharge fixed"),
    "execution.demand_made": Text("制作催告书", "Demand letter made"),
    "execution.demand_served": Text("催告书送达", "Demand letter served"),
    "execution.statement_heard": Text("听取对催告的陈述申辩", "Statement on the demand heard"),
    "execution.agreement_proposed": Text("报请订立执行协议", "Agreement asked for"),
    "execution.agreed": Text("订立执行协议", "Agreement concluded"),
    "execution.agreement_broken": Text("执行协议没有履行", "Agreement broken"),
    "execution.court_application_proposed": Text("报请申请法院执行", "Court application asked for"),
    "execution.court_applied": Text("申请法院强制执行", "Applied to the court"),
    "execution.court_accepted": Text("法院受理", "Accepted by the court"),
    "execution.allowed": Text("法院准予执行", "Allowed by the court"),
    "execution.refused": Text("法院不予受理或者执行", "Refused by the court"),
    "execution.ended": Text("法院终结执行", "Ended by the court"),
    "execution.receipt_entered": Text("登记到账款项", "Money received"),
    "execution.executed": Text("款项缴清", "Paid in full"),
    "execution.discontinued": Text("停止执行", "Discontinued"),
    "execution.refund_proposed": Text("报请退还款项", "Refund asked for"),
    "execution.refund_granted": Text("批准退还款项", "Refund approved"),
    "execution.refund_paid": Text("已退还款项", "Refund paid out"),
    "case.crime_suspected": Text("发现涉嫌犯罪", "A crime is suspected"),
    "case.transfer_not_approved": Text(
        "主要负责人不批准移送", "The principal head did not approve the transfer"
    ),
    "case.police_answered": Text("公安机关答复", "The police answered"),
    "case.police_declined": Text("公安机关最终不予立案", "The police finally refused"),
    "transfer.suspected": Text("登记涉嫌犯罪", "Suspicion entered"),
    "transfer.group_formed": Text("指定专案组", "Task group formed"),
    "transfer.reported": Text("专案组提出移送报告", "The task group reported"),
    "transfer.approved": Text("批准移送", "Transfer approved"),
    "transfer.not_approved": Text("不批准移送", "Transfer not approved"),
    "transfer.sent": Text("移送公安机关，抄送检察院", "Sent to the police, copy to the procuratorate"),
    "transfer.police_filed": Text("公安机关立案", "The police filed"),
    "transfer.refused": Text("公安机关不予立案", "The police refused"),
    "transfer.objected": Text("提出异议", "Objected"),
    "transfer.declined": Text("最终不予立案", "Finally refused"),
    "transfer.handed_over": Text("移交物品、材料", "Handed over"),
    "case.remedy_received": Text("收到行政复议或者行政诉讼通知", "A remedy was taken"),
    "case.remedy_ended": Text("行政复议或者行政诉讼结束", "A remedy ended"),
    "case.difference_stated": Text(
        "写明与被撤销的决定有什么不同", "Said what differs from the annulled decision"
    ),
    "case.verified_anew": Text("撤销后重新核查", "Verified anew after the annulment"),
    "case.annulment_recorded": Text("决定被撤销，不再执行", "Annulled: nothing left to execute"),
    "remedy.received": Text("收到通知，案卷冻结", "Notice received, case file frozen"),
    "remedy.replied": Text("提交答复和证据", "Reply and evidence handed in"),
    "remedy.upheld": Text("维持、驳回", "Upheld"),
    "remedy.overturned": Text("撤销、变更、确认违法或者无效", "Annulled, changed, unlawful or void"),
    "remedy.ended": Text("撤回、调解、和解", "Withdrawn or settled"),
    "remedy.file_released": Text("解除案卷冻结", "Case file released"),
    "case.collected_on_spot": Text("当场收缴罚款", "Fine collected on the spot"),
    "case.spot_fine_paid": Text("罚款缴清", "Fine paid in full"),
    "case.cash_handed_in": Text("收缴的罚款交至本局", "Collected fine handed in"),
    "case.cash_banked": Text("罚款缴付银行", "Fine paid to the bank"),
    "case.spot_closed": Text("当场处罚结案", "Closed"),
    "case.approval_rejected": Text("审批未批准", "Rejected by the head"),
    "case.approval_taken_back": Text("撤回报请", "The request was taken back"),
    "attempt.refused": Text("有人试图越权办理，已拒绝", "A forbidden attempt, refused"),
    "approval.rejected": Text("负责人不批准", "Rejected by the head"),
    "approval.passed_on": Text("转给其他负责人", "Passed on to another head"),
    "approval.taken_back": Text("报请人撤回", "Taken back"),
    "case.approval_returned": Text("审批退回", "Returned by the head"),
    "case.document_made": Text("制作文书", "Document made"),
    "case.document_rendered": Text("文书生成完毕", "Document ready"),
    "case.document_served": Text("文书送达", "Document served"),
    "case.document_revoked": Text("文书撤销", "Document revoked"),
    "case.document_corrected": Text("文书更正", "Document corrected"),
    "case.announcement_drawn": Text("制作送达公告", "Public notice drawn up"),
    "case.document_announced": Text("文书公告送达", "Document announced publicly"),
    "case.announcement_ended": Text("公告期届满", "The public notice ran out"),
    "case.service_corrected": Text("更正送达记录", "Record of service corrected"),
    "case.address_confirmed": Text("当事人确认送达地址", "Party confirmed its addresses"),
    "case.scan_attached": Text("归入签字盖章的扫描件", "Scan of the signed copy added"),
    "approval.requested": Text("送负责人审批", "Sent to the head"),
    "approval.approved": Text("负责人批准", "Approved by the head"),
    "approval.returned": Text("负责人退回", "Returned by the head"),
    "deadline.missed": Text("超过法定期限，已记录", "A lawful day was missed; recorded"),
    "deadline.lapsed": Text("期限届满，权利未行使", "The period ran out unused"),
    "deadline.extended": Text("延长期限", "Period extended"),
    "deadline.excluded": Text("依法扣除期间", "Days taken out of the count"),
    "deadline.held": Text("期限暂停计算", "Period stopped"),
    "deadline.resumed": Text("期限恢复计算", "Period runs again"),
    "deadline.settled": Text("放假安排公布，暂定日期已确定", "Holiday notice came: provisional day settled"),
    "deadline.escalated": Text("期限预警，已告知负责人", "A head was told of the time limit"),
    "deadline.acknowledged": Text("负责人答复期限预警", "The head answered for the time limit"),
    "deadline.differs": Text(
        "期限复算不一致，已记录", "A stored day differs from the computed one; recorded"
    ),
    "visit.signed": Text("现场检查完成，笔录已签字", "Site visit done, record signed"),
    "case.measure_taken": Text("采取先行登记保存或者查封、扣押", "Things preserved or seized"),
    "case.measure_extended": Text("延长查封、扣押期限", "Seizure extended"),
    "case.measure_lapsed": Text("措施期满自动失效", "A measure ended by itself"),
    "case.measure_lifted": Text("解除措施", "A measure was lifted"),
    "case.measure_settled": Text("措施了结：物品已处理或者退还", "A measure was settled"),
    "case.correction_ordered": Text("责令改正", "Order to correct issued"),
    "case.correction_done": Text("复查：已改正", "Inspected again: corrected"),
    "case.correction_failed": Text("复查：没有改正", "Inspected again: not corrected"),
    "case.correction_withdrawn": Text("撤回责令改正通知书", "Order to correct withdrawn"),
    "measure.proposed": Text("报请采取措施", "Measure proposed"),
    "measure.approved": Text("负责人批准", "Approved by a head"),
    "measure.taken": Text("实施措施", "Measure carried out"),
    "measure.confirmed": Text("负责人补办批准", "Approved by a head afterwards"),
    "measure.reported": Text("再次报请补办批准", "Reported to a head again"),
    "measure.handling_proposed": Text("报请处理保存的证据", "Asked what becomes of the evidence"),
    "measure.settled": Text("批准处理保存的证据", "What becomes of the evidence: approved"),
    "measure.extension_proposed": Text("报请延长期限", "Longer seizure asked for"),
    "measure.extended": Text("批准延长期限", "Extended"),
    "measure.sent_to_testing": Text("送检测、鉴定", "Sent to be tested"),
    "measure.testing_ended": Text("检测、鉴定结束，期限继续计算", "Testing over; the period runs again"),
    "measure.confiscated": Text("随处罚决定没收", "Confiscated with the decision"),
    "measure.release_proposed": Text("报请解除措施", "Release asked for"),
    "measure.lifted": Text("解除措施", "Lifted"),
    "measure.lapsed": Text("期限届满，措施自动失效", "Ended by itself"),
    "measure.given_back": Text("退还物品", "Things given back"),
    "measure.handed_over": Text("随案移送公安机关", "Handed over to the police"),
    "measure.dropped": Text("没有采取", "Not taken"),
    "correction.drafted": Text("起草责令改正通知书", "Drawn up"),
    "correction.issued": Text("同意并制作通知书", "Consented to and issued"),
    "correction.declined": Text("没有同意", "Not consented to"),
    "correction.served": Text("通知书送达", "Served"),
    "correction.extended": Text("延长改正期限", "More time given"),
    "correction.corrected": Text("复查：已改正", "Inspected again: corrected"),
    "correction.not_corrected": Text("复查：没有改正", "Inspected again: not corrected"),
    "correction.withdrawn": Text("撤回通知书", "Withdrawn"),
    "vault.opened": Text("查看保密信息", "Sealed details opened"),
    "vault.erased": Text("删除个人信息", "Personal data erased"),
    "second_look.asked": Text("要求再看一次", "Asked us to look again"),
    "second_look.upheld": Text("复查后维持", "Looked at again: it stands"),
    "second_look.changed": Text("复查后改变", "Looked at again: it changes"),
    "submission.joined": Text("和另一件并看", "Joined to another submission"),
    "submission.separated": Text("分开", "Separated again"),
    "submission.imported": Text("从表格导入", "Imported from a spreadsheet"),
    "submission.taken_back": Text("导入已撤销", "The import was undone"),
    "case.taken_over": Text("接续旧系统已经立案的案件", "Filed in the old system, carried on here"),
    "case.imported": Text("从旧系统导入", "Imported from an old system"),
    "erasure.asked": Text("登记本人的删除要求", "The person asked for erasure"),
    "erasure.approved": Text("同意删除个人信息", "Erasure approved"),
    "erasure.declined": Text("不予删除个人信息", "Erasure declined"),
    "submission.person_erased": Text("原文已删除，留下标记", "The words were erased; a tombstone stays"),
    "work_order.person_erased": Text(
        "来电内容已删除，留下标记", "What was said was erased; a tombstone stays"
    ),
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
        "approval.rejected",
        "approval.taken_back",
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
        "by": event.who,
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
