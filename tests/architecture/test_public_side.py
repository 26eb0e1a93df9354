"""The public side reads the published tables, by every way there is, and nothing else."""

import pytest
from django.db import ProgrammingError, connection, connections, transaction
from django.test import Client
from django.urls import reverse

from casework.management.commands.grant_roles import APP, PUBLIC, PUBLISHED
from tests.architecture.matrix import text

pytestmark = pytest.mark.django_db(databases=["default", "public"])

OURS = "n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%%'"


def rows(statement: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def test_of_every_relation_only_the_published_tables_can_be_read():
    """Tables, views, materialised views, sequences, foreign tables: by any privilege, on any column."""
    readable = rows(
        f"""SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {OURS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND has_any_column_privilege(%s, c.oid, 'SELECT')""",
        PUBLIC,
    )
    assert {name for (name,) in readable} == set(PUBLISHED)
    writable = rows(
        f"""SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {OURS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND (has_any_column_privilege(%s, c.oid, 'INSERT, UPDATE, REFERENCES')
             OR has_table_privilege(%s, c.oid, 'DELETE, TRUNCATE, TRIGGER'))""",
        PUBLIC,
        PUBLIC,
    )
    sequences = rows(
        """SELECT sequencename FROM pg_sequences
        WHERE has_sequence_privilege(%s, format('%%I.%%I', schemaname, sequencename), 'SELECT, USAGE, UPDATE')""",
        PUBLIC,
    )
    assert writable == sequences == []


def test_no_function_reads_for_the_public_with_the_rights_of_another():
    """A function that runs as its owner would be a way round; none of ours does, and none can be called."""
    ours = rows(
        f"""SELECT p.proname, p.prosecdef FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE {OURS}"""
    )
    assert ours and not [name for name, runs_as_owner in ours if runs_as_owner]


def test_the_public_role_is_a_member_of_no_other_and_may_do_nothing_special():
    roles = rows(
        "SELECT rolname FROM pg_roles WHERE rolname <> %s AND pg_has_role(%s, oid, 'MEMBER')", PUBLIC, PUBLIC
    )
    assert roles == []
    for role in (PUBLIC, APP):
        assert rows(
            """SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles
            WHERE rolname = %s""",
            role,
        ) == [(False,) * 5]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE stray (id int)",
        "CREATE TEMPORARY VIEW peep AS SELECT * FROM casework_case; SELECT * FROM peep",
        "COPY casework_case TO STDOUT",
        "SELECT pg_read_file('postgresql.conf')",
        "SELECT query_to_xml('SELECT * FROM casework_case', true, true, '')",
        "SELECT * FROM pg_authid",
    ],
)
def test_no_way_round_the_grants(statement):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        rows(f"SET LOCAL ROLE {PUBLIC}; {statement}")


def test_the_connection_of_the_public_pages_has_the_public_role():
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (PUBLIC,)


def test_the_public_pages_ask_the_other_connection_nothing(world):
    published = world.publication("publish")
    public, code = published.reference, published.decision.document.code

    def refuse(execute, sql, params, many, context):
        raise AssertionError(f"A public page asked: {sql}")

    pages = {
        reverse("home"): "示例",
        reverse("verify"): "",
        reverse("verify") + f"?q={code}": "有效",
        reverse("verify_code", args=[code]): "有效",
        reverse("register"): public,
        reverse("register") + "?q=人脸": public,
        reverse("register") + f"?after={public}": "",
        reverse("decision", args=[public]): public,
        reverse("decision_pdf", args=[public]): "%PDF",
        reverse("api_decisions"): public,
        reverse("api_decisions") + "?q=人脸": public,
        reverse("api_decision", args=[public]): public,
        reverse("calculator"): "",
        reverse("complaint_new"): "",
    }
    with connections["default"].execute_wrapper(refuse):
        for address, shown in pages.items():
            answer = Client().get(address)
            assert answer.status_code == 200 and shown in text(answer), address
        assert Client().get(reverse("decision", args=["PUB-2021-999999"])).status_code == 404
