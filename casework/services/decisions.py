"""Collective discussion and the decision (处罚法 art 57; 程序规定 art 60)."""

import datetime as dt

from django.db import transaction

from casework.kernel.clock import day_of
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Approval, Case, Decision, Discussion
from casework.services import approval_requests, discussions, documents
from casework.services.discussions import Minutes


@transaction.atomic
def record_discussion(
    *,
    case: Case,
    minutes: Minutes,
    actor: User,
    at: dt.datetime,
    result: str = Discussion.Result.AGREE,
    token: Token | None = None,
) -> Case:
    """Put the heads' collective discussion of the present proposal on file. Where they decide otherwise than
    proposed, the officers propose anew, and the heads discuss that."""
    case = perform(
        lock(case),
        "record_discussion",
        actor=actor,
        at=at,
        token=token,
        participants=[],
        details={"result": result},
    )
    discussions.keep(case, minutes, about=Discussion.About.DECISION, result=result, actor=actor, at=at)
    return case


@transaction.atomic
def propose_decision(
    *, case: Case, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """Ask the head to decide (行政处理决定审批表)."""
    case = perform(lock(case), "propose_decision", actor=actor, at=at, token=token)
    approval_requests.request(case=case, kind="decision", reason=reason, requested_by=actor, at=at)
    return case


@transaction.atomic
def decide(*, approval: Approval, actor: User, at: dt.datetime) -> Decision:
    """Decide, freeze the grounds, number the decision. CASE-90 stops; publication and service start."""
    case = lock(approval.case)
    case.decided_on = day_of(at)
    case = perform(case, "decide", actor=actor, at=at)
    proposal = case.current_proposal
    documents.make_decision_approval(case, approval, actor=actor, at=at)
    document = documents.make_penalty_decision(case, actor=actor, at=at)
    return Decision.objects.create(
        case=case,
        outcome=Decision.Outcome.PENALTY,
        number=document.number,
        amount=proposal.amount,
        warning=proposal.warning,
        grounds={
            "assessment": proposal.grounds,
            "worksheet": proposal.reference,
            "violation": proposal.violation,
            "basis": proposal.basis,
            "reason": proposal.reason,
            "tier": proposal.tier,
        },
        decided_by=actor,
        decided_on=day_of(at),
        document=document,
    )
