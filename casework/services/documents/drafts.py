"""A document before it is approved: from the present file, without a number, with 草稿 on every page, kept
nowhere."""

import datetime as dt
from collections.abc import Callable

from casework.kernel import documents as typesetting
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, NotFound, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.references import profile_on
from casework.models import Approval, Case
from casework.services import contexts
from casework.services.contexts import Context

NOTHING_ASKED = Text(
    "还没有报请负责人审批，没有可以预览的内容。",
    "Nothing was sent to the head for approval yet, so there is nothing to preview.",
)

NOT_TOLD = Text(
    "还没有告知当事人拟作出的处罚，不能起草决定书。",
    "The party was not told of the proposed penalty yet; the decision cannot be drafted.",
)


def draft(case: Case, kind: str, *, at: dt.datetime) -> bytes:
    """The PDF of ``kind`` as it would be made now. Raises NotFound for a kind without a draft, Refused where
    the case lacks what the document needs, and Invalid for what cannot be printed."""
    if kind not in DRAFTS:
        raise NotFound
    on = day_of(at)
    context = DRAFTS[kind](case, on)
    try:
        return typesetting.render(kind, context, day=on, draft=True)
    except typesetting.DocumentRefused as refused:
        raise Invalid(Text(refused.zh, refused.en)) from refused


def _asked(case: Case, *kinds: str) -> Approval:
    """The newest request that a head has not decided."""
    pending = case.approvals.filter(state="pending").order_by("-pk")
    approval = (pending.filter(kind__in=kinds) if kinds else pending).first()
    if approval is None:
        raise Refused(NOTHING_ASKED)
    return approval


def _filing_approval(case: Case, on: dt.date) -> Context:
    approval = _asked(case, "filing", "not_filing")
    decision = "立案" if approval.kind == "filing" else "不予立案"
    return contexts.filing_approval(case, approval, decision=decision)


def _investigation_report(case: Case, on: dt.date) -> Context:
    return contexts.investigation_report(case, on=on)


def _penalty_notice(case: Case, on: dt.date) -> Context:
    return contexts.penalty_notice(case, profile_on(case.office, on), on=on)


def _penalty_decision(case: Case, on: dt.date) -> Context:
    if not case.documents.filter(kind="penalty_notice").exists():
        raise Refused(NOT_TOLD, law="处罚法第四十四条、第六十二条")
    return contexts.penalty_decision(case, profile_on(case.office, on), on=on)


def _no_penalty_decision(case: Case, on: dt.date) -> Context:
    proposal = case.current_proposal
    return contexts.no_penalty_decision(
        case,
        profile_on(case.office, on),
        on=on,
        ground=_asked(case).reason,
        nature=proposal.violation if proposal else "",
    )


def _decision_approval(case: Case, on: dt.date) -> Context:
    return contexts.decision_approval(case, _asked(case, "decision"))


def _closing_approval(case: Case, on: dt.date) -> Context:
    return contexts.closing_approval(case, _asked(case, "closing"))


DRAFTS: dict[str, Callable[[Case, dt.date], Context]] = {
    "filing_approval": _filing_approval,
    "investigation_report": _investigation_report,
    "penalty_notice": _penalty_notice,
    "decision_approval": _decision_approval,
    "penalty_decision": _penalty_decision,
    "no_penalty_decision": _no_penalty_decision,
    "closing_approval": _closing_approval,
}
