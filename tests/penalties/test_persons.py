"""Responsible persons are other subjects: own provision, own version, own figures."""

import pytest

from penalties.engine.assess import assess
from penalties.engine.facts import NoSingleAnswer
from tests.penalties.cases import act, bounds, case, person

INCOME = {"prior_year_personal_income": "120000.00"}
FOOD = {"amounts": {"goods_value": "30000.00"}}


def test_a_person_is_fined_beside_the_unit_and_not_in_its_total() -> None:
    answer = assess(
        case(
            "FSL-124", **FOOD, persons=[person(norm="FSLREG-75", amounts=INCOME, facts={"intentional": True})]
        )
    )
    (punished,) = answer["acts"][0]["persons"]

    assert (punished["norm"], punished["version"]) == ("FSLREG-75", "2019")
    assert bounds(punished) == ("120000.00", "1200000.00")
    assert answer["total_fine"] == {"min": "300000.00", "max": "600000.00"}


def test_without_intent_vile_nature_or_serious_consequence_no_person_is_fined() -> None:
    answer = act("FSL-124", **FOOD, persons=[person(norm="FSLREG-75", amounts=INCOME)])

    assert (answer["persons"][0]["outcome"], answer["persons"][0]["fine"]) == ("no_fine", None)


@pytest.mark.parametrize("fact", ["intentional", "vile_nature", "serious_consequence"])
def test_one_of_the_three_is_enough_for_the_act_or_the_person(fact: str) -> None:
    of_person = act("FSL-124", **FOOD, persons=[person(norm="FSLREG-75", amounts=INCOME, facts={fact: True})])
    of_act = act("FSL-124", **FOOD, facts={fact: True}, persons=[person(norm="FSLREG-75", amounts=INCOME)])

    assert bounds(of_person["persons"][0]) == bounds(of_act["persons"][0]) == ("120000.00", "1200000.00")


def test_persons_are_not_fined_for_a_label_defect() -> None:
    punished = person(norm="FSLREG-75", amounts=INCOME, facts={"intentional": True})
    answer = act("FSL-125-2", facts={"refused_to_correct": True}, persons=[punished])

    assert answer["persons"][0]["outcome"] == "no_fine"


def test_the_income_of_the_person_is_needed_and_not_borrowed_from_the_act() -> None:
    amounts = {"goods_value": "5000.00", "prior_year_personal_income": "1.00"}
    with pytest.raises(NoSingleAnswer, match=r"persons\[0\]\.amounts\.prior_year_personal_income"):
        act("COS-60", amounts=amounts, grade="serious", persons=[person()])


def test_each_person_has_an_own_computation() -> None:
    persons = [
        person(id="p1", amounts={"prior_year_personal_income": "100000.00"}),
        person(id="p2", amounts={"prior_year_personal_income": "50000.01"}),
    ]
    answer = act("COS-59", amounts={"goods_value": "5000.00"}, grade="serious", persons=persons)

    assert [bounds(entry) for entry in answer["persons"]] == [
        ("300000.00", "500000.00"),
        ("150000.03", "250000.05"),
    ]


def test_an_ordinary_case_reaches_no_person_where_only_serious_ones_do() -> None:
    answer = act("DAL-122", amounts={"illegal_gains": "5000.00"}, persons=[person()])

    assert answer["persons"][0]["outcome"] == "no_fine"


def test_a_person_is_referred_with_the_unit() -> None:
    answer = act("PIPL-66-2", grade="serious", persons=[person()])

    assert answer["persons"][0]["outcome"] == "refer"
    assert "refer_to_province" in answer["persons"][0]["flags"]


def test_a_person_has_an_own_right_to_a_hearing() -> None:
    answer = act("SEL-89", persons=[person()])  # 10,000-50,000 for the person

    assert answer["persons"][0]["flags"] == ["hearing_right"]
