from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from casework.kernel.models import User
from casework.models.case import Case
from casework.models.document import Document


class Decision(models.Model):
    """行政处罚决定. ``grounds`` is frozen at approval: trace, provisions, versions, facts. Reading it years
    later needs no engine, no statute file and no live case."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="decision")
    number = models.CharField(max_length=80, unique=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    warning = models.BooleanField(default=False)
    grounds = models.JSONField(encoder=DjangoJSONEncoder)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_on = models.DateField()
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.number
