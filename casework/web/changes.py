"""What was changed between two wordings, clause by clause. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

CLAUSE = re.compile(r"[^，。；：、,.;:\n]*[，。；：、,.;:\n]|[^，。；：、,.;:\n]+")


@dataclass(frozen=True)
class Change:
    """``kind`` is 'same', 'added' or 'removed'."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Change]:
    """The wording ``after`` with what was taken out of ``before`` in its place; joined without the removed
    parts it is ``after`` again."""
    old, new = CLAUSE.findall(before), CLAUSE.findall(after)
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("same", "".join(new[c:d])))
            continue
        if b > a:
            found.append(Change("removed", "".join(old[a:b])))
        if d > c:
            found.append(Change("added", "".join(new[c:d])))
    return found
