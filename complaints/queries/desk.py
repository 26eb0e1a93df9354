"""What staff may read: the inbox, one submission, its clocks and papers."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from casework import queries as hub
from casework.clocks import (
    CMP_ACCEPT_O20,
    CMP_ACCEPT_O121,
    RPT_NOTIFY_FILING_O20,
    VER_15,
)
from casework.kernel import audit, deadlines
from casework.kernel.errors import NotFound, NotPermitted
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, Office, User
from casework.kernel.roles import ADMINISTRATORS, Role
from casework.models import CaseOfficer
from complaints.lifecycle import COMPLAINT, REPORTER_CONFIDENTIAL
from complaints.models import Attachment, Submission, Supplement
from complaints.queries.identity import as_read_by, handles, masked_supplement
from complaints.triage import Place

RECEIPT_CLOCKS = (VER_15.id, CMP_ACCEPT_O20.id, CMP_ACCEPT_O121.id)

INBOX_CLOCKS = (*RECEIPT_CLOCKS, RPT_NOTIFY_FILING_O20.id)


ROW = (
    "reference",
    "state",
    "kind",
    "channel",
    "received_at",
    "due_on",
    "trader_name",
    "trader_uscc",
    "trader_address",
    "latitude",
    "longitude",
    "conducts",
    "urges",
    "case_reference",
)


DESK_ROLES = frozenset({Role.INTAKE, Role.UNIT_HEAD})
# They take the steps of a complaint, or sign them.
TRACK_ROLES = frozenset({Role.MEDIATOR, Role.BUREAU_HEAD})

PAPERS_CLOSED = Text(
    "实名举报人、投诉人交来的材料只有承办的接收、调解人员和本案办案人员可以打开。",
    "What a named person sent in opens only to those who handle the matter.",
)


def site_office() -> Office:
    """The bureau whose site this is: it receives what citizens send."""
    return Office.objects.get(code=settings.SITE_OFFICE)


def submissions_for(user: User) -> QuerySet[Submission]:
    """What this person may read: intake and unit heads what their office received or was sent, mediators and the
    heads who sign its complaints, hotline operators what they entered, officers what became their case."""
    if user.roles & ADMINISTRATORS:
        return Submission.objects.none()
    # Both lists are short; as values they let the planner see what it will find.
    own = CaseOfficer.objects.filter(user=user, ended_at=None).values_list("case__reference", flat=True)
    readable = Q(case_reference__in=list(own))
    offices = [office.pk for office in hub.offices_read_by(user)]
    if user.powers & DESK_ROLES:
        readable |= Q(office__in=offices) | Q(routed_to__in=offices)
    elif user.powers & TRACK_ROLES:
        readable |= Q(kind=COMPLAINT) & (Q(office__in=offices) | Q(routed_to__in=offices))
    if Role.HOTLINE in user.roles:
        readable |= Q(entered_by=user)
    return Submission.objects.filter(readable).select_related("office", "routed_to")


def as_rows(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """With what a row of the inbox shows and no more: the stories stay where they are."""
    return submissions.select_related(None).only(*ROW)


def submission_for(user: User, reference: str) -> Submission:
    """One submission as this person reads it: with masks, unless they handle it."""
    try:
        found = submissions_for(user).select_related("reporter", "entered_by").get(reference=reference)
    except Submission.DoesNotExist:
        raise NotFound from None
    return as_read_by(user, [found])[0]


def chosen_for(user: User, references: Iterable[str]) -> list[Submission]:
    """Of these the ones that this person may read, as they read them, the least lawful time left first."""
    found = submissions_for(user).select_related("reporter", "entered_by")
    return as_read_by(user, found.filter(reference__in=list(references)).order_by("due_on", "pk"))


def attachment_for(user: User, reference: str, pk: int) -> Attachment:
    """A paper or photo. What a named person sent opens to those who handle the matter alone."""
    try:
        found = Attachment.objects.select_related(
            "file__subject", "submission__office", "submission__routed_to"
        )
        attachment = found.get(pk=pk, submission__in=submissions_for(user), submission__reference=reference)
    except Attachment.DoesNotExist:
        raise NotFound from None
    if attachment.file.subject_id and not handles(attachment.submission, user):
        raise NotPermitted(PAPERS_CLOSED, law=REPORTER_CONFIDENTIAL)
    return attachment


def waiting(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Not yet sent on, the least lawful time left first."""
    return submissions.filter(state__in=["received", "registered"]).order_by("due_on", "pk")


def urgent(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Of these the ones whose words rang an alarm."""
    return waiting(submissions).exclude(urgency="")


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
    """Its papers, without their names where the reader does not handle it: people name files after themselves."""
    found = list(submission.attachments.select_related("file"))
    for attachment in found if submission.is_masked else []:
        attachment.name = ""
    return found


def supplements_of(submission: Submission) -> list[Supplement]:
    found = list(submission.supplements.prefetch_related("attachments"))
    return [masked_supplement(submission, added) for added in found] if submission.is_masked else found


def twin_of(submission: Submission) -> Submission | None:
    """The other track of what was sent as both."""
    return Submission.objects.filter(form_token=submission.form_token).exclude(pk=submission.pk).first()


def with_a_twin(submissions: Iterable[Submission]) -> set[UUID]:
    """The form tokens of those that were sent as both."""
    found = Submission.objects.filter(form_token__in=[one.form_token for one in submissions])
    several = found.order_by().values("form_token").annotate(number=Count("pk")).filter(number__gt=1)
    return set(several.values_list("form_token", flat=True))


def receipt(form_token: str) -> list[Submission]:
    """The submissions of one form, the report first."""
    found = Submission.objects.filter(form_token=form_token).select_related("office")
    return list(found.order_by("-kind"))


class Returned(NamedTuple):
    """It came back from an office that was not competent, with the lead that ended; ``office`` is its code."""

    at: dt.datetime
    actor: User | None
    reason: str
    office: str
    lead: str


def returns_of(submissions: Iterable[Submission]) -> dict[str, list[Returned]]:
    """Number of the report → every time that it came back to the intake desk, the newest first; in one query."""
    found: dict[str, list[Returned]] = defaultdict(list)
    history = audit.history_of(*(one.reference for one in submissions))
    for event in history.filter(action="submission.report_returned").order_by("-id"):
        details = audit.details_of(event)
        back = Returned(event.at, event.actor, details["reason"], details["office"], details["case"])
        found[event.reference].append(back)
    return found


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
