"""The case: from lead to closing. Desks point at it; it knows none of them."""

import datetime as dt
from collections.abc import Mapping

from django.db import models

from casework.kernel.models import Certificate, Deadline, Office, User
from casework.kernel.transitions import HasLifecycle
from casework.lifecycle import CASE
from casework.models.party import Party


class Case(HasLifecycle):
    """A lead (线索) and, once filed, the penalty case. ``number`` is the official number given at filing."""

    lifecycle = CASE

    class Source(models.TextChoices):
        REPORT = "report"
        COMPLAINT = "complaint"
        INSPECTION = "inspection"
        TRANSFER = "transfer"
        SUPERIOR = "superior"

    office = models.ForeignKey(Office, models.PROTECT, related_name="cases")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="cases")
    cause = models.CharField(max_length=120)
    """案由, without the party's name and the word 案."""
    summary = models.TextField()
    findings = models.TextField(blank=True)
    """The facts as the investigation established them: they stand in the report, the notice and the decision."""
    source = models.CharField(max_length=12, choices=Source)
    source_reference = models.CharField(max_length=40, blank=True, db_index=True)
    reporter_is_named = models.BooleanField(default=False)
    received_on = models.DateField()
    """Day on which the clue was found or the material received: VER-15 counts from it."""
    registered_at = models.DateTimeField()
    act_ended_on = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=60, blank=True, db_index=True)
    filed_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    legal_review_ground = models.CharField(max_length=120, blank=True)
    """Ground of 程序规定 art 50 for a legal review; empty = case review (art 52)."""
    discussion_ground = models.CharField(max_length=120, blank=True)
    """Ground of 处罚法 art 57(2) for a collective discussion; empty = none due."""

    class Meta:
        ordering = ["-registered_at", "-pk"]
        indexes = [
            models.Index(fields=["office", "-registered_at", "-id"], name="case_by_office"),
            models.Index(fields=["state", "-registered_at", "-id"], name="case_by_state"),
        ]

    @property
    def title(self) -> str:
        return f"{self.party or '当事人待查'}{self.cause}案"

    def clock_office(self) -> Office:
        return self.office

    def officers_on_case(self) -> list[User]:
        return [o.user for o in self.officers.select_related("user").order_by("pk")]

    def facts(self, day: dt.date) -> Mapping[str, bool]:
        """What is on file on ``day``, by the names that the guards of the table use."""
        asked = {a.kind: a.state for a in self.approvals.order_by("pk")}  # the latest of each kind
        stands = {kind for kind, state in asked.items() if state in ("pending", "approved")}
        dossier = [(e.kind, e.is_signed) for e in self.dossier.all()]
        documents = {d.kind: d for d in self.documents.all()}
        proposal = self.current_proposal
        announced = self.announced_amount
        run_out = self._defence_period_run_out(day)
        decision_document = documents.get("penalty_decision")
        return {
            "two_certified_officers": self._certified_officers(day) >= 2,
            "party_known": self.party_id is not None,
            "evidence_on_file": bool(dossier),
            "site_record_signed": ("site_record", True) in dossier,
            "within_limitation": self._within_limitation(),
            "proposal_on_file": proposal is not None,
            "nothing_pending": not any(
                state == "pending" for kind, state in asked.items() if kind != "visit"
            ),
            "filing_proposed": "filing" in stands,
            "not_filing_proposed": "not_filing" in stands,
            "decision_proposed": "decision" in stands,
            "closing_proposed": "closing" in stands,
            "legal_review_due": bool(self.legal_review_ground),
            "case_review_suffices": not self.legal_review_ground,
            "discussion_due": bool(self.discussion_ground),
            "discussion_on_file": self.discussions.exists(),
            "notice_issued": "penalty_notice" in documents,
            "defence_period_run_out": run_out,
            "defence_period_over": run_out or self.statements.filter(kind="waiver").exists(),
            "amount_not_raised": proposal is None or announced is None or proposal.amount <= announced,
            "decision_document_ready": bool(decision_document and decision_document.file_id),
            "hearing_right": proposal is not None and "hearing_right" in proposal.flags,
            "reporter_is_named": self.reporter_is_named,
            "fine_paid": self.fine_is_paid(),
        }

    @property
    def current_proposal(self):
        return self.proposals.order_by("-pk").first()

    @property
    def announced_amount(self):
        notice = self.documents.filter(kind="penalty_notice").order_by("-pk").first()
        return self.proposals.get(pk=notice.context["proposal_id"]).amount if notice else None

    def fine_is_paid(self) -> bool:
        decision = getattr(self, "decision", None)
        paid = self.payments.aggregate(total=models.Sum("amount"))["total"] or 0
        return decision is not None and paid >= decision.amount

    def _certified_officers(self, day: dt.date) -> int:
        valid = Certificate.objects.filter(
            user__case_roles__case=self, valid_from__lte=day, valid_to__gte=day, is_legal_qualification=False
        )
        return valid.values("user").distinct().count()

    def _within_limitation(self) -> bool:
        """The two years of 处罚法 art 36 run from the end of the act to its discovery."""
        if self.act_ended_on is None:
            return True
        ended = self.act_ended_on
        last = (
            ended.replace(year=ended.year + 2)
            if (ended.month, ended.day) != (2, 29)
            else ended.replace(ended.year + 2, 2, 28)
        )
        return self.received_on <= last

    def _defence_period_run_out(self, day: dt.date) -> bool:
        """Every period that the notice opened (defence, hearing request) is over."""

        periods = Deadline.objects.filter(reference=self.reference, clock__in=["DEF-5", "HRG-REQ-5"])
        return bool(periods) and all(period.due_on < day for period in periods)


class CaseOfficer(models.Model):
    """办案人员 of a case: named by the head of the case unit, with the certificate shown."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="officers")
    user = models.ForeignKey(User, models.PROTECT, related_name="case_roles")
    named_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="officer_named_once")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.user_id}"
