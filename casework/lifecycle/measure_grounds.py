"""What a measure beside the case is done with, released for and recorded by: lists of the rule. Pure."""

from casework.kernel.lifecycle import Text

# 程序规定 art 35(1)–(4); its number (5), release, is a step of its own.
HANDLINGS = {
    "copied": Text("采取记录、复制、拍照、录像等证据保全措施", "Recorded, copied, photographed or filmed"),
    "tested": Text("送交检测、检验、检疫、鉴定", "Sent to be tested or appraised"),
    "seized": Text("依法决定查封、扣押", "Seized, by a statute that gives the power"),
    "confiscated": Text("作出行政处罚决定，没收违法物品", "Confiscated by the penalty decision"),
}

# 程序规定 art 35(5).
PRESERVATION_RELEASES = {
    "not_established": Text("违法事实不成立（程序规定第三十五条第五项）", "No breach (art 35(5))"),
    "not_to_be_taken": Text(
        "违法事实成立，但依法不应当查封、扣押或者没收（程序规定第三十五条第五项）",
        "A breach, but nothing to seize or confiscate (art 35(5))",
    ),
}

# 行政强制法 art 28, 程序规定 art 42.
SEIZURE_RELEASES = {
    "no_breach": Text("当事人没有违法行为", "The party committed no breach"),
    "unrelated": Text(
        "查封、扣押的场所、设施或者财物与违法行为无关", "The things have no part in the breach"
    ),
    "decided": Text(
        "对违法行为已经作出处理决定，不再需要查封、扣押", "Decided; the measure is no longer needed"
    ),
    "other": Text("其他不再需要查封、扣押的情形", "No longer needed for another reason"),
}

# 程序规定 arts 34, 44.
PRESERVATION_FORMALITIES = {
    "listed": Text(
        "当场清点，开具清单，当事人和办案人员签名或者盖章；拒绝的已注明",
        "Counted on the spot and listed; signed, or refusal noted",
    ),
    "delivered": Text(
        "通知书和清单当场交付当事人，禁止损毁、销毁或者转移",
        "Notice and list handed over; the party told not to damage or move the things",
    ),
    "filmed": Text("全程音像记录", "Filmed throughout"),
}

# 行政强制法 arts 18, 24; 程序规定 arts 39, 44.
SEIZURE_FORMALITIES = {
    "two_officers": Text("两名以上执法人员实施，出示执法证件", "Two officers, certificates shown"),
    "party_called": Text(
        "通知当事人到场；不到场的，邀请见证人到场", "The party called; where absent, a witness"
    ),
    "told": Text(
        "当场告知理由、依据和当事人的权利、救济途径", "Reasons, basis, rights and remedies told on the spot"
    ),
    "heard": Text("听取当事人的陈述和申辩", "The party heard"),
    "recorded": Text("制作现场笔录", "A site record made"),
    "signed": Text(
        "笔录和清单由当事人和执法人员签名或者盖章；拒绝的已注明",
        "Record and list signed, or refusal noted",
    ),
    "delivered": Text("决定书和清单当场交付当事人", "Decision and list handed over"),
    "filmed": Text("全程音像记录", "Filmed throughout"),
}
