"""What a reconsideration or a court made of the decision, and what follows for money
and the public copy (复议法 arts 62–74; 诉讼法 arts 69–77)."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from casework.clocks import PAY_15, PUB_20, PUB_WITHDRAW_3
from casework.kernel import deadlines, files
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, StoredFile, User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import OVERTURNED, REDECIDED, WITHOUT_DECISION
from casework.models import Decision, Publication, Remedy
from casework.services import documents, execution, stays
from casework.services.remedies import tell_the_case


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
    tell_the_case(remedy, actor, at)
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
    tell_the_case(remedy, actor, at)
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
    tell_the_case(remedy, actor, at)
    return remedy


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
