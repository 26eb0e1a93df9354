"""3% a day of what was late, not above it; stayed days not counted (处罚法 72, 73; 行政强制法 45)."""

from typing import Any

import pytest

from penalties.engine import trace
from penalties.engine.facts import InputError
from penalties.engine.surcharge import surcharge

DEBT = {
    "fine": "30000.00",
    "received_on": "2024-01-10",
    "payments": [],
    "as_of": "2024-02-20",
}  # due 2024-01-25


def answer(**changes: Any) -> dict[str, Any]:
    return surcharge({**DEBT, **changes})


def paid(on: str, amount: str = "30000.00") -> dict[str, str]:
    return {"on": on, "amount": amount}


def test_a_late_payment_with_a_stay() -> None:
    result = answer(payments=[paid("2024-02-20")], stays=[["2024-02-01", "2024-02-10"]])

    assert result["items"] == [
        {
            "due_on": "2024-01-25",
            "unpaid": "30000.00",
            "days_late": 26,
            "stayed_days": 10,
            "surcharge": "14400.00",
            "capped": False,
        }
    ]
    assert (result["due_on"], result["surcharge"], result["capped"]) == ("2024-01-25", "14400.00", False)


def test_paid_on_the_last_day_costs_nothing() -> None:
    result = answer(payments=[paid("2024-01-25")])

    assert (result["surcharge"], result["items"][0]["unpaid"], result["items"][0]["days_late"]) == (
        "0.00",
        "0.00",
        0,
    )


@pytest.mark.parametrize(
    ("as_of", "amount", "capped"),
    [
        ("2024-01-25", "0.00", False),
        ("2024-01-26", "900.00", False),
        ("2024-02-27", "29700.00", False),
        ("2024-02-28", "30000.00", True),
        ("2025-02-28", "30000.00", True),
    ],
)
def test_an_open_fine_runs_to_its_ceiling_on_day_34(as_of: str, amount: str, capped: bool) -> None:
    result = answer(as_of=as_of)

    assert (result["surcharge"], result["capped"]) == (amount, capped)


@pytest.mark.parametrize(
    ("stays", "stayed"),
    [
        ([["2024-02-01", "2024-02-10"], ["2024-02-05", "2024-02-12"]], 12),
        ([["2024-02-01", "2024-02-01"]], 1),
        ([["2024-01-01", "2024-01-25"]], 0),
        ([["2024-01-20", "2024-01-26"]], 1),
        ([["2024-02-20", "2024-03-20"]], 1),
        ([["2024-01-01", "2024-12-31"]], 26),
    ],
)
def test_only_days_after_the_due_date_count_and_once(stays: list[list[str]], stayed: int) -> None:
    assert answer(stays=stays)["items"][0]["stayed_days"] == stayed


def test_the_due_date_runs_past_a_holiday_but_not_past_a_weekend() -> None:
    assert answer(received_on="2026-06-05", as_of="2026-07-01")["due_on"] == "2026-06-22"
    assert answer(received_on="2024-03-01", as_of="2024-07-01")["due_on"] == "2024-03-16"  # a Saturday


def test_a_year_without_its_holiday_notice_is_provisional() -> None:
    assert answer(received_on="2030-01-10", as_of="2030-07-01")["provisional"] is True
    assert answer()["provisional"] is False


PLAN = [
    {"due_on": day, "amount": "5000.00"} for day in ("2025-06-30", "2025-07-31", "2025-08-31", "2025-09-30")
]


def test_each_instalment_has_its_own_due_date() -> None:
    on_time = [paid(day, "5000.00") for day in ("2025-06-30", "2025-08-20", "2025-08-31", "2025-09-30")]
    result = answer(
        fine="20000.00", received_on="2025-06-01", instalments=PLAN, payments=on_time, as_of="2025-09-30"
    )

    assert [item["surcharge"] for item in result["items"]] == ["0.00", "3000.00", "0.00", "0.00"]
    assert result["surcharge"] == "3000.00"


def test_a_payment_settles_the_oldest_due_date_first() -> None:
    one_payment = [paid("2025-08-10", "12000.00")]
    result = answer(
        fine="20000.00", received_on="2025-06-01", instalments=PLAN, payments=one_payment, as_of="2025-09-05"
    )

    assert [(item["unpaid"], item["days_late"]) for item in result["items"]] == [
        ("5000.00", 41),
        ("5000.00", 10),
        ("3000.00", 5),
        ("0.00", 0),
    ]
    assert [item["capped"] for item in result["items"]] == [True, False, False, False]


def test_what_is_paid_on_time_is_never_late() -> None:
    result = answer(payments=[paid("2024-01-20", "10000.00")])

    assert (result["items"][0]["unpaid"], result["surcharge"]) == ("20000.00", "15600.00")


def test_parts_paid_late_are_counted_to_their_own_day() -> None:
    result = answer(payments=[paid("2024-02-04", "10000.00"), paid("2024-02-14", "20000.00")])

    assert result["surcharge"] == "15000.00"  # 10,000 x 3% x 10 + 20,000 x 3% x 20
    assert result["items"][0]["unpaid"] == "30000.00"


def test_a_payment_after_the_day_asked_about_does_not_count() -> None:
    assert answer(payments=[paid("2024-02-21")]) == answer()


def test_before_the_compulsion_law_no_ceiling_was_written() -> None:
    old = answer(received_on="2010-01-04", as_of="2010-06-01")

    assert float(old["surcharge"]) > 30000
    assert old["capped"] is False


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"fine": "30000"}, "fine"),
        ({"fine": 30000}, "fine"),
        ({"received_on": "x"}, "received_on"),
        ({"as_of": "2024-01-09"}, "as_of"),
        ({"payments": None}, "payments"),
        ({"payments": [{"on": "2024-02-20"}]}, "payments[0].amount"),
        ({"payments": [paid("2024-02-20", "0.00")]}, "payments[0].amount"),
        ({"payments": [{**paid("2024-02-20"), "by": "x"}]}, "payments[0].by"),
        ({"stays": [["2024-02-10", "2024-02-01"]]}, "stays[0]"),
        ({"stays": ["2024-02-10"]}, "stays[0]"),
        ({"instalments": [{"due_on": "2024-03-01", "amount": "1.00"}]}, "instalments"),
        ({"rate": "0.03"}, "rate"),
    ],
)
def test_wrong_input_is_named(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as error:
        answer(**change)

    assert field in str(error.value)


def test_payments_must_be_told_even_if_there_were_none() -> None:
    with pytest.raises(InputError, match="payments"):
        surcharge({key: value for key, value in DEBT.items() if key != "payments"})


def test_the_explanation_names_the_law_and_computes() -> None:
    steps = answer(stays=[["2024-02-01", "2024-02-10"]])["steps"]

    assert trace.to_json(trace.from_json(steps)) == steps
    assert any("行政强制法" in text and "14,400.00元" in text for text in trace.paragraphs(steps, "zh"))
