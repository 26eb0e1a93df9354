"""What must never be true, whatever was tried: the cross-cutting guards, asked of the rows that were left behind."""

from collections.abc import Iterator

from casework.clocks import CLOCKS, DEF_3_OLD, DEF_5, HRG_REQ_5
from casework.kernel import audit, deadlines
from casework.kernel.clock import day_of
from casework.kernel.models import AuditEvent, Deadline
from casework.lifecycle import CASE
from casework.lifecycle.guards import INVESTIGATED
from casework.models import Approval, Case, Decision

DECISIONS = ("case.decided", "case.no_penalty_decided", "case.no_facts_decided", "case.transfer_decided")
REVIEWS = ("case.reviewed", "case.legally_reviewed", "case.second_reviewed")


def broken(case: Case) -> list[str]:
    """Every rule that this case breaks, in words; none is well."""
    events = list(audit.history_of(case.reference).order_by("id"))
    return [
        *_states(case, events),
        *_approvals(case, events),
        *_reviews(events),
        *_decisions(case, events),
        *_clocks(case),
    ]


def _states(case: Case, events: list[AuditEvent]) -> Iterator[str]:
    if case.state not in CASE.by_state:
        yield f"unknown state {case.state}"
    acts = {transition.audit for transition in CASE.transitions}
    if case.version - 1 != sum(event.action in acts for event in events):
        yield "a change without its event, or an event without its change"


def _investigators(events: list[AuditEvent]) -> set[int]:
    return {person for event in events if event.action in INVESTIGATED for person in event.participants}


def _approvals(case: Case, events: list[AuditEvent]) -> Iterator[str]:
    barred = _investigators(events)
    for approval in Approval.objects.filter(case=case).exclude(decided_by=None):
        if approval.decided_by_id == approval.requested_by_id or approval.decided_by_id in barred:
            yield f"{approval.reference}: decided by somebody who investigated or asked"
    course = Approval.objects.filter(case=case, state="pending").exclude(kind="visit")
    kinds = [a.kind for a in course if a.kind not in ("verification_extension", "extension")]
    if len(kinds) > 1:
        yield f"several approvals of the course wait at once: {kinds}"


def _reviews(events: list[AuditEvent]) -> Iterator[str]:
    for number, event in enumerate(events):
        if event.action in REVIEWS and set(event.participants) & _investigators(events[:number]):
            yield f"{event.action} by somebody who investigated"


def _decisions(case: Case, events: list[AuditEvent]) -> Iterator[str]:
    actions = [event.action for event in events]
    for number, event in enumerate(events):
        if event.action not in DECISIONS:
            continue
        before = actions[:number]
        if not set(before) & set(REVIEWS):
            yield "decided without a review"
        if set(event.participants) & _investigators(events[:number]):
            yield "decided by somebody who investigated"
        if event.action == "case.decided":
            yield from _penalty(case, event, before)
    fined = Decision.objects.filter(
        case__party=case.party, case__cause=case.cause, case__act_ended_on=case.act_ended_on,
        amount__gt=0, annulled_on=None,
    )  # fmt: skip
    if case.party and case.act_ended_on and not case.distinct_act and fined.count() > 1:
        yield "one act was fined twice"


def _penalty(case: Case, event: AuditEvent, before: list[str]) -> Iterator[str]:
    told = (
        len(before) - 1 - before[::-1].index("case.notice_served") if "case.notice_served" in before else None
    )
    if told is None:
        yield "fined without a notice"
        return
    after = before[told:]
    periods = Deadline.objects.filter(
        reference=case.reference, clock__in=[DEF_5.id, DEF_3_OLD.id, HRG_REQ_5.id]
    )
    ran_out = all(clock.due_on < day_of(event.at) for clock in periods)
    heard = {"case.defence_waived", "case.hearing_held"} & set(after)
    if not ran_out and not heard:
        yield "fined before the period of the notice had run out"
    if "case.hearing_held" in after and "case.second_reviewed" not in after:
        yield "fined after a hearing without its legal review"
    if case.discussion_ground and "case.discussed" not in before:
        yield "fined without the collective discussion"
    decision = case.decision
    announced = case.documents.filter(kind="penalty_notice").last()
    if decision and announced:
        proposal = case.proposals.get(pk=announced.context["proposal_id"])
        if decision.amount > proposal.amount:
            yield "fined more than was announced"


def _clocks(case: Case) -> Iterator[str]:
    clocks = Deadline.objects.filter(reference=case.reference).prefetch_related("events")
    for clock in deadlines.rebuild(clocks, CLOCKS):
        yield f"{clock}: the stored day is not the computed one"
    for clock in clocks:
        for event in clock.events.all():
            if event.kind == "extend" and event.on > clock.due_on:
                yield f"{clock}: extended after its last day"
