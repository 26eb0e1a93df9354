"""What a submission is looked at together with, now and before."""

from django.db.models import Q, QuerySet

from casework.kernel.models import User
from casework.kernel.roles import Role
from complaints.models import Joining, Submission
from complaints.queries.desk import submissions_for
from complaints.queries.identity import handles


def may_join(submission: Submission, user: User) -> bool:
    """The intake desk that handles it."""
    return Role.INTAKE in user.roles and handles(submission, user)


def joinings_of(submission: Submission, user: User) -> QuerySet[Joining]:
    """Its links in both directions, standing and parted, as far as the reader may read the other end."""
    mine = submissions_for(user).order_by()
    found = Q(submission=submission, joined_to__in=mine) | Q(joined_to=submission, submission__in=mine)
    return Joining.objects.filter(found).select_related(
        "submission", "joined_to", "joined_by", "separated_by"
    )
