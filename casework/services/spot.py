"""The simple procedure: told, heard and fined on the spot (处罚法 arts 51–53, 68–71; 程序规定 arts 66–73)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from casework.kernel import tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, NotPermitted
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import COLLECTION_GROUNDS, ON_THE_CASE, small_fine
from casework.models import Case, CaseOfficer, Collection, Decision, Payment, Proposal, Service
from casework.services import cases, documents, execution, parties

NOTHING = Decimal("0.00")


@transaction.atomic
def begin_on_spot(
    *,
    actor: User,
    at: dt.datetime,
    cause: str,
    facts: str,
    kind: str,
    name: str,
    uscc: str = "",
    address: str = "",
    representative: str = "",
    act_ended_on: dt.date | None = None,
    token: Token | None = None,
    **told: Any,
) -> Case:
    """Open a case in the field: the lead of an inspection, its party, and what :func:`tell_on_spot` asks for
    (``told``), in one act."""
    if actor.office is None:
        raise NotPermitted(Text("您没有所属单位。", "You belong to no office."))
    if token is not None:
        tokens.spend(token, "case.begun_on_spot", actor.office.code, actor=actor, at=at)
    today = day_of(at)
    case = cases.register_lead(
        office=actor.office,
        cause=cause,
        summary=facts,
        source=Case.Source.INSPECTION,
        received_on=today,
        actor=actor,
        at=at,
    )
    case = parties.name_party(
        case=case,
        kind=kind,
        name=name,
        uscc=uscc,
        address=address,
        representative=representative,
        act_ended_on=act_ended_on or today,
        actor=actor,
        at=at,
    )
    return tell_on_spot(case=case, facts=facts, actor=actor, at=at, **told)


@transaction.atomic
def tell_on_spot(
    *,
    case: Case,
    place: str,
    facts: str,
    nature: str,
    basis: str,
    told: str,
    statement: str,
    actor: User,
    at: dt.datetime,
    officers: Sequence[User] = (),
    evidence: str = "",
    warning: bool = False,
    amount: Decimal | None = None,
    token: Token | None = None,
) -> Case:
    """Show the certificates, tell the party what is proposed and why, hear it. ``told`` says what it was told,
    ``statement`` what it answered. ``officers`` are the two or more who are there; on a case that has officers
    they stay. Refused beyond what may be imposed on the spot that day (处罚法 art 51)."""
    if not warning and not amount:
        raise Invalid(
            Text("当场只能警告或者罚款：请选择警告或者填写罚款数额。", "A warning or a fine: choose one."),
            law="处罚法第五十一条",
        )
    case = lock(case)
    team = _team(case, officers, actor, at)
    said = {"place": place, "facts": facts, "evidence": evidence, "told": told, "statement": statement}
    Proposal.objects.create(
        case=case,
        outcome=Proposal.Outcome.ON_THE_SPOT,
        reference=case.reference,
        amount=amount or NOTHING,
        tier="",
        reason=told,
        violation=nature,
        basis=basis,
        warning=warning,
        grounds={"on_the_spot": said},
        drafted_by=actor,
        drafted_at=at,
    )
    case.findings = facts
    return perform(
        case,
        "tell_on_spot",
        actor=actor,
        at=at,
        token=token,
        participants=team,
        details={"amount": amount or NOTHING, "officers": [officer.username for officer in team]},
    )


@transaction.atomic
def leave_spot(*, case: Case, reason: str, actor: User, at: dt.datetime, token: Token | None = None) -> Case:
    """The facts are disputed, or evidence is missing: go on in the ordinary procedure, which proposes anew."""
    return perform(lock(case), "leave_spot", actor=actor, at=at, token=token, details={"reason": reason})


@transaction.atomic
def fine_on_spot(
    *,
    case: Case,
    actor: User,
    at: dt.datetime,
    received_by: str = "",
    refused: str = "",
    collection_ground: str = "",
    cash_receipt: str = "",
    token: Token | None = None,
) -> Decision:
    """Fill in the numbered form and hand it over there and then. ``refused`` says who did not sign and why.
    With a ``collection_ground`` the officers take the fine against the receipt of the finance ministry
    (``cash_receipt``); otherwise it is paid at the bank within fifteen days."""
    if not received_by.strip() and not refused.strip():
        raise Invalid(
            Text("请写明谁签收，或者注明拒绝签收。", "Say who signed for it, or that it was refused."),
            law="程序规定第六十七条",
        )
    case = perform(lock(case), "fine_on_spot", actor=actor, at=at, token=token)
    proposal = case.current_proposal
    said = proposal.grounds["on_the_spot"]
    if collection_ground:
        _may_collect(collection_ground, proposal.amount, cash_receipt, day_of(at))
    document = documents.make_spot_decision(
        case,
        actor=actor,
        at=at,
        place=said["place"],
        facts=said["facts"],
        evidence=said["evidence"],
        nature=proposal.violation,
        basis=proposal.basis,
        answer=f"{said['told']}\n当事人陈述、申辩：{said['statement']}",
        amount=proposal.amount,
        warning=proposal.warning,
        is_collected=bool(collection_ground),
        received_by=received_by,
        refused=refused,
    )
    decision = Decision.objects.create(
        case=case,
        outcome=Decision.Outcome.PENALTY,
        number=document.number,
        amount=proposal.amount,
        warning=proposal.warning,
        grounds={**proposal.grounds, "violation": proposal.violation, "basis": proposal.basis},
        decided_by=actor,
        decided_on=day_of(at),
        document=document,
    )
    Service.objects.create(
        document=document,
        method="direct",
        served_on=day_of(at),
        received_by=received_by,
        note=refused,
        officers=[officer.pk for officer in case.officers_on_case()],
        recorded_by=actor,
        recorded_at=at,
    )
    case.decided_on = day_of(at)
    case.save(update_fields=["decided_on"])
    if collection_ground:
        _collect(case, decision, collection_ground, cash_receipt, actor, at)
    else:
        execution.open_for(case, at, actor)
    return decision


@transaction.atomic
def hand_in_cash(*, case: Case, actor: User, at: dt.datetime, token: Token | None = None) -> Case:
    """The officers hand the fine in to the bureau within two working days (处罚法 art 71)."""
    case = perform(lock(case), "hand_in_cash", actor=actor, at=at, token=token)
    case.collections.filter(handed_in_on=None).update(handed_in_on=day_of(at), handed_in_by=actor)
    return case


@transaction.atomic
def bank_cash(
    *, case: Case, bank_receipt: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Case:
    """The bureau pays it to the bank within two working days (处罚法 art 71)."""
    details = {"receipt": bank_receipt}
    case = perform(lock(case), "bank_cash", actor=actor, at=at, token=token, participants=[], details=details)
    case.collections.filter(banked_on=None).update(banked_on=day_of(at), bank_receipt=bank_receipt)
    return case


@transaction.atomic
def hand_in_spot_papers(
    *, case: Case, actor: User, at: dt.datetime, note: str = "", token: Token | None = None
) -> Case:
    """Decision, receipt and record go to the bureau within seven working days (程序规定 art 70)."""
    return perform(lock(case), "hand_in_spot_papers", actor=actor, at=at, token=token, details={"note": note})


@transaction.atomic
def close_spot(*, case: Case, actor: User, at: dt.datetime, token: Token | None = None) -> Case:
    """Papers in, fine paid, cash at the bank: nothing is left to be done."""
    case = lock(case)
    case.closed_on = day_of(at)
    return perform(case, "close_spot", actor=actor, at=at, token=token)


def _team(case: Case, officers: Sequence[User], actor: User, at: dt.datetime) -> list[User]:
    """Who is there: the officers of the case, or those now named, the actor among them."""
    named: list[User] = case.officers_on_case()
    if not named:
        cases.refuse_officers(case, officers)
        for officer in officers:
            CaseOfficer.objects.create(case=case, user=officer, named_at=at)
        named = list(officers)
    if actor not in named:
        raise NotPermitted(ON_THE_CASE.reason, law=ON_THE_CASE.law)
    return named


def _may_collect(ground: str, amount: Decimal, receipt: str, on: dt.date) -> None:
    if ground not in COLLECTION_GROUNDS or not amount:
        raise Invalid(
            Text("没有依法可以当场收缴的罚款。", "There is no fine that may be collected on the spot."),
            law="处罚法第六十七条",
        )
    small = small_fine(on)
    if ground == "small" and amount > small.amount:
        limit = small.amount
        raise Invalid(
            Text(
                f"罚款超过{limit}元，不能只因数额小而当场收缴。",
                f"Beyond CNY {limit} a fine is not collected for being small.",
            ),
            law=small.law,
        )
    if not receipt.strip():
        raise Invalid(
            Text(
                "必须出具财政部门统一制发的专用票据；不出具的，当事人有权拒绝缴纳。",
                "Give the receipt of the finance department: without it the party may refuse to pay.",
            ),
            law="处罚法第七十条",
        )
    if Payment.objects.filter(receipt_number=receipt).exists():
        raise Invalid(Text("这张票据已经登记过。", "This receipt has been entered already."))


def _collect(case: Case, decision: Decision, ground: str, receipt: str, actor: User, at: dt.datetime) -> None:
    execution.record_spot_cash(case=case, amount=decision.amount, receipt_number=receipt, actor=actor, at=at)
    payment = Payment.objects.get(receipt_number=receipt)
    Collection.objects.create(case=case, payment=payment, ground=ground)
    perform(
        lock(case),  # the payment has settled the fine, which was a step of the case
        "collect_on_spot",
        actor=actor,
        at=at,
        details={"amount": decision.amount, "ground": ground, "receipt": receipt},
    )
