"""What somebody may do, and how they sign in: the security administrator's acts, never on the own account."""

import datetime as dt
import secrets

from allauth.mfa.models import Authenticator
from django.db import transaction

from casework.kernel import audit, staff
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import RoleGrant, User
from casework.kernel.roles import ADMINISTRATORS, INVESTIGATORS, Role
from casework.kernel.tokens import Token
from casework.services.people import (
    OWN_ACCOUNT,
    begin,
    end_delegations,
    refuse_the_last_security_admin,
    refuse_while_on_cases,
)

# Without what is mistaken for another: 0 O, 1 l I.
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@transaction.atomic
def grant(*, person: User, role: Role, actor: User, at: dt.datetime, token: Token | None = None) -> RoleGrant:
    """Give a role. An administrator's stands alone: whoever gets one holds no other and stands in for nobody."""
    person = _begin(person, "role.granted", actor, at, token)
    held = person.roles
    if role == Role.SYSTEM:
        raise Invalid(Text("系统岗位不授予任何人。", "No account is the system."))
    if role in held:
        raise Refused(Text("已经担任这个岗位。", "This role is held already."))
    if held & ADMINISTRATORS or (role in ADMINISTRATORS and held):
        raise Invalid(
            Text(
                "管理员岗位不能与其他岗位兼任：请先终止其他岗位。",
                "An administrator holds no other role: end the others first.",
            ),
            law=staff.SEPARATION,
        )
    granted = RoleGrant.objects.create(user=person, role=role.value, granted_at=at)
    if role in ADMINISTRATORS:
        end_delegations(person, actor=actor, at=at)
    audit.record(person.reference, "role.granted", actor=actor, at=at, details={"roles": [role]})
    return granted


@transaction.atomic
def end(*, person: User, role: Role, actor: User, at: dt.datetime, token: Token | None = None) -> None:
    """Take a role away. What was lent of it is lent no more; the history keeps what was done in it."""
    person = _begin(person, "role.ended", actor, at, token)
    if role not in person.roles:
        raise Refused(Text("现在没有担任这个岗位。", "This role is not held now."))
    if role == Role.SECURITY_ADMIN:
        refuse_the_last_security_admin(person)
    if role in INVESTIGATORS and not (person.roles - {role}) & INVESTIGATORS:
        refuse_while_on_cases(person)
    RoleGrant.objects.filter(user=person, role=role.value, ended_at=None).update(ended_at=at)
    audit.record(person.reference, "role.ended", actor=actor, at=at, details={"roles": [role]})


@transaction.atomic
def reset_second_factor(*, person: User, actor: User, at: dt.datetime, token: Token | None = None) -> None:
    """A lost phone: the next sign-in sets up a second factor anew."""
    person = _begin(person, "person.second_factor_reset", actor, at, token)
    Authenticator.objects.filter(user=person).delete()
    audit.record(person.reference, "person.second_factor_reset", actor=actor, at=at)


@transaction.atomic
def reset_password(*, person: User, actor: User, at: dt.datetime, token: Token | None = None) -> str:
    """A password for one sign-in, at which the person chooses their own; given back here and stored nowhere.
    Every session of the account ends."""
    person = _begin(person, "person.password_reset", actor, at, token)
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3))
    person.set_password(password)
    person.password_is_temporary = True
    person.save(update_fields=["password", "password_is_temporary"])
    audit.record(person.reference, "person.password_reset", actor=actor, at=at)
    return password


def _begin(person: User, action: str, actor: User, at: dt.datetime, token: Token | None) -> User:
    """The person's row, held until the transaction ends."""
    begin(person.reference, action, Role.SECURITY_ADMIN, actor=actor, at=at, token=token)
    if person == actor:
        raise NotPermitted(OWN_ACCOUNT, law=staff.SEPARATION)
    return User.objects.select_for_update(of=("self",)).get(pk=person.pk)
