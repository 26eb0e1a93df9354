"""Load and authorise: the inbox, one submission, and what a citizen with number and code may see."""

import dataclasses
import datetime as dt
import hmac
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet

from casework import queries as hub
from casework.clocks import (
    CASE_90,
    CLOCKS,
    CMP_ACCEPT_O20,
    CMP_ACCEPT_O121,
    PUB_20,
    RPT_NOTIFY_FILING_O20,
    VER_15,
)
from casework.kernel import audit, deadlines, explanations
from casework.kernel.clock import day_of
from casework.kernel.errors import NotFound
from casework.kernel.explanations import Step as Sentence
from casework.kernel.models import AuditEvent, Deadline, Office, User
from casework.kernel.roles import ADMINISTRATORS, Role
from casework.kernel.working_days import Unit
from casework.models import CaseOfficer, DossierEntry, Publication
from complaints.models import Attachment, Submission, Supplement
from complaints.progress import Course, Period
from complaints.query_codes import hash_of_code
from complaints.triage import Place

RECEIPT_CLOCKS = (VER_15.id, CMP_ACCEPT_O20.id, CMP_ACCEPT_O121.id)
INBOX_CLOCKS = (*RECEIPT_CLOCKS, RPT_NOTIFY_FILING_O20.id)
DESK_ROLES = frozenset({Role.INTAKE, Role.UNIT_HEAD})


def site_office() -> Office:
    """The bureau whose site this is: it receives what citizens send."""
    return Office.objects.get(code=settings.SITE_OFFICE)


def submissions_for(user: User) -> QuerySet[Submission]:
    """What this person may read: intake and unit heads what their office received or was sent, hotline
    operators what they entered, officers what became their case."""
    if user.roles & ADMINISTRATORS:
        return Submission.objects.none()
    own = CaseOfficer.objects.filter(user=user, ended_at=None).values("case__reference")
    readable = Q(case_reference__in=own)
    if user.powers & DESK_ROLES:
        offices = hub.offices_of(user)
        readable |= Q(office__in=offices) | Q(routed_to__in=offices)
    if Role.HOTLINE in user.roles:
        readable |= Q(entered_by=user)
    return Submission.objects.filter(readable).select_related("office", "routed_to")


def submission_for(user: User, reference: str) -> Submission:
    try:
        return submissions_for(user).select_related("reporter", "entered_by").get(reference=reference)
    except Submission.DoesNotExist:
        raise NotFound from None


def attachment_for(user: User, reference: str, pk: int) -> Attachment:
    try:
        found = Attachment.objects.select_related("file__subject")
        return found.get(pk=pk, submission__in=submissions_for(user), submission__reference=reference)
    except Attachment.DoesNotExist:
        raise NotFound from None


def waiting(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Not yet sent on, the least lawful time left first."""
    return submissions.filter(state__in=["received", "registered"]).order_by("due_on", "pk")


def to_tell(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Reports whose named reporter has still to be told whether the case was filed."""
    running = Deadline.objects.filter(clock="RPT-NOTIFY-FILING-O20", state=Deadline.State.RUNNING)
    return submissions.filter(case_reference__in=running.values("reference")).order_by("due_on", "pk")


def newest_first(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    return submissions.order_by("-received_at", "-pk")


def with_clocks(rows: Iterable[Submission], today: dt.date) -> list[Submission]:
    """Give each row ``.clock``, its nearest running deadline that is the intake desk's business, in one query."""
    submissions = list(rows)
    references = {name for row in submissions for name in (row.reference, row.case_reference) if name}
    nearest: dict[str, Deadline] = {}
    running = Deadline.objects.filter(reference__in=references, clock__in=INBOX_CLOCKS, state="running")
    for deadline in running.order_by("-due_on", "-pk"):
        deadline.left = deadlines.days_left(deadline, today)
        nearest[deadline.reference] = deadline
    for row in submissions:
        row.clock = nearest.get(row.reference) or nearest.get(row.case_reference)
    return submissions


def clocks_of(submission: Submission, today: dt.date) -> list[Deadline]:
    """The clocks that are the intake desk's business, on the submission and on the case that it became."""
    references = [name for name in (submission.reference, submission.case_reference) if name]
    found = [d for d in deadlines.running_on(*references) if d.clock in INBOX_CLOCKS]
    for deadline in found:
        deadline.left = deadlines.days_left(deadline, today)
    return found


def attachments_of(submission: Submission) -> list[Attachment]:
    return list(submission.attachments.select_related("file"))


def supplements_of(submission: Submission) -> list[Supplement]:
    return list(submission.supplements.prefetch_related("attachments"))


def twin_of(submission: Submission) -> Submission | None:
    """The other track of what was sent as both."""
    return Submission.objects.filter(form_token=submission.form_token).exclude(pk=submission.pk).first()


def receipt(form_token: str) -> list[Submission]:
    """The submissions of one form, the report first."""
    found = Submission.objects.filter(form_token=form_token).select_related("office")
    return list(found.order_by("-kind"))


class Opening(NamedTuple):
    """One look at who sent it; ``actor`` None is the delivery of a message."""

    at: dt.datetime
    actor: User | None
    reason: str


def openings(submission: Submission) -> list[Opening]:
    """Every look at who sent it, the newest first."""
    events = audit.history_of(submission.reference).filter(action="vault.opened").order_by("-id")
    return [Opening(event.at, event.actor, audit.details_of(event)["reason"]) for event in events]


def places_below(office: Office) -> list[Office]:
    """The offices to which this bureau may send a report: its own and those below it."""
    return list(Office.objects.filter(path__startswith=office.path))


def as_places(offices: Iterable[Office]) -> list[Place]:
    return [Place(office.code, office.name, office.competence_words) for office in offices]


# --- The citizen's side -----------------------------------------------------------------------------


def tracked(number: str, code: str) -> Submission | None:
    """The submission that number and code open together; None does not say which of them was wrong."""
    submission = Submission.objects.filter(reference=number.strip().upper()).first()
    expected = submission.query_code_hash if submission else "0" * 64
    matches = hmac.compare_digest(hash_of_code(code), expected)
    return submission if matches else None


def tracked_again(reference: str) -> Submission | None:
    """The submission that this browser has opened before."""
    return Submission.objects.select_related("office", "routed_to").filter(reference=reference).first()


class Explained(NamedTuple):
    """A clock with the sentences that count it for a citizen."""

    deadline: Deadline
    sentences: list[Sentence]


class Tracking(NamedTuple):
    """What the tracking page shows; ``clock`` is the one that runs for the citizen now."""

    course: Course
    clock: Deadline | None
    explained: list[Explained]


CITIZENS_CLOCKS = (*INBOX_CLOCKS, CASE_90.id, PUB_20.id)


def tracking_of(submission: Submission, today: dt.date) -> Tracking:
    """Everything that the person who sent it may know, and nothing that names staff."""
    references = [name for name in (submission.reference, submission.case_reference) if name]
    clocks = {d.clock: d for d in deadlines.running_on(*references) if d.clock in CITIZENS_CLOCKS}
    for deadline in clocks.values():
        deadline.left = deadlines.days_left(deadline, today)
        deadline.internal_due_on = deadline.due_on  # the office's own aim is not the citizen's business
    running = [d for d in clocks.values() if d.is_open and d.clock != RPT_NOTIFY_FILING_O20.id]
    explained = [Explained(d, _sentences(d)) for d in sorted(clocks.values(), key=lambda d: d.started_on)]
    return Tracking(_course(submission, clocks), running[0] if running else None, explained)


def _course(submission: Submission, clocks: dict[str, Deadline]) -> Course:
    own = _days_of(audit.history_of(submission.reference))
    case = _days_of(hub.milestones(submission.case_reference)) if submission.case_reference else {}
    published = _published(submission.case_reference)
    receipt_clock = next((clocks[name] for name in RECEIPT_CLOCKS if name in clocks), None)
    return Course(
        is_report=submission.is_report,
        is_named=submission.reporter_id is not None,
        received_at=submission.received_at,
        files=submission.attachments.filter(supplement=None).count(),
        registered_on=own.get("submission.registered"),
        routed_on=own.get("submission.routed"),
        routed_to=submission.routed_to.name if submission.routed_to else "",
        verifying_since=case.get("case.officers_assigned"),
        visited_on=_visited_on(submission.case_reference),
        filed_on=case.get("case.filed"),
        not_filed_on=case.get("case.not_filed"),
        told_on=case.get("case.reporter_told"),
        decided_on=case.get("case.decided"),
        published_on=day_of(published.published_at) if published and published.published_at else None,
        publication=published.reference if published else "",
        closed_on=case.get("case.closed"),
        out_of_scope_on=own.get("submission.put_out_of_scope"),
        ground=submission.ground_title,
        reply=submission.reply,
        receipt=_period(receipt_clock),
        telling=_period(clocks.get(RPT_NOTIFY_FILING_O20.id)),
        investigation=_period(clocks.get(CASE_90.id)),
        publishing=_period(clocks.get(PUB_20.id)),
    )


def _days_of(events: Iterable[AuditEvent]) -> dict[str, dt.date]:
    return {event.action: day_of(event.at) for event in events}


def _visited_on(case_reference: str) -> dt.date | None:
    record = DossierEntry.objects.filter(case__reference=case_reference, kind="site_record").first()
    return record.on if record and case_reference else None


def _published(case_reference: str) -> Publication | None:
    if not case_reference:
        return None
    public = Publication.objects.filter(state="published", decision__case__reference=case_reference)
    return public.first()


def _period(deadline: Deadline | None) -> Period | None:
    if deadline is None:
        return None
    met_on = deadline.met_on
    return Period(
        due_on=deadline.due_on,
        days=CLOCKS[deadline.clock].on(deadline.started_on).length or 0,
        early=deadlines.days_left(deadline, met_on) if met_on else None,
        in_working_days=deadline.unit == Unit.WORKING_DAY,
    )


def _sentences(deadline: Deadline) -> list[Sentence]:
    """How the day was counted, without the sentence on the office's own aim."""
    due = deadlines.computed(deadline, CLOCKS[deadline.clock])
    public = dataclasses.replace(due, internal_due_on=due.due_on)
    return explanations.explain(public, deadlines.calendar())
