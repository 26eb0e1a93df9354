"""Pages of cases and of the queues."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.http import QueryDict

from casework.kernel.paging import Page, page_by
from casework.models import Approval, Case

SIZE = 20


def page_of(cases: QuerySet[Case], query: QueryDict, size: int = SIZE) -> Page:
    """The page that ``?after=`` or ``?before=`` asks for, newest first."""
    return page_by(cases, "-registered_at", query, size)


def page_by_key(rows: QuerySet, query: QueryDict, size: int = SIZE) -> Page:
    """Of rows in the order of their keys, the latest first, the page that ``?after=`` asks for; a cursor that is
    none of ours gives the first page."""
    after = query.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: size + 1])
    more = len(found) > size
    return Page(rows=found[:size], after=str(found[size - 1].pk) if more else "", query=query)


def page_of_queue(pending: QuerySet[Approval], query: QueryDict, size: int = SIZE) -> Page:
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
