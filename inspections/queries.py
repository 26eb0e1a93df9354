"""Load and authorise: every read of visits and evidence goes through one of these doors."""

import datetime as dt
import uuid

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from casework import queries as hub
from casework.kernel import audit
from casework.kernel.clock import at_hour
from casework.kernel.errors import NotFound
from casework.kernel.models import AuditEvent, User
from casework.models import Approval, Case
from inspections.lifecycle import OPEN
from inspections.models import Evidence, Visit, VisitOfficer


def visits_for(user: User) -> QuerySet[Visit]:
    """Visits of the cases that the user may read, and those that they make themselves."""
    if not user.reads_cases:
        return Visit.objects.none()
    own = VisitOfficer.objects.filter(visit=OuterRef("pk"), user=user)
    return Visit.objects.filter(Q(case__office__in=hub.offices_of(user)) | Exists(own)).select_related(
        "case__party", "case__office", "notice", "record"
    )


def visit_for(user: User, reference: str) -> Visit:
    """One visit, or NotFound: the answer does not tell 'absent' from 'not yours'."""
    try:
        return visits_for(user).get(reference=reference)
    except Visit.DoesNotExist:
        raise NotFound from None


def visit_with_evidence(user: User, reference: str) -> Visit:
    """One visit with its officers and evidence, in three queries."""
    officers = Prefetch("officers", VisitOfficer.objects.select_related("user"))
    evidence = Prefetch("evidence", Evidence.objects.select_related("file", "maker"))
    try:
        return visits_for(user).prefetch_related(officers, evidence).get(reference=reference)
    except Visit.DoesNotExist:
        raise NotFound from None


def visit_list(user: User) -> QuerySet[Visit]:
    """Newest first, each with its officers, ``.approval_state`` and ``.evidence_count``."""
    approvals = Approval.objects.filter(kind="visit", subject=OuterRef("reference")).order_by("-pk")
    return (
        visits_for(user)
        .annotate(
            approval_state=Subquery(approvals.values("state")[:1]),
            evidence_count=Count("evidence", distinct=True),
        )
        .prefetch_related(Prefetch("officers", VisitOfficer.objects.select_related("user")))
        .order_by("-planned_for", "-pk")
    )


def visits_of_officer(user: User, day: dt.date) -> QuerySet[Visit]:
    """What an officer has before them: every open visit of theirs and all of the day, soonest first."""
    today = Q(planned_for__gte=at_hour(day, 0), planned_for__lt=at_hour(day + dt.timedelta(days=1), 0))
    own = VisitOfficer.objects.filter(visit=OuterRef("pk"), user=user)
    return (
        visit_list(user).filter(Exists(own)).filter(Q(state__in=OPEN) | today).order_by("planned_for", "pk")
    )


def last_planned(user: User, case: Case) -> Visit:
    """The visit of the case that this person planned last."""
    return Visit.objects.filter(case=case, planned_by=user).latest("pk")


def goes_along(user: User, visit: Visit) -> bool:
    """Whether the user is one of the officers of the visit."""
    return visit.officers.filter(user=user).exists()


def evidence_of(visit: Visit) -> QuerySet[Evidence]:
    """The evidence of a visit, newest first."""
    return visit.evidence.select_related("file", "maker").order_by("-received_at", "-pk")


def is_received(client_uuid: uuid.UUID) -> bool:
    return Evidence.objects.filter(uuid=client_uuid).exists()


def evidence_for(user: User, client_uuid: uuid.UUID) -> Evidence:
    """One piece of evidence of a visit that the user may read, or NotFound."""
    try:
        return Evidence.objects.select_related("file", "thumbnail", "maker", "visit__case__party").get(
            uuid=client_uuid, visit__in=visits_for(user)
        )
    except Evidence.DoesNotExist:
        raise NotFound from None


def custody_of(item: Evidence) -> list[AuditEvent]:
    """Who received, saw and took a copy of a piece of evidence, newest first; the latest fifty."""
    events = (
        audit.history_of(item.visit.reference)
        .filter(action__in=["visit.evidence_added", "evidence.viewed"], body__contains=str(item.uuid))
        .exclude(body__contains='"what":"picture"')  # part of looking at the page
    )
    return list(events.order_by("-pk")[:50])
