"""The words of the explanation, in Chinese and English: (zh, en) for every code that a step may hold.

Kept beside the engine, not in a message catalogue, so that a stored explanation reads alike without Django.
"""

LANGUAGES = ("zh", "en")

AMOUNTS = {
    "illegal_gains": ("违法所得", "illegal gains"),
    "goods_value": ("货值金额", "goods value"),
    "illegal_turnover": ("违法经营额", "illegal turnover"),
    "ad_cost": ("广告费用", "advertising cost"),
    "prior_year_turnover": ("上一年度营业额", "prior-year turnover"),
    "illegal_income": ("违法收入", "illegal income"),
    "false_capital": ("虚假出资金额", "false capital"),
    "prior_year_personal_income": ("上一年度收入", "prior-year personal income"),
    "period_personal_income": ("违法期间所获收入", "personal income during the violation"),
    "top_prize": ("最高奖金额", "top prize"),
    "refunded": ("已退还金额", "amount refunded"),
}

FACTS = {
    "refused_to_correct": ("拒不改正", "refused to correct"),
    "overdue_not_corrected": ("逾期未改正", "not corrected in time"),
    "ad_cost_clearly_low": ("广告费用明显偏低", "advertising cost clearly low"),
    "role": ("经营环节", "role in the trade"),
    "accident": ("事故等级", "grade of the accident"),
    "item": ("违法情形", "item of the provision"),
    "scale": ("规模", "scale"),
    "danger": ("危险", "danger"),
    "intentional": ("故意", "intentional"),
    "vile_nature": ("性质恶劣", "vile nature"),
    "serious_consequence": ("造成严重后果", "serious consequence"),
    "violation_number": ("期间内违法次数", "number of violations in the period"),
    "innocent_seller": ("不知情、合法取得并说明提供者", "innocent seller who named the supplier"),
    "source_disclosed": ("如实说明来源", "source disclosed"),
    "food_incident": ("发生食品安全事故", "food-safety incident"),
    "first_violation": ("初次违法", "first violation"),
    "minor": ("违法行为轻微", "minor act"),
    "corrected_in_time": ("及时改正", "corrected in time"),
    "no_fault_proved": ("当事人证明没有主观过错", "no fault, proved by the party"),
    "harm": ("危害后果", "harm"),
    "life_health_or_finance": ("涉及生命健康或者金融安全", "life, health or financial safety"),
    "party_as": ("按何种主体处罚", "party punished as"),
    "grade": ("情节", "grade"),
    "party": ("主体", "party"),
}

VALUES = {
    "retail": ("零售", "retail"),
    "manufacture_or_wholesale": ("生产、批发", "manufacture or wholesale"),
    "general": ("一般事故", "general accident"),
    "larger": ("较大事故", "larger accident"),
    "major": ("重大事故", "major accident"),
    "packaged_27_4_5": ("有包装产品第27条第4、5项", "packaged goods, art 27(4), (5)"),
    "bulk_liquid_2_or_no_permit_3": (
        "散装液态食品严重情形或者无运输许可",
        "bulk liquid food, serious, or no transport permit",
    ),
    "forged_documents_or_no_checks_4": ("伪造单证或者未查验", "forged documents or no checks"),
    "expired_food": ("超过保质期食品", "expired food"),
    "other": ("其他", "other"),
    "large_or_serious_harm": ("规模较大、社会危害严重", "large scale or serious harm"),
    "health_safety_environment": ("危害健康、安全、环境", "danger to health, safety or environment"),
    "slight": ("轻微", "slight"),
    "real": ("有实际危害", "real"),
    "individual": ("个人", "individual"),
    "unit": ("单位", "unit"),
    "not_recorded": ("未记录", "not recorded"),
    "none": ("没有", "none"),
    "unknown": ("无法计算", "cannot be determined"),
    "some": ("已查明", "known"),
    "clearly_low": ("明显偏低", "clearly low"),
    "text": ("已核对文本", "text read"),
    "page": ("网页引用", "quoted by a page"),
    "knowledge": ("未核对", "not checked"),
    "legal_representative": ("法定代表人", "legal representative"),
    "principal": ("主要负责人", "principal"),
    "responsible_manager": ("直接负责的主管人员", "responsible manager"),
    "responsible_person": ("其他直接责任人员", "responsible person"),
    "district": ("县（区）级", "district level"),
    "city": ("设区的市级", "city level"),
    "province": ("省级", "provincial level"),
    "national": ("国家级", "national level"),
    "law": ("法律", "law"),
    "admin_regulation": ("行政法规", "administrative regulation"),
    "department_rule": ("部门规章", "department rule"),
    "must_lighter": ("应当从轻或者减轻", "must be lighter or mitigated"),
    "may_lighter": ("可以从轻或者减轻", "may be lighter or mitigated"),
    "must_heavier": ("应当从重", "must be heavier"),
    "may_heavier": ("可以从重", "may be heavier"),
}

TIERS = {
    "mitigated": ("减轻", "mitigated"),
    "lighter": ("从轻", "lighter"),
    "ordinary": ("一般", "ordinary"),
    "heavier": ("从重", "heavier"),
}

GRADES = {
    "ordinary": ("一般情节", "ordinary"),
    "heavier": ("情节较重", "heavier"),
    "serious": ("情节严重", "serious"),
}

KINDS = {
    "warning": ("警告", "warning"),
    "confiscate_gains": ("没收违法所得", "confiscation of illegal gains"),
    "confiscate_goods": ("没收违法产品", "confiscation of the goods"),
    "confiscate_tools": ("没收工具、原料", "confiscation of tools and materials"),
    "confiscate_ad_fee": ("没收广告费用", "confiscation of the advertising fee"),
    "confiscate_income": ("没收违法收入", "confiscation of the income"),
    "suspend_business": ("责令停产停业", "suspension of business"),
    "suspend_ad_business": ("暂停广告发布业务", "suspension of advertising business"),
    "suspend_app": ("责令暂停或者终止应用程序服务", "suspension of the application"),
    "close_business": ("责令关闭", "closure"),
    "close_website": ("关闭网站", "closure of the website"),
    "revoke_business_licence": ("吊销营业执照", "revocation of the business licence"),
    "revoke_permit": ("吊销许可证", "revocation of the permit"),
    "revoke_approval": ("撤销批准证明文件", "revocation of the approval"),
    "revoke_ad_approval": ("撤销广告审查批准文件", "revocation of the advertisement approval"),
    "bar_from_applying": ("一定期限内不受理申请", "applications not accepted for a time"),
    "bar_from_trade": ("限制从业", "bar from the trade"),
    "detention": ("行政拘留（公安机关）", "detention (police)"),
}

ORDERS = {
    "correct": ("改正", "to correct"),
    "correct_within_time": ("限期改正", "to correct within a time"),
    "stop": ("停止违法行为", "to stop"),
    "eliminate_influence": ("消除影响", "to eliminate the influence"),
    "compensate": ("赔偿损失", "to compensate"),
    "refund": ("退还多付价款", "to refund"),
}

OUTCOMES = {
    "penalty": ("应当给予行政处罚", "a penalty is due"),
    "must_not_punish": ("不予行政处罚", "no penalty may be imposed"),
    "may_not_punish": ("可以不予行政处罚", "the authority may refrain from a penalty"),
    "not_unlawful": ("适用的规定不认为是违法", "not unlawful under the text that applies"),
    "no_fine": ("不处罚款", "no fine"),
    "refer": ("移送有权的上级机关", "referred to the level that has the power"),
}

VERDICTS = {
    "within": ("在法定幅度内", "within the range"),
    "below_minimum": ("低于法定最低罚款", "below the minimum"),
    "above_maximum": ("高于法定最高罚款", "above the maximum"),
    "not_allowed": ("现在不得罚款", "no fine may be imposed now"),
    "needs_ground": ("减轻处罚须记录依据", "going below the minimum needs a recorded ground"),
}

REASONS = {
    "no_longer_unlawful": (
        "决定时的规定不再认为是违法，适用新规定",
        "no longer unlawful on the day of decision: the new text applies",
    ),
    "new_is_lighter": (
        "决定时的规定处罚较轻，适用新规定",
        "the text of the day of decision is lighter and applies",
    ),
    "new_is_not_lighter": (
        "决定时的规定处罚不较轻，适用行为终了时的规定",
        "the text of the day of decision is not lighter: that of the act applies",
    ),
    "no_difference": (
        "两个版本对本案结果相同，适用行为终了时的规定",
        "both texts give the same: that of the day the act ended applies",
    ),
    "residual_provision": (
        "兜底条款：其他法律、法规已有处罚规定，从其规定",
        "a residual clause: another law or regulation sets the penalty",
    ),
    "special_provision": ("该条明文转致，适用特别规定", "the article itself refers to the special provision"),
    "modifier": ("是从轻减轻的依据，不是处罚规定", "a ground for mitigation, not a penalty"),
    "not_in_force": ("行为终了时尚无此规定", "not in force when the act ended"),
    "not_unlawful": ("该规定不认为本行为违法", "the act is not unlawful under this norm"),
    "gives_no_fine": ("该规定对本行为现无罚款", "gives no fine for this act now"),
    "lower_fine": ("罚款数额较低", "the lower fine"),
    "equal_fine": ("罚款数额相同，择一适用", "the same fine: one of the two is applied"),
}

FLAGS = {
    "hearing_right": ("当事人有权要求听证（按罚款）", "right to a hearing (by the fine)"),
    "hearing_right_confiscation": (
        "当事人有权要求听证（按没收）",
        "right to a hearing (by the confiscation)",
    ),
    "hearing_right_kinds": (
        "如处以该类处罚，当事人有权要求听证",
        "right to a hearing if that kind is imposed",
    ),
    "confiscation_review": (
        "不予处罚时违法所得的处理须复核",
        "gains found but no penalty: what becomes of them is to be reviewed",
    ),
    "near_threshold": ("数额接近改变处罚档次的界限", "close to a threshold that changes the branch"),
    "derisory_maximum": ("按倍数计算的最高罚款过低", "the multiple gives a derisory maximum"),
    "must_be_heavier": ("应当从重处罚", "must be punished heavier"),
    "refer_to_city": ("由设区的市级以上决定", "decided at city level or above"),
    "refer_to_province": ("由省级以上决定", "decided at provincial level or above"),
    "suspension_must_be_proposed": (
        "一年内第三次受罚，应当责令停产停业",
        "third penalty within a year: suspension must be proposed",
    ),
    "unverified_source": ("条文未经核对", "the text has not been checked"),
    "limitation_expired": ("已过追责时效", "the limitation period has expired"),
    "human_choice": ("新旧规定各有轻重，须由人决定", "each text is lighter in part: a person decides"),
    "disproportionate": (
        "罚款与货值相比悬殊，须说明过罚相当",
        "the fine is far above the goods value: say why it is proportionate",
    ),
    "tier_outside_factors": (
        "所选裁量阶次不在已记录情节的范围内",
        "the tier chosen is not one that the recorded factors open",
    ),
    "factor_already_counted": (
        "该情节已用于确定档次，不得重复评价",
        "the fact already chose the branch and is not counted again",
    ),
    "education_required": ("不予处罚的，应当对当事人进行教育", "no penalty: the party must be educated"),
}

LABELS = {
    "act": ("本违法行为", "this act"),
    "settled": ("结论", "result"),
    "prevailing": ("适用的规定", "norm that prevails"),
    "candidate": ("比较的规定", "norm compared"),
    "gave_way": ("让位的规定", "norm that gave way"),
    "lighter_version": ("新旧规定比较", "comparison of two texts"),
    "under_version": ("按该版本", "under this text"),
    "referred": ("转致的规定", "norm referred to"),
    "versions_between": ("期间曾施行而未适用的版本", "texts in between, shown and not applied"),
    "norm": ("规定", "norm"),
    "version": ("版本", "text of"),
    "statute_file": ("法律文件", "statute file"),
    "level": ("效力级别", "level of the norm"),
    "reserved_to": ("处罚权保留于", "reserved to"),
    "kind": ("处罚种类", "kind"),
    "outcome": ("结论", "outcome"),
    "kinds": ("罚款以外的种类", "kinds beside the fine"),
    "unlawful": ("是否违法", "unlawful"),
    "grade_used": ("适用的情节档次", "grade applied"),
    "grade": ("情节", "grade"),
    "grades_known": ("条文区分的情节", "grades that the text knows"),
    "serious_trigger": ("法定的情节严重", "serious by the words of the law"),
    "branch_chosen": ("适用的分支", "branch that applies"),
    "branch": ("分支条件", "conditions of a branch"),
    "innocent": ("免罚的销售者", "innocent seller"),
    "gives_no_fine": ("没有罚款", "no fine"),
    "reading": ("条文的读法", "reading of the text"),
    "other_side": ("界限另一侧的结果", "on the other side of the threshold"),
    "not_beside": ("不与该条并用", "not applied beside"),
    "nothing_to_multiply": ("没有可以相乘的基数", "nothing to multiply"),
    "fine": ("罚款幅度", "range of the fine"),
    "cut_points": ("裁量分界点", "cut points of the tiers"),
    "low_share": ("从轻上限占幅度", "share up to which it is lighter"),
    "high_share": ("从重下限占幅度", "share from which it is heavier"),
    "optional": ("可以（并）处", "the law says may"),
    "range": ("法定幅度", "statutory range"),
    "minimum": ("最低", "minimum"),
    "maximum": ("最高", "maximum"),
    "maximum_without_gains": ("没有违法所得时的最高", "maximum without gains"),
    "times": ("倍数", "times"),
    "base": ("计算基数", "base"),
    "base_floor": ("不足按此计算", "counts as at least"),
    "cap": ("最高不超过", "not above"),
    "reserved": ("须由上级决定", "must be decided by a higher level"),
    "must_not_punish": ("应当不予处罚的情形", "grounds that forbid a penalty"),
    "may_not_punish": ("可以不予处罚的情形", "grounds that allow no penalty"),
    "minor_corrected_no_harm": ("轻微、及时改正且没有危害后果", "minor, corrected in time, no harm"),
    "no_fault": ("没有主观过错", "no fault"),
    "too_young": ("未达处罚年龄", "below the age of penalties"),
    "age": ("年龄", "age"),
    "age_limit": ("处罚年龄", "age limit"),
    "first_violation_slight_harm": (
        "初次违法、危害后果轻微并及时改正",
        "first violation, slight harm, corrected in time",
    ),
    "list_item": ("清单事项", "item of the national list"),
    "not_proved": ("未证明", "not proved"),
    "discovered_on": ("发现日", "found on"),
    "limitation_ends_on": ("时效届满日", "limitation ends on"),
    "limitation_expired": ("超过追责时效", "found after the limitation period"),
    "open_tiers": ("情节允许的裁量阶次", "tiers that the factors open"),
    "factor": ("裁量情节", "factor"),
    "effect": ("情节作用", "effect"),
    "confiscation": ("没收金额", "amount confiscated"),
    "proposed_fine": ("拟处罚款", "proposed fine"),
    "tier": ("选择的裁量阶次", "tier chosen"),
    "tiers_open": ("情节允许的裁量阶次", "tiers open"),
    "ground": ("减轻处罚的依据", "ground for mitigation"),
    "ground_recorded": ("已记录的依据", "recorded ground"),
    "person": ("责任人员", "responsible person"),
    "role": ("职务", "role"),
    "flag": ("提示", "note"),
    "flag_test": ("判断", "test"),
    "amount_judged": ("判断的金额", "amount judged"),
    "threshold": ("与界限比较", "held against the threshold"),
    "threshold_value": ("界限", "threshold"),
    "share": ("接近的比例", "share that counts as near"),
    "is": ("是否", "whether"),
    "is_not": ("不属于", "is not"),
    "any_of": ("可以单处或者并处", "any of the kinds, singly or together"),
    "orders": ("责令", "orders"),
    "amount_state": ("金额状态", "state of the amount"),
    "state": ("查明情况", "found"),
    "fact": ("事实", "fact"),
    "fact_name": ("事实", "fact"),
    "facts_used": ("已用于确定分支的事实", "facts that chose the branch"),
    "wanted": ("要求", "asked for"),
    "verified": ("核对情况", "checked"),
    "id": ("编号", "id"),
    "started_on": ("行为开始日", "act began on"),
    "ended_on": ("行为终了日", "act ended on"),
    "decided_on": ("决定日", "decided on"),
    "gains_rule": ("违法所得的认定", "how gains are found"),
    "total_surcharge": ("加处罚款合计", "surcharge in all"),
    "due_date": ("到期日", "due date"),
    "due_on": ("缴款期限", "due on"),
    "amount_due": ("应缴金额", "amount due"),
    "late_part": ("逾期部分", "late part"),
    "unpaid": ("逾期金额", "amount late"),
    "days_late": ("逾期天数", "days late"),
    "stayed_days": ("不计算的天数", "days not counted"),
    "daily_rate": ("每日比例", "daily rate"),
    "has_ceiling": ("以罚款数额为限", "not above the fine"),
    "late_surcharge": ("加处罚款", "surcharge"),
}

COMPARISONS = {
    "at_least": ("不低于", "is at least"),
    "below": ("低于", "is below"),
    "above": ("超过", "is above"),
    "not_above": ("不超过", "is not above"),
    "near": ("接近", "is near"),
    "later": ("晚于", "is after"),
    "equal": ("等于", "is"),
    "one_of": ("属于", "is one of"),
}

BY = {
    "evidence": ("证据", "evidence"),
    "officer": ("承办人员决定", "decided by the officer"),
    "law": ("法律规定", "given by the law"),
}

CONNECTIVES = {
    "applies": ("适用", "applies"),
    "does_not_apply": ("不适用", "does not apply"),
    "holds": ("符合", "yes"),
    "does_not_hold": ("不符合", "no"),
    "no_branch": ("没有适用的分支，不处罚款", "no branch applies: no fine"),
    "alternatives": ("或者（取高）", "either (the higher)"),
    "some_fact": ("有其一", "any of them"),
    "any_true": ("任一", "any of "),
    "all_true": ("全部", "all of "),
    "not_true": ("并非", "not "),
    "larger": ("取大", "the larger of"),
    "smaller": ("取小", "the smaller of"),
}

_ALL = {
    **VALUES, **AMOUNTS, **FACTS, **KINDS, **ORDERS, **GRADES, **TIERS, **OUTCOMES, **VERDICTS, **REASONS,
    **FLAGS,
    **LABELS, **COMPARISONS, **CONNECTIVES,
}  # fmt: skip


def word(code: str, lang: str, *preferred: dict[str, tuple[str, str]]) -> str:
    """The words for a code, looked for in ``preferred`` first; a code without words stands for itself."""
    place = LANGUAGES.index(lang)
    for table in (*preferred, _ALL):
        if code in table:
            return table[code][place]
    return code


def text_of(code: str, lang: str = "zh") -> str:
    """The sentence for a reason."""
    return word(code, lang, REASONS)
