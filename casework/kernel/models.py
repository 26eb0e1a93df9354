"""What any registry office needs. These tables point at business objects by reference, never by foreign key,
so that the kernel stays at the bottom and history outlives rows."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from casework.kernel import clock
from casework.kernel.lifecycle import Acting, Lent, Text
from casework.kernel.roles import ADMINISTRATORS, CASE_READERS, DELEGABLE, Role


class Office(models.Model):
    """A bureau or one of its stations. ``path`` lists the codes from the root, so that 'this office and
    those below it' is one prefix match."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=255, unique=True)
    competence_words = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    """Street and town names by which an address is recognised as this office's."""

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.path = f"{self.parent.path if self.parent else '/'}{self.code}/"
        super().save(*args, **kwargs)

    @property
    def bureau_code(self) -> str:
        """The root of the tree: stations act in the bureau's name (程序规定 art 9)."""
        return self.path.split("/")[1]

    @property
    def reference(self) -> str:
        """Its name in the history."""
        return f"OFF-{self.code}"


class OfficeProfile(models.Model):
    """What the bureau prints on its documents, from a day on: names, seals, banks and courts change."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="profiles")
    valid_from = models.DateField()
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60)
    number_prefix = models.CharField(max_length=40)
    address = models.CharField(max_length=200)
    phone = models.CharField(max_length=40)
    bank_name = models.CharField(max_length=120)
    bank_account_name = models.CharField(max_length=120)
    bank_account = models.CharField(max_length=60)
    government = models.CharField(max_length=120)
    """The same-level people's government: the reconsideration body (复议法 art 24)."""
    superior = models.CharField(max_length=120)
    """The next higher market regulator: the other reconsideration body until 2023-12-31."""
    court = models.CharField(max_length=120)
    repair_channel = models.CharField(max_length=200)
    """Where credit repair is applied for; printed with the decision (两书同达)."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "valid_from"], name="one_profile_per_office_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.valid_from})"


class Staff(UserManager["User"]):
    """People with their office: every page asks for it, and so the session's own query brings it."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet["User"]:
        return super().get_queryset().select_related("office")


class User(AbstractUser):
    """A member of staff. Citizens have no accounts: a receipt and its query code are enough."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=60)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="staff")

    password_is_temporary = models.BooleanField(default=False)
    """Given by the security administrator: good for one sign-in, at which it is changed."""

    REQUIRED_FIELDS = ["name"]
    objects: ClassVar[Staff] = Staff()

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """The name of the account in the history."""
        return f"USR-{self.username}"

    _offices_read: list[Office]
    """Kept by ``queries.offices_read_by``."""

    @property
    def roles(self) -> frozenset[Role]:
        """The own roles, held now; read once per request."""
        if not hasattr(self, "_roles"):
            self._roles = frozenset(
                Role(grant.role) for grant in self.role_grants.all() if grant.ended_at is None
            )
        return self._roles

    @property
    def powers(self) -> frozenset[Role]:
        """The own roles and those that others lend today: what this person sees. What they may do is asked with
        the day of the act (:meth:`acting_on`)."""
        return self.roles.union(*(lent.lent_roles for lent in self.delegations_on(clock.today())))

    def acting_on(self, day: dt.date, office: Office | None) -> Acting:
        """This person as a table sees one, on a matter of ``office``. The power of an office reaches no further
        than the office, be it the own one or lent; an officer's is personal."""
        lent = (
            Lent(delegation.delegator_id, str(delegation.delegator), delegation.lent_roles)
            for delegation in self.delegations_on(day)
            if office and delegation.reaches(office)
        )
        own = self.roles if office is None or _reaches(self.office, office) else self.roles - DELEGABLE
        return Acting(self.pk, own, tuple(lent))

    def delegations_on(self, day: dt.date) -> list["Delegation"]:
        """Delegations to this person in force that day; read once per request, with one query where there are
        none."""
        if not hasattr(self, "_delegations"):
            open_ones = self.delegations_held.filter(ended_at=None, delegator__is_active=True)
            self._delegations = list(
                open_ones.select_related("delegator__office").prefetch_related("delegator__role_grants")
            )
        return [delegation for delegation in self._delegations if delegation.is_in_force(day)]

    @property
    def reads_cases(self) -> bool:
        return bool(self.powers & CASE_READERS) and not self.roles & ADMINISTRATORS


class RoleGrant(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(ended_at__isnull=True), name="role_held_once"
            ),
            models.CheckConstraint(condition=~models.Q(role=Role.SYSTEM.value), name="nobody_is_the_system"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"


class Delegation(models.Model):
    """代理: the powers of a head or reviewer who is away, lent to somebody of the bureau for some days."""

    delegator = models.ForeignKey(User, models.PROTECT, related_name="delegations_given")
    delegate = models.ForeignKey(User, models.PROTECT, related_name="delegations_held")
    roles = ArrayField(models.CharField(max_length=30))
    from_on = models.DateField()
    until_on = models.DateField()
    """The last day, included."""
    ground = models.CharField(max_length=60)
    """Why the delegator is away: 年休, 出差."""
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """Set where it was taken back before its last day."""

    class Meta:
        ordering = ["-from_on", "-pk"]
        indexes = [
            models.Index(fields=["delegate"], condition=models.Q(ended_at=None), name="delegation_open")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(delegator=models.F("delegate")), name="nobody_delegates_to_themselves"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="delegation_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(roles__contained_by=sorted(role.value for role in DELEGABLE))
                & ~models.Q(roles=[]),
                name="only_an_office_is_delegated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegator_id} → {self.delegate_id}: {', '.join(self.roles)}"

    @property
    def lent_roles(self) -> frozenset[Role]:
        """What the delegator still holds of it: a power that was taken away cannot be lent."""
        return frozenset(Role(role) for role in self.roles) & self.delegator.roles

    def is_in_force(self, day: dt.date) -> bool:
        return self.ended_at is None and self.from_on <= day <= self.until_on

    def reaches(self, office: Office) -> bool:
        """Whether a matter of ``office`` is one of the delegator's."""
        return _reaches(self.delegator.office, office)


def _reaches(own: Office | None, office: Office) -> bool:
    return own is not None and office.path.startswith(own.path)


class Certificate(models.Model):
    """行政执法证: an act needs two officers whose certificates are valid on its day (处罚法 art 42)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="certificates")
    number = models.CharField(max_length=40, unique=True)
    valid_from = models.DateField()
    valid_to = models.DateField()
    is_legal_qualification = models.BooleanField(default=False)
    """国家统一法律职业资格, which first-time legal reviewers need (程序规定 art 51)."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")),
                name="certificate_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.number

    def is_valid_on(self, day: dt.date) -> bool:
        return self.valid_from <= day <= self.valid_to


VAULT_ACTIONS = ("vault.opened", "vault.erased")


class AuditEvent(models.Model):
    """One thing that happened, for good. ``body`` is the canonical text that is hashed; the row may be added
    and never changed (triggers in the migration, and the role's grants)."""

    reference = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    participants = ArrayField(models.BigIntegerField(), default=list)
    """Everyone who took part, the actor and named officers: the answer to 'may not act in the same case'."""
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Whose power the actor used, where it was lent."""
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    body = models.TextField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["reference", "id"], name="audit_by_reference"),
            models.Index(
                fields=["-id"], condition=models.Q(action__in=VAULT_ACTIONS), name="audit_of_the_vault"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.action}"

    @property
    def who(self) -> Text | str:
        """Who acted, and for whom; empty for a sweep."""
        if self.on_behalf_of is None:
            return str(self.actor or "")
        return Text(f"{self.actor}（代{self.on_behalf_of}）", f"{self.actor} (for {self.on_behalf_of})")


class AuditLink(models.Model):
    """The chain, written by a deferred trigger at commit: sha256(previous ‖ content_hash)."""

    event = models.OneToOneField(AuditEvent, models.PROTECT, primary_key=True, related_name="link")
    sequence = models.BigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"


class Deadline(models.Model):
    """A statutory clock that runs on a business object. The due days are a pure function of the events, the
    rule's version and the holiday calendar; they are stored for the queues."""

    class State(models.TextChoices):
        RUNNING = "running"
        HELD = "held"
        MET = "met"
        LAPSED = "lapsed"

    reference = models.CharField(max_length=40)
    clock = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    law = models.CharField(max_length=200)
    unit = models.CharField(max_length=20)
    started_on = models.DateField()
    due_on = models.DateField()
    raw_due_on = models.DateField()
    internal_due_on = models.DateField()
    provisional = models.BooleanField(default=False)
    extended = models.BooleanField(default=False)
    length = models.CharField(max_length=20, blank=True)
    """Set locally, for the clocks that have no national number."""
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    met_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    """Since when and why a held clock stands still."""
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", null=True)
    left: int | None = None
    """Days left in the clock's own unit, given by the query that loads it for a page; None while it is held."""

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["reference"], name="deadline_by_reference"),
            models.Index(
                fields=["clock", "due_on"], condition=models.Q(state="running"), name="deadline_running"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "clock"],
                condition=models.Q(state__in=["running", "held"]),
                name="clock_runs_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="met", met_on__isnull=False)
                | ~models.Q(state="met") & models.Q(met_on=None),
                name="a_met_clock_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state="held", held_on__isnull=False)
                | ~models.Q(state="held") & models.Q(held_on=None),
                name="a_held_clock_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.clock} {self.due_on}"

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.RUNNING, self.State.HELD)

    @property
    def was_late(self) -> bool:
        return self.met_on is not None and self.met_on > self.due_on


class DeadlineEvent(models.Model):
    """What moved a clock: its start, an exclusion, a pause, an extension, its end. Added, never edited.

    An exclusion is the days ``on`` to ``until``; a pause runs from a ``hold`` to the day before the ``resume`` of
    the same ``ground``. ``document`` is the reference of the paper on which the change rests."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=60, blank=True)
    length = models.CharField(max_length=20, blank=True)
    """How long an extension is, ``15 working_day``."""
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=["extend", "exclude", "hold", "resume"])
                | ~models.Q(document=""),
                name="a_moved_clock_rests_on_a_paper",
            ),
            models.UniqueConstraint(
                fields=["deadline", "on"], condition=models.Q(kind="miss"), name="missed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class StoredFile(models.Model):
    """Bytes by their SHA-256, original and immutable. Files that name a person are encrypted with the key of
    the vault subject; the hash is always that of the plain bytes."""

    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    subject = models.ForeignKey("VaultSubject", models.PROTECT, null=True, related_name="+")
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sha256", "subject"], nulls_distinct=False, name="stored_once")
        ]

    def __str__(self) -> str:
        return self.sha256


class VaultSubject(models.Model):
    """A person known to the bureau: one data key each, wrapped by VAULT_KEYS. Erasure destroys the key and
    leaves this row as a tombstone."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped_key = models.BinaryField(null=True)
    wrapped_by = models.CharField(max_length=8, blank=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped_key=None, erased_at__isnull=False)
                | models.Q(wrapped_key__isnull=False, erased_at=None),
                name="erasure_destroys_the_key",
            )
        ]

    def __str__(self) -> str:
        return str(self.token)


class VaultEntry(models.Model):
    """One item of personal data, AES-GCM under the subject's key, with an HMAC blind index for look-ups."""

    subject = models.ForeignKey(VaultSubject, models.PROTECT, related_name="entries")
    field = models.CharField(max_length=30)
    ciphertext = models.BinaryField()
    blind_index = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "field"], name="one_entry_per_field")]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.field}"


class OutboxMessage(models.Model):
    """Work promised in the transaction of the change and done by a sweep. (kind, reference, sequence) is
    unique: the row, not the broker, decides that an effect happens once."""

    class State(models.TextChoices):
        PENDING = "pending"
        DONE = "done"
        STUCK = "stuck"

    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=40)
    sequence = models.PositiveIntegerField(default=1)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference", "sequence"], name="promised_once")
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="pending"), name="outbox_due"),
            models.Index(fields=["created_at"], condition=models.Q(state="stuck"), name="outbox_stuck"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}/{self.sequence}"


class Counter(models.Model):
    """Gap-free official numbers: the row is locked until the transaction ends, so take it last."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    year = models.PositiveIntegerField()
    value = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "kind", "year"], name="one_counter")]

    def __str__(self) -> str:
        return f"{self.kind}〔{self.year}〕{self.value}"


class SpentToken(models.Model):
    """The key of a form that was carried out. A repeat finds its row and gets the same answer, for good."""

    key = models.UUIDField(primary_key=True)
    action = models.CharField(max_length=60)
    reference = models.CharField(max_length=40)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.action} {self.reference}"


class LegalHold(models.Model):
    """An object that belongs to an open dispute (``ground``) and may not be erased."""

    reference = models.CharField(max_length=40, db_index=True)
    ground = models.CharField(max_length=40)
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reference", "ground"], name="held_once_for_each")]

    def __str__(self) -> str:
        return f"{self.reference}: {self.ground}"
