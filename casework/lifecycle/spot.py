"""The simple procedure on the spot (M6). Pure.

程序规定 = 市场监督管理行政处罚程序规定, 处罚法 = 行政处罚法 (2021).
"""

import datetime as dt

from casework.clocks import (
    LIT_6M,
    PAY_15,
    REC_APPLY_60,
    REC_APPLY_60_OLD,
    SMP_ARCHIVE_7,
    SMP_BANK_2,
    SMP_CASH_2,
    VERIFICATION_CLOCKS,
)
from casework.kernel.lifecycle import SAME, Starts, Text, Transition
from casework.kernel.roles import INVESTIGATORS, Role
from casework.lifecycle.guards import (
    CASH_BANKED,
    CASH_TO_BANK,
    CASH_TO_HAND_IN,
    LIMITATION,
    NO_TRANSFER_OPEN,
    NOT_FINED_BEFORE,
    ON_THE_CASE,
    PARTY_KNOWN,
    SPOT_PAID,
    TWO_OFFICERS,
    WITHIN_SPOT_LIMIT,
)

# From the decision until nothing is left to be done.
FINED = ("fined_on_spot", "spot_papers_in")

ON_THE_SPOT = (
    Transition(
        "tell_on_spot",
        ("lead_registered", "verifying"),
        "told_on_spot",
        Text("当场告知，听取陈述申辩", "Tell the party on the spot, hear the party"),
        "case.told_on_spot",
        INVESTIGATORS,
        "处罚法第五十一条、程序规定第六十六条至第六十八条",
        guards=(TWO_OFFICERS, PARTY_KNOWN, WITHIN_SPOT_LIMIT, LIMITATION, NOT_FINED_BEFORE),
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
        guards=(TWO_OFFICERS, WITHIN_SPOT_LIMIT, LIMITATION, NOT_FINED_BEFORE, NO_TRANSFER_OPEN),
        stops=VERIFICATION_CLOCKS,
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
        "collect_on_spot",
        ("fined_on_spot",),
        SAME,
        Text("当场收缴罚款", "Collect the fine on the spot"),
        "case.collected_on_spot",
        INVESTIGATORS,
        "处罚法第六十八条、第六十九条，程序规定第七十二条",
        only=ON_THE_CASE,
        starts=(Starts(SMP_CASH_2),),
    ),
    Transition(
        "settle_spot_fine",
        FINED,
        SAME,
        Text("罚款缴清", "The fine is paid"),
        "case.spot_fine_paid",
        INVESTIGATORS,
        "处罚法第六十七条、程序规定第七十二条",
        only=ON_THE_CASE,
        guards=(SPOT_PAID,),
        stops=(PAY_15,),
    ),
    Transition(
        "settle_spot_fine_by_bank",
        FINED,
        SAME,
        Text("罚款到账，缴清", "The fine came in: paid"),
        "case.spot_fine_paid",
        frozenset({Role.SYSTEM}),
        "处罚法第六十七条、程序规定第七十二条",
        guards=(SPOT_PAID,),
        stops=(PAY_15,),
    ),
    Transition(
        "hand_in_cash",
        FINED,
        SAME,
        Text("将收缴的罚款交至本局", "Hand the collected fine in to the bureau"),
        "case.cash_handed_in",
        INVESTIGATORS,
        "处罚法第七十一条、程序规定第七十三条",
        only=ON_THE_CASE,
        guards=(CASH_TO_HAND_IN,),
        stops=(SMP_CASH_2,),
        starts=(Starts(SMP_BANK_2),),
    ),
    Transition(
        "bank_cash",
        FINED,
        SAME,
        Text("将罚款缴付银行", "Pay the fine to the bank"),
        "case.cash_banked",
        frozenset({Role.UNIT_HEAD}),
        "处罚法第七十一条、程序规定第七十三条",
        guards=(CASH_TO_BANK,),
        stops=(SMP_BANK_2,),
    ),
    Transition(
        "hand_in_spot_papers",
        ("fined_on_spot",),
        "spot_papers_in",
        Text("材料交回本局，归档保存", "Hand the papers in"),
        "case.spot_papers_handed_in",
        INVESTIGATORS,
        "程序规定第七十条",
        only=ON_THE_CASE,
        stops=(SMP_ARCHIVE_7,),
    ),
    Transition(
        "close_spot",
        ("spot_papers_in",),
        "closed",
        Text("当场处罚执行完毕，结案", "All done: close the case"),
        "case.spot_closed",
        INVESTIGATORS,
        "程序规定第七十条、第七十七条第一项",
        only=ON_THE_CASE,
        guards=(SPOT_PAID, CASH_BANKED),
    ),
)
