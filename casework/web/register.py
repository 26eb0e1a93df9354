"""The public register. Reads only what was published, through the database role that can read nothing else."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework import queries
from casework.kernel.errors import NotFound
from casework.models import PublicDecision

PAGE = 20
LONGEST_QUERY = 100


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Published decisions, newest first; searched by Chinese or Latin words, literally."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    after = request.GET.get("after", "")
    rows = list(queries.public_register(query, after=after)[: PAGE + 1])
    context = {"query": query, "decisions": rows[:PAGE], "page": _page(request, rows)}
    return render(request, "register/register.html", context)


@require_GET
def decision(request: HttpRequest, identifier: str) -> HttpResponse:
    found = queries.public_decision(identifier)
    context = {
        "decision": found,
        "file": queries.public_file(found, with_content=False),
        "position": _position(found),
    }
    return render(request, "register/decision.html", context)


@require_GET
def decision_pdf(request: HttpRequest, identifier: str) -> HttpResponse:
    """The redacted decision as it was published."""
    found = queries.public_decision(identifier)
    file = queries.public_file(found)
    if file is None:
        raise NotFound
    response = HttpResponse(bytes(file.content), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.identifier}.pdf"'
    response["ETag"] = f'"{file.sha256}"'
    return response


def _page(request: HttpRequest, rows: list[PublicDecision]) -> dict[str, str]:
    if len(rows) <= PAGE:
        return {}
    address = request.GET.copy()
    address["after"] = rows[PAGE - 1].identifier
    return {"next_url": f"?{address.urlencode()}"}


def _position(found: PublicDecision) -> str | None:
    """Where the fine lies in its lawful range, in per cent."""
    if not found.fine_range or found.amount is None:
        return None
    least, most = (Decimal(found.fine_range[bound]) for bound in ("min", "max"))
    return None if most == least else f"{(found.amount - least) * 100 / (most - least):.2f}"
