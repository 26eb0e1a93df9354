"""行政复议, 行政诉讼: notice, frozen file, reply with the complete evidence, outcome and what follows from it
(复议法 arts 48, 54, 62–74; 诉讼法 arts 34, 35, 45, 67–77)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from casework.clocks import (
    LIT_6M,
    LIT_15,
    PAY_15,
    PUB_20,
    PUB_WITHDRAW_3,
    REC_APPLY_60,
    REC_APPLY_60_OLD,
    Clock,
)
from casework.kernel import audit, deadlines, files, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, StoredFile, User
from casework.kernel.references import new_reference
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import LITIGATION, OVERTURNED, RECONSIDERATION, REDECIDED, WITHOUT_DECISION
from casework.models import Case, Decision, DossierEntry, Publication, Remedy
from casework.services import documents, execution, frozen_files, stays

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
def uphold(
    *,
    remedy: Remedy,
    number: str,
    decided_on: dt.date,
    received_on: dt.date,
    actor: User,
    at: dt.datetime,
    performance_by: dt.date | None = None,
    reason: str = "",
    paper: tuple[bytes, str] | None = None,
    token: Token | None = None,
) -> Remedy:
    """The decision stands. After reconsideration the party may sue within fifteen days of ``received_on``; a
    judgment can be enforced for two years from ``performance_by``, or from its service (诉讼法 arts 45, 95)."""
    remedy = _with_outcome(lock(remedy), "upheld", number, decided_on, received_on, reason, paper, at)
    remedy = perform(
        remedy,
        "uphold",
        actor=actor,
        at=at,
        token=token,
        starts_on=performance_by or received_on,
        details={"number": number},
    )
    _tell_the_case(remedy, actor, at)
    return remedy


@transaction.atomic
def overturn(
    *,
    remedy: Remedy,
    outcome: str,
    number: str,
    decided_on: dt.date,
    received_on: dt.date,
    reason: str,
    actor: User,
    at: dt.datetime,
    redecision_ordered: bool = False,
    redecide_by: dt.date | None = None,
    amount: Decimal | None = None,
    paper: tuple[bytes, str] | None = None,
    token: Token | None = None,
) -> Remedy:
    """The decision was annulled, found void, changed to ``amount``, or found unlawful. Its publication is
    withdrawn within three working days; an order to decide anew opens the way back (复议法 arts 63–67,
    诉讼法 arts 70–77)."""
    if outcome not in OVERTURNED:
        raise Invalid(Text("请选择结果。", "Choose the outcome."))
    if redecision_ordered and outcome not in REDECIDED:
        raise Invalid(
            Text("只有撤销或者确认无效才责令重新处理。", "A new decision follows an annulment only."),
            law="行政复议法第六十四条、行政诉讼法第七十条",
        )
    if outcome == "changed" and amount is None:
        raise Invalid(Text("请填写变更后的罚款数额。", "Enter the fine as it was changed."))
    remedy = _with_outcome(lock(remedy), outcome, number, decided_on, received_on, reason, paper, at)
    remedy.redecision_ordered = redecision_ordered
    remedy.redecide_by = redecide_by if redecision_ordered else None
    details = {"number": number, "outcome": outcome, "redecision": redecision_ordered}
    remedy = perform(
        remedy, "overturn", actor=actor, at=at, token=token, starts_on=received_on, details=details
    )
    _withdraw_from_the_public(remedy, received_on, actor, at)
    if outcome != "unlawful":
        _take_away(remedy, decided_on, actor, at)
    if outcome == "changed" and amount is not None:
        _put_in_its_place(remedy, decided_on, amount, actor, at)
    elif outcome != "unlawful":
        execution.discontinue(case=remedy.case, actor=actor, at=at)
    _tell_the_case(remedy, actor, at)
    return remedy


@transaction.atomic
def end(
    *,
    remedy: Remedy,
    outcome: str,
    number: str,
    decided_on: dt.date,
    received_on: dt.date,
    actor: User,
    at: dt.datetime,
    reason: str = "",
    paper: tuple[bytes, str] | None = None,
    token: Token | None = None,
) -> Remedy:
    """The party took it back, or the sides settled: the decision stands."""
    if outcome not in WITHOUT_DECISION:
        raise Invalid(Text("请选择结果。", "Choose the outcome."))
    remedy = _with_outcome(lock(remedy), outcome, number, decided_on, received_on, reason, paper, at)
    remedy = perform(remedy, "end", actor=actor, at=at, token=token, details={"outcome": outcome})
    _tell_the_case(remedy, actor, at)
    return remedy


@transaction.atomic
def release_file(*, remedy: Remedy, actor: User, at: dt.datetime, token: Token | None = None) -> Remedy:
    """Nothing is open any more and the time to sue is over: what was held may follow its retention again."""
    remedy = perform(lock(remedy), "release_file", actor=actor, at=at, token=token)
    frozen_files.release(remedy.frozen, on=day_of(at), at=at)
    return remedy


# --- The notice ---


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
    _tell_the_case(remedy, actor, at)
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


# --- The outcome ---


def _with_outcome(
    remedy: Remedy,
    outcome: str,
    number: str,
    decided_on: dt.date,
    received_on: dt.date,
    reason: str,
    paper: tuple[bytes, str] | None,
    at: dt.datetime,
) -> Remedy:
    if not remedy.received_on <= decided_on <= received_on <= day_of(at):
        raise Invalid(
            Text(
                "日期顺序不对：收到通知、作出、收到结果、今天。",
                "The days are out of order: notice, outcome, its receipt, today.",
            )
        )
    stored: StoredFile | None = files.store(*paper, at=at) if paper else None
    remedy.outcome, remedy.outcome_number, remedy.outcome_reason = outcome, number, reason
    remedy.outcome_on, remedy.outcome_received_on, remedy.outcome_paper = decided_on, received_on, stored
    stays.end(document=remedy.reference, last=received_on)
    return remedy


def _take_away(remedy: Remedy, on: dt.date, actor: User, at: dt.datetime) -> None:
    """The decision is in force no longer, and whoever checks its paper reads so; where nothing takes its place,
    nothing is owed."""
    remedy.decision.annulled_on = on
    remedy.decision.save(update_fields=["annulled_on"])
    paper = remedy.decision.document
    if remedy.outcome == "changed":
        documents.mark_corrected(document=paper, successor=remedy.outcome_number, actor=actor, at=at)
    else:
        documents.mark_revoked(document=paper, actor=actor, at=at)
        deadlines.lapse(remedy.case.reference, PAY_15, on=day_of(at), at=at)


def _put_in_its_place(remedy: Remedy, on: dt.date, amount: Decimal, actor: User, at: dt.datetime) -> None:
    """What the other authority decided stands in the place of the decision that it changed."""
    changed = remedy.decision
    new = Decision.objects.create(
        case=remedy.case,
        outcome=changed.outcome,
        number=remedy.outcome_number,
        amount=amount,
        warning=changed.warning,
        grounds={**changed.grounds, "changed_by": remedy.reference, "reason": remedy.outcome_reason},
        decided_by=changed.decided_by,
        decided_on=on,
        document=changed.document,
        changed_by=remedy.reference,
    )
    stays.change_fine(changed, new, actor=actor, at=at)


def _withdraw_from_the_public(remedy: Remedy, on: dt.date, actor: User, at: dt.datetime) -> None:
    """A published decision leaves the register within three working days (处罚法 art 48(2)); one that was
    annulled before it was published never gets there."""
    case = remedy.case
    is_published = Publication.objects.filter(decision=remedy.decision, state="published").exists()
    runs = Deadline.objects.filter(reference=case.reference, clock=PUB_WITHDRAW_3.id, state="running")
    if is_published and not runs.exists():
        deadlines.start(PUB_WITHDRAW_3, case.reference, on=on, actor=actor, at=at, office=case.office)
    elif not is_published and remedy.outcome != "unlawful":
        deadlines.lapse(case.reference, PUB_20, on=day_of(at), at=at)


def _tell_the_case(remedy: Remedy, actor: User, at: dt.datetime) -> None:
    action = "case.remedy_ended" if remedy.is_ended else "case.remedy_received"
    details = {"reference": remedy.reference, "remedy": remedy.kind, "outcome": remedy.outcome}
    audit.record(remedy.case.reference, action, actor=actor, at=at, participants=[], details=details)
