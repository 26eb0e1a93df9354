"""The page of leave: for oneself and for the people below."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.kernel import tokens
from casework.kernel.clock import at_hour
from casework.kernel.models import Certificate, Delegation, Office, RoleGrant, User
from tests.web.forms import send, text_of

LEAVE = "/desk/leave/"
WEEK = {"from_on": "2021-09-14", "until_on": "2021-09-17", "ground": "年休"}


def test_a_head_enters_the_own_leave_and_takes_it_back(client_of):
    client = client_of("head")
    fields = {"delegator": "head", "delegate": "deputy", "roles": ["bureau_head"], **WEEK}
    assert send(client, LEAVE, fields).status_code == 303
    delegation = Delegation.objects.get()
    assert "冯静仪（演示）代周明远（演示）" in text_of(client.get(LEAVE))
    assert "冯静仪（演示）代周明远（演示）" in text_of(client_of("deputy").get(LEAVE))
    assert client.post(f"{LEAVE}{delegation.pk}/end/", {"token": tokens.issue()}).status_code == 303
    delegation.refresh_from_db()
    assert delegation.ended_at is not None


def test_the_unit_head_enters_it_for_the_staff(client_of):
    fields = {"delegator": "reviewer", "delegate": "legal", "roles": ["case_reviewer"], **WEEK}
    assert send(client_of("unithead"), LEAVE, fields).status_code == 303
    assert Delegation.objects.get().granted_by.username == "unithead"


@pytest.mark.parametrize(
    "wrong",
    [
        {"delegator": "head"},  # above the unit head
        {"delegate": "stranger"},
        {"delegate": "admin"},
        {"roles": ["bureau_head"]},
        {"roles": []},
        {"until_on": "2021-09-01"},
    ],
)
def test_what_is_wrong_comes_back_with_the_form(client_of, wrong):
    fields = {"delegator": "unithead", "delegate": "legal", "roles": ["unit_head"], **WEEK} | wrong
    answer = send(client_of("unithead"), LEAVE, fields)
    assert answer.status_code == 200 and "2021-09-14" in text_of(answer)
    assert not Delegation.objects.exists()


def test_others_neither_enter_nor_end_it(cast, client_of):
    fields = {"delegator": "head", "delegate": "deputy", "roles": ["bureau_head"], **WEEK}
    send(client_of("head"), LEAVE, fields)
    address = f"{LEAVE}{Delegation.objects.get().pk}/end/"
    for who, status in (("officer", 404), ("unithead", 404), ("strangerhead", 404), ("deputy", 403)):
        assert client_of(who).post(address, {"token": tokens.issue()}).status_code == status
    for who in ("officer", "admin", "operator"):
        assert client_of(who).get(LEAVE).status_code == 403


def test_a_thousand_people_cost_what_twenty_cost(client_of):
    pages = (
        ("admin", "/desk/people/"),
        ("admin", "/desk/people/?text=演示&role=inspector&office=nanhai"),
        ("secadmin", "/desk/people/?page=3"),
        ("admin", "/desk/certificates/"),
        ("admin", "/desk/offices/"),
        ("auditor", "/desk/audit/"),
        ("unithead", "/desk/caseload/"),
        ("unithead", LEAVE),
    )
    _hire(range(20))
    few = {page: _cost(client_of(who), page) for who, page in pages}
    _hire(range(20, 1020))
    many = {page: _cost(client_of(who), page) for who, page in pages}
    assert many == few
    assert max(few.values()) <= 10, few
    assert "某" in text_of(client_of("admin").get("/desk/people/?page=3"))
    assert text_of(client_of("admin").get("/desk/people/?text=many0999")).count("many0999") >= 1


def _hire(numbers: range) -> None:
    nanhai = Office.objects.get(code="nanhai")
    people = User.objects.bulk_create(
        User(username=f"many{n:04d}", name=f"某{n}（演示）", office=nanhai) for n in numbers
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(user=person, role=role, granted_at=at_hour(dt.date(2019, 4, 1)))
        for person, role in zip(people, ["inspector", "case_reviewer"] * 500, strict=False)
    )
    Certificate.objects.bulk_create(
        Certificate(user=person, number=person.username, valid_from="2019-01-01", valid_to="2021-10-01")
        for person in people
    )


def _cost(client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)
