"""Short lists by page number."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict

SIZE = 25


@dataclass(frozen=True)
class Numbered:
    """What ``{% pager %}`` draws, and the ``rows`` of the page."""

    rows: list[Any]
    previous_url: str
    next_url: str


def numbered(rows: QuerySet, query: QueryDict) -> Numbered:
    """The page that ``?page=`` asks for; a number that is none gives the first."""
    page = Paginator(rows, SIZE).get_page(query.get("page", ""))

    def url(number: int) -> str:
        kept = [(name, value) for name, value in query.items() if name != "page"]
        return "?" + urlencode([*kept, ("page", number)])

    return Numbered(
        rows=list(page),
        previous_url=url(page.previous_page_number()) if page.has_previous() else "",
        next_url=url(page.next_page_number()) if page.has_next() else "",
    )
