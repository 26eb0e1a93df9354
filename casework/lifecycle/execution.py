"""Making the party pay (M7): payment plan, surcharge, demand, court, agreement, refund. Pure.

处罚法 = 行政处罚法 (2021), 强制法 = 行政强制法, 程序规定 = 市场监督管理行政处罚程序规定.
"""

from casework.clocks import EXE_COURT_3M, EXE_DEMAND_10
from casework.kernel.lifecycle import SAME, Guard, Lifecycle, Starts, State, Text, Transition
from casework.kernel.roles import INVESTIGATORS, Role
from casework.lifecycle.guards import HEADS, NOT_OWN_APPROVAL, ON_THE_CASE
from casework.lifecycle.rows import asks, grants

FINANCE = frozenset({Role.FINANCE})
SWEEP = frozenset({Role.SYSTEM})
# Who records what a court ruled.
COURT_WATCHERS = INVESTIGATORS | {Role.LITIGATION}

# Until its last day nobody is late.
PAYING = ("paying", "deferred", "instalments")
LATE = ("overdue", "demand_made", "demanded")
AT_COURT = ("court_applied", "court_accepted", "allowed")
OWED = (*PAYING, *LATE, "agreement", *AT_COURT, "refused")
OVER = ("executed", "ended", "discontinued")

NOTHING_ASKED = Guard(
    "nothing_asked",
    Text("已有一项审批在等负责人处理", "An approval is already waiting"),
    "程序规定第四条",
    there=Text("没有别的审批在等", "No other approval is waiting"),
)
STILL_IN_TIME = Guard(
    "still_in_time",
    Text("缴款期限已经届满：可以订立执行协议", "The time to pay is over: an agreement is still possible"),
    "处罚法第六十六条第二款、强制法第四十二条",
    there=Text("缴款期限没有届满", "The time to pay still runs"),
)
PAYMENT_LATE = Guard(
    "payment_late", Text("最后一日还没有过去", "The last day is not over"), "处罚法第七十二条第一款第一项"
)
REMEDY_OVER = Guard(
    "remedy_period_over",
    Text(
        "申请行政复议或者提起行政诉讼的期限还没有届满，不能催告",
        "The time for reconsideration or a suit still runs: no demand yet",
    ),
    "强制法第五十三条、程序规定第七十六条",
    there=Text("复议和起诉的期限已经届满", "The time for reconsideration and suit is over"),
)
NO_REMEDY_PENDING = Guard(
    "no_remedy_pending",
    Text("行政复议或者行政诉讼正在进行", "Reconsideration or a suit is pending"),
    "强制法第五十三条、处罚法第七十三条",
    there=Text("没有正在进行的复议或者诉讼", "No remedy is pending"),
)
DEMAND_OVER = Guard(
    "demand_period_over",
    Text("催告书送达后的十个工作日还没有届满", "The ten working days after the demand still run"),
    "强制法第五十四条、第六十九条",
    there=Text("催告的期限已经届满", "The period of the demand is over"),
)
COURT_WINDOW = Guard(
    "court_window_open",
    Text(
        "申请法院强制执行的三个月期限已经届满，法院不予受理",
        "The three months for the application are over: the court will not accept it",
    ),
    "强制法第五十三条、处罚法第七十二条第二款",
    there=Text("申请期限没有届满", "The three months still run"),
)
PAID_IN_FULL = Guard("paid_in_full", Text("款项还没有缴清", "Not yet paid in full"), "程序规定第七十七条")
BROKEN = Guard(
    "agreement_broken",
    Text("执行协议约定的日期还没有过去", "The agreed day is not over"),
    "强制法第四十二条第二款",
)
NOT_DEMANDED = Guard("not_demanded", Text("已经催告", "The demand was served"), "强制法第五十四条")
DEMANDED = Guard("demanded_before", Text("还没有催告", "No demand was served"), "强制法第五十四条")
ANNULLED = Guard(
    "decision_annulled",
    Text("处罚决定没有被撤销", "The decision stands"),
    "强制法第四十条、第四十一条",
    there=Text("处罚决定已被撤销", "The decision was annulled"),
)
REFUND_DUE = Guard(
    "refund_due",
    Text("没有多收的款项", "Nothing was received that is not owed"),
    "强制法第四十一条",
    there=Text("有应当退还的款项", "There is money to give back"),
)
REFUND_APPROVED = Guard(
    "refund_approved",
    Text("没有已批准、尚未退还的款项", "No approved refund waits to be paid out"),
    "强制法第四十一条",
    there=Text("退款已经批准", "The refund was approved"),
)


def _asked(kind: str, zh: str, en: str, law: str) -> Guard:
    return Guard(
        f"{kind}_proposed",
        Text(f"还没有报请{zh}", f"Not yet proposed: {en}"),
        law,
        there=Text(f"已报请{zh}", f"Proposed: {en}"),
    )


PLANS = (
    asks(
        "propose_deferral",
        PAYING,
        Text("报请暂缓缴纳", "Ask for a deferral"),
        "处罚法第六十六条第二款、程序规定第七十四条",
        STILL_IN_TIME,
        NOTHING_ASKED,
        audit="execution.deferral_proposed",
    ),
    grants(
        "defer",
        PAYING,
        "deferred",
        Text("批准暂缓缴纳", "Approve the deferral"),
        "execution.deferred",
        "处罚法第六十六条第二款、程序规定第七十四条",
        _asked("deferral", "暂缓缴纳", "a deferral", "程序规定第七十四条"),
        document="payment_plan_notice",
    ),
    asks(
        "propose_instalments",
        PAYING,
        Text("报请分期缴纳", "Ask for instalments"),
        "处罚法第六十六条第二款、程序规定第七十四条",
        STILL_IN_TIME,
        NOTHING_ASKED,
        audit="execution.instalments_proposed",
    ),
    grants(
        "grant_instalments",
        PAYING,
        "instalments",
        Text("批准分期缴纳", "Approve the instalments"),
        "execution.instalments_granted",
        "处罚法第六十六条第二款、程序规定第七十四条",
        _asked("instalments", "分期缴纳", "instalments", "程序规定第七十四条"),
        document="payment_plan_notice",
    ),
    Transition(
        "fall_overdue",
        PAYING,
        "overdue",
        Text("逾期没有缴纳", "The last day passed unpaid"),
        "execution.fell_overdue",
        SWEEP,
        "处罚法第七十二条第一款第一项、程序规定第七十五条",
        guards=(PAYMENT_LATE,),
    ),
)

DEMAND = (
    Transition(
        "record_surcharge",
        (*LATE, *AT_COURT),
        SAME,
        Text("确定加处罚款", "Fix the surcharge"),
        "execution.surcharge_recorded",
        INVESTIGATORS,
        "处罚法第七十二条第一款第一项、强制法第四十五条",
        only=ON_THE_CASE,
    ),
    Transition(
        "make_demand",
        ("overdue",),
        "demand_made",
        Text("制作催告书", "Make the demand letter"),
        "execution.demand_made",
        INVESTIGATORS,
        "强制法第五十三条、第五十四条，程序规定第七十六条",
        only=ON_THE_CASE,
        guards=(REMEDY_OVER, NO_REMEDY_PENDING),
        document="demand_letter",
    ),
    Transition(
        "serve_demand",
        ("demand_made",),
        "demanded",
        Text("记录催告书送达", "Record service of the demand"),
        "execution.demand_served",
        INVESTIGATORS,
        "强制法第五十四条、程序规定第七十六条",
        only=ON_THE_CASE,
        starts=(Starts(EXE_DEMAND_10),),
    ),
    Transition(
        "hear_statement",
        ("demanded",),
        SAME,
        Text("记录对催告的陈述申辩和复核", "Record what the party says to the demand"),
        "execution.statement_heard",
        INVESTIGATORS,
        "强制法第三十六条、第五十四条",
        only=ON_THE_CASE,
    ),
    asks(
        "propose_agreement",
        ("overdue", "demanded"),
        Text("报请订立执行协议", "Ask to agree on staged payment"),
        "强制法第四十二条",
        NOTHING_ASKED,
        audit="execution.agreement_proposed",
    ),
    grants(
        "agree",
        ("overdue", "demanded"),
        "agreement",
        Text("批准执行协议", "Approve the agreement"),
        "execution.agreed",
        "强制法第四十二条",
        _asked("agreement", "执行协议", "an agreement", "强制法第四十二条"),
    ),
    Transition(
        "break_agreement",
        ("agreement",),
        "overdue",
        Text("不履行执行协议，恢复执行", "The agreement is broken: execution resumes"),
        "execution.agreement_broken",
        SWEEP,
        "强制法第四十二条第二款",
        guards=(BROKEN, NOT_DEMANDED),
    ),
    Transition(
        "break_agreement_after_demand",
        ("agreement",),
        "demanded",
        Text("不履行执行协议，恢复执行", "The agreement is broken: execution resumes"),
        "execution.agreement_broken",
        SWEEP,
        "强制法第四十二条第二款",
        guards=(BROKEN, DEMANDED),
    ),
)

COURT = (
    asks(
        "propose_court_application",
        ("demanded",),
        Text("报请申请法院强制执行", "Ask to apply to the court"),
        "强制法第五十三条至第五十五条，程序规定第七十六条",
        DEMAND_OVER,
        NO_REMEDY_PENDING,
        COURT_WINDOW,
        NOTHING_ASKED,
        audit="execution.court_application_proposed",
    ),
    grants(
        "apply_to_court",
        ("demanded",),
        "court_applied",
        Text("申请法院强制执行", "Apply to the court"),
        "execution.court_applied",
        "强制法第五十三条至第五十五条，程序规定第七十六条",
        _asked("court_application", "申请法院强制执行", "the court application", "强制法第五十五条"),
        DEMAND_OVER,
        NO_REMEDY_PENDING,
        COURT_WINDOW,
        document="court_application",
        stops=(EXE_DEMAND_10, EXE_COURT_3M),
    ),
    Transition(
        "record_acceptance",
        ("court_applied",),
        "court_accepted",
        Text("登记法院受理", "Record that the court accepted"),
        "execution.court_accepted",
        COURT_WATCHERS,
        "强制法第五十六条",
    ),
    Transition(
        "record_allowed",
        ("court_accepted", "refused"),
        "allowed",
        Text("登记准予执行裁定", "Record the ruling that allows execution"),
        "execution.allowed",
        COURT_WATCHERS,
        "强制法第五十七条、第五十八条",
    ),
    Transition(
        "record_refused",
        ("court_applied", "court_accepted"),
        "refused",
        Text("登记不予受理或者不予执行裁定", "Record that the court refused"),
        "execution.refused",
        COURT_WATCHERS,
        "强制法第五十六条第二款、第五十八条",
    ),
    Transition(
        "record_end",
        ("court_accepted", "allowed"),
        "ended",
        Text("登记法院终结执行裁定", "Record that the court ended the execution"),
        "execution.ended",
        COURT_WATCHERS,
        "程序规定第七十七条第二项",
    ),
)

MONEY = (
    Transition(
        "enter_receipt",
        OWED,
        SAME,
        Text("登记到账款项", "Enter money received"),
        "execution.receipt_entered",
        FINANCE,
        "处罚法第六十七条",
    ),
    Transition(
        "finish",
        OWED,
        "executed",
        Text("款项缴清", "Paid in full"),
        "execution.executed",
        SWEEP,
        "处罚法第六十七条、程序规定第七十七条",
        guards=(PAID_IN_FULL,),
        stops=(EXE_DEMAND_10, EXE_COURT_3M),
    ),
    Transition(
        "discontinue",
        (*OWED, "executed", "ended"),
        "discontinued",
        Text("决定被撤销，停止执行", "The decision was annulled: stop"),
        "execution.discontinued",
        SWEEP,
        "强制法第四十条、第四十一条",
        guards=(ANNULLED,),
        stops=(EXE_DEMAND_10, EXE_COURT_3M),
    ),
    Transition(
        "propose_refund",
        (*OWED, *OVER),
        SAME,
        Text("报请退还款项", "Ask for a refund"),
        "execution.refund_proposed",
        INVESTIGATORS | FINANCE,
        "强制法第四十一条",
        guards=(REFUND_DUE, NOTHING_ASKED),
    ),
    Transition(
        "grant_refund",
        (*OWED, *OVER),
        SAME,
        Text("批准退还款项", "Approve the refund"),
        "execution.refund_granted",
        HEADS,
        "强制法第四十一条",
        guards=(_asked("refund", "退还款项", "a refund", "强制法第四十一条"), REFUND_DUE),
        bars=(NOT_OWN_APPROVAL,),
        document="matter_approval",
    ),
    Transition(
        "pay_refund",
        (*OWED, *OVER),
        SAME,
        Text("登记已退还", "Record that the refund was paid"),
        "execution.refund_paid",
        FINANCE,
        "强制法第四十一条",
        guards=(REFUND_APPROVED,),
    ),
)

EXECUTION = Lifecycle(
    name="execution",
    states=(
        State("new", Text("待开始", "New")),
        State("paying", Text("缴款期限内", "Time to pay")),
        State("deferred", Text("暂缓缴纳", "Deferred")),
        State("instalments", Text("分期缴纳", "In instalments")),
        State("overdue", Text("逾期未缴", "Overdue")),
        State("demand_made", Text("催告书待送达", "Demand to be served")),
        State("demanded", Text("已催告", "Demanded")),
        State("agreement", Text("履行执行协议中", "Under an agreement")),
        State("court_applied", Text("已申请法院执行", "Court applied to")),
        State("court_accepted", Text("法院已受理", "Accepted by the court")),
        State("allowed", Text("法院准予执行", "Allowed by the court")),
        State("refused", Text("法院不予受理或者执行", "Refused by the court")),
        State("executed", Text("已缴清", "Paid"), is_end=True),
        State("ended", Text("法院终结执行", "Ended by the court"), is_end=True),
        State("discontinued", Text("决定撤销，停止执行", "Discontinued"), is_end=True),
    ),
    transitions=(
        Transition(
            "open",
            ("new",),
            "paying",
            Text("开始执行", "Open the execution"),
            "execution.opened",
            INVESTIGATORS,
            "处罚法第六十七条第三款",
            only=ON_THE_CASE,
        ),
        *PLANS,
        *DEMAND,
        *COURT,
        *MONEY,
    ),
)
