"""Who sent it: closed to all but the intake desk and the case's own officers, and every opening is recorded."""

import datetime as dt

from django.db import transaction

from casework.kernel import vault
from casework.kernel.errors import NotPermitted, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.roles import Role
from casework.models import CaseOfficer
from complaints.lifecycle import REPORTER_CONFIDENTIAL
from complaints.models import Submission


def may_open_identity(submission: Submission, user: User) -> bool:
    """The intake role, or an officer named on the case that the report became (Order 121 art 37)."""
    if Role.INTAKE in user.roles:
        return True
    return bool(submission.case_reference) and (
        CaseOfficer.objects.filter(
            case__reference=submission.case_reference, user=user, ended_at=None
        ).exists()
    )


@transaction.atomic
def open_identity(*, submission: Submission, actor: User, at: dt.datetime, reason: str) -> dict[str, str]:
    """Name, phone, e-mail and address in clear, for this once; who opened them and why stays in the history."""
    if not may_open_identity(submission, actor):
        raise NotPermitted(
            Text(
                "举报人、投诉人的身份只有接收岗和本案办案人员可以查看。",
                "Only the intake desk and the officers of the case may see who sent this.",
            ),
            law=REPORTER_CONFIDENTIAL,
        )
    if submission.reporter is None:
        raise Refused(Text("这是匿名举报，没有身份信息。", "This report is anonymous."))
    return vault.open_entries(
        submission.reporter, reference=submission.reference, actor=actor, at=at, reason=reason
    )
