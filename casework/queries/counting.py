"""Counts that stop where nobody reads further."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    QuerySet,
)

# Nobody reads further than this; past it a page says 999+.
COUNTED = 1000


def count_each(*lists: QuerySet) -> list[int]:
    """How many rows each of them holds, counted up to ``COUNTED``; in one query for all."""
    parts: list[str] = []
    arguments: list[Any] = []
    for rows in lists:
        try:
            some, given = rows.order_by().values("pk")[:COUNTED].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"cardinality(ARRAY({some}))")
        arguments += given
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", arguments)
        return list(cursor.fetchone())


def counted(number: int) -> int | str:
    """A count that stopped at the limit says so: ``999+``."""
    return f"{COUNTED - 1}+" if number >= COUNTED else number
