"""The 12345 platform: its account with us, the work orders that it sends, everything said about one."""

import datetime as dt

from django.db import models

from casework.kernel import vault
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, Office, OutboxMessage, User, VaultSubject
from casework.kernel.transitions import HasLifecycle
from complaints.lifecycle.hotline import (
    CONSULTATION,
    INCOMING,
    NOT_TAKEN_UP,
    OUTGOING,
    URGENCIES,
    WORK_ORDER,
    WORK_ORDER_TYPES,
)
from complaints.models.submission import Submission


class HotlineAccount(models.Model):
    """A platform that hands work orders to an office."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=120)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    address = models.URLField(max_length=300, blank=True)
    """Where the platform takes our messages; empty where it only asks for them."""
    per_minute = models.PositiveIntegerField(default=600)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(per_minute__gte=1), name="an_account_may_call_at_all")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """Its name in the history."""
        return f"HOT-{self.code}"


class HotlineKey(models.Model):
    """A shared secret, sealed with the vault's wrapping key. An account has two places for keys, so that the
    next one can be tried while the last still counts."""

    account = models.ForeignKey(HotlineAccount, models.PROTECT, related_name="keys")
    place = models.PositiveSmallIntegerField()
    key_id = models.CharField(max_length=40, unique=True)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(place__in=[1, 2]), name="two_places_for_keys"),
            models.UniqueConstraint(
                fields=["account", "place"], condition=models.Q(ended_at=None), name="one_open_key_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.key_id

    def secret(self) -> bytes:
        return vault.unwrap(bytes(self.sealed), self.key_id)


class HotlineMinute(models.Model):
    """How often an account called in one minute: the limit is kept where the work orders are, and by nobody's
    address."""

    account = models.ForeignKey(HotlineAccount, models.CASCADE, related_name="+")
    minute = models.DateTimeField()
    calls = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "minute"], name="one_count_a_minute")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.minute}: {self.calls}"


class WorkOrder(HasLifecycle):
    """A work order (工单), beside the submission or the two that it became: they bear its ``form_token``. A
    consultation becomes none."""

    lifecycle = WORK_ORDER
    clock: Deadline | None
    """Its local limit that runs, where ``queries.hotline.with_local_clocks`` has set it."""

    account = models.ForeignKey(HotlineAccount, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    """The platform's own."""
    type = models.CharField(max_length=20, choices=[(name, name) for name in WORK_ORDER_TYPES])
    urgency = models.CharField(max_length=10, choices=[(name, name) for name in URGENCIES])
    form_token = models.UUIDField(unique=True)
    content_hash = models.CharField(max_length=64)
    caller = models.ForeignKey(VaultSubject, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    """The last day of the local limit that runs, for the order of the list."""
    urges = models.PositiveIntegerField(default=0)
    urged_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    """When what was said about it was erased, and who called."""
    outcome_told_at = models.DateTimeField(null=True)
    """When the platform was told that what it became is over."""

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["office", "due_on", "id"],
                condition=models.Q(state__in=["assigned", "signed_in"]),
                name="work_order_open",
            ),
            models.Index(fields=["office", "-received_at", "-id"], name="work_order_by_office"),
            models.Index(
                fields=["id"],
                condition=models.Q(outcome_told_at=None)
                & ~models.Q(state="sent_back")
                & ~models.Q(type=CONSULTATION),
                name="work_order_outcome_untold",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["account", "number"], name="one_work_order_a_number"),
        ]

    @property
    def type_title(self) -> Text:
        return WORK_ORDER_TYPES[self.type]

    @property
    def urgency_title(self) -> Text:
        return URGENCIES[self.urgency]

    def clock_office(self) -> Office:
        return self.office

    def facts(self, day: dt.date) -> dict[str, bool]:
        became = Submission.objects.filter(form_token=self.form_token)
        return {"not_taken_up": not became.exclude(state__in=NOT_TAKEN_UP).exists()}


class HotlineMessage(models.Model):
    """One message of the talk, in either direction. An incoming one keeps the answer that it was given, for
    good; what was said is sealed with the key of the caller, where there is one."""

    IN, OUT = "in", "out"
    sending: OutboxMessage | None = None
    """Its promise in the outbox, where ``queries.hotline.talk_of`` has set it."""

    account = models.ForeignKey(HotlineAccount, models.PROTECT, related_name="+")
    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="talk")
    direction = models.CharField(max_length=3, choices=[(IN, IN), (OUT, OUT)])
    message_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=12)
    sealed = models.BinaryField(default=b"")
    details = models.JSONField(default=dict)
    """Figures and codes, never words of people."""
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    content_hash = models.CharField(max_length=64, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(null=True)  # noqa: DJ001
    """JSON as text: a repeat gets the same letters."""
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "direction", "message_id"], name="one_answer_a_message"
            ),
            models.CheckConstraint(
                condition=models.Q(direction="out")
                | models.Q(direction="in", status__isnull=False, answer__isnull=False),
                name="an_incoming_message_keeps_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.kind} {self.message_id}"

    @property
    def is_ours(self) -> bool:
        return self.direction == self.OUT

    @property
    def title(self) -> Text:
        return (OUTGOING if self.is_ours else INCOMING)[self.kind]

    def seal(self, words: str) -> None:
        """Keep what was said; the caller's key must be there already."""
        plain = words.encode()
        caller = self.order.caller
        self.sealed = vault.encrypt(caller, plain, self._context) if caller and plain else plain

    @property
    def words(self) -> str:
        """What was said. :class:`vault.Erased` where the person was erased."""
        sealed, caller = bytes(self.sealed), self.order.caller
        return (vault.decrypt(caller, sealed, self._context) if caller and sealed else sealed).decode()

    @property
    def _context(self) -> str:
        return f"{self.account_id}/{self.direction}/{self.message_id}"
