"""What waits to be looked at again."""

from casework.kernel.errors import NotFound
from casework.kernel.models import User
from casework.models import Case
from complaints.lifecycle.second_look import ANSWERED
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


def second_looks_for(user: User) -> list[SecondLook]:
    """Open ones of the submissions that this person may read, the oldest first; at most a hundred."""
    found = SecondLook.objects.filter(state="asked", submission__in=submissions_for(user))
    return list(found.select_related("submission")[:100])


def second_look_for(user: User, reference: str) -> SecondLook:
    try:
        found = SecondLook.objects.select_related("submission__office", "submission__routed_to", "reasons")
        return found.get(reference=reference, submission__in=submissions_for(user))
    except SecondLook.DoesNotExist:
        raise NotFound from None
