from django.contrib.postgres.fields import ArrayField
from django.db import models

from casework.kernel.lifecycle import Text
from casework.kernel.models import StoredFile, User
from casework.models.document import Document

# 程序规定 art 82. Service by public notice and electronic service follow with their own conditions.
METHODS = {
    "direct": Text("直接送达", "Handed over"),
    "left": Text("留置送达", "Left, with witness or video"),
    "post": Text("邮寄送达", "By post"),
}


class Service(models.Model):
    """送达: how, when and to whom a document was served, by which two officers."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="service")
    method = models.CharField(max_length=12, choices=[(method, method) for method in METHODS])
    served_on = models.DateField()
    received_by = models.CharField(max_length=60)
    note = models.CharField(max_length=200, blank=True)
    officers = ArrayField(models.BigIntegerField(), default=list)
    receipt = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document_id} {self.served_on}"

    @property
    def method_title(self) -> Text:
        return METHODS[self.method]
