"""The sheet of article 17 beside a complaint: facts of the same claimant, shown in this answer alone."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from casework.kernel import clock
from casework.kernel.clock import day_of
from complaints import queries, services
from complaints.forms import IdentityForm

DRAFT = "abuse_draft"


@login_required
@require_http_methods(["GET", "POST"])
def claimant(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks why; once that is on record, the sheet. Its draft waits in the session for the proposal."""
    found = queries.submission_for(request.user, reference)
    at = clock.now()
    services.refuse_sheet_of_claimant(found, request.user, day_of(at))
    form, sheet = IdentityForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        sheet = services.open_claimant(submission=found, actor=request.user, at=at, reason=reason)
        if sheet.draft:
            request.session[DRAFT] = {"of": reference, "facts": sheet.draft.zh}
    context = {"complaint": found, "form": form, "sheet": sheet}
    return render(request, "complaints/claimant.html", context, status=422 if form.errors else 200)


def draft_for(request: HttpRequest, reference: str, action: str) -> dict[str, str]:
    """What the form of the proposal begins with where its page is opened from the sheet: facts, never a tick."""
    kept = request.session.get(DRAFT, {})
    asked = action == "propose_refusal" and "drafted" in request.GET and kept.get("of") == reference
    return {"facts": kept["facts"]} if asked else {}
