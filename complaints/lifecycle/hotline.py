"""Work orders (工单) of the 12345 platform: what they are, what may be done with one. Pure.

The local course of a work order (signed in, answered, called back) runs beside the statutory course of what it
became; neither ends the other.
"""

from casework.kernel.lifecycle import SAME, Guard, Lifecycle, State, Text, Transition
from casework.kernel.roles import Role
from complaints.lifecycle.kinds import BOTH, COMPLAINT, REPORT

HOTLINE_RULES = "广东省12345政务服务便民热线管理办法；各市规定（本地设定，未核实）"

CONSULTATION = "consultation"
WORK_ORDER_TYPES = {
    COMPLAINT: Text("投诉", "Complaint"),
    REPORT: Text("举报", "Report"),
    BOTH: Text("投诉并举报", "Complaint and report"),
    # Neither a complaint nor a report (Order 121 art 44): it is answered, and starts no statutory clock.
    CONSULTATION: Text("咨询", "Consultation"),
}

URGENCIES = {
    "normal": Text("一般", "Normal"),
    "urgent": Text("紧急", "Urgent"),
    "critical": Text("特急", "Critical"),
}

CONTENT, DISCONTENT, UNREACHED = "content", "discontent", "unreached"
CALL_BACK_RESULTS = {
    CONTENT: Text("满意", "Content"),
    DISCONTENT: Text("不满意，要求重办", "Not content: to be done again"),
    UNREACHED: Text("联系不上", "Could not be reached"),
}

INCOMING = {
    "create": Text("派单", "Assigned"),
    "add": Text("补充", "Added"),
    "urge": Text("催办", "Urged"),
    "call_back": Text("回访结果", "Call-back"),
}
OUTGOING = {
    "sign_in": Text("签收", "Signed in"),
    "extend": Text("延期", "Put off"),
    "reply": Text("答复", "Reply"),
    "send_back": Text("退回", "Sent back"),
    "closing": Text("办结情况", "Outcome"),
}

NOT_TAKEN_UP = ("received", "registered", "identity_asked")
"""The states in which a submission still can go back to the platform."""

IS_NOT_TAKEN_UP = Guard(
    "not_taken_up",
    Text(
        "已经受理或者分送核查，不能再退回热线平台",
        "It was accepted or sent for verification and cannot go back to the hotline any more",
    ),
    HOTLINE_RULES,
)

HOTLINE_DESK = frozenset({Role.INTAKE, Role.HOTLINE})
_PLATFORM = frozenset({Role.SYSTEM})  # the platform acts without an account of ours


def _row(
    action: str, sources: tuple[str, ...], target: str, title: Text, audit: str, **more: object
) -> Transition:
    given = {"roles": HOTLINE_DESK, "law": HOTLINE_RULES, **more}
    return Transition(action, sources, target, title, f"work_order.{audit}", **given)  # type: ignore[arg-type]


WORK_ORDER = Lifecycle(
    name="work_order",
    states=(
        State("assigned", Text("待签收", "To be signed in")),
        State("signed_in", Text("办理中", "Under way")),
        State("replied", Text("已答复，待回访", "Replied, to be called back")),
        State("closed", Text("已回访办结", "Called back and closed"), is_end=True),
        State("sent_back", Text("已退回平台", "Sent back to the platform"), is_end=True),
    ),
    transitions=(
        _row("sign_in", ("assigned",), "signed_in", Text("签收", "Sign in"), "signed_in"),
        _row("reply", ("signed_in",), "replied", Text("答复平台", "Reply to the platform"), "replied"),
        _row("extend", ("signed_in",), SAME, Text("延期", "Put the reply off"), "extended"),
        _row(
            "send_back",
            ("assigned", "signed_in"),
            "sent_back",
            Text("退回平台", "Send back to the platform"),
            "sent_back",
            roles=frozenset({Role.INTAKE}),
            guards=(IS_NOT_TAKEN_UP,),
        ),
        _row(
            "close", ("replied",), "closed", Text("回访办结", "Close after the call-back"), "closed",
            roles=_PLATFORM,
        ),
        _row(
            "reopen", ("replied",), "signed_in", Text("回访不满意，重办", "Do again after the call-back"),
            "reopened", roles=_PLATFORM,
        ),
    ),
)  # fmt: skip
