"""One submission looked at together with another, and parted from it again."""

from django.db import models

from casework.kernel.models import User
from complaints.models.submission import Submission


class Joining(models.Model):
    """A link and no more: each keeps its own number, clocks, rights and answer. A parting ends the row and
    leaves it."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="joinings")
    joined_to = models.ForeignKey(Submission, models.PROTECT, related_name="joined_by_others")
    reason = models.CharField(max_length=200)
    joined_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    separated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    separated_at = models.DateTimeField(null=True)
    separated_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=models.Q(separated_at=None), name="joined_to_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(submission=models.F("joined_to")), name="not_joined_to_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(separated_at=None, separated_by=None, separated_why="")
                | models.Q(separated_at__isnull=False, separated_by__isnull=False)
                & ~models.Q(separated_why=""),
                name="a_parting_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.joined_to}"
