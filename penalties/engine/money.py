"""Exact money: decimals in yuan, rounded to the fen only where a figure is shown."""

from contextlib import AbstractContextManager
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, localcontext

FEN = Decimal("0.01")
ZERO = Decimal(0)

# An amount may have 18 digits before the point and 12 after it: three factors of that size stay exact.
DIGITS_BEFORE_POINT = 18
DIGITS_AFTER_POINT = 12
_EXACT = Context(prec=100)


def exact() -> AbstractContextManager[Context]:
    """The context in which every sum and product of this engine is exact."""
    return localcontext(_EXACT)


def rounded_up(amount: Decimal) -> Decimal:
    """To the next fen: for the lower bound of a range, so that a printed bound is always lawful."""
    return amount.quantize(FEN, rounding=ROUND_CEILING)


def rounded_down(amount: Decimal) -> Decimal:
    """To the last full fen: for the upper bound of a range."""
    return amount.quantize(FEN, rounding=ROUND_FLOOR)


def rounded(amount: Decimal) -> Decimal:
    """To the nearest fen, half up: for a sum that is due and not a bound."""
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


def plain(amount: Decimal) -> str:
    """The amount as a string with all its decimals and no exponent."""
    return format(amount, "f")
