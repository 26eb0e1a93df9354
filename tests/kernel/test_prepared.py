"""A prepared question: planned once on a connection, and never in the way of the next one."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from casework.kernel.prepared import Question

pytestmark = pytest.mark.django_db


def question(name: str) -> Question:
    return Question(
        name=name,
        takes=("integer", "integer[]"),
        sql="SELECT one AS number, %s AS word FROM unnest($2) AS one WHERE 12 / $1 >= one",
        written=["as written"],
    )


def test_it_is_planned_once_and_asked_with_other_arguments():
    asked = question("planned_once")
    assert asked.ask(4, [1, 3, 5]) == [
        {"number": 1, "word": "as written"},
        {"number": 3, "word": "as written"},
    ]
    with CaptureQueriesContext(connection) as queries:
        assert asked.ask(12, [1, 3]) == [{"number": 1, "word": "as written"}]
    assert len(queries) == 1 and "PREPARE" not in queries[0]["sql"]


def test_nothing_found_is_no_row():
    assert question("nothing_found").ask(12, []) == []


@pytest.mark.parametrize("before", [0, 1], ids=["the first time", "later"])
def test_after_a_failure_it_is_planned_anew(before):
    asked = question(f"failed_after_{before}")
    for _ in range(before):
        asked.ask(4, [3])
    with pytest.raises(DatabaseError), transaction.atomic():
        asked.ask(0, [1])
    assert [row["number"] for row in asked.ask(4, [3])] == [3]


def test_a_transaction_that_is_rolled_back_takes_no_plan_with_it():
    asked = question("rolled_back")
    with transaction.atomic():
        asked.ask(4, [3])
        transaction.set_rollback(True)
    assert [row["number"] for row in asked.ask(4, [3])] == [3]
