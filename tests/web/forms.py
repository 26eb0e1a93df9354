"""A person at a form: open the page, take its token, send it."""

import re

from django.http import HttpResponse
from django.test import Client


def token_on(response: HttpResponse) -> str:
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


def send(client: Client, page: str, fields: dict | None = None, *, to: str = "") -> HttpResponse:
    """Open ``page`` and send its form, to another address where its second button does."""
    return client.post(to or page, {"token": token_on(client.get(page)), **(fields or {})})


def text_of(response: HttpResponse) -> str:
    return response.content.decode()
