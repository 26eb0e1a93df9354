"""Two years from the end of the act to its discovery (处罚法 art 36), the last day included."""

import datetime as dt

import pytest

from casework.models import Case

DAY = dt.date.fromisoformat
REST = {"not_fined_before": True, "defence_period_over": False}


@pytest.mark.parametrize(
    ("ended", "discovered", "within"),
    [
        ("2021-08-31", "2023-08-31", True),
        ("2021-08-31", "2023-09-01", False),
        ("2024-02-29", "2026-02-28", True),
        ("2024-02-29", "2026-03-01", False),
        ("2019-05-01", "2021-05-01", True),
        ("2019-05-01", "2021-05-02", False),
    ],
)
def test_the_last_day_counts_and_the_next_does_not(ended, discovered, within):
    case = Case(act_ended_on=DAY(ended), received_on=DAY(discovered))
    assert case.facts_with(REST)["within_limitation"] is within


def test_an_act_whose_end_is_not_known_is_not_barred():
    assert Case(received_on=DAY("2026-01-01")).facts_with(REST)["within_limitation"]
