"""Figures, days and facts as the reader's language writes them."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.kernel.rest import say
from penalties import vocabulary
from penalties.vocabulary import text


def figure(amount: str | Decimal) -> str:
    """``180,000``; decimals only where there are any."""
    value = Decimal(amount)
    if value == value.to_integral_value():
        return f"{value:,.0f}"
    return f"{value.normalize():,f}" if -value.normalize().as_tuple().exponent > 2 else f"{value:,.2f}"  # type: ignore[operator]


def percent(share: str | Decimal) -> str:
    return f"{figure(Decimal(share) * 100)}%"


def fact_name(name: str) -> str:
    table = vocabulary.AMOUNTS | vocabulary.FACTS
    own = {"grade": _("Grade"), "party": _("Party")}
    return own.get(name) or say(text(table, name))


def value_words(value: Any) -> str:
    """A finding, or what the law wants, in words."""
    if isinstance(value, bool):
        return say(vocabulary.VALUES[str(value).lower()])
    table = vocabulary.VALUES | vocabulary.GRADES
    if isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value):
        return figure(value)
    return say(text(table, str(value)))


def state_words(state: str) -> str:
    """How far an amount was established: nothing found is a finding, and not the same as nothing known."""
    return say(vocabulary.text(vocabulary.VALUES | vocabulary.AMOUNT_STATES, state))


def is_chinese() -> bool:
    return not (get_language() or "").startswith("en")


def listed(parts: Iterable[str]) -> str:
    return ("、" if is_chinese() else ", ").join(parts)


def colon() -> str:
    return "：" if is_chinese() else ": "


def sentence_gap() -> str:
    return "" if is_chinese() else " "


def day_words(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if is_chinese() else f"{day.day} {day:%B %Y}"
