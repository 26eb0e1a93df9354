"""One ruler for time and for money, drawn on the server: x in percent, y in em, no viewBox.

So the type keeps its size at 320 px and grows with the reader's own. Labels that would leave the sheet change
their anchor; the same figures stand in a table.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .clock_face import clock_face, share_run
from .words import day, figure, money, title

Fine = dict[str, Any]
Band = dict[str, Any]

HUNDRED = Decimal(100)
BANDS = ("lighter", "ordinary", "heavier")
NARROWEST_LABEL = 14  # a band under this share of the width stays without its word
STACK = 5  # hollow dots one over the other, at most
DOT = Decimal("0.95")  # em from one dot to the next


def time_ruler(deadline: Any, today: date) -> dict[str, Any] | None:
    """The picture of a period, or None when its first day is not known."""
    at = getattr(deadline, "met_on", None) or today
    run = share_run(deadline, at)
    if run is None:
        return None
    started_on, due_on = deadline.started_on, deadline.due_on
    internal_on = getattr(deadline, "internal_due_on", None)
    nth = (at - started_on).days
    facts = {
        "label": title(deadline) or _("Time limit"),
        "start": day(started_on),
        "now": day(at),
        "n": nth,
        "due": day(due_on),
    }
    return {
        "run": percent(run),
        "kind": clock_face(deadline, today).kind,
        "anchor": anchor(run, 24),
        "now": _pin_words(deadline, today, at, nth),
        "thirds": ["33.33%", "66.67%"],
        "internal": percent(share_run(deadline, internal_on))
        if internal_on and internal_on != due_on
        else "",
        "internal_on": day(internal_on, year=False) if internal_on and internal_on != due_on else "",
        "started_on": started_on,
        "due_on": due_on,
        "statement": _("%(label)s: from %(start)s; %(now)s is day %(n)d; the last day is %(due)s") % facts,
    }


def _pin_words(deadline: Any, today: date, at: date, nth: int) -> str:
    if at != today:
        return _("done on %(day)s") % {"day": day(at, year=False)}
    if today > deadline.due_on:
        return _("today, past the last day")
    return _("today, day %(n)d") % {"n": nth}


def range_ruler(
    fine: Fine | None, amount: Any = None, peers: Iterable[Any] = (), position: Any = None
) -> dict[str, Any] | None:
    """The picture of a fine inside its lawful range, or None where the law gives no fine.

    `fine` as the engine writes it: `min`, `max`, and `lighter`, `ordinary`, `heavier` as pairs; yuan, as
    strings or decimals. `amount` is the fine proposed, `peers` are the fines of similar cases, `position` is
    the engine's own percentage (without it, computed here to two places).
    """
    if not fine:
        return None
    least, most = Decimal(fine["min"]), Decimal(fine["max"])
    amount = None if amount in (None, "") else Decimal(str(amount))
    peers = sorted(Decimal(str(peer)) for peer in peers or ())
    sheet = _Sheet(least, most, amount)
    bands = [band for name in BANDS if (band := _band(name, fine.get(name), amount, sheet))]
    if position is None and amount is not None and most > least:
        position = ((amount - least) / (most - least) * HUNDRED).quantize(Decimal("0.01"), ROUND_HALF_UP)
    top = Decimal("0.3") if amount is None else Decimal("4.8")
    picture: dict[str, Any] = {
        "bands": bands if most > least else [],
        "fixed": most == least,
        "ticks": _ticks(bands, sheet) if most > least else [],
        "min": sheet.at(least),
        "max": sheet.at(most),
        "min_anchor": anchor(sheet.share(least), 10),
        "least": figure(least),
        "most": figure(most),
        "amount": _pin(amount, position, sheet) if amount is not None else None,
        "peers": _peers(peers, sheet, top) if peers else None,
        "y": {name: em(top + Decimal(down)) for name, down in Y.items()},
        "rows": _rows(fine, bands, amount, position, peers),
    }
    picture["height"] = picture["peers"]["height"] if peers else em(top + Decimal("6.2"))
    picture["statement"] = "; ".join(f"{name} {words}" for name, words in picture["rows"])
    return picture


# Where things stand under the top edge of the bands, in em.
Y = {"band": "0", "word": "1.6", "pin_top": "-1.1", "pin_dot": "1.2", "pin_foot": "2.9", "tick": "4.1"}


class _Sheet:
    """Money to percent of the width; wide enough for an amount outside the range."""

    def __init__(self, least: Decimal, most: Decimal, amount: Decimal | None):
        self.low = least if amount is None else min(least, amount)
        self.high = most if amount is None else max(most, amount)

    def share(self, value: Decimal) -> Decimal:
        if self.high == self.low:
            return Decimal(50)
        return (value - self.low) / (self.high - self.low) * HUNDRED

    def at(self, value: Decimal) -> str:
        return percent(self.share(value))


def _band(name: str, pair: Any, amount: Decimal | None, sheet: _Sheet) -> Band | None:
    if not pair:
        return None
    low, high = Decimal(pair[0]), Decimal(pair[1])
    left, right = sheet.share(low), sheet.share(high)
    is_on = amount is not None and low <= amount <= high
    start, end = left, right
    if amount is not None and is_on:  # the word stands beside the pin, in the larger part
        pin = sheet.share(amount)
        start, end = (pin, right) if right - pin >= pin - left else (left, pin)
    return {
        "name": _band_name(name),
        "low": low,
        "high": high,
        "x": percent(left),
        "width": percent(right - left),
        "word_x": percent((start + end) / 2) if end - start >= NARROWEST_LABEL else "",
        "on": is_on,
    }


def _band_name(name: str) -> str:
    return {"lighter": _("lighter"), "ordinary": _("ordinary"), "heavier": _("heavier")}[name]


def _ticks(bands: list[Band], sheet: _Sheet) -> list[dict[str, str]]:
    """The cut points between the bands."""
    cuts = [band["low"] for band in bands[1:]]
    return [
        {"x": sheet.at(cut), "words": figure(cut), "anchor": anchor(sheet.share(cut), 10)} for cut in cuts
    ]


def _pin(amount: Decimal, position: Any, sheet: _Sheet) -> dict[str, str]:
    words, share = money(amount), sheet.share(amount)
    room = min(48, len(words) * 2.4)  # half of the label on a sheet 288 px wide, in percent
    return {
        "x": percent(share),
        "words": words,
        "anchor": anchor(share, room),
        "position": "" if position is None else _("at %(percent)s%%") % {"percent": position},
    }


def _peers(peers: list[Decimal], sheet: _Sheet, top: Decimal) -> dict[str, Any]:
    inside = [peer for peer in peers if sheet.low <= peer <= sheet.high]
    seen: Counter[int] = Counter()
    dots = []
    for peer in inside:
        place = round(sheet.share(peer) / 2)
        if seen[place] < STACK:
            dots.append((place * 2, seen[place]))
            seen[place] += 1
    floor = top + Decimal("6.6") + DOT * max(seen.values(), default=1)
    middle = median(peers)
    words = _("median %(amount)s") % {"amount": money(middle)}
    share = min(max(sheet.share(Decimal(middle)), Decimal(0)), HUNDRED)
    return {
        "dots": [{"x": f"{x}%", "y": em(floor - DOT * level)} for x, level in dots],
        "count": _peer_count(len(peers)),
        "count_y": em(top + Decimal("6.1")),
        "floor": em(floor),
        "median": {"x": percent(share), "words": words, "anchor": anchor(share, min(48, len(words) * 1.6))},
        "mark_top": em(floor + Decimal("0.6")),
        "mark_foot": em(floor + Decimal("1.2")),
        "median_y": em(floor + Decimal("2.4")),
        "height": em(floor + Decimal("4.2")),
    }


def _peer_count(count: int) -> str:
    return ngettext("%(n)d similar case", "%(n)d similar cases", count) % {"n": count}


def _rows(
    fine: Fine, bands: list[Band], amount: Any, position: Any, peers: list[Decimal]
) -> list[tuple[str, str]]:
    """The picture as a table: name and words."""
    rows = [(_("statutory minimum"), money(fine["min"]))]
    rows += [
        (band["name"], _("%(low)s to %(high)s") % {"low": money(band["low"]), "high": money(band["high"])})
        for band in bands
    ]
    rows.append((_("statutory maximum"), money(fine["max"])))
    if amount is not None:
        rows.append((_("proposed fine"), money(amount)))
    if position is not None:
        rows.append((_("position in the range"), f"{position}%"))
    if peers:
        rows.append((_peer_count(len(peers)), _("median %(amount)s") % {"amount": money(median(peers))}))
    return rows


def anchor(share: Decimal | float, room: float) -> str:
    """The class that keeps a label on the sheet: to the right of `share`, to its left, or over it."""
    if share < room:
        return ""
    return "end" if share > 100 - room else "middle"


def percent(share: Decimal | float | None) -> str:
    return f"{share:.2f}%"


def em(length: Decimal) -> str:
    return f"{length:.2f}em"
