"""行政复议 and 行政诉讼 against a decision of the case, and the case file as it was when the notice came."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from casework.clocks import LIT_15
from casework.kernel import words
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, StoredFile
from casework.lifecycle import LITIGATION, RECONSIDERATION, REMEDY, REMEDY_OUTCOMES, REMEDY_TITLES
from casework.models.case import Case
from casework.models.decision import Decision
from casework.models.proceeding import Proceeding
from casework.models.service import Service

OUT_OF_TIME = Text(
    "申请超过了法定期限，应在答复中提出（行政复议法第二十条、行政诉讼法第四十五条、第四十六条）",
    "The party was out of time: raise it in the reply",
)
RECONSIDERATION_FIRST = Text(
    "当场处罚须先申请行政复议，本件没有经过复议，应在答辩中提出（行政复议法第二十三条）",
    "A decision on the spot goes to reconsideration first: raise it in the reply",
)


class Remedy(Proceeding):
    """One application or suit. The bureau answers for the decision that it names, with what was on file."""

    lifecycle = REMEDY

    case = models.ForeignKey(Case, models.PROTECT, related_name="remedies")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in REMEDY_TITLES])
    body = models.CharField(max_length=120)
    """The government or court that asks."""
    notice_number = models.CharField(max_length=80)
    applied_on = models.DateField()
    """Day on which the party applied or sued."""
    received_on = models.DateField()
    claim = models.TextField(blank=True)
    is_simplified = models.BooleanField(default=False)
    is_in_time = models.BooleanField(default=True)
    lacks_reconsideration = models.BooleanField(default=False)

    reply = models.TextField(blank=True)
    replied_on = models.DateField(null=True, blank=True)
    evidence = ArrayField(models.BigIntegerField(), default=list)
    """Entries of the case file that were handed in."""
    left_out = models.TextField(blank=True)

    outcome = models.CharField(max_length=10, choices=[(o, o) for o in REMEDY_OUTCOMES], blank=True)
    outcome_number = models.CharField(max_length=80, blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_received_on = models.DateField(null=True, blank=True)
    outcome_reason = models.TextField(blank=True)
    outcome_paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    redecision_ordered = models.BooleanField(default=False)
    redecide_by = models.DateField(null=True, blank=True)

    class Meta(Proceeding.Meta):
        verbose_name_plural = "remedies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(redecision_ordered=False) | models.Q(outcome__in=("annulled", "void")),
                name="only_an_annulled_decision_is_redecided",
            )
        ]

    @property
    def title(self) -> Text:  # type: ignore[override]
        return REMEDY_TITLES.get(self.kind, Text("复议、诉讼", "Remedy"))

    def facts(self, day: dt.date) -> Mapping[str, bool]:
        is_reconsideration = self.kind == RECONSIDERATION
        return {
            "is_reconsideration": is_reconsideration,
            "ordinary_reconsideration": is_reconsideration and not self.is_simplified,
            "simplified_reconsideration": is_reconsideration and self.is_simplified,
            "decision_served": self._decision_is_served(),
            "judgment_to_enforce": self.kind == LITIGATION and not self.case.fine_is_paid(),
            "file_held": self._is_held(),
            "suit_period_over": self._is_over(day),
        }

    def particulars(self) -> list[tuple[Text, Any]]:
        outcome = REMEDY_OUTCOMES.get(self.outcome)
        return [
            (Text("复议机关、法院", "Body"), self.body),
            (Text("通知文号", "Notice"), self.notice_number),
            (Text("被诉决定", "Decision"), self.decision.number),
            (Text("当事人提出日期", "Applied on"), self.applied_on),
            (Text("本局收到日期", "Received on"), self.received_on),
            (Text("请求", "Claim"), self.claim),
            (Text("注意", "Note"), None if self.is_in_time else OUT_OF_TIME),
            (Text("注意", "Note"), RECONSIDERATION_FIRST if self.lacks_reconsideration else None),
            (Text("答复", "Reply"), self.reply),
            (Text("没有提交的材料", "Left out"), self.left_out),
            (Text("结果", "Outcome"), outcome),
            (Text("文书", "Paper"), self.outcome_number),
            (Text("作出日期", "Given on"), self.outcome_on),
            (Text("理由", "Reasons"), self.outcome_reason),
            (Text("重新处理", "New decision"), self._redecision()),
        ]

    def _redecision(self) -> str:
        if not self.redecision_ordered:
            return ""
        by = f"，期限到{words.day(self.redecide_by)}" if self.redecide_by else ""
        return f"责令重新作出处理{by}"

    def _decision_is_served(self) -> bool:
        served = Service.objects.filter(
            document__in=Decision.objects.filter(case=self.case).values("document")
        )
        return served.exists()

    def _is_held(self) -> bool:
        return self.pk is not None and FrozenFile.objects.filter(remedy=self, released_on=None).exists()

    def _is_over(self, day: dt.date) -> bool:
        suits = Deadline.objects.filter(
            reference=self.reference, clock=LIT_15.id, state="running", due_on__gte=day
        )
        others = Remedy.objects.filter(case=self.case, state__in=("received", "replied"))
        return not suits.exists() and not others.exists()


class FrozenFile(models.Model):
    """The case file at the moment when the notice came: a hash of every document, entry and file. While it is
    not released nothing of the case may be erased."""

    remedy = models.OneToOneField(Remedy, models.PROTECT, related_name="frozen")
    items = models.JSONField(encoder=DjangoJSONEncoder)
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    released_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.remedy_id}: {self.sha256}"

    def listed(self) -> list[dict[str, Any]]:
        """The papers and the entries of the dossier among the items, their days as days."""
        return [{**item, "on": dt.date.fromisoformat(item["on"])} for item in self.items if item.get("title")]
