"""A head's queue: what waits, what stands against approving it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import (
    BooleanField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.expressions import RawSQL

from casework.kernel import clock
from casework.kernel.clock import at_hour
from casework.kernel.errors import NotFound
from casework.kernel.lifecycle import judge
from casework.kernel.models import AuditEvent, User
from casework.kernel.roles import Role
from casework.lifecycle import APPROVAL, APPROVAL_KINDS, APPROVED_STEPS, CASE, HEADS, PRINCIPAL_KINDS
from casework.models import (
    Approval,
    Case,
    Proceeding,
    Proposal,
)
from casework.models.approval import KINDS
from casework.models.on_file import facts_on_file
from casework.models.proceeding import OnFile
from casework.queries.cases import offices_of
from casework.queries.counting import COUNTED
from casework.queries.proceedings import MATTERS


def approvals_for(user: User) -> QuerySet[Approval]:
    """Approvals of the cases that the user may read."""
    if not user.reads_cases:
        return Approval.objects.none()
    return Approval.objects.filter(office__in=offices_of(user)).select_related(
        "case__party", "case__office", "requested_by", "decided_by", "office"
    )


def approval_for(user: User, reference: str) -> Approval:
    try:
        return approvals_for(user).get(reference=reference)
    except Approval.DoesNotExist:
        raise NotFound from None


def waiting_for(user: User) -> QuerySet[Approval]:
    """The pending approvals that this head, or whoever stands in for one, may decide and that were not passed
    on to another, bare and in no order; none for everybody else."""
    if not user.powers & HEADS or not user.reads_cases:
        return Approval.objects.none()
    today = clock.today()
    lenders = [d.delegator for d in user.delegations_on(today) if d.lent_roles & HEADS]
    pending = Approval.objects.filter(
        Q(assigned_to=None) | Q(assigned_to__in=[user, *lenders]), state="pending"
    ).order_by()
    if Role.PRINCIPAL_HEAD not in user.powers:
        pending = pending.exclude(kind__in=PRINCIPAL_KINDS)
    # A head's own office, and those of the heads for whom the person acts: a clerk of the bureau who stands in
    # for the head of a station decides for that station alone.
    own = [user.office] if user.roles & HEADS else []
    offices = [office for office in (*own, *(lender.office for lender in lenders)) if office]
    if any(office.parent_id is None for office in offices):  # a whole bureau: one stretch of the index
        return pending.filter(bureau=offices[0].bureau_code)
    below = (Q(office__path__startswith=office.path) for office in offices)
    return pending.filter(reduce(or_, below)) if offices else pending.none()


def approval_queue(user: User) -> QuerySet[Approval]:
    """What waits for a head, the least lawful time left first, each with the ``.amount`` proposed in its case;
    empty for everybody else."""
    proposed = Proposal.objects.filter(case=OuterRef("case")).order_by("-pk").values("amount")
    pending = (
        waiting_for(user).select_related("case__party", "requested_by", "office").order_by("due_on", "pk")
    )
    return pending.annotate(amount=Subquery(proposed[:1]))


def approval_counts(user: User) -> dict[str, int]:
    """Kind → how many of it wait for this head, counted up to ``COUNTED`` each; in one query."""
    waiting = waiting_for(user)
    if waiting.query.is_empty():
        return {}
    # An index holds no count: each kind is counted along it, and no further than somebody reads. The order is
    # that of the index; without it PostgreSQL would rather read the whole table, once for each kind.
    of_the_kind = RawSQL("casework_approval.kind = asked.kind", [], output_field=BooleanField())
    along = waiting.filter(of_the_kind).order_by("due_on", "pk")
    some, arguments = along.values("pk")[:COUNTED].query.sql_with_params()
    question = f"SELECT asked.kind, cardinality(ARRAY({some})) FROM unnest(%s::text[]) AS asked(kind)"
    with connection.cursor() as cursor:
        cursor.execute(question, [*arguments, list(KINDS)])
        return {kind: number for kind, number in cursor if number}


def decided_on_day(user: User, day: dt.date) -> QuerySet[Approval]:
    """What this person approved or returned that day, the last first."""
    midnight = at_hour(day, 0)
    mine = approvals_for(user).select_related(None).select_related("case__party")
    decided = mine.filter(decided_by=user, decided_at__gte=midnight)
    return decided.filter(decided_at__lt=midnight + dt.timedelta(days=1)).order_by("-decided_at")


def with_options(approvals: Iterable[Approval], user: User, day: dt.date) -> list[Approval]:
    """Give each row ``.may`` (an Option for 'approve' with its refusals) and ``.step`` (the Option of the case
    that approving sets in motion, or None), with two queries for all of them."""
    rows = list(approvals)
    taken = _participants({reference for row in rows for reference in row.history_references()})
    on_file = facts_on_file(Case, {row.case_id for row in rows}, day)
    _give_matters(rows)
    beside = _facts_beside(rows, on_file, day)
    for row in rows:
        history = _merged(taken, row.history_references())
        actor = user.acting_on(day, row.office)
        row.may = judge(APPROVAL.by_action["approve"], row.state, actor, {}, history, day)
        action = APPROVED_STEPS.get(row.kind)
        if action and row.matter is row.case:
            facts = row.case.facts_with(on_file[row.case_id])
            row.step = judge(CASE.by_action[action], row.case.state, actor, facts, history, day)
        elif action and row.matter:
            transition = row.matter.lifecycle.by_action[action]
            row.step = judge(transition, row.matter.state, actor, beside[row.subject], history, day)
    return rows


def _give_matters(rows: list[Approval]) -> None:
    """Give each row ``.matter``, the object that it is about: the case itself, or what hangs on it. One query
    for each kind of object."""
    wanted: dict[str, set[str]] = {}
    for row in rows:
        wanted.setdefault(APPROVAL_KINDS[row.kind].subject, set()).add(row.subject)
    found = {
        matter.reference: matter
        for prefix, references in wanted.items()
        if prefix in MATTERS
        for matter in MATTERS[prefix]
        ._default_manager.filter(reference__in=references)
        .select_related("case__party")
    }
    for row in rows:
        row.matter = found.get(row.subject) or (row.case if row.subject == row.case.reference else None)


def _facts_beside(rows: list[Approval], on_file: OnFile, day: dt.date) -> dict[str, Mapping[str, bool]]:
    """Reference → facts of what hangs on the cases, asked of each kind of object once."""
    matters = {row.subject: row.matter for row in rows if isinstance(row.matter, Proceeding)}
    facts: dict[str, Mapping[str, bool]] = {}
    for model in MATTERS.values():
        mine = [matter for matter in matters.values() if isinstance(matter, model)]
        if mine:
            facts |= model.facts_of(mine, day, on_file)
    return facts


def _participants(references: set[str]) -> dict[str, dict[str, set[int | None]]]:
    """Reference → audited action → everyone who took part."""
    taken: dict[str, dict[str, set[int | None]]] = {}
    events = AuditEvent.objects.filter(reference__in=references)
    for reference, action, ids in events.values_list("reference", "action", "participants").order_by():
        taken.setdefault(reference, {}).setdefault(action, set()).update(ids)
    return taken


def _merged(
    taken: dict[str, dict[str, set[int | None]]], references: Iterable[str]
) -> dict[str, set[int | None]]:
    history: dict[str, set[int | None]] = {}
    for reference in references:
        for action, ids in taken.get(reference, {}).items():
            history.setdefault(action, set()).update(ids)
    return history
