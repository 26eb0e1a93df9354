"""Questions that take longer to plan than to answer: planned once on each connection (PREPARE), then only asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DatabaseError, connection

# Question → the statement that an open connection has planned for it; PostgreSQL forgets it with the connection.
_planned: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()
# PREPARE outlives a transaction that fails, so that a name must not be used again.
_numbers = count(1)


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
        planned = _planned.setdefault(connection.connection, {})
        is_new = self.name not in planned
        statement = planned.setdefault(self.name, f"{self.name}_{next(_numbers)}")
        places = ", ".join(f"%s::{kind}" for kind in self.takes)
        question, arguments = f"EXECUTE {statement} ({places})", [*given]
        if is_new:
            question = f"PREPARE {statement} ({', '.join(self.takes)}) AS {self.sql}; {question}"
            arguments = [*self.written, *given]
        with connection.cursor() as cursor:
            try:
                cursor.execute(question, arguments)
            except DatabaseError:
                del planned[self.name]  # the next time it is planned anew
                raise
            if is_new:
                cursor.nextset()  # the first answer is that of PREPARE
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
