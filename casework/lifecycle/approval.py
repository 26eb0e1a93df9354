"""What a head is asked for, and how the head answers. Pure."""

from dataclasses import dataclass

from casework.kernel.lifecycle import SAME, Bar, Lifecycle, State, Text, Transition
from casework.kernel.roles import CASE_READERS
from casework.lifecycle.guards import HEADS, NOT_OWN_APPROVAL


@dataclass(frozen=True, slots=True)
class ApprovalKind:
    """One thing that a head approves. ``action`` is the row of the subject's own table that approving carries
    out; empty where the desk that asked looks for the approval itself. ``subject`` is the first part of the
    subject's reference. A kind ``of_the_course`` moves the case on: only one of them waits at a time. One that only the
    ``principal`` head may decide is in no other head's queue."""

    name: str
    title: Text
    button: Text
    action: str = ""
    subject: str = "CAS"
    of_the_course: bool = False
    principal: bool = False


APPROVAL_KINDS = {
    kind.name: kind
    for kind in (
        ApprovalKind(
            "visit", Text("现场检查", "Site visit"), Text("批准检查", "Approve the visit"), subject="VIS"
        ),
        ApprovalKind(
            "filing",
            Text("立案", "Filing"),
            Text("批准立案，给出案号", "Approve: file and number the case"),
            "file",
            of_the_course=True,
        ),
        ApprovalKind(
            "not_filing",
            Text("不予立案", "Decision not to file"),
            Text("批准不予立案", "Approve: do not file"),
            "decline_filing",
            of_the_course=True,
        ),
        ApprovalKind(
            "verification_extension",
            Text("延长核查期限", "Longer verification"),
            Text("批准延长十五个工作日", "Approve: fifteen working days more"),
            "extend_verification",
        ),
        ApprovalKind(
            "transfer",
            Text("移送其他机关", "Transfer to another authority"),
            Text("批准移送", "Approve the transfer"),
            "transfer",
            of_the_course=True,
        ),
        ApprovalKind(
            "extension",
            Text("延长办案期限", "Longer time for the case"),
            Text("批准延长三十日", "Approve: thirty days more"),
            "extend",
        ),
        ApprovalKind(
            "suspension",
            Text("中止调查", "Suspension of the investigation"),
            Text("批准中止", "Approve the suspension"),
            "suspend",
            of_the_course=True,
        ),
        ApprovalKind(
            "resumption",
            Text("恢复调查", "Resumption of the investigation"),
            Text("批准恢复", "Approve the resumption"),
            "resume",
            of_the_course=True,
        ),
        ApprovalKind(
            "termination",
            Text("终止调查", "Termination of the investigation"),
            Text("批准终止", "Approve the termination"),
            "terminate",
            of_the_course=True,
        ),
        ApprovalKind(
            "proposal",
            Text("拟处罚内容", "Proposed penalty"),
            Text("批准，可以告知当事人", "Approve: the party may be told"),
            "approve_proposal",
            of_the_course=True,
        ),
        ApprovalKind(
            "renotice",
            Text("重新告知", "New notice"),
            Text("批准，重新告知当事人", "Approve: tell the party anew"),
            "approve_renotice",
            of_the_course=True,
        ),
        ApprovalKind(
            "decision",
            Text("处罚决定", "Penalty decision"),
            Text("批准，生成决定书", "Approve: make the decision"),
            "decide",
            of_the_course=True,
        ),
        ApprovalKind(
            "no_penalty",
            Text("不予处罚", "No penalty"),
            Text("批准不予处罚，生成决定书", "Approve: no penalty, make the decision"),
            "decide_no_penalty",
            of_the_course=True,
        ),
        ApprovalKind(
            "no_facts",
            Text("违法事实不能成立", "Breach not established"),
            Text("批准不予处罚，生成决定书", "Approve: no penalty, make the decision"),
            "decide_no_facts",
            of_the_course=True,
        ),
        ApprovalKind(
            "transfer_out",
            Text("移送其他机关处理", "Transfer instead of a decision"),
            Text("批准移送", "Approve the transfer"),
            "decide_transfer",
            of_the_course=True,
        ),
        ApprovalKind(
            "closing",
            Text("结案", "Closing"),
            Text("批准结案", "Approve: close the case"),
            "close",
            of_the_course=True,
        ),
        ApprovalKind(
            "reopening",
            Text("重新作出处理", "Decide anew"),
            Text("批准重新调查处理", "Approve: investigate and decide anew"),
            "reopen",
            of_the_course=True,
        ),
        ApprovalKind(
            "preservation",
            Text("先行登记保存", "Preservation of evidence"),
            Text("批准先行登记保存", "Approve the preservation"),
            "approve_preservation",
            subject="MEA",
        ),
        ApprovalKind(
            "preservation_confirmation",
            Text("先行登记保存补办批准", "Preservation taken at once"),
            Text("补办批准", "Approve it afterwards"),
            "confirm_preservation",
            subject="MEA",
        ),
        ApprovalKind(
            "preservation_handling",
            Text("处理先行登记保存的证据", "What becomes of preserved evidence"),
            Text("批准处理", "Approve"),
            "settle_preservation",
            subject="MEA",
        ),
        ApprovalKind(
            "seizure",
            Text("查封、扣押", "Seizure"),
            Text("批准查封、扣押", "Approve the seizure"),
            "approve_seizure",
            subject="MEA",
        ),
        ApprovalKind(
            "seizure_confirmation",
            Text("查封、扣押补办批准", "Seizure made at once"),
            Text("补办批准", "Approve it afterwards"),
            "confirm_seizure",
            subject="MEA",
        ),
        ApprovalKind(
            "seizure_extension",
            Text("延长查封、扣押期限", "Longer seizure"),
            Text("批准延长", "Approve the extension"),
            "extend_seizure",
            subject="MEA",
        ),
        ApprovalKind(
            "measure_release",
            Text("解除措施", "Release of a measure"),
            Text("批准解除", "Approve: lift the measure"),
            "release",
            subject="MEA",
        ),
        ApprovalKind(
            "deferral",
            Text("暂缓缴纳罚款", "Deferred payment"),
            Text("批准暂缓缴纳", "Approve: pay later"),
            "defer",
            subject="EXE",
        ),
        ApprovalKind(
            "instalments",
            Text("分期缴纳罚款", "Payment in instalments"),
            Text("批准分期缴纳", "Approve: pay in instalments"),
            "grant_instalments",
            subject="EXE",
        ),
        ApprovalKind(
            "agreement",
            Text("执行协议", "Agreement on staged payment"),
            Text("批准执行协议", "Approve the agreement"),
            "agree",
            subject="EXE",
        ),
        ApprovalKind(
            "court_application",
            Text("申请法院强制执行", "Application to the court"),
            Text("批准，生成强制执行申请书", "Approve: make the application"),
            "apply_to_court",
            subject="EXE",
        ),
        ApprovalKind(
            "refund",
            Text("退还款项", "Refund"),
            Text("批准退还", "Approve the refund"),
            "grant_refund",
            subject="EXE",
        ),
        ApprovalKind(
            "criminal_transfer",
            Text("涉嫌犯罪移送公安机关", "Transfer to the police"),
            Text("批准移送公安机关", "Approve: it goes to the police"),
            "approve_transfer",
            subject="CRM",
            of_the_course=True,
            principal=True,
        ),
    )
}

# Kind of approval → the step of the subject that it sets in motion.
APPROVED_STEPS = {kind.name: kind.action for kind in APPROVAL_KINDS.values() if kind.action}
COURSE_KINDS = tuple(kind.name for kind in APPROVAL_KINDS.values() if kind.of_the_course)
PRINCIPAL_KINDS = tuple(kind.name for kind in APPROVAL_KINDS.values() if kind.principal)

ASKED_FOR_IT = Bar(
    ("approval.requested",),
    Text("这一项不是您提出的", "You did not ask for this"),
    "程序规定第四条",
)

APPROVAL = Lifecycle(
    name="approval",
    states=(
        State("pending", Text("等待审批", "Pending")),
        State("approved", Text("已批准", "Approved"), is_end=True),
        State("returned", Text("已退回", "Returned"), is_end=True),
        State("rejected", Text("未批准", "Rejected"), is_end=True),
        State("taken_back", Text("已撤回", "Taken back"), is_end=True),
    ),
    transitions=(
        Transition(
            "approve",
            ("pending",),
            "approved",
            Text("批准", "Approve"),
            "approval.approved",
            HEADS,
            "程序规定第四条、第十九条、第五十六条、第六十条",
            bars=(NOT_OWN_APPROVAL,),
        ),
        Transition(
            "return",
            ("pending",),
            "returned",
            Text("退回修改", "Return"),
            "approval.returned",
            HEADS,
            "程序规定第五十四条",
            bars=(NOT_OWN_APPROVAL,),
        ),
        Transition(
            "reject",
            ("pending",),
            "rejected",
            Text("不批准", "Reject"),
            "approval.rejected",
            HEADS,
            "程序规定第四条、第六十条",
            bars=(NOT_OWN_APPROVAL,),
        ),
        Transition(
            "pass_on",
            ("pending",),
            SAME,
            Text("转给其他负责人", "Pass on to another head"),
            "approval.passed_on",
            HEADS,
            "程序规定第四条",
        ),
        Transition(
            "take_back",
            ("pending",),
            "taken_back",
            Text("撤回报请", "Take it back"),
            "approval.taken_back",
            CASE_READERS,
            "程序规定第四条",
            only=ASKED_FOR_IT,
        ),
    ),
)
