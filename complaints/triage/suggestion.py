"""What a rule of triage says. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.kernel.lifecycle import Text


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``value`` is what the form is filled with, or the code of the rule; ``what`` and ``why`` are for the
    officer."""

    value: str
    what: Text
    why: Text
    law: str = ""


def said(words: Iterable[str], *texts: str) -> list[str]:
    """Those of the words that stand in the texts."""
    return [word for word in words if any(word in text for text in texts)]


def quoted(words: Iterable[str]) -> str:
    return "”“".join(words)


def because_it_says(found: Iterable[str]) -> Text:
    return Text(f"经过里写到“{quoted(found)}”", f"The story says “{quoted(found)}”")
