"""How much waits for a head: asked once for a page, however many of its parts show it."""

from django.http import HttpRequest

from casework import queries
from casework.queries import COUNTED


def approval_counts(request: HttpRequest) -> dict[str, int]:
    """Kind → how many of it wait for the person who looks."""
    if not hasattr(request, "approval_counts"):
        request.approval_counts = queries.approval_counts(request.user)
    return request.approval_counts


def counted(number: int) -> int | str:
    """A count that stopped at the limit says so: ``999+``."""
    return f"{COUNTED - 1}+" if number >= COUNTED else number
