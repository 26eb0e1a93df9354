"""The register of traders that a bureau brings along: found by code, name or address."""

from django.db import models


class Trader(models.Model):
    """An operator (经营主体) under its unified social credit code; of several notices the last one counts."""

    uscc = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=120)
    name_search = models.CharField(max_length=120, blank=True)
    """The name as it is looked up (``search.normal``)."""
    address = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=40, blank=True)
    from_day = models.DateField(null=True)
    """Since when this is so, as the register says."""

    class Meta:
        ordering = ["uscc"]

    def __str__(self) -> str:
        return f"{self.name} {self.uscc}"
