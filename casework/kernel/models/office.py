"""The offices, as a tree, and what their letters carry on each day."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Office(models.Model):
    """A bureau or one of its stations. ``path`` lists the codes from the root, so that 'this office and
    those below it' is one prefix match."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=255, unique=True)
    competence_words = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    """Street and town names by which an address is recognised as this office's."""

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.path = f"{self.parent.path if self.parent else '/'}{self.code}/"
        super().save(*args, **kwargs)

    @property
    def bureau_code(self) -> str:
        """The root of the tree: stations act in the bureau's name (程序规定 art 9)."""
        return self.path.split("/")[1]

    @property
    def reference(self) -> str:
        """Its name in the history."""
        return f"OFF-{self.code}"


class OfficeProfile(models.Model):
    """What the bureau prints on its documents, from a day on: names, seals, banks and courts change."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="profiles")
    valid_from = models.DateField()
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60)
    number_prefix = models.CharField(max_length=40)
    address = models.CharField(max_length=200)
    phone = models.CharField(max_length=40)
    bank_name = models.CharField(max_length=120)
    bank_account_name = models.CharField(max_length=120)
    bank_account = models.CharField(max_length=60)
    government = models.CharField(max_length=120)
    """The same-level people's government: the reconsideration body (复议法 art 24)."""
    superior = models.CharField(max_length=120)
    """The next higher market regulator: the other reconsideration body until 2023-12-31."""
    court = models.CharField(max_length=120)
    repair_channel = models.CharField(max_length=200)
    """Where credit repair is applied for; printed with the decision (两书同达)."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "valid_from"], name="one_profile_per_office_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.valid_from})"
