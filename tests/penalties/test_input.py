"""What the engine refuses: wrong input by field, and a fact that the provision needs and that is absent."""

import copy
from typing import Any

import pytest

from penalties.engine.assess import assess
from penalties.engine.facts import InputError, NoSingleAnswer
from tests.penalties.cases import act, case, person


def refused(raw: Any) -> str:
    with pytest.raises(InputError) as error:
        assess(raw)
    return str(error.value)


WRONG_IN_ACT = [
    ("ended_on", "2024-3-1"),
    ("ended_on", "20240301"),
    ("ended_on", "2024-02-30"),
    ("ended_on", "2024-05-02"),  # after the decision
    ("ended_on", None),
    ("started_on", "2024-03-02"),  # after it ended
    ("discovered_on", "2024-05-02"),
    ("norms", []),
    ("norms", ["FSL-999"]),
    ("norms", ["FSL-124", "FSL-124"]),
    ("norms", "FSL-124"),
    ("grade", "very serious"),
    ("grade", None),
    ("factors", ["34-friendly"]),
    ("tier", "lowest"),
    ("proposed_fine", "50000"),
    ("proposed_fine", "50000.0"),
    ("proposed_fine", 50000.00),
    ("proposed_fine", "-1.00"),
    ("persons", {}),
    ("id", ""),
]


@pytest.mark.parametrize(("field", "value"), WRONG_IN_ACT)
def test_the_field_is_named(field: str, value: Any) -> None:
    raw = case("FSL-124", amounts={"goods_value": "1.00"})
    raw["acts"][0][field] = value

    assert f"acts[0].{field}" in refused(raw)


@pytest.mark.parametrize(
    "value",
    [1, 1.5, True, None, "+1.00", "-1.00", "1e3", "1,000.00", "1.", ".5", " 1", "", "many", "１", "9" * 19],
)
def test_an_amount_is_a_plain_decimal_string(value: Any) -> None:
    assert "acts[0].amounts.goods_value" in refused(case("FSL-124", amounts={"goods_value": value}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("refused_to_correct", "true"),
        ("refused_to_correct", 1),
        ("role", "wholesaler"),
        ("accident", True),
        ("violation_number", 0),
        ("violation_number", "3"),
        ("violation_number", True),
        ("violation_number", 1.0),
        ("harm", None),
        ("grade", "serious"),
        ("colour", "red"),
    ],
)
def test_a_fact_has_its_own_values(name: str, value: Any) -> None:
    assert f"acts[0].facts.{name}" in refused(
        case("FSL-124", amounts={"goods_value": "1.00"}, facts={name: value})
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"case": 7}, "case"),
        ({"decided_on": "yesterday"}, "decided_on"),
        ({"authority": "XX"}, "authority"),
        ({"level": "village"}, "level"),
        ({"party": {"kind": "company"}}, "party.kind"),
        ({"party": {}}, "party.kind"),
        ({"party": {"kind": "unit", "age": 20}}, "party.age"),
        ({"party": {"kind": "individual", "age": "20"}}, "party.age"),
        ({"party": {"kind": "unit", "name": "X"}}, "party.name"),
        ({"acts": []}, "acts"),
        ({"remark": "x"}, "remark"),
    ],
)
def test_the_case_itself_is_read_strictly(change: dict[str, Any], field: str) -> None:
    assert field in refused({**case("AD-59"), **change})


def test_acts_and_persons_have_their_own_ids() -> None:
    raw = case("AD-59")
    raw["acts"] += copy.deepcopy(raw["acts"])

    assert "acts" in refused(raw)
    assert "acts[0].persons" in refused(case("AD-59", persons=[person(), person()]))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"role": "cleaner"}, "role"),
        ({"norm": "FSL-999"}, "norm"),
        ({"amounts": {"wage": "1.00"}}, "amounts.wage"),
        ({"facts": {"intentional": "yes"}}, "facts.intentional"),
        ({"name": "X"}, "name"),
    ],
)
def test_a_person_is_read_strictly(change: dict[str, Any], field: str) -> None:
    assert f"acts[0].persons[0].{field}" in refused(case("AD-59", persons=[person(**change)]))


@pytest.mark.parametrize("raw", [None, [], "case", 5])
def test_a_case_is_an_object(raw: Any) -> None:
    assert "object" in refused(raw)


def test_a_sole_trader_is_punished_as_what_the_officer_recorded() -> None:
    trader = {"party": {"kind": "sole_trader"}}

    with pytest.raises(NoSingleAnswer, match=r"acts\[0\]\.facts\.party_as"):
        act("AUCL-obstruction", **trader)
    assert act("AUCL-obstruction", **trader, facts={"party_as": "individual"})["fine"]["max"] == "5000.00"
    assert act("AUCL-obstruction", **trader, facts={"party_as": "unit"})["fine"]["max"] == "50000.00"
    assert act("PRICE-6", **trader, amounts={"illegal_gains": "14210.00"})["fine"]["max"] == "71050.00"


def test_a_unit_cannot_be_punished_as_an_individual() -> None:
    assert "party_as" in refused(case("AUCL-obstruction", facts={"party_as": "individual"}))


@pytest.mark.parametrize(
    ("norm", "missing"),
    [
        ("FSL-124", "amounts.goods_value"),
        ("CPL-56-dignity", "amounts.illegal_gains"),
        ("FSL-126", "facts.refused_to_correct"),
        ("SEL-90", "facts.accident"),
        ("SEL-83", "facts.overdue_not_corrected"),
        ("AD-55-1", "amounts.ad_cost"),
    ],
)
def test_what_the_provision_needs_and_is_absent_is_named(norm: str, missing: str) -> None:
    with pytest.raises(NoSingleAnswer) as error:
        act(norm)

    assert f"acts[0].{missing}" in str(error.value)
    assert norm in str(error.value)


def test_an_unknown_amount_without_a_branch_for_it_is_no_zero() -> None:
    with pytest.raises(NoSingleAnswer, match="goods_value"):
        act("FSL-124", amounts={"goods_value": "unknown"})


def test_nothing_is_never_multiplied() -> None:
    assert act("PQL-50", amounts={"goods_value": "none"})["outcome"] == "no_fine"
    assert act("PQL-50", amounts={"goods_value": "0.00"})["outcome"] == "no_fine"
    assert act("DAL-116", amounts={"goods_value": "none"})["fine"]["min"] == "1500000.00"


def test_wrong_input_comes_before_a_missing_fact() -> None:
    raw = case("FSL-126")
    raw["acts"].append({**raw["acts"][0], "id": "a2", "grade": "?"})

    assert "acts[1].grade" in refused(raw)


def test_the_heavier_grade_is_ordinary_where_the_text_does_not_know_it() -> None:
    assert act("ECL-77", grade="heavier")["fine"]["max"] == "200000.00"
    assert act("PRICE-9", amounts={"illegal_gains": "none"}, grade="heavier")["fine"]["max"] == "2000000.00"


def test_a_serious_price_case_without_gains_leads_to_other_kinds() -> None:
    answer = act("PRICE-9", amounts={"illegal_gains": "none"}, grade="serious")

    assert (answer["outcome"], answer["fine"]) == ("no_fine", None)
    assert {"suspend_business", "revoke_business_licence"} <= set(answer["with"])
