"""The complaint until it is accepted or not (M2): where it goes, who complains, whether we take it up. Pure."""

from casework.clocks import (
    CMP_ACCEPT_O20,
    CMP_ACCEPT_O121,
    CMP_IDPROOF,
    CMP_MEDIATE_O20,
    CMP_MEDIATE_O121,
    CMP_MEDIATE_REG,
)
from casework.kernel.lifecycle import SAME, Starts, Text, Transition
from casework.kernel.roles import Role
from complaints.lifecycle.guards import (
    IDENTITY_PROVED,
    IS_COMPLAINT,
    NOT_OWN_PROPOSAL,
    NOT_SENT_ON,
    REFUSAL_PROPOSED,
    SENT_ON,
    SINCE_ORDER_121,
    WITHIN_THREE_YEARS,
)
from complaints.lifecycle.kinds import O20_LAST_DAY

INTAKE = frozenset({Role.INTAKE})
MEDIATORS = frozenset({Role.MEDIATOR})
SIGNERS = frozenset({Role.UNIT_HEAD, Role.BUREAU_HEAD})
CITIZEN = frozenset({Role.SYSTEM})  # no account: the act of a citizen has no actor

UNDECIDED = ("registered", "identity_asked")
ACCEPTANCE_CLOCKS = (CMP_ACCEPT_O20, CMP_ACCEPT_O121)

ACCEPTANCE = (
    Transition(
        "send_to_office",
        ("registered",),
        SAME,
        Text("分送有权处理的机构", "Send to the office that handles it"),
        "submission.sent_on",
        INTAKE,
        "投诉举报处理办法第十三条、第十四条（2026年4月14日以前为暂行办法，条文待核）",
        guards=(IS_COMPLAINT, NOT_SENT_ON),
        document="forwarding_notice",
    ),
    Transition(
        "return_to_intake",
        UNDECIDED,
        "registered",
        Text("不属于本机构处理，退回接收岗", "Not ours: return to the intake desk"),
        "submission.returned",
        MEDIATORS | {Role.UNIT_HEAD},
        "投诉举报处理办法第四十一条（2026年4月14日以前为暂行办法，条文待核）",
        guards=(IS_COMPLAINT, SENT_ON),
        stops=(CMP_IDPROOF,),
    ),
    # The rule states no pause: the seven working days run on.
    Transition(
        "ask_identity",
        ("registered",),
        "identity_asked",
        Text("要求提供身份证明", "Ask for proof of identity"),
        "submission.identity_asked",
        MEDIATORS,
        "投诉举报处理办法第十条第三项",
        guards=(IS_COMPLAINT, SINCE_ORDER_121),
        document="identity_request",
    ),
    Transition(
        "record_identity",
        ("identity_asked",),
        "registered",
        Text("登记收到的身份证明", "Record the proof of identity"),
        "submission.identity_proved",
        MEDIATORS,
        "投诉举报处理办法第十条第三项",
        stops=(CMP_IDPROOF,),
    ),
    Transition(
        "propose_refusal",
        UNDECIDED,
        SAME,
        Text("提出不予受理", "Propose not to accept"),
        "submission.refusal_proposed",
        MEDIATORS,
        "投诉举报处理办法第十六条、第十七条（2026年4月14日以前为暂行办法第十五条）",
        guards=(IS_COMPLAINT,),
    ),
    Transition(
        "return_refusal",
        UNDECIDED,
        SAME,
        Text("不同意，退回再办", "Disagree and send it back"),
        "submission.refusal_returned",
        SIGNERS,
        "投诉举报处理办法第十五条（2026年4月14日以前为暂行办法第十四条）",
        guards=(REFUSAL_PROPOSED,),
        bars=(NOT_OWN_PROPOSAL,),
    ),
    Transition(
        "refuse",
        UNDECIDED,
        "not_accepted",
        Text("审签不予受理，告知投诉人", "Sign: not accepted, and tell the complainant"),
        "submission.not_accepted",
        SIGNERS,
        "投诉举报处理办法第十五条、第十六条（2026年4月14日以前为暂行办法第十四条、第十五条），消费者权益保护法第三十九条",
        guards=(IS_COMPLAINT, REFUSAL_PROPOSED),
        bars=(NOT_OWN_PROPOSAL,),
        stops=(*ACCEPTANCE_CLOCKS, CMP_IDPROOF),
        document="refusal_decision",
    ),
    Transition(
        "accept",
        UNDECIDED,
        "accepted",
        Text("受理投诉，告知投诉人", "Accept, and tell the complainant"),
        "submission.accepted",
        MEDIATORS,
        "投诉举报处理办法第十五条（2026年4月14日以前为暂行办法第十四条）、消费者权益保护法第四十六条",
        guards=(IS_COMPLAINT, IDENTITY_PROVED, WITHIN_THREE_YEARS),
        # Of the ministry's 45 working days and the State Council's 60 days the earlier; from 2026-04-15 on
        # the two are one.
        starts=(
            Starts(CMP_MEDIATE_O20, when="order_20_is_earlier"),
            Starts(CMP_MEDIATE_REG, when="regulation_is_earlier", valid_to=O20_LAST_DAY),
            Starts(CMP_MEDIATE_O121),
        ),
        stops=(*ACCEPTANCE_CLOCKS, CMP_IDPROOF),
        document="acceptance_decision",
    ),
)
