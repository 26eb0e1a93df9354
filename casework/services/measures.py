"""What preservation and seizure have in common: begin, answer to the head, lift, give back, lapse (M4a)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypedDict

from django.db import transaction

from casework.clocks import CLOCKS, SEIZE_30
from casework.kernel import audit, deadline_changes, deadlines, tokens, words
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, User
from casework.kernel.references import new_reference
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import MEASURE
from casework.lifecycle.measure import CLOCKS_OF_A_MEASURE, PERIODS
from casework.lifecycle.measure_grounds import PRESERVATION_RELEASES, SEIZURE_RELEASES
from casework.models import Approval, Case, Document, Measure, MeasureThing
from casework.services import approval_requests, documents

PERIOD_IDS = [clock.id for clock in PERIODS]


class Thing(TypedDict):
    """One line of the list of things."""

    name: str
    specification: str
    count: Decimal
    unit: str
    condition: str


def begin(
    action: str,
    *,
    case: Case,
    things: Iterable[Thing],
    actor: User,
    at: dt.datetime,
    token: Token | None,
    starts_on: dt.date | None = None,
    **columns: Any,
) -> Measure:
    """Open a measure with its list of things by the first act of its table, in the open transaction."""
    transition = MEASURE.by_action[action]
    if token is not None:
        tokens.spend(token, transition.audit, case.reference, actor=actor, at=at)
    measure = Measure.objects.create(
        case=case,
        reference=new_reference("MEA", at),
        state="new",
        opened_by=actor,
        opened_at=at,
        **columns,
    )
    for thing in things:
        MeasureThing.objects.create(measure=measure, place=measure.place, **thing)
    return perform(measure, action, actor=actor, at=at, starts_on=starts_on)


def set_taken(measure: Measure, *, taken_at: dt.datetime, at: dt.datetime) -> None:
    """When it was carried out: not in the future, not before the case, not before the approval that it had."""
    if taken_at > at:
        raise Invalid(Text("实施时间在现在之后。", "It cannot have been taken in the future."))
    if day_of(taken_at) < measure.case.received_on:
        raise Invalid(Text("实施时间在线索之前。", "It was taken before there was a lead."))
    if measure.confirmed_at and taken_at < measure.confirmed_at:
        raise Invalid(
            Text(
                "实施时间在批准之前；情况紧急当场采取的，请另行登记。",
                "Taken before it was approved: an urgent measure is recorded as such.",
            )
        )
    measure.taken_at = taken_at


def require(formalities: Iterable[str], lawful: Mapping[str, Text], law: str) -> None:
    """Every formality of the law was kept, or it was no lawful measure."""
    missing = [words_of.zh for key, words_of in lawful.items() if key not in formalities]
    if missing:
        raise Invalid(
            Text(
                f"以下程序没有确认：{'；'.join(missing)}。", "Every formality of the law must be confirmed."
            ),
            law=law,
        )


def ask(
    measure: Measure,
    kind: str,
    reason: str,
    *,
    actor: User,
    at: dt.datetime,
    details: Mapping[str, Any] | None = None,
) -> Approval:
    """Put the measure before the heads."""
    return approval_requests.request(
        case=measure.case,
        kind=kind,
        reason=reason,
        requested_by=actor,
        at=at,
        subject=measure.reference,
        details=details,
    )


def asked_about(approval: Approval) -> Measure:
    """The measure of an approval, locked."""
    return lock(Measure.objects.get(reference=approval.subject))


def tell_the_case(
    measure: Measure, action: str, *, actor: User | None, at: dt.datetime, **details: Any
) -> None:
    """One line in the history of the case; it bars nobody who is not barred already."""
    told = {"reference": measure.reference, "measure": measure.kind, **details}
    audit.record(measure.case.reference, action, actor=actor, at=at, participants=[], details=told)


def settle_things(measure: Measure, became: str) -> None:
    measure.things.update(became=became[:200])


def listed(measure: Measure) -> list[dict[str, str]]:
    """The things as the papers list them."""
    return [
        {
            "name": thing.name,
            "spec": thing.specification,
            "count": thing.quantity,
            "note": thing.condition,
        }
        for thing in measure.things.all()
    ]


def last_day(measure: Measure) -> dt.date:
    """The last day of its period as it stands."""
    clocks = Deadline.objects.filter(reference=measure.reference, clock__in=PERIOD_IDS)
    return clocks.latest("pk").due_on


def leave_paper(approval: Approval, matter: str, *, actor: User, at: dt.datetime) -> Document:
    """The form on which the head decided (有关事项审批表)."""
    return documents.make_matter_approval(approval.case, approval, matter=matter, actor=actor, at=at)


# --- The head ---


@transaction.atomic
def approve_beforehand(*, approval: Approval, actor: User, at: dt.datetime) -> Measure:
    """A head approves: the officers may carry it out."""
    measure = asked_about(approval)
    measure.confirmed_at = at
    measure = perform(measure, f"approve_{measure.kind}", actor=actor, at=at)
    leave_paper(approval, f"采取{measure.title.zh}措施", actor=actor, at=at)
    return measure


@transaction.atomic
def confirm(*, approval: Approval, actor: User, at: dt.datetime) -> Measure:
    """A head approves what was done at once; whether the twenty-four hours were kept stands in the record."""
    measure = asked_about(approval)
    measure.confirmed_at = at
    details = {"within_24_hours": not measure.was_reported_late()}
    measure = perform(measure, f"confirm_{measure.kind}", actor=actor, at=at, details=details)
    leave_paper(approval, f"补办批准{measure.title.zh}措施", actor=actor, at=at)
    return measure


@transaction.atomic
def report_again(
    *, measure: Measure, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Measure:
    """The head returned the report: it goes up again."""
    measure = perform(lock(measure), "report_again", actor=actor, at=at, token=token)
    ask(measure, f"{measure.kind}_confirmation", reason, actor=actor, at=at)
    return measure


# --- Its end ---


@transaction.atomic
def lift_refused(
    *, measure: Measure, place: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Measure:
    """The head found the urgent measure unjustified: it is lifted at once (强制法 art 19, 程序规定 art 33(2)).
    ``place`` is where the things are given back."""
    measure = perform(lock(measure), "lift_refused", actor=actor, at=at, token=token)
    return _lifted(measure, "本局负责人认为不应当采取先行登记保存措施。", place, actor=actor, at=at)


@transaction.atomic
def propose_release(
    *,
    measure: Measure,
    ground: str,
    place: str,
    reason: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Approval:
    """Ask to lift it on a ground of the rule (程序规定 arts 35(5), 42)."""
    grounds = PRESERVATION_RELEASES if measure.is_preservation else SEIZURE_RELEASES
    if ground not in grounds:
        raise Invalid(Text("解除的理由不在规定之内。", "Not a ground of the rule."))
    details = {"ground": ground, "place": place}
    measure = perform(lock(measure), "propose_release", actor=actor, at=at, token=token, details=details)
    return ask(measure, "measure_release", reason, actor=actor, at=at, details=details)


@transaction.atomic
def release(*, approval: Approval, actor: User, at: dt.datetime) -> Measure:
    """The head lifts it; the things are then given back."""
    measure = asked_about(approval)
    measure.outcome, measure.outcome_note = approval.details["ground"], approval.reason
    measure = perform(measure, "release", actor=actor, at=at, details=approval.details)
    leave_paper(approval, f"解除{measure.title.zh}措施", actor=actor, at=at)
    ground = f"{measure.outcome_title}。"
    return _lifted(measure, ground, approval.details["place"], actor=actor, at=at)


@transaction.atomic
def give_back(
    *,
    measure: Measure,
    received_by: str,
    actor: User,
    at: dt.datetime,
    note: str = "",
    token: Token | None = None,
) -> Measure:
    """The things go back to the party, who signs for them."""
    measure = lock(measure)
    measure.outcome_note = note or measure.outcome_note
    details = {"received_by": received_by}
    measure = perform(measure, "give_back", actor=actor, at=at, token=token, details=details)
    settle_things(measure, f"退还：{received_by}，{words.day(day_of(at))}")
    tell_the_case(measure, "case.measure_settled", actor=actor, at=at)
    return measure


@transaction.atomic
def hand_to_police(
    *, measure: Measure, receipt: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Measure:
    """The things go with the case (强制法 art 21). ``receipt`` names the paper of the police."""
    measure = lock(measure)
    measure.ended_at, measure.outcome_note = at, receipt
    measure = perform(
        measure, "hand_to_police", actor=actor, at=at, token=token, details={"receipt": receipt}
    )
    settle_things(measure, f"随案移送公安机关，{receipt}")
    tell_the_case(measure, "case.measure_settled", actor=actor, at=at)
    return measure


@transaction.atomic
def drop(
    *, measure: Measure, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Measure:
    """It was proposed or approved, and is not taken after all."""
    measure = lock(measure)
    measure.ended_at, measure.outcome_note = at, reason
    return perform(measure, "drop", actor=actor, at=at, token=token, details={"reason": reason})


def _lifted(measure: Measure, ground: str, place: str, *, actor: User, at: dt.datetime) -> Measure:
    measure.ended_at = at
    measure.save(update_fields=["ended_at"])
    tell_the_case(measure, "case.measure_lifted", actor=actor, at=at)
    if measure.is_preservation and measure.notice:  # the forms of seizure come with their templates
        documents.make_preservation_release(
            measure.case,
            notice=measure.notice,
            ground=ground,
            things=listed(measure),
            place=place,
            actor=actor,
            at=at,
        )
    return measure


# --- The sweep ---


def lapse_due(*, at: dt.datetime) -> int:
    """Sweep: let every measure whose period is over end, on record and for good; before that, let the clock run
    again where the period told for testing is over. The number of measures that ended."""
    for measure in Measure.objects.filter(state="testing", testing_until__lt=day_of(at)):
        _end_testing(measure, at)
    run_out = Deadline.objects.filter(
        clock__in=PERIOD_IDS, state=Deadline.State.RUNNING, due_on__lt=day_of(at)
    ).values("reference")
    waiting = Measure.objects.filter(state__in=("preserved", "seized"), reference__in=run_out)
    return sum(_lapse(measure, at) for measure in waiting)


@transaction.atomic
def _lapse(found: Measure, at: dt.datetime) -> bool:
    measure = lock(found)
    if (measure.state, measure.version) != (found.state, found.version):
        return False
    due_on = last_day(measure)
    measure.ended_at = at
    perform(measure, "lapse", actor=None, at=at, details={"due_on": due_on})
    for clock in CLOCKS_OF_A_MEASURE:
        running = deadlines.open_clock(measure.reference, clock)
        if running:
            deadlines.record_miss(running, actor=None, at=at)
            deadlines.lapse(measure.reference, CLOCKS[clock.id], on=day_of(at), at=at)
    tell_the_case(measure, "case.measure_lapsed", actor=None, at=at, due_on=due_on)
    return True


@transaction.atomic
def _end_testing(found: Measure, at: dt.datetime) -> None:
    measure = lock(found)
    if measure.state != "testing" or measure.testing_until is None:
        return
    perform(measure, "end_testing_at_term", actor=None, at=at)
    resume_after_testing(measure, on=measure.testing_until + deadlines.DAY, actor=None, at=at)


def resume_after_testing(measure: Measure, *, on: dt.date, actor: User | None, at: dt.datetime) -> None:
    """The seizure counts again from ``on``: never later than the day after the period told to the party."""
    deadline_changes.resume(
        measure.reference, SEIZE_30, on=on, document=measure.reference, actor=actor, at=at
    )
