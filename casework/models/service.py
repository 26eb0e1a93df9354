"""送达: the addresses that the party confirmed, the public notice, the record of service."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from casework.kernel.lifecycle import Text
from casework.kernel.models import StoredFile, User
from casework.lifecycle.service import (
    ANNOUNCEMENT_GROUNDS,
    ANNOUNCEMENT_PLACES,
    ELECTRONIC,
    ELECTRONIC_KINDS,
    METHODS,
    POSTAL,
    RELATIONS,
)
from casework.models.case import Case
from casework.models.document import Document


def _choices(table: dict) -> list[tuple[str, str]]:
    return [(name, name) for name in table]


class AddressConfirmation(models.Model):
    """送达地址确认书 (PF 10) as the party signed it. A later one takes the place of an earlier one; both stay."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="address_confirmations")
    signed_by = models.CharField(max_length=60)
    postal_address = models.CharField(max_length=200)
    electronic_kind = models.CharField(max_length=8, choices=_choices(ELECTRONIC_KINDS), blank=True)
    electronic_address = models.CharField(max_length=120, blank=True)
    form = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    """The scan of the signed form: without it nothing is confirmed."""
    signed_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(electronic_kind="", electronic_address="")
                | ~models.Q(electronic_kind="") & ~models.Q(electronic_address=""),
                name="an_electronic_address_has_its_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.postal_address}"

    @property
    def confirmed(self) -> frozenset[str]:
        return frozenset({POSTAL, ELECTRONIC} if self.electronic_address else {POSTAL})

    @property
    def electronic_kind_title(self) -> Text | None:
        return ELECTRONIC_KINDS.get(self.electronic_kind)


class Announcement(models.Model):
    """公告送达 under way: where and when the document was announced, and why no other way was left
    (程序规定 art 82 item 5 wants both in the case file). Its period is a clock on the document's reference."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="announcement")
    ground = models.CharField(max_length=8, choices=_choices(ANNOUNCEMENT_GROUNDS))
    course = models.TextField()
    """What was tried before, and how it ended."""
    place = models.CharField(max_length=10, choices=_choices(ANNOUNCEMENT_PLACES))
    where = models.CharField(max_length=200)
    """Which board, newspaper and page, or address of the website."""
    published_on = models.DateField()
    ends_on = models.DateField()
    """The day on which the period ends: the document then counts as served."""
    copy = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    announced_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document_id} {self.published_on}"

    @property
    def ground_title(self) -> Text:
        return ANNOUNCEMENT_GROUNDS[self.ground]

    @property
    def place_title(self) -> Text:
        return ANNOUNCEMENT_PLACES[self.place]


class Service(models.Model):
    """送达: how, when and to whom a document was served, by which two officers. Added, never edited: a wrong
    entry is corrected by a further one that names it."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="services")
    method = models.CharField(max_length=12, choices=_choices(METHODS))
    served_on = models.DateField()
    received_by = models.CharField(max_length=60, blank=True)
    relation = models.CharField(max_length=16, choices=_choices(RELATIONS), blank=True)
    reason = models.CharField(max_length=200, blank=True)
    witness = models.CharField(max_length=120, blank=True)
    recording = models.CharField(max_length=200, blank=True)
    tracking = models.CharField(max_length=60, blank=True)
    carried_by = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=200, blank=True)
    address = models.ForeignKey(AddressConfirmation, models.PROTECT, null=True, related_name="+")
    """The confirmation on which the service rests."""
    officers = ArrayField(models.BigIntegerField(), default=list)
    receipt = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    correction = models.CharField(max_length=200, blank=True)
    """What was wrong with the entry that this one corrects."""
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(corrects=None), name="a_document_is_served_once"
            ),
            models.CheckConstraint(
                condition=models.Q(corrects=None) | ~models.Q(correction=""),
                name="a_correction_says_what_was_wrong",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.served_on}"

    @property
    def method_title(self) -> Text:
        return METHODS[self.method].title

    @property
    def relation_title(self) -> Text | None:
        return RELATIONS.get(self.relation)
