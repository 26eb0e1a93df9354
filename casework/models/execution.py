"""Making the party pay a decision: the debt, its plans, its surcharge, the days that do not count."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case as Choice
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from casework.clocks import EXE_COURT_3M, EXE_DEMAND_10, LIT_6M, LIT_15, REC_APPLY_60, REC_APPLY_60_OLD
from casework.kernel import words
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, User
from casework.lifecycle import APPROVAL_KINDS, EXECUTION
from casework.models.approval import Approval
from casework.models.case import Case
from casework.models.decision import Decision
from casework.models.document import Document
from casework.models.proceeding import OnFile, Proceeding

NOTHING = Decimal("0.00")
MONEY = models.DecimalField(max_digits=18, decimal_places=2)
# The party's own periods to contest the decision; they run on the case.
REMEDIES = (REC_APPLY_60.id, REC_APPLY_60_OLD.id, LIT_6M.id, LIT_15.id)
KINDS = tuple(kind.name for kind in APPROVAL_KINDS.values() if kind.subject == "EXE")


class ExecutionQuerySet(models.QuerySet["Execution"]):
    def with_sums(self) -> "ExecutionQuerySet":
        """Each with ``.received``, ``.refunded`` (paid out), ``.owed`` (nothing once the decision is annulled)
        and ``.balance``: what is still open, below zero what is to be given back."""
        paid_out = Q(refunds__paid_on__isnull=False)
        return self.annotate(
            received=_sum_of("payments__amount", ~Q(payments__purpose="gains")),
            refunded=_sum_of("refunds__amount", paid_out),
            owed=Choice(
                When(decision__annulled_on=None, then=F("fine") + F("surcharge")),
                default=Value(NOTHING),
                output_field=MONEY,
            ),
        ).annotate(balance=F("owed") - F("received") + F("refunded"))  # type: ignore[no-redef]


def _sum_of(amount: str, condition: Q) -> Coalesce:
    """The amounts that hang on the execution, in a query of their own: two joins would multiply each other."""
    own = Execution._base_manager.filter(pk=OuterRef("pk")).order_by()
    total = own.annotate(total=Sum(amount, filter=condition)).values("total")
    return Coalesce(Subquery(total), Value(NOTHING), output_field=MONEY)


class Execution(Proceeding):
    """The debt of one decision and how it is collected. ``due_on`` is the day up to which the next sum must be
    paid; ``surcharge`` what the authority has fixed and not waived."""

    lifecycle = EXECUTION

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="execution")
    fine = models.DecimalField(max_digits=18, decimal_places=2)
    received_on = models.DateField()
    """Day on which the party received the decision."""
    due_on = models.DateField()
    surcharge = models.DecimalField(max_digits=18, decimal_places=2, default=NOTHING)
    demanded_on = models.DateField(null=True, blank=True)
    statement = models.TextField(blank=True)
    """What the party said to the demand."""
    statement_answer = models.TextField(blank=True)
    court = models.CharField(max_length=100, blank=True)
    court_number = models.CharField(max_length=60, blank=True)
    ruling = models.TextField(blank=True)

    received: Decimal
    refunded: Decimal
    owed: Decimal
    balance: Decimal
    """Given by :meth:`ExecutionQuerySet.with_sums`."""

    objects = ExecutionQuerySet.as_manager()

    title = Text("处罚决定的执行", "Execution of the decision")

    class Meta(Proceeding.Meta):
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(state__in=("paying", "deferred", "instalments", "agreement")),
                name="execution_due",
            )
        ]

    @property
    def to_refund(self) -> Decimal:
        return max(-self.balance, NOTHING)

    @property
    def plan(self) -> "PaymentPlan | None":
        """The plan in force."""
        return self.plans.filter(ended_on=None).last()

    @property
    def last_surcharge(self) -> "Surcharge | None":
        return self.surcharges.order_by("pk").last()

    @property
    def remedies_end_on(self) -> dt.date | None:
        """Last day of the party's latest period to contest the decision; one that was used does not count."""
        running = Deadline.objects.filter(reference=self.case.reference, clock__in=REMEDIES)
        last: dt.date | None = running.exclude(state="met").aggregate(last=Max("due_on"))["last"]
        return last

    def facts(self, day: dt.date) -> dict[str, bool]:
        return self._facts_from(_on_file([self.pk], day).get(self.pk, {}), day)

    @classmethod
    def facts_of(
        cls, matters: Sequence[Self], day: dt.date, on_file: OnFile
    ) -> dict[str, Mapping[str, bool]]:
        """For any number of them in one query."""
        rows = _on_file([matter.pk for matter in matters], day)
        return {matter.reference: matter._facts_from(rows[matter.pk], day) for matter in matters}

    def _facts_from(self, row: Mapping[str, Any], day: dt.date) -> dict[str, bool]:
        asked = row.get("asked") or []
        expiry, annulled = row.get("expiry"), row.get("annulled") is not None
        balance = row.get("money")
        return {
            **{f"{kind}_proposed": kind in asked for kind in KINDS},
            "nothing_asked": not row.get("pending"),
            "still_in_time": self.due_on is not None and day <= self.due_on,
            "payment_late": self.due_on is not None and self.due_on < day,
            "agreement_broken": self.state == "agreement" and self.due_on is not None and self.due_on < day,
            "not_demanded": self.demanded_on is None,
            "demanded_before": self.demanded_on is not None,
            "remedy_period_over": expiry is not None and expiry < day,
            "no_remedy_pending": not row.get("stayed"),
            "demand_period_over": bool(row.get("demand_over")),
            "court_window_open": bool(row.get("court_window")),
            "paid_in_full": balance is not None and balance <= 0 and not annulled,
            "decision_annulled": annulled,
            "refund_due": balance is not None and balance + row["granted"] < 0,
            "refund_approved": bool(row.get("granted")),
        }

    def particulars(self) -> list[tuple[Text, Any]]:
        sums = type(self).objects.with_sums().get(pk=self.pk)
        plan, surcharge = self.plan, self.last_surcharge
        back = -sums.balance if sums.balance < 0 else NOTHING
        return [
            (Text("决定书", "Decision"), self.decision.number),
            (Text("罚款", "Fine"), self.fine),
            (Text("加处罚款", "Surcharge"), self._surcharge_words(surcharge)),
            (Text("已到账", "Received"), sums.received),
            (Text("已退还", "Refunded"), sums.refunded if sums.refunded else None),
            (Text("尚欠", "Still open"), sums.balance if sums.balance > 0 else None),
            (Text("应当退还", "To be refunded"), back if back else None),
            (Text("最迟缴款日", "To be paid by"), None if self.is_ended else self.due_on),
            (Text("缴款安排", "Plan"), plan.words if plan else ""),
            (Text("对催告的陈述申辩", "Statement on the demand"), self.statement),
            (Text("复核意见", "Answer to it"), self.statement_answer),
            (Text("受理法院", "Court"), "　".join(filter(None, [self.court, self.court_number]))),
            (Text("裁定", "Ruling"), self.ruling),
        ]

    def _surcharge_words(self, latest: "Surcharge | None") -> str:
        if latest is None:
            return ""
        until = f"（截至{words.day(latest.as_of)}）"
        if latest.amount != self.surcharge:
            return f"{words.yuan(self.surcharge)}，执行协议减免前为{words.yuan(latest.amount)}{until}"
        return f"{words.yuan(self.surcharge)}{until}"


def _on_file(pks: Sequence[int | None], day: dt.date) -> dict[int, dict[str, Any]]:
    found: Any = Execution.objects.filter(pk__in=[pk for pk in pks if pk]).order_by().with_sums()
    return {row["pk"]: row for row in found.values("pk", **_columns(day))}


def _columns(day: dt.date) -> dict[str, Any]:
    """What the guards ask of other tables."""
    approvals = Approval.objects.filter(subject=OuterRef("reference"))
    live = approvals.filter(Q(state="pending") | Q(state="approved", is_carried_out=False))
    remedies = Deadline.objects.filter(reference=OuterRef("case__reference"), clock__in=REMEDIES)
    own = Deadline.objects.filter(reference=OuterRef("reference"))
    stays = Stay.objects.filter(case=OuterRef("case"), last=None)
    last_days = remedies.exclude(state=Deadline.State.MET).order_by().values("reference")
    return {
        "asked": ArraySubquery(live.values("kind")),
        "pending": Exists(approvals.filter(state="pending")),
        "expiry": Subquery(last_days.annotate(last=Max("due_on")).values("last")),
        "stayed": Exists(stays),
        "demand_over": Exists(own.filter(clock=EXE_DEMAND_10.id, due_on__lt=day)),
        "court_window": Exists(own.filter(clock=EXE_COURT_3M.id, state="running", due_on__gte=day)),
        "annulled": F("decision__annulled_on"),
        "money": F("balance"),
        "granted": _sum_of("refunds__amount", Q(refunds__paid_on=None)),
    }


class PaymentPlan(models.Model):
    """When the fine may be paid instead: a deferral or instalments (程序规定 art 74), or what an agreement says
    (强制法 art 42). One is in force at a time."""

    class Kind(models.TextChoices):
        DEFERRAL = "deferral"
        INSTALMENTS = "instalments"
        AGREEMENT = "agreement"

    execution = models.ForeignKey(Execution, models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=12, choices=Kind)
    application = models.CharField(max_length=200)
    """The party's written application, or the agreement as signed: its day and number."""
    terms = models.TextField(blank=True)
    agreed_surcharge = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    """What an agreement leaves of the surcharge; None: not a matter of this plan."""
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_on = models.DateField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["execution"], condition=Q(ended_on=None), name="one_payment_plan_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.execution_id}: {self.kind}"

    @property
    def words(self) -> str:
        return "；".join(
            f"{words.day(part.due_on)}前{words.yuan(part.amount)}" for part in self.instalments.all()
        )


class Instalment(models.Model):
    plan = models.ForeignKey(PaymentPlan, models.PROTECT, related_name="instalments")
    due_on = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "due_on"], name="one_instalment_a_day"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_instalment_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on}: {self.amount}"


class Surcharge(models.Model):
    """加处罚款 as the penalties desk worked it out and the officers fixed it: the figure, its day, its steps.
    A later row takes the place of an earlier one; none is changed."""

    execution = models.ForeignKey(Execution, models.PROTECT, related_name="surcharges")
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    as_of = models.DateField()
    grounds = models.JSONField(encoder=DjangoJSONEncoder)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="a_surcharge_is_not_negative")]

    def __str__(self) -> str:
        return f"{self.execution_id}: {self.amount}"


class Stay(models.Model):
    """Days of a reconsideration or a suit: no surcharge is counted on them (处罚法 art 73(3)). ``last`` is None
    while it lasts."""

    class Ground(models.TextChoices):
        RECONSIDERATION = "reconsideration"
        LITIGATION = "litigation"

    case = models.ForeignKey(Case, models.PROTECT, related_name="stays")
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=20, choices=Ground)
    document = models.CharField(max_length=40, blank=True)
    """Reference of the proceeding or paper that proves the days."""

    class Meta:
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last=None) | Q(last__gte=F("first")), name="a_stay_does_not_end_before_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.first}"
