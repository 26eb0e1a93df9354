"""Staff: accounts and certificates, each change in the history. An account is closed, never deleted.

The system administrator opens and closes accounts; what somebody may do in them is the security
administrator's business (:mod:`casework.services.roles`).
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from casework.kernel import audit, staff, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, NotPermitted, Refused, Stale
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.models import Certificate, Delegation, Office, RoleGrant, User
from casework.kernel.roles import ADMINISTRATORS, Role
from casework.kernel.tokens import Token
from casework.kernel.transitions import last_change
from casework.models import Case
from casework.services.delegations import end_at_once

OWN_ACCOUNT = Text("不能办理自己的账号。", "Nobody changes their own account.")


def begin(
    reference: str, action: str, role: Role, *, actor: User, at: dt.datetime, token: Token | None
) -> None:
    """What every act of an administrator begins with: the role, the form's token, the page still fresh. The
    history of the account or office is the lock."""
    if role not in actor.roles:
        raise NotPermitted(WRONG_ROLE, law=staff.SEPARATION)
    if token is None:
        return
    tokens.spend(token, action, reference, actor=actor, at=at)
    if token.version not in (0, staff.version_of(reference)):
        raise Stale(last_change(reference))


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
    """Open an account with its roles, as the demo world does and a script that sets up a bureau. An
    administrator's role stands alone (三员分立)."""
    granted = frozenset(roles)
    if granted & ADMINISTRATORS and len(granted) > 1:
        raise Invalid(Text("管理员岗位不能与其他岗位兼任。", "An administrator holds no other role."))
    user = User.objects.create_user(username=username, password=password, name=name, office=office)
    RoleGrant.objects.bulk_create(
        RoleGrant(user=user, role=role.value, granted_at=at) for role in sorted(granted)
    )
    audit.record(user.reference, "person.added", actor=actor, at=at, details={"roles": sorted(granted)})
    return user


@transaction.atomic
def open_account(
    *, username: str, name: str, office: Office, actor: User, at: dt.datetime, token: Token | None = None
) -> User:
    """Add somebody who can do nothing yet: roles and the first password come from the security administrator."""
    begin(f"USR-{username}", "person.added", Role.SYSTEM_ADMIN, actor=actor, at=at, token=token)
    if User.objects.filter(username__iexact=username).exists():
        raise Invalid(Text("这个用户名已经有人用了。", "This user name is taken."))
    return add_person(
        username=username, name=name, office=office, roles=(), password=None, actor=actor, at=at
    )


@transaction.atomic
def change_account(
    *, person: User, name: str, office: Office, actor: User, at: dt.datetime, token: Token | None = None
) -> User:
    """Another name, another office."""
    begin(person.reference, "person.changed", Role.SYSTEM_ADMIN, actor=actor, at=at, token=token)
    person = _locked(person)
    details = {"name": name, "office": office.code}
    if person.name != name:
        details["was"] = person.name
    person.name, person.office = name, office
    person.save(update_fields=["name", "office"])
    audit.record(person.reference, "person.changed", actor=actor, at=at, details=details)
    return person


@transaction.atomic
def deactivate(
    *, person: User, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> User:
    """Close the account: no more sign-in, no delegation either way. Refused while somebody would be missed: an
    officer with open cases, the bureau's last security administrator."""
    begin(person.reference, "person.deactivated", Role.SYSTEM_ADMIN, actor=actor, at=at, token=token)
    if person == actor:
        raise NotPermitted(OWN_ACCOUNT, law=staff.SEPARATION)
    if not reason.strip():
        raise Invalid(Text("请写明停用的原因。", "Say why the account is closed."))
    person = _locked(person)
    if not person.is_active:
        raise Refused(Text("这个账号已经停用。", "This account is closed already."))
    refuse_while_on_cases(person)
    refuse_the_last_security_admin(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_delegations(person, actor=actor, at=at)
    details = {"reason": reason.strip()}
    audit.record(person.reference, "person.deactivated", actor=actor, at=at, details=details)
    return person


@transaction.atomic
def reactivate(*, person: User, actor: User, at: dt.datetime, token: Token | None = None) -> User:
    """Open the account again, with the roles that were not ended meanwhile."""
    begin(person.reference, "person.reactivated", Role.SYSTEM_ADMIN, actor=actor, at=at, token=token)
    person = _locked(person)
    if person.is_active:
        raise Refused(Text("这个账号没有停用。", "This account is open."))
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record(person.reference, "person.reactivated", actor=actor, at=at)
    return person


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
    token: Token | None = None,
) -> Certificate:
    """Enter a certificate. ``actor=None`` is the demo world."""
    if actor is not None:
        begin(user.reference, "person.certified", Role.SYSTEM_ADMIN, actor=actor, at=at, token=token)
    if valid_to < valid_from:
        raise Invalid(Text("有效期的最后一日不能早于第一日。", "The last day cannot lie before the first."))
    if Certificate.objects.filter(number=number).exists():
        raise Invalid(Text("这个证号已经登记过。", "This number is entered already."))
    certificate = Certificate.objects.create(
        user=user,
        number=number,
        valid_from=valid_from,
        valid_to=valid_to,
        is_legal_qualification=is_legal_qualification,
    )
    details = {"certificate": number, "from_on": valid_from, "until_on": valid_to}
    audit.record(user.reference, "person.certified", actor=actor, at=at, details=details)
    return certificate


@transaction.atomic
def end_certificate(
    *, certificate: Certificate, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Certificate:
    """Withdrawn, lost, handed back: today is the last day on which it is valid."""
    reference, today = certificate.user.reference, day_of(at)
    begin(reference, "person.certificate_ended", Role.SYSTEM_ADMIN, actor=actor, at=at, token=token)
    if not reason.strip():
        raise Invalid(Text("请写明终止的原因。", "Say why it ends."))
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if not certificate.valid_from <= today < certificate.valid_to:
        raise Refused(Text("这个证件现在不在有效期内。", "This certificate is not valid now."))
    certificate.valid_to = today
    certificate.save(update_fields=["valid_to"])
    details = {"certificate": certificate.number, "until_on": today, "reason": reason.strip()}
    audit.record(reference, "person.certificate_ended", actor=actor, at=at, details=details)
    return certificate


def refuse_while_on_cases(person: User) -> None:
    """The cases of somebody who goes are handed over first: each keeps two certified officers."""
    ended = [state.name for state in Case.lifecycle.states if state.is_end]
    count = (
        Case.objects.filter(officers__user=person, officers__ended_at=None).exclude(state__in=ended).count()
    )
    if count:
        raise Refused(
            Text(
                f"{person}还有{count}件在办案件，请先由办案机构负责人移交。",
                f"{person} still has {count} open case(s): let the head of the case unit hand them over first.",
            ),
            law="处罚法第四十二条",
        )


def refuse_the_last_security_admin(person: User) -> None:
    """Somebody of the bureau must be left who can grant a role. The rows are locked: of two who would end each
    other one is told."""
    grants = RoleGrant.objects.filter(role=Role.SECURITY_ADMIN, ended_at=None, user__is_active=True)
    holders = {
        grant.user_id: grant.user
        for grant in grants.select_for_update(of=("self",)).select_related("user__office")
    }
    if person.pk not in holders or person.office is None:
        return
    bureau = person.office.bureau_code
    others = [
        other for pk, other in holders.items()
        if pk != person.pk and other.office and other.office.bureau_code == bureau
    ]  # fmt: skip
    if not others:
        raise Refused(
            Text(
                "这是本局最后一名安全管理员，不能终止。", "This is the bureau's last security administrator."
            ),
            law=staff.SEPARATION,
        )


def end_delegations(person: User, *, actor: User, at: dt.datetime) -> None:
    """What the person lent and holds ends at once."""
    own = Q(delegator=person) | Q(delegate=person)
    for delegation in staff.with_people(
        Delegation.objects.filter(own, ended_at=None, until_on__gte=day_of(at))
    ):
        end_at_once(delegation, actor=actor, at=at)


def _locked(person: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=person.pk)
