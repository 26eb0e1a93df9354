"""The API's one way of saying no: RFC 9457 problem JSON, the same words and articles as the pages."""

from typing import Any

from django.http import JsonResponse
from django.utils.translation import get_language
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from casework.kernel import attempts, clock
from casework.kernel.errors import DomainError
from casework.kernel.lifecycle import Text


def say(text: Text) -> str:
    return text.en if (get_language() or "").startswith("en") else text.zh


def problem_body(error: DomainError) -> dict[str, Any]:
    """``type`` is stable, ``detail`` is for people, ``law`` is the article, ``reasons`` lists all of them."""
    body: dict[str, Any] = {
        "type": f"urn:casework:problem:{error.code}",
        "title": error.code,
        "status": error.status,
        "detail": say(error.message),
    }
    if error.law:
        body["law"] = error.law
    if error.refusals:
        body["reasons"] = [{"code": r.code, "detail": say(r.message), "law": r.law} for r in error.refusals]
    return body


def problem_response(error: DomainError) -> JsonResponse:
    return JsonResponse(problem_body(error), status=error.status, content_type="application/problem+json")


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception hook."""
    if isinstance(error, DomainError):
        attempts.record_refused(context["request"], error, at=clock.now())
        body = problem_body(error)
    else:
        answer = exception_handler(error, context)
        if answer is None:
            return None
        body = {
            "type": "about:blank",
            "title": getattr(error, "default_code", "error"),
            "status": answer.status_code,
            "detail": str(answer.data.get("detail", "")) if isinstance(answer.data, dict) else "",
        }
        if isinstance(error, exceptions.ValidationError):
            body |= {"detail": "The input is wrong; see errors.", "errors": answer.data}
    response = Response(body, status=body["status"], content_type="application/problem+json")
    if response.status_code == status.HTTP_401_UNAUTHORIZED:
        response["WWW-Authenticate"] = getattr(error, "scheme", "Session")
    return response
