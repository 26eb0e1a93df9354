"""Cases: which a person may read, one of them, its history."""

from functools import reduce
from operator import or_

from django.db.models import (
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
)

from casework.kernel import audit, clock
from casework.kernel.errors import NotFound
from casework.kernel.models import AuditEvent, Office, User
from casework.kernel.roles import CASE_READERS
from casework.lifecycle import CASE
from casework.models import (
    Case,
    CaseOfficer,
)


def offices_of(user: User) -> QuerySet[Office]:
    """The office in which the user's own roles read cases, and those of the people for whom the user acts today;
    each with all below it."""
    own = user.office if user.roles & CASE_READERS else None
    lenders = (delegation.delegator.office for delegation in user.delegations_on(clock.today()))
    roots = [office for office in (own, *lenders) if office]
    if not roots:
        return Office.objects.none()
    return Office.objects.filter(reduce(or_, (Q(path__startswith=office.path) for office in roots)))


def offices_read_by(user: User) -> list[Office]:
    """The same, in the order of the tree; read once per request."""
    if not hasattr(user, "_offices_read"):
        user._offices_read = list(offices_of(user).order_by("path"))
    return user._offices_read


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


def open_cases(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.exclude(state__in=[state.name for state in CASE.states if state.is_end])


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
