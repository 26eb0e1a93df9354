"""Pages by key: the second page costs what the first one does, however long the list."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from casework.models import Approval, Case

SIZE = 20


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


def page_of(cases: QuerySet[Case], query: QueryDict, size: int = SIZE) -> Page:
    """The page that ``?after=`` or ``?before=`` asks for, newest first; a cursor that is none of ours gives the
    first page."""
    before, after = _read(query.get("before", "")), _read(query.get("after", ""))
    if before:
        found = list(cases.filter(_newer(*before)).order_by("registered_at", "pk")[: size + 1])
        rows = found[:size][::-1]
        more_before, more_after = len(found) > size, bool(rows)
    else:
        found = list((cases.filter(_older(*after)) if after else cases)[: size + 1])
        rows = found[:size]
        more_before, more_after = after is not None and bool(rows), len(found) > size
    return Page(
        rows=rows,
        before=_cursor(rows[0]) if more_before else "",
        after=_cursor(rows[-1]) if more_after else "",
        query=query,
    )


def page_by_key(rows: QuerySet, query: QueryDict, size: int = SIZE) -> Page:
    """Of rows in the order of their keys, the latest first, the page that ``?after=`` asks for; a cursor that is
    none of ours gives the first page."""
    after = query.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: size + 1])
    more = len(found) > size
    return Page(rows=found[:size], after=str(found[size - 1].pk) if more else "", query=query)


QUEUE_SIZE = 25


def page_of_queue(pending: QuerySet[Approval], query: QueryDict, size: int = QUEUE_SIZE) -> Page:
    """The page that ``?after=`` asks for, the least lawful time left first; what has no last day comes last."""
    after = _read_due(query.get("after", ""))
    found = _queue_after(pending, after, size + 1)
    rows = found[:size]
    more = len(found) > size
    return Page(rows=rows, after=_due_cursor(rows[-1]) if more else "", query=query)


def _queue_after(
    pending: QuerySet[Approval], after: tuple[dt.date | None, int] | None, number: int
) -> list[Approval]:
    if after is None:
        return list(pending[:number])
    due_on, pk = after
    undated = pending.filter(due_on=None)
    if due_on is None:
        return list(undated.filter(pk__gt=pk)[:number])
    later = Q(due_on__gte=due_on) & (Q(due_on__gt=due_on) | Q(pk__gt=pk))
    found = list(pending.filter(later)[:number])
    return found if len(found) == number else found + list(undated[: number - len(found)])


def _due_cursor(approval: Approval) -> str:
    return f"{approval.due_on or ''}_{approval.pk}"


def _read_due(cursor: str) -> tuple[dt.date | None, int] | None:
    day, _, pk = cursor.partition("_")
    try:
        return dt.date.fromisoformat(day) if day else None, int(pk)
    except ValueError:
        return None


def _cursor(case: Case) -> str:
    return f"{case.registered_at.astimezone(dt.UTC).isoformat()}_{case.pk}"


def _read(cursor: str) -> tuple[dt.datetime, int] | None:
    moment, _, pk = cursor.partition("_")
    try:
        at = dt.datetime.fromisoformat(moment)
        return (at, int(pk)) if at.tzinfo else None
    except ValueError:
        return None


def _older(at: dt.datetime, pk: int) -> Q:
    # The first condition says the same as the others and lets the index begin at the cursor.
    return Q(registered_at__lte=at) & (Q(registered_at__lt=at) | Q(pk__lt=pk))


def _newer(at: dt.datetime, pk: int) -> Q:
    return Q(registered_at__gte=at) & (Q(registered_at__gt=at) | Q(pk__gt=pk))
