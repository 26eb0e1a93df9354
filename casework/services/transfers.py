"""涉嫌犯罪移送: suspicion, task group, report, the principal head, the police and their answer (移送规定)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from casework.kernel import audit, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.references import new_reference
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import CASE, OBJECTION_ROUTES
from casework.models import Approval, Case, Transfer
from casework.services import approval_requests, cases, documents

KIND = "criminal_transfer"


@transaction.atomic
def suspect(
    *,
    case: Case,
    crime: str,
    facts_found: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Transfer:
    """An officer of the case finds that it may be a crime. From here on the case may not be decided."""
    if token is not None:
        tokens.spend(token, "transfer.suspected", case.reference, actor=actor, at=at)
    case = lock(case)
    transfer = Transfer(
        reference=new_reference("CRM", at),
        state="new",
        case=case,
        crime=crime,
        facts_found=facts_found,
        opened_by=actor,
        opened_at=at,
    )
    transfer.save()
    transfer = perform(transfer, "suspect", actor=actor, at=at, details={"crime": crime})
    _tell_the_case(transfer, "case.crime_suspected", actor, at)
    return transfer


@transaction.atomic
def form_group(
    *,
    transfer: Transfer,
    officers: Sequence[User],
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Transfer:
    """Name the two or more officers who verify it and report (移送规定 art 5)."""
    transfer = lock(transfer)
    cases.refuse_officers(transfer.case, officers)
    transfer.group = [officer.pk for officer in officers]
    return perform(
        transfer,
        "form_group",
        actor=actor,
        at=at,
        token=token,
        participants=officers,
        details={"officers": [officer.username for officer in officers]},
    )


@transaction.atomic
def report(
    *, transfer: Transfer, report: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Transfer:
    """The group's written report goes to the principal head, who decides within three days."""
    transfer = lock(transfer)
    transfer.report = report
    transfer = perform(transfer, "report", actor=actor, at=at, token=token)
    approval_requests.request(
        case=transfer.case,
        kind=KIND,
        reason=report,
        requested_by=actor,
        at=at,
        subject=transfer.reference,
        details={"crime": transfer.crime},
    )
    return transfer


@transaction.atomic
def approve_transfer(*, approval: Approval, actor: User, at: dt.datetime) -> Transfer:
    """The principal head approves: within twenty-four hours it is with the police. The case goes with it; a
    decision that was taken before stays."""
    transfer = lock(Transfer.objects.get(reference=approval.subject))
    transfer.approved_at = at
    transfer = perform(transfer, "approve_transfer", actor=actor, at=at)
    case = lock(transfer.case)
    goes = case.state in CASE.by_action["send_to_police"].sources
    case = perform(
        case,
        "send_to_police" if goes else "report_decided_to_police",
        actor=actor,
        at=at,
        details={"transfer": transfer.reference},
    )
    documents.make_matter_approval(
        case,
        approval,
        matter=f"涉嫌{transfer.crime}，移送公安机关",
        law="行政执法机关移送涉嫌犯罪案件的规定第五条",
        actor=actor,
        at=at,
    )
    return transfer


@transaction.atomic
def refuse_transfer(*, approval: Approval, actor: User, at: dt.datetime) -> Transfer:
    """The principal head does not approve; the reasons, which are the opinion, go on file (art 5)."""
    transfer = lock(Transfer.objects.get(reference=approval.subject))
    transfer.refusal_reasons = approval.opinion
    transfer = perform(transfer, "refuse_transfer", actor=actor, at=at)
    _tell_the_case(transfer, "case.transfer_not_approved", actor, at)
    return transfer


@transaction.atomic
def send(
    *,
    transfer: Transfer,
    police: str,
    letter_number: str,
    enclosures: str,
    procuratorate: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Transfer:
    """Letter, investigation report, list of goods and test reports are with the police, a copy with the
    procuratorate (arts 5, 6). More than twenty-four hours after the approval is recorded as late."""
    transfer = lock(transfer)
    transfer.police, transfer.letter_number, transfer.sent_at = police, letter_number, at
    transfer.enclosures, transfer.procuratorate = enclosures, procuratorate
    details = {"police": police, "number": letter_number, "late": transfer.was_late}
    return perform(transfer, "send", actor=actor, at=at, token=token, details=details)


def record_police_filing(*, transfer: Transfer, **answer: Any) -> Transfer:
    """The police filed, at once or after the objection: goods and papers follow within three days (art 12)."""
    return _answered(transfer, "record_police_filing", **answer)


def record_refusal(*, transfer: Transfer, **answer: Any) -> Transfer:
    """The police refused in writing, with the papers: three days to object (arts 8, 9)."""
    return _answered(transfer, "record_refusal", **answer)


@transaction.atomic
def object_to_refusal(
    *,
    transfer: Transfer,
    route: str,
    objection: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Transfer:
    """Ask the police to reconsider, or the procuratorate to supervise (art 9)."""
    if route not in OBJECTION_ROUTES:
        raise Invalid(Text("请选择向谁提出。", "Choose to whom."))
    transfer = lock(transfer)
    transfer.objection_route, transfer.objection = route, objection
    return perform(transfer, "object", actor=actor, at=at, token=token, details={"route": route})


@transaction.atomic
def accept_refusal(
    *, transfer: Transfer, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Transfer:
    """The refusal is final: the bureau punishes where that is due (art 10)."""
    transfer = perform(
        lock(transfer), "accept_refusal", actor=actor, at=at, token=token, details={"reason": reason}
    )
    _tell_the_case(transfer, "case.police_declined", actor, at)
    return transfer


@transaction.atomic
def hand_over(
    *, transfer: Transfer, handed_over: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Transfer:
    """Goods and papers are with the police (art 12). ``handed_over`` is their list."""
    transfer = lock(transfer)
    transfer.handed_over = handed_over
    return perform(transfer, "hand_over", actor=actor, at=at, token=token)


@transaction.atomic
def take_back(*, case: Case, actor: User, at: dt.datetime, token: Token | None = None) -> Case:
    """After the final refusal the case goes on where it can: verification, or the investigation of a filed
    case (art 10)."""
    case = lock(case)
    action = "take_back_filed" if case.filed_on else "take_back_unfiled"
    return perform(case, action, actor=actor, at=at, token=token)


@transaction.atomic
def _answered(
    transfer: Transfer,
    action: str,
    *,
    number: str,
    received_on: dt.date,
    actor: User,
    at: dt.datetime,
    reason: str = "",
    token: Token | None = None,
) -> Transfer:
    transfer = lock(transfer)
    if transfer.sent_at and not day_of(transfer.sent_at) <= received_on <= day_of(at):
        raise Invalid(
            Text("收到日期须在移送之后、今天之前。", "The day of receipt lies between sending and today.")
        )
    transfer.police_number, transfer.police_answer_on = number, received_on
    transfer.police_reasons = reason
    transfer = perform(
        transfer,
        action,
        actor=actor,
        at=at,
        token=token,
        starts_on=received_on,
        details={"number": number},
    )
    _tell_the_case(transfer, "case.police_answered", actor, at)
    return transfer


def _tell_the_case(transfer: Transfer, action: str, actor: User, at: dt.datetime) -> None:
    details = {"reference": transfer.reference, "crime": transfer.crime, "state": transfer.state}
    audit.record(transfer.case.reference, action, actor=actor, at=at, participants=[], details=details)
