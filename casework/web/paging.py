"""Pages of cases by key: the second page costs what the first one does, however long the list."""

import datetime as dt
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from casework.models import Case

SIZE = 20


@dataclass(frozen=True)
class Page:
    """``rows`` of this page and the cursors of its neighbours, empty at an end."""

    rows: list[Case]
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
