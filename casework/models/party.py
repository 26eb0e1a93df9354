from django.db import models


class Party(models.Model):
    """当事人: the trader or person whom the case is about."""

    class Kind(models.TextChoices):
        UNIT = "unit"
        SOLE_TRADER = "sole_trader"
        INDIVIDUAL = "individual"

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.UNIT)
    name = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18, blank=True, db_index=True)
    """统一社会信用代码 (GB 32100-2015), checked where it is entered."""
    address = models.CharField(max_length=200, blank=True)
    representative = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["uscc"], condition=~models.Q(uscc=""), name="one_party_per_code")
        ]

    def __str__(self) -> str:
        return self.name
