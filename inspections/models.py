"""Visits, their officers, evidence and signatures. Evidence and signatures are added, never changed."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from casework.kernel.audit import canonical
from casework.kernel.lifecycle import Text
from casework.kernel.models import Certificate, Office, StoredFile, User
from casework.kernel.transitions import HasLifecycle
from casework.models import Approval, Case, Document
from inspections.lifecycle import ANSWERS, CASE_STATES, KINDS, METHODS, SIGNERS, VISIT


class Visit(HasLifecycle):
    """现场检查: who goes where and why, what was told, found and said there. ``planned`` to ``signed``."""

    lifecycle = VISIT

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    place = models.CharField(max_length=200)
    purpose = models.TextField()
    """What will be looked at, one point a line: the scope in the notice."""
    basis = models.CharField(max_length=300)
    planned_for = models.DateTimeField()
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    notice = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    checklist = models.JSONField(default=list)
    """``[{"question", "answer", "note"}]``; an answer is a key of ANSWERS, or empty."""
    told_rights = models.TextField(blank=True)
    """How certificates were shown and rights told, and what was answered (程序规定 arts 21, 22)."""
    party_name = models.CharField(max_length=60, blank=True)
    """Who of the party was there; empty when nobody was."""
    party_capacity = models.CharField(max_length=120, blank=True)
    party_statement = models.TextField(blank=True)
    findings = models.TextField(blank=True)
    recording = models.CharField(max_length=300, blank=True)
    """Device, length and maker of the recording (程序规定 art 44)."""
    no_evidence_note = models.CharField(max_length=300, blank=True)
    record = models.OneToOneField(Document, models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-planned_for", "-pk"]
        indexes = [
            models.Index(fields=["-planned_for", "-id"], name="visit_by_day"),
            models.Index(fields=["case"], name="visit_by_case"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["under_way", "signed"])
                | Q(begun_at__isnull=False, notice__isnull=False),
                name="a_visit_begins_after_its_notice",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed")
                | Q(ended_at__isnull=False) & ~Q(findings="") & ~Q(told_rights="") & ~Q(recording=""),
                name="a_signed_record_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("begun_at")),
                name="a_visit_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="a_cancelled_visit_says_why"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("visit", args=[self.reference])

    def clock_office(self) -> Office:
        return self.case.office

    @property
    def points(self) -> list[dict[str, Any]]:
        """The checklist with its answers in words."""
        return [{**point, "answer": ANSWERS.get(point["answer"], "")} for point in self.checklist]

    @property
    def approval(self) -> Approval | None:
        """The latest request for the head's approval."""
        return Approval.objects.filter(kind="visit", subject=self.reference).order_by("-pk").first()

    def team(self) -> list["VisitOfficer"]:
        return list(self.officers.select_related("user").order_by("pk"))

    def facts(self, day: dt.date) -> Mapping[str, bool]:
        """What is on file on ``day``, by the names that the guards of the table use."""
        approval, team = self.approval, self.team()
        content = self.content_sha256()
        standing = [s for s in self.signatures.all() if s.content_sha256 == content]
        signed = {s.officer_id for s in standing}
        return {
            "visit_approved": approval is not None and approval.state == "approved",
            "approval_not_asked": approval is None or approval.state == "returned",
            "notice_given": self.notice_id is not None,
            "officers_certified": len(team) >= 2 and self._certified(team, day),
            "case_under_inquiry": self.case.state in CASE_STATES,
            "told_recorded": bool(self.told_rights.strip()),
            "findings_written": bool(self.findings.strip()),
            "recording_noted": bool(self.recording.strip()),
            "evidence_or_note": bool(self.no_evidence_note.strip()) or self.evidence.exists(),
            "officers_signed": all(officer.user_id in signed for officer in team),
            "party_signed_or_refused": any(s.signer == "party" for s in standing),
        }

    def content_sha256(self) -> str:
        """The digest of everything that a signature vouches for. A word or a photo more, and it is another:
        signatures under the old one no longer count."""
        return hashlib.sha256(canonical(self._content()).encode()).hexdigest()

    def _content(self) -> dict[str, Any]:
        return {
            "visit": self.reference,
            "place": self.place,
            "begun_at": self.begun_at.astimezone(dt.UTC).isoformat() if self.begun_at else None,
            "officers": [officer.certificate_number for officer in self.team()],
            "told_rights": self.told_rights,
            "party": [self.party_name, self.party_capacity, self.party_statement],
            "findings": self.findings,
            "checklist": self.checklist,
            "recording": self.recording,
            "no_evidence_note": self.no_evidence_note,
            "evidence": [
                [str(uuid), sha256] for uuid, sha256 in self.evidence.values_list("uuid", "file__sha256")
            ],
        }

    def _certified(self, team: list["VisitOfficer"], day: dt.date) -> bool:
        """Every officer of the visit holds a certificate that is valid on the day."""
        valid = Certificate.objects.filter(
            user__in=[officer.user_id for officer in team],
            valid_from__lte=day,
            valid_to__gte=day,
            is_legal_qualification=False,
        )
        return set(valid.values_list("user", flat=True)) == {officer.user_id for officer in team}


class VisitOfficer(models.Model):
    """An officer of the visit, with the certificate shown there: its number is frozen when the visit begins."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="officers")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    certificate_number = models.CharField(max_length=40)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "user"], name="officer_goes_once"),
            models.CheckConstraint(
                condition=~Q(certificate_number=""), name="an_officer_shows_a_certificate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.certificate_number}"


class Evidence(models.Model):
    """One piece of evidence: the bytes as the device gave them, and what it says about them.

    ``uuid`` is given by whoever made it, before it is sent. ``taken_at`` is the maker's claim and never
    corrected; ``received_at`` is when this office had the bytes. Positions are WGS-84, as phones give them.
    """

    uuid = models.UUIDField(unique=True)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=24, choices=[(kind, kind) for kind in KINDS])
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    thumbnail = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    caption = models.CharField(max_length=200)
    subject = models.CharField(max_length=200, blank=True)
    """证明对象: what it is to prove."""
    method = models.CharField(max_length=200)
    """How it was made (程序规定 arts 25, 26)."""
    place = models.CharField(max_length=200)
    maker = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    received_at = models.DateTimeField()
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    accuracy = models.PositiveIntegerField(null=True)
    """Metres."""
    datum = models.CharField(max_length=10, default="WGS84")
    position_note = models.CharField(max_length=120, blank=True)
    """Why there is no position."""

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=False, longitude__isnull=False)
                | Q(latitude=None, longitude=None, accuracy=None) & ~Q(position_note=""),
                name="a_position_or_the_reason_for_none",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="a_position_is_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(KINDS)), name="evidence_is_of_one_of_the_eight_kinds"
            ),
            models.CheckConstraint(
                condition=~Q(caption="") & ~Q(method="") & ~Q(place=""),
                name="evidence_says_what_how_and_where",
            ),
        ]

    def __str__(self) -> str:
        return self.caption

    def get_absolute_url(self) -> str:
        return reverse("evidence", args=[self.uuid])

    @property
    def kind_title(self) -> Text:
        return KINDS[self.kind]


class Signature(models.Model):
    """A signature on the record, or the note that there is none and why (程序规定 arts 28, 43).

    ``content_sha256`` is the digest of what was signed: a signature counts while the record is still that.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="signatures")
    signer = models.CharField(max_length=8, choices=[(signer, signer) for signer in SIGNERS])
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60)
    method = models.CharField(max_length=8, choices=[(method, method) for method in METHODS])
    image = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    content_sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "officer", "content_sha256"],
                condition=Q(signer="officer"),
                name="an_officer_signs_a_record_once",
            ),
            models.CheckConstraint(
                condition=Q(signer="officer", officer__isnull=False) & ~Q(method="refused")
                | Q(signer__in=["party", "witness"], officer=None),
                name="an_officer_signs_in_person",
            ),
            models.CheckConstraint(
                condition=Q(method__in=["drawn", "paper"], image__isnull=False)
                | Q(method="refused", image=None) & ~Q(note=""),
                name="a_signature_or_the_reason_for_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signer} {self.name}"

    @property
    def signer_title(self) -> Text:
        return SIGNERS[self.signer]

    @property
    def method_title(self) -> Text:
        return METHODS[self.method]
