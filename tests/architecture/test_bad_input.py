"""Whatever is sent, the answer is a refusal in words and never a crash."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests.architecture.matrix import ACTS, MATRIX, addresses, send, undone
from tests.architecture.world import Ask, asks

pytestmark = pytest.mark.django_db(databases=["default", "public"])

LONG = "长" * 350_000  # a megabyte
DAYS, NUMBERS = ["0001-01-01", "9999-12-31"], ["-1", "1e400", "9" * 400]
INFINITE = "no JSON library writes this number"
SENT = [
    "\x00",
    "\ud800",
    LONG,
    -1,
    INFINITE,
    10**400,
    True,
    None,
    [],
    {},
    [["a"]],
    "9999-12-31",
    "0001-01-01",
]
IN_ADDRESSES = ["%00", "%ED%A0%80", "9" * 3000, "'", "..%2f", "%F0%9F%92%A9"]
IN_QUERIES = ["%00", "%ED%A0%80", "9" * 400, "-1", "0001-01-01T00:00:00Z_1", "9999-12-31T23:59:59-12:00_9"]


def leaves(body: Any, path: tuple = ()) -> Iterator[tuple]:
    """Where a value stands: each key and each place of a list, at every depth."""
    if isinstance(body, dict | list):
        for key in body if isinstance(body, dict) else range(len(body)):
            yield (*path, key)
            yield from leaves(body[key], (*path, key))


def replaced(body: Any, path: tuple, value: Any) -> Any:
    copy = json.loads(json.dumps(body))
    place = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return copy


def test_no_json_breaks_the_api(world, browser_of):
    broken, known = [], asks(world)
    for route, people in ACTS.items():
        ask = known.get(route, Ask())
        if not ask.is_json:
            continue
        client, url = browser_of(people[-1]), reverse(route, args=ask.args)
        bodies = [json.dumps(replaced(ask.body, p, v)) for p in leaves(ask.body) for v in SENT]
        bodies += [json.dumps(value) for value in SENT] + ["", "{", "\x00", '{"a":1e400}', "NaN", "[" * 5000]
        for body in bodies:
            with undone():
                answer = client.post(url, body.replace(json.dumps(INFINITE), "1e400"), "application/json")
            if not _is_answer_of_the_api(answer):
                broken.append(f"{answer.status_code} {route}: {body[:300]}")
    assert not broken, "\n".join(broken)


def test_nothing_typed_breaks_a_form(world, browser_of):
    broken, known = [], asks(world)
    for route, people in ACTS.items():
        ask = known.get(route, Ask())
        if ask.is_json:
            continue
        client = browser_of(people[-1])
        fields = {"token": "", **ask.body}
        odd = [(name, typed) for name, right in fields.items() for typed in _odd(right)]
        bodies = [{name: [typed] if isinstance(fields[name], list) else typed} for name, typed in odd]
        for body in [*bodies, dict.fromkeys(ask.body, "\x00")]:
            with undone():
                changed = Ask(ask.args, ask.query, {**ask.body, **body}, ask.version)
                answer = send(client, route, "POST", changed)
            if answer.status_code >= 500:
                broken.append(f"{route}: {str(body)[:80]}")
    assert not broken, "\n".join(broken)


def test_no_address_breaks_a_page(world, browser_of):
    broken = []
    clients = [browser_of("anonymous"), browser_of("officer")]
    for route, pattern in addresses():
        if (pattern.name, "GET") not in MATRIX or "<str:" not in route:
            continue
        for odd in IN_ADDRESSES:
            url = "/" + _filled(route, odd)
            for client in clients:
                with undone():
                    answer = client.get(url)
                if answer.status_code >= 500:
                    broken.append(url[:200])
    assert not broken, "\n".join(broken)


def test_no_query_breaks_a_list(world, browser_of):
    broken, known = [], asks(world)
    names = [
        "q",
        "text",
        "state",
        "office",
        "clock",
        "mine",
        "after",
        "before",
        "page",
        "cursor",
        "kind",
        "show",
        "channel",
        "ordering",
        "case",
        "number",
        "norms",
        "ended_on",
        "decided_on",
        "party",
        "signer",
    ]
    client = browser_of("intake")  # who reads submissions and cases
    for route, method in MATRIX:
        if method == "GET" and not known.get(route, Ask()).args:
            for odd in IN_QUERIES:
                query = "&".join(f"{name}={odd}" for name in names)
                with undone():
                    answer = client.get(f"{reverse(route)}?{query}")
                if answer.status_code >= 500:
                    broken.append(f"{route}?…={odd[:20]}")
    assert not broken, "\n".join(broken)


def _is_answer_of_the_api(answer) -> bool:
    """Data, or a problem in its whole shape."""
    if answer.status_code < 400:
        return True
    is_problem = answer.headers["Content-Type"] == "application/problem+json"
    return (
        answer.status_code < 500
        and is_problem
        and {"type", "title", "status", "detail"} <= answer.json().keys()
    )


def _odd(right: Any) -> list[str]:
    """What is typed in place of what would be right."""
    kind = str(right)
    is_day, is_number = re.match(r"\d{4}-", kind), re.fullmatch(r"[\d.]+", kind)
    return [LONG] + (DAYS if is_day else []) + (NUMBERS if is_number else [])


def _filled(route: str, odd: str) -> str:
    parts = route.split("<")
    return parts[0] + "".join(odd + part.partition(">")[2] for part in parts[1:])
