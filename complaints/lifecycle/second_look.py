"""'Please look again': once, with reasons, answered by somebody who had no part in the matter. Pure.

No remedy of the law and no condition of one: reconsideration and court stay open beside it.
"""

from typing import Any

from casework.kernel.lifecycle import Bar, Guard, Lifecycle, State, Text, Transition
from casework.kernel.roles import Role
from casework.lifecycle.case import CASE
from complaints.lifecycle.acceptance import CITIZEN
from complaints.lifecycle.submission import SUBMISSION

LOOKS = frozenset({Role.INTAKE, Role.MEDIATOR, Role.UNIT_HEAD})
HOUSE_RULE = "本局复查制度（不影响申请行政复议、提起诉讼）"
BY_STAFF = tuple(t.audit for t in SUBMISSION.transitions if t.roles != CITIZEN)
HAD_A_PART = Bar(
    (*BY_STAFF, *(t.audit for t in CASE.transitions)),
    Text("您办理过这一件，须由另一人复查", "You had a part in this matter: another person looks again"),
    HOUSE_RULE,
)

OPENS_AGAIN = Guard(
    "opens_again",
    Text(
        "这一件不能直接恢复办理（调解已经结束，或者案件已经办结）：交承办岗位办理",
        "It cannot be opened again by itself (the mediation or the case is over): the desk takes the step",
    ),
    HOUSE_RULE,
)
DESK_TAKES_A_STEP = Guard(
    "desk_takes_a_step",
    Text("改变以后直接恢复办理，不用另交承办岗位", "It is opened again at once: no task for the desk"),
    HOUSE_RULE,
)


def _row(action: str, source: str, target: str, title: Text, audit: str, **more: Any) -> Transition:
    return Transition(action, (source,), target, title, f"second_look.{audit}", LOOKS, HOUSE_RULE, **more)


SECOND_LOOK = Lifecycle(
    name="second_look",
    states=(
        State("asked", Text("等待复查", "Waits to be looked at again")),
        State("upheld", Text("复查后维持", "Looked at again: it stands"), is_end=True),
        State("changed", Text("复查后改变，已重新办理", "Looked at again: opened again"), is_end=True),
        State("to_carry_out", Text("复查后改变，正在办理", "Looked at again: it changes, a step follows")),
        State("carried_out", Text("复查后改变，已经办理", "Looked at again: changed, and done"), is_end=True),
    ),
    transitions=(
        _row(
            "uphold", "asked", "upheld", Text("维持原来的处理，告诉本人", "It stands; tell the person why"),
            "upheld", bars=(HAD_A_PART,),
        ),
        _row(
            "open_again", "asked", "changed",
            Text("改变原来的处理，重新办理，告诉本人", "It changes: open it again, tell the person"),
            "changed", bars=(HAD_A_PART,), guards=(OPENS_AGAIN,),
        ),
        _row(
            "hand_to_desk", "asked", "to_carry_out",
            Text("改变原来的处理，交承办岗位办理，告诉本人", "It changes: a task for the desk, tell the person"),
            "changed", bars=(HAD_A_PART,), guards=(DESK_TAKES_A_STEP,),
        ),
        # Open to whoever had a part: it is the desk that takes the step.
        _row(
            "carry_out", "to_carry_out", "carried_out",
            Text("登记已经按复查结果办理", "Enter what was done about it"), "carried_out",
        ),
    ),
)  # fmt: skip
CHANGES = ("open_again", "hand_to_desk")
OPEN = ("asked", "to_carry_out")
"""States in which somebody still has to do something."""

ANSWERED = ("out_of_scope", "not_accepted", "mediation_terminated", "complaint_closed")
"""States of a submission in which there is an outcome to look at again; of a report, its case says so."""
