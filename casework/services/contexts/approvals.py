"""The forms on which a head decides: filing, one matter of the case, the decision, closing."""

from casework.kernel import words
from casework.kernel.clock import day_of
from casework.models import Approval, Case
from casework.models.case import Case as CaseModel
from casework.services.contexts import parts
from casework.services.contexts.hearing import heard
from casework.services.contexts.parts import Context

EXECUTED = "行政处罚决定执行完毕（程序规定第七十七条第一项）"


def filing_approval(case: Case, approval: Approval, *, decision: str) -> Context:
    on = parts.decided_on(approval)
    return {
        **parts.heading(case, on),
        "title": "立案审批表" if decision == "立案" else "不予立案审批表",
        "cause": case.cause,
        "source": parts.SOURCES[CaseModel.Source(case.source)],
        "found_on": words.day(case.received_on),
        "findings": parts.proposed(case, approval),
        "unit": parts.acted(case, "case.officers_assigned", f"由{parts.names(case)}承办。"),
        "head": parts.approved(approval, f"同意{decision}。"),
    }


def decision_approval(case: Case, approval: Approval) -> Context:
    on = parts.decided_on(approval)
    proposal, review = parts.proposal_of(case), case.reviews.filter(outcome="agree").last()
    discussion = case.discussions.filter(about="decision").last()
    return {
        **parts.heading(case, on),
        "facts": f"{case.findings}\n{proposal.violation}",
        "heard": heard(case),
        "proposal": parts.proposed(case, approval),
        "review": {
            "text": review.opinion if review else "",
            "name": review.reviewer.name if review else "",
            "day": words.day(day_of(review.reviewed_at)) if review else "",
        },
        "unit": parts.acted(case, "case.sent_to_review", "同意调查终结报告，送审核。"),
        **(
            {"discussion": f"{words.day(discussion.held_on)}集体讨论：{discussion.outcome}"}
            if discussion
            else {}
        ),
        "head": parts.approved(approval, "同意。"),
    }


def matter_approval(
    case: Case, approval: Approval, *, matter: str, law: str = "", unit: Context | None = None
) -> Context:
    """One matter on PF 8: an extension, a suspension, a recusal, a measure. ``unit`` is the opinion of the
    head of the case unit, {text, name, day}; its place stays empty without one."""
    return {
        **parts.heading(case, parts.decided_on(approval)),
        "matter": matter,
        "law": law,
        "grounds": parts.proposed(case, approval),
        "unit": unit or parts.NOT_SIGNED,
        "head": parts.approved(approval, "同意。"),
    }


def closing_approval(case: Case, approval: Approval, *, ground: str = "") -> Context:
    """``ground`` is the case of 程序规定 art 77, with its item; by default that the decision was carried out."""
    decision = getattr(case, "decision", None)
    served = decision.document.service if decision else None
    payments = [f"{words.day(p.paid_on)}缴纳{words.money(p.amount)}" for p in case.payments.all()]
    return {
        **parts.heading(case, parts.decided_on(approval)),
        "filed_on": words.day(case.filed_on) if case.filed_on else "",
        "decision_number": decision.number if decision else "",
        "decided_on": words.day(decision.decided_on) if decision else "",
        "served_on": words.day(served.served_on) if served else "",
        "outcome": "".join(parts.penalties(parts.proposal_of(case))) if decision else "",
        "execution": "；".join(payments),
        "ground": ground or EXECUTED,
        "officers": parts.proposed(case, approval),
        "unit": parts.NOT_SIGNED,
        "head": parts.approved(approval, "同意结案。"),
    }
