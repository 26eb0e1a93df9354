"""The auditor verifies the chain, and that it was verified is itself an entry."""

import datetime as dt

from django.db import transaction

from casework.kernel import audit, staff, tokens
from casework.kernel.models import User
from casework.kernel.roles import Role
from casework.kernel.tokens import Token

REFERENCE = "AUDIT"


@transaction.atomic
def verify(*, actor: User, at: dt.datetime, token: Token | None = None) -> list[str]:
    """Every defect of the chain in words, none where it holds (:func:`casework.kernel.audit.verify`)."""
    staff.refuse_others(actor, Role.AUDITOR)
    if token is not None:
        tokens.spend(token, "audit.verified", REFERENCE, actor=actor, at=at)
    defects = audit.verify()
    details = {"defects": len(defects)}
    audit.record(REFERENCE, "audit.verified", actor=actor, at=at, details=details)
    return defects
