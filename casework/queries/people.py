"""Who works on what: officers, heads and other staff of a bureau."""

import datetime as dt

from django.db.models import (
    Count,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from casework.kernel.models import Certificate, Office, User
from casework.kernel.roles import CASE_READERS, INVESTIGATORS, Role
from casework.lifecycle import HEADS
from casework.models import (
    Case,
    CaseOfficer,
)
from casework.queries.cases import cases_for, cases_of_officer, open_cases


def heads_beside(user: User) -> QuerySet[User]:
    """The other heads of the person's own office."""
    heads = User.objects.filter(
        is_active=True,
        office=user.office,
        role_grants__role__in=[role.value for role in HEADS],
        role_grants__ended_at__isnull=True,
    )
    return heads.exclude(pk=user.pk).distinct().order_by("name")


def staff_of(office: Office, *roles: Role) -> QuerySet[User]:
    """The people of the office's bureau who hold one of these roles, or any role that reads cases."""
    wanted = [role.value for role in roles or CASE_READERS]
    staff = User.objects.filter(is_active=True, office__path__startswith=f"/{office.bureau_code}/")
    return (
        staff.filter(role_grants__role__in=wanted, role_grants__ended_at__isnull=True)
        .distinct()
        .order_by("pk")
    )


def officers_within(user: User, day: dt.date) -> QuerySet[User]:
    """Enforcement officers of the user's bureau."""
    return officers_of(user.office, day) if user.office else User.objects.none()


def officers_of(office: Office, day: dt.date) -> QuerySet[User]:
    """Enforcement officers of the office's bureau, each with their certificates."""
    return (
        User.objects.filter(
            is_active=True,
            office__path__startswith=f"/{office.bureau_code}/",
            role_grants__role__in=[role.value for role in INVESTIGATORS],
            role_grants__ended_at__isnull=True,
        )
        .distinct()
        .order_by("name")
        .prefetch_related(
            Prefetch("certificates", Certificate.objects.filter(valid_from__lte=day, valid_to__gte=day)),
            "role_grants",
        )
    )


def with_caseload(officers: QuerySet[User], user: User) -> QuerySet[User]:
    """Each officer with ``.caseload``, the open cases that the user may read and the officer is on now."""
    on = CaseOfficer.objects.filter(user=OuterRef("pk"), ended_at=None, case__in=open_cases(cases_for(user)))
    count = on.order_by().values("user").annotate(n=Count("pk")).values("n")
    return officers.annotate(caseload=Coalesce(Subquery(count), 0))


def caseload_of(officer: User, user: User) -> QuerySet[Case]:
    """The open cases of an officer that the user may read, the oldest first."""
    return open_cases(cases_of_officer(cases_for(user), officer)).order_by("registered_at", "pk")
