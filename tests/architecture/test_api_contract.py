"""What a programmer may rely on: the schema, and one shape for every refusal (RFC 9457)."""

import json
import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.architecture.matrix import MATRIX, absent, addresses, send, undone
from tests.architecture.world import Ask, asks

pytestmark = pytest.mark.django_db(databases=["default", "public"])

API = [(route, method) for route, method in MATRIX if route.startswith("api_") and route != "api_docs"]
CLOSED = [(route, method) for route, method in API if MATRIX[route, method]["anonymous"] == "signin"]


def problem(answer, status: int) -> dict:
    assert answer.status_code == status, answer.content[:500]
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status and {"type", "title", "detail"} <= body.keys()
    return body


def test_the_schema_is_valid_draws_no_warning_and_leaves_nothing_out(capsys):
    call_command("spectacular", validate=True, fail_on_warn=True)
    schema = capsys.readouterr().out
    paths = {
        pattern.name: "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route) for route, pattern in addresses()
    }
    assert [route for route, _ in API if f"{paths[route]}:" not in schema] == []


def test_who_has_not_signed_in_reads_a_problem(world, browser_of):
    client, known = browser_of("anonymous"), asks(world)
    for route, method in CLOSED:
        body = problem(send(client, route, method, known.get(route, Ask())), 403)
        assert body["title"] == "not_authenticated", route


def test_what_is_foreign_and_what_is_absent_are_the_same_problem(world, browser_of):
    client, known = browser_of("stranger"), asks(world)
    for route, method in CLOSED:
        if (ask := known.get(route, Ask())).args:
            answers = [problem(send(client, route, method, each), 404) for each in (ask, absent(ask))]
            assert answers[0] == answers[1], route
    assert problem(client.get("/api/v1/nothing-here/"), 404) == answers[0]


def test_a_refusal_names_its_article_and_every_reason(world, browser_of):
    known = asks(world)
    wrong_role = problem(
        send(browser_of("intake"), "api_approval_approve", "POST", known["api_approval_approve"]), 403
    )
    assert wrong_role["type"] == "urn:casework:problem:not-permitted" and wrong_role["law"]
    assert {reason["code"] for reason in wrong_role["reasons"]} == {"role"}
    with undone():
        head = browser_of("head")
        send(head, "api_approval_approve", "POST", known["api_approval_approve"])
        second = problem(
            send(browser_of("principal"), "api_approval_approve", "POST", known["api_approval_approve"]), 409
        )
    assert second["type"] == "urn:casework:problem:stale" and "周明远" in second["detail"]


def test_a_body_that_cannot_be_read_is_a_problem(world, browser_of):
    known = asks(world)
    for route, method in API:
        if method == "POST" and (ask := known[route]).is_json and ask.body:
            client = browser_of("head" if "approval" in route else "intake")
            url = reverse(route, args=ask.args)
            problem(client.post(url, "{", "application/json"), 400)
            problem(client.post(url, "<a/>", "application/xml"), 415)
            problem(client.post(url, json.dumps({"x": "长" * 2_000_000}), "application/json"), 400)


@pytest.mark.parametrize(
    ("route", "query"),
    [
        ("api_cases", "state=nonsense"),
        ("api_cases", "clock=never"),
        ("api_cases", "office=shunde"),
        ("api_submissions", "kind=nonsense"),
        ("api_submissions", "state=nonsense"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(route, query, world, browser_of):
    assert problem(browser_of("intake").get(f"{reverse(route)}?{query}"), 400)["errors"]


@pytest.mark.parametrize("order", ["party", "party__name", "reporter", "-office", "reporter__key"])
def test_nobody_chooses_the_order_by_what_they_may_not_see(order, world, browser_of):
    for route in ("api_cases", "api_submissions", "api_visits", "api_decisions"):
        client = browser_of("intake")
        plain, ordered = (client.get(reverse(route) + query) for query in ("", f"?ordering={order}"))
        assert ordered.status_code == 200 and ordered.json()["results"] == plain.json()["results"]
