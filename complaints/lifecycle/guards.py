"""What must be on file for a step, and who may not take it. Pure.

办法 = 市场监督管理投诉举报处理办法 (Order 121), 暂行办法 = 投诉举报处理暂行办法 (Order 20).
"""

from casework.kernel.lifecycle import Bar, Guard, Text
from complaints.lifecycle.kinds import O20_LAST_DAY, O121_FIRST_DAY

# --- Reports ---

IS_REPORT = Guard(
    "is_report",
    Text(
        "投诉按投诉程序办理，不作为线索分送；其中的违法线索请另行登记为举报",
        "A complaint runs on its own track and does not open a lead",
    ),
    "投诉举报处理办法第九条（2026年4月14日以前为暂行办法，条文待核）",
)
LEAD_IS_OPEN = Guard(
    "lead_is_open",
    Text("核查已经有结果，不能再退回", "The verification has its result: it cannot be returned any more"),
    "投诉举报处理办法第四十一条（2026年4月14日以前为暂行办法，条文待核）",
    there=Text("还在核查", "Still being verified"),
)


def _telling(fact: str, missing: Text) -> tuple[Guard, Guard]:
    """Asked before a reporter is told, by the rule of the day: Order 20 art 31(2), since 2026-04-15 Order 121
    art 36."""
    return (
        Guard(fact, missing, "投诉举报处理暂行办法第三十一条第二款", valid_to=O20_LAST_DAY),
        Guard(fact, missing, "投诉举报处理办法第三十六条", valid_from=O121_FIRST_DAY),
    )


REPORTER_NAMED = _telling(
    "reporter_is_named", Text("匿名举报，没有可以告知的人", "An anonymous report: there is nobody to tell")
)
FILING_DECIDED = _telling(
    "filing_decided", Text("还没有决定是否立案", "Whether to file has not been decided yet")
)
RESULT_NOT_TOLD = Guard(
    "result_not_told",
    Text(
        "已经告知过处理结果：确有需要的，写明理由再次告知",
        "The result was told already: where it must be told anew, say why",
    ),
    "投诉举报处理办法第三十六条",
)
RESULT_TOLD = Guard(
    "result_told",
    Text("还没有告知过处理结果", "The result has not been told yet"),
    "投诉举报处理办法第三十六条",
)
NOTICE_DUE = Guard(
    "notice_due",
    Text(
        "没有正在计算的告知期限：已经告知，或者决定在2026年4月15日以后作出，不再有这项告知",
        "No period for telling runs: told already, or decided when the duty no longer existed",
    ),
    "投诉举报处理暂行办法第三十一条第二款、投诉举报处理办法第三十六条",
)

# --- Complaints ---

IS_COMPLAINT = Guard(
    "is_complaint",
    Text(
        "这是举报：违法线索要核查，不调解，也不因撤回而停止",
        "This is a report: it is verified, not mediated, and no withdrawal ends it",
    ),
    "投诉举报处理办法第三条、第二十七条第二款（2026年4月14日以前为暂行办法，条文待核）",
)
SINCE_ORDER_121 = Guard(
    "since_order_121",
    Text(
        "2026年4月14日以前适用的暂行办法没有这一步",
        "The rule in force until 14 April 2026 did not know this step",
    ),
    "投诉举报处理办法第四十六条",
    valid_to=O20_LAST_DAY,
)
NOT_SENT_ON = Guard(
    "not_sent_on",
    Text(
        "已经分送。收到的机构认为不属于自己处理的，退回接收岗，不能自行转送",
        "It was sent already. Who holds it not to be theirs returns it and sends it nowhere else",
    ),
    "投诉举报处理办法第四十一条（2026年4月14日以前为暂行办法，条文待核）",
    there=Text("还没有分送", "Not sent on yet"),
)
SENT_ON = Guard(
    "sent_on",
    Text("这件没有分送过，不用退回", "It was not sent here by anybody: nothing to return"),
    "投诉举报处理办法第四十一条（2026年4月14日以前为暂行办法，条文待核）",
    there=Text("由接收岗分送来", "Sent here by the intake desk"),
)
IDENTITY_PROVED = Guard(
    "identity_proved",
    Text(
        "已要求投诉人提供身份证明，还没有收到：收到后受理，逾期不提供或者不真实的按第十六条不予受理",
        "Proof of identity was asked for and has not come: accept once it has, or refuse under article 16",
    ),
    "投诉举报处理办法第十条第三项、第十六条",
    when="identity_asked",
    there=Text("身份证明已核对", "The proof of identity was checked"),
)
WITHIN_THREE_YEARS = Guard(
    "within_three_years",
    Text(
        "投诉人知道或者应当知道权益受损已超过三年：不予受理；法律另有规定的，写明是哪一条",
        "More than three years since the complainant knew of the harm: not accepted, unless a law that you name "
        "says otherwise",
    ),
    "投诉举报处理办法第十六条第四项（2026年4月14日以前为暂行办法第十五条第四项）",
    there=Text("没有超过三年", "Within three years"),
)
REFUSAL_PROPOSED = Guard(
    "refusal_proposed",
    Text("还没有人提出不予受理的意见", "Nobody has proposed not to accept it"),
    "投诉举报处理办法第十五条、第十六条（2026年4月14日以前为暂行办法第十四条、第十五条）",
    there=Text("已提出不予受理的意见和理由", "Ground and facts are proposed"),
)
BOTH_AGREED = Guard(
    "both_agreed",
    Text(
        "双方同意调解的意思还没有记录：有一方不同意，终止调解",
        "The consent of both sides is not on record; where one refuses, mediation is terminated",
    ),
    "投诉举报处理办法第十八条（2026年4月14日以前为暂行办法第十六条，条文待核）",
    there=Text("双方都同意调解", "Both sides agreed"),
)
SESSION_ON_RECORD = Guard(
    "session_on_record",
    Text("还没有调解记录：先记录哪些人参加、说了什么", "No session is on record: who came, what was said"),
    "投诉举报处理办法第二十条、第二十四条（2026年4月14日以前为暂行办法，条文待核）",
    there=Text("有调解记录", "A session is on record"),
)
MEDIATION_IN_TIME = Guard(
    "mediation_in_time",
    Text(
        "调解期限已过，没有达成协议的应当终止调解；双方可以自行和解",
        "The period for mediation is over: it is terminated; the two sides may still settle by themselves",
    ),
    "投诉举报处理办法第二十三条第一款第五项（2026年4月14日以前为暂行办法第二十一条第一款第五项）",
    there=Text("在调解期限以内", "Within the period for mediation"),
)
BOTH_TOLD = Guard(
    "both_told",
    Text("终止调解还没有告知双方", "The two sides have not been told of the termination"),
    "投诉举报处理办法第二十三条第二款（2026年4月14日以前为暂行办法第二十一条第二款）",
    when="was_terminated",
    there=Text("已告知双方", "Both sides were told"),
)

# --- Separation of duties ---

NOT_OWN_PROPOSAL = Bar(
    ("submission.refusal_proposed",),
    Text("不予受理是您提出的，应由别人审签", "You proposed it: somebody else signs"),
    "投诉举报处理办法第十五条（内部监督：提出和审签分开）",
)
RECUSED = Bar(
    ("submission.mediator_recused",),
    Text("您在这件调解中已经回避", "You were recused from this mediation"),
    "投诉举报处理办法第二十一条（2026年4月14日以前为暂行办法，条文待核）",
)
NOT_OWN_RECUSAL = Bar(
    ("submission.mediation_begun", "submission.session_recorded"),
    Text(
        "申请回避针对的是您经办的调解，不能由您自己决定",
        "The request is about your own mediation: somebody else decides",
    ),
    "投诉举报处理办法第二十一条（2026年4月14日以前为暂行办法，条文待核）",
)
