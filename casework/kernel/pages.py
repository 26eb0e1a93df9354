"""What every page needs: language, the site's context, one answer to a refusal."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import defaults
from django_htmx.http import HttpResponseClientRedirect

from casework.kernel import clock
from casework.kernel.errors import DomainError, Invalid, NotFound, NotPermitted
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.rest import problem_response, say

Respond = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "lang"
VIEW_COOKIE = "view"
NUL_IN_ADDRESS = Text("这个地址里有不能使用的字符。", "The address holds a character that cannot be used.")
UNREADABLE = Text("这个请求太大，或者格式不对。", "The request is too large or malformed.")
YEAR = 365 * 24 * 3600
SECOND_FACTOR = Text("请先设置第二种登录验证方式，再继续办理。", "Set up a second factor first, then go on.")


class LanguageMiddleware:
    """Chinese unless the person chose otherwise: ``?lang=en`` and ``?view=large`` are remembered in cookies.

    The browser's own preference is not asked: an officer's English Windows should not turn the desk English.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        choice = self._choice(request)
        if choice is not None:
            return choice
        language = request.COOKIES.get(LANGUAGE_COOKIE, settings.LANGUAGE_CODE)
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.respond(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def _choice(self, request: HttpRequest) -> HttpResponse | None:
        """Remember a choice in the address and come back without it."""
        if (
            request.method != "GET"
            or not {"lang", "view"} & request.GET.keys()
            or request.path.startswith("/api/")
        ):
            return None
        query = request.GET.copy()
        language, view = query.pop("lang", [""])[-1], query.pop("view", [""])[-1]
        address = request.path + (f"?{query.urlencode()}" if query else "")
        response = HttpResponseRedirect(address)
        if language in dict(settings.LANGUAGES):
            response.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR, samesite="Lax")
        if view in ("large", "normal"):
            response.set_cookie(VIEW_COOKIE, view, max_age=YEAR, samesite="Lax")
        return response


class NoStoreMiddleware:
    """What a signed-in person was shown stays in no cache: the next at this computer may be somebody else.

    An answer that says itself how long it may be kept is left alone.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        if "Cache-Control" not in response.headers and request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class SecondFactorMiddleware:
    """Where MFA_REQUIRED is set, staff without a second factor see nothing but the pages that set one up."""

    OPEN = ("/accounts/", "/static/")

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        lacking = settings.MFA_REQUIRED and user.is_authenticated and not is_mfa_enabled(user)
        if not lacking or request.path.startswith(self.OPEN):
            return self.respond(request)
        if request.path.startswith("/api/"):
            return problem_response(NotPermitted(SECOND_FACTOR))
        messages.warning(request, say(SECOND_FACTOR))
        return HttpResponseRedirect(reverse("mfa_index"))


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


def reason_in(request: HttpRequest) -> str:
    """The few words that are typed beside a button. Whether they may be empty is the verb's business."""
    try:
        reason: str = forms.CharField(required=False, max_length=300).clean(request.POST.get("reason", ""))
    except ValidationError as error:
        raise Invalid(
            Text("原因最多写300个字，不能有控制字符。", "At most 300 characters, and no control characters.")
        ) from error
    return reason


def site(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; the desk's navigation is added above the kernel (casework.web.context)."""
    user = getattr(request, "user", None)
    office = user.office if user and user.is_authenticated else None
    return {
        "name": say(Text("市监办案", "Casework")),
        "office_name": office.name if office else settings.SITE_OFFICE_NAME,
        "demo": settings.DEMO,
        "today": clock.today(),
        "view": request.COOKIES.get(VIEW_COOKIE, "normal"),
        "user_roles": sorted(user.roles) if user and user.is_authenticated else [],
        "logins": _demo_logins(request) if settings.DEMO else [],
        "language": translation.get_language() or settings.LANGUAGE_CODE,
    }


def _demo_logins(request: HttpRequest) -> list[dict[str, Any]]:
    """The cast of the demo world, on the page where people sign in and nowhere else."""
    if request.path != reverse(settings.LOGIN_URL):
        return []
    people = User.objects.filter(is_active=True).prefetch_related("role_grants").order_by("pk")
    return [
        {
            "username": person.username,
            "password": settings.DEMO_PASSWORD,
            "role": person.name,
            "roles": person.roles,
        }
        for person in people
    ]


def see_other(request: HttpRequest, url: str, message: Text | str = "") -> HttpResponse:
    """The answer to an act that succeeded: go on to ``url``, with one sentence that says what happened."""
    if message:
        messages.success(request, say(message) if isinstance(message, Text) else message)
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(url)
    response = HttpResponseRedirect(url)
    response.status_code = 303  # the browser must come back with GET
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", {"posted": request.POST}, status=403)


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class StaticStorage(ManifestStaticFilesStorage):
    # Without it `import './b.js'` keeps its unhashed name and outlives a release in caches.
    support_js_module_import_aggregation = True
