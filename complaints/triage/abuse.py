"""The factors of article 17 of Order 121 beside the complaints of one claimant: what was counted, with dates and
numbers, for and against. No score and no verdict; whoever handles the complaint weighs it. Reports are never read.
Pure."""

import datetime as dt
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from casework.kernel.lifecycle import Text
from complaints.lifecycle import CHANNELS, COMPLAINT, NO_DISPUTE_FACTORS, O20_LAST_DAY

SAME, SHARED, NAMESAKE = "same", "shared", "namesake"
"""Whose another complaint is: the claimant's (a contact and the name agree); another name's with a contact of the
claimant; the claimant's name with other contacts, perhaps another person's."""
_NAMED_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of abuse.toml."""

    valid_from: dt.date
    look_back_days: int
    mass_days: int
    mass_count: int
    trader_count: int
    bare_count: int
    people_count: int
    verified: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """A complaint as far as the factors ask. ``person`` tells one name from another without naming it."""

    reference: str
    kind: str
    sent_on: dt.date
    channel: str
    trader: str
    conducts: tuple[str, ...] = ()
    request: str = ""
    paid: Decimal | None = None
    claimed: Decimal | None = None
    papers: int = 0
    was_agreed: bool = False
    whose: str = SAME
    person: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One counted fact and the complaints that it was counted from."""

    text: Text
    filings: tuple[Filing, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    factor: str
    speaks_for: tuple[Point, ...] = ()
    speaks_against: tuple[Point, ...] = ()

    @property
    def title(self) -> Text:
        return NO_DISPUTE_FACTORS[self.factor]


def load(path: Path) -> tuple[Rule, ...]:
    return tuple(Rule(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["rule"])


RULES = load(Path(__file__).parent / "abuse.toml")


def rule_on(day: dt.date) -> Rule | None:
    """None before Order 121: Order 20 knew no such factors."""
    rules = [rule for rule in RULES if rule.valid_from <= day] if day > O20_LAST_DAY else []
    return max(rules, key=lambda rule: rule.valid_from, default=None)


def findings(filings: Iterable[Filing], rule: Rule) -> list[Finding]:
    """Every factor of the article in its order, those without a fact too."""
    known = sorted(
        (one for one in filings if one.kind == COMPLAINT), key=lambda one: (one.sent_on, one.reference)
    )
    own = [one for one in known if one.whose == SAME]
    with_contact = [one for one in known if one.whose in (SAME, SHARED)]
    given = {"shared_contact": with_contact}
    return [Finding(factor, *_COUNTED[factor](given.get(factor, own), rule)) for factor in NO_DISPUTE_FACTORS]


def drafted(found: Iterable[Finding], day: dt.date) -> Text:
    """The facts as a text to begin with, for and against, for whoever proposes; without a factor, none. Numbers of
    other people's complaints stay out of it: the claimant will read it."""
    told = [one for one in found if one.speaks_for]
    if not told:
        return Text("", "")
    lines = [
        Text(f"{day}查阅本机构投诉记录：", f"From the complaints of this office, read on {day}:"),
        *(line for one in told for line in _told(one)),
    ]
    return Text("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))


def listed(filings: Iterable[Filing]) -> Text:
    """Numbers and dates, as far as a text bears them."""
    filings = list(filings)
    named = [f"{one.reference}（{one.sent_on}）" for one in filings[:_NAMED_AT_MOST]]
    plain = [f"{one.reference} ({one.sent_on})" for one in filings[:_NAMED_AT_MOST]]
    rest = len(filings) - len(named)
    return Text(
        "、".join(named) + (f"等{len(filings)}件" if rest else ""),
        ", ".join(plain) + (f" and {rest} more" if rest else ""),
    )


def _told(one: Finding) -> Iterable[Text]:
    yield Text(f"【{one.title.zh}】", f"[{one.title.en}]")
    for point in one.speaks_for:
        yield _line(point)
    for point in one.speaks_against:
        line = _line(point)
        yield Text(f"另一方面：{line.zh}", f"On the other hand: {line.en}")


def _line(point: Point) -> Text:
    numbers = listed(one for one in point.filings if one.whose == SAME)
    if not numbers.zh:
        return Text(f"{point.text.zh}。", f"{point.text.en}.")
    return Text(f"{point.text.zh}：{numbers.zh}。", f"{point.text.en}: {numbers.en}.")


# --- One factor each: (own complaints, rule) → for, against ---

Points = tuple[tuple[Point, ...], tuple[Point, ...]]


def _quantity(own: list[Filing], rule: Rule) -> Points:
    by_trader: dict[str, list[Filing]] = defaultdict(list)
    for one in own:
        if one.trader:
            by_trader[one.trader].append(one)
    often = [rows for rows in by_trader.values() if len(rows) >= rule.trader_count]
    speaks_for = tuple(
        Point(
            Text(
                f"针对“{rows[0].trader}”共投诉{len(rows)}次", f"{len(rows)} complaints about {rows[0].trader}"
            ),
            tuple(rows),
        )
        for rows in often
    )
    once = [rows[0] for rows in by_trader.values() if len(rows) == 1]
    return speaks_for, _point(
        once, "{n}家经营者各只被投诉一次", "{n} traders were each complained about once only"
    )


def _mass(own: list[Filing], rule: Rule) -> Points:
    densest = _densest(own, rule.mass_days)
    speaks_for: tuple[Point, ...] = ()
    if len(densest) >= rule.mass_count:
        days = f"{densest[0].sent_on}至{densest[-1].sent_on}"
        channels = "、".join(CHANNELS[code].zh for code in sorted({one.channel for one in densest}))
        text = Text(
            f"{days}共投诉{len(densest)}件，涉及{len({one.trader for one in densest})}家经营者，渠道：{channels}",
            f"{len(densest)} complaints from {densest[0].sent_on} to {densest[-1].sent_on} about "
            f"{len({one.trader for one in densest})} traders",
        )
        speaks_for = (Point(text, tuple(densest)), *_same_words(densest, rule))
    against = _point([one for one in own if one.was_agreed], "{n}件达成过协议", "{n} ended in an agreement")
    if own and not speaks_for:
        spread = Text(
            f"任何{rule.mass_days}天内最多{len(densest)}件，前后共{len(own)}件",
            f"never more than {len(densest)} within {rule.mass_days} days, {len(own)} in all",
        )
        against = (Point(spread, tuple(densest)), *against)
    return speaks_for, against


def _no_purchase(own: list[Filing], rule: Rule) -> Points:
    bare = [one for one in own if not one.paid and not one.papers]
    shown = [one for one in own if one.paid or one.papers]
    told = _point(
        bare, "{n}件没有写支付金额，也没有任何材料", "{n} name no amount paid and came without a paper"
    )
    return (
        told if len(bare) >= rule.bare_count else (),
        _point(shown, "{n}件写明支付金额或者附有材料", "{n} name an amount paid or came with papers"),
    )


def _shared_contact(known: list[Filing], rule: Rule) -> Points:
    people = {one.person for one in known if one.person}
    text = Text(
        f"{len(people)}个不同姓名使用同一电话或者地址，共{len(known)}件",
        f"{len(people)} different names with one phone number or address, {len(known)} complaints",
    )
    if len(people) >= rule.people_count:
        return (Point(text, tuple(known)),), ()
    few = Text(f"{text.zh}，可能是一家人", f"{text.en}; perhaps one household")
    return (), (Point(few, tuple(known)),) if len(people) > 1 else ()


def _other(_own: list[Filing], _rule: Rule) -> Points:
    return (), ()


_COUNTED: dict[str, Callable[[list[Filing], Rule], Points]] = {
    "quantity": _quantity,
    "mass": _mass,
    "no_purchase": _no_purchase,
    "shared_contact": _shared_contact,
    "other": _other,
}


def _densest(own: list[Filing], days: int) -> list[Filing]:
    """The most complaints in a row that lie within so many days."""
    best: list[Filing] = []
    first = 0
    for last, one in enumerate(own):
        while (one.sent_on - own[first].sent_on).days >= days:
            first += 1
        best = max(best, own[first : last + 1], key=len)
    return best


def _same_words(filings: list[Filing], rule: Rule) -> tuple[Point, ...]:
    """Of these the ones with the same conduct and the same request, word for word."""

    def words(one: Filing) -> tuple[str, ...]:
        return ("".join(one.request.split()), *sorted(one.conducts))

    alike = [list(rows) for _, rows in groupby(sorted(filings, key=words), key=words)]
    most = max(alike, key=len)
    if len(most) < rule.trader_count or not most[0].request:
        return ()
    return _point(
        most, "其中{n}件的行为和请求逐字相同", "{n} of them name the same conduct and the same request"
    )


def _point(filings: list[Filing], zh: str, en: str) -> tuple[Point, ...]:
    return (Point(Text(zh, en).format(n=len(filings)), tuple(filings)),) if filings else ()
