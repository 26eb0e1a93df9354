"""A person asks that their data be erased: one handles the wish, another decides. Pure."""

from casework.kernel.lifecycle import Bar, Lifecycle, State, Text, Transition
from casework.kernel.roles import Role
from complaints.lifecycle.retention import DUTY_TO_KEEP, ERASURE_LAW

DECIDES = frozenset({Role.INTAKE, Role.UNIT_HEAD, Role.MEDIATOR})
NOT_WHO_ASKED = Bar(
    ("erasure.asked",),
    Text("这项删除由您提出，须由另一人决定", "You asked for it: another person decides"),
    "个人信息保护法第五十一条",
)

ERASURE = Lifecycle(
    name="erasure",
    states=(
        State("asked", Text("等待决定", "Waits for a decision")),
        State("erased", Text("已删除", "Erased"), is_end=True),
        State("declined", Text("不予删除", "Declined"), is_end=True),
    ),
    transitions=(
        Transition(
            "approve",
            ("asked",),
            "erased",
            Text("同意，删除个人信息", "Approve and erase the personal data"),
            "erasure.approved",
            DECIDES,
            ERASURE_LAW,
            bars=(NOT_WHO_ASKED,),
        ),
        Transition(
            "decline",
            ("asked",),
            "declined",
            Text("不予删除，说明理由", "Decline, with the reason"),
            "erasure.declined",
            DECIDES,
            DUTY_TO_KEEP,
            bars=(NOT_WHO_ASKED,),
        ),
    ),
)
