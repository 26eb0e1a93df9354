"""What every page needs: language, privacy, a second factor, the site's context, the answer to an act."""

import time
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import escape_leading_slashes
from django_htmx.http import HttpResponseClientRedirect

from casework.kernel import attempts, clock
from casework.kernel.errors import Invalid, NotPermitted
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.rest import problem_response, say

Respond = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]
LANGUAGE_COOKIE = "lang"
VIEW_COOKIE = "view"
YEAR = 365 * 24 * 3600
OWN_PASSWORD = Text(
    "这是一次性密码。请先改成自己的密码，再继续办理。",
    "This password was given to you once. Choose your own, then go on.",
)
STEP_UP = Text(
    "这一步需要您刚刚登录过：请重新登录后再试。",
    "This step asks for a sign-in within the last minutes: sign in again.",
)
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
        # //elsewhere/ would lead the browser to another site
        address = escape_leading_slashes(request.path) + (f"?{query.urlencode()}" if query else "")
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


class NewPasswordMiddleware:
    """Who was given a password by the security administrator chooses an own one before anything else."""

    OPEN = ("/accounts/", "/static/")

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        lacking = user.is_authenticated and user.password_is_temporary
        if not lacking or request.path.startswith(self.OPEN):
            return self.respond(request)
        if request.path.startswith("/api/"):
            return problem_response(NotPermitted(OWN_PASSWORD))
        messages.warning(request, say(OWN_PASSWORD))
        return HttpResponseRedirect(reverse("account_change_password"))


def recently_signed_in(view: View) -> View:
    """For acts of weight: the person signed in, or confirmed who they are, within the last minutes
    (ACCOUNT_REAUTHENTICATION_TIMEOUT). Otherwise allauth asks again and then carries the same post out. The API
    answers with a problem. Only where STEP_UP_REQUIRED is set."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.STEP_UP_REQUIRED or request.method != "POST" or _signed_in_lately(request):
            return view(request, *args, **kwargs)
        if request.path.startswith("/api/"):
            raise NotPermitted(STEP_UP)
        raise ReauthenticationRequired

    return checked


def _signed_in_lately(request: HttpRequest) -> bool:
    if not request.user.is_authenticated:
        return True  # the sign-in page comes first
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < account_settings.REAUTHENTICATION_TIMEOUT


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


def count_in_rooms(request: HttpRequest, waiting: Mapping[str, int]) -> None:
    """What this page has counted anyway, by the route of the room: the side bar shows it there. A page that counts
    nothing asks nothing."""
    request.waiting_in_rooms = waiting  # type: ignore[attr-defined]


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


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        """Chosen by the person: an own one from now on."""
        user.password_is_temporary = False
        super().set_password(user, password)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password for an account that exists is for the auditor to see."""
        attempts.record_failed_sign_in(credentials.get("username", ""), at=clock.now())


class StaticStorage(ManifestStaticFilesStorage):
    # Without it `import './b.js'` keeps its unhashed name and outlives a release in caches.
    support_js_module_import_aggregation = True
