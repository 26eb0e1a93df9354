"""The course of a visit: planned and approved, announced, begun, written down, signed (程序规定 arts 21–28)."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from casework import wording
from casework.kernel import audit, tokens, words
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import Certificate, User
from casework.kernel.references import new_reference, profile_on
from casework.kernel.roles import INVESTIGATORS
from casework.kernel.tokens import Token
from casework.kernel.transitions import authorise, lock, perform
from casework.models import Case
from casework.services import approval_requests, documents, dossier
from inspections.lifecycle import ANSWERS, BASIS, CASE_OPEN, CASE_STATES, CERTIFIED, PLANNERS
from inspections.models import Visit, VisitOfficer
from inspections.services import contexts


@transaction.atomic
def plan(
    *,
    case: Case,
    officers: Sequence[User],
    place: str,
    purpose: str,
    planned_for: dt.datetime,
    actor: User,
    at: dt.datetime,
    checklist: Sequence[str] = (),
    reason: str = "",
    basis: str = BASIS,
    token: Token | None = None,
) -> Visit:
    """Plan a visit with at least two certified officers, and ask the head to approve it. ``purpose`` and
    ``reason`` (what the head reads) are words; ``checklist`` is a list of questions."""
    if token is not None:
        tokens.spend(token, "visit.planned", case.reference, actor=actor, at=at)
    absent = authorise(actor, PLANNERS, office=case.office, day=day_of(at), law=CERTIFIED.law)
    _refuse_plan(case, planned_for, at)
    certificates = _certificates(officers, day_of(planned_for))
    visit = Visit.objects.create(
        reference=new_reference("VIS", at),
        state="planned",
        case=case,
        place=place.strip(),
        purpose=purpose.strip(),
        basis=basis,
        planned_for=planned_for,
        planned_by=actor,
        checklist=[{"question": question, "answer": "", "note": ""} for question in checklist],
    )
    for officer in dict.fromkeys(officers):
        VisitOfficer.objects.create(
            visit=visit, user=officer, certificate_number=certificates[officer.pk].number
        )
    audit.record(
        visit.reference,
        "visit.planned",
        actor=actor,
        at=at,
        participants=officers,
        on_behalf_of=absent,
        details={"case": case.reference, "officers": [officer.username for officer in officers]},
    )
    _ask(visit, reason, actor, at)
    return visit


@transaction.atomic
def ask_approval(
    *, visit: Visit, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Visit:
    """Ask again after the head returned the first request."""
    visit = perform(lock(visit), "ask_approval", actor=actor, at=at, token=token)
    _ask(visit, reason, actor, at)
    return visit


@transaction.atomic
def give_notice(*, visit: Visit, actor: User, at: dt.datetime, token: Token | None = None) -> Visit:
    """Make the 检查通知书 of an approved visit, to be handed over before it begins."""
    visit = lock(visit)
    day = day_of(at)
    if not wording.is_in_force("visit.notice", day):
        raise Refused(
            Text("系统没有收录这一天的通知书用语。", "The wording of a notice of that day is not on file."),
            law="处罚法第八十六条",
        )
    visit = perform(visit, "give_notice", actor=actor, at=at, token=token)
    context = contexts.inspection_notice(visit, profile_on(visit.case.office, day), on=day)
    visit.notice = documents.make(visit.case, "inspection_notice", context, on=day, actor=actor, at=at)
    visit.save(update_fields=["notice"])
    return visit


@transaction.atomic
def begin(*, visit: Visit, actor: User, at: dt.datetime, token: Token | None = None) -> Visit:
    """The officers are on site, certificates shown. Their numbers are frozen as valid this day."""
    visit = lock(visit)
    visit.begun_at = at
    visit = perform(
        visit, "begin", actor=actor, at=at, token=token, participants=[o.user for o in visit.team()]
    )
    team = visit.team()
    certificates = _certificates([officer.user for officer in team], day_of(at))
    for officer in team:
        officer.certificate_number = certificates[officer.user_id].number
        officer.save(update_fields=["certificate_number"])
    return visit


@transaction.atomic
def record_findings(
    *,
    visit: Visit,
    told_rights: str,
    findings: str,
    recording: str,
    actor: User,
    at: dt.datetime,
    party_name: str = "",
    party_capacity: str = "",
    party_statement: str = "",
    answers: Sequence[Mapping[str, str]] | None = None,
    no_evidence_note: str = "",
    token: Token | None = None,
) -> Visit:
    """Write the record down, whole, as it stands now. ``answers`` has one ``{"answer", "note"}`` for each
    question of the checklist, in its order. Signatures given before no longer count."""
    visit = lock(visit)
    visit.told_rights = told_rights.strip()
    visit.findings = findings.strip()
    visit.recording = recording.strip()
    visit.party_name = party_name.strip()
    visit.party_capacity = party_capacity.strip()
    visit.party_statement = party_statement.strip()
    visit.no_evidence_note = no_evidence_note.strip()
    if answers is not None:
        visit.checklist = _answered(visit.checklist, answers)
    return perform(visit, "record_findings", actor=actor, at=at, token=token)


@transaction.atomic
def finish(*, visit: Visit, actor: User, at: dt.datetime, token: Token | None = None) -> Visit:
    """Everybody signed: the 现场笔录 is made and, with every piece of evidence, goes into the case file. Both
    officers count as investigators of the case from now on (程序规定 art 49)."""
    visit = lock(visit)
    visit.ended_at = at
    team = visit.team()
    officers = [officer.user for officer in team]
    case, content = visit.case, visit.content_sha256()
    visit = perform(
        visit,
        "sign",
        actor=actor,
        at=at,
        token=token,
        participants=officers,
        details={"content_sha256": content},
    )
    audit.record(
        case.reference,
        "visit.signed",
        actor=actor,
        at=at,
        participants=officers,
        details={"visit": visit.reference, "content_sha256": content},
    )
    context = contexts.site_record(visit, profile_on(case.office, day_of(at)))
    # The record carries the visit's own reference as its number.
    visit.record = documents.make(
        case, "site_record", context, on=day_of(at), actor=actor, at=at, number=visit.reference
    )
    visit.save(update_fields=["record"])
    _file(visit, team, actor, at)
    return visit


@transaction.atomic
def cancel(*, visit: Visit, reason: str, actor: User, at: dt.datetime, token: Token | None = None) -> Visit:
    """Call a visit off before it begins, saying why."""
    if not reason.strip():
        raise Invalid(Text("请写明取消的原因。", "Say why the visit is cancelled."))
    visit = lock(visit)
    visit.cancel_reason = reason.strip()
    return perform(visit, "cancel", actor=actor, at=at, token=token)


def may_plan(user: User) -> bool:
    """Whether this person may plan a visit of a case that they read."""
    return bool(user.powers & PLANNERS)


def _refuse_plan(case: Case, planned_for: dt.datetime, at: dt.datetime) -> None:
    if case.state not in CASE_STATES:
        raise Refused(CASE_OPEN.missing, law=CASE_OPEN.law)
    if day_of(planned_for) < day_of(at):
        raise Invalid(
            Text("检查时间不能早于今天。", "The visit cannot lie before today."), law="程序规定第二十八条"
        )


def _certificates(officers: Sequence[User], day: dt.date) -> dict[int, Certificate]:
    """The certificate of each officer on the day; Refused where fewer than two, or one without."""
    if any(not officer.roles & INVESTIGATORS for officer in officers):
        raise Invalid(Text("只能选执法人员。", "Only enforcement officers can be chosen."), law=CERTIFIED.law)
    found = Certificate.objects.filter(
        user__in=officers, valid_from__lte=day, valid_to__gte=day, is_legal_qualification=False
    )
    certificates = {certificate.user_id: certificate for certificate in found.order_by("valid_to")}
    if len(set(officers)) < 2 or set(certificates) != {officer.pk for officer in officers}:
        raise Refused(CERTIFIED.missing, law=CERTIFIED.law)
    return certificates


def _ask(visit: Visit, reason: str, actor: User, at: dt.datetime) -> None:
    when = words.minute(visit.planned_for)
    names = "、".join(str(officer) for officer in visit.team())
    approval_requests.request(
        case=visit.case,
        kind="visit",
        subject=visit.reference,
        reason=f"{reason.strip() or visit.purpose}\n{when}，{visit.place}。执法人员：{names}。",
        requested_by=actor,
        at=at,
    )


def _answered(
    checklist: Sequence[Mapping[str, str]], answers: Sequence[Mapping[str, str]]
) -> list[dict[str, str]]:
    if len(answers) != len(checklist) or any(a.get("answer", "") not in ("", *ANSWERS) for a in answers):
        raise Invalid(Text("检查表和这次检查对不上。", "The answers do not fit the checklist."))
    return [
        {**point, "answer": given.get("answer", ""), "note": given.get("note", "").strip()}
        for point, given in zip(checklist, answers, strict=True)
    ]


def _file(visit: Visit, team: Sequence[VisitOfficer], actor: User, at: dt.datetime) -> None:
    """Into the case file: the record, then each piece of evidence with its hash."""
    officers = [officer.user for officer in team]
    certificates = [officer.certificate_number for officer in team]
    dossier.add_to_dossier(
        case=visit.case,
        kind="site_record",
        reference=visit.reference,
        title=f"现场笔录：{visit.place}"[:200],
        made_by="、".join(officer.name for officer in officers)[:120],
        officers=officers,
        certificates=certificates,
        on=day_of(at),
        is_signed=True,
        path=visit.get_absolute_url(),
        actor=actor,
        at=at,
    )
    for item in visit.evidence.select_related("file", "maker"):
        dossier.add_to_dossier(
            case=visit.case,
            kind=item.kind,
            reference=str(item.uuid),
            title=item.caption,
            made_by=item.maker.name,
            officers=officers,
            certificates=certificates,
            on=day_of(item.taken_at),
            sha256=item.file.sha256,
            path=item.get_absolute_url(),
            actor=actor,
            at=at,
        )
