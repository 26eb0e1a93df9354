"""Publication: the desk's record, and the copies that the public site reads and nothing else."""

import datetime as dt
from collections.abc import Mapping

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from casework.kernel.models import Office, User
from casework.kernel.transitions import HasLifecycle
from casework.lifecycle import PUBLICATION, PUBLICATION_PERIODS
from casework.models.decision import Decision
from casework.models.document import Document


class Publication(HasLifecycle):
    """公示 of a decision: a redacted copy, prepared by one officer and checked by another."""

    lifecycle = PUBLICATION

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="publication")
    period_class = models.CharField(max_length=10, choices=[(p.name, p.name) for p in PUBLICATION_PERIODS])
    content = models.JSONField(encoder=DjangoJSONEncoder)
    """The public copy, field by field, already masked: what is not in here cannot be published."""
    public_document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]

    def history_references(self) -> tuple[str, ...]:
        return (self.reference, self.decision.case.reference)

    def clock_office(self) -> Office:
        return self.decision.case.office

    def facts(self, day: dt.date) -> Mapping[str, bool]:
        document = self.public_document
        return {
            "decision_served": self.decision.annulled_on is None
            and self.decision.case.state in ("served", "executed", "closed"),
            "public_copy_ready": bool(document and document.file_id),
            "period_over": bool(self.ends_on and self.ends_on < day),
        }


class PublicDecision(models.Model):
    """What the public register shows: the only table, with its file, that the public role can read."""

    identifier = models.CharField(max_length=40, primary_key=True)
    is_withdrawn = models.BooleanField(default=False)
    withdrawal_reason = models.TextField(blank=True)
    office_name = models.CharField(max_length=120)
    number = models.CharField(max_length=80, blank=True)
    party_name = models.CharField(max_length=120, blank=True)
    party_code = models.CharField(max_length=18, blank=True)
    cause = models.CharField(max_length=120, blank=True)
    violation = models.TextField(blank=True)
    basis = models.CharField(max_length=200, blank=True)
    penalty = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    fine_range = models.JSONField(null=True)
    paragraphs = models.JSONField(default=list)
    kinds = ArrayField(models.CharField(max_length=30), default=list)
    decided_on = models.DateField(null=True)
    published_on = models.DateField()
    ends_on = models.DateField(null=True)
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["-published_on", "-identifier"]
        indexes = [models.Index(fields=["-published_on", "-identifier"], name="register_order")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_withdrawn=False)
                | models.Q(party_name="", search_text="", paragraphs=[]),
                name="a_withdrawn_line_names_nobody",
            )
        ]

    def __str__(self) -> str:
        return self.identifier


class PublicFile(models.Model):
    """The redacted decision as PDF, kept in the database so that the public side needs no file store."""

    decision = models.OneToOneField(PublicDecision, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.sha256
