"""送达: recording that a document reached the party (程序规定 arts 81–83). The methods stand in the table
``casework.lifecycle.service``; a public notice has its own verbs in ``announcements``."""

import datetime as dt

from django.db import transaction

from casework.clocks import CASE_90
from casework.kernel import audit, deadline_changes, deadlines, files, tokens
from casework.kernel.clock import day_of
from casework.kernel.deadlines import DAY
from casework.kernel.errors import Invalid, NotPermitted, Refused, Stale
from casework.kernel.lifecycle import Text, Transition
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform, who_was_first
from casework.lifecycle import CASE, ON_THE_CASE
from casework.lifecycle.service import (
    METHODS,
    NOTICE,
    PARTICULARS,
    RECORDED,
    Method,
    against,
    lacking,
    notice_clock,
)
from casework.models import AddressConfirmation, Announcement, Case, Document, Service
from casework.services import addresses, corrections, documents, execution, hearings, inquiries

LAW = "程序规定第八十一条"
# The step of the case that a served document completes.
STEPS = {
    "penalty_notice": "serve_notice",
    "penalty_decision": "serve_decision",
    "no_penalty_decision": "serve_no_penalty",
}
# What follows from the service of a document beside the course.
BESIDE = {
    "penalty_decision": execution.open_on_service,
    "demand_letter": execution.note_demand,
    "correction_order": corrections.note_service,
    "supply_notice": inquiries.note_service,
}
SERVED_ALREADY = Text("这份文书的送达已经记录。", "The service of this document is on record already.")
STILL_MADE = Text("文书正在生成，请稍候再记录送达。", "The document is still being made.")
MOVED_ON = Text(
    "本案已经进入下一步，送达日期不能再改；其他内容可以更正。",
    "The case has gone on: the day of service stands; everything else can be corrected.",
)
SERVED_BY_NOTICE = Text(
    "公告期已于{day}届满，视为已经送达：请确认公告送达。",
    "The public notice ran out on {day} and counts as service: confirm that.",
)
OTHER_LAW = Text(
    "两个日期适用的期限规定不同，不能用更正改变。",
    "Different periods applied on the two days; a correction cannot change that.",
)


@transaction.atomic
def record_service(
    *,
    document: Document,
    method: str,
    served_on: dt.date,
    actor: User,
    at: dt.datetime,
    receipt: tuple[bytes, str] | None = None,
    note: str = "",
    token: Token | None = None,
    **particulars: str,
) -> Service:
    """Record the service of a document by the officers of its case. ``particulars`` are what the method asks
    for, by the names of the table; ``receipt`` is the scan of what proves it. The party's periods run from
    ``served_on``, which cannot lie after today or before the document was made. Raises Invalid for what is
    missing, Refused where the method is not lawful here."""
    case: Case = lock(document.case)
    service = Service(document=document, method=method, served_on=served_on, note=note, **particulars)
    announcement = Announcement.objects.filter(document=document, ends_on__lt=served_on).first()
    if announcement:
        raise Refused(SERVED_BY_NOTICE.format(day=announcement.ends_on), law=NOTICE.law)
    _check(service, RECORDED[method], at)
    service.receipt = files.store(*receipt, at=at) if receipt else None
    return complete(case, service, actor=actor, at=at, token=token)


@transaction.atomic
def correct_service(
    *,
    service: Service,
    correction: str,
    method: str,
    served_on: dt.date,
    actor: User,
    at: dt.datetime,
    receipt: tuple[bytes, str] | None = None,
    note: str = "",
    token: Token | None = None,
    **particulars: str,
) -> Service:
    """Set a wrong entry right by a further one; the wrong one stays on record. ``correction`` says what was
    wrong. Another day of service moves the periods that began with it, as long as the case has not gone on."""
    document, case = service.document, lock(service.document.case)
    if token is not None:
        tokens.spend(token, "case.service_corrected", document.reference, actor=actor, at=at)
    if not may_serve(document, actor):
        raise NotPermitted(ON_THE_CASE.reason, law=LAW)
    if Service.objects.filter(corrects=service).exists():
        raise Stale(who_was_first(case))
    right = Service(
        document=document,
        method=method,
        served_on=served_on,
        note=note,
        corrects=service,
        correction=correction,
        **particulars,
    )
    _check(right, METHODS[method] if method == service.method else RECORDED[method], at)
    right.receipt = files.store(*receipt, at=at) if receipt else service.receipt
    if served_on != service.served_on and document.kind in STEPS:
        _move_the_periods(case, CASE.by_action[STEPS[document.kind]], service, served_on, actor, at)
        execution.correct_service(document=document, served_on=served_on)
    if served_on != service.served_on and document.kind == "supply_notice":
        inquiries.correct_service(document=document, served_on=served_on, actor=actor, at=at)
    _save(right, case, actor, at)
    hearings.notice_served(document, on=served_on, actor=actor, at=at)
    audit.record(
        case.reference,
        "case.service_corrected",
        actor=actor,
        at=at,
        details={
            "document": document.reference,
            "method": method,
            "served_on": served_on,
            "was": {"method": service.method, "served_on": service.served_on},
            "law": METHODS[method].law,
        },
    )
    documents.make_service_receipt(case, right, actor=actor, at=at)
    return right


def complete(
    case: Case, service: Service, *, actor: User, at: dt.datetime, token: Token | None = None
) -> Service:
    """Save a lawful service and take the step of the case that it completes, in the open transaction with the
    case locked."""
    document = service.document
    if document.kind in STEPS:
        _take_the_step(case, service, actor, at, token)
    else:
        _serve_beside_the_course(document, actor, at, token)
    _save(service, case, actor, at)
    hearings.notice_served(document, on=service.served_on, actor=actor, at=at)
    end_announcement(document, on=service.served_on, actor=actor, at=at)
    if document.kind in BESIDE:
        BESIDE[document.kind](document=document, served_on=service.served_on, actor=actor, at=at)
    documents.make_service_receipt(case, service, actor=actor, at=at)
    return service


def may_serve(document: Document, user: User) -> bool:
    """Whether this person is an officer of the document's case."""
    return user in document.case.officers_on_case()


def end_announcement(document: Document, *, on: dt.date, actor: User | None, at: dt.datetime) -> bool:
    """End the period of a running public notice on the day it ran out, or on which the party was reached
    after all. Its days do not count against the case (程序规定 art 64). False where none runs."""
    announcement = Announcement.objects.filter(document=document).first()
    if announcement is None:
        return False
    clock = notice_clock(announcement.published_on)
    if deadlines.meet(document.reference, clock, on=on, actor=actor, at=at) is None:
        return False
    _let_the_case_run(announcement, reached_on=on, actor=actor, at=at)
    return True


def _let_the_case_run(
    announcement: Announcement, *, reached_on: dt.date, actor: User | None, at: dt.datetime
) -> None:
    """CASE-90 stood still while the notice ran: it counts again from the day after the period, or from the day
    on which the party was reached before that."""
    document, ground = announcement.document, announcement.pause
    case_clock = deadlines.open_clock(document.case.reference, CASE_90)
    held_from = deadlines.pauses(case_clock.events.all()).get(ground) if case_clock else None
    if held_from is None:
        return
    on = reached_on + DAY if reached_on == announcement.ends_on else reached_on
    deadline_changes.resume(
        document.case.reference,
        CASE_90,
        on=max(on, held_from),
        ground=ground,
        document=document.reference,
        actor=actor,
        at=at,
    )


def _check(service: Service, method: Method, at: dt.datetime) -> None:
    """Refuse what is not lawful; note the confirmed address on which the service rests."""
    document, on = service.document, service.served_on
    if not document.on <= on <= day_of(at):
        raise Invalid(
            Text(
                "送达日期须在文书制作之后、今天之前。",
                "The day of service lies between the document and today.",
            )
        )
    if document.file_id is None:
        raise Refused(STILL_MADE, law=LAW)
    lacks = lacking(method, {name: getattr(service, name) for name in PARTICULARS})
    if lacks:
        raise Invalid(_still_to_give(method, lacks), law=method.law)
    confirmation = addresses.confirmation_on(document.case, on)
    refusals = against(method, document.kind, on, confirmed=confirmation.confirmed if confirmation else ())
    if refusals:
        raise Refused.because(refusals)
    if method.rests_on:
        service.address = confirmation
        service.place = _place(method, confirmation)


def _place(method: Method, confirmation: AddressConfirmation | None) -> str:
    if confirmation is None:
        raise LookupError(f"{method.name} rests on a confirmed address.")
    if method.rests_on == "electronic":
        return f"{confirmation.electronic_kind_title}：{confirmation.electronic_address}"
    return confirmation.postal_address


def _still_to_give(method: Method, lacks: list[str]) -> Text:
    missing = [PARTICULARS[name] for name in lacks if name not in method.one_of]
    options = [PARTICULARS[name] for name in method.one_of if name in lacks]
    zh = [text.zh for text in missing] + (["或者".join(text.zh for text in options)] if options else [])
    en = [text.en for text in missing] + ([" or ".join(text.en for text in options)] if options else [])
    return Text(f"{method.title.zh}还须写明：{'、'.join(zh)}。", f"{method.title.en}: give {', '.join(en)}.")


def _take_the_step(case: Case, service: Service, actor: User, at: dt.datetime, token: Token | None) -> None:
    document, action = service.document, STEPS[service.document.kind]
    for clock in CASE.by_action[action].stops:
        # Kept on the day of service and not on the later one on which it is written down, unless that was missed.
        running = deadlines.open_clock(case.reference, clock)
        if running and not deadlines.was_missed(running):
            deadlines.meet(case.reference, clock, on=service.served_on, actor=actor, at=at)
    perform(
        case,
        action,
        actor=actor,
        at=at,
        token=token,
        starts_on=service.served_on,
        details={
            "document": document.reference,
            "method": service.method,
            "served_on": service.served_on,
            "method_law": METHODS[service.method].law,
        },
    )


def _serve_beside_the_course(document: Document, actor: User, at: dt.datetime, token: Token | None) -> None:
    """A document that completes no step: served by the officers of the case too, and once."""
    if token is not None:
        tokens.spend(token, "case.document_served", document.reference, actor=actor, at=at)
    if not may_serve(document, actor):
        raise NotPermitted(ON_THE_CASE.reason, law=LAW)
    if Service.objects.filter(document=document).exists():
        raise Refused(SERVED_ALREADY, law=LAW)
    details = {"document": document.reference}
    audit.record(document.case.reference, "case.document_served", actor=actor, at=at, details=details)


def _save(service: Service, case: Case, actor: User, at: dt.datetime) -> None:
    service.officers = [officer.pk for officer in case.officers_on_case()]
    service.recorded_by, service.recorded_at = actor, at
    service.save()


def _move_the_periods(
    case: Case, step: Transition, service: Service, on: dt.date, actor: User, at: dt.datetime
) -> None:
    if case.state != step.target:
        raise Refused(MOVED_ON, law=step.law)
    clocks = [start.clock for start in step.starts]
    if any(clock.in_force(on) != clock.in_force(service.served_on) for clock in clocks):
        raise Refused(OTHER_LAW, law=step.law)
    for clock in clocks:
        deadlines.restart(case.reference, clock, on=on, ground=service.document.reference, actor=actor, at=at)
