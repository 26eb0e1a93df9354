"""责令改正: the order to correct, beside the case from the first proof of a breach on (M4a). Pure.

The order is no penalty and has remedies of its own. No text says who signs it inside the bureau; in this house
officers draw it up and the head of their unit (or of the bureau) consents, so that it can be issued early.
"""

from casework.clocks import LIT_6M, REC_APPLY_60, REC_APPLY_60_OLD
from casework.kernel.lifecycle import SAME, Bar, Guard, Lifecycle, Starts, State, Text, Transition
from casework.kernel.roles import INVESTIGATORS, Role
from casework.lifecycle.guards import EVIDENCE, HEADS, ON_THE_CASE, PARTY_KNOWN, TWO_OFFICERS

LAW = "处罚法第二十八条第一款"
CONSENTING = HEADS | {Role.UNIT_HEAD}

NOT_OWN_DRAFT = Bar(
    ("correction.drafted", "visit.signed"),
    Text("您起草了这份通知或者参与了调查，不能由您同意", "You drew it up or investigated: another consents"),
    "程序规定第四条",
)
CASE_OPEN = Guard(
    "case_open",
    Text("案件已经结束", "The case has ended"),
    LAW,
    there=Text("案件正在办理", "The case is open"),
)
FIRST_EXTENSION = Guard(
    "not_extended",
    Text("改正期限只能延长一次", "The time to correct can be extended once only"),
    LAW,
    there=Text("没有延长过", "Not extended before"),
)
DAY_NOT_PAST = Guard(
    "day_not_past",
    Text("改正期限已过，不能再延长：请复查", "The day has passed: inspect again instead"),
    LAW,
    there=Text("改正期限还没有过", "The day has not passed"),
)
HAS_A_DAY = Guard(
    "has_a_day",
    Text("责令立即改正的，没有期限可以延长", "An order to correct at once has no period to extend"),
    LAW,
    there=Text("规定了改正期限", "A day was set"),
)

CORRECTION = Lifecycle(
    name="correction",
    states=(
        State("new", Text("未开始", "Not begun")),
        State("drafted", Text("已起草，等同意", "Drawn up, awaits consent")),
        State("declined", Text("没有同意", "Not consented to"), is_end=True),
        State("issued", Text("已制作，等送达", "Issued, to be served")),
        State("served", Text("改正期间", "Time to correct")),
        State("not_corrected", Text("逾期未改正", "Not corrected")),
        State("corrected", Text("已改正", "Corrected"), is_end=True),
        State("withdrawn", Text("已撤回", "Withdrawn"), is_end=True),
    ),
    transitions=(
        Transition(
            "draft_order",
            ("new",),
            "drafted",
            Text("起草责令改正通知书", "Draw up an order to correct"),
            "correction.drafted",
            INVESTIGATORS,
            LAW,
            only=ON_THE_CASE,
            guards=(CASE_OPEN, PARTY_KNOWN, EVIDENCE, TWO_OFFICERS),
        ),
        Transition(
            "consent_to_order",
            ("drafted",),
            "issued",
            Text("同意，制作责令改正通知书", "Consent: issue the order"),
            "correction.issued",
            CONSENTING,
            LAW,
            bars=(NOT_OWN_DRAFT,),
            guards=(EVIDENCE,),
            document="correction_order",
        ),
        Transition(
            "decline_order",
            ("drafted",),
            "declined",
            Text("不同意", "Do not consent"),
            "correction.declined",
            CONSENTING,
            LAW,
            bars=(NOT_OWN_DRAFT,),
        ),
        # The officers record the service on the page of the document; a public notice ends by a sweep.
        Transition(
            "serve_order",
            ("issued",),
            "served",
            Text("通知书送达", "The order is served"),
            "correction.served",
            INVESTIGATORS | {Role.SYSTEM},
            "程序规定第八十一条",
            starts=(Starts(REC_APPLY_60), Starts(REC_APPLY_60_OLD), Starts(LIT_6M)),
            document="service_receipt",
        ),
        Transition(
            "extend_order",
            ("served",),
            SAME,
            Text("延长改正期限", "Give more time to correct"),
            "correction.extended",
            CONSENTING,
            LAW,
            bars=(NOT_OWN_DRAFT,),
            guards=(HAS_A_DAY, FIRST_EXTENSION, DAY_NOT_PAST),
        ),
        Transition(
            "record_corrected",
            ("served", "not_corrected"),
            "corrected",
            Text("复查：已改正", "Inspected again: corrected"),
            "correction.corrected",
            INVESTIGATORS,
            LAW,
            only=ON_THE_CASE,
            guards=(TWO_OFFICERS,),
        ),
        Transition(
            "record_not_corrected",
            ("served",),
            "not_corrected",
            Text("复查：没有改正", "Inspected again: not corrected"),
            "correction.not_corrected",
            INVESTIGATORS,
            LAW,
            only=ON_THE_CASE,
            guards=(TWO_OFFICERS,),
        ),
        Transition(
            "withdraw_order",
            ("issued", "served", "not_corrected"),
            "withdrawn",
            Text("撤回通知书", "Withdraw the order"),
            "correction.withdrawn",
            HEADS,
            LAW,
            bars=(NOT_OWN_DRAFT,),
        ),
    ),
)
