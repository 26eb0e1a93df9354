from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from casework.kernel.models import User
from casework.models.case import Case


class Proposal(models.Model):
    """How the officers propose to end the case: a penalty as the penalties desk computed it, one told to the
    party on the spot, which serves nowhere else, or another outcome.
    ``grounds`` is the whole assessment with its
    steps: approval copies it into the decision, which then needs no engine to be read."""

    class Outcome(models.TextChoices):
        PENALTY = "penalty"
        NO_PENALTY = "no_penalty"
        NO_FACTS = "no_facts"
        TRANSFER = "transfer_out"
        ON_THE_SPOT = "on_the_spot"

    case = models.ForeignKey(Case, models.PROTECT, related_name="proposals")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.PENALTY)
    ground = models.CharField(max_length=20, blank=True)
    """For no penalty: the ground of 处罚法 arts 30, 31, 33; for a transfer: empty."""
    reference = models.CharField(max_length=40)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    tier = models.CharField(max_length=20)
    position_pct = models.CharField(max_length=10, blank=True)
    flags = ArrayField(models.CharField(max_length=40), default=list)
    reason = models.TextField()
    violation = models.TextField()
    """The conduct and the provision breached, in words, as the decision will print it."""
    basis = models.CharField(max_length=200)
    warning = models.BooleanField(default=False)
    grounds = models.JSONField(encoder=DjangoJSONEncoder)
    difference = models.TextField(blank=True)
    """After an annulment: in what facts or reasons it differs from the decision that was annulled."""
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="a_proposed_fine_is_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.amount}"

    def explanation_in(self, language: str) -> dict[str, Any] | None:
        """The computation retold for people, as it was frozen with the proposal; else its bare steps."""
        told: dict[str, Any] = self.grounds.get("explanation", {})
        acts = self.grounds.get("acts") or [{}]
        return told.get(language) or acts[0].get("steps")
