"""先行登记保存 and 查封、扣押: the measures that run beside a case (M4a). Pure.

程序规定 = 市场监督管理行政处罚程序规定, 处罚法 = 行政处罚法 (2021), 强制法 = 行政强制法. A preservation lifts by
itself when its days are over; a seizure must then be lifted. Both are recorded by a sweep, and what is left to do
is to give the things back.
"""

from typing import Any

from casework.clocks import EVD_PRESERVE_7, EVD_PRESERVE_7_OLD, EVD_URGENT_24H, SEIZE_30, SEIZE_URGENT_24H
from casework.kernel.lifecycle import SAME, Guard, Lifecycle, Starts, State, Text, Transition
from casework.kernel.roles import INVESTIGATORS, Role
from casework.lifecycle.guards import NOTHING_PENDING, ON_THE_CASE, TWO_OFFICERS, proposed
from casework.lifecycle.rows import grants

URGENT_CLOCKS = (EVD_URGENT_24H, SEIZE_URGENT_24H)
PERIODS = (EVD_PRESERVE_7, EVD_PRESERVE_7_OLD, SEIZE_30)
CLOCKS_OF_A_MEASURE = URGENT_CLOCKS + PERIODS

IN_FORCE = ("preserved", "seized", "testing")
# The things are still with the bureau, or should be.
NOT_SETTLED = (*IN_FORCE, "lapsed", "released")

PRESERVATION_LAW = "处罚法第五十六条、程序规定第三十三条"
HANDLING_LAW = "处罚法第五十六条、程序规定第三十五条"
SEIZURE_LAW = "强制法第十八条、程序规定第三十六条、第三十七条"
PERIOD_LAW = "强制法第二十五条、程序规定第三十八条"
RELEASE_LAW = "强制法第二十八条、程序规定第三十五条、第四十二条"
REFUSED_LAW = "强制法第十九条、程序规定第三十三条第二款、第三十六条第二款"

UNDER_WAY = Guard(
    "case_under_way",
    Text("案件不在核查或者调查中，不能再采取措施", "The case is not being investigated"),
    "程序规定第二十三条、第三十三条",
    there=Text("案件正在核查或者调查", "The case is being investigated"),
)
POWER_NAMED = Guard(
    "power_named",
    Text("没有写明授权查封、扣押的法律、法规条款", "No statute that gives the power is named"),
    "强制法第十条、第十七条，程序规定第三十六条",
    there=Text("已写明授权的法律、法规条款", "The statute is named"),
)
FORMALITIES = Guard(
    "formalities_kept",
    Text("清点、告知、笔录、签名等程序没有逐项确认", "The formalities are not confirmed one by one"),
    "强制法第十八条、程序规定第三十四条、第三十九条",
    there=Text("法定程序已逐项确认", "The formalities are confirmed"),
)
CONFIRMED = Guard(
    "approved_by_head",
    Text("当场采取的措施还没有经负责人批准", "The urgent measure is not yet approved by a head"),
    REFUSED_LAW,
    there=Text("已经负责人批准", "Approved by a head"),
)
NOT_CONFIRMED = Guard(
    "confirmation_due",
    Text("不需要再报请：已经批准、正在审批，或者负责人不同意", "No further report is due"),
    REFUSED_LAW,
    there=Text("还没有经负责人批准", "Not yet approved by a head"),
)
REFUSED = Guard(
    "confirmation_refused",
    Text("负责人没有作出不批准的决定", "No head refused the measure"),
    REFUSED_LAW,
    there=Text("负责人认为不应当采取", "The head found it unjustified"),
)
PERIOD_RUNS = Guard(
    "period_runs",
    Text(
        "期限已经届满：措施到期自动失效，不能再办理，也不能倒填日期",
        "The period is over: the measure has ended by itself, and nothing can be dated back",
    ),
    "处罚法第五十六条、强制法第二十五条、程序规定第三十五条、第三十八条",
    there=Text("期限还没有届满", "The period still runs"),
)
PERIOD_OVER = Guard(
    "period_over",
    Text("期限还没有届满", "The period still runs"),
    "程序规定第三十五条、第三十八条",
    there=Text("期限已经届满", "The period is over"),
)
FIRST_EXTENSION = Guard(
    "period_not_extended",
    Text("查封、扣押的期限只能延长一次", "A seizure can be extended once only"),
    PERIOD_LAW,
    there=Text("没有延长过", "Not extended before"),
)
CONFISCATED = Guard(
    "penalty_decided",
    Text("还没有作出行政处罚决定", "No penalty is decided"),
    "强制法第二十七条",
    there=Text("已作出行政处罚决定", "The penalty is decided"),
)
WITH_POLICE = Guard(
    "case_with_police",
    Text("案件没有移送公安机关", "The case is not with the police"),
    "强制法第二十一条",
    there=Text("案件已移送公安机关", "The case is with the police"),
)


def acts(
    action: str, sources: tuple[str, ...], target: str, title: Text, audit: str, law: str, **more: Any
) -> Transition:
    """What officers of the case do themselves."""
    roles, name = INVESTIGATORS, f"measure.{audit}"
    return Transition(action, sources, target, title, name, roles, law, only=ON_THE_CASE, **more)


PRESERVATION = (
    acts(
        "propose_preservation",
        ("new",),
        "preservation_proposed",
        Text("报请先行登记保存证据", "Ask to preserve evidence"),
        "proposed",
        PRESERVATION_LAW,
        guards=(UNDER_WAY, TWO_OFFICERS),
    ),
    acts(
        "preserve_at_once",
        ("new",),
        "preserved",
        Text("登记当场采取的先行登记保存（情况紧急）", "Record a preservation taken at once (urgent)"),
        "taken",
        "处罚法第五十六条、程序规定第三十三条第二款、第三十四条",
        guards=(UNDER_WAY, TWO_OFFICERS, FORMALITIES),
        starts=(Starts(EVD_URGENT_24H), Starts(EVD_PRESERVE_7), Starts(EVD_PRESERVE_7_OLD)),
        document="preservation_notice",
    ),
    grants(
        "approve_preservation",
        ("preservation_proposed",),
        "preservation_approved",
        Text("批准先行登记保存", "Approve the preservation"),
        "measure.approved",
        PRESERVATION_LAW,
        proposed("preservation", "先行登记保存", "a preservation", PRESERVATION_LAW),
    ),
    acts(
        "preserve",
        ("preservation_approved",),
        "preserved",
        Text("清点登记，实施先行登记保存", "Preserve: count, list and hand over the notice"),
        "taken",
        "处罚法第五十六条、程序规定第三十四条",
        guards=(TWO_OFFICERS, FORMALITIES),
        starts=(Starts(EVD_PRESERVE_7), Starts(EVD_PRESERVE_7_OLD)),
        document="preservation_notice",
    ),
    grants(
        "confirm_preservation",
        ("preserved",),
        SAME,
        Text("补办批准先行登记保存", "Approve the preservation taken at once"),
        "measure.confirmed",
        "程序规定第三十三条第二款",
        proposed("preservation_confirmation", "补办批准", "approval afterwards", "程序规定第三十三条"),
        stops=(EVD_URGENT_24H,),
    ),
    acts(
        "propose_handling",
        ("preserved",),
        SAME,
        Text("报请处理保存的证据", "Ask what becomes of the evidence"),
        "handling_proposed",
        HANDLING_LAW,
        guards=(CONFIRMED, PERIOD_RUNS, NOTHING_PENDING),
    ),
    grants(
        "settle_preservation",
        ("preserved",),
        "handled",
        Text("批准处理保存的证据", "Approve what becomes of the evidence"),
        "measure.settled",
        HANDLING_LAW,
        proposed("preservation_handling", "处理保存的证据", "what becomes of the evidence", HANDLING_LAW),
        CONFIRMED,
        PERIOD_RUNS,
        stops=(EVD_PRESERVE_7, EVD_PRESERVE_7_OLD),
    ),
)

SEIZURE = (
    acts(
        "propose_seizure",
        ("new",),
        "seizure_proposed",
        Text("报请查封、扣押", "Ask to seal or seize"),
        "proposed",
        SEIZURE_LAW,
        guards=(UNDER_WAY, TWO_OFFICERS, POWER_NAMED),
    ),
    acts(
        "seize_at_once",
        ("new",),
        "seized",
        Text("登记当场实施的查封、扣押（情况紧急）", "Record a seizure made at once (urgent)"),
        "taken",
        "强制法第十八条、第十九条、程序规定第三十六条第二款",
        guards=(UNDER_WAY, TWO_OFFICERS, POWER_NAMED, FORMALITIES),
        starts=(Starts(SEIZE_URGENT_24H), Starts(SEIZE_30)),
    ),
    grants(
        "approve_seizure",
        ("seizure_proposed",),
        "seizure_approved",
        Text("批准查封、扣押", "Approve the seizure"),
        "measure.approved",
        SEIZURE_LAW,
        proposed("seizure", "查封、扣押", "a seizure", SEIZURE_LAW),
        POWER_NAMED,
    ),
    acts(
        "seize",
        ("seizure_approved",),
        "seized",
        Text("实施查封、扣押", "Seal or seize"),
        "taken",
        "强制法第十八条、第二十四条、程序规定第三十七条",
        guards=(TWO_OFFICERS, POWER_NAMED, FORMALITIES),
        starts=(Starts(SEIZE_30),),
    ),
    grants(
        "confirm_seizure",
        ("seized", "testing"),
        SAME,
        Text("补办批准查封、扣押", "Approve the seizure made at once"),
        "measure.confirmed",
        "强制法第十九条、程序规定第三十六条第二款",
        proposed("seizure_confirmation", "补办批准", "approval afterwards", "强制法第十九条"),
        stops=(SEIZE_URGENT_24H,),
    ),
    acts(
        "propose_seizure_extension",
        ("seized",),
        SAME,
        Text("报请延长查封、扣押期限", "Ask for a longer seizure"),
        "extension_proposed",
        PERIOD_LAW,
        guards=(CONFIRMED, PERIOD_RUNS, FIRST_EXTENSION, NOTHING_PENDING),
    ),
    grants(
        "extend_seizure",
        ("seized", "testing"),
        SAME,
        Text("批准延长查封、扣押期限", "Extend the seizure"),
        "measure.extended",
        PERIOD_LAW,
        proposed("seizure_extension", "延长查封、扣押期限", "a longer seizure", PERIOD_LAW),
        PERIOD_RUNS,
        FIRST_EXTENSION,
    ),
    acts(
        "send_to_testing",
        ("seized",),
        "testing",
        Text("送检测、检验、检疫或者鉴定", "Send to be tested or appraised"),
        "sent_to_testing",
        "强制法第二十五条第三款、程序规定第三十八条",
        guards=(PERIOD_RUNS,),
    ),
    Transition(
        "end_testing",
        ("testing",),
        "seized",
        Text("检测、鉴定结束，期限继续计算", "Testing is over: the period runs again"),
        "measure.testing_ended",
        INVESTIGATORS,
        "强制法第二十五条第三款、程序规定第三十八条",
        only=ON_THE_CASE,
    ),
    Transition(
        "end_testing_at_term",
        ("testing",),
        "seized",
        Text("告知的检测、鉴定期间届满，期限继续计算", "The period told for testing is over"),
        "measure.testing_ended",
        frozenset({Role.SYSTEM}),
        "强制法第二十五条第三款、程序规定第三十八条",
    ),
    acts(
        "confiscate",
        ("seized",),
        "confiscated",
        Text("随处罚决定没收", "Confiscated with the decision"),
        "confiscated",
        "强制法第二十七条、程序规定第三十八条",
        guards=(CONFIRMED, CONFISCATED, PERIOD_RUNS),
        stops=(SEIZE_30,),
    ),
)

EITHER = (
    acts(
        "report_again",
        IN_FORCE,
        SAME,
        Text("再次报请补办批准", "Ask again for approval afterwards"),
        "reported",
        REFUSED_LAW,
        guards=(NOT_CONFIRMED,),
    ),
    acts(
        "lift_refused",
        IN_FORCE,
        "released",
        Text("负责人不批准，立即解除", "Refused by the head: lift it at once"),
        "lifted",
        REFUSED_LAW,
        guards=(REFUSED,),
        stops=CLOCKS_OF_A_MEASURE,
    ),
    acts(
        "propose_release",
        IN_FORCE,
        SAME,
        Text("报请解除措施", "Ask to lift the measure"),
        "release_proposed",
        RELEASE_LAW,
        guards=(PERIOD_RUNS, NOTHING_PENDING),
    ),
    grants(
        "release",
        IN_FORCE,
        "released",
        Text("批准解除措施", "Lift the measure"),
        "measure.lifted",
        RELEASE_LAW,
        proposed("measure_release", "解除措施", "a release", RELEASE_LAW),
        PERIOD_RUNS,
        stops=CLOCKS_OF_A_MEASURE,
    ),
    acts(
        "hand_to_police",
        IN_FORCE,
        "handed_over",
        Text("随案移送公安机关", "Hand over to the police with the case"),
        "handed_over",
        "强制法第二十一条、移送规定第十二条",
        guards=(WITH_POLICE, PERIOD_RUNS),
        stops=CLOCKS_OF_A_MEASURE,
    ),
    Transition(
        "lapse",
        ("preserved", "seized"),
        "lapsed",
        Text("期限届满，措施自动失效", "The period is over: the measure ends by itself"),
        "measure.lapsed",
        frozenset({Role.SYSTEM}),
        "程序规定第三十五条、第四十二条，强制法第二十八条",
        guards=(PERIOD_OVER,),
    ),
    acts(
        "give_back",
        ("lapsed", "released"),
        "given_back",
        Text("退还物品", "Give the things back"),
        "given_back",
        "强制法第二十八条、程序规定第四十二条",
    ),
    acts(
        "drop",
        ("preservation_proposed", "preservation_approved", "seizure_proposed", "seizure_approved"),
        "dropped",
        Text("不再采取这项措施", "Do without the measure"),
        "dropped",
        "强制法第五条、程序规定第三十三条",
        guards=(NOTHING_PENDING,),
    ),
)

MEASURE = Lifecycle(
    name="measure",
    states=(
        State("new", Text("未开始", "Not begun")),
        State("preservation_proposed", Text("已报请", "Proposed")),
        State("preservation_approved", Text("已批准，等实施", "Approved, to be carried out")),
        State("preserved", Text("登记保存中", "Preserved")),
        State("seizure_proposed", Text("已报请", "Proposed")),
        State("seizure_approved", Text("已批准，等实施", "Approved, to be carried out")),
        State("seized", Text("查封、扣押中", "Seized")),
        State("testing", Text("检测、鉴定中", "Being tested")),
        State("lapsed", Text("期满失效，等退还", "Ended by itself, to be given back")),
        State("released", Text("已解除，等退还", "Lifted, to be given back")),
        State("given_back", Text("已退还", "Given back"), is_end=True),
        State("handled", Text("已处理", "Settled"), is_end=True),
        State("confiscated", Text("已没收", "Confiscated"), is_end=True),
        State("handed_over", Text("已移送", "Handed over"), is_end=True),
        State("dropped", Text("没有采取", "Not taken"), is_end=True),
    ),
    transitions=(*PRESERVATION, *SEIZURE, *EITHER),
)
