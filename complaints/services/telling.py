"""Telling the named reporter whether the case was filed (Order 20 art 31(2), decisions until 2026-04-14)."""

import datetime as dt
import re
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from casework import wording
from casework.kernel import outbox, senders, vault, words
from casework.kernel.clock import day_of
from casework.kernel.models import OutboxMessage, User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Case
from casework.services import cases
from complaints.models import Submission

TELL = "reporter_told"
MOBILE = re.compile(r"(\+?86)?1\d{10}")
OPENING_REASON = "告知是否立案（投诉举报处理暂行办法第三十一条第二款）"


@transaction.atomic
def tell_reporter(
    *, submission: Submission, actor: User, at: dt.datetime, token: Token | None = None
) -> Submission:
    """Promise the message to the reporter and stop the five working days. The promise holds the reference and
    the vault token; only the delivery opens the vault."""
    submission = perform(lock(submission), "tell_reporter", actor=actor, at=at, token=token)
    outbox.post(TELL, submission.reference, at=at, payload={"subject": str(submission.reporter_id)})
    case = Case.objects.get(reference=submission.case_reference)
    cases.record_reporter_told(case=case, actor=actor, at=at)
    return submission


@outbox.delivers(TELL)
def deliver(message: OutboxMessage, at: dt.datetime) -> None:
    """Send it: by e-mail where there is one, else as a text message. A repeat is the same message."""
    submission = Submission.objects.select_related("office", "reporter").get(reference=message.reference)
    if submission.reporter is None or submission.reporter.erased_at:
        return
    case = Case.objects.get(reference=submission.case_reference)
    person = vault.open_entries(
        submission.reporter, reference=submission.reference, actor=None, at=at, reason=OPENING_REASON
    )
    key = f"{message.kind}-{message.reference}-{message.sequence}"
    send(person, submission, "举报处理情况告知", notice_text(submission, case), key)


def send(person: Mapping[str, str], submission: Submission, subject: str, said: str, key: str) -> bool:
    """By e-mail where there is one, else as a text message to a mobile phone; False where neither reaches the person.
    ``key`` makes a repeat the same message."""
    text = render_to_string(
        "emails/reporter_told.txt",
        {
            "text": said,
            "reference": submission.reference,
            "url": settings.SITE_URL + reverse("complaint_track"),
            "office": submission.office.name,
        },
    )
    if person.get("email"):
        senders.by_mail().send(person["email"], subject, text, key=key)
    elif MOBILE.fullmatch(re.sub(r"[\s-]", "", person.get("phone", ""))):
        senders.by_sms().send(person["phone"], subject, text, key=key)
    else:
        return False
    return True


def notice_text(submission: Submission, case: Case) -> str:
    """The words of the law of the day on which filing was decided."""
    decided_on = case.filed_on or case.closed_on
    assert decided_on is not None
    key = "reporter.filed" if case.filed_on else "reporter.not_filed"
    return wording.text(
        key,
        decided_on,
        received_on=words.day(day_of(submission.received_at)),
        respondent=submission.trader,
    ).text
