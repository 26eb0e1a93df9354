"""The register of traders: what anybody may read of a trader, and nothing of what was said about it."""

from typing import NamedTuple

from django.db.models import QuerySet

from casework.kernel.codes import uscc_is_valid
from casework.kernel.search import containing
from complaints.models import Trader

MOST = 8
"""So many are suggested."""
COMPARED = 40
"""So many that fit are read, to suggest those whose names are nearest to what was typed."""
LEAST = 2  # characters of a name or an address; one fits half the register
LEAST_OF_CODE = 6  # the code of the district stands before it


class Suggestion(NamedTuple):
    """A trader as the trade register shows it to everybody."""

    uscc: str
    name: str
    address: str


def register_is_there() -> bool:
    return Trader.objects.exists()


def trader(uscc: str) -> Trader | None:
    return Trader.objects.filter(uscc=uscc).first()


def traders(text: str) -> QuerySet[Trader]:
    """Traders of the register by code, or by words of their names; none for nothing typed."""
    code = _code(text)
    if uscc_is_valid(code):
        return Trader.objects.filter(uscc=code)
    return containing(Trader.objects.all(), "name_search", text) if text.strip() else Trader.objects.none()


def suggested(*, name: str, code: str, address: str) -> list[Suggestion]:
    """Whom somebody may mean who typed this, as far as they got: by code, else by name, else by address. The
    shortest name is the nearest: what was typed is a part of it."""
    for rows in (_with_code(code), _containing("name_search", name), _containing("address_search", address)):
        found = [Suggestion(*row) for row in rows.order_by().values_list(*Suggestion._fields)[:COMPARED]]
        if found:
            return sorted(found, key=lambda one: (len(one.name), one))[:MOST]
    return []


def _with_code(typed: str) -> QuerySet[Trader]:
    code = _code(typed)
    return (
        Trader.objects.filter(uscc__startswith=code) if len(code) >= LEAST_OF_CODE else Trader.objects.none()
    )


def _containing(column: str, typed: str) -> QuerySet[Trader]:
    words = typed.split()
    if not words or min(map(len, words)) < LEAST:
        return Trader.objects.none()
    return containing(Trader.objects.all(), column, typed)


def _code(typed: str) -> str:
    return "".join(typed.split()).upper()
