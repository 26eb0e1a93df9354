"""Who may do what: every address × every person, compared with the matrix that a reviewer reads (rights.csv).

The people are the cast of the demo world. ``stranger`` and ``strangerhead`` belong to another bureau; publisher1
prepared the public copy that publisher2 checks; inspector1 and officer work on the cases, inspector1 makes the
visits. The words of the cells stand in matrix.py.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from casework.web.case_steps import STEPS
from complaints.models import Submission
from tests.architecture.matrix import (
    LISTS,
    MATRIX,
    METHODS,
    OFFICE_ROW,
    PEOPLE,
    WORDS,
    absent,
    addresses,
    send,
    text,
    undone,
    word,
)
from tests.architecture.world import REPORTER, Ask, asks

pytestmark = pytest.mark.django_db(databases=["default", "public"])

OUTSIDE = ("anonymous", "operator", "admin", "secadmin", "auditor", "stranger", "strangerhead")
MAY_SEE_THE_REPORTER = ("submission_identity", "POST")


def test_every_address_has_a_name():
    assert not [route for route, pattern in addresses() if not pattern.name]


def test_the_matrix_names_every_address_and_no_other():
    named = {pattern.name for _, pattern in addresses()}
    in_matrix = {route for route, _ in MATRIX}
    # Who may take which step of a case in which state stands in tests/procedure.
    steps = {f"case_{action}" for action in STEPS}
    assert named - in_matrix - steps == set(), "no row in rights.csv"
    assert in_matrix - named == set(), "no such address"


def test_the_matrix_speaks_in_its_own_words():
    strange = {cell for cells in MATRIX.values() for cell in cells.values()} - set(WORDS)
    assert not strange and {method for _, method in MATRIX} <= set(METHODS)


@pytest.mark.parametrize("person", PEOPLE)
def test_the_matrix_is_what_happens(person, world, browser_of, clock_at):
    client, known = browser_of(person), asks(world)
    differences = []
    for (route, method), expected in MATRIX.items():
        ask = known.get(route, Ask())
        clock_at(ask.at)
        with undone():
            response = send(client, route, method, ask)
        found = word(response, route, method)
        if found != expected[person]:
            differences.append(f"{method} {route}: {expected[person]} expected, found {found}")
        differences += _leaks(response, route, method, person, world)
    assert not differences, "\n".join(differences)


@pytest.mark.parametrize("person", ["stranger", "admin"])
def test_what_is_hidden_looks_like_what_does_not_exist(person, world, browser_of):
    client, known = browser_of(person), asks(world)
    for (route, method), expected in MATRIX.items():
        if expected[person] != "hidden" or not (ask := known.get(route, Ask())).args:
            continue
        answers = []
        for each in (ask, absent(ask)):
            with undone():
                response = send(client, route, method, each)
            names = [str(value) for value in (*each.args, *each.query.values())]
            answers.append(
                (response.status_code, response.headers["Content-Type"], _without(response, names))
            )
        assert answers[0] == answers[1], f"{method} {route}"


@pytest.mark.parametrize("person", ["strangerhead", "operator"])
def test_no_search_and_no_filter_finds_a_row_of_another_office(person, world, browser_of):
    client, case = browser_of(person), world.case("visit")
    visit, approval = world.visit("visit"), world.approval("propose_filing")
    queries = [
        {"text": case.party.name},
        {"text": case.reference},
        {"text": "个人信息"},
        {"office": "nanhai"},
        {"office": "guicheng"},
        {"state": case.state},
        {"clock": "overdue"},
        {"mine": "on"},
        {"show": "all"},
        {"show": "tell"},
        {"kind": approval.kind},
        {"kind": "report"},
        {"channel": "web"},
        {"after": visit.reference},
        {"before": "2021-01-01T00:00:00+08:00_0"},
        {"after": "2031-01-01T00:00:00+08:00_0"},
    ]
    for route in LISTS:
        for query in queries:
            found = text(client.get(reverse(route, query=query)))
            for typed in query.values():
                found = found.replace(typed, "")  # what was typed comes back
            assert not OFFICE_ROW.search(found), f"{route} {query}"
            assert not any(name in found for name in world.parties), f"{route} {query}"


def test_an_operator_reads_what_they_wrote_down_and_nothing_else(world, browser_of):
    operator, others = browser_of("operator"), [browser_of(name) for name in ("officer", "stranger", "head")]
    send(operator, "intake_new", "POST", asks(world)["intake_new"])
    entered = Submission.objects.latest("pk")
    address = reverse("submission", args=[entered.reference])
    assert operator.get(address).status_code == 200
    assert entered.reference in text(operator.get(reverse("intake") + "?show=all"))
    assert {other.get(address).status_code for other in others} == {404}


def test_a_method_without_a_row_is_not_allowed(world, browser_of):
    client, known = browser_of("head"), asks(world)
    for route in {route for route, _ in MATRIX}:
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            if (route, method) not in MATRIX:
                with undone():
                    response = send(client, route, method, known.get(route, Ask()))
                assert response.status_code == 405, f"{method} {route}: {response.status_code}"


def test_a_form_of_another_site_does_nothing(world):
    """The browser of an officer is made to post: without the page's own secret nothing happens."""
    client, known = Client(enforce_csrf_checks=True), asks(world)
    client.force_login(world.cast["officer"], backend="django.contrib.auth.backends.ModelBackend")
    for route, method in MATRIX:
        if method == "POST":
            with undone():
                response = send(client, route, method, known.get(route, Ask()))
            # 401: the platform knows no session and no form, only signatures.
            assert response.status_code in (401, 403), f"{route}: {response.status_code}"


def _leaks(response, route: str, method: str, person: str, world) -> list[str]:
    """The reporter's name or number anywhere but in the one answer that opens it, and the names of parties
    before people who may not know of the case."""
    body = text(response)
    found = []
    if any(secret in body for secret in REPORTER) and (route, method) != MAY_SEE_THE_REPORTER:
        found.append(f"{method} {route}: shows who the reporter is")
    if person in OUTSIDE and any(name in body for name in world.parties):
        found.append(f"{method} {route}: names a party")
    if "外局案由" in body and person not in ("stranger", "strangerhead"):
        found.append(f"{method} {route}: shows a case of another bureau")
    return found


def _without(response, names: list[str]) -> str:
    """The body without what differs from one request to the next."""
    body = re.sub(r'(csrfmiddlewaretoken|name="token")" value="[^"]*"', "", text(response))
    for name in names:
        body = body.replace(name, "")
    return body
