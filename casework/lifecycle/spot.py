"""The simple procedure on the spot (M6). Pure.

程序规定 = 市场监督管理行政处罚程序规定, 处罚法 = 行政处罚法 (2021).
"""

import datetime as dt

from casework.clocks import LIT_6M, PAY_15, REC_APPLY_60, REC_APPLY_60_OLD, SMP_ARCHIVE_7, VER_15
from casework.kernel.lifecycle import Starts, Text, Transition
from casework.kernel.roles import INVESTIGATORS
from casework.lifecycle.guards import ON_THE_CASE, PARTY_KNOWN, TWO_OFFICERS, WITHIN_SPOT_LIMIT

ON_THE_SPOT = (
    Transition(
        "tell_on_spot",
        ("lead_registered", "verifying"),
        "told_on_spot",
        Text("当场告知，听取陈述申辩", "Tell the party on the spot, hear the party"),
        "case.told_on_spot",
        INVESTIGATORS,
        "处罚法第五十一条、程序规定第六十六条至第六十八条",
        guards=(PARTY_KNOWN, WITHIN_SPOT_LIMIT),
    ),
    Transition(
        "leave_spot",
        ("told_on_spot",),
        "verifying",
        Text("转为普通程序", "Go over to the ordinary procedure"),
        "case.left_spot",
        INVESTIGATORS,
        "程序规定第六十六条、第十八条",
        only=ON_THE_CASE,
    ),
    Transition(
        "fine_on_spot",
        ("told_on_spot",),
        "fined_on_spot",
        Text("当场作出处罚决定", "Decide on the spot"),
        "case.fined_on_spot",
        INVESTIGATORS,
        "处罚法第五十二条、程序规定第六十七条",
        only=ON_THE_CASE,
        guards=(TWO_OFFICERS, WITHIN_SPOT_LIMIT),
        stops=(VER_15,),
        starts=(
            Starts(SMP_ARCHIVE_7),
            Starts(PAY_15, when="fine_due"),
            Starts(REC_APPLY_60),
            Starts(REC_APPLY_60_OLD),
            # Since 2024 reconsideration comes first (复议法 art 23).
            Starts(LIT_6M, valid_to=dt.date(2023, 12, 31)),
        ),
        document="spot_decision",
    ),
    Transition(
        "hand_in_spot_papers",
        ("fined_on_spot",),
        "closed",
        Text("材料交回本局，归档", "Hand the papers in"),
        "case.spot_papers_handed_in",
        INVESTIGATORS,
        "程序规定第七十条",
        only=ON_THE_CASE,
        stops=(SMP_ARCHIVE_7,),
    ),
)
