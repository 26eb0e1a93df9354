"""Letters that go by post: to whom no message gets, and to who asked for paper."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from casework.kernel.errors import NotFound, NotPermitted
from casework.kernel.lifecycle import WRONG_ROLE
from casework.kernel.models import Office, User, VaultEntry
from complaints.lifecycle import REPORTER_CONFIDENTIAL
from complaints.models import Letter, Submission
from complaints.queries.desk import submissions_for
from complaints.queries.messages import MENDERS

TO_POST = Q(to_post_since__isnull=False, posted_on=None, submission__reporter__erased_at=None)


def to_post_among(submissions: QuerySet[Submission], user: User) -> QuerySet[Letter]:
    """Those that wait for this person's desk to post them, the oldest first; none for any other desk."""
    if not user.roles & MENDERS:
        return Letter.objects.none()
    mine = Letter.objects.filter(TO_POST, submission__in=submissions.order_by().values("pk"))
    return mine.order_by("to_post_since", "pk")


def letters_to_post(submissions: QuerySet[Submission], user: User) -> QuerySet[Letter]:
    """The print queue of these, with what its page shows; NotPermitted for who posts nothing."""
    if not user.roles & MENDERS:
        raise NotPermitted(WRONG_ROLE, law=REPORTER_CONFIDENTIAL)
    address = VaultEntry.objects.filter(subject=OuterRef("submission__reporter"), field="address")
    return (
        to_post_among(submissions, user)
        .select_related("submission__office", "submission__routed_to")
        .annotate(
            office_id=Coalesce("submission__routed_to", "submission__office"), has_address=Exists(address)
        )
    )


def offices_of(letters: QuerySet[Letter]) -> list[Office]:
    """The offices that have something to post."""
    some = letters.order_by().values("office_id")  # type: ignore[misc]  # annotated by letters_to_post
    return list(Office.objects.filter(pk__in=some).order_by("path"))


def letters_chosen(user: User, chosen: Iterable[str]) -> list[Letter]:
    """Those chosen in the queue that are set in type, in its order; NotFound where none of them waits here."""
    numbers = [int(one) for one in chosen if one.isascii() and one.isdigit() and len(one) < 10]
    printed = letters_to_post(submissions_for(user), user).filter(pk__in=numbers, file__isnull=False)
    found = list(printed.select_related("submission__reporter", "file__subject"))
    if numbers and not found:
        raise NotFound
    return found


def letter_to_post(user: User, pk: int) -> Letter:
    """One letter that waits for the post, or was posted meanwhile."""
    mine = submissions_for(user).order_by().values("pk")
    try:
        return Letter.objects.get(pk=pk, to_post_since__isnull=False, submission__in=mine)
    except Letter.DoesNotExist:
        raise NotFound from None
