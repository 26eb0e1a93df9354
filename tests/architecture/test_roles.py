"""What the roles of the database refuse, whatever the code above them does."""

import pytest
from django.db import ProgrammingError, connection, transaction

from casework.management.commands.grant_roles import APPEND_ONLY, PUBLISHED

pytestmark = pytest.mark.django_db


def as_role(role: str, statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute(statement)


def tables() -> set[str]:
    return set(connection.introspection.table_names())


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = 0", "TRUNCATE {}"])
def test_the_application_cannot_change_history(table, statement):
    key = connection.introspection.get_primary_key_column(connection.cursor(), table)
    with pytest.raises(ProgrammingError, match="permission denied"):
        as_role("casework_app", statement.format(table).replace("SET id", f"SET {key}"))


def test_the_application_reads_and_writes_every_other_table():
    for table in tables() - {"django_migrations"} - set(APPEND_ONLY):
        as_role("casework_app", f"SELECT FROM {table}")
        as_role("casework_app", f"DELETE FROM {table} WHERE false")


def test_the_application_can_empty_no_table():
    with pytest.raises(ProgrammingError, match="permission denied"):
        as_role("casework_app", "TRUNCATE django_session")


def test_the_application_makes_no_table():
    with pytest.raises(ProgrammingError, match="permission denied"):
        as_role("casework_app", "CREATE TABLE stray (id int)")


def test_the_public_reads_the_published_copies_and_nothing_else():
    for table in tables().intersection(PUBLISHED):
        as_role("casework_public", f"SELECT FROM {table}")
        with pytest.raises(ProgrammingError, match="permission denied"):
            as_role("casework_public", f"DELETE FROM {table}")
    for table in tables().difference(PUBLISHED):
        with pytest.raises(ProgrammingError, match="permission denied"):
            as_role("casework_public", f"SELECT FROM {table}")
