"""Pages by key: the second page costs what the first one does, however long the list."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict


@dataclass(frozen=True)
class Page:
    """``rows`` of this page and the cursors of its neighbours, empty at an end."""

    rows: list[Any]
    before: str = ""
    after: str = ""
    query: QueryDict = field(default_factory=QueryDict)

    @property
    def previous_url(self) -> str:
        return self._url("before", self.before) if self.before else ""

    @property
    def next_url(self) -> str:
        return self._url("after", self.after) if self.after else ""

    def _url(self, name: str, cursor: str) -> str:
        kept = [(key, value) for key, values in self.query.lists() for value in values]
        return "?" + urlencode([(k, v) for k, v in kept if k not in ("before", "after")] + [(name, cursor)])


def page_by(rows: QuerySet, name: str, query: QueryDict, size: int) -> Page:
    """The page that ``?after=`` or ``?before=`` asks for, of rows in the order of the field ``name`` (``-name``: the
    latest first) and of their keys. The field is a day or an instant and never empty. A cursor that is none of
    ours gives the first page."""
    column, newest_first = name.removeprefix("-"), name.startswith("-")
    order = (f"-{column}", "-pk") if newest_first else (column, "pk")
    before, after = _read(rows, column, query.get("before", "")), _read(rows, column, query.get("after", ""))
    if before:
        backwards = rows.filter(_beyond(column, *before, later=newest_first)).order_by(*order).reverse()
        found = list(backwards[: size + 1])
        shown = found[:size][::-1]
        more_before, more_after = len(found) > size, bool(shown)
    else:
        beyond = rows.filter(_beyond(column, *after, later=not newest_first)) if after else rows
        found = list(beyond.order_by(*order)[: size + 1])
        shown = found[:size]
        more_before, more_after = after is not None and bool(shown), len(found) > size
    return Page(
        rows=shown,
        before=_cursor(shown[0], column) if more_before else "",
        after=_cursor(shown[-1], column) if more_after else "",
        query=query,
    )


def _beyond(column: str, value: dt.date, pk: int, *, later: bool) -> Q:
    # The first condition says the same as the others and lets the index begin at the cursor.
    side = "gt" if later else "lt"
    return Q(**{f"{column}__{side}e": value}) & (Q(**{f"{column}__{side}": value}) | Q(**{f"pk__{side}": pk}))


def _cursor(row: Any, column: str) -> str:
    value = getattr(row, column)
    if isinstance(value, dt.datetime):
        value = value.astimezone(dt.UTC)
    return f"{value.isoformat()}_{row.pk}"


def _read(rows: QuerySet, column: str, cursor: str) -> tuple[dt.date, int] | None:
    text, _, pk = cursor.partition("_")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    try:
        value = rows.model._meta.get_field(column).to_python(text)
    except ValidationError:
        return None
    if value is None or (isinstance(value, dt.datetime) and value.tzinfo is None):
        return None
    return value, int(pk)
