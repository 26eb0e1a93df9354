"""Complaint, report or both: told from three plain questions, never from a word of law. Pure.

Article 3 of either rule: a complaint is the dispute of somebody who bought for daily life and asks us to settle
it; a report is anybody's clue that a trader breaks the law.
"""

from dataclasses import dataclass

from casework.kernel.lifecycle import Text
from complaints.lifecycle.kinds import BOTH, COMPLAINT, REPORT


@dataclass(frozen=True, slots=True)
class Wish:
    """One row: the answers, what they come to (empty: nothing that we can take in), and why."""

    bought: bool
    """Bought or used it for their own daily life."""
    redress: bool
    """Wants money back, a replacement or compensation."""
    look_into: bool
    """Wants us to look into the trader."""
    kind: str
    why: Text


_MEDIATE = Text("我们居中调解您和商家的争议。", "We mediate between you and the trader.")
_VERIFY = Text("我们核查这个商家有没有违法。", "We verify whether the trader broke the law.")
_TWO = Text(
    "既调解您和商家的争议，也核查商家：分两件办，各有编号。",
    "We mediate and we verify: two matters with a number each.",
)
_NOTHING = Text(
    "请至少选一样：要退赔，或者要我们查这个商家。",
    "Please choose one at least: your money back, or that we look into the trader.",
)
_NOT_A_CONSUMER = Text(
    "只有为生活需要购买、使用的，我们才能调解；其他争议可以协商、申请仲裁或者向法院起诉。商家违法的，请选要我们查。",
    "We can mediate only what was bought or used for daily life; other disputes can be negotiated, arbitrated or "
    "taken to court. If the trader breaks the law, choose that we look into it.",
)
_VERIFY_ONLY = Text(
    "我们核查这个商家；退赔要通过协商、仲裁或者诉讼，因为不是为生活需要购买的。",
    "We verify the trader; for your money negotiate, arbitrate or go to court, as it was not bought for daily life.",
)

WISHES = (
    #    bought redress look_into
    Wish(True, True, True, BOTH, _TWO),
    Wish(True, True, False, COMPLAINT, _MEDIATE),
    Wish(True, False, True, REPORT, _VERIFY),
    Wish(True, False, False, "", _NOTHING),
    Wish(False, True, True, REPORT, _VERIFY_ONLY),
    Wish(False, True, False, "", _NOT_A_CONSUMER),
    Wish(False, False, True, REPORT, _VERIFY),
    Wish(False, False, False, "", _NOTHING),
)
_BY_ANSWERS = {(wish.bought, wish.redress, wish.look_into): wish for wish in WISHES}


def wish_of(bought: bool, redress: bool, look_into: bool) -> Wish:
    return _BY_ANSWERS[bought, redress, look_into]
