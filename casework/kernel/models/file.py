"""Stored files, by their hash."""

from django.db import models


class StoredFile(models.Model):
    """Bytes by their SHA-256, original and immutable. Files that name a person are encrypted with the key of
    the vault subject; the hash is always that of the plain bytes."""

    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    subject = models.ForeignKey("VaultSubject", models.PROTECT, null=True, related_name="+")
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sha256", "subject"], nulls_distinct=False, name="stored_once")
        ]

    def __str__(self) -> str:
        return self.sha256
