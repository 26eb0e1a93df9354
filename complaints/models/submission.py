"""A report or a complaint as it was sent in."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from casework.clocks import CMP_LIMIT_3Y, CMP_MEDIATE_O20, CMP_MEDIATE_REG, RPT_NOTIFY_FILING_O20
from casework.kernel import deadlines
from casework.kernel import working_days as wd
from casework.kernel.clock import day_of
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, Office, User, VaultSubject
from casework.kernel.transitions import HasLifecycle
from casework.lifecycle import CASE
from casework.models import Case
from complaints.lifecycle import (
    CHANNELS,
    COMPLAINT,
    CONDUCTS,
    IN_MEDIATION,
    KINDS,
    MEDIATION_CLOCKS,
    O20_LAST_DAY,
    OUT_OF_SCOPE,
    REPORT,
    SUBMISSION,
    UNDECIDED,
)


class Submission(HasLifecycle):
    """A report (举报) or a complaint (投诉). Whoever sends both at once has two rows with one form token:
    separate numbers, separate clocks, and the end of one is not the end of the other (Order 121 art 9)."""

    lifecycle = SUBMISSION
    clock: Deadline | None
    """Its nearest running deadline, where ``queries.with_clocks`` has set it."""
    is_masked = False
    """Set by ``queries.as_read_by``: its words are those that this reader may see."""

    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    channel = models.CharField(max_length=10, choices=[(channel, channel) for channel in CHANNELS])
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="+", db_index=False
    )  # submission_by_office
    """The bureau that received it."""
    form_token = models.UUIDField()
    content_hash = models.CharField(max_length=64)
    """Keyed hash of what was sent: the same token with other words is not a repeat."""
    query_code_hash = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    """The last lawful day of the clock of receipt, for the order of the inbox."""

    trader_name = models.CharField(max_length=120, blank=True)
    trader_uscc = models.CharField(max_length=18, blank=True)
    trader_address = models.CharField(max_length=200, blank=True)
    trader_search = models.CharField(max_length=120, blank=True)
    """The name as it is looked up: normalised, without its legal form (``similarity.bare_name``)."""
    conducts = ArrayField(models.CharField(max_length=20), default=list)
    story = models.TextField()
    happened_on = models.DateField(null=True, blank=True)
    request = models.TextField(blank=True)
    """What a complainant asks for (具体的投诉请求)."""
    amount_paid = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    amount_claimed = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    """Where the device was, if its owner said that it happened there."""
    wants_told = models.BooleanField(default=False)
    wants_paper = models.BooleanField(default=False, db_default=False)
    """Letters go to the postal address as well."""
    may_publish = models.BooleanField(default=False)
    """The complainant agrees that the complaint is shown in public statistics of complaints (form 1)."""
    urgency = models.CharField(max_length=20, blank=True)
    """The strongest alarm that its words ring, a key of ``triage.ALARMS``: a mark to find it by, no more."""
    may_be_named = models.BooleanField(default=False)
    """Whether the trader may be told who complains, for the mediation alone (Order 121 art 37)."""
    reporter = models.ForeignKey(VaultSubject, models.PROTECT, null=True, related_name="+")
    """Who sent it; None = anonymous. Name, phone, e-mail and address are in the vault alone."""
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    urges = models.PositiveIntegerField(default=0)
    """How often the hotline has urged it."""

    routed_to = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    case_reference = models.CharField(max_length=40, blank=True, db_index=True)
    erased_at = models.DateTimeField(null=True)
    """When its words were erased, and who sent it."""
    ground = models.CharField(max_length=20, blank=True)
    """Why it lies outside the rule, a key of OUT_OF_SCOPE; ``reply`` names the right channel."""
    reply = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=models.Q(state__in=["received", "registered"]),
                name="submission_waiting",
            ),
            models.Index(
                fields=["due_on", "id"],
                condition=models.Q(state__in=["received", "registered"]) & ~models.Q(urgency=""),
                name="submission_urgent",
            ),
            models.Index(fields=["-received_at", "-id"], name="submission_by_receipt"),
            models.Index(fields=["office", "-received_at", "-id"], name="submission_by_office"),
            models.Index(
                fields=["trader_uscc", "-received_at"],
                condition=~models.Q(trader_uscc=""),
                name="submission_by_trader",
            ),
            models.Index(
                fields=["trader_address", "-received_at"],
                condition=~models.Q(trader_address=""),
                name="submission_by_address",
            ),
            models.Index(
                fields=["latitude", "longitude"],
                condition=models.Q(latitude__isnull=False),
                name="submission_by_point",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["form_token", "kind"], name="one_submission_per_form"),
            models.CheckConstraint(
                condition=~models.Q(kind=COMPLAINT) | models.Q(reporter__isnull=False),
                name="a_complaint_has_a_name",
            ),
            models.CheckConstraint(
                condition=models.Q(state="lead_opened") & ~models.Q(case_reference="")
                | ~models.Q(state="lead_opened") & models.Q(case_reference=""),
                name="a_routed_report_has_its_case",
            ),
            models.CheckConstraint(
                condition=models.Q(state="out_of_scope") & ~models.Q(ground="")
                | ~models.Q(state="out_of_scope") & models.Q(ground=""),
                name="out_of_scope_has_its_ground",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.is_masked:
            raise RuntimeError(f"{self} holds masks: lock the row before it is changed.")
        super().save(*args, **kwargs)

    @property
    def is_report(self) -> bool:
        return self.kind == REPORT

    @property
    def kind_title(self) -> Text:
        return KINDS[self.kind]

    @property
    def channel_title(self) -> Text:
        return CHANNELS[self.channel]

    @property
    def conduct_titles(self) -> list[Text]:
        return [CONDUCTS[code].title for code in self.conducts]

    @property
    def title(self) -> Text:
        """What it is about, from the conducts that were ticked; never from the story, which may name people."""
        return self.conduct_titles[0] if self.conducts else Text("未选择行为", "No conduct chosen")

    @property
    def trader(self) -> str:
        return self.trader_name or self.trader_uscc or self.trader_address or self.point

    @property
    def point(self) -> str:
        """Where on the map, as degrees north and east; empty where nobody said."""
        return "" if self.latitude is None else f"{self.latitude}, {self.longitude}"

    @property
    def ground_title(self) -> Text | None:
        return OUT_OF_SCOPE[self.ground].title if self.ground else None

    def clock_office(self) -> Office:
        return self.handled_by

    @property
    def handled_by(self) -> Office:
        """The office that handles it: the one it was sent to, else the one that received it."""
        return self.routed_to or self.office

    def facts(self, day: dt.date) -> Mapping[str, bool]:
        return {
            "is_report": self.is_report,
            "reporter_is_named": self.reporter_id is not None,
            "filing_decided": self._filing_is_decided(),
            "notice_due": self._notice_is_due(),
            "lead_is_open": self._lead_is_open(),
            "result_told": (told := self._result_is_told()),
            "result_not_told": not told,
            "is_complaint": not self.is_report,
            "since_order_121": day > O20_LAST_DAY,
            "not_sent_on": self.routed_to_id is None,
            "sent_on": self.routed_to_id is not None,
            **self._facts_of_the_track(),
            **self._mediation_clocks(day),
        }

    def _filing_is_decided(self) -> bool:
        decided = models.Q(filed_on__isnull=False) | models.Q(state="not_filed")
        return (
            self.case_reference != "" and Case.objects.filter(decided, reference=self.case_reference).exists()
        )

    def _lead_is_open(self) -> bool:
        """Its lead, where it has one, is still verified and may come back."""
        past = Case.objects.exclude(state__in=CASE.by_action["return_lead"].sources)
        return self.case_reference == "" or not past.filter(reference=self.case_reference).exists()

    def _result_is_told(self) -> bool:
        return self.case_reference != "" and self.letters.filter(kind="report_result").exists()

    def _notice_is_due(self) -> bool:
        running = Deadline.objects.filter(
            reference=self.case_reference, clock=RPT_NOTIFY_FILING_O20.id, state=Deadline.State.RUNNING
        )
        return self.case_reference != "" and running.exists()

    def _facts_of_the_track(self) -> dict[str, bool]:
        track = getattr(self, "track", None)

        def noted(column: str) -> bool:
            return bool(track and getattr(track, column))

        return {
            "identity_asked": noted("identity_asked_on"),
            "identity_proved": noted("identity_proved_on"),
            "within_three_years": self._within_three_years() or noted("limit_exception"),
            "refusal_proposed": noted("refusal_ground"),
            "both_agreed": noted("complainant_agreed_on") and noted("respondent_agreed_on"),
            "session_on_record": self.state == "mediating" and self.sessions.exclude(held_on=None).exists(),
            "was_terminated": noted("termination"),
            "both_told": noted("complainant_told_on") and noted("respondent_told_on"),
        }

    def _within_three_years(self) -> bool:
        """Counted from the last day it happened, as told (CMP-LIMIT-3Y)."""
        years = CMP_LIMIT_3Y.versions[-1].length or 0
        return self.happened_on is None or day_of(self.received_at) <= wd.add_months(
            self.happened_on, 12 * years
        )

    def _mediation_clocks(self, day: dt.date) -> dict[str, bool]:
        """Which clock an acceptance on this day would start, and whether the one that runs is not over."""
        both = not self.is_report and self.state in UNDECIDED
        both = both and CMP_MEDIATE_O20.in_force(day) and CMP_MEDIATE_REG.in_force(day)
        if both:
            days = deadlines.calendar()
            earlier = wd.due(CMP_MEDIATE_REG, day, calendar=days).due_on
            both = earlier < wd.due(CMP_MEDIATE_O20, day, calendar=days).due_on
        running = Deadline.objects.filter(
            reference=self.reference, clock__in=[c.id for c in MEDIATION_CLOCKS], state__in=deadlines.OPEN
        )
        return {
            "regulation_is_earlier": both,
            "order_20_is_earlier": not both,
            "mediation_in_time": self.state in IN_MEDIATION and running.filter(due_on__gte=day).exists(),
        }
