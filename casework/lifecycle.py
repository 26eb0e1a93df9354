"""The lawful pipeline as tables: case, approval, publication. Pure.

程序规定 = 市场监督管理行政处罚程序规定, 处罚法 = 行政处罚法 (2021), 公示规定 = 市场监督管理行政处罚信息公示规定.
Each row carries its article; a refusal repeats it to the person.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from casework.clocks import (
    CASE_90,
    CLOSE_15,
    DEF_5,
    HRG_REQ_5,
    LIT_6M,
    PAY_15,
    PUB_20,
    PUB_END_GENERAL_MAX,
    PUB_END_MINOR_3M,
    PUB_END_OLD,
    REC_APPLY_60,
    REC_APPLY_60_OLD,
    REV_10,
    RPT_NOTIFY_FILING_O20,
    SRV_7,
    VER_15,
)
from casework.kernel.lifecycle import SAME, Bar, Guard, Lifecycle, Starts, State, Text, Transition
from casework.kernel.roles import INVESTIGATORS, Role
from casework.kernel.working_days import Clock, Length, Unit

# --- Guards: what must be on file -------------------------------------------------------------------

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

# --- Bars: separation of duties ---------------------------------------------------------------------

_INVESTIGATED = (
    "case.officers_assigned",
    "case.filing_proposed",
    "case.not_filing_proposed",
    "visit.signed",
    "case.penalty_proposed",
    "case.investigation_concluded",
    "case.decision_proposed",
    "case.closing_proposed",
)
NOT_OWN_REVIEW = Bar(
    _INVESTIGATED,
    Text("您参与了本案的调查，不能审核", "You took part in the investigation and may not review it"),
    "程序规定第四十九条",
)
NOT_OWN_APPROVAL = Bar(
    (*_INVESTIGATED, "approval.requested"),
    Text(
        "您参与了本案的调查或者提出了这一项，不能由您审批",
        "You investigated or proposed this and may not approve it",
    ),
    "处罚法第五十七条、程序规定第四条",
)

ON_THE_CASE = Bar(
    ("case.officers_assigned",),
    Text("您不是本案的办案人员", "You are not an officer of this case"),
    "程序规定第十九条",
)

# --- The case (M3, M4) ------------------------------------------------------------------------------

HEADS = frozenset({Role.BUREAU_HEAD, Role.PRINCIPAL_HEAD})
ASSIGNERS = frozenset({Role.UNIT_HEAD, Role.BUREAU_HEAD})

CASE = Lifecycle(
    name="case",
    states=(
        State("lead_registered", Text("线索已登记", "Lead registered")),
        State("verifying", Text("核查中", "Verifying")),
        State("not_filed", Text("不予立案", "Not filed"), is_end=True),
        State("investigating", Text("调查中", "Investigating")),
        State("report_done", Text("调查终结", "Investigation concluded")),
        State("under_review", Text("审核中", "Under review")),
        State("review_passed", Text("审核通过", "Review passed")),
        State("proposal_approved", Text("拟处罚已批准", "Proposal approved")),
        State("noticed", Text("已告知", "Notice served")),
        State("defence_heard", Text("已听取陈述申辩", "Defence heard")),
        State("waived", Text("未提出陈述申辩", "Defence waived")),
        State("decided", Text("已决定处罚", "Decided")),
        State("served", Text("决定已送达", "Decision served")),
        State("executed", Text("已履行", "Executed")),
        State("closed", Text("已结案", "Closed"), is_end=True),
    ),
    transitions=(
        Transition(
            "assign_officers",
            ("lead_registered",),
            "verifying",
            Text("指派办案人员，开始核查", "Assign officers and begin verification"),
            "case.officers_assigned",
            ASSIGNERS,
            "程序规定第十八条",
            guards=(TWO_OFFICERS,),
        ),
        Transition(
            "record_party",
            ("lead_registered", "verifying"),
            SAME,
            Text("写明当事人", "Record the party"),
            "case.party_recorded",
            INVESTIGATORS | {Role.INTAKE, Role.UNIT_HEAD},
            "程序规定第十九条",
        ),
        Transition(
            "propose_filing",
            ("verifying",),
            SAME,
            Text("报请立案", "Propose filing"),
            "case.filing_proposed",
            INVESTIGATORS,
            "程序规定第十九条",
            only=ON_THE_CASE,
            guards=(TWO_OFFICERS, PARTY_KNOWN, EVIDENCE, RECORD_SIGNED, LIMITATION, NOTHING_PENDING),
            document="filing_approval",
        ),
        Transition(
            "propose_not_filing",
            ("verifying",),
            SAME,
            Text("报请不予立案", "Propose not to file"),
            "case.not_filing_proposed",
            INVESTIGATORS,
            "程序规定第二十条",
            only=ON_THE_CASE,
            guards=(TWO_OFFICERS, NOTHING_PENDING),
            document="filing_approval",
        ),
        Transition(
            "file",
            ("verifying",),
            "investigating",
            Text("批准立案", "File the case"),
            "case.filed",
            HEADS,
            "程序规定第十九条",
            guards=(FILING_PROPOSED, TWO_OFFICERS, EVIDENCE, LIMITATION),
            bars=(NOT_OWN_APPROVAL,),
            stops=(VER_15,),
            starts=(Starts(CASE_90), Starts(RPT_NOTIFY_FILING_O20, when="reporter_is_named")),
            document="filing_approval",
        ),
        Transition(
            "decline_filing",
            ("verifying",),
            "not_filed",
            Text("批准不予立案", "Decide not to file"),
            "case.not_filed",
            HEADS,
            "程序规定第二十条",
            guards=(NOT_FILING_PROPOSED,),
            bars=(NOT_OWN_APPROVAL,),
            stops=(VER_15,),
            starts=(Starts(RPT_NOTIFY_FILING_O20, when="reporter_is_named"),),
            document="filing_approval",
        ),
        Transition(
            "propose_penalty",
            ("investigating", "proposal_approved", "defence_heard", "waived"),
            SAME,
            Text("提出处罚建议", "Propose the penalty"),
            "case.penalty_proposed",
            INVESTIGATORS,
            "程序规定第四十八条",
            only=ON_THE_CASE,
            guards=(NOTHING_PENDING,),
            document="worksheet",
        ),
        Transition(
            "conclude_investigation",
            ("investigating",),
            "report_done",
            Text("调查终结，提交报告", "Conclude the investigation"),
            "case.investigation_concluded",
            INVESTIGATORS,
            "程序规定第四十八条",
            only=ON_THE_CASE,
            guards=(TWO_OFFICERS, EVIDENCE, RECORD_SIGNED, PROPOSAL),
            document="investigation_report",
        ),
        Transition(
            "send_to_review",
            ("report_done",),
            "under_review",
            Text("送审核", "Send to review"),
            "case.sent_to_review",
            ASSIGNERS,
            "程序规定第四十九条",
            starts=(Starts(REV_10),),
        ),
        Transition(
            "pass_case_review",
            ("under_review",),
            "review_passed",
            Text("案件审核：同意", "Case review: agree"),
            "case.reviewed",
            frozenset({Role.CASE_REVIEWER}),
            "程序规定第五十二条、第五十四条",
            guards=(CASE_REVIEW_SUFFICES,),
            bars=(NOT_OWN_REVIEW,),
            stops=(REV_10,),
            document="review_opinion",
        ),
        Transition(
            "pass_legal_review",
            ("under_review",),
            "review_passed",
            Text("法制审核：同意", "Legal review: agree"),
            "case.legally_reviewed",
            frozenset({Role.LEGAL_REVIEWER}),
            "处罚法第五十八条、程序规定第五十条",
            guards=(LEGAL_REVIEW_DUE,),
            bars=(NOT_OWN_REVIEW,),
            stops=(REV_10,),
            document="review_opinion",
        ),
        Transition(
            "return_from_review",
            ("under_review",),
            "investigating",
            Text("退回补充或者纠正", "Return for correction"),
            "case.returned_from_review",
            frozenset({Role.CASE_REVIEWER, Role.LEGAL_REVIEWER}),
            "程序规定第五十四条",
            bars=(NOT_OWN_REVIEW,),
            stops=(REV_10,),
            document="review_opinion",
        ),
        Transition(
            "approve_proposal",
            ("review_passed",),
            "proposal_approved",
            Text("批准拟处罚内容", "Approve the proposed penalty"),
            "case.proposal_approved",
            HEADS,
            "程序规定第五十六条",
            guards=(PROPOSAL,),
            bars=(NOT_OWN_APPROVAL,),
        ),
        Transition(
            "issue_notice",
            ("proposal_approved",),
            "proposal_approved",
            Text("制作行政处罚告知书", "Make the notice of proposed penalty"),
            "case.notice_issued",
            INVESTIGATORS,
            "程序规定第五十七条",
            only=ON_THE_CASE,
            guards=(TWO_OFFICERS,),
            document="penalty_notice",
        ),
        Transition(
            "serve_notice",
            ("proposal_approved",),
            "noticed",
            Text("记录告知书送达", "Record service of the notice"),
            "case.notice_served",
            INVESTIGATORS,
            "处罚法第四十四条、程序规定第五十七条",
            only=ON_THE_CASE,
            guards=(NOTICE_ISSUED, TWO_OFFICERS),
            starts=(Starts(DEF_5), Starts(HRG_REQ_5, when="hearing_right")),
            document="service_receipt",
        ),
        Transition(
            "hear_defence",
            ("noticed",),
            "defence_heard",
            Text("记录陈述申辩和复核意见", "Record the defence and the re-check"),
            "case.defence_heard",
            INVESTIGATORS,
            "处罚法第四十五条、程序规定第五十八条",
            only=ON_THE_CASE,
            guards=(TWO_OFFICERS,),
            stops=(DEF_5,),
        ),
        Transition(
            "record_waiver",
            ("noticed",),
            "waived",
            Text("记录当事人书面放弃", "Record the party's written waiver"),
            "case.defence_waived",
            INVESTIGATORS,
            "程序规定第五十七条",
            only=ON_THE_CASE,
            guards=(TWO_OFFICERS,),
            stops=(DEF_5, HRG_REQ_5),
        ),
        Transition(
            "lapse_defence",
            ("noticed",),
            "waived",
            Text("期限届满，视为放弃", "The period ran out: deemed waived"),
            "case.defence_lapsed",
            frozenset({Role.SYSTEM}),
            "程序规定第五十七条第二款",
            guards=(PERIOD_RUN_OUT,),
        ),
        Transition(
            "record_discussion",
            ("defence_heard", "waived"),
            SAME,
            Text("记录负责人集体讨论", "Record the collective discussion"),
            "case.discussed",
            HEADS,
            "处罚法第五十七条第二款、程序规定第六十条第二款",
            guards=(DEFENCE_OVER,),
            document="discussion_record",
        ),
        Transition(
            "propose_decision",
            ("defence_heard", "waived"),
            SAME,
            Text("报请作出处罚决定", "Propose the decision"),
            "case.decision_proposed",
            INVESTIGATORS,
            "程序规定第六十条",
            only=ON_THE_CASE,
            guards=(DEFENCE_OVER, DISCUSSED, NOT_RAISED, NOTHING_PENDING),
            document="decision_approval",
        ),
        Transition(
            "decide",
            ("defence_heard", "waived"),
            "decided",
            Text("作出处罚决定", "Decide the penalty"),
            "case.decided",
            HEADS,
            "处罚法第五十七条、第六十二条，程序规定第六十条",
            guards=(DECISION_PROPOSED, DEFENCE_OVER, DISCUSSED, NOT_RAISED, LIMITATION),
            bars=(NOT_OWN_APPROVAL,),
            stops=(CASE_90,),
            starts=(Starts(PUB_20), Starts(SRV_7)),
            document="penalty_decision",
        ),
        Transition(
            "serve_decision",
            ("decided",),
            "served",
            Text("记录决定书送达", "Record service of the decision"),
            "case.decision_served",
            INVESTIGATORS,
            "处罚法第六十一条、程序规定第八十一条",
            only=ON_THE_CASE,
            guards=(DECISION_MADE_OUT, TWO_OFFICERS),
            stops=(SRV_7,),
            starts=(Starts(PAY_15), Starts(REC_APPLY_60), Starts(REC_APPLY_60_OLD), Starts(LIT_6M)),
            document="service_receipt",
        ),
        Transition(
            "record_payment",
            ("served",),
            SAME,
            Text("登记缴款", "Enter a payment"),
            "case.payment_recorded",
            INVESTIGATORS,
            "处罚法第六十七条",
            only=ON_THE_CASE,
        ),
        Transition(
            "execute",
            ("served",),
            "executed",
            Text("罚款缴清", "The fine is paid"),
            "case.executed",
            INVESTIGATORS,
            "处罚法第六十七条、程序规定第七十七条",
            only=ON_THE_CASE,
            guards=(PAID,),
            stops=(PAY_15,),
            starts=(Starts(CLOSE_15),),
        ),
        Transition(
            "propose_closing",
            ("executed",),
            "executed",
            Text("报请结案", "Propose closing"),
            "case.closing_proposed",
            INVESTIGATORS,
            "程序规定第七十七条",
            only=ON_THE_CASE,
            guards=(NOTHING_PENDING,),
            stops=(CLOSE_15,),
            document="closing_approval",
        ),
        Transition(
            "close",
            ("executed",),
            "closed",
            Text("批准结案", "Close the case"),
            "case.closed",
            HEADS,
            "程序规定第七十七条",
            guards=(CLOSING_PROPOSED,),
            bars=(NOT_OWN_APPROVAL,),
        ),
    ),
)

# 程序规定 art 53: what a review looks at.
REVIEW_POINTS = (
    Text("是否具有管辖权", "Jurisdiction"),
    Text("当事人的基本情况是否清楚", "Particulars of the party"),
    Text("案件事实是否清楚、证据是否充分", "Facts and evidence"),
    Text("定性是否准确", "Legal characterisation"),
    Text("适用依据是否正确", "Provisions applied"),
    Text("程序是否合法", "Procedure"),
    Text("处理是否适当", "Proportion of the outcome"),
)

# 程序规定 art 50(1): what needs a legal review before the decision.
LEGAL_REVIEW_GROUNDS = {
    "public_interest": Text("涉及重大公共利益", "Major public interest"),
    "after_hearing": Text("直接关系当事人或者第三人重大权益，经过听证程序", "Major rights, after a hearing"),
    "complex": Text("案件情况疑难复杂、涉及多个法律关系", "Difficult, several legal relations"),
}

# --- Approvals --------------------------------------------------------------------------------------

APPROVAL = Lifecycle(
    name="approval",
    states=(
        State("pending", Text("等待审批", "Pending")),
        State("approved", Text("已批准", "Approved"), is_end=True),
        State("returned", Text("已退回", "Returned"), is_end=True),
    ),
    transitions=(
        Transition(
            "approve",
            ("pending",),
            "approved",
            Text("批准", "Approve"),
            "approval.approved",
            HEADS,
            "程序规定第四条、第十九条、第五十六条、第六十条",
            bars=(NOT_OWN_APPROVAL,),
        ),
        Transition(
            "return",
            ("pending",),
            "returned",
            Text("退回", "Return"),
            "approval.returned",
            HEADS,
            "程序规定第五十四条",
            bars=(NOT_OWN_APPROVAL,),
        ),
    ),
)

# Kind of approval → the step of the case that it sets in motion. A visit is the inspections desk's own.
APPROVED_STEPS = {
    "filing": "file",
    "not_filing": "decline_filing",
    "proposal": "approve_proposal",
    "decision": "decide",
    "closing": "close",
}

# --- Publication (M10) ------------------------------------------------------------------------------

PUBLISHERS = frozenset({Role.PUBLICATION})

PUBLICATION = Lifecycle(
    name="publication",
    states=(
        State("prepared", Text("待复核", "Prepared")),
        State("published", Text("已公示", "Published")),
        State("withdrawn", Text("已撤回", "Withdrawn"), is_end=True),
        State("ended", Text("公示期满", "Ended"), is_end=True),
    ),
    transitions=(
        Transition(
            "revise",
            ("prepared",),
            "prepared",
            Text("修改公示内容", "Revise the public copy"),
            "publication.prepared",
            PUBLISHERS,
            "公示规定第六条、第七条",
        ),
        Transition(
            "publish",
            ("prepared",),
            "published",
            Text("复核无误，公示", "Checked: publish"),
            "publication.published",
            PUBLISHERS,
            "公示规定第五条、第九条",
            guards=(
                Guard(
                    "decision_served",
                    Text(
                        "决定书还没有送达，当事人还没有被书面告知将公示",
                        "The decision has not been served with the publication notice",
                    ),
                    "公示规定第八条",
                ),
                Guard(
                    "public_copy_ready",
                    Text("公示版决定书正在生成，请稍候", "The public copy is still being made"),
                    "公示规定第四条",
                ),
            ),
            bars=(
                Bar(
                    ("publication.prepared", *_INVESTIGATED),
                    Text(
                        "公示内容由您录入或者您参与了办案，须由另一人复核",
                        "You prepared this or worked on the case; a second person must check",
                    ),
                    "公示规定第五条",
                ),
            ),
        ),
        Transition(
            "withdraw",
            ("published",),
            "withdrawn",
            Text("撤回公示", "Withdraw"),
            "publication.withdrawn",
            PUBLISHERS | HEADS,
            "处罚法第四十八条第二款、公示规定第十一条",
        ),
        Transition(
            "end",
            ("published",),
            "ended",
            Text("公示期满，停止公示", "The period is over"),
            "publication.ended",
            frozenset({Role.SYSTEM}),
            "公示规定第十三条至第十五条",
            guards=(
                Guard(
                    "period_over",
                    Text("公示期还没有届满", "The publication period still runs"),
                    "公示规定第十五条",
                ),
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class PublicationPeriod:
    """How long a class of decision stays public. The first row that fits on the day of publication counts;
    None fits everything. ``length`` is set where the clock's row leaves it open."""

    name: str
    title: Text
    law: str
    clock: Clock
    length: Length | None = None
    fine_up_to: Decimal | None = None
    tiers: frozenset[str] | None = None
    is_verified: bool = True

    def fits(self, on: dt.date, fine: Decimal, tier: str) -> bool:
        return (
            self.clock.in_force(on)
            and (self.fine_up_to is None or fine <= self.fine_up_to)
            and (self.tiers is None or tier in self.tiers)
        )


PUBLICATION_PERIODS = (
    PublicationPeriod(
        "minor",
        Text("轻微：公示3个月", "Minor: three months"),
        "公示规定第十三条、信用修复管理办法第七条",
        PUB_END_MINOR_3M,
        fine_up_to=Decimal("50000.00"),
        tiers=frozenset({"lighter", "mitigated"}),
    ),
    PublicationPeriod(
        "general",
        Text("一般：公示1年，满3个月可以申请提前停止", "General: one year, early stop after three months"),
        "公示规定第十五条、信用修复管理办法第九条",
        PUB_END_GENERAL_MAX,
    ),
    PublicationPeriod(
        "old",
        Text("公示3年", "Three years"),
        "公示规定（2021年）第十三条",
        PUB_END_OLD,
        length=Length(3, Unit.YEAR),
    ),
)


def publication_period(on: dt.date, fine: Decimal, tier: str) -> PublicationPeriod:
    """The class of a fine published on that day. Food, drugs, special equipment and bans (art 14) follow with
    their own conditions. Raises LookupError before 2021-09-01, when the rule began."""
    for period in PUBLICATION_PERIODS:
        if period.fits(on, fine, tier):
            return period
    raise LookupError(f"No publication period is in force on {on}.")
