"""The explanation is the computation: a tree of steps whose root is the result.

A step holds what it is about, the law it rests on, its value and the steps it was computed from. Stored as
JSON, the tree carries a seal over every word and every given value of it; when it is loaded every step redoes
its own arithmetic. A tree in which one digit was changed cannot be loaded.
"""

import hashlib
import json
from functools import lru_cache
from typing import Any, NamedTuple

from penalties.engine import render
from penalties.engine.money import exact
from penalties.engine.operations import OPERATIONS

GIVEN = "given"
_WORDS = ("label", "law", "op", "about", "by")
_canonical = json.JSONEncoder(check_circular=False, sort_keys=True, separators=(",", ":")).encode
_new = tuple.__new__  # what a NamedTuple calls too, without its call in between: there are many steps


class TraceError(ValueError):
    """The stored explanation does not compute: it was changed, or it is not one."""


class Step(NamedTuple):
    """``op`` names the arithmetic (``given`` for a leaf), ``about`` the fact, norm or flag in question,
    ``by`` who a given value comes from: ``evidence``, ``law`` or ``officer``.
    """

    label: str
    value: Any
    because: "tuple[Step, ...]" = ()
    law: str = ""
    op: str = GIVEN
    about: str = ""
    by: str = ""


def given(label: str, value: Any, *, law: str = "", about: str = "", by: str = "law") -> Step:
    """A leaf: a fact of the case, a number of the law, or a choice of the officer."""
    return _new(Step, (label, value, (), law, GIVEN, about, by))


def computed(label: str, op: str, *because: Step, law: str = "", about: str = "") -> Step:
    """A step whose value follows from the steps below it."""
    return _new(Step, (label, OPERATIONS[op](because), because, law, op, about, ""))


def to_json(root: Step) -> dict[str, Any]:
    """The tree as plain objects, sealed."""
    words: list[str] = []
    values: list[Any] = []
    node = _node(root, words, values)
    words.append(_canonical(values))
    return {**node, "seal": hashlib.sha256("\n".join(words).encode()).hexdigest()}


def from_json(stored: Any) -> Step:
    """The tree again, every step recomputed; ``TraceError`` where anything in it was changed."""
    if isinstance(stored, str):
        try:
            stored = json.loads(stored)
        except ValueError as error:
            raise TraceError(f"not JSON: {error}") from error
    if not isinstance(stored, dict):
        raise TraceError("an explanation is an object")
    with exact():
        root = _step({key: value for key, value in stored.items() if key != "seal"})
    if stored.get("seal") != to_json(root)["seal"]:
        raise TraceError("the seal does not fit: the explanation was changed after it was made")
    return root


def paragraphs(steps: dict[str, Any], lang: str) -> list[str]:
    """The explanation to read, in ``zh`` or ``en``; ``TraceError`` where the stored steps do not compute."""
    from_json(steps)
    return render.paragraphs(steps, lang)


def rows(steps: dict[str, Any], lang: str) -> list[dict[str, Any]]:
    """Every step as a table row (``depth``, ``label``, ``value``, ``law``, ``by``), in ``zh`` or ``en``."""
    from_json(steps)
    return render.rows(steps, lang)


def cited_files(steps: dict[str, Any]) -> dict[str, str]:
    """The statute files that the steps rest on, with the sha256 of each; a decision freezes them."""
    cited = {steps["value"]: steps["about"]} if steps["label"] == "statute_file" else {}
    for child in steps["because"]:
        cited |= cited_files(child)
    return cited


def _node(step: Step, words: list[str], values: list[Any]) -> dict[str, Any]:
    """The step as a plain object; adds what the seal covers, from the top down."""
    label, value, because, law, op, about, by = step
    words.append(_sealed(label, law, op, about, by, len(because)))
    if type(value) is list:
        value = value.copy()  # the step may be one that is shared by all cases
    node: dict[str, Any] = {"label": label, "law": law, "value": value, "op": op}
    if about:
        node["about"] = about
    if by:
        node["by"] = by
    if op == GIVEN:
        values.append(value)
    node["because"] = [_node(child, words, values) for child in because] if because else []
    return node


@lru_cache(maxsize=10_000)
def _sealed(*words: str | int) -> str:
    """The words of one step; most are words of the law, the same for every case."""
    return _canonical(words)


def _step(node: Any) -> Step:
    """One stored step and those below it, recomputed."""
    if not isinstance(node, dict) or not {"label", "law", "value", "op", "because"} <= set(node):
        raise TraceError("a step needs label, law, value, op and because")
    if unknown := set(node) - {*_WORDS, "value", "because"}:
        raise TraceError(f"{node['label']}: unknown field {sorted(unknown)[0]!r}")
    label, law, op, about, by = (node.get(word, "") for word in _WORDS)
    if not all(isinstance(word, str) for word in (label, law, op, about, by)):
        raise TraceError(f"{label}: {', '.join(_WORDS)} are texts")
    if not isinstance(node["because"], list):
        raise TraceError(f"{label}: because is a list")
    because = tuple(_step(child) for child in node["because"])
    if op == GIVEN and because:
        raise TraceError(f"{label}: a given value is not computed from anything")
    value = node["value"]
    if op != GIVEN and _canonical(value) != _canonical(_computed(op, label, because)):
        raise TraceError(f"{label}: {value!r} does not follow from the steps below it")
    return Step(label, value, because, law, op, about, by)


def _computed(op: str, label: str, because: tuple[Step, ...]) -> Any:
    if op not in OPERATIONS:
        raise TraceError(f"{label}: unknown operation {op!r}")
    try:
        return OPERATIONS[op](because)
    except (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise TraceError(f"{label}: the steps below it cannot be computed ({error!r})") from error
