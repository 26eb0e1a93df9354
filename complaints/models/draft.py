"""What a citizen, or staff in their place, has written so far and not sent."""

from django.db import models

from casework.kernel.models import StoredFile, User, VaultSubject


class Draft(models.Model):
    """Words and files under a key of their own. ``id`` is the secret of the link that opens it again, and the
    form token of the submission. Once sent, words, files and key are gone; the id stays, so that a second press
    gets the same receipt."""

    id = models.UUIDField(primary_key=True)
    subject = models.ForeignKey(VaultSubject, models.PROTECT, null=True, related_name="+")
    """Holds the key. Whoever writes is nobody yet: the row names no person."""
    sealed = models.BinaryField(default=b"")
    """What was typed, by field, as encrypted JSON."""
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """The staff member who writes it down; None is a citizen."""
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], condition=models.Q(sent_at=None), name="draft_runs_out"),
            models.Index(
                fields=["entered_by"],
                condition=models.Q(sent_at=None, entered_by__isnull=False),
                name="draft_of_staff",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at=None, subject__isnull=False)
                | models.Q(sent_at__isnull=False, subject=None),
                name="a_sent_draft_keeps_no_key",
            )
        ]

    def __str__(self) -> str:
        return f"draft of {self.saved_at:%Y-%m-%d}"


class DraftPaper(models.Model):
    """A file of a draft, encrypted with the draft's key from the moment it was chosen."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="papers")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "file"], name="one_paper_once")]

    def __str__(self) -> str:
        return self.name
