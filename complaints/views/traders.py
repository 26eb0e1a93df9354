"""The page of one trader."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.kernel import clock
from complaints import queries


@login_required
@require_GET
def trader(request: HttpRequest, code: str) -> HttpResponse:
    """All that was sent in about it, leads, visits, decisions and publications, the latest first."""
    found = queries.trader_for(request.user, code, clock.today())
    return render(request, "complaints/trader.html", {"trader": found})
