from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from casework.kernel.documents import TEMPLATES
from casework.kernel.lifecycle import Text
from casework.kernel.models import StoredFile, User
from casework.models.case import Case


class Document(models.Model):
    """A legal document: a template, the context frozen at the act, the PDF made from both. Years later the
    same two give the same bytes. ``scan`` is the signed and stamped paper copy. ``code`` is printed as a QR code on
    what leaves the bureau: with it anybody can check the paper."""

    reference = models.CharField(max_length=40, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    number = models.CharField(max_length=80, blank=True)
    code = models.CharField(max_length=16, blank=True)
    on = models.DateField()
    context = models.JSONField(encoder=DjangoJSONEncoder)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="a_number_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="a_code_is_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()

    @property
    def service(self):
        """The record of its service that stands, or None: a correction is a further one."""
        return max(self.services.all(), key=lambda service: service.pk, default=None)

    @property
    def kind_title(self) -> Text:
        """Its title as it is printed, and what it is called in English."""
        return Text(self.title, TEMPLATES[self.kind].title_en)

    @property
    def has_signed_copy(self) -> bool:
        """Served, with the scan on file: it shows first, for it is the paper that the party got."""
        return self.scan_id is not None and self.service is not None


class PublicDocument(models.Model):
    """What anybody may learn of a document by its number, its code or its digest: that the bureau made it, and
    whether it still stands. No name, no case, no content: the public role reads it."""

    class Status(models.TextChoices):
        VALID = "valid"
        REVOKED = "revoked"
        CORRECTED = "corrected"

    code = models.CharField(max_length=16, primary_key=True)
    number = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=40)
    office_name = models.CharField(max_length=120)
    on = models.DateField()
    sha256 = models.CharField(max_length=64, blank=True)
    """Digest of the PDF; empty while it is being made."""
    status = models.CharField(max_length=10, choices=Status, default=Status.VALID)
    status_on = models.DateField(null=True)
    successor = models.CharField(max_length=80, blank=True)
    """Number of the document that corrects this one."""

    class Meta:
        indexes = [
            models.Index(fields=["number"], name="checked_by_number"),
            models.Index(fields=["sha256"], name="checked_by_digest"),
        ]

    def __str__(self) -> str:
        return self.number or self.code

    @property
    def kind_title(self) -> Text:
        kind = TEMPLATES[self.kind]
        return Text(kind.title_zh, kind.title_en)

    @property
    def state(self) -> str:
        """valid, revoked, corrected, or being_made."""
        return self.status if self.sha256 or self.status != self.Status.VALID else "being_made"
