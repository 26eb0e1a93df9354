"""A site visit as a table: planned, approved, announced, begun, signed. Pure.

处罚法 = 行政处罚法 (2021), 程序规定 = 市场监督管理行政处罚程序规定. 国办发〔2024〕54号 asks for approval and notice
before a visit to a business; its text was seen second-hand. Before its day they are the bureau's own rule.
"""

import datetime as dt

from casework.kernel.lifecycle import SAME, Bar, Guard, Lifecycle, State, Text, Transition
from casework.kernel.roles import INVESTIGATORS, Role

# --- Guards -----------------------------------------------------------------------------------------

OPINION_54_FROM = dt.date(2025, 1, 3)
OPINION_54 = "国办发〔2024〕54号"
OWN_RULE = "本机关行政检查审批制度"


def _by_day(fact: str, missing: Text) -> tuple[Guard, Guard]:
    """The same demand, by the bureau's own rule and, from its day, by the State Council's opinion."""
    return (
        Guard(fact, missing, OWN_RULE, valid_to=OPINION_54_FROM - dt.timedelta(days=1)),
        Guard(fact, missing, OPINION_54, valid_from=OPINION_54_FROM),
    )


APPROVED = _by_day(
    "visit_approved", Text("负责人还没有批准这次检查", "A head has not approved this visit yet")
)
NOTICED = _by_day(
    "notice_given", Text("检查通知书还没有制作", "The notice of inspection has not been made yet")
)
CERTIFIED = Guard(
    "officers_certified",
    Text(
        "需要两名以上执法人员，每人的执法证当日有效",
        "At least two officers are needed, each with a certificate valid that day",
    ),
    "处罚法第四十二条",
)
CASE_OPEN = Guard(
    "case_under_inquiry",
    Text("案件不在核查或者调查阶段", "The case is neither being verified nor investigated"),
    "程序规定第十八条",
)
NOT_ASKED = Guard(
    "approval_not_asked",
    Text("已经报请批准", "Approval has been asked for already"),
    OWN_RULE,
)
TOLD = Guard(
    "told_recorded",
    Text(
        "还没有写明出示证件、告知权利的情况",
        "Certificates shown and rights told: not recorded yet",
    ),
    "程序规定第二十一条、第二十二条",
)
FINDINGS = Guard(
    "findings_written",
    Text("还没有写现场情况", "What was found is not written yet"),
    "程序规定第二十八条",
)
RECORDING = Guard(
    "recording_noted",
    Text("还没有写明音像记录", "The audio-visual recording is not noted yet"),
    "程序规定第四十四条",
)
EVIDENCE = Guard(
    "evidence_or_note",
    Text("还没有照片，也没有写明为什么没有", "No evidence yet, and no note why there is none"),
    "程序规定第二十三条",
)
OFFICERS_SIGNED = Guard(
    "officers_signed",
    Text("执法人员还没有都签字", "Not every officer has signed"),
    "程序规定第二十八条",
)
PARTY_SIGNED = Guard(
    "party_signed_or_refused",
    Text(
        "当事人还没有签字，也没有注明拒签或者不在场的情况",
        "The party has not signed, and no refusal or absence is noted",
    ),
    "程序规定第二十八条、第四十三条",
)

ON_THE_VISIT = Bar(
    ("visit.planned",),
    Text("您不是这次检查的执法人员", "You are not an officer of this visit"),
    "处罚法第四十二条",
)

# --- The visit --------------------------------------------------------------------------------------

PLANNERS = INVESTIGATORS | {Role.UNIT_HEAD}
CASE_STATES = ("verifying", "investigating")
OPEN = ("planned", "notified", "under_way")

VISIT = Lifecycle(
    name="visit",
    states=(
        State("planned", Text("已安排", "Planned")),
        State("notified", Text("已制作通知书", "Notice made")),
        State("under_way", Text("检查中", "Under way")),
        State("signed", Text("笔录已签字", "Record signed"), is_end=True),
        State("cancelled", Text("已取消", "Cancelled"), is_end=True),
    ),
    transitions=(
        Transition(
            "ask_approval",
            ("planned",),
            SAME,
            Text("再次报请批准", "Ask for approval again"),
            "visit.approval_asked",
            PLANNERS,
            OWN_RULE,
            guards=(NOT_ASKED,),
        ),
        Transition(
            "give_notice",
            ("planned",),
            "notified",
            Text("制作检查通知书", "Make the notice of inspection"),
            "visit.notice_given",
            INVESTIGATORS,
            "程序规定第二十八条",
            only=ON_THE_VISIT,
            guards=APPROVED,
            document="inspection_notice",
        ),
        Transition(
            "begin",
            ("planned", "notified"),
            "under_way",
            Text("开始检查", "Begin the visit"),
            "visit.begun",
            INVESTIGATORS,
            "处罚法第五十五条、程序规定第二十八条",
            only=ON_THE_VISIT,
            guards=(*APPROVED, *NOTICED, CERTIFIED, CASE_OPEN),
        ),
        Transition(
            "record_findings",
            ("under_way",),
            SAME,
            Text("写现场笔录", "Write the site record"),
            "visit.findings_recorded",
            INVESTIGATORS,
            "程序规定第二十八条",
            only=ON_THE_VISIT,
        ),
        Transition(
            "add_evidence",
            ("under_way",),
            SAME,
            Text("拍照取证", "Add evidence"),
            "visit.evidence_added",
            INVESTIGATORS,
            "程序规定第二十三条、第二十六条",
            only=ON_THE_VISIT,
        ),
        Transition(
            "add_signature",
            ("under_way",),
            SAME,
            Text("签字", "Sign"),
            "visit.signature_added",
            INVESTIGATORS,
            "程序规定第二十八条",
            only=ON_THE_VISIT,
        ),
        Transition(
            "sign",
            ("under_way",),
            "signed",
            Text("完成检查，生成现场笔录", "Finish and make the site record"),
            "visit.signed",
            INVESTIGATORS,
            "程序规定第二十八条",
            only=ON_THE_VISIT,
            guards=(CERTIFIED, TOLD, FINDINGS, RECORDING, EVIDENCE, OFFICERS_SIGNED, PARTY_SIGNED),
            document="site_record",
        ),
        Transition(
            "cancel",
            ("planned", "notified"),
            "cancelled",
            Text("取消这次检查", "Cancel the visit"),
            "visit.cancelled",
            PLANNERS,
            OWN_RULE,
        ),
    ),
)

# --- Evidence ---------------------------------------------------------------------------------------

# 程序规定 art 23: the eight kinds.
KINDS = {
    "audio_visual": Text("视听资料", "Audio-visual material"),
    "electronic_data": Text("电子数据", "Electronic data"),
    "documentary_evidence": Text("书证", "Documentary evidence"),
    "physical_evidence": Text("物证", "Physical evidence"),
    "party_statement": Text("当事人的陈述", "Party's statement"),
    "witness_testimony": Text("证人证言", "Witness testimony"),
    "expert_opinion": Text("鉴定意见", "Expert opinion"),
    "examination_record": Text("勘验笔录、现场笔录", "Inquest or site record"),
}

SIGNERS = {
    "officer": Text("执法人员", "Officer"),
    "party": Text("当事人", "Party"),
    "witness": Text("见证人", "Witness"),
}
METHODS = {
    "drawn": Text("在屏幕上签名", "Drawn on the screen"),
    "paper": Text("在纸上签名", "Signed on paper"),
    "refused": Text("没有签名", "Not signed"),
}

# What a point of the checklist may be answered with.
ANSWERS = {
    "yes": Text("有、是", "Yes"),
    "no": Text("没有、否", "No"),
    "unclear": Text("当场没有查清", "Not established on site"),
}

# --- What the documents say -------------------------------------------------------------------------

BASIS = "《市场监督管理行政处罚程序规定》第十八条、第二十八条"

TO_SAY = Text(
    "我们是{office}执法人员，这是我们的执法证件。今天依法进行现场检查，全程录音录像。"
    "您有权陈述、申辩；认为我们与案件有直接利害关系的，有权申请回避。请如实回答询问，协助检查。",
    "We are officers of {office}; here are our certificates. We are making a site inspection, which is recorded "
    "in sound and picture. You may state your case and defend yourself, and ask that an officer with a direct "
    "interest be recused. Please answer truthfully and assist the inspection.",
)
TOLD_DRAFT = (
    "执法人员向在场人员出示执法证件（{certificates}），说明来意，告知其有权陈述、申辩，有权申请执法人员回避，"
    "有如实回答询问并协助检查的义务。在场人员表示听清楚，不申请回避。"
)
