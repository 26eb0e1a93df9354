"""公告送达 (程序规定 art 82 item 5): announced, then a period, then the document counts as served.

The period runs out by itself (the sweep ends its clock on the very day). That the notice hung or stood all that
time is a fact that the officers of the case put on record: their one press after the period records the service,
dated on the last day of the period, and takes the step of the case.
"""

import datetime as dt

from django.db import transaction

from casework.clocks import CASE_90, SRV_7
from casework.kernel import audit, deadline_changes, deadlines, files, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, NotPermitted, Refused, Stale
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, option, who_was_first
from casework.lifecycle import ON_THE_CASE
from casework.lifecycle.service import ANNOUNCEMENT_GROUNDS, NOTICE, NOTICE_CLOCKS, notice_clock
from casework.models import Announcement, Case, Document, Service
from casework.services import documents, service_of_documents
from casework.services.service_of_documents import SERVED_ALREADY, STEPS, STILL_MADE

NEEDS_REASON = Text(
    "公告送达要写明原因和经过：下落不明，或者其他方式都无法送达。",
    "A public notice needs its ground and what was tried: whereabouts unknown, or every other way failed.",
)
WRONG_DAY = Text(
    "公告日期须在文书制作之后、今天之前。", "The day of publication lies between the document and today."
)
NOT_ANNOUNCED = Text("这份文书没有公告。", "This document has not been announced.")
STILL_RUNS = Text(
    "公告期到{day}届满，在那以后才视为送达。", "The notice runs until {day}; served after that."
)


@transaction.atomic
def draw_notice(
    *, document: Document, gist: str, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Document:
    """文书送达公告, numbered, to be published: ``gist`` is what the document says, in short and without personal
    data that need not be public; ``reason`` why no other way was left. :func:`announce` records that it stood."""
    case: Case = lock(document.case)
    if token is not None:
        tokens.spend(token, "case.announcement_drawn", document.reference, actor=actor, at=at)
        if token.version not in (0, case.version):
            raise Stale(who_was_first(case))
    _check(document, case, actor, at)
    case.version += 1  # of two who draw it up at once, one wins; one who saw this paper may draw another
    case.save(update_fields=["version"])
    paper = documents.make_service_announcement(
        case, document=document, gist=gist, reason=reason, actor=actor, at=at
    )
    details = {"document": document.reference, "paper": paper.reference, "law": NOTICE.law}
    audit.record(case.reference, "case.announcement_drawn", actor=actor, at=at, details=details)
    return paper


@transaction.atomic
def announce(
    *,
    document: Document,
    ground: str,
    course: str,
    place: str,
    where: str,
    published_on: dt.date,
    actor: User,
    at: dt.datetime,
    copy: tuple[bytes, str] | None = None,
    token: Token | None = None,
) -> Announcement:
    """Put a public notice on record and start its period on the document: 30 days, 60 before 2022-11-01.
    ``course`` says what was tried before; ``copy`` is a picture of the notice as it stood. Announcing in time
    is what SRV-7 asks of the office; the period itself is longer than that."""
    case: Case = lock(document.case)
    if token is not None:
        tokens.spend(token, "case.document_announced", document.reference, actor=actor, at=at)
    _check(document, case, actor, at)
    if ground not in ANNOUNCEMENT_GROUNDS or not course.strip():
        raise Invalid(NEEDS_REASON, law=NOTICE.law)
    if not document.on <= published_on <= day_of(at):
        raise Invalid(WRONG_DAY, law=NOTICE.law)
    clock = notice_clock(published_on)
    deadline = deadlines.start(
        clock, document.reference, on=published_on, actor=actor, at=at, office=case.office
    )
    if deadline is None:
        raise LookupError(f"{clock} is not in force on {published_on}.")
    running = deadlines.open_clock(case.reference, SRV_7)
    if running:
        kept_on = day_of(at) if deadlines.was_missed(running) else published_on
        deadlines.meet(case.reference, SRV_7, on=kept_on, actor=actor, at=at)
    announcement = Announcement.objects.create(
        document=document,
        ground=ground,
        course=course.strip(),
        place=place,
        where=where,
        published_on=published_on,
        ends_on=deadline.due_on,
        copy=files.store(*copy, at=at) if copy else None,
        announced_by=actor,
        announced_at=at,
    )
    _hold_the_case(announcement, actor, at)
    audit.record(
        case.reference,
        "case.document_announced",
        actor=actor,
        at=at,
        details={
            "document": document.reference,
            "kind": document.kind,
            "ground": ground,
            "place": place,
            "published_on": published_on,
            "ends_on": deadline.due_on,
            "law": NOTICE.law,
        },
    )
    return announcement


@transaction.atomic
def confirm_announced(
    *, document: Document, actor: User, at: dt.datetime, note: str = "", token: Token | None = None
) -> Service:
    """The period has run: record the service on its last day, and take the step of the case."""
    case: Case = lock(document.case)
    announcement = Announcement.objects.filter(document=document).first()
    if announcement is None:
        raise Refused(NOT_ANNOUNCED, law=NOTICE.law)
    if day_of(at) <= announcement.ends_on:
        raise Refused(STILL_RUNS.format(day=announcement.ends_on), law=NOTICE.law)
    service = Service(
        document=document,
        method=NOTICE.name,
        served_on=announcement.ends_on,
        place=f"{announcement.place_title}：{announcement.where}"[:200],
        receipt=announcement.copy,
        note=note,
    )
    return service_of_documents.complete(case, service, actor=actor, at=at, token=token)


def end_announcements_due(*, at: dt.datetime) -> int:
    """Sweep: end every notice whose period has run, on its last day. Safe to repeat."""
    ended = 0
    over = Deadline.objects.filter(
        clock__in=[clock.id for clock in NOTICE_CLOCKS],
        state=Deadline.State.RUNNING,
        due_on__lt=day_of(at),
    )
    for announcement in Announcement.objects.filter(document__reference__in=over.values("reference")):
        ended += _end(announcement, at)
    return ended


@transaction.atomic
def _end(announcement: Announcement, at: dt.datetime) -> bool:
    document = announcement.document
    case = lock(document.case)
    if not service_of_documents.end_announcement(document, on=announcement.ends_on, actor=None, at=at):
        return False
    audit.record(
        case.reference,
        "case.announcement_ended",
        actor=None,
        at=at,
        details={"document": document.reference, "kind": document.kind, "law": NOTICE.law},
    )
    return True


def _hold_the_case(announcement: Announcement, actor: User, at: dt.datetime) -> None:
    """The days of a public notice do not count in CASE-90 (程序规定 art 64). Where it has run out already, or
    the case is decided, there is nothing to stop."""
    case, document = announcement.document.case, announcement.document
    clock = deadlines.open_clock(case.reference, CASE_90)
    if clock is None or (clock.state == clock.State.RUNNING and announcement.published_on > clock.due_on):
        return
    deadline_changes.hold(
        case.reference,
        CASE_90,
        on=max(announcement.published_on, clock.started_on),
        ground=announcement.pause,
        document=document.reference,
        actor=actor,
        at=at,
    )


def _check(document: Document, case: Case, actor: User, at: dt.datetime) -> None:
    """The same as for any other way to serve: in its turn, by the officers of the case, once."""
    action = STEPS.get(document.kind)
    if action and (refusals := option(case, action, actor, day_of(at)).refusals):
        raise Refused.because(refusals)
    if not service_of_documents.may_serve(document, actor):
        raise NotPermitted(ON_THE_CASE.reason, law=NOTICE.law)
    if document.file_id is None:
        raise Refused(STILL_MADE, law=NOTICE.law)
    if document.services.exists():
        raise Refused(SERVED_ALREADY, law=NOTICE.law)
    if Announcement.objects.filter(document=document).exists():
        raise Stale(who_was_first(case))
