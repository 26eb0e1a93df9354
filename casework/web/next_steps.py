"""What can be done now, what is still missing for it, and where that is cured: drawn from the table."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from casework.kernel.lifecycle import Option, Text, Transition
from casework.kernel.models import User
from casework.kernel.roles import Role
from casework.kernel.transitions import options
from casework.lifecycle import APPROVED_STEPS, HEADS
from casework.models import Case
from casework.services.service_of_documents import STEPS as SERVED
from casework.web import links
from casework.web.case_steps import STEPS
from casework.web.requirements import CURES, requirements

APPROVALS = {action: kind for kind, action in APPROVED_STEPS.items()}
SERVICES = {action: kind for kind, action in SERVED.items()}
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

    @property
    def title(self) -> Text:
        return self.option.transition.title

    @property
    def law(self) -> str:
        return self.option.transition.law


def next_steps(case: Case, user: User, day: dt.date) -> tuple[list[NextStep], list[Transition]]:
    """The steps that are for this person, those that can be taken now first; and the steps that wait for
    somebody else with nothing missing on file."""
    mine, others = [], []
    for option in options(case, user, day):
        if Role.SYSTEM in option.transition.roles:
            continue
        if option.is_for_actor:
            mine.append(_next_step(option, case, user))
        elif all(refusal.code in ("role", "not_on_case") for refusal in option.refusals):
            others.append(option.transition)
    mine = [step for step in mine if step.url or not step.option.is_allowed]
    return sorted(mine, key=lambda step: not step.option.is_allowed), others


def _next_step(option: Option, case: Case, user: User) -> NextStep:
    action = option.transition.action
    doing = STEPS.get(action)
    cures = OFFICERS_CURES if option.transition.roles == HEADS else CURES
    return NextStep(
        option=option,
        items=requirements(option, case, cures=cures),
        url=_url(action, case),
        button=doing.button if doing else option.transition.title,
        is_press=doing is not None and doing.is_press,
    )


def _url(action: str, case: Case) -> str:
    """Where this step is taken: a form of this desk, the worksheet, the approval, the document to serve."""
    if action in STEPS:
        return reverse(f"case_{action}", args=[case.reference])
    if action == "propose_penalty":
        return links.worksheet(case.reference)
    if action in APPROVALS:
        pending = case.approvals.filter(kind=APPROVALS[action], state="pending").last()
        return reverse("approval", args=[pending.reference]) if pending else ""
    if action in SERVICES:
        document = case.documents.filter(kind=SERVICES[action]).last()
        return reverse("document_serve", args=[document.reference]) if document else ""
    return ""
