"""The grounds that the rule lists, to be chosen and not to be invented. Pure."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from casework.kernel.lifecycle import Text

# 程序规定 art 20; the last two follow from arts 19 and 14.
NOT_FILING_GROUNDS = {
    "slight": Text("违法行为轻微并及时改正，没有造成危害后果", "Slight, corrected in time, no harm"),
    "first": Text("初次违法且危害后果轻微并及时改正", "First breach, slight harm, corrected in time"),
    "no_fault": Text("当事人有证据足以证明没有主观过错", "The party has proved that it is not at fault"),
    "other": Text("依法可以不予立案的其他情形", "Another ground by law"),
    "no_facts": Text("没有违法事实", "No breach was found"),
    "limitation": Text("违法行为已超过追责时效", "The limitation period has expired"),
}

# 程序规定 art 46.
SUSPENSION_GROUNDS = {
    "other_case": Text(
        "须以相关案件的裁判结果或者其他行政决定为依据", "Hangs on another judgment or decision"
    ),
    "legal_question": Text("涉及法律适用问题，须送请有权机关解释", "A legal question was referred"),
    "force_majeure": Text("因不可抗力致使案件暂时无法调查", "Force majeure"),
    "party_missing": Text("当事人下落不明，案件暂时无法调查", "The party cannot be found"),
    "other": Text("其他应当中止调查的情形", "Another ground to suspend"),
}

# 程序规定 art 47.
TERMINATION_GROUNDS = {
    "died": Text("涉嫌违法的公民死亡", "The natural person died"),
    "dissolved": Text(
        "法人或者其他组织终止，没有权利义务承受人", "The organisation ended without a successor"
    ),
    "other": Text("其他应当终止调查的情形", "Another ground to terminate"),
}

# 处罚法 arts 30, 31, 33, each with the words that the decision prints.
NO_PENALTY_GROUNDS = {
    "under_14": Text("不满十四周岁的未成年人（处罚法第三十条）", "Under fourteen (art 30)"),
    "incapacity": Text(
        "精神病人、智力残疾人在不能辨认或者控制自己行为时（处罚法第三十一条）", "Without capacity (art 31)"
    ),
    "slight": Text(
        "违法行为轻微并及时改正，没有造成危害后果（处罚法第三十三条第一款）",
        "Slight, corrected in time, no harm (art 33(1))",
    ),
    "first": Text(
        "初次违法且危害后果轻微并及时改正（处罚法第三十三条第一款）",
        "First breach, slight harm, corrected in time (art 33(1))",
    ),
    "no_fault": Text(
        "当事人有证据足以证明没有主观过错（处罚法第三十三条第二款）", "No fault, proved (art 33(2))"
    ),
    "limitation": Text("超过追责时效（处罚法第三十六条）", "Limitation expired (art 36)"),
}


@dataclass(frozen=True, slots=True)
class SpotLimit:
    """How much may be imposed on the spot (处罚法 art 51) from a day on, in yuan."""

    valid_from: dt.date
    individual: Decimal
    organisation: Decimal
    law: str


SPOT_LIMITS = (
    SpotLimit(dt.date(1996, 10, 1), Decimal("50"), Decimal("1000"), "处罚法（2017年）第三十三条"),
    SpotLimit(dt.date(2021, 7, 15), Decimal("200"), Decimal("3000"), "处罚法第五十一条"),
)

# When officers may take the fine themselves (处罚法 arts 68, 69).
COLLECTION_GROUNDS = {
    "small": Text(
        "罚款数额很小，法律允许当场收缴（处罚法第六十八条第一项）", "A very small fine (art 68(1))"
    ),
    "hard_later": Text(
        "不当场收缴事后难以执行（处罚法第六十八条第二项）", "Hard to collect afterwards (art 68(2))"
    ),
    "remote": Text(
        "边远、水上、交通不便地区，当事人到银行缴款有困难并主动提出（处罚法第六十九条）",
        "Remote, on water or hard to reach, and the party itself asks (art 69)",
    ),
}


@dataclass(frozen=True, slots=True)
class SmallFine:
    """Up to how much a fine may be collected on the spot for its size alone, from a day on, in yuan."""

    valid_from: dt.date
    amount: Decimal
    law: str


SMALL_FINES = (
    SmallFine(dt.date(1996, 10, 1), Decimal("20"), "处罚法（2017年）第四十七条"),
    SmallFine(dt.date(2021, 7, 15), Decimal("100"), "处罚法第六十八条第一项"),
)


def small_fine(on: dt.date) -> SmallFine:
    """The rule of that day for collecting a fine because it is small."""
    return next(row for row in reversed(SMALL_FINES) if row.valid_from <= on)


def spot_limit(on: dt.date, *, is_individual: bool) -> Decimal:
    """The most that may be imposed on the spot on that day."""
    limit = next(row for row in reversed(SPOT_LIMITS) if row.valid_from <= on)
    return limit.individual if is_individual else limit.organisation
