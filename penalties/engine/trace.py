"""The explanation is the computation: a tree of steps whose root is the result.

A step holds what it is about, the law it rests on, its value and the steps it was computed from. It redoes
its own arithmetic when it is built, from stored JSON too, and the tree carries a seal over every word of it:
a tree in which one digit was changed cannot be loaded.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from penalties.engine import render
from penalties.engine.money import exact
from penalties.engine.operations import OPERATIONS

GIVEN = "given"
_FIELDS = ("label", "law", "value", "op", "about", "by", "because")


class TraceError(ValueError):
    """The stored explanation does not compute: it was changed, or it is not one."""


@dataclass(frozen=True, slots=True)
class Step:
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

    def __post_init__(self) -> None:
        if self.op == GIVEN:
            if self.because:
                raise TraceError(f"{self.label}: a given value is not computed from anything")
        elif self.value != _computed(self.op, self.label, self.because):
            raise TraceError(f"{self.label}: {self.value!r} does not follow from the steps below it")


def _computed(op: str, label: str, because: Sequence[Step]) -> Any:
    if op not in OPERATIONS:
        raise TraceError(f"{label}: unknown operation {op!r}")
    try:
        return OPERATIONS[op](because)
    except (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise TraceError(f"{label}: the steps below it cannot be computed ({error!r})") from error


def given(label: str, value: Any, *, law: str = "", about: str = "", by: str = "law") -> Step:
    """A leaf: a fact of the case, a number of the law, or a choice of the officer."""
    return Step(label, value, law=law, about=about, by=by)


def computed(label: str, op: str, *because: Step, law: str = "", about: str = "") -> Step:
    """A step whose value follows from the steps below it."""
    return Step(label, OPERATIONS[op](because), because, law, op, about)


def to_json(root: Step) -> dict[str, Any]:
    """The tree as plain objects, sealed."""
    node = _node(root)
    return {**node, "seal": _seal(node)}


def from_json(stored: Any) -> Step:
    """The tree again, every step recomputed; ``TraceError`` where anything in it was changed."""
    if isinstance(stored, str):
        try:
            stored = json.loads(stored)
        except ValueError as error:
            raise TraceError(f"not JSON: {error}") from error
    if not isinstance(stored, dict):
        raise TraceError("an explanation is an object")
    node = {key: value for key, value in stored.items() if key != "seal"}
    with exact():
        root = _step(node)
    if stored.get("seal") != _seal(node):
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


def _node(step: Step) -> dict[str, Any]:
    node: dict[str, Any] = {"label": step.label, "law": step.law, "value": step.value, "op": step.op}
    if step.about:
        node["about"] = step.about
    if step.by:
        node["by"] = step.by
    node["because"] = [_node(child) for child in step.because]
    return node


def _step(node: Any) -> Step:
    if not isinstance(node, dict) or not {"label", "law", "value", "op", "because"} <= set(node):
        raise TraceError("a step needs label, law, value, op and because")
    if unknown := set(node) - set(_FIELDS):
        raise TraceError(f"{node['label']}: unknown field {sorted(unknown)[0]!r}")
    if not isinstance(node["because"], list):
        raise TraceError(f"{node['label']}: because is a list")
    because = tuple(_step(child) for child in node["because"])
    return Step(
        node["label"],
        node["value"],
        because,
        node["law"],
        node["op"],
        node.get("about", ""),
        node.get("by", ""),
    )


def _seal(node: dict[str, Any]) -> str:
    text = json.dumps(node, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
