"""Every provision, version and branch against figures worked out from the articles (figures.csv).

Thresholds are tried just below, at and just above.
"""

from typing import Any

import pytest

from penalties.engine.assess import assess
from penalties.engine.loader import library
from tests.penalties.cases import figure_case, figures

ROWS = figures()


def answer(row: dict[str, str]) -> dict[str, Any]:
    result: dict[str, Any] = assess(figure_case(row))["acts"][0]
    return result["persons"][0] if row["who"] == "person" else result


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['provision']} {row['version']} {row['amounts']}")
def test_the_figures_are_those_of_the_article(row: dict[str, str]) -> None:
    result = answer(row)

    assert (result["outcome"], result["version"]) == (row["outcome"], row["version"])
    if row["outcome"] == "no_fine":
        assert result["fine"] is None
        return
    minimum = row["min"]
    assert result["fine"] == {
        "min": minimum,
        "max": row["max"],
        "lighter": [minimum, row["lighter_to"]],
        "ordinary": [row["ordinary_from"], row["ordinary_to"]],
        "heavier": [row["heavier_from"], row["max"]],
        "mitigated": None if minimum == "0.00" else ["0.00", minimum],
        "optional": row["optional"] == "yes",
    }


def test_no_provision_version_or_branch_was_left_out() -> None:
    told = {(row["provision"], row["version"]) for row in ROWS}

    recorded = {
        (provision.id, provision.version)
        for texts in library().schedules.values()
        for schedule in texts
        for provision in schedule.provisions.values()
        if provision.status is None
    }

    assert told == recorded
