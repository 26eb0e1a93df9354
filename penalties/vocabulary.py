"""What the codes of the penalty engine are called on a page or a document. Pure: codes and words, no rules."""

from casework.kernel.lifecycle import Text

PARTY_KINDS = {
    "unit": Text("法人或者其他组织", "Legal person or other organisation"),
    "sole_trader": Text("个体工商户", "Sole trader"),
    "individual": Text("自然人", "Individual"),
}

GRADES = {
    "ordinary": Text("一般情节", "Ordinary"),
    "heavier": Text("情节较重", "Heavier (情节较重)"),
    "serious": Text("情节严重", "Serious (情节严重)"),
}

TIERS = {
    "mitigated": Text("减轻", "mitigated"),
    "lighter": Text("从轻", "lighter"),
    "ordinary": Text("一般", "ordinary"),
    "heavier": Text("从重", "heavier"),
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

AMOUNTS = {
    "illegal_gains": Text("违法所得", "Illegal gains"),
    "goods_value": Text("货值金额", "Value of the goods"),
    "illegal_turnover": Text("违法经营额", "Illegal turnover"),
    "ad_cost": Text("广告费用", "Advertising cost"),
    "prior_year_turnover": Text("上一年度营业额", "Turnover of the year before"),
    "illegal_income": Text("违法收入", "Illegal income"),
    "false_capital": Text("虚报、虚假的注册资本", "False part of the registered capital"),
    "prior_year_personal_income": Text(
        "上一年度从本单位取得的收入", "Income from the unit in the year before"
    ),
    "period_personal_income": Text("违法期间自本单位所获收入", "Income from the unit during the violation"),
    "top_prize": Text("最高奖的金额", "Value of the top prize"),
    "refunded": Text("决定前已退赔的金额", "Refunded before the decision"),
}

AMOUNT_STATES = {
    "known": Text("已查明，填写金额", "Established: the amount is"),
    "none": Text("查明没有", "Established: there is none"),
    "unknown": Text("无法计算", "Cannot be calculated"),
}

# How the engine names what was found, and what a branch of the law asks for.
FOUND = {
    "some": Text("有，数额已查明", "there is some, and it is known"),
    "none": Text("查明没有", "there is none"),
    "unknown": Text("无法计算", "it cannot be calculated"),
    "clearly_low": Text("明显偏低", "it is clearly too low"),
    "not_recorded": Text("没有认定", "not recorded"),
}

FACTS = {
    "refused_to_correct": Text("责令改正后拒不改正", "Refused to correct after the order"),
    "overdue_not_corrected": Text("逾期没有改正", "Not corrected in the time set"),
    "ad_cost_clearly_low": Text("广告费用明显偏低", "The advertising cost is clearly too low"),
    "role": Text("当事人的环节", "Role of the party"),
    "accident": Text("事故等级", "Grade of the accident"),
    "item": Text("违法行为的具体情形", "Which item of the provision"),
    "scale": Text("规模和危害", "Scale and harm"),
    "danger": Text("危险", "Danger"),
    "intentional": Text("故意实施违法行为", "Intentional"),
    "vile_nature": Text("违法行为性质恶劣", "Vile nature"),
    "serious_consequence": Text("造成严重后果", "Serious consequence"),
    "violation_number": Text("法定期间内第几次（含本次）", "Which time within the period, this one included"),
    "innocent_seller": Text(
        "不知道是侵权商品，能证明合法取得并说明提供者", "Did not know, acquired lawfully, named the supplier"
    ),
    "source_disclosed": Text("如实说明进货来源", "Truthfully stated the source"),
    "food_incident": Text("造成食品安全事故", "A food safety incident"),
    "first_violation": Text("初次违法", "First violation"),
    "minor": Text("违法行为轻微", "The violation is minor"),
    "corrected_in_time": Text("及时改正", "Corrected in time"),
    "no_fault_proved": Text("当事人有证据证明没有主观过错", "The party proved that it had no fault"),
    "harm": Text("危害后果", "Harm"),
    "life_health_or_finance": Text(
        "涉及公民生命健康安全、金融安全", "Concerns life, health or financial safety"
    ),
    "party_as": Text("个体工商户按哪一类处罚", "A sole trader is punished as"),
}

FACT_VALUES = {
    "retail": Text("零售", "Retail"),
    "manufacture_or_wholesale": Text("生产或者批发", "Manufacture or wholesale"),
    "none": Text("没有", "None"),
    "general": Text("一般事故", "General accident"),
    "larger": Text("较大事故", "Larger accident"),
    "major": Text("重大事故", "Major accident"),
    "packaged_27_4_5": Text("包装不符合第二十七条第四项、第五项", "Packaged food, article 27 items 4 and 5"),
    "bulk_liquid_2_or_no_permit_3": Text("第二项、第三项的情形", "Items 2 and 3"),
    "forged_documents_or_no_checks_4": Text("第四项的情形", "Item 4"),
    "expired_food": Text("超过保质期的食品", "Expired food"),
    "other": Text("其他", "Other"),
    "large_or_serious_harm": Text("规模较大、社会危害严重", "Large or seriously harmful"),
    "health_safety_environment": Text(
        "危害人体健康、公共安全或者环境", "A danger to health, safety or the environment"
    ),
    "slight": Text("轻微", "Slight"),
    "real": Text("有", "Real"),
    "individual": Text("个人", "Individual"),
    "unit": Text("单位", "Unit"),
    "true": Text("是", "Yes"),
    "false": Text("否", "No"),
    "not_recorded": FOUND["not_recorded"],
}

KINDS = {
    "warning": Text("警告", "a warning"),
    "confiscate_gains": Text("没收违法所得", "confiscation of illegal gains"),
    "confiscate_goods": Text("没收违法物品", "confiscation of the goods"),
    "confiscate_tools": Text("没收工具、设备", "confiscation of tools and equipment"),
    "confiscate_ad_fee": Text("没收广告费用", "confiscation of the advertising fee"),
    "confiscate_income": Text("没收违法收入", "confiscation of the income"),
    "suspend_business": Text("责令停产停业", "suspension of business"),
    "suspend_ad_business": Text("暂停广告业务", "suspension of advertising business"),
    "close_business": Text("责令关闭", "closure"),
    "close_website": Text("关闭网站", "closure of the website"),
    "suspend_app": Text("责令应用程序暂停或者终止提供服务", "suspension or end of the app's service"),
    "revoke_business_licence": Text("吊销营业执照", "revocation of the business licence"),
    "revoke_permit": Text("吊销许可证", "revocation of the permit"),
    "revoke_approval": Text("撤销批准文件", "revocation of the approval"),
    "revoke_ad_approval": Text("撤销广告审查批准文件", "revocation of the advertising approval"),
    "bar_from_applying": Text("一定期限内不受理其申请", "a bar from applying"),
    "bar_from_trade": Text("禁止从业", "a bar from the trade"),
    "detention": Text("拘留（由公安机关决定）", "detention (decided by the police)"),
}

OUTCOMES = {
    "penalty": Text("可以处以罚款。", "A fine may be imposed."),
    "must_not_punish": Text("应当不予处罚。", "There must be no penalty."),
    "may_not_punish": Text(
        "可以不予处罚；要处罚的，幅度如下。", "The authority may refrain; the range is given all the same."
    ),
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

# Why a norm gave way, or which of two texts applies.
WHY = {
    "not_in_force": Text("行为终了时还没有施行，或者已经失效。", "Not in force when the act ended."),
    "modifier": Text("不是独立的处罚条款，只作裁量依据。", "Not a penalty of its own; only a ground."),
    "special_provision": Text("有特别规定，从特别规定。", "A special provision prevails."),
    "residual_provision": Text(
        "其他法律、法规另有规定，依照其规定。", "Residual: another law or regulation provides for it."
    ),
    "not_unlawful": Text("按这一条，行为不违法。", "Under this provision the conduct is lawful."),
    "gives_no_fine": Text("这一条现在没有罚款。", "It gives no fine now."),
    "lower_fine": Text("罚款数额较低，按数额高的规定处罚。", "Its fine is lower; the higher one prevails."),
    "equal_fine": Text("罚款数额相同，用先列出的一条。", "The same fine; the first one named is used."),
    "no_longer_unlawful": Text(
        "新文本不认为违法，适用新文本。", "The new text no longer forbids it: it applies."
    ),
    "no_difference": Text(
        "两个文本结果相同，适用行为时的文本。", "No difference: the text of the act applies."
    ),
    "new_is_lighter": Text("新文本较轻，适用新文本。", "The new text is lighter: it applies."),
    "new_is_not_lighter": Text(
        "新文本不更轻，适用行为时的文本。", "The new text is not lighter: the old applies."
    ),
}

# Grounds on which nothing is or need be punished, by the label of their step.
EXEMPTIONS = {
    "minor_corrected_no_harm": Text("轻微、及时改正、没有危害后果", "Minor, corrected in time, no harm"),
    "no_fault": Text("没有主观过错", "No fault"),
    "first_violation_slight_harm": Text(
        "初次违法、危害后果轻微、及时改正", "First violation, slight harm, corrected in time"
    ),
    "list_item": Text("清单列明的情形", "An item of the national list"),
    "limitation_expired": Text("已过追责期限", "The limitation period has expired"),
    "too_young": Text("不满十四周岁", "Under fourteen"),
}


def text(table: dict[str, Text], code: str) -> Text:
    """The words of a code; a code without words speaks for itself."""
    return table.get(code, Text(code, code))
