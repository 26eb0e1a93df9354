"""Two scenarios beside each other: what was answered differently, and what follows.

``compare`` takes two sides, each with ``answers`` (label → words) and ``lines`` (label → lines of words), and gives
rows of ``label``, ``a``, ``b``: pairs of (line, whether the other side has it too).
"""

from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def compare(a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, list[Row]]:
    """``changed``: answers that differ; ``differing`` and ``same``: what the law makes of them."""
    answers = _rows({k: [v] for k, v in a["answers"].items()}, {k: [v] for k, v in b["answers"].items()})
    results = _rows(a["lines"], b["lines"])
    return {
        "changed": [row for row in answers if row["differs"]],
        "differing": [row for row in results if row["differs"]],
        "same": [row for row in results if not row["differs"]],
    }


def _rows(a: Mapping[str, Sequence[str]], b: Mapping[str, Sequence[str]]) -> list[Row]:
    rows = []
    for label in dict.fromkeys([*a, *b]):
        left, right = a.get(label, ()), b.get(label, ())
        rows.append(
            {
                "label": label,
                "a": [(line, line in right) for line in left],
                "b": [(line, line in left) for line in right],
                "differs": list(left) != list(right),
            }
        )
    return rows
