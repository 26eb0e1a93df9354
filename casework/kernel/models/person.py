"""The people: who they are, which roles they hold, whose they stand in for, with which certificate."""

import datetime as dt
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from casework.kernel import clock
from casework.kernel.lifecycle import Acting, Lent
from casework.kernel.models.office import Office
from casework.kernel.roles import ADMINISTRATORS, CASE_READERS, DELEGABLE, Role


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
