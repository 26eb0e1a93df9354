"""What a step needs, as a list with ticks and crosses, each cross with the page that cures it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from casework.kernel.lifecycle import Guard, Option, Refusal, Text
from casework.kernel.rest import say
from casework.lifecycle import APPROVAL_KINDS
from casework.lifecycle.measure import NOT_SETTLED
from casework.models import Case
from casework.web import links

# A guard says what is missing; here is what one says once it is there.
CLEARED = {
    "two_certified_officers": Text("两名执法人员，执法证当日有效", "Two officers, certificates valid today"),
    "evidence_on_file": Text("案卷里有证据", "Evidence is on file"),
    "site_record_signed": Text("现场笔录已签字", "The site record is signed"),
    "within_limitation": Text("没有超过追责时效", "Within the limitation period"),
    "party_known": Text("当事人已写明", "The party is recorded"),
    "proposal_on_file": Text("处罚建议已提出", "A proposed penalty is on file"),
    "nothing_pending": Text("没有别的审批在等", "No other approval is waiting"),
    **{
        f"{kind.name}_proposed": Text(f"已报请{kind.title.zh}", f"Proposed: {kind.title.en}")
        for kind in APPROVAL_KINDS.values()
        if kind.action
    },
    "penalty_proposed": Text("处理建议是处罚", "The proposal is a penalty"),
    "other_outcome_proposed": Text("已提出不予处罚或者移送的建议", "No penalty or a transfer is proposed"),
    "review_agreed": Text("已通过审核", "The review agreed"),
    "not_fined_before": Text("同一行为没有被罚款", "The act has not been fined before"),
    "verification_period_runs": Text("核查期限没有届满", "The time for verification still runs"),
    "verification_not_extended": Text("核查期限没有延长过", "Not extended before"),
    "case_period_runs": Text("办案期限没有届满", "The time for the case still runs"),
    "case_not_extended": Text("办案期限没有延长过", "Not extended before"),
    "case_extended": Text("负责人已批准延长三十日", "Extended by a head before"),
    "hearing_right": Text("拟作的处罚在听证范围内", "The penalty gives a right to a hearing"),
    "hearing_window_open": Text("要求听证的期限没有届满", "The time to ask for a hearing still runs"),
    "notice_outdated": Text("处理建议在告知后有变", "The proposal changed after the notice"),
    "redecision_ordered": Text("已有责令重新作出处理的决定或者判决", "A new decision was ordered"),
    "within_spot_limit": Text("在当场处罚的限额以内", "Within what may be imposed on the spot"),
    "police_declined": Text("公安机关已通知不予立案", "The police declined"),
    "execution_ended_by_court": Text("法院已裁定终结执行", "The court ended the execution"),
    "no_measure_in_force": Text("没有未了结的措施", "No measure is left unsettled"),
    "filed": Text("已立案", "The case is filed"),
    "not_filed_yet": Text("没有立案", "The case is not filed"),
    "case_review_suffices": Text("由案件审核人员审核即可", "A case review is enough"),
    "legal_review_due": Text("须由法制审核人员审核", "A legal review is due"),
    "material_awaited": Text("通知书已经送达，在等材料", "The notice is served, its material is awaited"),
    "notice_issued": Text("行政处罚告知书已制作", "The notice has been made"),
    "defence_period_over": Text(
        "陈述申辩期限已届满，或者当事人已放弃", "The defence period is over, or waived"
    ),
    "defence_period_run_out": Text("五个工作日已届满", "The five working days have run out"),
    "discussion_on_file": Text("负责人已集体讨论", "The collective discussion is on file"),
    "amount_not_raised": Text("处罚没有重于告知的内容", "Not heavier than announced"),
    "decision_document_ready": Text("决定书已生成", "The decision document is ready"),
    "fine_paid": Text("罚款已缴清", "The fine is paid in full"),
    "no_transfer_open": Text("没有未办完的涉嫌犯罪移送", "No suspected crime waits for its transfer"),
    "transfer_approved": Text("主要负责人已批准移送", "The principal head approved the transfer"),
    "decision_annulled": Text("决定已被撤销或者确认无效", "The decision was annulled or found void"),
    "no_redecision_ordered": Text("没有责令重新处理", "No new decision is ordered"),
    "redecides": Text("本案是撤销后重新处理", "The case is decided anew after an annulment"),
    "difference_stated": Text("已写明与被撤销的决定有什么不同", "What differs is on file"),
    "cash_to_hand_in": Text("有当场收缴的罚款要上交", "A collected fine is to be handed in"),
    "cash_to_bank": Text("有上交的罚款要缴付银行", "A fine handed in is to be paid to the bank"),
    "cash_banked": Text("没有未缴付银行的现金", "No cash is outside the bank"),
}


def _step(action: str) -> Callable[[Case], str]:
    return lambda case: reverse(f"case_{action}", args=[case.reference])


def _approval(case: Case) -> str:
    pending = case.approvals.filter(state="pending").exclude(kind="visit").last()
    return reverse("approval", args=[pending.reference]) if pending else ""


def _measure(case: Case) -> str:
    unsettled = case.measures.filter(state__in=NOT_SETTLED).first()
    return reverse("measure", args=[unsettled.reference]) if unsettled else ""


def _decision(case: Case) -> str:
    decision = getattr(case, "decision", None)
    return reverse("document", args=[decision.document.reference]) if decision else ""


# Fact → where its lack is cured, and what the link says.
CURES: dict[str, tuple[Callable[[Case], str], Text]] = {
    "party_known": (_step("record_party"), Text("去写明", "Record it")),
    "evidence_on_file": (lambda case: links.visits(), Text("去现场检查", "Visits")),
    "site_record_signed": (lambda case: links.visits(), Text("去签字", "Visits")),
    "proposal_on_file": (lambda case: links.worksheet(case.reference), Text("去测算", "Worksheet")),
    "amount_not_raised": (lambda case: links.worksheet(case.reference), Text("看测算", "Worksheet")),
    "nothing_pending": (_approval, Text("看审批", "See it")),
    "filing_proposed": (_step("propose_filing"), Text("去报请", "Propose it")),
    "notice_issued": (_step("issue_notice"), Text("去制作", "Make it")),
    "discussion_on_file": (_step("record_discussion"), Text("去记录", "Record it")),
    "decision_proposed": (_step("propose_decision"), Text("去报请", "Propose it")),
    "closing_proposed": (_step("propose_closing"), Text("去报请", "Propose it")),
    "decision_document_ready": (_decision, Text("看进度", "See it")),
    "not_fined_before": (_step("distinguish_act"), Text("写明区别", "Say what differs")),
    "no_measure_in_force": (_measure, Text("去了结", "Settle it")),
    "difference_stated": (_step("say_what_differs"), Text("去写明", "Say it")),
    "fine_paid": (_step("record_payment"), Text("登记缴款", "Enter a payment")),
}


def requirements(option: Option, case: Case, *, cures: Iterable[str] = CURES) -> list[dict[str, Any]]:
    """What ``{% missing %}`` draws. ``cures`` names the facts whose cure is this person's to bring about."""
    return [_refused(refusal, case, cures) for refusal in option.refusals] + [
        _cleared(guard) for guard in option.satisfied
    ]


def _refused(refusal: Refusal, case: Case, cures: Iterable[str]) -> dict[str, Any]:
    item: dict[str, Any] = {"kind": "blocks", "text": refusal.message, "law": refusal.law}
    if refusal.code in CURES and refusal.code in cures:
        find, words = CURES[refusal.code]
        item |= {"link": find(case), "link_text": say(words)}
    return item


def _cleared(guard: Guard) -> dict[str, Any]:
    return {"kind": "ok", "text": guard.there or CLEARED[guard.fact], "law": guard.law}
