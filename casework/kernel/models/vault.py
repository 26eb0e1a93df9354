"""Personal data under the key of its subject, and what forbids to erase it."""

import uuid

from django.db import models


class VaultSubject(models.Model):
    """A person known to the bureau: one data key each, wrapped by VAULT_KEYS. Erasure destroys the key and
    leaves this row as a tombstone."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped_key = models.BinaryField(null=True)
    wrapped_by = models.CharField(max_length=8, blank=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped_key=None, erased_at__isnull=False)
                | models.Q(wrapped_key__isnull=False, erased_at=None),
                name="erasure_destroys_the_key",
            )
        ]

    def __str__(self) -> str:
        return str(self.token)


class VaultEntry(models.Model):
    """One item of personal data, AES-GCM under the subject's key, with an HMAC blind index for look-ups."""

    subject = models.ForeignKey(VaultSubject, models.PROTECT, related_name="entries")
    field = models.CharField(max_length=30)
    ciphertext = models.BinaryField()
    blind_index = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "field"], name="one_entry_per_field")]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.field}"


class LegalHold(models.Model):
    """An object that belongs to an open dispute (``ground``) and may not be erased."""

    reference = models.CharField(max_length=40, db_index=True)
    ground = models.CharField(max_length=40)
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reference", "ground"], name="held_once_for_each")]

    def __str__(self) -> str:
        return f"{self.reference}: {self.ground}"
