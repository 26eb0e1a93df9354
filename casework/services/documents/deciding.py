"""From the final report to the decision, and its public copy."""

import datetime as dt
from typing import Any

from casework.kernel.clock import day_of
from casework.kernel.models import User
from casework.kernel.references import profile_on
from casework.models import Case, Discussion, Document, Publication, Review
from casework.services import contexts
from casework.services.documents.making import make


def make_investigation_report(case: Case, *, actor: User, at: dt.datetime) -> Document:
    context = contexts.investigation_report(case, on=day_of(at))
    return make(case, "investigation_report", context, on=day_of(at), actor=actor, at=at)


def make_review_opinion(case: Case, review: Review, *, actor: User, at: dt.datetime) -> Document:
    context = contexts.review_opinion(case, review)
    return make(case, "review_opinion", context, on=day_of(at), actor=actor, at=at)


def make_penalty_notice(case: Case, *, actor: User, at: dt.datetime) -> Document:
    on = day_of(at)
    context = contexts.penalty_notice(case, profile_on(case.office, on), on=on)
    return make(case, "penalty_notice", context, on=on, actor=actor, at=at)


def make_discussion_record(case: Case, discussion: Discussion, *, actor: User, at: dt.datetime) -> Document:
    context = contexts.discussion_record(case, discussion)
    return make(case, "discussion_record", context, on=day_of(at), actor=actor, at=at)


def make_penalty_decision(case: Case, *, actor: User, at: dt.datetime) -> Document:
    on = day_of(at)
    context = contexts.penalty_decision(case, profile_on(case.office, on), on=on)
    return make(case, "penalty_decision", context, on=on, actor=actor, at=at)


def make_no_penalty_decision(
    case: Case,
    *,
    ground: str,
    nature: str = "",
    is_proven: bool = True,
    actor: User,
    at: dt.datetime,
) -> Document:
    on = day_of(at)
    profile = profile_on(case.office, on)
    context = contexts.no_penalty_decision(
        case, profile, on=on, ground=ground, nature=nature, is_proven=is_proven
    )
    return make(case, "no_penalty_decision", context, on=on, actor=actor, at=at)


def make_spot_decision(case: Case, *, actor: User, at: dt.datetime, **what: Any) -> Document:
    """``what`` is what :func:`contexts.spot_decision` asks for."""
    on = day_of(at)
    context = contexts.spot_decision(case, profile_on(case.office, on), at=at, **what)
    return make(case, "spot_decision", context, on=on, actor=actor, at=at)


def make_public_decision(publication: Publication, *, actor: User, at: dt.datetime) -> Document:
    """The redacted decision, from the masked content alone."""
    decision = publication.decision
    context = contexts.penalty_decision_public(
        publication, profile_on(decision.case.office, decision.decided_on)
    )
    return make(
        decision.case,
        "penalty_decision_public",
        context,
        on=decision.decided_on,
        actor=actor,
        at=at,
        number=f"{decision.number}（公示版{publication.version}）",
    )
