"""Reconsideration and litigation against a decision (M8). Pure.

复议法 = 行政复议法 (2023), 诉讼法 = 行政诉讼法 (2017).
"""

from casework.clocks import EXE_JUDGMENT_2Y, LIT_15, LIT_REPLY_15, REC_REPLY_5, REC_REPLY_10
from casework.kernel.lifecycle import SAME, Guard, Lifecycle, Starts, State, Text, Transition
from casework.kernel.roles import Role

LITIGATORS = frozenset({Role.LITIGATION})

RECONSIDERATION = "reconsideration"
LITIGATION = "litigation"
REMEDY_TITLES = {
    RECONSIDERATION: Text("行政复议", "Reconsideration"),
    LITIGATION: Text("行政诉讼", "Litigation"),
}
# How a remedy can end. Those that overturn take the decision away, but for one found unlawful, which stays.
OVERTURNED = {
    "annulled": Text("撤销", "Annulled"),
    "changed": Text("变更", "Changed"),
    "unlawful": Text("确认违法", "Found unlawful"),
    "void": Text("确认无效", "Found void"),
}
WITHOUT_DECISION = {
    "withdrawn": Text("申请人撤回、终止", "Withdrawn by the party"),
    "settled": Text("调解、和解结案", "Settled"),
}
REMEDY_OUTCOMES = {"upheld": Text("维持、驳回", "Upheld"), **OVERTURNED, **WITHOUT_DECISION}
# The body that annuls, or finds void, can order the bureau to decide anew.
REDECIDED = ("annulled", "void")

DECISION_SERVED = Guard(
    "decision_served",
    Text("本案没有已经送达的决定", "No decision of this case has been served"),
    "行政复议法第二条、行政诉讼法第二条",
    there=Text("决定已送达", "The decision was served"),
)
FILE_HELD = Guard(
    "file_held",
    Text("本件没有冻结的案卷", "This remedy holds no case file"),
    "行政诉讼法第三十四条",
    there=Text("案卷仍在冻结", "The case file is held"),
)
SUIT_OVER = Guard(
    "suit_period_over",
    Text(
        "起诉期限还没有届满，或者另有复议、诉讼没有结束",
        "The party may still sue, or another remedy is open",
    ),
    "行政诉讼法第四十五条",
    there=Text("没有未了结的复议、诉讼，起诉期限已过", "Nothing is open and the time to sue is over"),
)

OPEN_REMEDY = ("received", "replied")
CLOSED_REMEDY = ("upheld", "overturned", "ended")

REMEDY = Lifecycle(
    name="remedy",
    states=(
        State("new", Text("新收", "New")),
        State("received", Text("已收到，等答复举证", "Received: reply and evidence are due")),
        State("replied", Text("已答复举证", "Replied")),
        State("upheld", Text("维持原决定", "Upheld"), is_end=True),
        State("overturned", Text("原决定被改变", "Overturned"), is_end=True),
        State("ended", Text("未经裁判结束", "Ended without a decision"), is_end=True),
    ),
    transitions=(
        Transition(
            "receive_reconsideration",
            ("new",),
            "received",
            Text("登记行政复议", "Enter a reconsideration"),
            "remedy.received",
            LITIGATORS,
            "行政复议法第四十八条、第五十四条",
            guards=(DECISION_SERVED,),
            starts=(
                Starts(REC_REPLY_10, when="ordinary_reconsideration"),
                Starts(REC_REPLY_5, when="simplified_reconsideration"),
            ),
        ),
        Transition(
            "receive_litigation",
            ("new",),
            "received",
            Text("登记行政诉讼", "Enter a suit"),
            "remedy.received",
            LITIGATORS,
            "行政诉讼法第六十七条",
            guards=(DECISION_SERVED,),
            starts=(Starts(LIT_REPLY_15),),
        ),
        Transition(
            "reply",
            ("received",),
            "replied",
            Text("答复并提交全部证据", "Reply, with the complete evidence"),
            "remedy.replied",
            LITIGATORS,
            "行政复议法第四十八条、第七十条，行政诉讼法第三十四条、第六十七条",
            stops=(REC_REPLY_10, REC_REPLY_5, LIT_REPLY_15),
        ),
        Transition(
            "uphold",
            OPEN_REMEDY,
            "upheld",
            Text("登记维持或者驳回", "Enter that the decision was upheld"),
            "remedy.upheld",
            LITIGATORS,
            "行政复议法第六十八条、第六十九条，行政诉讼法第六十九条",
            stops=(REC_REPLY_10, REC_REPLY_5, LIT_REPLY_15),
            starts=(
                Starts(LIT_15, when="is_reconsideration"),
                Starts(EXE_JUDGMENT_2Y, when="judgment_to_enforce"),
            ),
        ),
        Transition(
            "overturn",
            OPEN_REMEDY,
            "overturned",
            Text("登记撤销、变更、确认违法或者无效", "Enter that it was annulled, changed, unlawful or void"),
            "remedy.overturned",
            LITIGATORS,
            "行政复议法第六十三条至第六十七条，行政诉讼法第七十条、第七十四条至第七十七条",
            stops=(REC_REPLY_10, REC_REPLY_5, LIT_REPLY_15),
            starts=(Starts(LIT_15, when="is_reconsideration"),),
        ),
        Transition(
            "end",
            OPEN_REMEDY,
            "ended",
            Text("登记撤回、调解或者和解", "Enter that it was withdrawn or settled"),
            "remedy.ended",
            LITIGATORS,
            "行政复议法第四十一条、第七十三条、第七十四条，行政诉讼法第六十条、第六十二条",
            stops=(REC_REPLY_10, REC_REPLY_5, LIT_REPLY_15),
        ),
        Transition(
            "release_file",
            CLOSED_REMEDY,
            SAME,
            Text("解除案卷冻结", "Release the case file"),
            "remedy.file_released",
            LITIGATORS,
            "行政诉讼法第四十五条",
            guards=(FILE_HELD, SUIT_OVER),
        ),
    ),
)
