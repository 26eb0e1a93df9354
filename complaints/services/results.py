"""Telling a reporter how it ended, where a law wants it (Order 121 art 36)."""

import datetime as dt

from django.db import transaction

from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from complaints.models import Submission
from complaints.services import letters
from complaints.services.tracks import said


@transaction.atomic
def tell_result(
    *,
    submission: Submission,
    basis: str,
    result: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """Form 10, where a law, named in ``basis``, wants the reporter told how it ended (Order 121 art 36)."""
    details = {"basis": said(basis)}
    submission = perform(lock(submission), "tell_result", actor=actor, at=at, token=token, details=details)
    letters.tell_result(submission, basis=basis, result=said(result), actor=actor, at=at)
    return submission


@transaction.atomic
def tell_result_again(
    *,
    submission: Submission,
    basis: str,
    result: str,
    reason: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """Form 10 once more. ``reason`` says why the first letter was not enough; it stays in the history."""
    details = {"basis": said(basis), "reason": said(reason)}
    submission = perform(
        lock(submission), "tell_result_again", actor=actor, at=at, token=token, details=details
    )
    letters.tell_result(submission, basis=basis, result=said(result), actor=actor, at=at)
    return submission
