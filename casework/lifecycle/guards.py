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
PROPOSAL = Guard(
    "proposal_on_file",
    Text("还没有提出处罚建议：先完成处罚测算", "No proposed penalty: complete the worksheet first"),
    "程序规定第四十八条",
)
NOTHING_PENDING = Guard(
    "nothing_pending",
    Text("已有一项审批在等负责人处理", "An approval is already waiting"),
    "程序规定第十九条",
)
FILING_PROPOSED = Guard(
    "filing_proposed", Text("还没有报请立案", "Filing has not been proposed"), "程序规定第十九条"
)
NOT_FILING_PROPOSED = Guard(
    "not_filing_proposed",
    Text("还没有报请不予立案", "A decision not to file has not been proposed"),
    "程序规定第二十条",
)
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
DECISION_PROPOSED = Guard(
    "decision_proposed",
    Text("还没有报请作出处罚决定", "The decision has not been proposed"),
    "程序规定第六十条",
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
CLOSING_PROPOSED = Guard(
    "closing_proposed", Text("还没有报请结案", "Closing has not been proposed"), "程序规定第七十七条"
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
    "case.decision_proposed",
    "case.closing_proposed",
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

# Not an audited action: the subject says who is on the case now (`HasLifecycle.present`).
OFFICERS = "case.officers_present"
ON_THE_CASE = Bar(
    (OFFICERS,),
    Text("您不是本案的办案人员", "You are not an officer of this case"),
    "程序规定第十九条",
)
