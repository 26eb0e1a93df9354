"""What a submission can become, in tables: its states, its clocks, what lies outside the rule. Pure.

办法 = 市场监督管理投诉举报处理办法 (Order 121, from 2026-04-15), 暂行办法 = its predecessor (Order 20, until
2026-04-14). Order 121 has no transition clause: the rule in force on the day of the step applies.
"""

import datetime as dt
from dataclasses import dataclass

from casework.clocks import CMP_ACCEPT_O20, CMP_ACCEPT_O121, VER_15
from casework.kernel.lifecycle import SAME, Guard, Lifecycle, State, Text, Transition
from casework.kernel.roles import Role
from casework.kernel.working_days import Clock

O20_LAST_DAY = dt.date(2026, 4, 14)
O121_FIRST_DAY = dt.date(2026, 4, 15)

REPORT, COMPLAINT, BOTH = "report", "complaint", "both"
OTHER = "other"
KINDS = {REPORT: Text("举报", "Report"), COMPLAINT: Text("投诉", "Complaint")}

# Which clocks run from the day of receipt. Of two versions only the one in force that day starts.
RECEIPT_CLOCKS: dict[str, tuple[Clock, ...]] = {
    REPORT: (VER_15,),
    COMPLAINT: (CMP_ACCEPT_O20, CMP_ACCEPT_O121),
}

CHANNELS = {
    "web": Text("网页", "Web"),
    "api": Text("接口", "API"),
    "phone": Text("电话", "Phone"),
    "counter": Text("窗口", "Counter"),
    "letter": Text("信函", "Letter"),
}
STAFF_CHANNELS = ("phone", "counter", "letter")


# --- What the trader did, in plain words ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Conduct:
    """One choice of the citizen's form; ``cause`` is the 案由 it suggests, ``words`` what a story may say."""

    title: Text
    cause: str = ""
    words: tuple[str, ...] = ()


CONDUCTS: dict[str, Conduct] = {
    "face_capture": Conduct(
        Text("没有经过同意，拍摄或识别人脸", "Filmed or recognised faces without consent"),
        "未经同意收集消费者个人信息",
        ("摄像头", "人脸", "拍摄", "识别", "没有同意"),
    ),
    "no_purpose": Conduct(
        Text("没有说明收集个人信息做什么用", "Did not say what personal information is collected for"),
        "未经同意收集消费者个人信息",
        ("收集", "用途", "登记信息"),
    ),
    "not_deleted": Conduct(
        Text("要求删除个人信息，商家不理会", "Ignored a request to delete personal information"),
        "侵害消费者个人信息依法得到保护的权利",
        ("删除", "注销"),
    ),
    "passed_on": Conduct(
        Text("把个人信息给了别人", "Passed personal information on"),
        "泄露、出售或者非法向他人提供消费者个人信息",
        ("泄露", "骚扰电话", "推销电话"),
    ),
    "false_claims": Conduct(
        Text("宣传的和实际不一样", "Advertised what is not so"),
        "虚假或者引人误解的商业宣传",
        ("虚假", "宣传", "广告"),
    ),
    "expired_food": Conduct(
        Text("卖过期或者变质的食品", "Sold food that is expired or spoiled"),
        "经营超过保质期或者变质的食品",
        ("过期", "变质", "保质期"),
    ),
    "price": Conduct(
        Text("收的钱和标价不一样", "Charged another price than the one shown"),
        "不按规定明码标价",
        ("标价", "加价", "价格"),
    ),
    "unlicensed": Conduct(
        Text("没有营业执照或者许可证", "Trades without a licence"), "无照经营", ("执照", "许可证")
    ),
    "no_refund": Conduct(
        Text("不退款、不退货或者不履行约定", "Refuses a refund, a return or what was agreed"),
        "",
        ("退款", "退货", "赔"),
    ),
    OTHER: Conduct(Text("其他", "Something else")),
}


# --- Outside the rule -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ground:
    """A matter that is neither complaint nor report, and the law of the day that says so."""

    title: Text
    until_o20: str = "投诉举报处理暂行办法第三十九条"
    since_o121: str = "投诉举报处理办法第四十四条"

    def law(self, day: dt.date) -> str:
        """Empty where the rule of that day does not name the matter."""
        return self.until_o20 if day <= O20_LAST_DAY else self.since_o121


OUT_OF_SCOPE: dict[str, Ground] = {
    "consultation": Ground(Text("咨询", "a request for advice")),
    "disclosure": Ground(Text("政府信息公开申请", "a request for government information")),
    "reconsideration": Ground(Text("行政复议申请", "an application for reconsideration")),
    "discipline": Ground(Text("纪检监察检举控告", "a complaint about the conduct of officials")),
    # Order 121 no longer lists petitions.
    "petition": Ground(Text("信访", "a petition"), since_o121=""),
}


def out_of_scope_grounds(day: dt.date) -> dict[str, Ground]:
    return {code: ground for code, ground in OUT_OF_SCOPE.items() if ground.law(day)}


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
