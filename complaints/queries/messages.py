"""Messages to citizens that do not get through."""

from django.db.models import QuerySet

from casework.kernel.models import OutboxMessage, User
from complaints.queries.desk import submissions_for

TO_CITIZENS = ("submission_received", "reporter_told", "complaint_letter.told", "second_look.told")


def stuck_to_citizens(user: User) -> QuerySet[OutboxMessage]:
    """Given up after every try, of the submissions that this person may read, the oldest first."""
    stuck = OutboxMessage.objects.filter(state=OutboxMessage.State.STUCK, kind__in=TO_CITIZENS)
    mine = submissions_for(user).filter(reference__in=stuck.values("reference"))
    return stuck.filter(reference__in=list(mine.values_list("reference", flat=True))).order_by(
        "created_at", "pk"
    )
