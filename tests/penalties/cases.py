"""Cases for the engine's tests: the smallest input that the command line accepts, and what changes in it."""

from typing import Any

from penalties.engine.assess import assess

ACT = {"id": "a1", "ended_on": "2024-03-01"}


def case(*norms: str, **changes: Any) -> dict[str, Any]:
    """A case of one act; keys of the case itself are told from keys of the act by name."""
    of_case = {
        key: changes.pop(key) for key in ("decided_on", "level", "party", "authority") if key in changes
    }
    return {
        "case": "T",
        "decided_on": "2024-05-01",
        "party": {"kind": "unit"},
        **of_case,
        "acts": [{**ACT, "norms": list(norms), **changes}],
    }


def act(*norms: str, **changes: Any) -> dict[str, Any]:
    """The answer for the one act of ``case``."""
    answer: dict[str, Any] = assess(case(*norms, **changes))["acts"][0]
    return answer


def person(**changes: Any) -> dict[str, Any]:
    return {"id": "p1", "role": "principal", "amounts": {}, "facts": {}, **changes}


def bounds(answer: dict[str, Any]) -> tuple[str, str]:
    return answer["fine"]["min"], answer["fine"]["max"]
