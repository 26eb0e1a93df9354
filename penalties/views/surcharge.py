"""The surcharge of a late payer: computed from what came in, fixed by an officer."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework.kernel import clock
from casework.kernel.clock import day_of
from casework.kernel.lifecycle import Text
from casework.kernel.pages import see_other
from casework.kernel.presses import press
from casework.kernel.transitions import option
from penalties import queries
from penalties.services import surcharge as surcharges
from penalties.telling.surcharge import surcharge_tree


@login_required
@require_http_methods(["GET", "POST"])
def surcharge(request: HttpRequest, reference: str) -> HttpResponse:
    """What paying late costs up to today, step by step; its officers fix the figure here."""
    at = clock.now()
    case = queries.case_for(request.user, reference)
    if request.method == "POST":
        press(request, surcharges.record, case=case)
        message = Text("加处罚款已确定，会写入催告书。", "The surcharge is fixed; the demand will say it.")
        return see_other(request, reverse("surcharge", args=[reference]), message)
    found = surcharges.work_out(case, day_of(at))
    judged = option(found.execution, "record_surcharge", request.user, day_of(at))
    context = {
        "case": case,
        "execution": found.execution,
        "as_of": day_of(at),
        "amount": found.amount,
        "answer": found.answer,
        "provisional": found.answer["provisional"],
        "latest": found.execution.last_surcharge,
        "tree": surcharge_tree(found.answer),
        "paragraphs": surcharges.told(found.answer["steps"]),
        "option": judged,
        "reasons": [{"kind": "blocks", "text": r.message, "law": r.law} for r in judged.refusals],
    }
    return render(request, "penalties/surcharge.html", context)
