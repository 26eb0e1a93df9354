"""When the party must or may go unpunished (处罚法 30, 33, 36; the national list of 2025-02-07)."""

from typing import Any

import pytest

from tests.penalties.cases import act

PROVED = {"minor": True, "corrected_in_time": True, "harm": "none"}
FIRST = {"first_violation": True, "corrected_in_time": True, "harm": "slight"}
LISTED = {
    "item": "expired_food",
    "first_violation": True,
    "source_disclosed": True,
    "food_incident": False,
    "corrected_in_time": True,
}


def outcome(facts: dict[str, Any], **changes: Any) -> str:
    return str(act("AD-57-advertiser", facts=facts, **changes)["outcome"])


def test_minor_corrected_and_harmless_must_not_be_punished() -> None:
    answer = act("AD-57-advertiser", facts=PROVED)

    assert (answer["outcome"], answer["fine"], answer["with"]) == ("must_not_punish", None, [])
    assert "education_required" in answer["flags"]


@pytest.mark.parametrize("missing", PROVED)
def test_all_three_must_be_established(missing: str) -> None:
    assert outcome({key: value for key, value in PROVED.items() if key != missing}) == "penalty"


def test_a_first_violation_with_slight_harm_may_go_unpunished_and_shows_the_range() -> None:
    answer = act("AD-57-advertiser", facts=FIRST)

    assert (answer["outcome"], answer["fine"]["min"]) == ("may_not_punish", "200000.00")


@pytest.mark.parametrize(
    "change", [{"first_violation": False}, {"corrected_in_time": False}, {"harm": "real"}]
)
def test_a_first_violation_needs_all_its_conditions(change: dict[str, Any]) -> None:
    assert outcome({**FIRST, **change}) == "penalty"


def test_the_first_violation_rule_is_of_2021() -> None:
    assert outcome(FIRST, ended_on="2021-06-01", decided_on="2021-07-14") == "penalty"
    assert outcome(FIRST, ended_on="2021-06-01", decided_on="2021-07-15") == "may_not_punish"


def test_no_fault_proved_by_the_party_forbids_a_penalty() -> None:
    assert outcome({"no_fault_proved": True}) == "must_not_punish"


@pytest.mark.parametrize(("age", "expected"), [(13, "must_not_punish"), (14, "penalty"), (18, "penalty")])
def test_below_fourteen_there_is_no_penalty(age: int, expected: str) -> None:
    assert outcome({}, party={"kind": "individual", "age": age}) == expected


def test_from_fourteen_to_seventeen_age_is_a_ground_for_mitigation() -> None:
    for age, verdict in ((17, "within"), (18, "needs_ground")):
        answer = act(
            "AD-57-advertiser",
            party={"kind": "individual", "age": age},
            tier="mitigated",
            proposed_fine="100.00",
        )
        assert answer["proposed"]["verdict"] == verdict


@pytest.mark.parametrize(
    ("value", "expected"), [("500.00", "may_not_punish"), ("500.01", "penalty"), ("74.472", "may_not_punish")]
)
def test_the_national_list_compares_the_goods_value_unrounded(value: str, expected: str) -> None:
    answer = act(
        "FSL-124",
        ended_on="2025-01-16",
        decided_on="2025-03-20",
        amounts={"goods_value": value},
        facts=LISTED,
    )

    assert answer["outcome"] == expected


@pytest.mark.parametrize("missing", LISTED)
def test_every_condition_of_the_list_needs_evidence(missing: str) -> None:
    facts = {key: value for key, value in LISTED.items() if key != missing}
    answer = act(
        "FSL-124",
        ended_on="2025-01-16",
        decided_on="2025-03-20",
        amounts={"goods_value": "66.00"},
        facts=facts,
    )

    assert answer["outcome"] == "penalty"


def test_the_list_reaches_earlier_acts_but_not_earlier_decisions() -> None:
    amounts = {"goods_value": "66.00"}

    on = act("FSL-124", ended_on="2025-01-16", decided_on="2025-02-07", amounts=amounts, facts=LISTED)
    before = act("FSL-124", ended_on="2025-01-16", decided_on="2025-02-06", amounts=amounts, facts=LISTED)

    assert (on["outcome"], before["outcome"]) == ("may_not_punish", "penalty")


def limitation(ended_on: str, discovered_on: str, **facts: Any) -> dict[str, Any]:
    return act("AD-59", ended_on=ended_on, discovered_on=discovered_on, decided_on="2030-01-01", facts=facts)


@pytest.mark.parametrize(("found", "expired"), [("2024-03-01", False), ("2024-03-02", True)])
def test_two_years_run_to_the_corresponding_day(found: str, expired: bool) -> None:
    answer = limitation("2022-03-01", found)

    assert ("limitation_expired" in answer["flags"]) is expired
    assert (answer["outcome"] == "must_not_punish") is expired


def test_five_years_need_danger_to_life_and_real_harm() -> None:
    grave = {"life_health_or_finance": True, "harm": "real"}

    assert limitation("2022-03-01", "2027-03-01", **grave)["outcome"] == "penalty"
    assert limitation("2022-03-01", "2027-03-02", **grave)["outcome"] == "must_not_punish"
    assert limitation("2022-03-01", "2024-03-02", life_health_or_finance=True, harm="slight")["fine"] is None


def test_acts_of_before_the_revision_keep_two_years() -> None:
    answer = limitation("2021-07-14", "2023-07-15", life_health_or_finance=True, harm="real")

    assert answer["outcome"] == "must_not_punish"


def test_without_a_day_of_discovery_limitation_is_not_judged() -> None:
    answer = act("AD-59", ended_on="2016-03-01", decided_on="2030-01-01")

    assert answer["outcome"] == "penalty"
    assert "limitation_expired" not in answer["flags"]
