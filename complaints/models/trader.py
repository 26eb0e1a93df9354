"""The register of traders that a bureau brings along: found by code, name or address."""

from typing import Any

from django.db import models

from casework.kernel.search import normal


class Trader(models.Model):
    """An operator (经营主体) under its unified social credit code; of several notices the last one counts."""

    uscc = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=120)
    name_search = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)
    address_search = models.CharField(max_length=200, blank=True)
    """Name and address as they are looked up (``search.normal``)."""
    kind = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=40, blank=True)
    from_day = models.DateField(null=True)
    """Since when this is so, as the register says."""

    class Meta:
        ordering = ["uscc"]

    def __str__(self) -> str:
        return f"{self.name} {self.uscc}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_search, self.address_search = normal(self.name), normal(self.address)
        super().save(*args, **kwargs)
