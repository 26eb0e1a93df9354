import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from casework.kernel import audit, words
from casework.kernel.lifecycle import Option, Text
from casework.kernel.models import Office, User
from casework.kernel.transitions import HasLifecycle
from casework.lifecycle import (
    APPROVAL,
    APPROVAL_KINDS,
    NOT_FILING_GROUNDS,
    SUSPENSION_GROUNDS,
    TERMINATION_GROUNDS,
)
from casework.lifecycle.measure_grounds import HANDLINGS, PRESERVATION_RELEASES, SEIZURE_RELEASES
from casework.models.case import Case

KINDS = {kind.name: kind.title for kind in APPROVAL_KINDS.values()}
# The table from which the ground of each kind is chosen.
GROUNDS = {
    "not_filing": NOT_FILING_GROUNDS,
    "suspension": SUSPENSION_GROUNDS,
    "termination": TERMINATION_GROUNDS,
    "measure_release": PRESERVATION_RELEASES | SEIZURE_RELEASES,
    "preservation_handling": HANDLINGS,
}
WAITING = models.Q(state="pending")


class Approval(HasLifecycle):
    """One item in a head's queue. ``subject`` is the object it is about; ``due_on`` the last lawful day."""

    lifecycle = APPROVAL

    kind = models.CharField(max_length=30, choices=[(kind, kind) for kind in KINDS])
    case = models.ForeignKey(Case, models.PROTECT, related_name="approvals")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    bureau = models.CharField(max_length=50, editable=False)
    """Code of the office's root, so that a head's queue is one stretch of an index however long it is."""
    subject = models.CharField(max_length=40)
    reason = models.TextField()
    """What the proposer wrote: facts, grounds, why it should be approved."""
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    """What the step needs when it is approved: a ground, a number of days, the receiving authority."""
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    """The head to whom another head passed it on; None: any head of the bureau."""
    due_on = models.DateField(null=True, blank=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    opinion = models.TextField(blank=True)
    is_carried_out = models.BooleanField(default=False)
    """The step that it stood for was taken: the approval is used up."""

    may: Option | None = None
    step: Option | None = None
    matter: HasLifecycle | None = None
    """Whether the person who looks may approve it, and the step of the case that approving sets in motion on
    the matter that it is about; all given by the query that loads the queue."""

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind"],
                condition=models.Q(state="pending"),
                name="one_pending_approval_each",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("requested_by")),
                name="nobody_approves_their_own",
            ),
            models.CheckConstraint(condition=~models.Q(bureau=""), name="an_approval_has_its_bureau"),
        ]
        indexes = [
            models.Index(fields=["bureau", "due_on", "id"], condition=WAITING, name="approval_queue"),
            models.Index(
                fields=["bureau", "kind", "due_on", "id"],
                include=["assigned_to"],  # counted without a look at the rows
                condition=WAITING,
                name="approval_queue_of_a_kind",
            ),
            models.Index(fields=["decided_by", "decided_at"], name="approval_decided"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.bureau = self.bureau or self.office.bureau_code
        super().save(*args, **kwargs)

    @property
    def kind_title(self) -> Text:
        return KINDS[self.kind]

    @property
    def ground(self) -> Text | None:
        """The ground of the rule that was chosen, where the kind has some."""
        chosen = self.details.get("ground") or self.details.get("outcome")
        return GROUNDS.get(self.kind, {}).get(chosen)

    def particulars(self) -> list[tuple[Text, Any]]:
        """What approving grants, beside the reason for it; what does not apply is empty."""
        asked = self.details
        days, amount, surcharge = asked.get("days"), asked.get("amount"), asked.get("surcharge")
        parts = [
            f"{words.day(dt.date.fromisoformat(on))}前{words.yuan(sum_)}"
            for on, sum_ in asked.get("parts", [])
        ]
        return [
            (Text("理由", "Ground"), self.ground or ""),
            (Text("接收机关", "Receiving authority"), asked.get("receiver", "")),
            (Text("延长天数", "Days more"), days),
            (Text("退还数额", "To be given back"), amount and Decimal(amount)),
            (Text("缴款安排", "Plan"), "；".join(parts)),
            (Text("当事人的申请", "The party's application"), asked.get("application", "")),
            (Text("约定内容", "Terms"), asked.get("terms", "")),
            (Text("保留的加处罚款", "What stays of the surcharge"), surcharge and Decimal(surcharge)),
            (Text("补救措施", "Remedial measures"), asked.get("remedied", "")),
            (Text("退还地点", "Place of return"), asked.get("place", "")),
        ]

    @property
    def decider(self) -> Text | str:
        """Who decided, and for whom: as the history has it, which a document may have to print."""
        event = audit.history_of(self.reference).filter(actor=self.decided_by_id).last()
        return event.who if event else str(self.decided_by or "")

    def history_references(self) -> tuple[str, ...]:
        return (self.reference, self.case.reference, self.subject)

    def clock_office(self) -> Office:
        return self.office
