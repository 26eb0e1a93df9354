"""The complaint track of a submission: what was decided, agreed and told, the sessions, the letters."""

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from casework.kernel.documents import TEMPLATES
from casework.kernel.lifecycle import Text
from casework.kernel.models import StoredFile, User
from complaints.lifecycle import NO_DISPUTE_FACTORS, NON_ACCEPTANCE, TERMINATION
from complaints.models.submission import Submission


class ComplaintTrack(models.Model):
    """One row for each complaint that somebody works on. The complainant is named nowhere in it."""

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="track")
    mediator = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    identity_asked_on = models.DateField(null=True)
    identity_until = models.DateField(null=True)
    identity_proved_on = models.DateField(null=True)

    refusal_ground = models.CharField(max_length=20, blank=True)
    """A key of NON_ACCEPTANCE, proposed or signed; the facts and, for ground 3, the factors of art 17."""
    refusal_facts = models.TextField(blank=True)
    refusal_factors = ArrayField(models.CharField(max_length=20), default=list)
    limit_exception = models.CharField(max_length=200, blank=True)
    """The law that lets a complaint in after three years."""
    accepted_on = models.DateField(null=True)

    complainant_agreed_on = models.DateField(null=True)
    respondent_agreed_on = models.DateField(null=True)
    consent_note = models.CharField(max_length=200, blank=True)
    """How the two consents were given: who rang whom, which paper."""
    delegated_to = models.CharField(max_length=120, blank=True)
    recusal_reason = models.TextField(blank=True)
    appraiser = models.CharField(max_length=120, blank=True)
    appraisal_note = models.TextField(blank=True)
    """What is examined, who pays, and later the result."""

    terms = models.TextField(blank=True)
    settled_by = models.CharField(max_length=12, blank=True)
    """paper, performed (at once) or waived (both want no agreement paper): art 24."""
    agreed_on = models.DateField(null=True)
    termination = models.CharField(max_length=20, blank=True)
    termination_note = models.TextField(blank=True)
    terminated_on = models.DateField(null=True)
    withdrawal_asked_on = models.DateField(null=True)
    complainant_told_on = models.DateField(null=True)
    respondent_told_on = models.DateField(null=True)
    told_note = models.CharField(max_length=200, blank=True)
    follow_up = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.submission_id}"

    @property
    def refusal_title(self) -> Text | None:
        return NON_ACCEPTANCE[self.refusal_ground].title if self.refusal_ground else None

    @property
    def factor_titles(self) -> list[Text]:
        return [NO_DISPUTE_FACTORS[factor] for factor in self.refusal_factors]

    @property
    def termination_title(self) -> Text | None:
        return TERMINATION[self.termination].title if self.termination else None


class MediationSession(models.Model):
    """One session: called for a time, and afterwards who came and what was said."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="sessions")
    called_for = models.DateTimeField(null=True)
    place = models.CharField(max_length=120, blank=True)
    """Empty for a session by telephone or video."""
    held_on = models.DateField(null=True)
    complainant_came = models.BooleanField(default=False)
    respondent_came = models.BooleanField(default=False)
    attending = models.CharField(max_length=300, blank=True)
    """Who came for the trader and who else, by name and capacity."""
    said = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.held_on or self.called_for}"


class Letter(models.Model):
    """A paper of the complaint forms. ``context`` is frozen without the person: the sweep that makes the PDF
    opens the vault, and the PDF is encrypted with that person's key."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=80, blank=True)
    code = models.CharField(max_length=16, blank=True)
    on = models.DateField()
    context = models.JSONField(encoder=DjangoJSONEncoder)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    to_post_since = models.DateTimeField(null=True)
    """Since when it waits for the post: no e-mail and no mobile phone reaches the person, or paper was asked for."""
    posted_on = models.DateField(null=True)
    posted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    registered_number = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["to_post_since"],
                condition=models.Q(to_post_since__isnull=False, posted_on=None),
                name="letter_to_post",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(posted_on=None, posted_by=None, registered_number="")
                | models.Q(to_post_since__isnull=False, posted_on__isnull=False, posted_by__isnull=False),
                name="a_posted_letter_was_to_be_posted_and_says_by_whom",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="a_letter_number_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="a_letter_code_is_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title.zh} {self.number}".strip()

    @property
    def title(self) -> Text:
        template = TEMPLATES[self.kind]
        return Text(template.title_zh, template.title_en)
