"""Load and authorise: accounts, offices and their history, for the administrators of a bureau.

三员分立: the three administrators read the people of their own bureau and no case.
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import CharField, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Concat

from casework.kernel import audit
from casework.kernel.errors import NotFound, NotPermitted
from casework.kernel.lifecycle import WRONG_ROLE
from casework.kernel.models import (
    VAULT_ACTIONS,
    AuditEvent,
    Certificate,
    Delegation,
    Office,
    OfficeProfile,
    RoleGrant,
    User,
)
from casework.kernel.roles import ADMINISTRATORS, Role

SEPARATION = "网络安全等级保护：三员分立"
ENDS_SOON = dt.timedelta(days=60)


def refuse_others(user: User, *roles: Role) -> None:
    """These pages are for holders of one of ``roles``, of any administrator's where none is named."""
    if not user.roles & (frozenset(roles) or ADMINISTRATORS):
        raise NotPermitted(WRONG_ROLE, law=SEPARATION)


def offices_for(user: User) -> QuerySet[Office]:
    """The administrator's bureau and its stations."""
    refuse_others(user)
    if user.office is None:
        return Office.objects.none()
    return Office.objects.filter(path__startswith=f"/{user.office.bureau_code}/")


def office_for(user: User, code: str) -> Office:
    try:
        return offices_for(user).select_related("parent").get(code=code)
    except Office.DoesNotExist:
        raise NotFound from None


def profiles_of(office: Office) -> QuerySet[OfficeProfile]:
    return office.profiles.order_by("-valid_from")


def people_for(user: User) -> QuerySet[User]:
    """Accounts of the administrator's bureau by username, each with office and roles."""
    return (
        User.objects.filter(office__in=offices_for(user)).prefetch_related("role_grants").order_by("username")
    )


def person_for(user: User, username: str) -> User:
    try:
        return people_for(user).get(username=username)
    except User.DoesNotExist:
        raise NotFound from None


def holding(people: QuerySet[User], role: str) -> QuerySet[User]:
    held = RoleGrant.objects.filter(user=OuterRef("pk"), role=role, ended_at=None)
    return people.filter(Exists(held))


def certificates_for(user: User) -> QuerySet[Certificate]:
    return Certificate.objects.filter(user__office__in=offices_for(user)).select_related("user__office")


def certificate_for(user: User, pk: int) -> Certificate:
    try:
        return certificates_for(user).get(pk=pk)
    except Certificate.DoesNotExist:
        raise NotFound from None


def certificates_ending(user: User, day: dt.date) -> QuerySet[Certificate]:
    """Those that run out within sixty days, or have run out within the last sixty, the first to end first."""
    near = (day - ENDS_SOON, day + ENDS_SOON)
    found = certificates_for(user).filter(valid_to__range=near, user__is_active=True)
    return found.order_by("valid_to", "pk")


def delegations_of(person: User) -> QuerySet[Delegation]:
    """Given and held, the latest first."""
    found = Delegation.objects.filter(Q(delegator=person) | Q(delegate=person))
    return with_people(found)


def with_people(delegations: QuerySet[Delegation]) -> QuerySet[Delegation]:
    grants = Prefetch("delegator__role_grants", RoleGrant.objects.all())
    return delegations.select_related("delegator__office", "delegate__office").prefetch_related(grants)


def history_for(user: User) -> QuerySet[AuditEvent]:
    """What happened to people, roles, delegations, offices and hotline accounts of the bureau, and what was refused
    there; the latest first. No event of a case is among them."""
    refuse_others(user, Role.AUDITOR)
    people, offices = people_for(user).order_by(), offices_for(user).order_by()
    names = [
        people.values_list(_named("USR-", "username")),
        people.values_list(_named("SEC-", "username")),
        offices.values_list(_named("OFF-", "code")),
    ]
    # The bureau's own administrators alone act on its hotline accounts.
    of_hotlines = Q(actor__in=people) | Q(actor=None)
    about = Q(reference="AUDIT") | Q(of_hotlines, reference__startswith="HOT-")
    for references in names:
        about |= Q(reference__in=references)
    return AuditEvent.objects.filter(about).select_related("actor", "on_behalf_of").order_by("-pk")


def openings_for(user: User) -> QuerySet[AuditEvent]:
    """Who of the bureau opened or erased whose personal data, and why; the latest first. Objects are named by
    their references, the persons not at all."""
    refuse_others(user, Role.AUDITOR)
    looks = AuditEvent.objects.filter(action__in=VAULT_ACTIONS, actor__in=people_for(user).order_by())
    return looks.select_related("actor", "on_behalf_of").order_by("-pk")


def version_of(reference: str) -> int:
    """A number that every entry in the history of an account or office changes: a form remembers which it saw.
    Never 0, which is a form that saw none."""
    last = AuditEvent.objects.filter(reference=reference).order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) + 1


def full_history(reference: str) -> list[AuditEvent]:
    """The latest first."""
    return list(audit.history_of(reference).order_by("-pk")[:200])


def with_headcount(offices: QuerySet[Office]) -> QuerySet[Office]:
    """Each office with ``.people``, its open accounts."""
    return offices.annotate(people=Count("staff", filter=Q(staff__is_active=True)))


# --- Leave: for everybody who holds an office ----------------------------------------------------------


def may_stand_in_for(user: User) -> QuerySet[User]:
    """Who could stand in for the user and the people below: on the staff of the bureau, no administrator."""
    if user.office is None:
        return User.objects.none()
    administrators = RoleGrant.objects.filter(user=OuterRef("pk"), role__in=ADMINISTRATORS, ended_at=None)
    bureau = User.objects.filter(is_active=True, office__path__startswith=f"/{user.office.bureau_code}/")
    return bureau.exclude(Exists(administrators)).order_by("name", "username")


def holders_below(user: User, roles: Iterable[Role]) -> QuerySet[User]:
    """The user, and who holds one of ``roles`` in the user's office and those below it."""
    held = RoleGrant.objects.filter(user=OuterRef("pk"), role__in=list(roles), ended_at=None)
    below = Q(is_active=True, office__path__startswith=user.office.path) if user.office else Q(pk=user.pk)
    return User.objects.filter(Q(pk=user.pk) | (below & Exists(held))).order_by("name", "username")


def delegations_near(user: User, people: QuerySet[User], day: dt.date) -> QuerySet[Delegation]:
    """What the user lends, holds or entered, and what ``people`` lend: the open ones and those to come."""
    near = Delegation.objects.filter(_near(user, people), ended_at=None, until_on__gte=day)
    return with_people(near.order_by("from_on", "pk"))


def delegation_near(user: User, people: QuerySet[User], pk: int) -> Delegation:
    """One of them, over or not."""
    try:
        return with_people(Delegation.objects.filter(_near(user, people))).get(pk=pk)
    except Delegation.DoesNotExist:
        raise NotFound from None


def _near(user: User, people: QuerySet[User]) -> Q:
    return Q(delegator__in=people) | Q(delegate=user) | Q(granted_by=user)


def _named(prefix: str, column: str) -> Concat:
    """The references of rows, as the history writes them."""
    return Concat(Value(prefix), column, output_field=CharField())
