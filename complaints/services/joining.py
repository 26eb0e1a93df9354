"""Joining submissions about the same matter, and parting them: a link with its history, nothing is merged."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from casework.kernel import audit, vault
from casework.kernel.errors import Invalid, NotPermitted, Refused, Stale
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.models import User
from casework.kernel.tokens import Token, spend
from casework.kernel.transitions import last_change, lock
from complaints.models import Joining, Submission
from complaints.queries import may_join

HOUSE_RULE = "本系统规则：并看不改变各件的编号、期限、权利和答复"


@transaction.atomic
def join(
    *,
    submission: Submission,
    joined_to: Submission,
    reason: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Joining:
    """Have ``submission`` looked at together with ``joined_to`` of the same office. A group has one head: what is
    joined takes nothing in, and what took something in is joined to nothing."""
    if submission.pk == joined_to.pk:
        raise Refused(_ITSELF, law=HOUSE_RULE)
    found = {row.pk: lock(row) for row in sorted((submission, joined_to), key=lambda row: row.pk)}
    one, head = found[submission.pk], found[joined_to.pk]
    _check(one, head, actor=actor, reason=reason)
    if token is not None:
        spend(token, "submission.joined", one.reference, actor=actor, at=at)
    if one.office_id != head.office_id:
        raise Refused(_OTHER_OFFICE, law=HOUSE_RULE)
    standing = Joining.objects.filter(separated_at=None)
    if standing.filter(submission=one, joined_to=head).exists():
        raise Stale(last_change(one.reference))
    if standing.filter(Q(submission__in=[one, head]) | Q(joined_to=one)).exists():
        raise Refused(_CHAIN, law=HOUSE_RULE)
    joining = Joining.objects.create(
        submission=one, joined_to=head, reason=reason.strip(), joined_by=actor, joined_at=at
    )
    _record(joining, "submission.joined", actor=actor, at=at)
    return joining


@transaction.atomic
def separate(
    *, submission: Submission, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Joining:
    """Part it from what it is joined to; that it was joined stays on record."""
    one = lock(submission)
    joining = Joining.objects.filter(submission=one, separated_at=None).first()
    _check(one, *([joining.joined_to] if joining else []), actor=actor, reason=reason)
    if token is not None:
        spend(token, "submission.separated", one.reference, actor=actor, at=at)
    if joining is None:
        raise Stale(last_change(one.reference))
    joining.separated_by, joining.separated_at, joining.separated_why = actor, at, reason.strip()
    joining.save()
    _record(joining, "submission.separated", actor=actor, at=at)
    return joining


def _check(*submissions: Submission, actor: User, reason: str) -> None:
    if not all(may_join(one, actor) for one in submissions):
        raise NotPermitted(WRONG_ROLE, law=HOUSE_RULE)
    if not reason.strip() or any(vault.hide(reason, one.reporter) != reason for one in submissions):
        raise Invalid(_SAY_WHY)


def _record(joining: Joining, action: str, *, actor: User, at: dt.datetime) -> None:
    """On both, by reference alone: the reason stands in the row, where it can be erased."""
    one, head = joining.submission.reference, joining.joined_to.reference
    for reference in (one, head):
        audit.record(reference, action, actor=actor, at=at, details={"submission": one, "joined_to": head})


_SAY_WHY = Text("请写明理由，不要写姓名和电话。", "Give the reason, without the sender's name and number.")
_ITSELF = Text("不能和自己并在一起。", "A submission cannot be joined to itself.")
_OTHER_OFFICE = Text("不是同一个机关收到的，不能并。", "Another office received it: they cannot be joined.")
_CHAIN = Text(
    "其中一件已经和别的件并在一起。请直接并到主件，或者先分开。",
    "One of them is joined already: join to the head of that group, or separate first.",
)
