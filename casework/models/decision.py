from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from casework.kernel.models import User
from casework.models.case import Case
from casework.models.document import Document


class Decision(models.Model):
    """行政处理决定: a penalty, or that there is none. A case has one in force; one that was annulled stays.
    ``grounds`` is frozen at approval: trace, provisions, versions, facts. Reading it years
    later needs no engine, no statute file and no live case."""

    class Outcome(models.TextChoices):
        PENALTY = "penalty"
        NO_PENALTY = "no_penalty"
        NO_FACTS = "no_facts"

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.PENALTY)
    number = models.CharField(max_length=80, unique=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    warning = models.BooleanField(default=False)
    grounds = models.JSONField(encoder=DjangoJSONEncoder)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_on = models.DateField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    annulled_on = models.DateField(null=True, blank=True)
    """Day on which a reconsideration decision or judgment took it away."""
    changed_by = models.CharField(max_length=40, blank=True)
    """The remedy by which another authority put this one in the place of the bureau's: ``number`` is that of
    its paper, ``document`` still the bureau's."""

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(annulled_on=None), name="one_decision_in_force"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="penalty") | models.Q(amount=0), name="no_penalty_no_fine"
            ),
        ]

    def __str__(self) -> str:
        return self.number
