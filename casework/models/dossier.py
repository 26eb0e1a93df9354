from django.contrib.postgres.fields import ArrayField
from django.db import models

from casework.models.case import Case


class DossierEntry(models.Model):
    """What a desk put into the case file. The desk's own page is one click away; guards and approvers need
    no more than what stands here."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="dossier")
    kind = models.CharField(max_length=30)
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    proves = models.CharField(max_length=200, blank=True)
    """证明对象: what the item proves, as the decision lists it."""
    made_by = models.CharField(max_length=120)
    officers = ArrayField(models.BigIntegerField(), default=list)
    certificates = ArrayField(models.CharField(max_length=40), default=list)
    on = models.DateField()
    sha256 = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=200)
    is_signed = models.BooleanField(default=False)
    filed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "dossier entries"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "reference"], name="filed_once_in_the_dossier")
        ]

    def __str__(self) -> str:
        return self.title
