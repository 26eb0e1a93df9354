"""Which text was in force on a day: first and last day of each, and the day before (versions.csv)."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from penalties.engine.facts import NoSingleAnswer
from penalties.engine.loader import library

ROWS = list(csv.DictReader((Path(__file__).parent / "versions.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['provision']} {row['day']}")
def test_the_day_chooses_the_text(row: dict[str, str]) -> None:
    day = dt.date.fromisoformat(row["day"])
    if row["version"] == "nothing":
        with pytest.raises(NoSingleAnswer, match=row["provision"]):
            library().provision(row["provision"], day)
    else:
        assert library().provision(row["provision"], day).version == row["version"]
