"""Reading the engine's trace: the steps of an act, by their labels."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from penalties import case_facts

Node = dict[str, Any]


def candidate_of(act: Mapping[str, Any]) -> Node:
    """The step of the norm and version under which the act is punished."""
    norms = [
        step
        for step in walk(act["steps"])
        if step["label"] == "candidate"
        and isinstance(step["value"], dict)
        and step["value"]["norm"] == act["norm"]
    ]
    texts = [
        s for s in walk(norms[0]) if s["op"] == "under_version" and s["value"]["version"] == act["version"]
    ]
    return texts[0] if texts else norms[0]


def text_of(act: Mapping[str, Any]) -> tuple[Any, Any]:
    """The text of the law that was applied, and the statute file it stands in."""
    days = [day_in(act, "ended_on"), day_in(act, "decided_on")]
    return case_facts.text_applied(act["norm"], act["version"], days)


def day_in(act: Mapping[str, Any], label: str) -> dt.date:
    return dt.date.fromisoformat(first_step(act["steps"], label)["value"])


def answer_of(act: Mapping[str, Any]) -> Node:
    """The answer with the engine's own codes of reasons."""
    value: Node = act["steps"]["value"]
    return value


def settled_step(act: Mapping[str, Any]) -> Node:
    return first_step(act["steps"], "settled")


def walk(step: Mapping[str, Any]) -> Iterator[Node]:
    yield dict(step)
    for child in step.get("because", ()):
        yield from walk(child)


def first_step(step: Mapping[str, Any], label: str) -> Node:
    """The first step of that label, or an empty one."""
    return next((found for found in walk(step) if found["label"] == label), {})
