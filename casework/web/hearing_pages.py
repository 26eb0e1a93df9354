"""The hearings in which a person has a part."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework import queries
from casework.kernel import clock

SHOWN = 100


@login_required
@require_GET
def hearings(request: HttpRequest) -> HttpResponse:
    """Those that I host, sit in or record: the open ones first, each with its nearest clock."""
    rows = queries.with_clocks(queries.hearings_of(request.user)[:SHOWN], clock.today())
    return render(request, "proceedings/hearing_list.html", {"hearings": rows})
