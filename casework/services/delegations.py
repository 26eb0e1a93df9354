"""代理: who is away lends the powers of an office to somebody who is there. An act taken with them names both."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from casework.kernel import audit, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, NotPermitted, Stale
from casework.kernel.lifecycle import Text
from casework.kernel.models import Delegation, Office, User
from casework.kernel.roles import ADMINISTRATORS, DELEGABLE, Role
from casework.kernel.tokens import Token
from casework.kernel.transitions import last_change

# Whose leave a head may enter: the roles below their own. Everybody enters their own.
REVIEWERS = frozenset({Role.CASE_REVIEWER, Role.LEGAL_REVIEWER, Role.PUBLICATION})
BELOW: dict[Role, frozenset[Role]] = {
    Role.UNIT_HEAD: REVIEWERS,
    Role.BUREAU_HEAD: REVIEWERS | {Role.UNIT_HEAD},
    Role.PRINCIPAL_HEAD: REVIEWERS | {Role.UNIT_HEAD, Role.BUREAU_HEAD},
}
PERSONAL = "处罚法第四十二条"


def enters_for(actor: User) -> frozenset[Role]:
    """The roles of others whose leave ``actor`` may enter."""
    return frozenset().union(*(BELOW.get(role, frozenset()) for role in actor.roles))


def may_enter(actor: User, delegator: User, roles: Iterable[Role]) -> bool:
    """Whether ``actor`` may lend these roles of ``delegator``, or take them back: one's own, or as a head those
    of the people below. Only an own role counts: a lent power is not lent on."""
    if actor == delegator:
        return True
    if not (actor.office and delegator.office and delegator.office.path.startswith(actor.office.path)):
        return False
    return set(roles) <= enters_for(actor)


@transaction.atomic
def grant(
    *,
    delegator: User,
    delegate: User,
    roles: Iterable[Role],
    from_on: dt.date,
    until_on: dt.date,
    ground: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Delegation:
    """Lend ``roles`` of ``delegator`` to ``delegate`` from one day to another, both included."""
    lent = frozenset(roles)
    if token is not None:
        tokens.spend(token, "delegation.granted", delegator.reference, actor=actor, at=at)
    # One at a time: two entries for the same days would otherwise pass each other.
    User.objects.select_for_update(of=("self",)).get(pk=delegator.pk)
    if not may_enter(actor, delegator, lent):
        raise NotPermitted(
            Text(
                "只能登记自己的代理，或者由上级负责人登记。",
                "Enter your own leave, or let the head above enter it.",
            )
        )
    _refuse_roles(delegator, lent)
    _refuse_delegate(delegator, delegate, actor)
    _refuse_days(delegator, lent, from_on, until_on, day_of(at))
    delegation = Delegation.objects.create(
        delegator=delegator,
        delegate=delegate,
        roles=sorted(lent),
        from_on=from_on,
        until_on=until_on,
        ground=ground.strip(),
        granted_by=actor,
        granted_at=at,
    )
    _record(delegation, "delegation.granted", actor, at)
    return delegation


@transaction.atomic
def end(*, delegation: Delegation, actor: User, at: dt.datetime, token: Token | None = None) -> Delegation:
    """Take the powers back at once. What was done with them stands."""
    if token is not None:
        tokens.spend(token, "delegation.ended", delegation.delegator.reference, actor=actor, at=at)
    delegation = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("delegator__office", "delegate")
        .get(pk=delegation.pk)
    )
    if actor != delegation.granted_by and not may_enter(actor, delegation.delegator, delegation.lent_roles):
        raise NotPermitted(
            Text("只能由本人或者登记的人收回。", "Only the person who lent it, or who entered it, ends it.")
        )
    if delegation.ended_at is not None or delegation.until_on < day_of(at):
        raise Stale(last_change(delegation.delegator.reference))
    return end_at_once(delegation, actor=actor, at=at)


def end_at_once(delegation: Delegation, *, actor: User | None, at: dt.datetime) -> Delegation:
    """The same without asking who: an account that is closed lends and holds nothing."""
    delegation.ended_at = at
    delegation.save(update_fields=["ended_at"])
    _record(delegation, "delegation.ended", actor, at)
    return delegation


def _refuse_roles(delegator: User, lent: frozenset[Role]) -> None:
    if not lent:
        raise Invalid(Text("请选择要交给别人代理的岗位。", "Choose the roles to lend."))
    if lent - DELEGABLE:
        raise Invalid(
            Text(
                "只有负责人、审核和公示岗位可以代理；执法资格属于个人，管理员岗位不能代理。",
                "Only heads, reviewers and publication can be stood in for; an officer's powers are personal, and "
                "an administrator's stand alone.",
            ),
            law=PERSONAL,
        )
    if lent - delegator.roles:
        raise Invalid(
            Text(
                "只能交出本人担任的岗位；代理来的岗位不能再转给别人。",
                "Only an own role can be lent; a lent one is not lent on.",
            )
        )


def _refuse_delegate(delegator: User, delegate: User, actor: User) -> None:
    if delegate == delegator:
        raise Invalid(Text("不能由自己代理自己。", "Nobody stands in for themselves."))
    if delegate == actor:
        raise Invalid(
            Text("不能把别人的岗位登记给自己代理。", "Nobody enters themselves as another's stand-in.")
        )
    if not delegate.is_active or delegate.roles & ADMINISTRATORS:
        raise Invalid(
            Text("代理人必须在职，并且不是管理员。", "The stand-in is on the staff and no administrator.")
        )
    if not _same_bureau(delegator.office, delegate.office):
        raise Invalid(Text("代理人必须是本局人员。", "The stand-in belongs to the same bureau."))


def _same_bureau(one: Office | None, other: Office | None) -> bool:
    return bool(one and other and one.bureau_code == other.bureau_code)


def _refuse_days(
    delegator: User, lent: frozenset[Role], from_on: dt.date, until_on: dt.date, today: dt.date
) -> None:
    if until_on < from_on:
        raise Invalid(Text("最后一日不能早于第一日。", "The last day cannot lie before the first."))
    if from_on < today:
        raise Invalid(
            Text("代理从今天起才能生效，不能倒签。", "A delegation begins today or later: never backdated.")
        )
    clash = Delegation.objects.filter(
        delegator=delegator,
        ended_at=None,
        from_on__lte=until_on,
        until_on__gte=from_on,
        roles__overlap=sorted(lent),
    ).first()
    if clash:
        raise Invalid(
            Text(
                f"这些日子里已经由{clash.delegate}代理；请先收回。",
                f"{clash.delegate} stands in on some of these days already; end that first.",
            )
        )


def _record(delegation: Delegation, action: str, actor: User | None, at: dt.datetime) -> None:
    audit.record(
        delegation.delegator.reference,
        action,
        actor=actor,
        at=at,
        details={
            "delegation": delegation.pk,
            "delegate": delegation.delegate.username,
            "roles": delegation.roles,
            "from_on": delegation.from_on,
            "until_on": delegation.until_on,
        },
    )
