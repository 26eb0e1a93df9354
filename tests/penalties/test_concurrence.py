"""One act and several norms: precedence, then the higher fine; several acts are added (处罚法 29)."""

import pytest

from penalties.engine.assess import assess
from penalties.engine.facts import NoSingleAnswer
from tests.penalties.cases import ACT, act, bounds, case


def rejected(answer: dict) -> list[str]:
    return [norm["norm"] for norm in answer["rejected"]]


def test_one_act_gets_one_fine_and_the_higher_one() -> None:
    answer = act("AD-55-1", "AD-57-advertiser", amounts={"ad_cost": "60000.00"})

    assert answer["norm"] == "AD-57-advertiser"
    assert bounds(answer) == ("200000.00", "1000000.00")
    assert rejected(answer) == ["AD-55-1"]
    assert answer["rejected"][0]["why"]


def test_the_figures_decide_and_not_the_order() -> None:
    answer = act("AD-57-advertiser", "AD-55-1", amounts={"ad_cost": "400000.00"})

    assert (answer["norm"], *bounds(answer)) == ("AD-55-1", "1200000.00", "2000000.00")


def test_of_equal_fines_the_first_named_is_applied() -> None:
    answer = act("AD-55-1", "AD-57-advertiser", amounts={"ad_cost": "unknown"})

    assert answer["norm"] == "AD-55-1"


@pytest.mark.parametrize(
    ("tier", "norm"),
    [
        (None, "AD-57-advertiser"),
        ("lighter", "AD-55-1"),
        ("ordinary", "AD-57-advertiser"),
        ("heavier", "AD-57-advertiser"),
        ("mitigated", "AD-57-advertiser"),
    ],
)
def test_norms_are_compared_at_the_tier_chosen(tier: str | None, norm: str) -> None:
    """450,000-750,000 (lighter to 540,000) against 200,000-1,000,000 (lighter to 440,000)."""
    answer = act("AD-57-advertiser", "AD-55-1", amounts={"ad_cost": "150000.00"}, tier=tier)

    assert answer["norm"] == norm


def test_a_residual_clause_gives_way_to_another_law() -> None:
    answer = act("CPL-56-false-claims", "AUCL-false-publicity", amounts={"illegal_gains": "900000.00"})

    assert answer["norm"] == "AUCL-false-publicity"
    assert rejected(answer) == ["CPL-56-false-claims"]


def test_a_residual_clause_gives_way_even_where_the_other_law_gives_no_fine_yet() -> None:
    answer = act("CPL-56-personal-info", "PIPL-66-1", facts={"refused_to_correct": False})

    assert (answer["outcome"], answer["norm"]) == ("no_fine", "PIPL-66-1")


def test_false_publicity_that_is_an_advertisement_is_left_to_the_advertising_law() -> None:
    answer = act("AUCL-false-publicity", "AD-55-1", amounts={"ad_cost": "1000.00"})

    assert (answer["norm"], *bounds(answer)) == ("AD-55-1", "3000.00", "5000.00")


def test_a_norm_that_was_not_in_force_gives_way() -> None:
    answer = act(
        "PIPL-66-1",
        "CPL-56-personal-info",
        ended_on="2021-08-31",
        decided_on="2021-12-10",
        amounts={"illegal_gains": "unknown"},
    )

    assert answer["norm"] == "CPL-56-personal-info"
    assert rejected(answer) == ["PIPL-66-1"]


def test_nothing_in_force_is_no_answer() -> None:
    with pytest.raises(NoSingleAnswer, match="PIPL-66-1"):
        act("PIPL-66-1", ended_on="2021-08-31", decided_on="2021-12-10", facts={"refused_to_correct": True})


def test_a_norm_whose_gate_is_shut_loses_to_a_fine() -> None:
    answer = act("SEL-83", "SEL-84", facts={"overdue_not_corrected": False})

    assert (answer["norm"], rejected(answer)) == ("SEL-84", ["SEL-83"])


def test_a_fact_that_only_a_rejected_norm_needs_is_not_asked_for() -> None:
    assert act("CPL-56-personal-info", "PIPL-66-1", facts={"refused_to_correct": True})["norm"] == "PIPL-66-1"


def test_a_mitigating_provision_is_a_ground_and_no_rival() -> None:
    answer = act(
        "PQL-50",
        "PQL-55",
        amounts={"goods_value": "10000.00"},
        tier="mitigated",
        proposed_fine="1000.00",
    )

    assert (answer["norm"], rejected(answer)) == ("PQL-50", ["PQL-55"])
    assert answer["proposed"]["verdict"] == "within"


def test_the_fines_of_several_acts_are_added() -> None:
    several = case("AD-55-1", amounts={"ad_cost": "3500.00"})
    several["acts"].append({**ACT, "id": "a2", "norms": ["AD-59"]})

    assert assess(several)["total_fine"] == {"min": "10500.00", "max": "117500.00"}


def test_an_act_without_a_fine_adds_nothing() -> None:
    several = case("AFW-28-1")
    several["acts"].append({**ACT, "id": "a2", "norms": ["AD-59"]})

    assert assess(several)["total_fine"] == {"min": "0.00", "max": "100000.00"}
