"""A head's approval. Pure."""

from casework.kernel.lifecycle import Lifecycle, State, Text, Transition
from casework.lifecycle.guards import HEADS, NOT_OWN_APPROVAL

APPROVAL = Lifecycle(
    name="approval",
    states=(
        State("pending", Text("等待审批", "Pending")),
        State("approved", Text("已批准", "Approved"), is_end=True),
        State("returned", Text("已退回", "Returned"), is_end=True),
    ),
    transitions=(
        Transition(
            "approve",
            ("pending",),
            "approved",
            Text("批准", "Approve"),
            "approval.approved",
            HEADS,
            "程序规定第四条、第十九条、第五十六条、第六十条",
            bars=(NOT_OWN_APPROVAL,),
        ),
        Transition(
            "return",
            ("pending",),
            "returned",
            Text("退回", "Return"),
            "approval.returned",
            HEADS,
            "程序规定第五十四条",
            bars=(NOT_OWN_APPROVAL,),
        ),
    ),
)

# Kind of approval → the step of the case that it sets in motion. A visit is the inspections desk's own.
APPROVED_STEPS = {
    "filing": "file",
    "not_filing": "decline_filing",
    "proposal": "approve_proposal",
    "decision": "decide",
    "closing": "close",
}
