from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from casework.kernel.documents import TEMPLATES
from casework.kernel.lifecycle import Text
from casework.kernel.models import StoredFile, User
from casework.models.case import Case


class Document(models.Model):
    """A legal document: a template, the context frozen at the act, the PDF made from both. Years later the
    same two give the same bytes. ``scan`` is the signed and stamped paper copy."""

    reference = models.CharField(max_length=40, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    number = models.CharField(max_length=80, blank=True)
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
            )
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
