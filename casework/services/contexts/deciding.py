"""From the final report to the decision: report, review, notice, discussion, decision."""

import datetime as dt
from decimal import Decimal

from casework.kernel import words
from casework.kernel.clock import day_of
from casework.kernel.models import OfficeProfile
from casework.lifecycle import REVIEW_POINTS
from casework.models import Case, Discussion, Proposal, Review
from casework.services.contexts import parts
from casework.services.contexts.hearing import heard
from casework.services.contexts.parts import Context

TIERS = {"mitigated": "减轻", "lighter": "从轻", "ordinary": "一般", "heavier": "从重"}


def investigation_report(case: Case, *, on: dt.date) -> Context:
    proposal = parts.proposal_of(case)
    return {
        **parts.heading(case, on),
        "source": parts.source(case),
        "measures": _measures(case),
        "facts": case.findings,
        "evidence": parts.evidence(case),
        "nature": proposal.violation,
        "basis": proposal.basis,
        "discretion": proposal.reason,
        "proposal": "\n".join(parts.penalties(proposal)),
        "officers": {"people": parts.officers(case, on), "day": words.day(on)},
    }


def review_opinion(case: Case, review: Review) -> Context:
    on = day_of(review.reviewed_at)
    passed = "是" if review.outcome == "agree" else "见意见"
    return {
        **parts.heading(case, on),
        "title": "法制审核表" if review.kind == "legal" else "案件审核表",
        "party": str(case.party),
        "unit": case.office.name,
        "submitted_on": words.day(on),
        "materials": "案件调查终结报告、证据及其他案卷材料",
        "checks": [{"point": point.zh, "result": passed} for point in REVIEW_POINTS],
        "reviewer": {"text": review.opinion, "name": review.reviewer.name, "day": words.day(on)},
        "head": parts.NOT_SIGNED,
    }


def penalty_notice(case: Case, profile: OfficeProfile, *, on: dt.date) -> Context:
    proposal = parts.proposal_of(case)
    hearing = "hearing_right" in proposal.flags
    penalty = "".join(parts.penalties(proposal))
    return {
        **parts.heading(case, on),
        **parts.addressee(case),
        "proposal_id": proposal.pk,
        "facts": f"经查，{case.findings}",
        "evidence": f"以上事实，有{'、'.join(entry['name'] for entry in parts.evidence(case))}等证据证明。",
        "nature": proposal.violation,
        "proposal": f"{proposal.reason}\n{proposal.basis}，本局拟：{penalty}",
        "rights": parts.statutory("rights.statement", profile, on),
        **({"hearing": parts.statutory("rights.hearing", profile, on)} if hearing else {}),
        "contact": parts.contact(case, profile),
        "day": words.day(on),
    }


def discussion_record(case: Case, discussion: Discussion) -> Context:
    on = discussion.held_on
    present = [name for name in discussion.members.replace("、", "\n").split("\n") if name.strip()]
    proposal = parts.proposal_of(case)
    return {
        **parts.heading(case, on),
        "time": words.day(on),
        "place": "本局会议室",
        "host": discussion.recorded_by.name,
        "recorder": discussion.recorded_by.name,
        "present": [{"name": name.strip(), "post": "部门负责人"} for name in present],
        "attending": [{"name": officer.name, "post": "办案人员"} for officer in case.officers_on_case()],
        "topic": f"{proposal.violation}\n{proposal.reason}\n拟：{''.join(parts.penalties(proposal))}",
        "statements": [{"name": discussion.recorded_by.name, "text": discussion.minutes}],
        "conclusion": discussion.outcome,
        **({"dissent": discussion.dissent} if discussion.dissent else {}),
        "signatures": [{"name": name.strip()} for name in present],
    }


def penalty_decision(case: Case, profile: OfficeProfile, *, on: dt.date) -> Context:
    proposal = parts.proposal_of(case)
    return {
        **parts.heading(case, on),
        "source": parts.source(case),
        "facts": f"经查明，{case.findings}",
        "evidence": parts.evidence(case),
        "nature": proposal.violation,
        "heard": heard(case),
        "basis": f"{proposal.basis}，本局作出如下处理。",
        **_discretion(proposal),
        "decision": parts.penalties(proposal),
        "payment": parts.statutory("payment", profile, on),
        "remedies": parts.statutory("remedies", profile, on) + parts.statutory("non_suspension", profile, on),
        "publication": parts.statutory("publication.notice", profile, on)
        + parts.statutory("credit_repair.notice", profile, on),
        "day": words.day(on),
    }


def no_penalty_decision(
    case: Case, profile: OfficeProfile, *, on: dt.date, ground: str, nature: str = "", is_proven: bool = True
) -> Context:
    """``ground`` says why nothing is imposed, with its article; ``nature`` the provision that was breached.
    Without proof (程序规定 art 60(1)(3)) nothing is called a breach and nobody is educated."""
    return {
        **parts.heading(case, on),
        "source": parts.source(case),
        "facts": f"经查明，{case.findings}" if is_proven else case.findings,
        "evidence": parts.evidence(case),
        "nature": nature if is_proven else "",
        "heard": heard(case),
        "ground": ground,
        "decision": parts.statutory(
            "no_penalty.breach" if is_proven else "no_penalty.not_proven", profile, on
        ),
        "education": parts.statutory("no_penalty.education", profile, on) if is_proven else "",
        "remedies": parts.statutory("remedies.no_penalty", profile, on),
        "day": words.day(on),
    }


def spot_decision(
    case: Case,
    profile: OfficeProfile,
    *,
    at: dt.datetime,
    place: str,
    facts: str,
    nature: str,
    basis: str,
    answer: str,
    amount: Decimal | None,
    warning: bool,
    evidence: str = "",
    is_collected: bool = False,
    received_by: str = "",
    refused: str = "",
) -> Context:
    """Simple procedure (处罚法 arts 51–53). ``answer`` says that the party was told, and what it answered;
    ``is_collected`` says that the officers took the fine on the spot (art 68)."""
    on = day_of(at)
    payment = parts.statutory("payment.collected" if is_collected else "payment", profile, on)
    signed = {"refused": refused} if refused else {"name": received_by, "day": words.day(on)}
    return {
        **parts.heading(case, on),
        "time": words.minute(at),
        "place": place,
        "facts": facts,
        "evidence": evidence,
        "nature": nature,
        "heard": answer,
        "basis": basis,
        "decision": parts.penalty_items(amount=amount, warning=warning),
        "payment": payment if amount else "",
        "remedies": parts.statutory("remedies.on_the_spot", profile, on),
        "officers": parts.officers(case, on),
        "receiver": signed,
        "day": words.day(on),
    }


def _discretion(proposal: Proposal) -> Context:
    fine = proposal.grounds["acts"][0]["fine"]
    if not fine:
        return {}
    tiers = [
        {"name": TIERS[name], "range": f"{words.yuan(fine[name][0])}至{words.yuan(fine[name][1])}"}
        for name in ("lighter", "ordinary", "heavier")
    ]
    return {
        "discretion": {
            "reasons": proposal.reason,
            "tiers": tiers,
            "tier": TIERS[proposal.tier],
            "amount": words.yuan(proposal.amount),
            "position": f"{proposal.position_pct}％" if proposal.position_pct else "",
        }
    }


def _measures(case: Case) -> str:
    """程序规定 art 48(2): what was ordered or secured on the way, by its notice."""
    taken = case.documents.filter(
        kind__in=("preservation_notice", "preservation_release", "correction_order")
    )
    said = [
        f"{words.day(document.on)}，本局发出{document.number}《{document.title}》。" for document in taken
    ]
    return "".join(said)
