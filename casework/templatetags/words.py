"""How days, instants and money are written, in the reader's language."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language

SHANGHAI = ZoneInfo("Asia/Shanghai")
Day = TypeVar("Day", bound=date)


def is_chinese() -> bool:
    return (get_language() or "zh-hans").startswith("zh")


def spoken(text: Any) -> str:
    """A text of the law tables (`zh`, `en`) in the reader's language; anything else as it is."""
    zh, en = getattr(text, "zh", None), getattr(text, "en", None)
    return str((zh if is_chinese() else en) if zh and en else text)


def title(subject: Any) -> str:
    """The name of a clock or of another object that has `label`, or `title_zh` and `title_en`."""
    name = "title_zh" if is_chinese() else "title_en"
    return str(getattr(subject, "label", "") or getattr(subject, name, ""))


def figure(amount: Decimal | int | str) -> str:
    """`180,000`, or `180,000.50` where there are fen. ValueError or ArithmeticError when it is no number."""
    value = Decimal(str(amount))
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


def money(amount: Decimal | int | str) -> str:
    """`￥180,000` (U+FFE5, no space), in English `CNY 180,000`."""
    return f"￥{figure(amount)}" if is_chinese() else f"CNY {figure(amount)}"


def day(value: date, *, year: bool = True) -> str:
    """`2021年8月24日`, in English `24 August 2021`; of an instant the day it had in Shanghai."""
    value = in_shanghai(value)
    if is_chinese():
        return (f"{value.year}年" if year else "") + f"{value.month}月{value.day}日"
    return date_format(value, "j F Y" if year else "j F")


def instant(value: datetime) -> str:
    """`2021年8月24日09:58`, in English `24 August 2021, 09:58`, by the clock of Shanghai."""
    value = in_shanghai(value)
    return day(value) + ("" if is_chinese() else ", ") + f"{value:%H:%M}"


def said(value: Any) -> str:
    """A value of the case in the reader's language: an instant, a day, a sum, a text of the law tables."""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return day(value)
    return money(value) if isinstance(value, Decimal) else spoken(value)


def in_shanghai(value: Day) -> Day:
    """An aware instant as Shanghai reads it; a day, or an instant without a zone, as it is."""
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(SHANGHAI)
    return value
