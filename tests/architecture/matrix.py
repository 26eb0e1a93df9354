"""The matrix of rights as it is committed, the addresses as they are, and one request with its answer in a word.

The words of ``rights.csv``:

open     the page, the paper or the data; of a list, with rows of the office
empty    the list opens, and holds no row of the office
done     the act is carried out
no       the person may know of the object, but this is not theirs to do (403, with the reason)
hidden   the same answer as for what does not exist (404)
signin   sign in first: the sign-in page, or a problem from the API
code     the number and the query code of the receipt come first
"""

import csv
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.architecture.world import Ask

WORDS = ("open", "empty", "done", "no", "hidden", "signin", "code")
METHODS = ("GET", "POST")
# Not ours: sign-in and second factor are allauth's pages, tested by their authors.
NOT_OURS = ("accounts/",)
# A number of the office in an answer: a list that holds none is empty.
OFFICE_ROW = re.compile(r"(?:CAS|APR|RPT|CMP|VIS|PUB|HRG|EXE|BNK)-2021-\d{6}")

with (Path(__file__).parent / "rights.csv").open(encoding="utf-8", newline="") as _file:
    _rows = csv.DictReader(_file)
    PEOPLE = tuple(_rows.fieldnames[2:])
    MATRIX: dict[tuple[str, str], dict[str, str]] = {
        (row["route"], row["method"]): {person: row[person] for person in PEOPLE} for row in _rows
    }

# What is carried out when it is posted, and by whom.
ACTS = {
    route: [person for person, cell in cells.items() if cell == "done"]
    for (route, method), cells in MATRIX.items()
    if method == "POST" and "done" in cells.values()
}
LISTS = {route for (route, _), cells in MATRIX.items() if "empty" in cells.values()}


def addresses(patterns=None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern of the site with its whole route, but those that are not ours."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(NOT_OURS):
            continue
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route, pattern


@contextmanager
def undone() -> Iterator[None]:
    """What happens here is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def send(client: Client, route: str, method: str, ask: Ask, **more: Any) -> HttpResponse:
    url = reverse(route, args=ask.args, query=ask.query or None)
    if method != "POST":
        return client.generic(method, url, **more)
    if ask.is_json:
        return client.post(url, ask.posted(), "application/json", **more)
    return client.post(url, ask.posted(), **more)


def absent(ask: Ask) -> Ask:
    """The same address for what does not exist."""

    def other(value: Any) -> Any:
        if isinstance(value, uuid.UUID):
            return uuid.UUID(int=1)
        return re.sub(r"-2021-\d{6}", "-2021-999999", value) if isinstance(value, str) else value

    query = {name: other(value) for name, value in ask.query.items()}
    return Ask(tuple(other(value) for value in ask.args), query, ask.body, ask.version, ask.is_json)


def word(response: HttpResponse, route: str, method: str) -> str:
    """What the answer is, in a word of the matrix; else the status and the first words of it."""
    location = response.headers.get("Location", "")
    if location.startswith(reverse("account_login")) or _asks_to_sign_in(response):
        return "signin"
    if response.status_code == 302 and location.partition("?")[0] == reverse("complaint_track"):
        return "code"
    if response.status_code in (201, 303):
        return "done"
    if response.status_code == 200 and method == "POST" and "/api/" in response.request["PATH_INFO"]:
        return "done"
    if response.status_code == 200:
        return "empty" if route in LISTS and not OFFICE_ROW.search(text(response)) else "open"
    known = {403: "no", 404: "hidden"}
    return known.get(response.status_code) or f"{response.status_code} {_gist(response)}"


def _asks_to_sign_in(response: HttpResponse) -> bool:
    is_problem = response.headers.get("Content-Type", "").startswith("application/problem+json")
    return is_problem and response.json()["title"] == "not_authenticated"


def text(response: HttpResponse) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


def _gist(response: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text(response)).split())[:300]
