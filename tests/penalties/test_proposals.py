"""The officer's amount against the law: bands closed at both ends, below the minimum only with a ground."""

import pytest

from tests.penalties.cases import act

GROUND = "32.1-harm-removed"
HARSHER = "may-heavier-instigated"


def proposed(amount: str, **changes: object) -> dict:
    return act("AD-57-advertiser", proposed_fine=amount, **changes)["proposed"]  # 200,000-1,000,000


@pytest.mark.parametrize(
    ("amount", "tiers", "position"),
    [
        ("200000.00", ["lighter"], "0.00"),
        ("439999.99", ["lighter"], "30.00"),
        ("440000.00", ["lighter", "ordinary"], "30.00"),
        ("440000.01", ["ordinary"], "30.00"),
        ("600000.00", ["ordinary"], "50.00"),
        ("760000.00", ["ordinary", "heavier"], "70.00"),
        ("1000000.00", ["heavier"], "100.00"),
    ],
)
def test_an_amount_on_a_cut_point_lies_in_both_bands(amount: str, tiers: list[str], position: str) -> None:
    answer = proposed(amount)

    assert (answer["verdict"], answer["tiers"], answer["position_pct"]) == ("within", tiers, position)


@pytest.mark.parametrize(
    ("amount", "tier", "factors", "verdict"),
    [
        ("199999.99", None, [GROUND], "below_minimum"),
        ("199999.99", "lighter", [GROUND], "below_minimum"),
        ("199999.99", "mitigated", [], "needs_ground"),
        ("199999.99", "mitigated", [HARSHER], "needs_ground"),
        ("199999.99", "mitigated", [GROUND], "within"),
        ("0.01", "mitigated", ["may-hardship"], "within"),
        ("0.00", "mitigated", [GROUND], "below_minimum"),
        ("1000000.01", None, [], "above_maximum"),
        ("1000000.01", "mitigated", [GROUND], "above_maximum"),
    ],
)
def test_outside_the_range(amount: str, tier: str | None, factors: list[str], verdict: str) -> None:
    assert proposed(amount, tier=tier, factors=factors)["verdict"] == verdict


def test_an_amount_below_the_minimum_lies_in_the_mitigated_band() -> None:
    assert proposed("100000.00")["tiers"] == ["mitigated"]
    assert proposed("0.00")["tiers"] == []


def test_nothing_is_a_lawful_choice_where_the_minimum_is_nothing() -> None:
    answer = act("AD-59", proposed_fine="0.00")["proposed"]

    assert (answer["verdict"], answer["tiers"], answer["position_pct"]) == ("within", ["lighter"], "0.00")


def test_a_cut_point_inside_a_fen_belongs_to_no_amount() -> None:
    for amount, tiers in (("45678.97", ["lighter"]), ("45678.98", ["ordinary"])):
        answer = act("CPL-56-dignity", amounts={"illegal_gains": "12345.67"}, proposed_fine=amount)
        assert answer["proposed"]["tiers"] == tiers


def test_a_fixed_sum_has_no_position_and_lies_in_every_band() -> None:
    answer = act("TM-53", proposed_fine="100000.00")["proposed"]

    assert (answer["tiers"], answer["position_pct"]) == (["lighter", "ordinary", "heavier"], None)
    assert act("TM-53", proposed_fine="99999.99")["proposed"]["verdict"] == "below_minimum"


def test_a_fixed_share_with_parts_of_a_fen_is_paid_to_the_fen() -> None:
    answer = act(
        "SEL-91",
        party={"kind": "individual"},
        amounts={"prior_year_personal_income": "123456.78"},  # 30% = 37,037.034
        facts={"accident": "general"},
        proposed_fine="37037.03",
    )

    assert answer["fine"]["min"] == answer["fine"]["max"] == "37037.03"
    assert answer["proposed"]["verdict"] == "within"


def test_without_a_power_to_fine_no_amount_is_allowed() -> None:
    shut = act("FSL-126", facts={"refused_to_correct": False}, proposed_fine="5000.00")
    reserved = act("AML-47-57", proposed_fine="5000.00")

    assert shut["proposed"] == {
        "amount": "5000.00",
        "verdict": "not_allowed",
        "tiers": [],
        "position_pct": None,
    }
    assert reserved["proposed"]["verdict"] == "not_allowed"


@pytest.mark.parametrize(
    ("factors", "tiers"),
    [
        ([], ["ordinary"]),
        ([GROUND], ["mitigated", "lighter"]),
        (["may-cooperated"], ["mitigated", "lighter", "ordinary"]),
        ([HARSHER], ["ordinary", "heavier"]),
        (["must-heavier-other-law"], ["heavier"]),
        (["must-heavier-other-law", GROUND], ["mitigated", "lighter", "ordinary", "heavier"]),
    ],
)
def test_factors_open_tiers_and_a_person_chooses(factors: list[str], tiers: list[str]) -> None:
    assert act("AD-57-advertiser", factors=factors)["tiers_open"] == tiers
