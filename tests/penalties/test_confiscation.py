"""What is confiscated: gains as found less refunds; the base of the fine does not shrink."""

import pytest

from tests.penalties.cases import act


@pytest.mark.parametrize(
    ("gains", "refunded", "confiscated"),
    [
        ("374401.41", "251391.32", "123010.09"),
        ("374401.41", "374401.41", "0.00"),
        ("100.00", "100.01", "0.00"),
        ("100.005", "none", "100.01"),
        ("100.00", "unknown", None),
        ("none", "none", None),
        ("unknown", "none", None),
        ("0.00", "none", None),
    ],
)
def test_gains_less_refunds(gains: str, refunded: str, confiscated: str | None) -> None:
    answer = act("PRICE-9", amounts={"illegal_gains": gains, "refunded": refunded})

    assert answer["confiscate"] == confiscated


def test_a_refund_does_not_shrink_the_base_of_the_fine() -> None:
    full = {"illegal_gains": "374401.41", "refunded": "374401.41"}

    assert act("PRICE-9", amounts=full)["fine"]["max"] == "1872007.05"


@pytest.mark.parametrize("norm", ["AD-55-3", "AD-57-agent", "AD-58-3"])
def test_agents_and_publishers_lose_the_fee(norm: str) -> None:
    assert act(norm, amounts={"ad_cost": "7400.00", "illegal_gains": "1.00"})["confiscate"] == "7400.00"


def test_a_floor_of_the_fine_does_not_raise_the_confiscation() -> None:
    assert act("DAL-122", amounts={"illegal_gains": "5000.00"})["confiscate"] == "5000.00"


def test_the_penalty_law_of_2021_confiscates_where_the_article_is_silent() -> None:
    gains = {"illegal_gains": "5000.00"}

    after = act("ECL-78", amounts=gains)
    before = act("ECL-78", ended_on="2021-07-14", decided_on="2021-08-01", amounts=gains)

    assert (after["confiscate"], before["confiscate"]) == ("5000.00", None)


def test_without_a_penalty_nothing_is_confiscated() -> None:
    facts = {"minor": True, "corrected_in_time": True, "harm": "none"}

    assert act("PRICE-9", amounts={"illegal_gains": "5000.00"}, facts=facts)["confiscate"] is None


def test_gains_are_confiscated_also_while_no_fine_may_be_imposed() -> None:
    answer = act("MER-43", amounts={"illegal_gains": "5000.00"}, facts={"refused_to_correct": False})

    assert (answer["outcome"], answer["confiscate"]) == ("no_fine", "5000.00")


@pytest.mark.parametrize(
    ("decided_on", "rule"), [("2026-03-19", "37号"), ("2026-03-20", "案件违法所得认定办法》")]
)
def test_the_explanation_names_the_rule_on_gains_of_the_day(decided_on: str, rule: str) -> None:
    answer = act("PRICE-9", decided_on=decided_on, amounts={"illegal_gains": "5000.00"})

    assert rule in str(answer["steps"])
