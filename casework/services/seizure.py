"""查封、扣押 (行政强制法 arts 18–28, 程序规定 arts 36–42): only where a statute gives the power, thirty days."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from casework.clocks import SEIZE_30
from casework.kernel import deadline_changes
from casework.kernel.clock import day_of
from casework.kernel.deadlines import DAY
from casework.kernel.errors import Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import powers
from casework.lifecycle.measure_grounds import SEIZURE_FORMALITIES
from casework.lifecycle.powers import OTHER, POWERS
from casework.models import Approval, Case, Measure
from casework.services.measures import (
    Thing,
    ask,
    asked_about,
    begin,
    leave_paper,
    require,
    resume_after_testing,
    set_taken,
    settle_things,
    tell_the_case,
)

KIND = Measure.Kind.SEIZURE


@transaction.atomic
def propose(
    *,
    case: Case,
    power: str,
    things: Iterable[Thing],
    place: str,
    reason: str,
    actor: User,
    at: dt.datetime,
    basis: str = "",
    token: Token | None = None,
) -> Measure:
    """Ask a head beforehand. ``power`` is a row of the table of provisions, or ``other`` with ``basis`` in words.
    Refused, with the reason, where the provision gives no power to seize."""
    columns = {"kind": KIND, "place": place, "grounds": reason, **_resting_on(power, basis, at)}
    measure = begin("propose_seizure", case=case, things=things, actor=actor, at=at, token=token, **columns)
    ask(measure, "seizure", reason, actor=actor, at=at)
    return measure


@transaction.atomic
def seize(
    *,
    measure: Measure,
    taken_at: dt.datetime,
    formalities: list[str],
    signed_by: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Measure:
    """Carry out what the head approved. The thirty days count from the day on which the decision is handed over
    and the things are sealed or taken (强制法 arts 24, 25)."""
    require(formalities, SEIZURE_FORMALITIES, "强制法第十八条")
    measure = lock(measure)
    measure.formalities, measure.signed_by = formalities, signed_by
    set_taken(measure, taken_at=taken_at, at=at)
    measure = perform(measure, "seize", actor=actor, at=at, token=token, starts_on=day_of(taken_at))
    tell_the_case(measure, "case.measure_taken", actor=actor, at=at)
    return measure


@transaction.atomic
def seize_at_once(
    *,
    case: Case,
    power: str,
    things: Iterable[Thing],
    place: str,
    reason: str,
    taken_at: dt.datetime,
    formalities: list[str],
    signed_by: str,
    actor: User,
    at: dt.datetime,
    basis: str = "",
    token: Token | None = None,
) -> Measure:
    """Record what was seized on the spot for urgency, and report it to the heads: twenty-four hours (art 19)."""
    require(formalities, SEIZURE_FORMALITIES, "强制法第十八条")
    set_taken(Measure(case=case), taken_at=taken_at, at=at)
    columns: dict[str, Any] = {
        "kind": KIND,
        "place": place,
        "grounds": reason,
        "is_urgent": True,
        "taken_at": taken_at,
        "formalities": formalities,
        "signed_by": signed_by,
        "starts_on": day_of(taken_at),
        **_resting_on(power, basis, at),
    }
    measure = begin("seize_at_once", case=case, things=things, actor=actor, at=at, token=token, **columns)
    tell_the_case(measure, "case.measure_taken", actor=actor, at=at)
    ask(measure, "seizure_confirmation", reason, actor=actor, at=at)
    return measure


@transaction.atomic
def propose_extension(
    *,
    measure: Measure,
    days: int,
    reason: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Approval:
    """Ask for up to thirty days more, once, before the first thirty are over (art 25(1))."""
    if not 1 <= days <= 30:
        raise Invalid(Text("最多延长三十日。", "Thirty days more at most."), law="强制法第二十五条")
    details = {"days": days}
    measure = perform(
        lock(measure), "propose_seizure_extension", actor=actor, at=at, token=token, details=details
    )
    return ask(measure, "seizure_extension", reason, actor=actor, at=at, details=details)


@transaction.atomic
def extend(*, approval: Approval, actor: User, at: dt.datetime) -> Measure:
    """The head extends; the party is told in writing, with the reasons (art 25(2))."""
    days = approval.details["days"]
    measure = perform(asked_about(approval), "extend_seizure", actor=actor, at=at, details={"days": days})
    paper = leave_paper(approval, f"延长查封、扣押期限{days}日", actor=actor, at=at)
    deadline_changes.extend(
        measure.reference,
        SEIZE_30,
        on=day_of(at),
        ground=approval.reason[: deadline_changes.LONGEST_GROUND],
        document=paper.reference,
        actor=actor,
        at=at,
        length=days,
    )
    tell_the_case(measure, "case.measure_extended", actor=actor, at=at)
    return measure


@transaction.atomic
def send_to_testing(
    *,
    measure: Measure,
    testing: str,
    until: dt.date,
    told_on: dt.date,
    paper: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Measure:
    """Testing, inspection, quarantine or appraisal: its days do not count where its period is fixed and the
    party was told in writing by ``paper`` (art 25(3)). The clock stands still from today."""
    today = day_of(at)
    measure = lock(measure)
    if until < today:
        raise Invalid(Text("检测、鉴定期间在今天之前。", "The period of testing is over already."))
    if measure.taken_at is None or not day_of(measure.taken_at) <= told_on <= today:
        raise Invalid(
            Text(
                "书面告知须在查封、扣押之后、今天之前。",
                "The party is told between the seizure and today.",
            ),
            law="强制法第二十五条第三款",
        )
    measure.testing, measure.testing_until = testing, until
    details = {"testing": testing, "until": until, "told_on": told_on, "paper": paper}
    measure = perform(measure, "send_to_testing", actor=actor, at=at, token=token, details=details)
    deadline_changes.hold(
        measure.reference,
        SEIZE_30,
        on=today,
        ground=f"检测、鉴定：{testing}"[: deadline_changes.LONGEST_GROUND],
        document=paper,
        actor=actor,
        at=at,
    )
    return measure


@transaction.atomic
def end_testing(
    *, measure: Measure, result: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Measure:
    """The result is there: the clock runs again today, or from the end of the period that was told."""
    measure = perform(
        lock(measure), "end_testing", actor=actor, at=at, token=token, details={"result": result}
    )
    told_until = measure.testing_until or day_of(at)
    resume_after_testing(measure, on=min(day_of(at), told_until + DAY), actor=actor, at=at)
    return measure


@transaction.atomic
def confiscate(*, measure: Measure, actor: User, at: dt.datetime, token: Token | None = None) -> Measure:
    """The penalty decision takes the things away (强制法 art 27)."""
    measure = lock(measure)
    measure.ended_at = at
    number = measure.case.decision.number if measure.case.decision else ""
    measure = perform(measure, "confiscate", actor=actor, at=at, token=token, details={"decision": number})
    settle_things(measure, f"没收，{number}")
    tell_the_case(measure, "case.measure_settled", actor=actor, at=at)
    return measure


def _resting_on(power: str, basis: str, at: dt.datetime) -> dict[str, Any]:
    """The provision in words, with its mark; Refused where it gives no power."""
    objection = powers.against(power, basis, day_of(at))
    if objection:
        raise Refused(objection, law=powers.LAW)
    if power == OTHER:
        return {"power": power, "basis": basis.strip(), "is_basis_verified": False}
    row = POWERS[power]
    return {"power": power, "basis": row.law.zh, "is_basis_verified": row.verified}
