"""责令改正通知书 (处罚法 art 28): what is to be put right by which day, and what the officers found then."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models

from casework.kernel import words
from casework.kernel.lifecycle import Text
from casework.lifecycle import CORRECTION
from casework.models.case import Case
from casework.models.document import Document
from casework.models.proceeding import Proceeding


class Correction(Proceeding):
    """An order to correct. ``by_day`` is the last day to comply, None where it must be done at once."""

    lifecycle = CORRECTION
    title = Text("责令改正", "Order to correct")

    case = models.ForeignKey(Case, models.PROTECT, related_name="corrections")
    violation = models.TextField()
    """The act and the provision breached."""
    basis = models.TextField()
    """The provision that orders the correction."""
    demand = models.TextField()
    """What is to be done, one to a line."""
    by_day = models.DateField(null=True, blank=True)
    first_by_day = models.DateField(null=True, blank=True)
    """The day as first set, where it was extended."""
    extension_reason = models.TextField(blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    served_on = models.DateField(null=True, blank=True)
    inspected_on = models.DateField(null=True, blank=True)
    inspection = models.TextField(blank=True)
    """What the officers found when they came again."""
    is_refused = models.BooleanField(default=False)
    """The party said or showed that it will not correct."""
    was_not_corrected = models.BooleanField(default=False)
    """It is on record that the day passed without the correction; a later correction does not undo that."""

    @property
    def due_on(self) -> dt.date | None:
        """The day by which it must be done, known once an order to correct at once is served."""
        return self.by_day or self.served_on

    def facts(self, day: dt.date) -> Mapping[str, bool]:
        case = self.case.facts(day)
        return {
            "case_open": not self.case.is_ended,
            "party_known": case["party_known"],
            "evidence_on_file": case["evidence_on_file"],
            "two_certified_officers": case["two_certified_officers"],
            "has_a_day": self.by_day is not None,
            "not_extended": self.first_by_day is None,
            "day_not_past": self.due_on is None or day <= self.due_on,
        }

    def particulars(self) -> list[tuple[Text, Any]]:
        by = words.day(self.by_day) if self.by_day else "立即"
        if self.first_by_day:
            by = f"{by}（原定{words.day(self.first_by_day)}，延长一次）"
        return [
            (Text("改正期限", "To be corrected by"), by),
            (Text("违法行为", "Breach"), self.violation),
            (Text("责令改正的依据", "Basis"), self.basis),
            (Text("改正要求", "What is to be done"), self.demand),
            (Text("延长的理由", "Why it was extended"), self.extension_reason),
            (Text("送达", "Served"), self.served_on),
            (Text("复查", "Inspected again"), self.inspected_on),
            (Text("复查情况", "What was found"), self.inspection),
            (Text("当事人拒不改正", "The party refuses"), "是" if self.is_refused else ""),
        ]
