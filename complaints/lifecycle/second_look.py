"""'Please look again': once, with reasons, answered by somebody who had no part in the matter. Pure.

No remedy of the law and no condition of one: reconsideration and court stay open beside it.
"""

from casework.kernel.lifecycle import Bar, Lifecycle, State, Text, Transition
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

SECOND_LOOK = Lifecycle(
    name="second_look",
    states=(
        State("asked", Text("等待复查", "Waits to be looked at again")),
        State("upheld", Text("复查后维持", "Looked at again: it stands"), is_end=True),
        State("changed", Text("复查后改变", "Looked at again: it changes"), is_end=True),
    ),
    transitions=(
        Transition(
            "uphold",
            ("asked",),
            "upheld",
            Text("维持原来的处理，告诉本人", "It stands; tell the person why"),
            "second_look.upheld",
            LOOKS,
            HOUSE_RULE,
            bars=(HAD_A_PART,),
        ),
        Transition(
            "change",
            ("asked",),
            "changed",
            Text("改变原来的处理，告诉本人", "It changes; tell the person how"),
            "second_look.changed",
            LOOKS,
            HOUSE_RULE,
            bars=(HAD_A_PART,),
        ),
    ),
)

ANSWERED = ("out_of_scope", "not_accepted", "mediation_terminated", "complaint_closed")
"""States of a submission in which there is an outcome to look at again; of a report, its case says so."""
