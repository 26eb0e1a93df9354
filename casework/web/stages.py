"""The stages of a case as a bar: where it is, and when each was done."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from casework.kernel.clock import day_of
from casework.kernel.lifecycle import Text
from casework.kernel.models import AuditEvent
from casework.models import Case

Stage = tuple[Text, tuple[str, ...], tuple[str, ...]]

# Stage, the states in it, the audited actions that complete it.
STAGES = (
    (Text("线索", "Lead"), ("lead_registered", "competence_disputed"), ("case.lead_registered",)),
    (Text("核查", "Verification"), ("verifying",), ("case.filed",)),
    (
        Text("调查", "Investigation"),
        ("taken_over", "investigating", "suspended", "report_done"),
        ("case.investigation_concluded",),
    ),
    (Text("审核", "Review"), ("under_review", "review_passed"), ("case.proposal_approved",)),
    (
        Text("告知", "Notice"),
        ("proposal_approved", "noticed", "hearing", "hearing_done", "second_review"),
        ("case.notice_served",),
    ),
    (
        Text("决定", "Decision"),
        ("defence_heard", "waived", "hearing_reviewed"),
        ("case.decided", "case.no_penalty_decided", "case.no_facts_decided"),
    ),
    (
        Text("送达", "Service"),
        ("decided", "no_penalty_decided"),
        ("case.decision_served", "case.no_penalty_served"),
    ),
    (Text("执行", "Execution"), ("served",), ("case.executed", "case.execution_ended")),
    (
        Text("结案", "Closing"),
        (
            "executed",
            "execution_ended",
            "no_penalty_served",
            "handled_elsewhere",
            "terminated",
            "with_police",
            "closed",
            "archived",
        ),
        ("case.closed",),
    ),
)
ON_THE_SPOT = (
    STAGES[0],
    (Text("当场告知", "Told on the spot"), ("told_on_spot",), ("case.told_on_spot",)),
    (Text("当场处罚", "Fined on the spot"), ("fined_on_spot",), ("case.fined_on_spot",)),
    (Text("归档", "Papers in"), ("spot_papers_in", "closed", "archived"), ("case.spot_closed",)),
)
# How a lead ended, and the act that ended it.
ENDS = {
    "no_competence": ("case.no_competence", "case.competence_yielded"),
    "returned": ("case.lead_returned",),
    "duplicate": ("case.marked_duplicate",),
    "merged": ("case.merged",),
    "not_filed": ("case.not_filed",),
    "transferred": ("case.transferred",),
}
NOW = Text("现在", "now")


def stages_of(case: Case, events: Iterable[AuditEvent]) -> list[dict[str, Any]]:
    """What ``{% steps_bar %}`` draws: name, 'done', 'now' or 'next', and the day on which it was done. A lead
    that ended before it became a case has its lead, its verification where there was one, and its end."""
    done_on = {event.action: day_of(event.at) for event in events}
    stages = _stages(case, done_on)
    present = next(place for place, (_, states, _) in enumerate(stages) if case.state in states)
    bar: list[dict[str, Any]] = []
    for place, (name, _, actions) in enumerate(stages):
        if place < present or case.is_ended:
            days = [done_on[action] for action in actions if action in done_on]
            bar.append({"name": name, "state": "done", "on": max(days, default=None)})
        elif place == present:
            bar.append({"name": name, "state": "now", "when": NOW})
        else:
            bar.append({"name": name, "state": "next"})
    return bar


def _stages(case: Case, done_on: Mapping[str, dt.date]) -> tuple[Stage, ...]:
    if "case.fined_on_spot" in done_on or case.state == "told_on_spot":
        return ON_THE_SPOT
    if any(case.state in states for _, states, _ in STAGES):
        return STAGES
    end = (case.state_title, (case.state,), tuple(ENDS.get(case.state, ())))
    verified = (
        ((STAGES[1][0], ("verifying",), ENDS.get(case.state, ())),)
        if "case.officers_assigned" in done_on
        else ()
    )
    return (STAGES[0], *verified, end)
