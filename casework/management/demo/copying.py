"""Rows into tables by COPY, with keys taken from their sequences at once."""

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any

from django.db import connection, models


def copy(
    model: type[models.Model], rows: Iterable[dict[str, Any]], *, ids: Iterator[int] | None = None
) -> None:
    """Stream rows into the table of ``model``. A row names attributes (``case_id``); what no row names gets the
    default of its field, and the database its own."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    given = list(first)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    left = [
        field
        for name, field in fields.items()
        if name not in given and not field.primary_key and not field.has_db_default()
    ]
    rest = [field.get_db_prep_save(field.get_default(), connection) for field in left]
    names = [*(["id"] if ids else []), *(fields[name].column for name in given), *(f.column for f in left)]
    columns, pick = ", ".join(f'"{name}"' for name in names), itemgetter(*given)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as stream,
    ):
        for row in _again(first, rows):
            key = [next(ids)] if ids else []
            stream.write_row((*key, *pick(row), *rest))


def _again(first: dict[str, Any], rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield first
    yield from rows


def keys_of(model: type[models.Model], number: int) -> Iterator[int]:
    """``number`` keys of the table, taken from its sequence at once."""
    return taken(f"pg_get_serial_sequence('{model._meta.db_table}', 'id')::text", number)


def taken(sequence: str, number: int) -> Iterator[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT setval({sequence}, nextval({sequence}) + %s)", [number])
        (last,) = cursor.fetchone()
    return iter(range(last - number, last))
