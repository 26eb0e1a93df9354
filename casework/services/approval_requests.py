"""Putting an item into a head's queue. Deciding it is ``services.approvals``."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from casework.kernel import audit, deadlines
from casework.kernel.models import User
from casework.kernel.references import new_reference
from casework.models import Approval, Case
from casework.queries import OUR_CLOCKS


def request(
    *,
    case: Case,
    kind: str,
    reason: str,
    requested_by: User,
    at: dt.datetime,
    subject: str = "",
    details: Mapping[str, Any] | None = None,
) -> Approval:
    """Queue one approval; call it inside the verb that proposes. A returned item that is proposed again
    points at the one before. Its last day is that of the bureau's nearest clock on the case, or on
    the subject itself: an urgent measure has twenty-four hours."""
    subject = subject or case.reference
    clocks = deadlines.running_on(*{case.reference, subject})
    running = [d.due_on for d in clocks if d.is_open and d.clock in OUR_CLOCKS]
    approval = Approval.objects.create(
        reference=new_reference("APR", at),
        state="pending",
        kind=kind,
        case=case,
        office=case.office,
        subject=subject,
        reason=reason,
        details=dict(details or {}),
        requested_by=requested_by,
        requested_at=at,
        due_on=min(running, default=None),
        previous=Approval.objects.filter(subject=subject, kind=kind).order_by("-pk").first(),
    )
    audit.record(
        approval.reference,
        "approval.requested",
        actor=requested_by,
        at=at,
        details={"kind": kind, "case": case.reference, "subject": subject},
    )
    return approval
