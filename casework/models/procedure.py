"""What the procedure leaves on file between report and decision."""

from django.db import models

from casework.kernel.models import User
from casework.models.case import Case


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
    """负责人集体讨论 (处罚法 art 57(2)): who was there, what was said, what came out, dissent kept."""

    class About(models.TextChoices):
        DECISION = "decision"
        EXTENSION = "extension"

    case = models.ForeignKey(Case, models.PROTECT, related_name="discussions")
    about = models.CharField(max_length=12, choices=About, default=About.DECISION)
    held_on = models.DateField()
    members = models.TextField()
    minutes = models.TextField()
    outcome = models.TextField()
    dissent = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.held_on}"
