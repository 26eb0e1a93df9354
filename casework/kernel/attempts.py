"""What somebody tried and was not let: for the auditor. An entry holds the address, never what was sent."""

import datetime as dt

from django.http import HttpRequest

from casework.kernel import audit
from casework.kernel.errors import DomainError, NotPermitted
from casework.kernel.models import User


def reference_of(user: User) -> str:
    """Attempts stand apart from the history of the account."""
    return f"SEC-{user.username}"


def record_refused(request: HttpRequest, error: DomainError, *, at: dt.datetime) -> None:
    """A person who is signed in asked for what is not theirs to do. Other refusals leave no trace here."""
    if isinstance(error, NotPermitted) and isinstance(request.user, User):
        details = {"method": request.method, "path": request.path, "law": error.law}
        audit.record(reference_of(request.user), "access.refused", actor=request.user, at=at, details=details)


def record_failed_sign_in(username: str, *, at: dt.datetime) -> None:
    """A wrong password for one of our accounts; names that are none of ours would only be noise."""
    user = User.objects.filter(username=username).first()
    if user:
        audit.record(reference_of(user), "access.sign_in_failed", actor=None, at=at)
