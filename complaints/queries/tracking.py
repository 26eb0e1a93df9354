"""What a citizen with number and code may see."""

import dataclasses
import datetime as dt
import hmac
import uuid
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from casework import queries as hub
from casework.clocks import (
    CASE_90,
    CLOCKS,
    PUB_20,
    RPT_NOTIFY_FILING_O20,
)
from casework.kernel import audit, deadlines, explanations
from casework.kernel.clock import day_of
from casework.kernel.explanations import Step as Sentence
from casework.kernel.models import AuditEvent, Deadline
from casework.kernel.working_days import Unit
from casework.models import DossierEntry, Publication
from complaints.lifecycle import MEDIATION_CLOCKS
from complaints.lifecycle.reopening import REOPENED, VERIFIED_ANEW
from complaints.models import ComplaintTrack, Submission
from complaints.progress.course import Course, Period, Track
from complaints.queries.desk import INBOX_CLOCKS, RECEIPT_CLOCKS
from complaints.query_codes import hash_of_code

# --- The citizen's side -----------------------------------------------------------------------------


def tracked(number: str, code: str) -> Submission | None:
    """The submission that number and code open together; None does not say which of them was wrong, not by the time
    it takes either: the row itself is read only where both are right."""
    known = Submission.objects.filter(reference=number.strip().upper())
    expected = known.values_list("query_code_hash", flat=True).first() or "0" * 64
    return known.first() if hmac.compare_digest(hash_of_code(code), expected) else None


def tracked_again(reference: str) -> Submission | None:
    """The submission that this browser has opened before."""
    return Submission.objects.select_related("office", "routed_to").filter(reference=reference).first()


class Seen(NamedTuple):
    """Who may open the tracking page, and what of it is new since the last look."""

    form_token: uuid.UUID
    stamp: str


STAMP = """
    SELECT s.form_token, concat_ws(
        '/',
        (SELECT max(id) FROM kernel_auditevent WHERE reference IN (s.reference, s.case_reference, l.reference)),
        (SELECT count(file_id) FROM complaints_letter WHERE submission_id = s.id)
    )
    FROM complaints_submission s LEFT JOIN complaints_secondlook l ON l.submission_id = s.id
    WHERE s.reference = %s
"""


def seen(reference: str) -> Seen | None:
    """Nothing happens without an event, so the last one says whether the page is still as it was drawn; letters are
    set in type without one. Written out as SQL: it is asked at every look, and this page is looked at most."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP, [reference])
        row = cursor.fetchone()
    return Seen(*row) if row else None


class Explained(NamedTuple):
    """A clock with the sentences that count it for a citizen."""

    deadline: Deadline
    sentences: list[Sentence]


class Tracking(NamedTuple):
    """What the tracking page shows; ``clock`` is the one that runs for the citizen now."""

    course: Course
    clock: Deadline | None
    explained: list[Explained]


CITIZENS_CLOCKS = (*INBOX_CLOCKS, *(clock.id for clock in MEDIATION_CLOCKS), CASE_90.id, PUB_20.id)


def tracking_of(submission: Submission, today: dt.date) -> Tracking:
    """Everything that the person who sent it may know, and nothing that names staff."""
    references = [name for name in (submission.reference, submission.case_reference) if name]
    clocks: dict[str, Deadline] = {}
    for deadline in deadlines.running_on(*references):  # of two of a kind, the one that is open
        if deadline.clock in CITIZENS_CLOCKS:
            clocks.setdefault(deadline.clock, deadline)
    for deadline in clocks.values():
        deadline.left = deadlines.days_left(deadline, today)
        deadline.internal_due_on = deadline.due_on  # the office's own aim is not the citizen's business
    running = [d for d in clocks.values() if d.is_open and d.clock != RPT_NOTIFY_FILING_O20.id]
    explained = [Explained(d, _sentences(d)) for d in sorted(clocks.values(), key=lambda d: d.started_on)]
    return Tracking(_course(submission, clocks), running[0] if running else None, explained)


def _course(submission: Submission, clocks: dict[str, Deadline]) -> Course:
    own = _days_since_reopened(audit.history_of(submission.reference))
    case = _days_of(hub.milestones(submission.case_reference)) if submission.case_reference else {}
    published = _published(submission.case_reference)
    receipt_clock = next((clocks[name] for name in RECEIPT_CLOCKS if name in clocks), None)
    return Course(
        is_report=submission.is_report,
        is_named=submission.reporter_id is not None,
        received_at=submission.received_at,
        files=submission.attachments.filter(supplement=None).count(),
        registered_on=own.get("submission.registered"),
        reopened_on=own.get(REOPENED) or own.get(VERIFIED_ANEW),
        routed_on=own.get("submission.routed") if submission.routed_to_id else None,
        returned_on=own.get("submission.report_returned"),
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
        track=Track() if submission.is_report else _track(submission, own, clocks),
    )


def _track(submission: Submission, own: dict[str, dt.date], clocks: dict[str, Deadline]) -> Track:
    noted = getattr(submission, "track", None) or ComplaintTrack()
    call = submission.sessions.filter(held_on=None).last() if submission.state == "mediating" else None
    mediation = next((clocks[one.id] for one in MEDIATION_CLOCKS if one.id in clocks), None)
    not_accepted = submission.state == "not_accepted"
    return Track(
        identity_until=noted.identity_until,
        identity_proved_on=noted.identity_proved_on,
        not_accepted_on=own.get("submission.not_accepted"),
        refusal=noted.refusal_title if not_accepted else None,  # a proposal is not told
        accepted_on=noted.accepted_on,
        mediating_since=own.get("submission.mediation_begun"),
        called_for=call.called_for if call else None,
        place=call.place if call else "",
        stopped_on=own.get("submission.recusal_asked") if submission.state == "mediation_stopped" else None,
        appraisal_since=own.get("submission.appraisal_begun"),
        appraisal_until=own.get("submission.appraisal_ended"),
        agreed_on=noted.agreed_on,
        withdrawal_asked_on=noted.withdrawal_asked_on,
        withdrawn_on=own.get("submission.withdrawn"),
        terminated_on=noted.terminated_on,
        termination=noted.termination_title,
        closed_on=own.get("submission.complaint_closed"),
        mediation=_period(mediation),
    )


def _days_of(events: Iterable[AuditEvent]) -> dict[str, dt.date]:
    return {event.action: day_of(event.at) for event in events}


def _days_since_reopened(events: Iterable[AuditEvent]) -> dict[str, dt.date]:
    """Without the decisions that were taken back on a second look."""
    days: dict[str, dt.date] = {}
    for event in events:
        if event.action == REOPENED:
            for ended in ("submission.not_accepted", "submission.put_out_of_scope"):
                days.pop(ended, None)
        days[event.action] = day_of(event.at)
    return days


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
