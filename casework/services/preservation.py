"""先行登记保存 (处罚法 art 56, 程序规定 arts 33–35): seven working days, then it lifts by itself."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle.measure import HANDLING_LAW
from casework.lifecycle.measure_grounds import HANDLINGS, PRESERVATION_FORMALITIES
from casework.models import Approval, Case, Measure
from casework.services import documents
from casework.services.measures import (
    Thing,
    ask,
    asked_about,
    begin,
    last_day,
    leave_paper,
    listed,
    require,
    set_taken,
    settle_things,
    tell_the_case,
)

KIND = Measure.Kind.PRESERVATION


@transaction.atomic
def propose(
    *,
    case: Case,
    things: Iterable[Thing],
    place: str,
    reason: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Measure:
    """Ask a head beforehand (程序规定 art 33(1)). ``reason`` says what is suspected and why the evidence may be
    lost; the notice carries it."""
    columns: dict[str, Any] = {"kind": KIND, "place": place, "grounds": reason}
    measure = begin(
        "propose_preservation", case=case, things=things, actor=actor, at=at, token=token, **columns
    )
    ask(measure, "preservation", reason, actor=actor, at=at)
    return measure


@transaction.atomic
def preserve(
    *,
    measure: Measure,
    taken_at: dt.datetime,
    formalities: list[str],
    signed_by: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Measure:
    """Carry out what the head approved: the seven working days begin."""
    require(formalities, PRESERVATION_FORMALITIES, "程序规定第三十四条")
    measure = lock(measure)
    measure.formalities, measure.signed_by = formalities, signed_by
    set_taken(measure, taken_at=taken_at, at=at)
    measure = perform(measure, "preserve", actor=actor, at=at, token=token, starts_on=day_of(taken_at))
    return _taken(measure, actor, at)


@transaction.atomic
def preserve_at_once(
    *,
    case: Case,
    things: Iterable[Thing],
    place: str,
    reason: str,
    taken_at: dt.datetime,
    formalities: list[str],
    signed_by: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Measure:
    """Record what was taken on the spot for urgency, and report it to the heads at once: twenty-four hours
    (程序规定 art 33(2))."""
    require(formalities, PRESERVATION_FORMALITIES, "程序规定第三十四条")
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
    }
    measure = begin("preserve_at_once", case=case, things=things, actor=actor, at=at, token=token, **columns)
    ask(measure, "preservation_confirmation", reason, actor=actor, at=at)
    return _taken(measure, actor, at)


@transaction.atomic
def propose_handling(
    *,
    measure: Measure,
    outcome: str,
    reason: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Approval:
    """Ask for one of the four ways of 程序规定 art 35(1)–(4); the fifth is a release."""
    _check_outcome(measure, outcome)
    details = {"outcome": outcome}
    measure = perform(lock(measure), "propose_handling", actor=actor, at=at, token=token, details=details)
    return ask(measure, "preservation_handling", reason, actor=actor, at=at, details=details)


@transaction.atomic
def settle(*, approval: Approval, actor: User, at: dt.datetime) -> Measure:
    """The head approves what becomes of the evidence, while its days run."""
    measure = asked_about(approval)
    outcome = approval.details["outcome"]
    _check_outcome(measure, outcome)
    measure.outcome, measure.outcome_note, measure.ended_at = outcome, approval.reason, at
    measure = perform(measure, "settle_preservation", actor=actor, at=at, details=approval.details)
    settle_things(measure, HANDLINGS[outcome].zh)
    tell_the_case(measure, "case.measure_settled", actor=actor, at=at)
    leave_paper(approval, f"先行登记保存的证据：{HANDLINGS[outcome].zh}", actor=actor, at=at)
    return measure


def _taken(measure: Measure, actor: User, at: dt.datetime) -> Measure:
    tell_the_case(measure, "case.measure_taken", actor=actor, at=at)
    measure.notice = documents.make_preservation_notice(
        measure.case,
        grounds=measure.grounds,
        things=listed(measure),
        place=measure.place,
        until=last_day(measure),
        urgent=measure.is_urgent,
        signed_by=measure.signed_by,
        actor=actor,
        at=at,
    )
    measure.save(update_fields=["notice"])
    return measure


def _check_outcome(measure: Measure, outcome: str) -> None:
    """What is seized or confiscated must have been."""
    if outcome not in HANDLINGS:
        raise Invalid(Text("处理方式不在规定的五项之内。", "Not one of the five ways of the rule."))
    case = measure.case
    if (
        outcome == "seized"
        and not Measure.objects.filter(case=case, state__in=("seized", "testing")).exists()
    ):
        raise Refused(
            Text(
                "还没有查封、扣押：先另行办理查封、扣押，写明授权的法律。",
                "Nothing is seized: take the seizure first, by a statute that gives the power.",
            ),
            law=HANDLING_LAW,
        )
    if outcome == "confiscated" and case.decision is None:
        raise Refused(
            Text("还没有作出没收的处罚决定。", "No penalty decision confiscates anything yet."),
            law=HANDLING_LAW,
        )
