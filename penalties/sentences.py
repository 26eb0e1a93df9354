"""The two sentences that a notice and a decision print: what was broken, and on what the penalty rests.

Always Chinese. The full name of a law stands at its first mention in a sentence, the short one after that.
``provision`` and ``schedule`` are the text of the law that was applied and its file (``case_facts.text_applied``).
"""

import re
from collections.abc import Sequence
from typing import Any

NUMERALS = "零一二三四五六七八九"


def violation(provision: Any, schedule: Any, chosen: str = "") -> str:
    """The conduct, the rule that it broke and the provision that punishes it. ``chosen`` is the ``zh`` of one of
    the rules that the statute file lists; without it the first, which is the usual one, stands."""
    breach = breach_of(provision, chosen)
    conduct = breach.zh if breach else re.split(r"[（(;；]", provision.zh)[0]
    law, rule = _broken(provision, schedule, breach)
    broken = f"违反了《{law}》{in_numerals(rule)}的规定，" if rule else ""
    punishing = provision.law_zh if law == schedule.full_zh and rule else schedule.full_zh
    return f"当事人{conduct}的行为，{broken}属于《{punishing}》{_article(provision, breach)}规定的违法行为。"


def basis(provision: Any, schedule: Any, chosen: str = "", also: Sequence[str] = ()) -> str:
    """The provision that punishes, and the articles of discretion used with it."""
    articles = [f"《{schedule.full_zh}》{_article(provision, breach_of(provision, chosen))}"]
    articles += [_in_full(in_numerals(article)) for article in also]
    return f"依据{'、'.join(articles)}的规定"


def breach_of(provision: Any, chosen: str = "") -> Any:
    """The rule broken, as the statute file has it, or None where the file lists none."""
    named = [breach for breach in provision.breaches if breach.zh == chosen]
    return next(iter([*named, *provision.breaches]), None)


def in_numerals(citation: str) -> str:
    """``第56条第1款`` as a document writes it: 第五十六条第一款."""
    return re.sub(r"第(\d+)", lambda found: f"第{_numeral(int(found[1]))}", citation)


def _article(provision: Any, breach: Any) -> str:
    return in_numerals(breach.item if breach and breach.item else provision.article)


def _broken(provision: Any, schedule: Any, breach: Any) -> tuple[str, str]:
    """Law and article of the rule; no article where none is on file that reads as one."""
    if breach:
        return breach.law or schedule.full_zh, breach.rule
    law, conduct = schedule.full_zh, provision.conduct
    for name, zh in {"Price Law": "价格法", "Metrology Law": "计量法"}.items():
        if conduct.startswith(name):
            law, conduct = f"中华人民共和国{zh}", conduct.replace(name, "arts", 1)
    plain = re.sub(r"\(\d+\)(-\(\d+\))?", "", conduct)
    found = re.fullmatch(r"arts? (\d+(?:-\d+)?(?:, ?\d+(?:-\d+)?)*)", plain)
    if found is None or not provision.is_verified:
        return law, ""
    parts = ["至".join(f"第{n}条" for n in part.strip().split("-")) for part in found[1].split(",")]
    return law, "、".join(parts)


def _in_full(citation: str) -> str:
    """《行政处罚法》 with the name of the state; the names of lower rules are already whole."""
    return re.sub(r"《((?!中华人民共和国)[^《》]*(?<!办)法)》", r"《中华人民共和国\1》", citation)


def _numeral(number: int) -> str:
    if number >= 100:
        return f"{NUMERALS[number // 100]}百{_after_hundred(number % 100)}"
    if number >= 20:
        return f"{NUMERALS[number // 10]}十{_unit(number)}"
    return f"十{_unit(number)}" if number >= 10 else NUMERALS[number]


def _after_hundred(rest: int) -> str:
    if rest == 0:
        return ""
    return f"零{NUMERALS[rest]}" if rest < 10 else f"{NUMERALS[rest // 10]}十{_unit(rest)}"


def _unit(number: int) -> str:
    return NUMERALS[number % 10] if number % 10 else ""
