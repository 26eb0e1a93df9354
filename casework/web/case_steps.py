"""One page for each step that a person takes on a case: what it needs, what it asks, what follows from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework import queries
from casework.kernel import clock, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import AlreadyDone, Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.pages import see_other
from casework.kernel.rest import say
from casework.kernel.transitions import option
from casework.services import cases, decisions, execution, notices, parties, reviews
from casework.web import case_forms as forms
from casework.web.consequences import consequences
from casework.web.requirements import requirements


@dataclass(frozen=True)
class Step:
    """A verb, the form that asks for what it needs, the words of its button and of its answer. ``other`` is
    the step that the same form can take instead."""

    verb: Callable[..., Any]
    form: type[forms.StepForm]
    button: Text
    done: Text
    other: str = ""

    @property
    def is_press(self) -> bool:
        """Nothing to fill in."""
        return not self.form.base_fields


REVIEW = Step(
    reviews.pass_review,
    forms.ReviewForm,
    Text("同意，送负责人审批", "Agree, and send to the head"),
    Text("审核意见已记录，已送负责人审批。", "Recorded. The head now decides."),
    other="return_from_review",
)

# Action of the table → its page. Service of documents stands with the documents, approval with the approvals.
STEPS = {
    "assign_officers": Step(
        cases.assign_officers,
        forms.OfficersForm,
        Text("指派，开始核查", "Assign, and begin verification"),
        Text("已指派办案人员，核查开始。", "Officers assigned; verification begins."),
    ),
    "record_party": Step(
        parties.name_party,
        forms.PartyForm,
        Text("保存当事人", "Save the party"),
        Text("当事人已写明。", "The party is recorded."),
    ),
    "propose_filing": Step(
        cases.propose_filing,
        forms.FilingForm,
        Text("报请立案", "Propose filing"),
        Text("已报请立案，等负责人审批。", "Proposed. The head now decides."),
    ),
    "propose_not_filing": Step(
        cases.propose_not_filing,
        forms.NotFilingForm,
        Text("报请不予立案", "Propose not to file"),
        Text("已报请不予立案，等负责人审批。", "Proposed. The head now decides."),
    ),
    "conclude_investigation": Step(
        reviews.conclude_investigation,
        forms.ReportForm,
        Text("提交调查终结报告", "Hand in the final report"),
        Text("调查终结，报告正在生成。", "The investigation is concluded; the report is being made."),
    ),
    "send_to_review": Step(
        reviews.send_to_review,
        forms.StepForm,
        Text("送审核", "Send to review"),
        Text("已送审核，十个工作日内给出意见。", "Sent. The review has ten working days."),
    ),
    "pass_case_review": REVIEW,
    "pass_legal_review": REVIEW,
    "return_from_review": Step(
        reviews.return_from_review,
        forms.ReturnForm,
        Text("退回办案人员", "Return to the officers"),
        Text("已退回，办案人员会看到您的意见。", "Returned. The officers read your opinion."),
    ),
    "issue_notice": Step(
        notices.issue_notice,
        forms.StepForm,
        Text("制作告知书", "Make the notice"),
        Text("告知书已编号，正在生成。", "The notice is numbered and being made."),
    ),
    "hear_defence": Step(
        notices.hear_defence,
        forms.DefenceForm,
        Text("记录陈述申辩", "Record the defence"),
        Text("陈述申辩和复核意见已记录。", "The defence and its re-check are recorded."),
    ),
    "record_waiver": Step(
        notices.record_waiver,
        forms.WaiverForm,
        Text("记录放弃", "Record the waiver"),
        Text("已记录当事人书面放弃。", "The waiver is recorded."),
    ),
    "record_discussion": Step(
        decisions.record_discussion,
        forms.DiscussionForm,
        Text("记录集体讨论", "Record the discussion"),
        Text("集体讨论记录已归入案卷。", "The minutes are on file."),
    ),
    "propose_decision": Step(
        decisions.propose_decision,
        forms.DecisionForm,
        Text("报请作出决定", "Propose the decision"),
        Text("已报请，等负责人审批。", "Proposed. The head now decides."),
    ),
    "record_payment": Step(
        execution.record_payment,
        forms.PaymentForm,
        Text("登记这笔缴款", "Enter this payment"),
        Text("缴款已登记。", "The payment is entered."),
    ),
    "propose_closing": Step(
        cases.propose_closing,
        forms.ClosingForm,
        Text("报请结案", "Propose closing"),
        Text("已报请结案，等负责人审批。", "Proposed. The head now decides."),
    ),
}


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, reference: str, action: str) -> HttpResponse:
    at = clock.now()
    case = queries.case_for(request.user, reference)
    doing = STEPS[action]
    is_post = request.method == "POST"
    form = doing.form(request.POST if is_post else None, case=case, day=day_of(at))
    if is_post and form.is_valid() and _is_done(request, doing, form, case, at):
        return see_other(request, reverse("case", args=[reference]), doing.done)
    judged = option(case, action, request.user, day_of(at))
    if not judged.is_allowed:
        raise Refused.because(judged.refusals)
    context = {
        "case": case,
        "form": form,
        "step": doing,
        "other": STEPS.get(doing.other),
        "other_url": doing.other and reverse(f"case_{doing.other}", args=[reference]),
        "transition": judged.transition,
        "checks": requirements(judged, case),
        "follows": consequences(judged.transition, case, day_of(at)),
    }
    return render(request, "cases/step.html", context)


def _is_done(request: HttpRequest, doing: Step, form: forms.StepForm, case, at) -> bool:
    """Carry the verb out. What it finds wrong in the input goes back into the form, everything else to the
    page of refusals."""
    try:
        token = tokens.read(request.POST.get("token", ""))
        doing.verb(case=case, actor=request.user, at=at, token=token, **form.cleaned_data)
    except AlreadyDone:
        return True
    except Invalid as error:
        form.add_error(None, say(error.message))
        return False
    return True
