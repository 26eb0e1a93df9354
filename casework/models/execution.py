from django.db import models

from casework.kernel.models import User
from casework.models.case import Case


class Payment(models.Model):
    """Money received at the bank towards a fine (处罚法 art 67). It never passes through officers."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    paid_on = models.DateField()
    receipt_number = models.CharField(max_length=60, unique=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["paid_on", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_payment_is_positive")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.amount}"
