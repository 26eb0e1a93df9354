"""What the public copy withholds: contact data, identity numbers, accounts, names that are given. Pure.

A masked place says what it hides, 【遮盖：电话】, so that nobody takes it for an error. It is a suggestion for
the officer who prepares the copy and the one who checks it, never their substitute.
"""

import re
from collections.abc import Iterable

IDENTITY = r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
PATTERNS = (
    ("身份证号", re.compile(rf"(?<![0-9A-Za-z]){IDENTITY}(?![0-9A-Za-z])")),
    ("账号", re.compile(r"(?<!\d)(?:\d{4}[ -]?){3,4}\d{3,4}(?![0-9A-Za-z])")),
    ("电话", re.compile(r"(?<![0-9A-Za-z])(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}-\d{7,8})(?!\d)")),
    ("邮箱", re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    (
        "车牌号",
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{5,6}(?![A-Z0-9])"
        ),
    ),
)
MASK = re.compile(r"【遮盖：([^】]*)】")


def mask(text: str, names: Iterable[str] = ()) -> str:
    """``text`` with every item of the list, and every name in ``names``, replaced by a mask that names it."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, "【遮盖：姓名】")
    for what, pattern in PATTERNS:
        text = pattern.sub(f"【遮盖：{what}】", text)
    return text


def masked_places(text: str) -> list[str]:
    """What the masks of ``text`` hide, in order."""
    return MASK.findall(text)
