"""Public pages that are looked at again and again without change: drawn once, then given out of memory.

A page is kept by the process that drew it, under a stamp that its view takes from the database on every look: another
stamp, another day or another language is another page. What the stamp does not cover is at most ``LONGEST`` old.
Kept are pages without the person: nobody signed in, no message waiting; the form token is put in for each browser.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import get_language

from casework.kernel import clock
from casework.kernel.pages import VIEW_COOKIE

LONGEST = 60  # seconds
# Stands where a form of the page has its token. New for each process, so that no text of a citizen can hold it.
TOKEN = secrets.token_urlsafe(32)


def answer(
    request: HttpRequest, template: str, stamp: str, context: Callable[[], dict[str, Any]]
) -> HttpResponse:
    """``template`` drawn with ``context()``, or as it was drawn for the same address and ``stamp``."""
    if request.user.is_authenticated or request.GET or len(get_messages(request)):
        return HttpResponse(render_to_string(template, context(), request))
    key = "|".join(
        (request.path, stamp, str(clock.today()), get_language() or "", request.COOKIES.get(VIEW_COOKIE, ""))
    )
    page = caches["pages"].get(key)
    if page is None:
        page = render_to_string(template, {**context(), "csrf_token": TOKEN}, request)
        caches["pages"].set(key, page, LONGEST)
    return HttpResponse(page.replace(TOKEN, get_token(request)))
