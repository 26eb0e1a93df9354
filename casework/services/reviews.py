"""From the end of the investigation to the passed review (程序规定 arts 48–55)."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import LEGAL_REVIEW_GROUNDS
from casework.models import Case, Review
from casework.services import approval_requests, documents, outcomes


@transaction.atomic
def conclude_investigation(
    *,
    case: Case,
    report: str,
    actor: User,
    at: dt.datetime,
    legal_review_ground: str = "",
    discussion_ground: str = "",
    token: Token | None = None,
) -> Case:
    """End the investigation with its report, and say whether the case needs a legal review and a collective
    discussion, and why. Art 50(1) cases with a penalty need both (程序规定 art 60(2))."""
    if legal_review_ground and legal_review_ground not in LEGAL_REVIEW_GROUNDS:
        raise Invalid(Text("法制审核的理由不在程序规定第五十条之内。", "Not a ground of art. 50."))
    case = lock(case)
    case.findings = report
    case.legal_review_ground = legal_review_ground
    case.discussion_ground = discussion_ground or legal_review_ground
    case = perform(
        case,
        "conclude_investigation",
        actor=actor,
        at=at,
        token=token,
        details={"legal_review": legal_review_ground, "discussion": case.discussion_ground},
    )
    documents.make_investigation_report(case, actor=actor, at=at)
    return case


@transaction.atomic
def send_to_review(*, case: Case, actor: User, at: dt.datetime, token: Token | None = None) -> Case:
    return perform(lock(case), "send_to_review", actor=actor, at=at, token=token)


@transaction.atomic
def pass_review(
    *,
    case: Case,
    opinion: str,
    actor: User,
    at: dt.datetime,
    points: Sequence[int] = (),
    token: Token | None = None,
) -> Case:
    """Agree. The proposed penalty goes on to the head's queue in the name of its drafter."""
    case = lock(case)
    kind = "legal" if case.legal_review_ground else "case"
    case = perform(case, f"pass_{kind}_review", actor=actor, at=at, token=token)
    _record(case, kind, "agree", opinion, points, actor, at)
    proposal = case.current_proposal
    if proposal.outcome == proposal.Outcome.PENALTY:
        approval_requests.request(
            case=case, kind="proposal", reason=proposal.reason, requested_by=proposal.drafted_by, at=at
        )
    else:
        outcomes.request_outcome(case, reason=proposal.reason, actor=proposal.drafted_by, at=at)
    return case


@transaction.atomic
def send_to_second_review(*, case: Case, actor: User, at: dt.datetime, token: Token | None = None) -> Case:
    """A hearing was held: the legal review comes after it, whatever reviewed the case before (art 50(1)(2))."""
    return perform(lock(case), "send_to_second_review", actor=actor, at=at, token=token)


@transaction.atomic
def pass_second_review(
    *,
    case: Case,
    opinion: str,
    actor: User,
    at: dt.datetime,
    points: Sequence[int] = (),
    token: Token | None = None,
) -> Case:
    """Agree, on the record of the hearing. With a penalty the heads then discuss the case (art 60(2))."""
    case = lock(case)
    case.legal_review_ground = case.legal_review_ground or "after_hearing"
    case.discussion_ground = case.discussion_ground or "after_hearing"
    case = perform(case, "pass_second_review", actor=actor, at=at, token=token)
    _record(case, "legal", "agree", opinion, points, actor, at)
    return case


@transaction.atomic
def return_from_second_review(
    *, case: Case, opinion: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """Say what is to be supplemented or corrected before the decision."""
    if not opinion.strip():
        raise Invalid(Text("请写明需要补充或者纠正什么。", "Say what is to be supplemented or corrected."))
    case = perform(lock(case), "return_from_second_review", actor=actor, at=at, token=token)
    _record(case, "legal", "correct", opinion, (), actor, at)
    return case


@transaction.atomic
def return_from_review(
    *, case: Case, opinion: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """Send the case back to the investigators, saying what is to be supplemented or corrected."""
    if not opinion.strip():
        raise Invalid(Text("请写明需要补充或者纠正什么。", "Say what is to be supplemented or corrected."))
    case = lock(case)
    case = perform(case, "return_from_review", actor=actor, at=at, token=token)
    _record(case, "legal" if case.legal_review_ground else "case", "correct", opinion, (), actor, at)
    return case


def _record(
    case: Case, kind: str, outcome: str, opinion: str, points: Sequence[int], actor: User, at: dt.datetime
) -> None:
    review = Review.objects.create(
        case=case,
        kind=kind,
        outcome=outcome,
        opinion=opinion,
        points=list(points),
        reviewer=actor,
        reviewed_at=at,
    )
    documents.make_review_opinion(case, review, actor=actor, at=at)
