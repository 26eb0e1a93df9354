"""What the procedure leaves on file between report and decision."""

from django.db import models

from casework.kernel.models import StoredFile, User
from casework.models.case import Case
from casework.models.proposal import Proposal


class Review(models.Model):
    """案件审核 or 法制审核 (程序规定 arts 49–55): the seven points and the opinion."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=12, choices=[("case", "case"), ("legal", "legal")])
    outcome = models.CharField(max_length=12, choices=[("agree", "agree"), ("correct", "correct")])
    opinion = models.TextField()
    points = models.JSONField(default=list)
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.outcome}"


class Statement(models.Model):
    """陈述申辩, or its waiver: what the party said, and how it was re-checked (程序规定 arts 57–58)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="statements")
    kind = models.CharField(
        max_length=12, choices=[("defence", "defence"), ("waiver", "waiver"), ("lapse", "lapse")]
    )
    on = models.DateField()
    content = models.TextField(blank=True)
    recheck = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"


class Discussion(models.Model):
    """负责人集体讨论 (处罚法 art 57(2)): on which proposal, who was there, what each said, what came out."""

    class About(models.TextChoices):
        DECISION = "decision"
        EXTENSION = "extension"

    class Result(models.TextChoices):
        AGREE = "agree"
        CHANGE = "change"
        """Decided otherwise than proposed: the officers propose anew."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="discussions")
    about = models.CharField(max_length=12, choices=About, default=About.DECISION)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="+")
    held_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    presided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorder = models.ForeignKey(User, models.PROTECT, related_name="+")
    """Who kept the minutes."""
    minutes = models.TextField()
    result = models.CharField(max_length=8, choices=Result, default=Result.AGREE)
    outcome = models.TextField()
    """The conclusion in words."""
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    """The minutes as all members signed them; None only for those that were recorded before a scan was asked."""
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.held_at:%Y-%m-%d}"

    def covers(self, proposal: Proposal) -> bool:
        """Whether the heads agreed, and on nothing lighter than this."""
        if self.result != self.Result.AGREE or self.proposal is None:
            return False
        return proposal.amount <= self.proposal.amount


class Voice(models.Model):
    """One head in a collective discussion: the opinion, and whether it is a dissent, which is kept."""

    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="voices")
    member = models.ForeignKey(User, models.PROTECT, related_name="+")
    opinion = models.TextField()
    agrees = models.BooleanField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["discussion", "member"], name="a_member_speaks_once"),
        ]

    def __str__(self) -> str:
        return f"{self.discussion_id}: {self.member_id}"
