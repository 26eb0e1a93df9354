from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from casework.kernel.models import User
from casework.models import Case


class Worksheet(models.Model):
    """处罚裁量测算表: one saved state of the computation of a case. Saving again is another row, so that nobody
    writes over a colleague's draft; the last one is the one that counts. ``answer`` is null where the law gave
    no single answer to what was known then."""

    reference = models.CharField(max_length=40, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    input = models.JSONField(encoder=DjangoJSONEncoder)
    answer = models.JSONField(encoder=DjangoJSONEncoder, null=True)
    evidence = models.JSONField(default=dict)
    """Factor code, or name of an amount or a fact → reference of the dossier entry that proves it."""
    unknown_because = models.JSONField(default=dict)
    """Amount → why it cannot be calculated: it will stand in the decision."""
    wording = models.JSONField(default=dict)
    """What a person wrote or chose for the paper: the rule broken, sentences written by hand, names of persons."""
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    tier = models.CharField(max_length=20, blank=True)
    warning = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["case", "id"], name="worksheets_of_a_case")]

    def __str__(self) -> str:
        return self.reference
