"""How alike two submissions are: the same trader or place, similar words, near in time. Pure.

A likeness is a hint for a person, with its reasons; nothing is joined by itself.
"""

import datetime as dt
import math
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from casework.kernel.lifecycle import Text

LIKELY = 60
"""From this score on a hint is worth a person's look."""
WINDOW = dt.timedelta(days=90)
"""What was sent longer ago is not compared."""

NEAR = 200
"""Metres between two points that may be one shop: what telephones err, and its street front."""
DEGREE = 111_200
"""Metres of a degree of latitude, and of a degree of longitude at the equator."""

_LEAST_WORDS = 25  # per cent of the bigrams: stories about one thing share a quarter, others hardly a tenth
_FORMS = ("股份有限公司", "有限责任公司", "有限公司", "分公司", "公司")


@dataclass(frozen=True, slots=True)
class Told:
    """What a submission says, as far as it is compared; empty where it does not say."""

    story: str
    trader_name: str = ""
    trader_uscc: str = ""
    trader_address: str = ""
    happened_on: dt.date | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` is 0 to 100; ``reasons`` say in words what it is made of."""

    score: int
    reasons: tuple[Text, ...] = ()

    @property
    def is_likely(self) -> bool:
        return self.score >= LIKELY


UNLIKE = Likeness(0)


def compare(one: Told, other: Told) -> Likeness:
    """Nothing is alike without the same trader or place; two different codes are two traders."""
    where = _same_trader(one, other) or _same_place(one, other)
    if where is None:
        return UNLIKE
    parts = [part for part in (where, _same_words(one, other), _same_time(one, other)) if part]
    return Likeness(sum(points for points, _ in parts), tuple(reason for _, reason in parts))


def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters: for Chinese, most words. Width, case and punctuation do not count."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
    return frozenset(plain[place : place + 2] for place in range(len(plain) - 1))


def overlap(one: str, other: str) -> int:
    """How much of the shorter text stands in the other, per cent of its bigrams."""
    first, second = sorted((bigrams(one), bigrams(other)), key=len)
    return 100 * len(first & second) // len(first) if first else 0


def bare_name(name: str) -> str:
    """The trader's name without its legal form and brackets: 云岭置业（佛山）有限公司 → 云岭置业佛山."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())
    form = next((form for form in _FORMS if plain.endswith(form)), "")
    return plain.removesuffix(form)


def metres(one: Told, other: Told) -> int | None:
    """How far apart two points on the map are, for short ways; None where one has none."""
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return None
    narrower = math.cos(math.radians(float(one.latitude)))
    north = float(one.latitude - other.latitude)
    east = float(one.longitude - other.longitude) * narrower
    return round(DEGREE * math.hypot(north, east))


_Part = tuple[int, Text]


def _same_trader(one: Told, other: Told) -> _Part | None:
    if one.trader_uscc and other.trader_uscc:
        if one.trader_uscc != other.trader_uscc:
            return None
        return 50, Text("同一商家：统一社会信用代码相同", "The same trader: the same credit code")
    shorter, longer = sorted((bare_name(one.trader_name), bare_name(other.trader_name)), key=len)
    if len(shorter) < 4 or shorter not in longer:
        return None
    return 40, Text(f"商家名称都有“{shorter}”", f"Both name the trader “{shorter}”")


def _same_place(one: Told, other: Told) -> _Part | None:
    if one.trader_uscc and other.trader_uscc and one.trader_uscc != other.trader_uscc:
        return None
    if one.trader_address and overlap(one.trader_address, other.trader_address) >= 90:
        return 35, Text(f"同一地址：{other.trader_address}", f"The same address: {other.trader_address}")
    apart = metres(one, other)
    if apart is None or apart > NEAR:
        return None
    return 35, Text(f"地图上相距{apart}米", f"{apart} metres apart on the map")


def _same_words(one: Told, other: Told) -> _Part | None:
    share = overlap(one.story, other.story)
    if share < _LEAST_WORDS:
        return None
    return 10 + share * 25 // 100, Text(f"经过的用语有{share}%相同", f"{share}% of the words are the same")


def _same_time(one: Told, other: Told) -> _Part | None:
    if one.happened_on is None or other.happened_on is None:
        return None
    days = abs((one.happened_on - other.happened_on).days)
    if days == 0:
        return 15, Text("同一天发生", "On the same day")
    if days <= 7:
        return 10, Text(f"发生日期相隔{days}天", f"{days} day{'' if days == 1 else 's'} apart")
    return None
