"""Give each database role exactly what it needs. Run after every migrate; safe to repeat.

casework_owner owns the tables and migrates. casework_app serves: it reads and writes rows, but only adds to
the history, and cannot truncate. casework_public reads the published copies and nothing else.
"""

import os

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction

APP = "casework_app"
PUBLIC = "casework_public"

# History and evidence: rows are added, never changed (a trigger refuses it too).
APPEND_ONLY = (
    "kernel_auditevent",
    "kernel_auditlink",
    "kernel_deadlineevent",
    "inspections_evidence",
    "inspections_signature",
)
READ_ONLY = ("django_migrations",)
PUBLISHED = (
    "casework_publicdecision",
    "casework_publicdocument",
    "casework_publicfile",
)

# A role gets a login with a password of its own when the variable is set.
PASSWORDS = {APP: "APP_DATABASE_PASSWORD", PUBLIC: "PUBLIC_DATABASE_PASSWORD"}


class Command(BaseCommand):
    help = "Grant casework_app and casework_public their rights on the tables that exist now."

    def handle(self, **options) -> None:
        # One transaction: a serving process never meets a moment without rights.
        with transaction.atomic(), connection.cursor() as cursor:
            for role in (APP, PUBLIC):
                self._make_role(cursor, role)
            self._grant(cursor, set(connection.introspection.table_names(cursor)))
        if options["verbosity"] > 1:
            self.stdout.write(f"Granted {APP} and {PUBLIC} their rights.")

    def _make_role(self, cursor, role: str) -> None:
        cursor.execute(
            "SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = %s", [role]
        )
        found = cursor.fetchone()
        statements = []
        if not found:
            statements.append(f"CREATE ROLE {role}")
        if not (found and found[0]):
            statements.append(f"GRANT {role} TO CURRENT_USER")
        try:
            for statement in statements:
                cursor.execute(statement)
        except ProgrammingError as error:
            raise CommandError(
                f"{error}\nLet a database administrator run: {'; '.join(statements)};".replace(
                    "CURRENT_USER", connection.settings_dict["USER"]
                )
            ) from error
        if password := os.environ.get(PASSWORDS[role]):
            cursor.execute(f"ALTER ROLE {role} LOGIN PASSWORD %s", [password])

    def _grant(self, cursor, tables: set[str]) -> None:
        everything = "ALL TABLES IN SCHEMA public"
        sequences = "ALL SEQUENCES IN SCHEMA public"
        cursor.execute(f"REVOKE ALL ON {everything} FROM {APP}, {PUBLIC}")
        cursor.execute(f"REVOKE ALL ON {sequences} FROM {APP}, {PUBLIC}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {everything} TO {APP}")
        cursor.execute(f"GRANT USAGE, SELECT ON {sequences} TO {APP}")
        for table in tables.intersection(APPEND_ONLY):
            cursor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {APP}")
        for table in tables.intersection(READ_ONLY):
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {APP}")
        for table in tables.intersection(PUBLISHED):
            cursor.execute(f"GRANT SELECT ON {table} TO {PUBLIC}")
