"""Load and authorise: every read of the case file goes through one of these doors."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Window,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from casework.clocks import CLOCKS, PUB_WITHDRAW_3
from casework.kernel import audit, clock, deadlines, search
from casework.kernel.clock import at_hour
from casework.kernel.errors import NotFound
from casework.kernel.explanations import CITIZENS, OUTSIDERS
from casework.kernel.lifecycle import judge
from casework.kernel.models import AuditEvent, Certificate, Deadline, Office, User
from casework.kernel.roles import CASE_READERS, INVESTIGATORS, Role
from casework.lifecycle import APPROVAL, APPROVAL_KINDS, APPROVED_STEPS, CASE, HEADS, LEVELS, PRINCIPAL_KINDS
from casework.lifecycle.measure import IN_FORCE
from casework.models import (
    Approval,
    BankStatement,
    Case,
    CaseOfficer,
    Correction,
    Document,
    Escalation,
    Execution,
    Hearing,
    Measure,
    Proceeding,
    Proposal,
    Publication,
    PublicDecision,
    PublicDocument,
    PublicFile,
    Remedy,
    Transfer,
)
from casework.models.approval import KINDS
from casework.models.execution import ExecutionQuerySet
from casework.models.on_file import facts_on_file
from casework.models.proceeding import OnFile

P = TypeVar("P", bound=Proceeding)

# First part of a reference → what hangs on a case and has a state of its own.
MATTERS: dict[str, type[Proceeding]] = {
    "MEA": Measure,
    "COR": Correction,
    "HRG": Hearing,
    "EXE": Execution,
    "REM": Remedy,
    "CRM": Transfer,
}
# Clocks that the bureau must keep. A party's or complainant's own period (to apply for a review, to sue) and that
# of another authority is shown on the case, but nobody here is late by it.
OUR_CLOCKS = frozenset(c.id for c in CLOCKS.values() if c.versions[-1].holder not in CITIZENS + OUTSIDERS)
# Citizens' rights that end unused: no step of ours closes such a clock, a sweep does.
RIGHTS = frozenset(
    c.id for c in CLOCKS.values() if c.versions[-1].domain == "remedy" and c.versions[-1].holder in CITIZENS
)

# The brackets of an official number, as people type them: 佛南市监处罚〔2021〕187号.
BRACKETS = str.maketrans("[]［］【】()（）", "〔〕" * 5)
# Nobody reads further than this; past it a page says 999+.
COUNTED = 1000
STATEMENT_READERS = HEADS | {Role.FINANCE}


def offices_of(user: User) -> QuerySet[Office]:
    """The office in which the user's own roles read cases, and those of the people for whom the user acts today;
    each with all below it."""
    own = user.office if user.roles & CASE_READERS else None
    lenders = (delegation.delegator.office for delegation in user.delegations_on(clock.today()))
    roots = [office for office in (own, *lenders) if office]
    if not roots:
        return Office.objects.none()
    return Office.objects.filter(reduce(or_, (Q(path__startswith=office.path) for office in roots)))


def cases_for(user: User) -> QuerySet[Case]:
    """Cases that the user may read: those of their own office and the offices below, for case roles only.
    Heads and reviewers sit in the bureau's root office and so read all of it."""
    if not user.reads_cases:
        return Case.objects.none()
    return Case.objects.filter(office__in=offices_of(user)).select_related("party", "office")


def cases_of(office: Office) -> QuerySet[Case]:
    """All cases of the office's bureau."""
    return Case.objects.filter(office__path__startswith=f"/{office.bureau_code}/")


def case_for(user: User, reference: str) -> Case:
    """One case, or NotFound: the answer does not tell 'absent' from 'not yours'."""
    try:
        return cases_for(user).get(reference=reference)
    except Case.DoesNotExist:
        raise NotFound from None


def case_list(user: User) -> QuerySet[Case]:
    """The list page's rows: newest first, each with its party, office and officers."""
    officers = Prefetch(
        "officers", CaseOfficer.objects.filter(ended_at=None).select_related("user").order_by("pk")
    )
    return cases_for(user).prefetch_related(officers).order_by("-registered_at", "-pk")


def cases_of_officer(cases: QuerySet[Case], user: User) -> QuerySet[Case]:
    """Those cases on which the user is an officer now."""
    present = CaseOfficer.objects.filter(case=OuterRef("pk"), user=user, ended_at=None)
    return cases.filter(Exists(present))


def with_clock_due(cases: QuerySet[Case], first: dt.date, last: dt.date) -> QuerySet[Case]:
    """Those cases in which a clock of ours runs out from ``first`` to ``last``, both included."""
    due = Deadline.objects.filter(
        reference=OuterRef("reference"), state="running", clock__in=OUR_CLOCKS, due_on__range=(first, last)
    )
    return cases.filter(Exists(due))


def nearest_due(cases: QuerySet[Case], last: dt.date) -> QuerySet[Case]:
    """Those cases in which a clock of ours runs out up to ``last``, the most urgent first."""
    running = Deadline.objects.filter(
        reference=OuterRef("reference"), state="running", clock__in=OUR_CLOCKS, due_on__lte=last
    )
    nearest = running.order_by("due_on").values("due_on")[:1]
    return cases.annotate(due_on=Subquery(nearest)).filter(due_on__isnull=False).order_by("due_on", "pk")


def with_clocks(objects: Iterable, today: dt.date) -> list:
    """Give each object its nearest running deadline of ours as ``.clock`` (or None), in one query."""
    rows = list(objects)
    nearest: dict[str, Deadline] = {}
    running = Deadline.objects.filter(
        reference__in=[row.reference for row in rows], state__in=["running", "held"], clock__in=OUR_CLOCKS
    )
    for deadline in running.order_by("-due_on", "-pk"):
        deadline.left = deadlines.days_left(deadline, today)
        nearest[deadline.reference] = deadline
    for row in rows:
        row.clock = nearest.get(row.reference)
    return rows


def clocks_of(reference: str, today: dt.date) -> list[Deadline]:
    """All clocks of one object, the open ones first, each with ``.left``."""
    found = deadlines.running_on(reference)
    for deadline in found:
        deadline.left = deadlines.days_left(deadline, today)
    return found


def escalations_for(user: User) -> QuerySet[Escalation]:
    """What this head was told and has not answered, of clocks that still run to the same day, the most overdue
    first. Each row knows how many there are, as ``.total``."""
    levels = [level.name for level in LEVELS if level.role in user.roles]
    if not levels or not user.reads_cases:
        return Escalation.objects.none()
    waiting = Escalation.objects.filter(
        level__in=levels,
        office__in=offices_of(user),
        acknowledged_at=None,
        deadline__state=Deadline.State.RUNNING,
        deadline__due_on=F("due_on"),
    )
    return waiting.select_related("deadline", "office").annotate(total=Window(Count("pk")))


def escalation_for(user: User, pk: int) -> Escalation:
    """One of this head's own, answered ones too: the form may be sent twice."""
    levels = [level.name for level in LEVELS if level.role in user.roles]
    mine = Escalation.objects.filter(level__in=levels, office__in=offices_of(user))
    try:
        return mine.select_related("deadline").get(pk=pk)
    except Escalation.DoesNotExist:
        raise NotFound from None


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


def heads_beside(user: User) -> QuerySet[User]:
    """The other heads of the person's own office."""
    heads = User.objects.filter(
        is_active=True,
        office=user.office,
        role_grants__role__in=[role.value for role in HEADS],
        role_grants__ended_at__isnull=True,
    )
    return heads.exclude(pk=user.pk).distinct().order_by("name")


def approval_counts(user: User) -> dict[str, int]:
    """Kind → how many of it wait for this head, counted up to ``COUNTED`` each; in one query."""
    waiting = waiting_for(user)
    if waiting.query.is_empty():
        return {}
    # An index holds no count: each kind is counted along it, and no further than somebody reads.
    of_the_kind = RawSQL("casework_approval.kind = asked.kind", [], output_field=BooleanField())
    some, arguments = waiting.filter(of_the_kind).values("pk")[:COUNTED].query.sql_with_params()
    question = f"SELECT asked.kind, cardinality(ARRAY({some})) FROM unnest(%s::text[]) AS asked(kind)"
    with connection.cursor() as cursor:
        cursor.execute(question, [*arguments, list(KINDS)])
        return {kind: number for kind, number in cursor if number}


def count_each(*lists: QuerySet) -> list[int]:
    """How many rows each of them holds, counted up to ``COUNTED``; in one query for all."""
    parts: list[str] = []
    arguments: list[Any] = []
    for rows in lists:
        try:
            some, given = rows.order_by().values("pk")[:COUNTED].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"cardinality(ARRAY({some}))")
        arguments += given
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", arguments)
        return list(cursor.fetchone())


def decided_on_day(user: User, day: dt.date) -> QuerySet[Approval]:
    """What this person approved or returned that day, the last first."""
    midnight = at_hour(day, 0)
    decided = approvals_for(user).filter(decided_by=user, decided_at__gte=midnight)
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


def proceeding_for(user: User, model: type[P], reference: str) -> P:
    """What hangs on a case (a measure, a hearing, …), if the user may read the case."""
    found = model._default_manager.filter(case__in=cases_for(user)).select_related(
        "case__party", "case__office"
    )
    try:
        return found.get(reference=reference)
    except model.DoesNotExist:
        raise NotFound from None


def proceedings_of(case: Case) -> list[Proceeding]:
    """Everything that runs or ran beside the course of the case, oldest first."""
    found = [matter for model in MATTERS.values() for matter in model._default_manager.filter(case=case)]
    return sorted(found, key=lambda matter: matter.opened_at)


def measures_to_settle(user: User) -> QuerySet[Measure]:
    """Measures that ended by themselves or were lifted, and an urgent one that a head refused: the things must
    go back. An officer's own cases; for the heads, all that they may read."""
    refused = Approval.objects.filter(
        subject=OuterRef("reference"), kind__endswith="_confirmation", state="rejected"
    )
    waiting = Q(state__in=("lapsed", "released")) | Q(Exists(refused), state__in=IN_FORCE, confirmed_at=None)
    return _beside(user, Measure.objects.filter(waiting))


def corrections_overdue(user: User, today: dt.date) -> QuerySet[Correction]:
    """Orders whose day has passed: the officers inspect again."""
    at_once = Q(by_day=None, served_on__lt=today)
    return _beside(user, Correction.objects.filter(at_once | Q(by_day__lt=today), state="served"))


def _beside(user: User, matters: QuerySet[P]) -> QuerySet[P]:
    cases = cases_for(user)
    if user.roles & INVESTIGATORS:
        cases = cases_of_officer(cases, user)
    return matters.filter(case__in=cases).select_related("case__party").order_by("pk")


def correction_facts(case: Case) -> dict[str, bool]:
    """What the orders to correct of this case tell the penalty worksheet, from the inspections on record alone:
    a day that has passed is no proof that nothing was done."""
    orders = Correction.objects.filter(case=case).exclude(state="withdrawn")
    return {
        "refused_to_correct": orders.filter(is_refused=True).exists(),
        "overdue_not_corrected": orders.filter(was_not_corrected=True).exists(),
    }


def remedies_to_answer(user: User) -> QuerySet[Remedy]:
    """Notices of the government or the court without a reply, the oldest first."""
    waiting = Remedy.objects.filter(state="received", case__in=cases_for(user))
    return waiting.select_related("case__party").order_by("received_on", "pk")


def hearings_of(user: User) -> QuerySet[Hearing]:
    """The hearings that this person hosts, sits in or records, the open ones first, the next day first."""
    mine = Q(host=user) | Q(officers=user) | Q(recorder=user)
    found = Hearing.objects.filter(mine, case__in=cases_for(user)).select_related(
        "case__party", "case__office"
    )
    is_over = ExpressionWrapper(Q(state__in=["held", "terminated"]), BooleanField())
    return found.distinct().annotate(is_over=is_over).order_by("is_over", "time", "pk")


def hearings_without_host(user: User) -> QuerySet[Hearing]:
    """Asked for, and no head has named a host yet."""
    return Hearing.objects.filter(state="requested", case__in=cases_for(user))


def open_hearing_of(case: Case) -> Hearing | None:
    return Hearing.objects.filter(case=case).exclude(state__in=["held", "terminated"]).first()


def staff_of(office: Office, *roles: Role) -> QuerySet[User]:
    """The people of the office's bureau who hold one of these roles, or any role that reads cases."""
    wanted = [role.value for role in roles or CASE_READERS]
    staff = User.objects.filter(is_active=True, office__path__startswith=f"/{office.bureau_code}/")
    return (
        staff.filter(role_grants__role__in=wanted, role_grants__ended_at__isnull=True)
        .distinct()
        .order_by("pk")
    )


# --- Money ---


def executions_for(user: User) -> ExecutionQuerySet:
    """The debts of the cases that the user may read."""
    if not user.reads_cases:
        return Execution.objects.none()
    return Execution.objects.filter(case__office__in=offices_of(user))


def money_register(user: User) -> ExecutionQuerySet:
    """The rows of the register, the latest first, each with its sums."""
    rows = executions_for(user).with_sums()
    return rows.select_related("case__party", "case__office", "decision").order_by("-pk")


def statements_for(user: User) -> QuerySet[BankStatement]:
    """Statements of the user's office, for those who handle them and for the heads."""
    if not user.powers & STATEMENT_READERS:
        return BankStatement.objects.none()
    return BankStatement.objects.filter(office__in=offices_of(user)).select_related("office", "read_by")


def statement_for(user: User, reference: str) -> BankStatement:
    try:
        return statements_for(user).get(reference=reference)
    except BankStatement.DoesNotExist:
        raise NotFound from None


def documents_for(user: User) -> QuerySet[Document]:
    return (
        Document.objects.filter(case__in=cases_for(user))
        .select_related("case", "file")
        .prefetch_related("services")
    )


def document_for(user: User, reference: str) -> Document:
    try:
        return documents_for(user).get(reference=reference)
    except Document.DoesNotExist:
        raise NotFound from None


def publications_for(user: User) -> QuerySet[Publication]:
    if not user.reads_cases:
        return Publication.objects.none()
    return Publication.objects.filter(decision__case__office__in=offices_of(user)).select_related(
        "decision__case__party", "decision__case__office", "prepared_by", "public_document__file"
    )


def publication_for(user: User, reference: str) -> Publication:
    try:
        return publications_for(user).get(reference=reference)
    except Publication.DoesNotExist:
        raise NotFound from None


def awaiting_publication(user: User) -> QuerySet[Case]:
    """Decided cases without a public copy yet, for the publication officer."""
    prepared = Publication.objects.filter(decision__case=OuterRef("pk"), decision__annulled_on=None)
    return (
        cases_for(user)
        .filter(
            decisions__outcome="penalty",
            decisions__annulled_on=None,
            # What was decided on the spot is not published (公示规定 art 2).
            decisions__document__kind="penalty_decision",
            decisions__changed_by="",
        )
        .exclude(Exists(prepared))
        .order_by("decided_on", "pk")
    )


def awaiting_withdrawal(user: User) -> QuerySet[Publication]:
    """Published decisions that were overturned and must leave the register within three working days."""
    running = Deadline.objects.filter(
        reference=OuterRef("decision__case__reference"), clock=PUB_WITHDRAW_3.id, state="running"
    )
    return publications_for(user).filter(Exists(running), state="published")


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


def open_cases(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.exclude(state__in=[state.name for state in CASE.states if state.is_end])


def caseload_of(officer: User, user: User) -> QuerySet[Case]:
    """The open cases of an officer that the user may read, the oldest first."""
    return open_cases(cases_of_officer(cases_for(user), officer)).order_by("registered_at", "pk")


def last_told_on_spot(user: User) -> str:
    """The reference of the case in which this person last told a party on the spot; it exists."""
    return AuditEvent.objects.filter(action="case.told_on_spot", actor=user).latest("pk").reference


def case_history(case: Case) -> list[AuditEvent]:
    """Everything that happened to the case and to what was asked of the heads in it, oldest first."""
    asked = case.approvals.values_list("reference", flat=True)
    return list(audit.history_of(case.reference, *asked))


def milestones(case_reference: str) -> list[AuditEvent]:
    """What happened to a case that a citizen may know of, oldest first: references and days, no names."""
    told = (
        "case.filed",
        "case.not_filed",
        "case.reporter_told",
        "case.officers_assigned",
        "case.notice_served",
        "case.decided",
        "case.decision_served",
        "case.executed",
        "case.closed",
    )
    return list(audit.history_of(case_reference).filter(action__in=told))


# --- The public side: role casework_public, which can read nothing else -----------------------------


def public_register(query: str = "", *, after: str = "") -> QuerySet[PublicDecision]:
    """Published decisions, newest first; ``query`` is searched literally in Chinese or Latin words, ``after``
    is the last one shown: what is older, whatever was published in between."""
    rows = PublicDecision.objects.using("public").order_by("-published_on", "-identifier")
    last = rows.filter(identifier=after).first() if after else None
    if last is not None:
        same_day = {"published_on": last.published_on, "identifier__gte": last.identifier}
        rows = rows.filter(published_on__lte=last.published_on).exclude(**same_day)
    return search.containing(rows, "search_text", query) if query.strip() else rows


def public_decision(identifier: str) -> PublicDecision:
    """One published decision; NotFound for everything that is not in the register."""
    try:
        return PublicDecision.objects.using("public").get(identifier=identifier)
    except PublicDecision.DoesNotExist:
        raise NotFound from None


def public_file(decision: PublicDecision, *, with_content: bool = True) -> PublicFile | None:
    """The published PDF, or only its digest; None for a withdrawn decision."""
    files = PublicFile.objects.using("public").filter(decision=decision)
    return (files if with_content else files.only("sha256")).first()


def public_document(asked: str) -> PublicDocument | None:
    """The document with this number, code or digest of its PDF, as somebody types it; None where the bureau
    made none such."""
    words = "".join(asked.split())
    rows = PublicDocument.objects.using("public")
    code = "".join(character for character in words.upper() if character.isalnum())
    return (
        rows.filter(code=code).first()
        or rows.filter(sha256=words.lower()).exclude(sha256="").first()
        or rows.filter(number=words.translate(BRACKETS)).exclude(number="").first()
    )
