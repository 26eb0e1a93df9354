"""The pages of the inspections desk."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from inspections import queries


@login_required
@require_GET
def visit(request: HttpRequest, reference: str) -> HttpResponse:
    return HttpResponse(queries.visit_for(request.user, reference))


@login_required
@require_GET
def evidence(request: HttpRequest, client_uuid: uuid.UUID) -> HttpResponse:
    return HttpResponse(queries.evidence_for(request.user, client_uuid))
