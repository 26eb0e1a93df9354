"""A complaint on its way: the verbs of its track with the people of the cast."""

import datetime as dt

from casework.kernel.models import Deadline
from complaints import services
from complaints.models import Submission
from tests.complaints.conftest import moment

MEDIATOR = "mediator"


def fresh(submission: Submission) -> Submission:
    return Submission.objects.get(pk=submission.pk)


def registered(cast, send, at: str = "2026-05-06 09:00", **changes) -> Submission:
    """A complaint, registered on the day it came in."""
    given = {
        "kind": "complaint",
        "request": "退还定金",
        "happened_on": moment(at).date() - dt.timedelta(days=3),
    }
    [submission] = send(at, **{**given, **changes}).submissions
    return services.register(submission=submission, actor=cast["intake"], at=moment(at))


def accepted(
    cast, send, at: str = "2026-05-06 09:00", then: str = "2026-05-08 10:00", **changes
) -> Submission:
    submission = registered(cast, send, at, **changes)
    return services.accept(submission=submission, actor=cast[MEDIATOR], at=moment(then))


def mediating(
    cast, send, at: str = "2026-05-06 09:00", then: str = "2026-05-08 10:00", **changes
) -> Submission:
    submission = accepted(cast, send, at, then, **changes)
    return services.begin_mediation(
        submission=submission,
        complainant_agreed_on=moment(then).date(),
        respondent_agreed_on=moment(then).date(),
        consent_note="电话征求双方意见",
        actor=cast[MEDIATOR],
        at=moment(then),
    )


def session(cast, submission: Submission, at: str) -> Submission:
    return services.record_session(
        submission=submission,
        held_on=moment(at).date(),
        complainant_came=True,
        respondent_came=True,
        attending="店长何可盈",
        said="商家同意退还定金的一半。",
        actor=cast[MEDIATOR],
        at=moment(at),
    )


def clock(submission: Submission, clock: str) -> Deadline:
    return Deadline.objects.get(reference=submission.reference, clock=clock)
