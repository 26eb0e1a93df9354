"""The wish of a person that their data be erased, and what became of it."""

from django.db import models

from casework.kernel.models import Office, VaultSubject
from casework.kernel.transitions import HasLifecycle
from complaints.lifecycle.erasure import ERASURE
from complaints.models.hotline import WorkOrder
from complaints.models.submission import Submission


class ErasureRequest(HasLifecycle):
    """About everything that one person sent in with ``submission`` or asked with ``order``: both tracks of a form
    share the person. Where nobody knows who it was (``subject`` is None), about the words of this one."""

    lifecycle = ERASURE

    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="erasures")
    order = models.ForeignKey(WorkOrder, models.PROTECT, null=True, related_name="erasures")
    subject = models.ForeignKey(VaultSubject, models.PROTECT, null=True, related_name="+")
    wish = models.CharField(max_length=200)
    """How and when the person asked, in the officer's words and without their name."""
    answer = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[what], condition=models.Q(state="asked"), name=f"one_open_erasure_for_a_{name}"
            )
            for what, name in (("subject", "person"), ("submission", "submission"), ("order", "work_order"))
        ] + [
            models.CheckConstraint(
                condition=models.Q(submission__isnull=False, order=None)
                | models.Q(submission=None, order__isnull=False),
                name="an_erasure_is_about_one_thing",
            )
        ]

    @property
    def about(self) -> Submission | WorkOrder:
        found = self.submission or self.order
        assert found is not None
        return found

    def clock_office(self) -> Office:
        return self.about.office
