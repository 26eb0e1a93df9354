"""A breach that shows in a complaint: a lead for the case file (Order 121 art 27, Order 20 art 23)."""

import datetime as dt

from django.db import transaction

from casework.kernel import redaction
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.models import Office, User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Case, Party
from casework.services import cases
from complaints.lifecycle import REPORTER_CONFIDENTIAL
from complaints.models import Submission
from complaints.services.intake import NAMES_A_PERSON, party_of


@transaction.atomic
def register_clue(
    *,
    submission: Submission,
    office: Office,
    cause: str,
    summary: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Case:
    """Open a lead at the office that verifies: fifteen working days from today. The complaint goes on as it
    was; ``summary`` must not show who complains."""
    if redaction.mask(summary) != summary:
        raise Invalid(NAMES_A_PERSON, law=REPORTER_CONFIDENTIAL)
    submission = lock(submission)
    case = cases.register_lead(
        office=office,
        cause=cause,
        summary=summary,
        source=Case.Source.COMPLAINT,
        source_reference=submission.reference,
        received_on=day_of(at),
        party=_trader(submission),
        act_ended_on=submission.happened_on,
        actor=actor,
        at=at,
    )
    details = {"case": case.reference, "office": office.code}
    perform(submission, "register_clue", actor=actor, at=at, token=token, details=details)
    return case


def _trader(submission: Submission) -> Party | None:
    """The party that is on file under the code, whatever the complainant called it."""
    code = submission.trader_uscc
    known = Party.objects.filter(uscc=code).first() if code else None
    return known or party_of(submission.trader_name, code, submission.trader_address)
