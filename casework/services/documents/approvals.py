"""The forms on which a head decides."""

import datetime as dt

from casework.kernel.clock import day_of
from casework.kernel.models import User
from casework.models import Approval, Case, Document
from casework.services import contexts
from casework.services.contexts import Context
from casework.services.documents.making import make


def make_filing_approval(
    case: Case, approval: Approval, *, decision: str, actor: User, at: dt.datetime
) -> Document:
    context = contexts.filing_approval(case, approval, decision=decision)
    return make(case, "filing_approval", context, on=day_of(at), actor=actor, at=at)


def make_matter_approval(
    case: Case,
    approval: Approval,
    *,
    matter: str,
    law: str = "",
    unit: Context | None = None,
    actor: User,
    at: dt.datetime,
) -> Document:
    context = contexts.matter_approval(case, approval, matter=matter, law=law, unit=unit)
    return make(case, "matter_approval", context, on=day_of(at), actor=actor, at=at)


def make_decision_approval(case: Case, approval: Approval, *, actor: User, at: dt.datetime) -> Document:
    context = contexts.decision_approval(case, approval)
    return make(case, "decision_approval", context, on=day_of(at), actor=actor, at=at)


def make_closing_approval(
    case: Case, approval: Approval, *, ground: str = "", actor: User, at: dt.datetime
) -> Document:
    context = contexts.closing_approval(case, approval, ground=ground)
    return make(case, "closing_approval", context, on=day_of(at), actor=actor, at=at)
