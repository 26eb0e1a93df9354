"""What must be on file, and who is barred, for the steps of a case. Pure.

程序规定 = 市场监督管理行政处罚程序规定, 处罚法 = 行政处罚法 (2021).
"""

from casework.kernel.lifecycle import Bar, Guard, Text
from casework.kernel.roles import Role

HEADS = frozenset({Role.BUREAU_HEAD, Role.PRINCIPAL_HEAD})
ASSIGNERS = frozenset({Role.UNIT_HEAD, Role.BUREAU_HEAD})

# --- What must be on file ---

TWO_OFFICERS = Guard(
    "two_certified_officers",
    Text("需要两名执法人员，执法证当日有效", "Two officers with certificates valid that day"),
    "处罚法第四十二条",
)
EVIDENCE = Guard(
    "evidence_on_file",
    Text(
        "还没有初步证据：先做现场检查，把现场笔录归入案卷",
        "No evidence on file yet: record a site visit first",
    ),
    "程序规定第十九条",
)
RECORD_SIGNED = Guard(
    "site_record_signed",
    Text("现场笔录还没有签字", "The site record is not signed"),
    "程序规定第二十八条",
)
LIMITATION = Guard(
    "within_limitation",
    Text("违法行为已超过追责时效", "The limitation period has expired"),
    "处罚法第三十六条",
)
PARTY_KNOWN = Guard("party_known", Text("还没有写明当事人", "The party is not recorded"), "程序规定第十九条")
MATERIAL_AWAITED = Guard(
    "material_awaited",
    Text("没有已经送达、还在等材料的通知书", "No notice was served whose material is still to come"),
    "程序规定第三十条",
)
PROPOSAL = Guard(
    "proposal_on_file",
    Text("还没有提出处罚建议：先完成处罚测算", "No proposed penalty: complete the worksheet first"),
    "程序规定第四十八条",
)
FROM_REPORT = Guard(
    "from_report",
    Text(
        "这条线索不是接收岗分送的举报，没有可以退回的地方", "No report was sent here: nobody to return it to"
    ),
    "投诉举报处理办法第四十一条（2026年4月14日以前为暂行办法，条文待核）",
    there=Text("由接收岗分送来的举报", "A report that the intake desk sent here"),
)
NOTHING_PENDING = Guard(
    "nothing_pending",
    Text("已有一项审批在等负责人处理", "An approval is already waiting"),
    "程序规定第十九条",
)


def proposed(kind: str, zh: str, en: str, law: str) -> Guard:
    """The head acts on what was asked for: an approval of this kind is before the head or was just given."""
    return Guard(f"{kind}_proposed", Text(f"还没有报请{zh}", f"Not yet proposed: {en}"), law)


CASE_REVIEW_SUFFICES = Guard(
    "case_review_suffices",
    Text("本案依法须由法制审核人员审核", "This case needs a legal review"),
    "程序规定第五十条",
)
LEGAL_REVIEW_DUE = Guard(
    "legal_review_due",
    Text("本案由案件审核人员审核，不需要法制审核", "This case needs a case review, not a legal review"),
    "程序规定第五十二条",
)
NOTICE_ISSUED = Guard(
    "notice_issued",
    Text("行政处罚告知书还没有制作", "The notice of proposed penalty has not been made"),
    "程序规定第五十七条",
)
DEFENCE_OVER = Guard(
    "defence_period_over",
    Text(
        "陈述申辩和听证的期限还没有届满，当事人也没有书面放弃",
        "The period for defence and hearing still runs, without a waiver",
    ),
    "处罚法第六十二条",
)
PERIOD_RUN_OUT = Guard(
    "defence_period_run_out",
    Text("五个工作日还没有届满", "The five working days have not run out"),
    "程序规定第五十七条",
)
DISCUSSED = Guard(
    "discussion_on_file",
    Text(
        "本案须经负责人集体讨论，还没有讨论记录",
        "This case needs a collective discussion, which is not on file",
    ),
    "处罚法第五十七条第二款",
    when="discussion_due",
)
NOT_RAISED = Guard(
    "amount_not_raised",
    Text(
        "处罚不能重于告知的内容：须先重新告知",
        "The penalty may not exceed the one announced: give a new notice first",
    ),
    "处罚法第四十五条第二款",
)
DECISION_MADE_OUT = Guard(
    "decision_document_ready",
    Text("决定书正在生成，请稍候", "The decision document is still being made"),
    "处罚法第五十九条",
)
PAID = Guard("fine_paid", Text("罚款还没有缴清", "The fine has not been paid in full"), "程序规定第七十七条")

FIRST_VERIFICATION_EXTENSION = Guard(
    "verification_not_extended",
    Text("核查期限只能延长一次", "Verification can be extended once only"),
    "程序规定第十八条",
)
VERIFICATION_RUNS = Guard(
    "verification_period_runs",
    Text("核查期限已经届满，不能再延长", "The time for verification is over and can no longer be extended"),
    "程序规定第十八条",
)
CASE_PERIOD_RUNS = Guard(
    "case_period_runs",
    Text("办案期限已经届满，不能再延长", "The time for the case is over and can no longer be extended"),
    "程序规定第六十四条",
)
FIRST_CASE_EXTENSION = Guard(
    "case_not_extended",
    Text(
        "负责人只能批准延长一次，再延长须经集体讨论",
        "A head may extend once; a further extension needs a collective discussion",
    ),
    "程序规定第六十四条",
)
CASE_EXTENDED_ONCE = Guard(
    "case_extended",
    Text("须先由负责人批准延长三十日", "A head extends by thirty days first"),
    "程序规定第六十四条",
)
NOT_FINED_BEFORE = Guard(
    "not_fined_before",
    Text(
        "同一当事人的同一违法行为已经有罚款决定：请核对，不是同一行为的写明区别",
        "The same act of the same party has been fined already: check, and say what is different",
    ),
    "处罚法第二十九条",
)
PENALTY_PROPOSED = Guard(
    "penalty_proposed",
    Text("最近的处理建议不是处罚", "The latest proposal is not a penalty"),
    "程序规定第五十六条",
)
OTHER_OUTCOME = Guard(
    "other_outcome_proposed",
    Text("还没有提出不予处罚或者移送的建议", "Neither no penalty nor a transfer has been proposed"),
    "程序规定第六十条",
)
FILED = Guard("filed", Text("本案没有立案", "The case was not filed"), "程序规定第十九条")
NOT_FILED_YET = Guard("not_filed_yet", Text("本案已经立案", "The case is filed"), "程序规定第十九条")
POLICE_DECLINED = Guard(
    "police_declined",
    Text("没有公安机关不予立案的通知", "No notice that the police decline"),
    "移送规定第八条、第十条",
)
CLOSABLE_EXECUTION = Guard(
    "execution_ended_by_court",
    Text("没有法院终结执行的裁定", "No ruling of the court that ends the execution"),
    "程序规定第七十七条第二项",
)
REVIEW_AGREED = Guard(
    "review_agreed",
    Text("还没有通过审核，不能作出决定", "Not reviewed: no decision may be taken"),
    "处罚法第五十八条、程序规定第四十九条",
)
HEARING_RIGHT = Guard(
    "hearing_right",
    Text("拟作的处罚不在听证范围内", "The proposed penalty gives no right to a hearing"),
    "处罚法第六十三条、听证办法第五条",
)
HEARING_WINDOW = Guard(
    "hearing_window_open",
    Text("要求听证的期限已经届满", "The time to ask for a hearing is over"),
    "处罚法第六十四条第一项、听证办法第七条",
)
NOTICE_OUTDATED = Guard(
    "notice_outdated",
    Text("处理建议没有改变，不需要重新告知", "The proposal has not changed: no new notice is due"),
    "处罚法第四十四条",
)
REDECISION_ORDERED = Guard(
    "redecision_ordered",
    Text(
        "没有责令重新作出处理的复议决定或者判决",
        "No reconsideration decision or judgment orders a new decision",
    ),
    "行政复议法第六十四条、行政诉讼法第七十条",
)
WITHIN_SPOT_LIMIT = Guard(
    "within_spot_limit",
    Text(
        "超过当场处罚的限额，须按普通程序立案",
        "Beyond what may be imposed on the spot: file the case in the ordinary procedure",
    ),
    "处罚法第五十一条、程序规定第六十六条",
)
SPOT_PAID = Guard(
    "fine_paid",
    Text("罚款还没有缴清", "The fine has not been paid in full"),
    "处罚法第六十七条、程序规定第七十二条",
)
CASH_TO_HAND_IN = Guard(
    "cash_to_hand_in",
    Text("没有当场收缴、还没有上交的罚款", "No fine taken on the spot is still to be handed in"),
    "处罚法第七十一条、程序规定第七十三条",
)
CASH_TO_BANK = Guard(
    "cash_to_bank",
    Text("没有已上交、还没有缴付银行的罚款", "No fine handed in is still to be paid to the bank"),
    "处罚法第七十一条、程序规定第七十三条",
)
CASH_BANKED = Guard(
    "cash_banked",
    Text("当场收缴的罚款还没有缴付银行", "The fine taken on the spot has not been paid to the bank"),
    "处罚法第七十一条、程序规定第七十三条",
)
NOT_REDECIDED = Guard(
    "no_redecision_ordered",
    Text(
        "已责令重新作出处理：请报请重新处理，不能就此结束",
        "A new decision is ordered: propose it instead of ending here",
    ),
    "行政复议法第六十四条、行政诉讼法第七十条",
)
DECISION_ANNULLED = Guard(
    "decision_annulled",
    Text("处罚决定没有被撤销或者确认无效", "The decision was neither annulled nor found void"),
    "程序规定第七十七条第五项",
)
REDECIDES = Guard(
    "redecides",
    Text("本案没有被撤销后重新处理", "This case is not decided anew after an annulment"),
    "行政诉讼法第七十一条",
)
DIFFERENCE_STATED = Guard(
    "difference_stated",
    Text(
        "不得以同一的事实和理由作出基本相同的决定：请写明与被撤销的决定有什么不同",
        "Not on the same facts and reasons: say what differs from the annulled decision",
    ),
    "行政诉讼法第七十一条、行政复议法第六十四条第二款",
    when="redecides",
)
NO_TRANSFER_OPEN = Guard(
    "no_transfer_open",
    Text(
        "涉嫌犯罪的移送没有办完，不得以行政处罚代替移送",
        "A suspected crime is before the bureau: no penalty may take the place of the transfer",
    ),
    "移送规定第十一条第一款、处罚法第二十七条",
)
TRANSFER_APPROVED = Guard(
    "transfer_approved",
    Text("主要负责人没有批准移送", "The principal head has not approved a transfer"),
    "移送规定第五条第二款",
)

NO_MEASURE_IN_FORCE = Guard(
    "no_measure_in_force",
    Text(
        "还有措施没有了结：先行登记保存或者查封、扣押的物品没有处理、退还",
        "A measure is not settled: things preserved or seized are still kept",
    ),
    "强制法第二十八条、程序规定第三十五条、第四十二条、第七十七条",
)

# --- Separation of duties ---

INVESTIGATED = (
    "case.officers_assigned",
    "case.officers_changed",
    "case.filing_proposed",
    "case.not_filing_proposed",
    "visit.signed",
    "case.penalty_proposed",
    "case.investigation_concluded",
    "case.outcome_proposed",
    "case.matter_proposed",
    "case.decision_proposed",
    "case.closing_proposed",
    "case.told_on_spot",
    "case.fined_on_spot",
)
NOT_OWN_REVIEW = Bar(
    INVESTIGATED,
    Text("您参与了本案的调查，不能审核", "You took part in the investigation and may not review it"),
    "程序规定第四十九条",
)
NOT_OWN_APPROVAL = Bar(
    (*INVESTIGATED, "approval.requested"),
    Text(
        "您参与了本案的调查或者提出了这一项，不能由您审批",
        "You investigated or proposed this and may not approve it",
    ),
    "处罚法第五十七条、程序规定第四条",
)

HOST_OF_THE_CASE = Bar(
    ("case.hearing_host_named",),
    Text("您不是本案的听证主持人", "You are not the host of the hearing of this case"),
    "听证办法第十一条",
)
RECUSED_FROM_THE_CASE = Bar(
    ("case.hearing_host_recused",),
    Text("您已经回避", "You were recused"),
    "听证办法第四条",
)
# Not an audited action: the subject says who lacks the qualification now (`HasLifecycle.present`).
UNQUALIFIED = "case.reviewers_unqualified"
LEGALLY_QUALIFIED = Bar(
    (UNQUALIFIED,),
    Text(
        "法制审核须由取得国家统一法律职业资格的人员进行，您的资格证书没有登记",
        "A legal review needs the national legal qualification, which is not on file for you",
    ),
    "处罚法第五十八条第二款、程序规定第五十一条",
)

# Not an audited action: the subject says who is on the case now (`HasLifecycle.present`).
OFFICERS = "case.officers_present"
ON_THE_CASE = Bar(
    (OFFICERS,),
    Text("您不是本案的办案人员", "You are not an officer of this case"),
    "程序规定第十九条",
)
