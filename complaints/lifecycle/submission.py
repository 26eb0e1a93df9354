"""The submission: what it can become, one table put together from its stages. Pure."""

from casework.clocks import CMP_ACCEPT_O20, CMP_ACCEPT_O121, VER_15
from casework.kernel.lifecycle import SAME, Lifecycle, State, Text, Transition
from casework.kernel.roles import Role
from complaints.lifecycle.acceptance import ACCEPTANCE, CITIZEN, INTAKE, MEDIATORS
from complaints.lifecycle.guards import (
    FILING_DECIDED,
    IS_REPORT,
    LEAD_IS_OPEN,
    NOTICE_DUE,
    REPORTER_NAMED,
    RESULT_NOT_TOLD,
    RESULT_TOLD,
    SINCE_ORDER_121,
)
from complaints.lifecycle.hotline import HOTLINE_RULES, NOT_TAKEN_UP
from complaints.lifecycle.mediation import BESIDE, ENDING, HANDLED, MEDIATION
from complaints.lifecycle.reopening import REOPENING

# From the inbox to the track (M1), and the reporter's side of a report.
RECEIPT = (
    Transition(
        "register",
        ("received",),
        "registered",
        Text("登记", "Register"),
        "submission.registered",
        INTAKE,
        "投诉举报处理办法第二十八条（2026年4月14日以前为暂行办法，条文待核）",
    ),
    Transition(
        "route",
        ("registered",),
        "lead_opened",
        Text("分送核查，生成线索", "Send for verification and open the lead"),
        "submission.routed",
        INTAKE,
        "投诉举报处理办法第二十九条（2026年4月14日以前为暂行办法，条文待核）、程序规定第十八条",
        guards=(IS_REPORT,),
    ),
    # Back to the inbox, its clock running on; the lead ends with it (``leads.return_lead``).
    Transition(
        "return_report",
        ("lead_opened",),
        "registered",
        Text("不属于本机构处理，退回接收岗", "Not ours: return to the intake desk"),
        "submission.report_returned",
        frozenset({Role.UNIT_HEAD}),
        "投诉举报处理办法第四十一条（2026年4月14日以前为暂行办法，条文待核）",
        guards=(IS_REPORT, LEAD_IS_OPEN),
    ),
    Transition(
        "put_out_of_scope",
        ("received", "registered"),
        "out_of_scope",
        Text("不属于投诉举报，告知相应途径", "Outside the rule: name the right channel"),
        "submission.put_out_of_scope",
        INTAKE,
        "投诉举报处理办法第四十四条（2026年4月14日以前为暂行办法第三十九条）",
        stops=(VER_15, CMP_ACCEPT_O20, CMP_ACCEPT_O121),
    ),
    # What follows from the return of the work order: who returned it, and why, stands in the history of that.
    Transition(
        "send_back",
        NOT_TAKEN_UP,
        "sent_back",
        Text("退回热线平台", "Send back to the hotline"),
        "submission.sent_back",
        CITIZEN,
        HOTLINE_RULES,
        stops=(VER_15, CMP_ACCEPT_O20, CMP_ACCEPT_O121),
    ),
    Transition(
        "take_back",
        ("received",),
        "taken_back",
        Text("撤销误导入的一件", "Take back what was imported by mistake"),
        "submission.taken_back",
        CITIZEN,  # the sweep that undoes an import
        "投诉举报处理办法第二十八条（2026年4月14日以前为暂行办法，条文待核）",
    ),
    Transition(
        "supplement",
        ("received", "lead_opened", *HANDLED),
        SAME,
        Text("补充材料", "Add material"),
        "submission.supplemented",
        CITIZEN,
        "投诉举报处理办法第二十八条（2026年4月14日以前为暂行办法，条文待核）",
    ),
    Transition(
        "make_form",
        ("received", "lead_opened", *HANDLED, "complaint_closed", "not_accepted", "withdrawn"),
        SAME,
        Text("制作登记表", "Make the registration form"),
        "submission.form_made",
        INTAKE | MEDIATORS,
        "投诉举报处理办法第十条、第二十八条（2026年4月14日以前为暂行办法，条文待核）",
        document="complaint_registration",
    ),
    Transition(
        "tell_reporter",
        ("lead_opened",),
        SAME,
        Text("告知举报人是否立案", "Tell the reporter whether the case was filed"),
        "submission.reporter_told",
        INTAKE,
        "投诉举报处理暂行办法第三十一条第二款",
        guards=(*REPORTER_NAMED, *FILING_DECIDED, NOTICE_DUE),
    ),
    # Order 121 dropped the notice on filing: the result is told where another law wants it told.
    Transition(
        "tell_result",
        ("lead_opened",),
        SAME,
        Text("告知举报处理结果", "Tell the reporter the result"),
        "submission.result_told",
        INTAKE,
        "投诉举报处理办法第三十六条",
        guards=(*REPORTER_NAMED, *FILING_DECIDED, SINCE_ORDER_121, RESULT_NOT_TOLD),
        document="report_result",
    ),
    Transition(
        "tell_result_again",
        ("lead_opened",),
        SAME,
        Text("写明理由，再次告知举报处理结果", "Tell the reporter the result again, and say why"),
        "submission.result_told_again",
        INTAKE,
        "投诉举报处理办法第三十六条",
        guards=(*REPORTER_NAMED, *FILING_DECIDED, SINCE_ORDER_121, RESULT_TOLD),
        document="report_result",
    ),
)

SUBMISSION = Lifecycle(
    name="submission",
    states=(
        State("received", Text("已收到", "Received")),
        State("registered", Text("已登记", "Registered")),
        State("lead_opened", Text("已分送核查", "Sent for verification")),
        State("identity_asked", Text("等身份证明", "Proof of identity awaited")),
        State("accepted", Text("已受理", "Accepted")),
        State("mediating", Text("调解中", "In mediation")),
        State("mediation_stopped", Text("中止调解", "Mediation stopped")),
        State("appraisal", Text("检验鉴定中", "At the appraiser")),
        State("agreed", Text("已达成协议", "Agreed")),
        State("mediation_terminated", Text("已终止调解", "Mediation terminated")),
        State("complaint_closed", Text("投诉已办结", "Complaint closed"), is_end=True),
        State("not_accepted", Text("不予受理", "Not accepted"), is_end=True),
        State("withdrawn", Text("投诉人已撤回", "Withdrawn"), is_end=True),
        State("taken_back", Text("导入已撤销", "Import undone"), is_end=True),
        State("out_of_scope", Text("不属于投诉举报", "Outside complaints and reports"), is_end=True),
        State("sent_back", Text("已退回热线平台", "Sent back to the hotline"), is_end=True),
    ),
    transitions=(*RECEIPT, *ACCEPTANCE, *MEDIATION, *ENDING, *BESIDE, *REOPENING),
)

REPORTER_CONFIDENTIAL = "投诉举报处理办法第三十七条（2026年4月14日以前为暂行办法，条文待核）"


COMPLAINANT_NAMED = "投诉举报处理办法第十条（2026年4月14日以前为暂行办法第九条）"
