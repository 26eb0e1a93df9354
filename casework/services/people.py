"""Staff: accounts, roles and certificates, each change in the history."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from casework.kernel import audit
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import Certificate, Office, RoleGrant, User
from casework.kernel.roles import ADMINISTRATORS, Role


@transaction.atomic
def add_person(
    *,
    username: str,
    name: str,
    office: Office | None,
    roles: Iterable[Role],
    password: str | None,
    actor: User | None,
    at: dt.datetime,
) -> User:
    """Open an account with its roles. An administrator's role stands alone (三员分立)."""
    granted = frozenset(roles)
    if granted & ADMINISTRATORS and len(granted) > 1:
        raise Invalid(Text("管理员岗位不能与其他岗位兼任。", "An administrator holds no other role."))
    user = User.objects.create_user(username=username, password=password, name=name, office=office)
    RoleGrant.objects.bulk_create(
        RoleGrant(user=user, role=role.value, granted_at=at) for role in sorted(granted)
    )
    audit.record(f"USR-{username}", "person.added", actor=actor, at=at, details={"roles": sorted(granted)})
    return user


@transaction.atomic
def add_certificate(
    *,
    user: User,
    number: str,
    valid_from: dt.date,
    valid_to: dt.date,
    actor: User | None,
    at: dt.datetime,
    is_legal_qualification: bool = False,
) -> Certificate:
    certificate = Certificate.objects.create(
        user=user,
        number=number,
        valid_from=valid_from,
        valid_to=valid_to,
        is_legal_qualification=is_legal_qualification,
    )
    audit.record(
        f"USR-{user.username}", "person.certified", actor=actor, at=at, details={"certificate": number}
    )
    return certificate
