"""Handing cases over from one officer to another: leave, a new post, somebody who has too much."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from casework.kernel import audit, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Case, CaseOfficer
from casework.services.cases import refuse_officers

CERTIFIED = "处罚法第四十二条"


@transaction.atomic
def hand_over(
    *,
    outgoing: User,
    incoming: User,
    cases: Sequence[Case],
    reason: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> list[Case]:
    """Put ``incoming`` in the place of ``outgoing`` on these cases, all of them or none. Each keeps two
    certified officers; its history keeps ``outgoing``, who stays barred from reviewing and approving it."""
    if token is not None:
        tokens.spend(token, "caseload.handed_over", outgoing.reference, actor=actor, at=at)
    if not cases:
        raise Invalid(Text("请选择要移交的案件。", "Choose the cases to hand over."))
    if not reason.strip():
        raise Invalid(Text("请写明移交的原因。", "Say why they are handed over."))
    if incoming == outgoing or not incoming.is_active:
        raise Invalid(Text("请选择另一位在职的执法人员。", "Choose another officer who is on the staff."))
    if not _is_certified(incoming, day_of(at)):
        raise Invalid(
            Text(
                f"{incoming}的执法证当日无效，不能接办案件。", f"{incoming} holds no certificate valid today."
            ),
            law=CERTIFIED,
        )
    handed = [_hand_over(case, outgoing, incoming, reason.strip(), actor, at) for case in cases]
    audit.record(
        outgoing.reference,
        "caseload.handed_over",
        actor=actor,
        at=at,
        details={
            "to": incoming.username,
            "cases": [case.reference for case in handed],
            "reason": reason.strip(),
        },
    )
    return handed


def _hand_over(case: Case, outgoing: User, incoming: User, reason: str, actor: User, at: dt.datetime) -> Case:
    case = lock(case)
    refuse_officers(case, [incoming])
    ended = CaseOfficer.objects.filter(case=case, user=outgoing, ended_at=None).update(ended_at=at)
    if not ended:
        raise Refused(
            Text(f"{outgoing}不是{case.title}的办案人员。", f"{outgoing} is no officer of {case.reference}.")
        )
    CaseOfficer.objects.get_or_create(case=case, user=incoming, ended_at=None, defaults={"named_at": at})
    try:
        return perform(
            case,
            "change_officers",
            actor=actor,
            at=at,
            participants=[incoming],
            details={"from": outgoing.username, "to": incoming.username, "reason": reason},
        )
    except Refused as refusal:  # of many cases: which one
        message = Text(f"{case.title}：{refusal.message.zh}", f"{case.reference}: {refusal.message.en}")
        raise Refused(message, law=refusal.law, refusals=refusal.refusals) from refusal


def _is_certified(officer: User, day: dt.date) -> bool:
    held = officer.certificates.filter(valid_from__lte=day, valid_to__gte=day, is_legal_qualification=False)
    return held.exists()
