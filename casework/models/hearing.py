"""听证: the hearing that the party asked for, from the request to the report."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from casework.clocks import HRG_NOTICE_7, HRG_PUBLIC_3
from casework.kernel import words
from casework.kernel.clock import day_of
from casework.kernel.deadlines import calendar
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.working_days import Clock
from casework.lifecycle import CASE, HEARING
from casework.lifecycle.hearing import (
    CLOSED_GROUNDS,
    REQUEST_MANNERS,
    SUSPENSION_OF_HEARING,
    TERMINATION_OF_HEARING,
    last_day,
)
from casework.models.document import Document
from casework.models.proceeding import Proceeding

ASKED_OF_THE_CASE = ("hearing_right", "hearing_window_open")


def _choices(table: Mapping[str, Text]) -> list[tuple[str, str]]:
    return [(name, name) for name in table]


class Hearing(Proceeding):
    """One hearing. ``time`` is the moment to which the party is called; the three columns that end in
    ``_served_on``, ``announced_on`` and ``record_signed_on`` are what its next steps wait for."""

    lifecycle = HEARING
    title = Text("听证", "Hearing")

    requested_on = models.DateField()
    manner = models.CharField(max_length=12, choices=_choices(REQUEST_MANNERS))
    claim = models.TextField(blank=True)
    """What the party asked for and why, as written or recorded."""
    agents = ArrayField(models.CharField(max_length=60), default=list)

    host = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    officers = models.ManyToManyField(User, related_name="+")
    """听证员."""
    recorder = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    bundle = ArrayField(models.CharField(max_length=300), default=list)
    """The papers that the host was handed, by their titles; nothing in it names a reporter."""

    time = models.DateTimeField(null=True)
    place = models.CharField(max_length=120, blank=True)
    is_public = models.BooleanField(default=True)
    closed_ground = models.CharField(max_length=20, choices=_choices(CLOSED_GROUNDS), blank=True)
    notice = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    notice_served_on = models.DateField(null=True)
    announced_on = models.DateField(null=True)
    announced_where = models.CharField(max_length=120, blank=True)

    began_at = models.DateTimeField(null=True)
    party_came = models.BooleanField(default=False)
    attending = models.TextField(blank=True)
    """Who was there for the party and beside it, one to a line, each with its capacity."""
    suspension = models.CharField(max_length=20, choices=_choices(SUSPENSION_OF_HEARING), blank=True)
    """Why it stands still or last stood still."""
    ended_at = models.DateTimeField(null=True)
    termination = models.CharField(max_length=20, choices=_choices(TERMINATION_OF_HEARING), blank=True)
    record_signed_on = models.DateField(null=True)
    unsigned = models.TextField(blank=True)
    """Who refused to sign the record, and why."""

    class Meta(Proceeding.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=~models.Q(state__in=["held", "terminated"]),
                name="one_hearing_at_a_time",
            ),
            models.CheckConstraint(condition=models.Q(agents__len__lte=2), name="two_agents_at_most"),
            models.CheckConstraint(
                condition=models.Q(is_public=True) | ~models.Q(closed_ground=""),
                name="a_closed_hearing_has_its_ground",
            ),
        ]

    def facts(self, day: dt.date) -> Mapping[str, bool]:
        is_new = self.state == "new"
        asked = self.case.facts(day) if is_new else dict.fromkeys(ASKED_OF_THE_CASE, False)
        return {
            **{fact: asked[fact] for fact in ASKED_OF_THE_CASE},
            "case_awaits_request": is_new and self.case.state in CASE.by_action["request_hearing"].sources,
            "is_public": self.is_public,
            "not_announced": self.announced_on is None,
            "notice_in_time": self._was_done_by(HRG_NOTICE_7, self.notice_served_on),
            "announced": self._was_done_by(HRG_PUBLIC_3, self.announced_on),
            "day_has_come": self.time is not None and day >= day_of(self.time),
            "party_came": self.party_came,
            "hearing_record_signed": self.record_signed_on is not None,
        }

    def last_day(self, clock: Clock) -> dt.date | None:
        """By when the act of a clock that counts back from the hearing must be done; None while no day is
        fixed, or where the law had no such clock."""
        return last_day(clock, day_of(self.time), calendar()) if self.time else None

    def particulars(self) -> list[tuple[Text, Any]]:
        return [
            (Text("要求听证", "Requested"), self._requested()),
            (Text("主持人", "Host"), str(self.host or "")),
            (Text("听证员", "Hearing officers"), "、".join(self._names_of_officers())),
            (Text("记录员", "Recorder"), str(self.recorder or "")),
            (Text("时间", "Time"), self.time),
            (Text("地点", "Place"), self.place),
            (Text("方式", "Manner"), self.manner_in_words() if self.time else ""),
            (Text("通知书送达", "Notice served"), self.notice_served_on),
            (Text("公告", "Announced"), f"{_day(self.announced_on)}　{self.announced_where}".strip("　")),
            (Text("到场人员", "Attending"), self.attending),
            (Text("中止", "Suspended"), _said(SUSPENSION_OF_HEARING, self.suspension)),
            (Text("终止", "Terminated"), _said(TERMINATION_OF_HEARING, self.termination)),
            (
                Text("笔录签字", "Record signed"),
                f"{_day(self.record_signed_on)}　{self.unsigned}".strip("　"),
            ),
        ]

    def manner_in_words(self) -> str:
        return "公开举行" if self.is_public else f"不公开举行（{CLOSED_GROUNDS[self.closed_ground].zh}）"

    def _requested(self) -> str:
        agents = f"，代理人：{'、'.join(self.agents)}" if self.agents else ""
        return f"{words.day(self.requested_on)}，{REQUEST_MANNERS[self.manner].zh}{agents}"

    def _names_of_officers(self) -> list[str]:
        return [str(officer) for officer in self.officers.order_by("pk")]

    def _was_done_by(self, clock: Clock, done_on: dt.date | None) -> bool:
        last = self.last_day(clock)
        return done_on is not None and (last is None or done_on <= last)


def _day(value: dt.date | None) -> str:
    return words.day(value) if value else ""


def _said(table: Mapping[str, Text], name: str) -> str:
    return table[name].zh if name else ""
