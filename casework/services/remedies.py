"""行政复议, 行政诉讼: the notice, the frozen file, the reply with the complete evidence (复议法 arts 48, 54;
诉讼法 arts 34, 35, 45, 67); the outcome has its own module."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from casework.clocks import LIT_6M, LIT_15, REC_APPLY_60, REC_APPLY_60_OLD, Clock
from casework.kernel import audit, deadlines, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, User
from casework.kernel.references import new_reference
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import LITIGATION, RECONSIDERATION
from casework.models import Case, Decision, DossierEntry, Remedy
from casework.services import frozen_files, stays

RECONSIDERATION_FIRST_FROM = dt.date(2024, 1, 1)
APPLYING = (REC_APPLY_60, REC_APPLY_60_OLD)


def receive_reconsideration(*, case: Case, is_simplified: bool = False, **notice: Any) -> Remedy:
    """The government sends the party's application: reply within ten working days, five in its simplified
    procedure (复议法 arts 48, 54). ``notice`` as for :func:`_receive`."""
    return _receive(case, RECONSIDERATION, is_simplified=is_simplified, **notice)


def receive_litigation(*, case: Case, **notice: Any) -> Remedy:
    """The court sends the complaint: evidence and defence within fifteen days (诉讼法 art 67)."""
    return _receive(case, LITIGATION, **notice)


@transaction.atomic
def reply(
    *,
    remedy: Remedy,
    reply: str,
    evidence: Sequence[DossierEntry],
    actor: User,
    at: dt.datetime,
    left_out: str = "",
    token: Token | None = None,
) -> Remedy:
    """Hand in the reply with the evidence and the basis of the decision. What was obtained after the decision
    cannot support it and is refused; what is not handed in needs its reason, for what is missing counts as not
    there (诉讼法 arts 34, 35)."""
    remedy = lock(remedy)
    on_file = list(remedy.case.dossier.all())
    handed_in = {entry.pk for entry in evidence}
    complete = {entry.pk for entry in on_file if was_on_file(entry, remedy.decision)}
    remedy.reply, remedy.left_out, remedy.replied_on = reply, left_out.strip(), day_of(at)
    remedy.evidence = sorted(handed_in)
    details = {"evidence": len(handed_in), "left_out": len(complete - handed_in)}
    # Whose it is to reply is asked before what is wrong with the reply.
    remedy = perform(remedy, "reply", actor=actor, at=at, token=token, details=details)
    _refuse_late([entry.title for entry in evidence if not was_on_file(entry, remedy.decision)])
    if handed_in - {entry.pk for entry in on_file}:
        raise Invalid(Text("只能提交本案案卷里的材料。", "Only what is in the file of this case."))
    if complete - handed_in and not remedy.left_out:
        raise Invalid(
            Text(
                "应当提交作出决定的全部证据：有材料没有提交的，请写明理由。",
                "The complete evidence is due: say why something is left out.",
            ),
            law="行政复议法第七十条、行政诉讼法第三十四条",
        )
    return remedy


def _refuse_late(titles: list[str]) -> None:
    if titles:
        names = "、".join(titles)
        raise Invalid(
            Text(
                f"下列材料是作出决定之后取得的，不能证明决定合法：{names}。",
                f"Obtained after the decision and of no use to it: {names}.",
            ),
            law="行政诉讼法第三十五条、行政诉讼证据规定第六十条",
        )


def was_on_file(entry: DossierEntry, decision: Decision) -> bool:
    """Obtained and filed by the day of the decision."""
    return max(entry.on, day_of(entry.filed_at)) <= decision.decided_on


@transaction.atomic
def release_file(*, remedy: Remedy, actor: User, at: dt.datetime, token: Token | None = None) -> Remedy:
    """Nothing is open any more and the time to sue is over: what was held may follow its retention again."""
    remedy = perform(lock(remedy), "release_file", actor=actor, at=at, token=token)
    frozen_files.release(remedy.frozen, on=day_of(at), at=at)
    return remedy


@transaction.atomic
def _receive(
    case: Case,
    kind: str,
    *,
    body: str,
    notice_number: str,
    applied_on: dt.date,
    received_on: dt.date,
    actor: User,
    at: dt.datetime,
    claim: str = "",
    is_simplified: bool = False,
    token: Token | None = None,
) -> Remedy:
    """``applied_on`` is the day on which the party applied or sued, ``received_on`` that on which the bureau got
    the copy. The case file is frozen as it stands."""
    if token is not None:
        tokens.spend(token, "remedy.received", case.reference, actor=actor, at=at)
    case = lock(case)
    decision = _challenged(case, applied_on)
    if not decision.decided_on <= applied_on <= received_on <= day_of(at):
        raise Invalid(
            Text(
                "日期顺序不对：决定、当事人提出、本局收到、今天。",
                "The days are out of order: decision, application, receipt, today.",
            )
        )
    remedy = Remedy(
        reference=new_reference("REM", at),
        state="new",
        case=case,
        decision=decision,
        kind=kind,
        body=body,
        notice_number=notice_number,
        applied_on=applied_on,
        received_on=received_on,
        claim=claim,
        is_simplified=is_simplified,
        is_in_time=_is_in_time(case, kind, applied_on),
        lacks_reconsideration=_lacks_reconsideration(case, decision, kind),
        opened_by=actor,
        opened_at=at,
    )
    remedy.save()
    remedy = perform(
        remedy,
        f"receive_{kind}",
        actor=actor,
        at=at,
        starts_on=received_on,
        details={"body": body, "number": notice_number},
    )
    frozen_files.freeze(remedy, at=at)
    stays.begin(case, first=applied_on, ground=kind, document=remedy.reference)
    _use_the_right(remedy, actor, at)
    tell_the_case(remedy, actor, at)
    return remedy


def _challenged(case: Case, applied_on: dt.date) -> Decision:
    """The decision in force when the party applied, or the last one."""
    decisions = case.decisions.filter(decided_on__lte=applied_on)
    found: Decision | None = decisions.filter(annulled_on=None).last() or case.decisions.last()
    if found is None:
        raise Invalid(Text("本案还没有决定。", "There is no decision yet."), law="行政复议法第二条")
    return found


def _rights(case: Case, kind: str) -> tuple[list[Clock], list[str]]:
    """The party's periods for this remedy, and the objects on which they run: a suit after reconsideration
    has its own."""
    earlier = list(case.remedies.filter(kind=RECONSIDERATION).values_list("reference", flat=True))
    if kind == RECONSIDERATION:
        return [*APPLYING], [case.reference]
    if Deadline.objects.filter(reference__in=earlier, clock=LIT_15.id).exists():
        return [LIT_15], earlier
    return [LIT_6M], [case.reference]


def _is_in_time(case: Case, kind: str, applied_on: dt.date) -> bool:
    clocks, references = _rights(case, kind)
    days = Deadline.objects.filter(reference__in=references, clock__in=[clock.id for clock in clocks])
    last = days.order_by("-due_on").first()
    return last is None or applied_on <= last.due_on


def _lacks_reconsideration(case: Case, decision: Decision, kind: str) -> bool:
    return (
        kind == LITIGATION
        and decision.document.kind == "spot_decision"
        and decision.decided_on >= RECONSIDERATION_FIRST_FROM
        and not case.remedies.filter(kind=RECONSIDERATION).exists()
    )


def _use_the_right(remedy: Remedy, actor: User, at: dt.datetime) -> None:
    """The party's period was kept; the other road is closed to it."""
    if not remedy.is_in_time:
        return
    clocks, references = _rights(remedy.case, remedy.kind)
    for clock in clocks:
        for reference in references:
            deadlines.meet(reference, clock, on=remedy.applied_on, actor=actor, at=at)
    for clock in {LIT_6M, *APPLYING} - set(clocks):
        deadlines.lapse(remedy.case.reference, clock, on=remedy.applied_on, at=at)


def tell_the_case(remedy: Remedy, actor: User, at: dt.datetime) -> None:
    action = "case.remedy_ended" if remedy.is_ended else "case.remedy_received"
    details = {"reference": remedy.reference, "remedy": remedy.kind, "outcome": remedy.outcome}
    audit.record(remedy.case.reference, action, actor=actor, at=at, participants=[], details=details)
