"""Who sent it: closed to all but those who handle it, and every opening is recorded."""

import datetime as dt

from django.db import transaction

from casework.kernel import vault
from casework.kernel.errors import NotPermitted, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from complaints.lifecycle import REPORTER_CONFIDENTIAL
from complaints.models import Submission
from complaints.queries import handles


@transaction.atomic
def open_identity(*, submission: Submission, actor: User, at: dt.datetime, reason: str) -> dict[str, str]:
    """Name, phone, e-mail and address in clear, for this once; who opened them and why stays in the history."""
    if not handles(submission, actor):
        raise NotPermitted(
            Text(
                "举报人、投诉人的身份只有承办的接收、调解人员和本案办案人员可以查看。",
                "Only those who handle the matter may see who sent this.",
            ),
            law=REPORTER_CONFIDENTIAL,
        )
    if submission.reporter is None:
        raise Refused(Text("这是匿名举报，没有身份信息。", "This report is anonymous."))
    return vault.open_entries(
        submission.reporter, reference=submission.reference, actor=actor, at=at, reason=reason
    )
