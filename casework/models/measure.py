"""先行登记保存 and 查封、扣押 (程序规定 arts 33–42), each with the list of its things."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q

from casework.kernel import words
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, DeadlineEvent
from casework.lifecycle import APPROVAL_KINDS, MEASURE
from casework.lifecycle.investigation import ON_THE_CLOCK
from casework.lifecycle.measure import PERIODS
from casework.lifecycle.measure_grounds import HANDLINGS, PRESERVATION_RELEASES, SEIZURE_RELEASES
from casework.models.approval import Approval
from casework.models.case import Case
from casework.models.decision import Decision
from casework.models.document import Document
from casework.models.on_file import OPEN, facts_on_file
from casework.models.proceeding import OnFile, Proceeding

CASE_UNDER_WAY = ("verifying", "suspended", *ON_THE_CLOCK)
HOUR_LIMIT = dt.timedelta(hours=24)
TAKEN_AT_ONCE = Text("情况紧急，当场采取", "Urgent: taken on the spot")
REPORTED_LATE = Text(
    "报告超过二十四小时，已记录", "Reported after more than twenty-four hours; this is on record"
)
KINDS = tuple(kind.name for kind in APPROVAL_KINDS.values() if kind.subject == "MEA")


class Measure(Proceeding):
    """A measure on things. ``taken_at`` is when it was carried out, ``confirmed_at`` when a head approved it;
    of an urgent one that comes after."""

    class Kind(models.TextChoices):
        PRESERVATION = "preservation"
        SEIZURE = "seizure"

    lifecycle = MEASURE
    TITLES: Mapping[str, Text] = {
        Kind.PRESERVATION: Text("先行登记保存", "Preservation of evidence"),
        Kind.SEIZURE: Text("查封、扣押", "Seizure"),
    }

    case = models.ForeignKey(Case, models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=12, choices=Kind)
    grounds = models.TextField()
    """What is suspected, and why the things must be kept."""
    place = models.CharField(max_length=200, blank=True)
    """Where they are kept, and by whom."""
    is_urgent = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    power = models.CharField(max_length=20, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    """The statute that gives the power to seize, with its article."""
    is_basis_verified = models.BooleanField(default=False)
    formalities = models.JSONField(default=list)
    """Which of the formalities the officers confirmed."""
    signed_by = models.CharField(max_length=60, blank=True)
    notice = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    testing = models.CharField(max_length=200, blank=True)
    testing_until = models.DateField(null=True, blank=True)
    """What is tested, and the last day of the period told to the party in writing."""
    outcome = models.CharField(max_length=20, blank=True)
    outcome_note = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    @property
    def title(self) -> Text:  # type: ignore[override]
        return self.TITLES.get(self.kind, Text("措施", "Measure"))

    @property
    def is_preservation(self) -> bool:
        return self.kind == self.Kind.PRESERVATION

    @property
    def outcome_title(self) -> Text | None:
        return (HANDLINGS | PRESERVATION_RELEASES | SEIZURE_RELEASES).get(self.outcome)

    def was_reported_late(self) -> bool:
        """Whether the approval of an urgent measure came after the twenty-four hours."""
        if not self.is_urgent or self.taken_at is None or self.confirmed_at is None:
            return False
        return self.confirmed_at - self.taken_at > HOUR_LIMIT

    def facts(self, day: dt.date) -> Mapping[str, bool]:
        on_file = facts_on_file(Case, [self.case_id], day)
        return self.facts_of([self], day, on_file)[self.reference]

    @classmethod
    def facts_of(
        cls, matters: Sequence["Measure"], day: dt.date, on_file: OnFile
    ) -> dict[str, Mapping[str, bool]]:
        rows = beside(day, [measure.pk for measure in matters if measure.pk])
        return {
            measure.reference: measure.facts_with(on_file[measure.case_id], rows.get(measure.pk, NOTHING_YET))
            for measure in matters
        }

    def facts_with(self, on_file: Mapping[str, bool], row: Mapping[str, Any]) -> Mapping[str, bool]:
        """What is on file of the case, and what :func:`beside` found."""
        answered = self.confirmed_at is not None
        refused = not answered and row["last_confirmation"] == ["rejected"]
        return {
            "two_certified_officers": on_file["two_certified_officers"],
            "case_under_way": self.case.state in CASE_UNDER_WAY,
            "case_with_police": self.case.state == "with_police",
            "penalty_decided": row["decided"],
            "nothing_pending": not row["pending"],
            **{f"{kind}_proposed": kind in row["asked"] for kind in KINDS},
            "power_named": bool(self.basis),
            "formalities_kept": bool(self.formalities),
            "approved_by_head": answered,
            "confirmation_refused": refused,
            "confirmation_due": self.is_urgent and not answered and not refused and not row["pending"],
            "period_runs": row["runs"],
            "period_over": not row["runs"],
            "period_not_extended": not row["extended"],
        }

    def particulars(self) -> list[tuple[Text, Any]]:
        mark = "" if self.is_basis_verified or not self.basis else "（待核）"
        report_by = self.taken_at + HOUR_LIMIT if self.is_urgent and self.taken_at else None
        until = f"{self.testing}，至{words.day(self.testing_until)}" if self.testing_until else ""
        return [
            (Text("理由", "Grounds"), self.grounds),
            (Text("授权条款", "Statute"), f"{self.basis}{mark}"),
            (Text("实施时间", "Taken"), self.taken_at),
            (Text("情况", "Circumstances"), TAKEN_AT_ONCE if self.is_urgent and self.taken_at else None),
            (Text("二十四小时届满", "Twenty-four hours end"), report_by),
            (Text("负责人批准", "Approved by a head"), self.confirmed_at),
            (Text("注意", "Note"), REPORTED_LATE if self.was_reported_late() else None),
            (Text("保存地点", "Kept at"), self.place),
            (Text("清单签名", "List signed by"), self.signed_by),
            (Text("检测、鉴定期间", "Testing"), until),
            (Text("结果", "Outcome"), self.outcome_title),
            (Text("说明", "Note"), self.outcome_note),
        ]


# What beside() finds of a measure that has not begun.
NOTHING_YET: Mapping[str, Any] = {
    "asked": [],
    "pending": False,
    "last_confirmation": [],
    "runs": False,
    "extended": False,
    "decided": False,
}


def beside(day: dt.date, pks: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    """Measure pk → what stands in the tables of approvals, clocks and decisions, in one query for all."""
    if not pks:
        return {}
    mine = Approval.objects.filter(subject=OuterRef("reference")).order_by("-pk")
    live = Q(state="pending") | Q(state="approved", is_carried_out=False)
    confirmations = mine.filter(kind__endswith="_confirmation")
    periods = [clock.id for clock in PERIODS]
    clocks = Deadline.objects.filter(reference=OuterRef("reference"), clock__in=periods, state__in=OPEN)
    extensions = DeadlineEvent.objects.filter(deadline__reference=OuterRef("reference"), kind="extend")
    decisions = Decision.objects.filter(case=OuterRef("case"), outcome="penalty", annulled_on=None)
    rows = Measure.objects.filter(pk__in=pks).values(
        "pk",
        asked=ArraySubquery(mine.filter(live, kind__in=KINDS).values("kind")),
        pending=Exists(mine.filter(state="pending")),
        last_confirmation=ArraySubquery(confirmations.values("state")[:1]),
        # A held clock does not run out while it stands still.
        runs=Exists(clocks.filter(Q(due_on__gte=day) | Q(state="held"))),
        extended=Exists(extensions),
        decided=Exists(decisions),
    )
    return {row["pk"]: row for row in rows}


class MeasureThing(models.Model):
    """One line of the list of things (清单); ``became`` says what became of it."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="things")
    name = models.CharField(max_length=100)
    specification = models.CharField(max_length=100, blank=True)
    count = models.DecimalField(max_digits=12, decimal_places=3)
    unit = models.CharField(max_length=12)
    condition = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=200, blank=True)
    became = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(count__gt=0), name="a_thing_is_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.quantity}"

    @property
    def quantity(self) -> str:
        return f"{self.count.normalize():f}{self.unit}"
