"""Ends of a case without a penalty (处罚法 arts 30–33, 57; 程序规定 arts 56, 60, 61)."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import NO_PENALTY_GROUNDS
from casework.models import Approval, Case, Decision, Proposal
from casework.services import approval_requests, documents

NOTHING = Decimal("0.00")


@transaction.atomic
def propose_outcome(
    *,
    case: Case,
    outcome: str,
    reason: str,
    actor: User,
    at: dt.datetime,
    ground: str = "",
    violation: str = "",
    basis: str = "",
    receiver: str = "",
    token: Token | None = None,
) -> Proposal:
    """Propose that the case ends without a penalty: for a ground of the law, because the breach is not
    established, or because another authority is competent (``receiver``). Takes the place of an earlier
    proposal; both stay on file."""
    if outcome == Proposal.Outcome.NO_PENALTY and ground not in NO_PENALTY_GROUNDS:
        raise Invalid(
            Text("请选择不予处罚的法定理由。", "Choose the ground of the law for no penalty."),
            law="处罚法第三十条、第三十一条、第三十三条",
        )
    if outcome == Proposal.Outcome.TRANSFER and not receiver.strip():
        raise Invalid(Text("请写明移送给哪个机关。", "Name the authority that receives the case."))
    case = perform(
        lock(case), "propose_outcome", actor=actor, at=at, token=token, details={"outcome": outcome}
    )
    return Proposal.objects.create(
        case=case,
        outcome=outcome,
        ground=ground if outcome == Proposal.Outcome.NO_PENALTY else "",
        reference=case.reference,
        amount=NOTHING,
        tier="",
        reason=reason,
        violation=violation,
        basis=basis,
        grounds={"outcome": outcome, "receiver": receiver},
        drafted_by=actor,
        drafted_at=at,
    )


@transaction.atomic
def propose_no_penalty(
    *, case: Case, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Approval:
    """Ask the head to end the case in the way proposed last (行政处理决定审批表)."""
    case = perform(lock(case), "propose_no_penalty", actor=actor, at=at, token=token)
    return request_outcome(case, reason=reason, actor=actor, at=at)


def request_outcome(case: Case, *, reason: str, actor: User, at: dt.datetime) -> Approval:
    proposal = case.current_proposal
    details = {"receiver": proposal.grounds.get("receiver", "")}
    return approval_requests.request(
        case=case, kind=proposal.outcome, reason=reason, requested_by=actor, at=at, details=details
    )


def decide_no_penalty(*, approval: Approval, actor: User, at: dt.datetime) -> Decision:
    """不予行政处罚, with the education that the law wants (处罚法 art 33(3))."""
    return _decide(approval, "decide_no_penalty", actor, at)


def decide_no_facts(*, approval: Approval, actor: User, at: dt.datetime) -> Decision:
    """违法事实不能成立: no penalty may be imposed (处罚法 art 57(1)(3))."""
    return _decide(approval, "decide_no_facts", actor, at)


@transaction.atomic
def decide_transfer(*, approval: Approval, actor: User, at: dt.datetime) -> Case:
    """The case goes to the authority that is competent (程序规定 arts 17, 60)."""
    case = lock(approval.case)
    case.decided_on = day_of(at)
    case = perform(case, "decide_transfer", actor=actor, at=at, details=approval.details)
    documents.make_decision_approval(case, approval, actor=actor, at=at)
    return case


@transaction.atomic
def _decide(approval: Approval, action: str, actor: User, at: dt.datetime) -> Decision:
    case = lock(approval.case)
    case.decided_on = day_of(at)
    case = perform(case, action, actor=actor, at=at)
    proposal: Any = case.current_proposal
    documents.make_decision_approval(case, approval, actor=actor, at=at)
    is_proven = proposal.outcome == Proposal.Outcome.NO_PENALTY
    ground = NO_PENALTY_GROUNDS[proposal.ground].zh if is_proven else proposal.reason
    document = documents.make_no_penalty_decision(
        case, ground=ground, nature=proposal.violation, is_proven=is_proven, actor=actor, at=at
    )
    return Decision.objects.create(
        case=case,
        outcome=proposal.outcome,
        number=document.number,
        amount=NOTHING,
        grounds={
            "ground": proposal.ground,
            "violation": proposal.violation,
            "basis": proposal.basis,
            "reason": proposal.reason,
        },
        decided_by=actor,
        decided_on=day_of(at),
        document=document,
    )
