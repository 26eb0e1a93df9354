"""The stages of a case as a bar: where it is, and when each was done."""

from collections.abc import Iterable
from typing import Any

from casework.kernel.clock import day_of
from casework.kernel.lifecycle import Text
from casework.kernel.models import AuditEvent
from casework.models import Case

# Stage, the states in it, the audited action that completes it.
STAGES = (
    (Text("线索", "Lead"), ("lead_registered",), "case.lead_registered"),
    (Text("核查", "Verification"), ("verifying",), "case.filed"),
    (Text("调查", "Investigation"), ("investigating", "report_done"), "case.investigation_concluded"),
    (Text("审核", "Review"), ("under_review", "review_passed"), "case.proposal_approved"),
    (Text("告知", "Notice"), ("proposal_approved", "noticed"), "case.notice_served"),
    (Text("决定", "Decision"), ("defence_heard", "waived"), "case.decided"),
    (Text("送达", "Service"), ("decided",), "case.decision_served"),
    (Text("执行", "Execution"), ("served",), "case.executed"),
    (Text("结案", "Closing"), ("executed", "closed"), "case.closed"),
)
NOT_FILED = (
    STAGES[0],
    (Text("核查", "Verification"), ("verifying",), "case.not_filed"),
    (Text("不予立案", "Not filed"), ("not_filed",), "case.not_filed"),
)
NOW = Text("现在", "now")


def stages_of(case: Case, events: Iterable[AuditEvent]) -> list[dict[str, Any]]:
    """What ``{% steps_bar %}`` draws: name, 'done', 'now' or 'next', and the day on which it was done."""
    stages = NOT_FILED if case.state == "not_filed" else STAGES
    done_on = {event.action: day_of(event.at) for event in events}
    present = next(place for place, (_, states, _) in enumerate(stages) if case.state in states)
    bar: list[dict[str, Any]] = []
    for place, (name, _, action) in enumerate(stages):
        if place < present or case.is_ended:
            bar.append({"name": name, "state": "done", "on": done_on.get(action)})
        elif place == present:
            bar.append({"name": name, "state": "now", "when": NOW})
        else:
            bar.append({"name": name, "state": "next"})
    return bar
