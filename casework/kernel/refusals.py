"""One answer to every refusal: a page in the room where it was met, an htmx fragment, or problem JSON under /api/."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import defaults

from casework.kernel import attempts, clock
from casework.kernel.errors import DomainError, Invalid, NotFound
from casework.kernel.lifecycle import Text
from casework.kernel.rest import problem_response

Respond = Callable[[HttpRequest], HttpResponse]
NUL_IN_ADDRESS = Text("这个地址里有不能使用的字符。", "The address holds a character that cannot be used.")
UNREADABLE = Text("这个请求太大，或者格式不对。", "The request is too large or malformed.")


class DomainErrorMiddleware:
    """Turns a refusal into its answer once: a page, an htmx fragment, or problem JSON under /api/."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refusal(request, error) if isinstance(error, DomainError) else None


class NoNulMiddleware:
    """No address of ours holds a NUL, and PostgreSQL takes none: it is refused before anything looks it up."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return refusal(request, Invalid(NUL_IN_ADDRESS))
        return self.respond(request)


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    attempts.record_refused(request, error, at=clock.now())
    if request.path.startswith("/api/"):
        return problem_response(error)
    template = "parts/refusal.html" if getattr(request, "htmx", False) else "refusal.html"
    context = {"error": error, "base": _base_of(request), "back": _page_before(request)}
    return render(request, template, context, status=error.status)


def _base_of(request: HttpRequest) -> str:
    """A refusal stays in the room where it was met."""
    for prefix, base in (("/desk/", "base_desk.html"), ("/m/", "base_field.html")):
        if request.path.startswith(prefix):
            return base
    return "base_public.html"


def _page_before(request: HttpRequest) -> str:
    """The page with the form that was sent, if it was one of ours."""
    before = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(
        before, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return before
    return ""


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that is none of ours."""
    if request.path.startswith("/api/"):
        return problem_response(NotFound())
    return defaults.page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that Django will not read: too large, too many fields, a host that is not ours."""
    if request.path.startswith("/api/"):
        return problem_response(Invalid(UNREADABLE))
    return defaults.bad_request(request, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", {"posted": request.POST}, status=403)
