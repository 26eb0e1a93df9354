"""How much waits for a head: asked once for a page, however many of its parts show it."""

from casework import queries
from casework.kernel.models import User
from casework.lifecycle import PUBLISHERS
from casework.queries import COUNTED


def approval_counts(user: User) -> dict[str, int]:
    """Kind → how many of it wait for the person who looks."""
    if not hasattr(user, "approvals_waiting"):  # the person of this request, read anew for the next
        user.approvals_waiting = queries.approval_counts(user)
    return user.approvals_waiting


def approvals_waiting(user: User) -> int:
    """How many wait for the person in all: as the page has counted already, or asked now. For a publication
    officer the copies of colleagues are among them."""
    known: int | None = getattr(user, "approvals_in_all", None)
    waiting = sum(approval_counts(user).values()) if known is None else known
    if user.powers & PUBLISHERS:
        waiting += queries.publications_to_check(user).exclude(prepared_by=user)[:COUNTED].count()
    return waiting
