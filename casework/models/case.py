"""The case: from lead to closing. Desks point at it; it knows none of them."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import models

from casework.clocks import LIM_2Y
from casework.kernel.models import Office, User
from casework.kernel.transitions import HasLifecycle
from casework.kernel.working_days import add_months
from casework.lifecycle import CASE, OFFICERS, UNQUALIFIED
from casework.models.on_file import facts_on_file
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
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    """The earlier lead that this one repeats, or was merged into (Order 121 art 35(2))."""
    distinct_act = models.TextField(blank=True)
    """Why this is not the act that was fined before (处罚法 art 29)."""
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
        """The present officers, in the order in which they were named."""
        return [o.user for o in self.officers.filter(ended_at=None).select_related("user").order_by("pk")]

    def present(self) -> Mapping[str, Collection[int]]:
        """Who is on the case now: an officer who handed it over may not go on with it, though history still
        bars them from reviewing and approving it. And who may not review it, where that takes a qualification."""
        officers = set(self.officers.filter(ended_at=None).values_list("user_id", flat=True))
        return {OFFICERS: officers, UNQUALIFIED: self._unqualified()}

    def _unqualified(self) -> set[int]:
        """The people of the bureau without the national legal qualification, while a legal review is on
        (程序规定 art 51)."""
        is_legal = self.state == "second_review" or (
            self.state == "under_review" and bool(self.legal_review_ground)
        )
        if not is_legal:
            return set()
        staff = User.objects.filter(is_active=True, office__path__startswith=f"/{self.office.bureau_code}/")
        unqualified = staff.exclude(certificates__is_legal_qualification=True)
        return set(unqualified.values_list("pk", flat=True))

    def facts(self, day: dt.date) -> Mapping[str, bool]:
        """What is on file on ``day``, by the names that the guards of the table use."""
        return self.facts_with(facts_on_file(type(self), [self.pk], day)[self.pk])

    def facts_with(self, on_file: Mapping[str, bool]) -> Mapping[str, bool]:
        """The same from what :func:`facts_on_file` found, for a list of cases."""
        return {
            **on_file,
            "party_known": self.party_id is not None,
            "within_limitation": self._within_limitation(),
            "legal_review_due": bool(self.legal_review_ground),
            "case_review_suffices": not self.legal_review_ground,
            "discussion_due": bool(self.discussion_ground),
            "reporter_is_named": self.reporter_is_named,
            "from_report": self.source == self.Source.REPORT,
            "filed": self.filed_on is not None,
            "not_filed_yet": self.filed_on is None,
            "not_fined_before": on_file["not_fined_before"] or bool(self.distinct_act),
            # A hearing takes the place of the written defence.
            "defence_period_over": on_file["defence_period_over"] or self.state == "hearing_reviewed",
        }

    @property
    def decision(self):
        """The decision in force, or None."""
        return self.decisions.filter(annulled_on=None).last()

    @property
    def current_proposal(self):
        return self.proposals.order_by("-pk").first()

    @property
    def is_discussed(self) -> bool:
        """The heads agreed together on the present proposal, or on a heavier one."""
        discussion, proposal = self.discussions.filter(about="decision").last(), self.current_proposal
        return discussion is not None and proposal is not None and discussion.covers(proposal)

    def fine_is_paid(self) -> bool:
        """Fine and surcharge of the decision in force are covered by what came in."""
        return facts_on_file(type(self), [self.pk], self.received_on)[self.pk]["fine_paid"]

    def _within_limitation(self) -> bool:
        """Whether the act was discovered within the general limitation from its end (处罚法 art 36). The five
        years of art 36 for life, health and finance are judged on the worksheet, not here."""
        if self.act_ended_on is None:
            return True
        years = LIM_2Y.versions[-1].length  # also the law before 2021-07-15, when the clock's text begins
        last = add_months(self.act_ended_on, 12 * years) if years else self.act_ended_on
        return self.received_on <= last


class CaseOfficer(models.Model):
    """办案人员 of a case: named by the head of the case unit, with the certificate shown."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="officers")
    user = models.ForeignKey(User, models.PROTECT, related_name="case_roles")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """Set when the case was handed over to somebody else."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=models.Q(ended_at=None), name="officer_named_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.user_id}"
