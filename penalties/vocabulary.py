"""What the codes of the engine are called on a page or a document.

The names stand with the engine (``engine.phrases``), so that a stored explanation reads alike everywhere; here
they become texts, with what only a page says: the choices of the form, and what follows from an answer.
"""

from collections.abc import Mapping

from casework.kernel.lifecycle import Text
from penalties.engine import phrases


def _texts(*tables: Mapping[str, tuple[str, str]]) -> dict[str, Text]:
    return {code: Text(zh, en) for table in tables for code, (zh, en) in table.items()}


AMOUNTS = _texts(phrases.AMOUNTS)
FACTS = _texts(phrases.FACTS)
GRADES = _texts(phrases.GRADES)
TIERS = _texts(phrases.TIERS)
KINDS = _texts(phrases.KINDS)
WHY = _texts(phrases.REASONS)
VALUES = _texts(phrases.VALUES) | {"true": Text("是", "yes"), "false": Text("否", "no")}
GROUNDS = _texts(phrases.LABELS)

PARTY_KINDS = {
    "unit": Text("法人或者其他组织", "Legal person or other organisation"),
    "sole_trader": Text("个体工商户", "Sole trader"),
    "individual": Text("自然人", "Individual"),
}

PERSON_ROLES = ("legal_representative", "principal", "responsible_manager", "responsible_person")

AMOUNT_STATES = {
    "known": Text("已查明，填写金额", "Established: the amount is"),
    "none": Text("查明没有", "Established: there is none"),
    "unknown": Text("无法计算", "Cannot be calculated"),
}

LEVELS = {
    "city": Text("市级市场监督管理部门", "the city level"),
    "province": Text("省级市场监督管理部门", "the province level"),
    "national": Text("国家市场监督管理总局", "the national level"),
}

EFFECTS = {
    "must_lighter": Text("应当从轻或者减轻", "Must be lighter or mitigated"),
    "may_lighter": Text("可以从轻或者减轻", "May be lighter or mitigated"),
    "must_heavier": Text("应当从重", "Must be heavier"),
    "may_heavier": Text("可以从重", "May be heavier"),
}

OUTCOMES = {
    "penalty": Text("可以处以罚款。", "A fine may be imposed."),
    "must_not_punish": Text("应当不予处罚。", "There must be no penalty."),
    "may_not_punish": Text("可以不予处罚。要处罚的：", "The authority may refrain. If it does not:"),
    "not_unlawful": Text(
        "按照适用的文本，这一行为不违法。", "Under the text that applies the conduct is lawful."
    ),
    "no_fine": Text("现在没有罚款。", "There is no fine now."),
    "refer": Text("不由本局决定，应当报送上级。", "Not for this level to decide: refer the case."),
}

VERDICTS = {
    "below_minimum": Text("低于法定下限。要减轻处罚，请选“减轻”并有法定理由。",
                          "Below the statutory minimum. To mitigate, choose 'mitigated' and have a ground."),
    "above_maximum": Text("高于法定上限。", "Above the statutory maximum."),
    "not_allowed": Text("现在不能罚款，请把拟罚金额清空。", "No fine is allowed now: clear the amount."),
    "needs_ground": Text(
        "减轻处罚要有法定或者规定的情形，请先勾选。", "Mitigation needs a ground: tick the factor that allows it."
    ),
}  # fmt: skip

# What stands in the list of notes: its kind there (blocks, note, tip), and its words.
FLAGS = {
    "hearing_right": ("note", Text("当事人有权要求听证", "The party may ask for a hearing")),
    "hearing_right_confiscation": (
        "note",
        Text("没收数额较大，当事人有权要求听证", "The confiscation gives the right to a hearing"),
    ),
    "hearing_right_kinds": (
        "note",
        Text("如果处以停业、吊销等处罚，当事人有权要求听证",
             "If the business is suspended or a licence revoked, the party may ask for a hearing"),
    ),
    "confiscation_review": (
        "note",
        Text("不予处罚，但有违法所得，怎样没收须复核", "No penalty, but there were gains: what becomes of them needs review"),
    ),
    "near_threshold": (
        "note",
        Text(
            "数额离分档的界限不到百分之一，请再核一遍",
            "Within 1% of a threshold that changes the branch: check it again",
        ),
    ),
    "derisory_maximum": (
        "note",
        Text("按违法所得计算的上限很低，低于没有违法所得的情形",
             "The maximum computed from the gains is below that of the branch without gains"),
    ),
    "must_be_heavier": ("note", Text("应当从重处罚", "Must be punished heavier")),
    "refer_to_city": ("blocks", Text("数额达到市级权限，应当报送", "The amount is for the city level: refer it")),
    "refer_to_province": ("blocks", Text("应当报送省级决定", "For the province level to decide: refer it")),
    "refer_to_national": ("blocks", Text("应当报送总局决定", "For the national level to decide: refer it")),
    "suspension_must_be_proposed": (
        "note",
        Text("一年内第三次处罚，应当提出停业", "Third penalty in a year: suspension must be proposed"),
    ),
    "unverified_source": (
        "note",
        Text("条文还没有与法律文本核对，请以正式文本为准",
             "The text has not been checked against the law; rely on the official text"),
    ),
    "limitation_expired": ("blocks", Text("已过追责期限，不再处罚", "The limitation period has expired")),
    "human_choice": (
        "note",
        Text("新旧文本各有轻重，请人工决定适用哪一个",
             "Each of the two texts is lighter in part: a person must choose"),
    ),
    "disproportionate": (
        "note",
        Text("罚款与货值相差悬殊，请写明为什么过罚相当",
             "The fine is far above the value of the goods: say why it is proportionate"),
    ),
    "tier_outside_factors": (
        "note",
        Text("所选档次与已勾选的情形不一致，请写明理由",
             "The tier does not follow from the factors: say why"),
    ),
    "factor_already_counted": (
        "note",
        Text("有的情形已经决定了档次，不能再算一次", "A factor already chose the branch; it must not count again"),
    ),
    "education_required": ("tip", Text("不予处罚的，应当进行教育", "Without a penalty the party must be educated")),
}  # fmt: skip


def text(table: Mapping[str, Text], code: str) -> Text:
    """The words of a code; a code without words speaks for itself."""
    return table.get(code, Text(code, code))
