"""Messages to citizens that do not get through."""

from django.db.models import QuerySet

from casework.kernel.errors import NotFound
from casework.kernel.models import OutboxMessage, User
from casework.kernel.roles import Role
from complaints.models import Submission
from complaints.queries.desk import submissions_for

TO_CITIZENS = ("submission_received", "reporter_told", "complaint_letter.told", "second_look.told")
MENDERS = frozenset({Role.INTAKE, Role.MEDIATOR})
"""The desks that handle what citizens send."""


def stuck_among(submissions: QuerySet[Submission]) -> QuerySet[OutboxMessage]:
    """Given up after every try, the oldest first."""
    stuck = OutboxMessage.objects.filter(state=OutboxMessage.State.STUCK, kind__in=TO_CITIZENS)
    return stuck.filter(reference__in=submissions.order_by().values("reference")).order_by("created_at", "pk")


def stuck_to_mend(submissions: QuerySet[Submission], user: User) -> QuerySet[OutboxMessage]:
    """Those of them that this person may send anew: what the side bar counts."""
    return stuck_among(submissions) if user.roles & MENDERS else OutboxMessage.objects.none()


def message_for(user: User, pk: int) -> OutboxMessage:
    """One message to a citizen, stuck or sent meanwhile."""
    try:
        found = OutboxMessage.objects.get(pk=pk, kind__in=TO_CITIZENS)
    except OutboxMessage.DoesNotExist:
        raise NotFound from None
    if not submissions_for(user).filter(reference=found.reference).exists():
        raise NotFound
    return found
