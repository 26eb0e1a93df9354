"""The wish of a person that their data be erased, and what became of it."""

from django.db import models

from casework.kernel.models import Office, VaultSubject
from casework.kernel.transitions import HasLifecycle
from complaints.lifecycle.erasure import ERASURE
from complaints.models.submission import Submission


class ErasureRequest(HasLifecycle):
    """About everything that one person sent in with ``submission``: both tracks of a form share the person."""

    lifecycle = ERASURE

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="erasures")
    subject = models.ForeignKey(VaultSubject, models.PROTECT, related_name="+")
    wish = models.CharField(max_length=200)
    """How and when the person asked, in the officer's words and without their name."""
    answer = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(state="asked"), name="one_open_erasure_for_a_person"
            )
        ]

    def clock_office(self) -> Office:
        return self.submission.office
