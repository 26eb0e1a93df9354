from django.db import models

from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.lifecycle import COLLECTION_GROUNDS
from casework.models.case import Case
from casework.models.money import Payment


class Collection(models.Model):
    """当场收缴: a fine that the officers took themselves, and its way to the bank (处罚法 arts 68–71)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="collections")
    payment = models.OneToOneField(Payment, models.PROTECT, related_name="collection")
    """What the party paid; its number is that of the finance ministry's receipt."""
    ground = models.CharField(max_length=12, choices=[(g, g) for g in COLLECTION_GROUNDS])
    handed_in_on = models.DateField(null=True, blank=True)
    handed_in_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    banked_on = models.DateField(null=True, blank=True)
    bank_receipt = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(banked_on=None) | models.Q(handed_in_on__isnull=False),
                name="handed_in_before_banked",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.payment_id}"

    @property
    def ground_title(self) -> Text:
        return COLLECTION_GROUNDS[self.ground]
