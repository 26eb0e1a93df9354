"""The case from lead to filing, and its end. Desks open and feed a case through these verbs only."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from casework.clocks import CMP_CLUE, RPT_NOTIFY_FILING_O20, VER_15, VERIFICATION_CLOCKS
from casework.kernel import audit, deadlines
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import Office, User
from casework.kernel.references import new_reference, official_number
from casework.kernel.roles import INVESTIGATORS
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import NOT_FILING_GROUNDS
from casework.models import Approval, Case, CaseOfficer, Party
from casework.services import approval_requests, documents

CASE_NUMBER_KIND = "案"


@transaction.atomic
def register_lead(
    *,
    office: Office,
    cause: str,
    summary: str,
    source: str,
    received_on: dt.date,
    actor: User,
    at: dt.datetime,
    source_reference: str = "",
    reporter_is_named: bool = False,
    party: Party | None = None,
    act_ended_on: dt.date | None = None,
) -> Case:
    """Open a lead (线索) in the hub. The verification clock of the submission, if it had one, goes on here
    with its own start; otherwise VER-15 starts on ``received_on`` (程序规定 art 18), and for a clue that a
    complaint brought to light CMP-CLUE (Order 121 art 27)."""
    case = Case.objects.create(
        reference=new_reference("CAS", at),
        state="lead_registered",
        office=office,
        party=party,
        cause=cause,
        summary=summary,
        source=source,
        source_reference=source_reference,
        reporter_is_named=reporter_is_named,
        received_on=received_on,
        registered_at=at,
        act_ended_on=act_ended_on,
    )
    audit.record(
        case.reference, "case.lead_registered", actor=actor, at=at, details={"source": source_reference}
    )
    handed_over = source_reference and deadlines.hand_over(
        VER_15, source=source_reference, target=case.reference, office=office
    )
    if not handed_over:
        clock = CMP_CLUE if source == Case.Source.COMPLAINT else VER_15
        deadlines.start(clock, case.reference, on=received_on, actor=actor, at=at, office=office)
    return case


@transaction.atomic
def record_party(
    *,
    case: Case,
    party: Party,
    actor: User,
    at: dt.datetime,
    act_ended_on: dt.date | None = None,
    token: Token | None = None,
) -> Case:
    """Name the party, and the day the act ended where it is known."""
    case = lock(case)
    case.party = party
    case.act_ended_on = act_ended_on or case.act_ended_on
    return perform(case, "record_party", actor=actor, at=at, token=token, details={"party": party.pk})


@transaction.atomic
def assign_officers(
    *, case: Case, officers: Sequence[User], actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """Name at least two officers and begin verification (程序规定 arts 18–19), or go on with the investigation of a
    case that was taken over."""
    case = lock(case)
    refuse_officers(case, officers)
    for officer in officers:
        CaseOfficer.objects.get_or_create(case=case, user=officer, ended_at=None, defaults={"named_at": at})
    return perform(
        case,
        "name_officers" if case.state == "taken_over" else "assign_officers",
        actor=actor,
        at=at,
        token=token,
        participants=officers,
        details={"officers": [officer.username for officer in officers]},
    )


def refuse_officers(case: Case, officers: Sequence[User]) -> None:
    """Only enforcement officers of the case's own bureau work on it."""
    if any(not officer.roles & INVESTIGATORS for officer in officers):
        raise Invalid(
            Text("只能指派执法人员。", "Only enforcement officers can be assigned."), law="处罚法第四十二条"
        )
    if any(
        not officer.office or officer.office.bureau_code != case.office.bureau_code for officer in officers
    ):
        raise Invalid(
            Text("只能指派本局的执法人员。", "Only officers of this bureau can be assigned."),
            law="程序规定第十九条",
        )


@transaction.atomic
def propose_filing(
    *, case: Case, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """Ask the head to file (立案审批表)."""
    case = perform(lock(case), "propose_filing", actor=actor, at=at, token=token)
    approval_requests.request(case=case, kind="filing", reason=reason, requested_by=actor, at=at)
    return case


@transaction.atomic
def propose_not_filing(
    *, case: Case, ground: str, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """Ask the head not to file, on a ground of the rule (程序规定 art 20)."""
    if ground not in NOT_FILING_GROUNDS:
        raise Invalid(
            Text("请选择不予立案的理由。", "Choose the ground for not filing."), law="程序规定第二十条"
        )
    details = {"ground": ground}
    case = perform(lock(case), "propose_not_filing", actor=actor, at=at, token=token, details=details)
    approval_requests.request(
        case=case, kind="not_filing", reason=reason, requested_by=actor, at=at, details=details
    )
    return case


@transaction.atomic
def file(*, approval: Approval, actor: User, at: dt.datetime) -> Case:
    """立案: the case gets its official number; CASE-90 starts, VER-15 stops."""
    case = lock(approval.case)
    case.filed_on = day_of(at)
    case = perform(case, "file", actor=actor, at=at)
    documents.make_filing_approval(case, approval, decision="立案", actor=actor, at=at)
    case.number = official_number(case.office, CASE_NUMBER_KIND, day_of(at))
    case.save(update_fields=["number"])
    return case


@transaction.atomic
def take_over(*, case: Case, filed_on: dt.date, number: str, at: dt.datetime) -> Case:
    """Take a case over that an old system filed on ``filed_on`` under ``number``: its verification ended on that
    day, and the ninety days count from it. Nobody here decided on it, so the import alone may say so."""
    case = lock(case)
    for clock in VERIFICATION_CLOCKS:
        deadlines.meet(case.reference, clock, on=filed_on, actor=None, at=at)
    case.filed_on, case.number = filed_on, number
    told = {"filed_on": filed_on, "number": number}
    return perform(case, "take_over", actor=None, at=at, starts_on=filed_on, details=told)


@transaction.atomic
def decline_filing(*, approval: Approval, actor: User, at: dt.datetime) -> Case:
    """不予立案, with its ground."""
    case = lock(approval.case)
    case.closed_on = day_of(at)
    case = perform(case, "decline_filing", actor=actor, at=at)
    documents.make_filing_approval(case, approval, decision="不予立案", actor=actor, at=at)
    return case


@transaction.atomic
def record_reporter_told(*, case: Case, actor: User | None, at: dt.datetime) -> None:
    """The named reporter has been told whether the case was filed (Order 20 art 31(2), until 2026-04-14)."""
    deadlines.meet(case.reference, RPT_NOTIFY_FILING_O20, on=day_of(at), actor=actor, at=at)
    audit.record(case.reference, "case.reporter_told", actor=actor, at=at)


@transaction.atomic
def propose_closing(
    *, case: Case, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """Hand in the closing form (程序规定 art 77)."""
    case = perform(lock(case), "propose_closing", actor=actor, at=at, token=token)
    approval_requests.request(case=case, kind="closing", reason=reason, requested_by=actor, at=at)
    return case


@transaction.atomic
def close(*, approval: Approval, actor: User, at: dt.datetime) -> Case:
    """结案 (程序规定 art 77)."""
    case = lock(approval.case)
    case.closed_on = day_of(at)
    case = perform(case, "close", actor=actor, at=at)
    documents.make_closing_approval(case, approval, actor=actor, at=at)
    return case


@transaction.atomic
def archive(*, case: Case, volume: str, actor: User, at: dt.datetime, token: Token | None = None) -> Case:
    """One case, one file (程序规定 art 78): ``volume`` is its number in the archive."""
    details = {"volume": volume}
    return perform(lock(case), "archive", actor=actor, at=at, token=token, details=details)
