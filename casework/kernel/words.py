"""How a document writes a day, a sum, a person: Chinese words, no spaces."""

import datetime as dt
from decimal import Decimal

from casework.kernel.clock import SHANGHAI


def day(value: dt.date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def minute(value: dt.datetime) -> str:
    local = value.astimezone(SHANGHAI)
    return f"{day(local.date())}{local:%H}时{local:%M}分"


def money(value: Decimal | str) -> str:
    """``180,000元``; fen only where there are any."""
    return f"{_grouped(value)}元"


def yuan(value: Decimal | str) -> str:
    """``￥180,000``."""
    return f"￥{_grouped(value)}"


def _grouped(value: Decimal | str) -> str:
    amount = Decimal(value)
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
