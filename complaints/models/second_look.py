"""The wish that a matter be looked at again, and the answer."""

from django.db import models

from casework.kernel.models import Office
from casework.kernel.transitions import HasLifecycle
from complaints.lifecycle.second_look import SECOND_LOOK
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

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [
            models.Index(fields=["asked_at"], condition=models.Q(state="asked"), name="second_look_asked")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="asked") | ~models.Q(answer=""), name="a_second_look_has_its_answer"
            )
        ]

    def clock_office(self) -> Office:
        return self.submission.office

    def history_references(self) -> tuple[str, ...]:
        """Whoever handled the submission or the case that it became is barred."""
        found = (self.reference, self.submission.reference, self.submission.case_reference)
        return tuple(name for name in found if name)
