"""Why a complaint is not accepted, and why a mediation ends, by the law of the day of the step. Pure."""

import datetime as dt

from casework.kernel.lifecycle import Text
from complaints.lifecycle.kinds import O20_LAST_DAY
from complaints.lifecycle.scope import Ground


def _in_force(grounds: dict[str, Ground], day: dt.date) -> dict[str, Ground]:
    return {code: ground for code, ground in grounds.items() if ground.law(day)}


def _not_accepted(zh: str, en: str, o20: str, o121: str) -> Ground:
    return Ground(
        Text(zh, en),
        until_o20=f"投诉举报处理暂行办法第十五条第{o20}项" if o20 else "",
        since_o121=f"投诉举报处理办法第十六条第{o121}项",
    )


NO_DISPUTE, TOO_LATE = "no_dispute", "too_late"

# 不予受理 (Order 121 art 16, Order 20 art 15).
NON_ACCEPTANCE: dict[str, Ground] = {
    "no_competence": _not_accepted(
        "不属于市场监督管理部门职责，或者本局不具有处理权限", "outside our duties or competence", "一", "一"
    ),
    "taken_elsewhere": _not_accepted(
        "法院、仲裁机构、市场监督管理部门、其他行政机关或者消费者协会等已经受理或者处理过",
        "already taken by a court, arbitration, another authority or the consumer association",
        "二",
        "二",
    ),
    NO_DISPUTE: _not_accepted(
        "不是为生活消费需要购买使用商品或者接受服务，或者不能证明存在消费者权益争议",
        "not for daily-life consumption, or no dispute is shown",
        "三",
        "三",
    ),
    TOO_LATE: _not_accepted(
        "知道或者应当知道权益受损之日起超过三年", "more than three years since the harm was known", "四", "四"
    ),
    "material_missing": _not_accepted(
        "没有提供规定的材料，或者提供的材料不真实", "the required material is missing or false", "五", "五"
    ),
    # Order 20 had no duty to prove who one is.
    "identity": _not_accepted(
        "冒用他人身份，或者不配合核实身份", "the identity of another is used, or the check refused", "", "六"
    ),
    "other": _not_accepted("法律、法规、规章规定的其他情形", "another case that a law names", "六", "七"),
}

# The factors of Order 121 art 17 for ground 3: what speaks against daily-life consumption.
NO_DISPUTE_FACTORS: dict[str, Text] = {
    "quantity": Text(
        "购买的数量、次数明显不合保质期或者生活消费习惯", "quantity or frequency out of line with daily life"
    ),
    "mass": Text("短时间大量投诉，或者与他人串通投诉", "many complaints in a short time, or in collusion"),
    "no_purchase": Text("没有真实的消费或者损害", "no real purchase or harm"),
    "shared_contact": Text("多人使用同一电话或者地址投诉", "many people with one phone number or address"),
    "other": Text("其他情形，在事实中写明", "others, to be written down"),
}
FACTORS_LAW = "投诉举报处理办法第十七条"

# 终止调解 (Order 121 art 23(1), Order 20 art 21(1)).
WITHDRAWN, REFUSED, TIME, LATER_FOUND = "withdrawn", "refused", "time", "later_found"


def _terminated(zh: str, en: str, o20: str, o121: str) -> Ground:
    return Ground(
        Text(zh, en),
        until_o20=f"投诉举报处理暂行办法第二十一条第一款{o20}" if o20 else "",
        since_o121=f"投诉举报处理办法第二十三条第一款第{o121}项",
    )


_NUMBER_UNREAD = "（项序待核）"
TERMINATION: dict[str, Ground] = {
    WITHDRAWN: _terminated(
        "投诉人撤回投诉，或者双方自行和解",
        "the complainant withdrew, or the two settled",
        _NUMBER_UNREAD,
        "一",
    ),
    REFUSED: _terminated(
        "一方无正当理由不参加调解，或者明确拒绝调解",
        "one side stayed away without reason, or clearly refuses",
        _NUMBER_UNREAD,
        "二",
    ),
    "no_agreement": _terminated(
        "经调解，明确表示无法达成协议", "no agreement is possible", _NUMBER_UNREAD, "三"
    ),
    "appraisal_cost": _terminated(
        "对检验鉴定的机构或者费用承担不能协商一致",
        "no agreement on the institution or the cost of the appraisal",
        _NUMBER_UNREAD,
        "四",
    ),
    TIME: _terminated("调解期限届满没有达成协议", "no agreement within the period", "第五项", "五"),
    LATER_FOUND: _terminated(
        "受理后发现有不予受理的情形，或者涉嫌诈骗、敲诈勒索等",
        "a ground for not accepting, or suspected fraud or extortion, was found later",
        _NUMBER_UNREAD,
        "六",
    ),
    # Order 20 as read names no such ground of its own.
    "party_gone": _terminated("当事人死亡或者终止", "a party died or no longer exists", "", "七"),
    "other": _terminated(
        "法律、法规、规章规定的其他情形", "another case that a law names", _NUMBER_UNREAD, "八"
    ),
}


def non_acceptance_grounds(day: dt.date) -> dict[str, Ground]:
    return _in_force(NON_ACCEPTANCE, day)


def termination_grounds(day: dt.date) -> dict[str, Ground]:
    return _in_force(TERMINATION, day)


def factors_are_due(ground: str, day: dt.date) -> bool:
    """Whether the factors of art 17 must be written down for this ground."""
    return ground == NO_DISPUTE and day > O20_LAST_DAY
