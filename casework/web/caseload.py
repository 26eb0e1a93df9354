"""Who has how much, and handing it over: the page of the head of the case unit."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework import queries
from casework.kernel import clock
from casework.kernel.errors import NotFound, NotPermitted
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.models import User
from casework.kernel.pages import see_other
from casework.kernel.presses import carried_out
from casework.lifecycle import ASSIGNERS, CASE
from casework.services import caseloads
from casework.web.people_forms import HandOverForm

DONE = Text("案件已移交。历史保留，原办案人员仍须回避本案的审核和审批。", "Handed over; the history is kept.")


@login_required
@require_http_methods(["GET", "POST"])
def caseload(request: HttpRequest) -> HttpResponse:
    """Without ``?from=`` the officers and how many open cases each has; ``?case=`` shows those of one case."""
    user, today = request.user, clock.today()
    if not user.powers & ASSIGNERS:
        raise NotPermitted(WRONG_ROLE, law=CASE.by_action["change_officers"].law)
    officers = queries.with_caseload(queries.officers_within(user, today), user)
    case = queries.case_for(user, request.GET["case"]) if request.GET.get("case") else None
    outgoing = officers.filter(username=request.GET["from"]).first() if request.GET.get("from") else None
    if request.GET.get("from") and outgoing is None:
        raise NotFound
    if outgoing:
        return _hand_over(request, outgoing, chosen=[case] if case else None)
    on_case = {officer.pk for officer in case.officers_on_case()} if case else set()
    rows = [officer for officer in officers if not case or officer.pk in on_case]
    return render(request, "people/caseload.html", {"rows": rows, "case": case})


def _hand_over(request: HttpRequest, outgoing: User, chosen: Any) -> HttpResponse:
    user, today = request.user, clock.today()
    cases = queries.caseload_of(outgoing, user)
    # What is sent may have been handed over meanwhile, by this very form: the verb knows.
    open_to_user = queries.cases_for(user)
    others = queries.officers_within(user, today).exclude(pk=outgoing.pk)
    posted = request.POST if request.method == "POST" else None
    form = HandOverForm(posted, cases=open_to_user, officers=others, chosen=chosen)
    if (
        form.is_bound
        and form.is_valid()
        and carried_out(request, form, caseloads.hand_over, outgoing=outgoing)
    ):
        return see_other(request, reverse("caseload"), DONE)
    rows = queries.with_clocks(cases, today)
    picked = form["cases"].value() or []
    marked = {str(getattr(one, "reference", one)) for one in picked}
    for row in rows:
        row.is_chosen = row.reference in marked
    return render(request, "people/hand_over.html", {"outgoing": outgoing, "rows": rows, "form": form})
