from django.db import models

from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, Office, User
from casework.lifecycle.escalation import BY_NAME, LEVELS, Level


class Escalation(models.Model):
    """督办: a head was told of a clock that runs out or has run out, and says what is being done about it.

    It is about the due day as it stood then; when the clock is met, held or extended it is void."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="+")
    level = models.CharField(max_length=20, choices=[(level.name, level.name) for level in LEVELS])
    due_on = models.DateField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    acknowledged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["deadline", "level", "due_on"], name="escalated_once"),
            models.CheckConstraint(
                condition=models.Q(acknowledged_by=None, acknowledged_at=None, answer="")
                | models.Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False)
                & ~models.Q(answer=""),
                name="acknowledged_with_an_answer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["level", "office"], condition=models.Q(acknowledged_at=None), name="escalation_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id} {self.level}"

    @property
    def rule(self) -> Level:
        return BY_NAME[self.level]

    @property
    def title(self) -> Text:
        return self.rule.title
