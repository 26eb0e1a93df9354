"""Refused attempts, on record: whoever tries what a role or the separation of duties forbids leaves a trace.

The verb's transaction is gone when the refusal reaches the edge, so the edge records it: the page, the API, the
batch, each once.
"""

from casework.kernel import audit
from casework.kernel.errors import DomainError, NotPermitted
from casework.kernel.models import User


def record(error: DomainError) -> None:
    """Put a forbidden attempt into the history of its object. What was merely too early leaves no trace."""
    attempt = error.attempt
    if attempt is None or not isinstance(error, NotPermitted):
        return
    actor = User.objects.filter(pk=attempt.actor_id).first() if attempt.actor_id else None
    error.attempt = None
    audit.record(
        attempt.reference,
        "attempt.refused",
        actor=actor,
        at=attempt.at,
        participants=[],
        details={"act": attempt.action, "why": [r.code for r in error.refusals], "law": error.law},
    )
