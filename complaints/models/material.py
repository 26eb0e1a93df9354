"""What comes with a submission or after it: words added later, photos, papers."""

from django.db import models

from casework.kernel.models import StoredFile
from complaints.models.submission import Submission


class Supplement(models.Model):
    """What a citizen added on the tracking page."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="supplements")
    text = models.TextField(blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.added_at}"


class Attachment(models.Model):
    """A photo or a PDF, in its original bytes. Of a named person it is encrypted with that person's key."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="attachments")
    supplement = models.ForeignKey(Supplement, models.PROTECT, null=True, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.file.content_type.startswith("image/")
