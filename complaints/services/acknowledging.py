"""Telling whoever left a phone number or an address that it has arrived, under which number, and what comes next."""

import datetime as dt

from casework.kernel import outbox, vault
from casework.kernel.models import OutboxMessage
from complaints.models import Submission
from complaints.progress.complaint import ACCEPT_BY
from complaints.progress.course import dated
from complaints.progress.report import FILE_BY
from complaints.services.telling import send

RECEIVED = "submission_received"
OPENING_REASON = "告知已收到（发送受理编号）"


def acknowledge(submission: Submission, *, at: dt.datetime) -> None:
    """Promise the message, in the open transaction. Without a name there is nobody to tell."""
    if submission.reporter_id:
        outbox.post(RECEIVED, submission.reference, at=at, payload={"subject": str(submission.reporter_id)})


@outbox.delivers(RECEIVED)
def deliver(message: OutboxMessage, at: dt.datetime) -> None:
    """The query code is not in it: only the receipt holds it."""
    submission = Submission.objects.select_related("office", "reporter").get(reference=message.reference)
    if submission.reporter is None or submission.reporter.erased_at:
        return
    person = vault.open_entries(
        submission.reporter, reference=submission.reference, actor=None, at=at, reason=OPENING_REASON
    )
    key = f"{message.kind}-{message.reference}-{message.sequence}"
    next_step = dated(FILE_BY if submission.is_report else ACCEPT_BY, submission.due_on)
    said = f"您的{submission.kind_title.zh}已经收到。{next_step.zh}"
    send(person, submission, f"{submission.kind_title.zh}已收到", said, key)
