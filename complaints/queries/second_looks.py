"""What waits to be looked at again."""

from django.db.models import QuerySet

from casework.kernel.errors import NotFound
from casework.kernel.models import User
from casework.models import Case
from complaints.lifecycle.second_look import ANSWERED, OPEN
from complaints.models import SecondLook, Submission
from complaints.queries.desk import submissions_for

CASE_ANSWERED = ("not_filed", "closed")


def has_outcome(submission: Submission) -> bool:
    """Whether there is something to look at again: the matter, or the case that it became, has its result."""
    if submission.case_reference:
        return Case.objects.filter(reference=submission.case_reference, state__in=CASE_ANSWERED).exists()
    return submission.state in ANSWERED


def second_look_of(submission: Submission) -> SecondLook | None:
    return SecondLook.objects.filter(submission=submission).first()


def looks_among(submissions: QuerySet[Submission]) -> QuerySet[SecondLook]:
    """Those that wait for somebody: to be looked at, or to be carried out; the oldest first."""
    return SecondLook.objects.filter(state__in=OPEN, submission__in=submissions.order_by().values("pk"))


def second_look_for(user: User, reference: str) -> SecondLook:
    try:
        found = SecondLook.objects.select_related("submission__office", "submission__routed_to", "reasons")
        return found.get(reference=reference, submission__in=submissions_for(user))
    except SecondLook.DoesNotExist:
        raise NotFound from None
