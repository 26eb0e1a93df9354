"""Official numbers without gaps; tokens of forms that were sent."""

from django.db import models

from casework.kernel.models.office import Office
from casework.kernel.models.person import User


class Counter(models.Model):
    """Gap-free official numbers: the row is locked until the transaction ends, so take it last."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    year = models.PositiveIntegerField()
    value = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "kind", "year"], name="one_counter")]

    def __str__(self) -> str:
        return f"{self.kind}〔{self.year}〕{self.value}"


class SpentToken(models.Model):
    """The key of a form that was carried out. A repeat finds its row and gets the same answer, for good."""

    key = models.UUIDField(primary_key=True)
    action = models.CharField(max_length=60)
    reference = models.CharField(max_length=40)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.action} {self.reference}"
