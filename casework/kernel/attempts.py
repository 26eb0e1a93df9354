"""What somebody tried and was not let, on record. The verb's transaction is gone when the refusal reaches the
edge, so the edge records it: the page, the API, the batch, each once. Nothing of what was sent is kept."""

import datetime as dt

from django.http import HttpRequest

from casework.kernel import audit
from casework.kernel.errors import DomainError, NotPermitted
from casework.kernel.models import User


def reference_of(user: User) -> str:
    """Attempts stand apart from the history of the account."""
    return f"SEC-{user.username}"


def record_refused(request: HttpRequest, error: DomainError, *, at: dt.datetime) -> None:
    """A person who is signed in asked for what is not theirs to do: for the auditor under the person, and in the
    history of the object where an act was tried on one. Other refusals leave no trace."""
    record_attempt(error)
    if isinstance(error, NotPermitted) and isinstance(request.user, User):
        details = {"method": request.method, "path": request.path, "law": error.law}
        audit.record(reference_of(request.user), "access.refused", actor=request.user, at=at, details=details)


def record_attempt(error: DomainError) -> None:
    """Put a forbidden attempt into the history of its object, once. What was merely too early leaves no
    trace."""
    attempt, error.attempt = error.attempt, None
    if attempt is None or not isinstance(error, NotPermitted):
        return
    audit.record(
        attempt.reference,
        "attempt.refused",
        actor=User.objects.filter(pk=attempt.actor_id).first() if attempt.actor_id else None,
        at=attempt.at,
        participants=[],
        details={"act": attempt.action, "why": [r.code for r in error.refusals], "law": error.law},
    )


def record_failed_sign_in(username: str, *, at: dt.datetime) -> None:
    """A wrong password for one of our accounts; names that are none of ours would only be noise."""
    user = User.objects.filter(username=username).first()
    if user:
        audit.record(reference_of(user), "access.sign_in_failed", actor=None, at=at)
