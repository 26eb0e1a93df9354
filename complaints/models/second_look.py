"""The wish that a matter be looked at again, and the answer."""

import datetime as dt
from collections.abc import Mapping

from django.db import models

from casework.kernel.models import Office
from casework.kernel.transitions import HasLifecycle
from casework.models import Case
from complaints.lifecycle.reopening import REOPENS
from complaints.lifecycle.second_look import OPEN, SECOND_LOOK
from complaints.models.material import Supplement
from complaints.models.submission import Submission


class SecondLook(HasLifecycle):
    """Once for a submission. The person's reasons are a supplement like any other, so that they are masked and
    erased with the rest."""

    lifecycle = SECOND_LOOK

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="second_look")
    reasons = models.ForeignKey(Supplement, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    """For the person, on the tracking page."""
    answered_at = models.DateTimeField(null=True)
    carried_out = models.TextField(blank=True, default="")
    """What the desk did about it, in its own words; for the desk alone."""
    carried_out_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [
            models.Index(fields=["asked_at"], condition=models.Q(state__in=OPEN), name="second_look_open")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="asked") | ~models.Q(answer=""), name="a_second_look_has_its_answer"
            ),
            models.CheckConstraint(
                condition=models.Q(state="carried_out") & ~models.Q(carried_out="")
                | ~models.Q(state="carried_out") & models.Q(carried_out=""),
                name="what_was_carried_out_is_said",
            ),
        ]

    def opens_again(self) -> bool:
        """Whether the matter itself can be opened again: the bureau ended it by a decision of its own."""
        if self.submission.case_reference:
            return Case.objects.filter(reference=self.submission.case_reference, state="not_filed").exists()
        return self.submission.state in REOPENS

    def facts(self, day: dt.date) -> Mapping[str, bool]:
        opens_again = self.opens_again()
        return {"opens_again": opens_again, "desk_takes_a_step": not opens_again}

    def clock_office(self) -> Office:
        return self.submission.office

    def history_references(self) -> tuple[str, ...]:
        """Whoever handled the submission or the case that it became is barred."""
        found = (self.reference, self.submission.reference, self.submission.case_reference)
        return tuple(name for name in found if name)
