"""What is to be done outside the transaction: the row is the queue."""

from django.db import models


class OutboxMessage(models.Model):
    """Work promised in the transaction of the change and done by a sweep. (kind, reference, sequence) is
    unique: the row, not the broker, decides that an effect happens once."""

    class State(models.TextChoices):
        PENDING = "pending"
        DONE = "done"
        STUCK = "stuck"

    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=40)
    sequence = models.PositiveIntegerField(default=1)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference", "sequence"], name="promised_once")
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="pending"), name="outbox_due"),
            models.Index(fields=["created_at"], condition=models.Q(state="stuck"), name="outbox_stuck"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}/{self.sequence}"
