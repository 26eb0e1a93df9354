"""Collective discussion and the decision (处罚法 art 57; 程序规定 art 60)."""

import datetime as dt

from django.db import transaction

from casework.kernel.clock import day_of
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Approval, Case, Decision, Discussion
from casework.services import approval_requests, documents


@transaction.atomic
def record_discussion(
    *,
    case: Case,
    members: str,
    minutes: str,
    outcome: str,
    actor: User,
    at: dt.datetime,
    dissent: str = "",
    held_on: dt.date | None = None,
    token: Token | None = None,
) -> Case:
    """Put the minutes of the heads' collective discussion on file, dissent included."""
    case = perform(lock(case), "record_discussion", actor=actor, at=at, token=token, participants=[])
    discussion = Discussion.objects.create(
        case=case,
        held_on=held_on or day_of(at),
        members=members,
        minutes=minutes,
        outcome=outcome,
        dissent=dissent,
        recorded_by=actor,
        recorded_at=at,
    )
    documents.make_discussion_record(case, discussion, actor=actor, at=at)
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
