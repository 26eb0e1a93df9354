"""Paying later: deferral, instalments (程序规定 art 74), an agreement (强制法 art 42)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction

from casework.clocks import PAY_15
from casework.kernel import deadlines
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Approval, Execution, Instalment, PaymentPlan
from casework.services import approval_requests, documents
from casework.services.execution_settling import NOTHING, balance_of, open_fine, settle, tell_the_case

Part = tuple[dt.date, Decimal]

HARDSHIP = "程序规定第七十四条"


def propose_deferral(
    *, execution: Execution, until: dt.date, application: str, reason: str, **by: Any
) -> Approval:
    """Ask that the whole sum may be paid up to ``until``. ``application`` names the party's written paper."""
    parts = [(until, balance_of(execution))]
    return _ask(execution, "deferral", parts, application=application, reason=reason, **by)


def propose_instalments(
    *, execution: Execution, parts: Iterable[Part], application: str, reason: str, **by: Any
) -> Approval:
    return _ask(execution, "instalments", list(parts), application=application, reason=reason, **by)


@transaction.atomic
def defer(*, approval: Approval, actor: User, at: dt.datetime) -> Execution:
    return _grant(approval, "defer", "case.payment_deferred", actor, at)


@transaction.atomic
def grant_instalments(*, approval: Approval, actor: User, at: dt.datetime) -> Execution:
    return _grant(approval, "grant_instalments", "case.instalments_granted", actor, at)


@transaction.atomic
def propose_agreement(
    *,
    execution: Execution,
    parts: Iterable[Part],
    surcharge: Decimal,
    application: str,
    terms: str,
    reason: str,
    actor: User,
    at: dt.datetime,
    remedied: str = "",
    token: Token | None = None,
) -> Approval:
    """Ask to agree with the party on staged payment. ``surcharge`` is what stays of it: less than was fixed only
    where the party took remedial measures, which ``remedied`` names. ``parts`` cover the open fine and that."""
    parts = list(parts)
    execution = perform(lock(execution), "propose_agreement", actor=actor, at=at, token=token)
    _check_waiver(execution, surcharge, remedied)
    _check_parts(parts, open_fine(execution) + surcharge, day_of(at))
    return _request(
        execution,
        "agreement",
        parts,
        reason=reason,
        actor=actor,
        at=at,
        application=application,
        terms=terms,
        surcharge=str(surcharge),
        remedied=remedied,
    )


@transaction.atomic
def agree(*, approval: Approval, actor: User, at: dt.datetime) -> Execution:
    """The agreement stands: its days and what it leaves of the surcharge take the place of what was owed."""
    execution = lock(Execution.objects.get(reference=approval.subject))
    surcharge = Decimal(approval.details["surcharge"])
    parts = _parts_of(approval)
    _check_waiver(execution, surcharge, approval.details["remedied"])
    _check_parts(parts, open_fine(execution) + surcharge, day_of(at))
    waived = execution.surcharge - surcharge
    execution.surcharge = surcharge
    details = {"surcharge": surcharge, "waived": waived, "remedied": approval.details["remedied"]}
    execution = perform(execution, "agree", actor=actor, at=at, details=details)
    _put_in_force(execution, approval, PaymentPlan.Kind.AGREEMENT, parts, actor, at, surcharge=surcharge)
    matter = f"订立执行协议{f'，减免加处罚款{waived}元' if waived else ''}"
    documents.make_matter_approval(execution.case, approval, matter=matter, actor=actor, at=at)
    tell_the_case(execution, "case.agreed", actor=actor, at=at)
    return settle(execution, actor=actor, at=at)


@transaction.atomic
def _ask(
    execution: Execution,
    kind: str,
    parts: list[Part],
    *,
    application: str,
    reason: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Approval:
    execution = perform(lock(execution), f"propose_{kind}", actor=actor, at=at, token=token)
    _check_parts(parts, balance_of(execution), day_of(at))
    return _request(execution, kind, parts, reason=reason, actor=actor, at=at, application=application)


def _request(
    execution: Execution,
    kind: str,
    parts: list[Part],
    *,
    reason: str,
    actor: User,
    at: dt.datetime,
    **details: str,
) -> Approval:
    return approval_requests.request(
        case=execution.case,
        kind=kind,
        reason=reason,
        requested_by=actor,
        at=at,
        subject=execution.reference,
        details={"parts": [[str(on), str(amount)] for on, amount in parts], **details},
    )


def _grant(approval: Approval, action: str, told: str, actor: User, at: dt.datetime) -> Execution:
    execution = lock(Execution.objects.get(reference=approval.subject))
    parts = _parts_of(approval)
    _check_parts(parts, balance_of(execution), day_of(at))
    before = execution.due_on
    execution = perform(execution, action, actor=actor, at=at)
    _put_in_force(
        execution, approval, PaymentPlan.Kind(approval.kind), _with_paid(execution, parts, before), actor, at
    )
    # The plan's days take the place of the fifteen.
    deadlines.lapse(execution.case.reference, PAY_15, on=day_of(at), at=at)
    matter = "暂缓缴纳罚款" if approval.kind == "deferral" else "分期缴纳罚款"
    documents.make_matter_approval(execution.case, approval, matter=matter, actor=actor, at=at)
    plan = execution.plan
    if plan:
        plan.document = documents.make_payment_plan_notice(execution, plan, actor=actor, at=at)
        plan.save(update_fields=["document"])
    tell_the_case(execution, told, actor=actor, at=at)
    return settle(execution, actor=actor, at=at)


def _put_in_force(
    execution: Execution,
    approval: Approval,
    kind: PaymentPlan.Kind,
    parts: list[Part],
    actor: User,
    at: dt.datetime,
    *,
    surcharge: Decimal | None = None,
) -> None:
    """The plan takes the place of the one before."""
    execution.plans.filter(ended_on=None).update(ended_on=day_of(at))
    plan = PaymentPlan.objects.create(
        execution=execution,
        kind=kind,
        application=approval.details["application"],
        terms=approval.details.get("terms", ""),
        agreed_surcharge=surcharge,
        granted_by=actor,
        granted_on=day_of(at),
    )
    Instalment.objects.bulk_create(Instalment(plan=plan, due_on=on, amount=amount) for on, amount in parts)


def _with_paid(execution: Execution, parts: list[Part], before: dt.date) -> list[Part]:
    """The plan for the whole fine: what was paid in time stands in it as a part of its own, so that surcharge is
    worked out from the plan alone."""
    sums: defaultdict[dt.date, Decimal] = defaultdict(lambda: NOTHING)
    paid = execution.fine - sum((amount for _, amount in parts), NOTHING)
    if paid > 0:
        sums[before] += paid
    for on, amount in parts:
        sums[on] += amount
    return sorted(sums.items())


def _parts_of(approval: Approval) -> list[Part]:
    return [(dt.date.fromisoformat(on), Decimal(amount)) for on, amount in approval.details["parts"]]


def _check_parts(parts: list[Part], total: Decimal, day: dt.date) -> None:
    """Every part has a day of its own after today, and together they are what is open."""
    days = [on for on, _ in parts]
    if not parts or min(days) <= day or len(set(days)) != len(days):
        raise Invalid(
            Text("每一期须有各自的、今天以后的日期。", "Each part has its own day, later than today."),
            law=HARDSHIP,
        )
    if any(amount <= 0 for _, amount in parts) or sum((amount for _, amount in parts), NOTHING) != total:
        raise Invalid(
            Text(f"各期金额合计须为{total}元。", f"The parts must add up to CNY {total}."), law=HARDSHIP
        )


def _check_waiver(execution: Execution, surcharge: Decimal, remedied: str) -> None:
    if not 0 <= surcharge <= execution.surcharge:
        raise Invalid(
            Text(
                f"加处罚款最多为已确定的{execution.surcharge}元。",
                f"Of the surcharge at most CNY {execution.surcharge} was fixed.",
            )
        )
    if surcharge < execution.surcharge and not remedied.strip():
        raise Invalid(
            Text(
                "当事人采取补救措施的，才可以减免加处罚款：请写明补救措施。",
                "A surcharge is reduced only where the party took remedial measures: name them.",
            ),
            law="行政强制法第四十二条第一款",
        )
