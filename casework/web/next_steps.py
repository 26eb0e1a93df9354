"""What can be done now, what is still missing for it, and where that is cured: drawn from the table."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from casework import queries
from casework.kernel.lifecycle import Option, Text, Transition
from casework.kernel.models import User
from casework.kernel.roles import Role
from casework.kernel.transitions import options
from casework.lifecycle import APPROVAL_KINDS, HEADS
from casework.models import Case
from casework.services.service_of_documents import STEPS as SERVED
from casework.web import links
from casework.web.case_steps import ROOM, STEPS
from casework.web.requirements import CURES, requirements

APPROVALS = {
    kind.action: kind.name for kind in APPROVAL_KINDS.values() if kind.action and kind.subject == "CAS"
}
SERVICES = {action: kind for kind, action in SERVED.items()}
# Never what a case waits for; offered in one line below the next step.
ASIDES = frozenset(
    {
        "record_party",
        "propose_not_filing",
        "return_from_review",
        "return_from_second_review",
        "answer_no_competence",
        "return_lead",
        "mark_duplicate",
        "merge_lead",
        "dispute_competence",
        "yield_competence",
        "ask_designation",
        "propose_verification_extension",
        "propose_transfer",
        "propose_outcome",
        "ask_to_interview",
        "record_interview",
        "ask_for_material",
        "record_material",
        "ask_for_address",
        "propose_suspension",
        "propose_termination",
        "propose_extension",
        "extend_further",
        "exclude_days",
        "distinguish_act",
        "propose_renotice",
        "propose_reopening",
        "request_hearing",
        "drop_hearing",
        "tell_on_spot",
        "leave_spot",
        "send_to_police",
        "end_execution",
        "change_officers",
        "collect_on_spot",
        "settle_spot_fine",
        "report_decided_to_police",
    }
)
# Waited for where the case has come to need them, and otherwise not spoken of.
WHEN_DUE = frozenset(
    {
        "hand_in_cash",
        "bank_cash",
        "say_what_differs",
        "verify_anew",
        "drop_annulled",
        "take_back_unfiled",
        "take_back_filed",
    }
)
# What others must do first: a link would lead to a page that refuses.
OFFICERS_CURES = frozenset({"nothing_pending", "decision_document_ready"})


@dataclass(frozen=True)
class NextStep:
    """One step of the table as the case page shows it; an empty address: it comes about by another step."""

    option: Option
    items: list[dict[str, Any]]
    url: str
    button: Text
    is_press: bool
    """Nothing to write: the button stands on the case page itself."""

    is_aside: bool
    """It can be taken, and the case does not wait for it."""

    @property
    def title(self) -> Text:
        return self.option.transition.title

    @property
    def law(self) -> str:
        return self.option.transition.law


def next_steps(case: Case, user: User, day: dt.date) -> tuple[list[NextStep], list[Transition]]:
    """The steps that are for this person, those that can be taken now first; and the steps that wait for
    somebody else with nothing missing on file."""
    mine: list[NextStep] = []
    others: list[Transition] = []
    for option in map(ROOM.before_the_form, options(case, user, day)):
        action = option.transition.action
        if Role.SYSTEM in option.transition.roles or (action in APPROVALS and not _is_asked(option)):
            continue
        if option.is_for_actor:
            mine.append(_next_step(option, case))
        elif action not in ASIDES and all(
            refusal.code in ("role", "not_on_case") for refusal in option.refusals
        ):
            others.append(option.transition)
    mine = [step for step in mine if not step.is_aside or (step.url and step.option.is_allowed)]
    return sorted(mine, key=lambda step: not step.option.is_allowed), others


def _is_asked(option: Option) -> bool:
    """What a head grants is shown once it was asked for."""
    kind = APPROVALS[option.transition.action]
    return not any(refusal.code == f"{kind}_proposed" for refusal in option.refusals)


def _next_step(option: Option, case: Case) -> NextStep:
    action = option.transition.action
    doing = STEPS.get(action)
    cures = OFFICERS_CURES if option.transition.roles == HEADS else CURES
    return NextStep(
        option=option,
        items=requirements(option, case, cures=cures),
        url=_url(action, case),
        button=doing.button if doing else option.transition.title,
        is_press=doing is not None and doing.is_press,
        is_aside=action in ASIDES
        or (action in WHEN_DUE and not option.is_allowed)
        or _is_done_or_not_due(action, case),
    )


def _is_done_or_not_due(action: str, case: Case) -> bool:
    """A step that stays open after it was taken, or that this case does not need."""
    if action == "propose_penalty":
        return case.state != "investigating" or case.current_proposal is not None
    if action == "issue_notice":
        return case.documents.filter(kind="penalty_notice", services__isnull=True).exists()
    if action == "record_discussion":
        return not case.discussion_ground or case.is_discussed
    if action == "record_payment":
        return case.fine_is_paid()
    if action == "say_what_differs":
        return bool(case.current_proposal.difference)
    if action == "propose_decision":
        return case.current_proposal.outcome != "penalty"
    if action == "propose_no_penalty":
        return case.current_proposal.outcome == "penalty"
    return False


def _url(action: str, case: Case) -> str:
    """Where this step is taken: a form of this desk, the worksheet, the approval, the document to serve."""
    if action in STEPS:
        return reverse(f"case_{action}", args=[case.reference])
    if action == "change_officers":
        return reverse("caseload", query={"case": case.reference})
    if action == "return_lead":
        return links.return_report(case.source_reference)
    if action == "propose_penalty":
        return links.worksheet(case.reference)
    if action in APPROVALS:
        pending = case.approvals.filter(kind=APPROVALS[action], state="pending").last()
        return reverse("approval", args=[pending.reference]) if pending else ""
    if action in ("finish_hearing", "drop_hearing"):
        hearing = queries.open_hearing_of(case)
        return reverse("hearing", args=[hearing.reference]) if hearing else ""
    if action in SERVICES:
        document = case.documents.filter(kind=SERVICES[action]).last()
        return reverse("document_serve", args=[document.reference]) if document else ""
    return ""
