"""The submission (M1): what it can become. Pure."""

from casework.clocks import CMP_ACCEPT_O20, CMP_ACCEPT_O121, VER_15
from casework.kernel.lifecycle import SAME, Guard, Lifecycle, State, Text, Transition
from casework.kernel.roles import Role

# --- Guards -----------------------------------------------------------------------------------------

IS_REPORT = Guard(
    "is_report",
    Text(
        "投诉按投诉程序办理，不作为线索分送；其中的违法线索请另行登记为举报",
        "A complaint runs on its own track and does not open a lead",
    ),
    "投诉举报处理办法第九条（2026年4月14日以前为暂行办法，条文待核）",
)

REPORTER_NAMED = Guard(
    "reporter_is_named",
    Text("匿名举报，没有可以告知的人", "An anonymous report: there is nobody to tell"),
    "投诉举报处理暂行办法第三十一条第二款",
)

FILING_DECIDED = Guard(
    "filing_decided",
    Text("还没有决定是否立案", "Whether to file has not been decided yet"),
    "投诉举报处理暂行办法第三十一条第二款",
)

NOTICE_DUE = Guard(
    "notice_due",
    Text(
        "没有正在计算的告知期限：已经告知，或者决定在2026年4月15日以后作出，不再有这项告知",
        "No period for telling runs: told already, or decided when the duty no longer existed",
    ),
    "投诉举报处理暂行办法第三十一条第二款、投诉举报处理办法第三十六条",
)


# --- The submission (M1) ----------------------------------------------------------------------------

INTAKE = frozenset({Role.INTAKE})

CITIZEN = frozenset({Role.SYSTEM})  # no account: the act of a citizen has no actor


SUBMISSION = Lifecycle(
    name="submission",
    states=(
        State("received", Text("已收到", "Received")),
        State("registered", Text("已登记", "Registered")),
        State("lead_opened", Text("已分送核查", "Sent for verification")),
        State("out_of_scope", Text("不属于投诉举报", "Outside complaints and reports"), is_end=True),
    ),
    transitions=(
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
        Transition(
            "supplement",
            ("received", "registered", "lead_opened"),
            SAME,
            Text("补充材料", "Add material"),
            "submission.supplemented",
            CITIZEN,
            "投诉举报处理办法第二十八条（2026年4月14日以前为暂行办法，条文待核）",
        ),
        Transition(
            "tell_reporter",
            ("lead_opened",),
            SAME,
            Text("告知举报人是否立案", "Tell the reporter whether the case was filed"),
            "submission.reporter_told",
            INTAKE,
            "投诉举报处理暂行办法第三十一条第二款",
            guards=(REPORTER_NAMED, FILING_DECIDED, NOTICE_DUE),
        ),
    ),
)

REPORTER_CONFIDENTIAL = "投诉举报处理办法第三十七条（2026年4月14日以前为暂行办法，条文待核）"


COMPLAINANT_NAMED = "投诉举报处理办法第十条（2026年4月14日以前为暂行办法第九条）"
