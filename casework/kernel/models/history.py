"""What happened, for good, and the chain over it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from casework.kernel.lifecycle import Text
from casework.kernel.models.person import User

VAULT_ACTIONS = ("vault.opened", "vault.erased")


class AuditEvent(models.Model):
    """One thing that happened, for good. ``body`` is the canonical text that is hashed; the row may be added
    and never changed (triggers in the migration, and the role's grants)."""

    reference = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    participants = ArrayField(models.BigIntegerField(), default=list)
    """Everyone who took part, the actor and named officers: the answer to 'may not act in the same case'."""
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Whose power the actor used, where it was lent."""
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    body = models.TextField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["reference", "id"], name="audit_by_reference"),
            models.Index(
                fields=["-id"], condition=models.Q(action__in=VAULT_ACTIONS), name="audit_of_the_vault"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.action}"

    @property
    def who(self) -> Text | str:
        """Who acted, and for whom; empty for a sweep."""
        if self.on_behalf_of is None:
            return str(self.actor or "")
        return Text(f"{self.actor}（代{self.on_behalf_of}）", f"{self.actor} (for {self.on_behalf_of})")


class AuditLink(models.Model):
    """The chain, written by a deferred trigger at commit: sha256(previous ‖ content_hash)."""

    event = models.OneToOneField(AuditEvent, models.PROTECT, primary_key=True, related_name="link")
    sequence = models.BigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"
