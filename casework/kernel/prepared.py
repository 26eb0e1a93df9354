"""Questions that take longer to plan than to answer: planned once on each connection (PREPARE), then only asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

# What each open connection has planned; PostgreSQL forgets it with the connection.
_planned: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Question:
    """``sql`` with ``written`` in its ``%s`` places, and with $1, $2 … of the PostgreSQL types ``takes`` for what
    changes from one time to the next."""

    name: str
    takes: Sequence[str]
    sql: str
    written: Sequence[Any] = ()

    def ask(self, *given: Any) -> list[dict[str, Any]]:
        """The rows, each by the names of its columns."""
        connection.ensure_connection()
        planned = _planned.setdefault(connection.connection, set())
        places = ", ".join(f"%s::{kind}" for kind in self.takes)
        question, arguments = f"EXECUTE {self.name} ({places})", [*given]
        is_new = self.name not in planned
        if is_new:
            question = f"PREPARE {self.name} ({', '.join(self.takes)}) AS {self.sql}; {question}"
            arguments = [*self.written, *given]
        with connection.cursor() as cursor:
            cursor.execute(question, arguments)
            if is_new:
                planned.add(self.name)
                cursor.nextset()  # the first answer is that of PREPARE
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
