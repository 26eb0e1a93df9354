"""Cases for the engine's tests: the smallest input that the command line accepts, and what changes in it."""

import csv
from pathlib import Path
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


def figures() -> list[dict[str, str]]:
    """The rows of figures.csv: every provision, version and branch, with the figures of its article."""
    with (Path(__file__).parent / "figures.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def figure_case(row: dict[str, str]) -> dict[str, Any]:
    """The case that a row of figures.csv is about; ``who`` = person: the row is about a responsible person."""
    return case(
        row["provision"],
        ended_on=row["ended_on"],
        decided_on=row["decided_on"],
        level=row["level"],
        party={"kind": row["party"]},
        grade=row["grade"],
        amounts=_pairs(row["amounts"]),
        facts={
            key: {"true": True, "false": False}.get(value, value)
            for key, value in _pairs(row["facts"]).items()
        },
        persons=[person(amounts=_pairs(row["person_amounts"]))] if row["who"] == "person" else [],
    )


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split())
