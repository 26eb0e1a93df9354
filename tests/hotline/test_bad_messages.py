"""What cannot be read is a 4xx with the field that is wrong; never an error of ours, and nothing is kept."""

import json

import pytest

from complaints.models import HotlineMessage, WorkOrder
from tests.hotline.conftest import ORDER, ORDERS, problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_kept(db):
    yield
    assert not WorkOrder.objects.exists() and not HotlineMessage.objects.exists()


DEEP = 100_000


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe{}",
        b"{" + b'"a":{' * DEEP + b"}" * DEEP + b"}",
        b"[" * DEEP + b"]" * DEEP,
        b'{"number": "a", "number": "b"}',
        b'{"number": NaN}',
        b'{"number": ' + b"9" * 10_000 + b"}",
    ],
)
def test_a_body_that_is_no_object_of_json(platform, body):
    assert problem(platform.send(ORDERS, body=body), 400)["detail"]


def test_a_huge_body_is_too_large(platform):
    answer = platform.send(ORDERS, body=b" " * (30 * 1024 * 1024 + 1))
    assert problem(answer, 413)["title"] == "too-large"


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""])
def test_only_json_is_taken(platform, kind):
    body = json.dumps(ORDER).encode()
    assert problem(platform.send(ORDERS, body=body, kind=kind), 415)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "riddle"),
        ("type", None),
        ("type", {"a": 1}),
        ("urgency", "now"),
        ("number", ""),
        ("number", "a b"),
        ("number", "../x"),
        ("number", "长" * 61),
        ("told", ""),
        ("told", " "),
        ("told", "x" * 10_001),
        ("told", "nul \x00"),
        ("told", "\ud800"),
        ("told", ["a"]),
        ("caller", "卢晓岚"),
        ("caller", {"name": "卢晓岚", "phone": "1", "shoe": "42"}),
        ("caller", {"name": "卢晓岚", "phone": "1", "email": "not one"}),
        ("trader", {"uscc": "91440605MA5XEX1A02"}),
        ("trader", {"name": "长" * 121}),
        ("conducts", ["riddle"]),
        ("conducts", "price"),
        ("happened_on", "2026-02-30"),
        ("happened_on", "yesterday"),
        ("files", {"name": "x"}),
        ("files", [{"name": "x"}] * 11),
        ("state", "closed"),
    ],
)
def test_a_field_that_is_wrong_is_named(platform, field, value):
    body = json.dumps({**ORDER, field: value}).encode()
    errors = problem(platform.send(ORDERS, body=body), 400)["errors"]
    assert list(errors) == [field]


@pytest.mark.parametrize("field", ["number", "type", "told"])
def test_a_field_that_is_missing_is_named(platform, field):
    content = {name: value for name, value in ORDER.items() if name != field}
    assert list(problem(platform.send(ORDERS, content), 400)["errors"]) == [field]


def test_a_consultation_takes_no_files(platform):
    photo = {"name": "x.pdf", "content": "JVBERi0xLjQ="}
    errors = problem(platform.create(type="consultation", files=[photo]), 400)["errors"]
    assert list(errors) == ["files"]


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_another_method_is_not_allowed(platform, method):
    assert problem(platform.send(ORDERS, ORDER, method=method), 405)


@pytest.mark.parametrize(
    ("what", "content", "field"),
    [
        ("additions", {}, "text"),
        ("additions", {"text": ""}, "text"),
        ("urges", {"urgency": "now"}, "urgency"),
        ("urges", {"words": "x"}, "words"),
        ("call-backs", {}, "result"),
        ("call-backs", {"result": "fine"}, "result"),
    ],
)
def test_so_are_the_fields_of_the_other_messages(platform, what, content, field):
    assert list(problem(platform.about("GD-1", what, content), 400)["errors"]) == [field]
