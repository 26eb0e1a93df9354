"""What the officer must be told beside the figures."""

from typing import Any

import pytest

from tests.penalties.cases import act


def flags(*norms: str, **changes: Any) -> list[str]:
    return list(act(*norms, **changes)["flags"])


@pytest.mark.parametrize(
    ("party", "amount", "raised"),
    [
        ("unit", "99999.99", False),
        ("unit", "100000.00", True),
        ("individual", "9999.99", False),
        ("individual", "10000.00", True),
        ("sole_trader", "10000.00", True),
    ],
)
def test_the_right_to_a_hearing_hangs_on_the_proposed_fine(party: str, amount: str, raised: bool) -> None:
    assert ("hearing_right" in flags("AD-59", party={"kind": party}, proposed_fine=amount)) is raised


def test_without_a_proposal_the_maximum_decides() -> None:
    assert "hearing_right" in flags("AD-59")
    assert "hearing_right" not in flags("AD-62")


def test_another_authority_has_its_own_sums() -> None:
    own = {"party": {"kind": "individual"}, "decided_on": "2025-03-01", "proposed_fine": "5000.00"}

    assert "hearing_right" in flags("AD-59", authority="CN-GD", **own)
    assert "hearing_right" not in flags("AD-59", **own)


@pytest.mark.parametrize(
    ("value", "raised"), [("9899.99", False), ("9900.00", True), ("10100.00", True), ("10100.01", False)]
)
def test_within_one_per_cent_of_a_threshold(value: str, raised: bool) -> None:
    assert ("near_threshold" in flags("FSL-124", amounts={"goods_value": value})) is raised


@pytest.mark.parametrize(("gains", "raised"), [("99.99", True), ("100.00", False)])
def test_a_derisory_maximum(gains: str, raised: bool) -> None:
    assert ("derisory_maximum" in flags("CPL-56-dignity", amounts={"illegal_gains": gains})) is raised


def test_small_gains_without_another_branch_are_not_called_derisory() -> None:
    old = flags("COS-59", ended_on="2019-01-01", decided_on="2019-03-01", amounts={"illegal_gains": "1.00"})

    assert "derisory_maximum" not in old


@pytest.mark.parametrize(("level", "raised"), [("district", True), ("city", False), ("province", False)])
def test_large_food_fines_are_for_the_city(level: str, raised: bool) -> None:
    assert ("refer_to_city" in flags("FSL-124", level=level, amounts={"goods_value": "30000.00"})) is raised


@pytest.mark.parametrize(("amount", "raised"), [("299999.99", False), ("300000.00", True)])
def test_the_limit_is_judged_by_the_proposed_fine(amount: str, raised: bool) -> None:
    answer = act("FSL-124", amounts={"goods_value": "20000.00"}, proposed_fine=amount)

    assert ("refer_to_city" in answer["flags"]) is raised
    assert answer["fine"] is not None


def test_before_the_regulation_of_2019_food_fines_had_no_such_limit() -> None:
    days = {"ended_on": "2019-06-01", "decided_on": "2019-11-30"}

    assert "refer_to_city" not in flags("FSL-124", amounts={"goods_value": "30000.00"}, **days)


def test_a_provision_reserved_to_a_higher_level_is_referred() -> None:
    answer = act("AUCL-superior-bargaining", ended_on="2025-11-01", decided_on="2025-12-01", level="city")

    assert (answer["outcome"], answer["fine"]) == ("refer", None)
    assert "refer_to_province" in answer["flags"]


def test_what_must_be_punished_heavier() -> None:
    turnover = {"illegal_turnover": "60000.00"}

    assert "must_be_heavier" in flags("AD-59", factors=["must-heavier-emergency"])
    assert "must_be_heavier" not in flags("AD-59", factors=["may-heavier-repeat-1y"])
    assert "must_be_heavier" in flags("TM-60", amounts=turnover, facts={"violation_number": 2})
    assert "must_be_heavier" not in flags("TM-60", amounts=turnover, facts={"violation_number": 1})
    assert "must_be_heavier" in flags("FSL-124", amounts={"goods_value": "20000.00"}, grade="serious")
    assert "must_be_heavier" not in flags("FSL-124", amounts={"goods_value": "20000.00"})


def test_a_third_violation_is_serious_by_the_law_and_is_not_counted_twice() -> None:
    third = act(
        "AD-55-1",
        amounts={"ad_cost": "1000.00"},
        facts={"violation_number": 3},
        factors=["may-heavier-repeat-1y"],
    )
    second = act("AD-55-1", amounts={"ad_cost": "1000.00"}, facts={"violation_number": 2})

    assert (third["fine"]["min"], second["fine"]["min"]) == ("5000.00", "3000.00")
    assert "must_be_heavier" not in third["flags"]
    assert "factor_already_counted" in third["flags"]


@pytest.mark.parametrize(("number", "raised"), [(2, False), (3, True), (4, True)])
@pytest.mark.parametrize("norm", ["FSL-134", "FSL-124"])
def test_the_third_food_penalty_in_a_year_leads_to_suspension(norm: str, number: int, raised: bool) -> None:
    found = flags(norm, amounts={"goods_value": "1.00"}, facts={"violation_number": number})

    assert ("suspension_must_be_proposed" in found) is raised


def test_a_text_that_was_not_checked_is_marked() -> None:
    assert "unverified_source" in flags("ONLINE-41")
    assert "unverified_source" not in flags("ECL-76")


def test_a_fine_far_above_the_goods_value_is_to_be_justified() -> None:
    celery = flags("FSL-124", amounts={"goods_value": "28.00"}, proposed_fine="66000.00")

    assert "disproportionate" in celery
    assert "disproportionate" not in flags("FSL-124", amounts={"goods_value": "9000.00"})


def test_a_tier_that_no_factor_opens_is_marked() -> None:
    assert "tier_outside_factors" in flags("AD-59", tier="heavier")
    assert "tier_outside_factors" not in flags("AD-59", tier="ordinary")


def test_kinds_that_end_a_business_give_a_hearing_too() -> None:
    serious = flags("ECL-80", grade="serious", proposed_fine="100000.00")

    assert "hearing_right_kinds" in serious
    assert "hearing_right_kinds" not in flags("ECL-80", facts={"overdue_not_corrected": True})


def test_a_large_confiscation_gives_a_hearing_too() -> None:
    petrol = flags("METRO-48", amounts={"illegal_gains": "290000.00"}, proposed_fine="1900.00")

    assert "hearing_right_confiscation" in petrol
    assert "hearing_right" not in petrol


@pytest.mark.parametrize(("decided_on", "raised"), [("2026-03-19", False), ("2026-03-20", True)])
def test_gains_without_a_penalty_are_to_be_reviewed_under_the_measures_of_2026(
    decided_on: str, raised: bool
) -> None:
    facts = {"minor": True, "corrected_in_time": True, "harm": "none"}
    found = flags("PRICE-9", decided_on=decided_on, amounts={"illegal_gains": "10.00"}, facts=facts)

    assert ("confiscation_review" in found) is raised
