"""Money in and out, and the bank's statements from which it is entered (处罚法 arts 67, 72, 74)."""

from django.db import models
from django.db.models import Q

from casework.kernel.lifecycle import Text
from casework.kernel.models import Office, StoredFile, User
from casework.models.case import Case
from casework.models.execution import Execution


class Payment(models.Model):
    """Money received at the bank (处罚法 art 67), or in cash on the spot against the treasury's receipt
    (arts 68-70). It never passes through officers otherwise."""

    class Purpose(models.TextChoices):
        FINE = "fine"
        SURCHARGE = "surcharge"
        GAINS = "gains"
        SPOT_CASH = "spot_cash"

    case = models.ForeignKey(Case, models.PROTECT, related_name="payments")
    execution = models.ForeignKey(Execution, models.PROTECT, null=True, related_name="payments")
    """The debt that it pays; None for what was entered before executions were kept."""
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.FINE)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    paid_on = models.DateField()
    receipt_number = models.CharField(max_length=60, unique=True)
    payer = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["paid_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="a_payment_is_positive")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.amount}"


class Refund(models.Model):
    """Money given back (强制法 art 41): approved by a head, then paid out, which ``paid_on`` says."""

    execution = models.ForeignKey(Execution, models.PROTECT, related_name="refunds")
    case = models.ForeignKey(Case, models.PROTECT, related_name="refunds")
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    reason = models.TextField()
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_on = models.DateField()
    paid_on = models.DateField(null=True, blank=True)
    receipt_number = models.CharField(max_length=60, unique=True, null=True, blank=True)
    paid_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_refund_is_positive"),
            models.CheckConstraint(
                condition=Q(paid_on=None, receipt_number=None)
                | Q(paid_on__isnull=False, receipt_number__isnull=False),
                name="a_refund_is_paid_with_a_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.execution_id}: {self.amount}"


class BankStatement(models.Model):
    """One file of the bank, read once: every row of it stands in ``lines`` with what became of it."""

    reference = models.CharField(max_length=40, unique=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    encoding = models.CharField(max_length=12)
    read_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "file"], name="a_statement_is_read_once_an_office")
        ]

    def __str__(self) -> str:
        return self.reference


class StatementLine(models.Model):
    """One row of a statement. What the bank wrote stays as it was read; ``reason`` says why it matched, or what
    is wrong with it."""

    class State(models.TextChoices):
        MATCHED = "matched"
        UNMATCHED = "unmatched"
        KNOWN = "known"
        WRONG = "wrong"
        ENTERED = "entered"
        SET_ASIDE = "set_aside"

    TITLES = {
        State.MATCHED: Text("已匹配，待入账", "Matched"),
        State.UNMATCHED: Text("待人工认领", "For a person"),
        State.KNOWN: Text("已入过账", "Entered before"),
        State.WRONG: Text("有错误", "Wrong"),
        State.ENTERED: Text("已入账", "Entered"),
        State.SET_ASIDE: Text("与罚款无关", "Not ours"),
    }

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    """Line of the file; the header is line 1."""
    receipt_number = models.CharField(max_length=60, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    payer = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State)
    reason_zh = models.CharField(max_length=300, blank=True)
    reason_en = models.CharField(max_length=300, blank=True)
    execution = models.ForeignKey(Execution, models.PROTECT, null=True, related_name="+")
    payment = models.OneToOneField(Payment, models.PROTECT, null=True, related_name="line")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["statement", "number"], name="statement_line_once")]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.number}"

    @property
    def state_title(self) -> Text:
        return self.TITLES[self.State(self.state)]

    @property
    def reason(self) -> Text:
        return Text(self.reason_zh, self.reason_en)
