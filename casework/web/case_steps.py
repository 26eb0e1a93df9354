"""The steps that people take on a case: verb, form and words of each, and their page."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework import queries
from casework.kernel.lifecycle import Text
from casework.services import (
    addresses,
    cases,
    decisions,
    execution,
    inquiries,
    interviews,
    leads,
    matters,
    notices,
    outcomes,
    parties,
    reviews,
    spot,
    transfers,
)
from casework.web import case_forms as forms
from casework.web import discussion_forms, service_forms, spot_forms
from casework.web import matter_forms as matter
from casework.web.steps import Room, Step, take

PROPOSED = Text("已报请，等负责人审批。", "Proposed. The head now decides.")


def asked(verb: Callable[..., Any], form: type[forms.StepForm], zh: str, en: str) -> Step:
    """A matter that goes to the heads."""
    return Step(verb, form, Text(zh, en), PROPOSED)


REVIEW = Step(
    reviews.pass_review,
    forms.ReviewForm,
    Text("同意，送负责人审批", "Agree, and send to the head"),
    Text("审核意见已记录，已送负责人审批。", "Recorded. The head now decides."),
    other="return_from_review",
)

TAKE_BACK = Step(
    transfers.take_back,
    forms.StepForm,
    Text("恢复办理", "Take the case back"),
    Text("案件已恢复办理。", "The case goes on."),
)

# Action of the table → its page. Service of documents stands with the documents, approval with the approvals.
STEPS = {
    "assign_officers": Step(
        cases.assign_officers,
        forms.OfficersForm,
        Text("指派，开始核查", "Assign, and begin verification"),
        Text("已指派办案人员，核查开始。", "Officers assigned; verification begins."),
        supplies=frozenset({"two_certified_officers"}),
    ),
    "name_officers": Step(
        cases.assign_officers,
        forms.OfficersForm,
        Text("指派，接续调查", "Assign, and go on"),
        Text("已指派办案人员，接续调查。", "Officers assigned; the investigation goes on."),
        supplies=frozenset({"two_certified_officers"}),
    ),
    "record_party": Step(
        parties.name_party,
        forms.PartyForm,
        Text("保存当事人", "Save the party"),
        Text("当事人已写明。", "The party is recorded."),
    ),
    "propose_filing": Step(
        cases.propose_filing,
        forms.FilingForm,
        Text("报请立案", "Propose filing"),
        Text("已报请立案，等负责人审批。", "Proposed. The head now decides."),
    ),
    "propose_not_filing": Step(
        cases.propose_not_filing,
        matter.NotFilingForm,
        Text("报请不予立案", "Propose not to file"),
        Text("已报请不予立案，等负责人审批。", "Proposed. The head now decides."),
    ),
    "conclude_investigation": Step(
        reviews.conclude_investigation,
        forms.ReportForm,
        Text("提交调查终结报告", "Hand in the final report"),
        Text("调查终结，报告正在生成。", "The investigation is concluded; the report is being made."),
    ),
    "send_to_review": Step(
        reviews.send_to_review,
        forms.StepForm,
        Text("送审核", "Send to review"),
        Text("已送审核，十个工作日内给出意见。", "Sent. The review has ten working days."),
    ),
    "pass_case_review": REVIEW,
    "pass_legal_review": REVIEW,
    "return_from_review": Step(
        reviews.return_from_review,
        forms.ReturnForm,
        Text("退回办案人员", "Return to the officers"),
        Text("已退回，办案人员会看到您的意见。", "Returned. The officers read your opinion."),
    ),
    "issue_notice": Step(
        notices.issue_notice,
        forms.StepForm,
        Text("制作告知书", "Make the notice"),
        Text("告知书已编号，正在生成。", "The notice is numbered and being made."),
    ),
    "hear_defence": Step(
        notices.hear_defence,
        forms.DefenceForm,
        Text("记录陈述申辩", "Record the defence"),
        Text("陈述申辩和复核意见已记录。", "The defence and its re-check are recorded."),
    ),
    "record_waiver": Step(
        notices.record_waiver,
        forms.WaiverForm,
        Text("记录放弃", "Record the waiver"),
        Text("已记录当事人书面放弃。", "The waiver is recorded."),
    ),
    "record_discussion": Step(
        decisions.record_discussion,
        discussion_forms.DiscussionForm,
        Text("记录集体讨论", "Record the discussion"),
        Text("集体讨论记录已归入案卷。", "The minutes are on file."),
    ),
    "propose_decision": Step(
        decisions.propose_decision,
        forms.DecisionForm,
        Text("报请作出决定", "Propose the decision"),
        Text("已报请，等负责人审批。", "Proposed. The head now decides."),
    ),
    "record_payment": Step(
        execution.record_payment,
        forms.PaymentForm,
        Text("登记这笔缴款", "Enter this payment"),
        Text("缴款已登记。", "The payment is entered."),
    ),
    "answer_no_competence": Step(
        leads.answer_no_competence,
        matter.NoCompetenceForm,
        Text("告知并结束", "Answer and end"),
        Text("已记录答复，线索结束。", "The answer is recorded; the lead ends."),
    ),
    "mark_duplicate": Step(
        leads.mark_duplicate,
        matter.EarlierLeadForm,
        Text("作为重复举报结束", "End as a duplicate"),
        Text("已关联原线索，不再另行处理。", "Linked to the earlier lead; not handled anew."),
    ),
    "merge_lead": Step(
        leads.merge_lead,
        matter.EarlierLeadForm,
        Text("并入这条线索", "Merge into that lead"),
        Text("已并入，核查期限从最后一次举报起算。", "Merged: verification counts from the last report."),
    ),
    "dispute_competence": Step(
        leads.dispute_competence,
        matter.DisputeForm,
        Text("记录争议，开始协商", "Record it, begin to negotiate"),
        Text("已记录，七个工作日内协商。", "Recorded. Seven working days to agree."),
    ),
    "ask_designation": Step(
        leads.ask_designation,
        matter.DesignationForm,
        Text("报请指定管辖", "Ask to designate"),
        Text("已报请共同上级指定。", "The common superior is asked."),
    ),
    "settle_competence": Step(
        leads.settle_competence,
        matter.SettleForm,
        Text("由本局继续办理", "We go on"),
        Text("已确定由本局管辖。", "The matter is ours."),
    ),
    "yield_competence": Step(
        leads.yield_competence,
        matter.YieldForm,
        Text("移交后结束", "Hand over and end"),
        Text("已移交，本局的线索结束。", "Handed over; the lead ends here."),
    ),
    "propose_verification_extension": asked(
        matters.propose_verification_extension,
        matter.ReasonForm,
        "报请延长核查期限",
        "Ask for longer verification",
    ),
    "propose_transfer": asked(
        matters.propose_transfer, matter.ReceiverForm, "报请移送", "Propose the transfer"
    ),
    "propose_outcome": Step(
        outcomes.propose_outcome,
        matter.OutcomeForm,
        Text("提出这一建议", "Put it on file"),
        Text("处理建议已归入案卷。", "The proposal is on file."),
    ),
    "ask_to_interview": Step(
        interviews.ask_to_interview,
        matter.InterviewForm,
        Text("制作询问通知书", "Make the notice"),
        Text("询问通知书已编号，正在生成。", "The notice is numbered and being made."),
    ),
    "ask_for_material": Step(
        inquiries.ask_for_material,
        matter.MaterialForm,
        Text("制作限期提供材料通知书", "Make the notice"),
        Text("通知书已编号，正在生成。", "The notice is numbered and being made."),
    ),
    "record_interview": Step(
        interviews.record_interview,
        matter.InterviewRecordForm,
        Text("制作询问笔录", "Make the record"),
        Text(
            "询问笔录正在生成，请打印后交被询问人核对、逐页签名。",
            "Being made: print it, to be read and signed.",
        ),
    ),
    "record_material": Step(
        inquiries.record_material,
        matter.MaterialRecordForm,
        Text("登记", "Record it"),
        Text("已登记。", "Recorded."),
    ),
    "ask_for_address": Step(
        addresses.ask_for_address,
        service_forms.AddressAskedForm,
        Text("制作确认书", "Make the form"),
        Text(
            "送达地址确认书正在生成，请打印后交当事人签名。",
            "Being made: print it, to be signed by the party.",
        ),
    ),
    "propose_suspension": asked(
        matters.propose_suspension, matter.SuspensionForm, "报请中止调查", "Ask to suspend"
    ),
    "propose_resumption": asked(
        matters.propose_resumption, matter.ReasonForm, "报请恢复调查", "Ask to resume"
    ),
    "propose_termination": asked(
        matters.propose_termination, matter.TerminationForm, "报请终止调查", "Ask to terminate"
    ),
    "propose_extension": asked(
        matters.propose_extension, matter.ReasonForm, "报请延长三十日", "Ask for thirty days"
    ),
    "extend_further": Step(
        matters.extend_further,
        discussion_forms.FurtherExtensionForm,
        Text("记录讨论，延长期限", "Record the discussion, extend"),
        Text("集体讨论记录已归入案卷，期限已延长。", "The minutes are on file; the period is extended."),
    ),
    "exclude_days": Step(
        matters.exclude_days,
        matter.ExcludedDaysForm,
        Text("扣除这段期间", "Take these days out"),
        Text("这段期间已扣除，期限重新计算。", "The days are taken out; the last day is counted anew."),
    ),
    "distinguish_act": Step(
        matters.distinguish_act,
        matter.ReasonForm,
        Text("写入案卷", "Put it on file"),
        Text("区别已写入案卷。", "The difference is on file."),
    ),
    "propose_renotice": asked(
        notices.propose_renotice, matter.ReasonForm, "报请重新告知", "Ask to tell anew"
    ),
    "send_to_second_review": Step(
        reviews.send_to_second_review,
        forms.StepForm,
        Text("送法制审核", "Send to legal review"),
        Text("已送法制审核，十个工作日内给出意见。", "Sent. The review has ten working days."),
    ),
    "pass_second_review": Step(
        reviews.pass_second_review,
        forms.ReviewForm,
        Text("同意", "Agree"),
        Text("法制审核意见已记录。", "The opinion is recorded."),
        other="return_from_second_review",
    ),
    "return_from_second_review": Step(
        reviews.return_from_second_review,
        forms.ReturnForm,
        Text("退回办案人员", "Return to the officers"),
        Text("已退回，办案人员会看到您的意见。", "Returned. The officers read your opinion."),
    ),
    "propose_no_penalty": asked(
        outcomes.propose_no_penalty, matter.ReasonForm, "报请作出这一决定", "Propose this decision"
    ),
    "propose_reopening": asked(
        matters.propose_reopening, matter.ReasonForm, "报请重新作出处理", "Propose to decide anew"
    ),
    "archive": Step(
        cases.archive,
        matter.ArchiveForm,
        Text("归档", "Archive"),
        Text("案卷已归档。", "The file is archived."),
    ),
    "take_back_unfiled": TAKE_BACK,
    "take_back_filed": TAKE_BACK,
    "say_what_differs": Step(
        matters.say_what_differs,
        matter.DifferenceForm,
        Text("写入处理建议", "Keep it with the proposal"),
        Text("不同之处已写入处理建议。", "It is kept with the proposal."),
    ),
    "verify_anew": Step(
        matters.verify_anew,
        forms.StepForm,
        Text("按普通程序重新核查", "Verify anew in the ordinary procedure"),
        Text("已重新开始核查。", "Verification begins anew."),
    ),
    "drop_annulled": Step(
        matters.drop_annulled,
        forms.StepForm,
        Text("登记不再执行", "Nothing is left to execute"),
        Text("已登记，可以报请结案。", "Recorded. Closing can be proposed."),
    ),
    "tell_on_spot": Step(
        spot.tell_on_spot,
        spot_forms.TellForm,
        Text("已当场告知并听取意见", "Told and heard on the spot"),
        Text("告知和当事人的意见已记录，可以当场决定。", "Recorded. The decision can be made on the spot."),
        supplies=frozenset({"two_certified_officers", "within_spot_limit"}),
    ),
    "leave_spot": Step(
        spot.leave_spot,
        spot_forms.LeaveForm,
        Text("转为普通程序", "Go over to the ordinary procedure"),
        Text("已转为普通程序，继续核查。", "Verification goes on in the ordinary procedure."),
    ),
    "fine_on_spot": Step(
        spot.fine_on_spot,
        spot_forms.FineForm,
        Text("作出决定，当场交付", "Decide, and hand it over"),
        Text(
            "决定书已编号并当场交付，七个工作日内交回材料。",
            "Numbered and handed over. Papers go in within seven working days.",
        ),
    ),
    "hand_in_cash": Step(
        spot.hand_in_cash,
        forms.StepForm,
        Text("已交至本局", "Handed in to the bureau"),
        Text("已记录，本局两个工作日内缴付银行。", "Recorded. The bureau has two working days to bank it."),
    ),
    "bank_cash": Step(
        spot.bank_cash,
        spot_forms.BankForm,
        Text("已缴付银行", "Paid to the bank"),
        Text("缴付银行已记录。", "The payment to the bank is recorded."),
    ),
    "hand_in_spot_papers": Step(
        spot.hand_in_spot_papers,
        forms.StepForm,
        Text("材料已交回本局", "Papers handed in"),
        Text("材料已归档保存。", "The papers are on file."),
    ),
    "close_spot": Step(
        spot.close_spot,
        forms.StepForm,
        Text("结案", "Close the case"),
        Text("本案已结案。", "The case is closed."),
    ),
    "propose_closing": Step(
        cases.propose_closing,
        forms.ClosingForm,
        Text("报请结案", "Propose closing"),
        Text("已报请结案，等负责人审批。", "Proposed. The head now decides."),
    ),
}


ROOM = Room(
    argument="case",
    steps=STEPS,
    address=lambda case, action: reverse(f"case_{action}", args=[case.reference]),
    back=lambda case: reverse("case", args=[case.reference]),
    case_of=lambda case: case,
)


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, reference: str, action: str) -> HttpResponse:
    return take(request, ROOM, queries.case_for(request.user, reference), action)
