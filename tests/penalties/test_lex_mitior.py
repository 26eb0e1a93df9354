"""The text of the day the act ended, or a lighter one of the day of decision; never a mixture (处罚法 37)."""

import pytest

from penalties.engine.facts import NotRecorded
from tests.penalties.cases import act, bounds, person

BEFORE, AFTER = "2025-06-30", "2025-12-15"


def test_the_same_text_on_both_days_is_not_compared() -> None:
    assert act("FSL-124", amounts={"goods_value": "1.00"})["lex_mitior"] is None


def test_a_lower_maximum_makes_the_new_text_lighter() -> None:
    answer = act("AUCL-bribery", ended_on=BEFORE, decided_on=AFTER)

    assert answer["version"] == "2025"
    assert bounds(answer) == ("100000.00", "1000000.00")
    assert answer["lex_mitior"]["compared"] == ["2017/2019", "2025"]


def test_the_same_amendment_may_be_harsher_in_another_grade() -> None:
    answer = act("AUCL-bribery", ended_on=BEFORE, decided_on=AFTER, grade="serious")

    assert answer["lex_mitior"]["chosen"] == answer["version"] == "2017/2019"
    assert bounds(answer) == ("100000.00", "3000000.00")


def test_an_abolished_minimum_makes_the_new_text_lighter() -> None:
    answer = act("AUCL-false-publicity", ended_on=BEFORE, decided_on=AFTER)

    assert (answer["version"], *bounds(answer)) == ("2025", "0.00", "1000000.00")


def test_equal_results_leave_the_text_of_the_act() -> None:
    answer = act("AUCL-false-publicity", ended_on=BEFORE, decided_on=AFTER, grade="serious")

    assert answer["version"] == "2017/2019"


def test_conduct_that_is_no_longer_unlawful_is_not_punished() -> None:
    answer = act(
        "AUCL-prize", ended_on="2017-11-30", decided_on="2018-03-20", amounts={"top_prize": "30000.00"}
    )

    assert (answer["outcome"], answer["version"]) == ("not_unlawful", "2017/2019")
    assert answer["fine"] is None


@pytest.mark.parametrize(("prize", "outcome"), [("50000.00", "not_unlawful"), ("50000.01", "penalty")])
def test_the_limit_itself_is_not_exceeded(prize: str, outcome: str) -> None:
    assert act("AUCL-prize", amounts={"top_prize": prize})["outcome"] == outcome


def test_conduct_that_was_lawful_when_it_ended_needs_no_comparison() -> None:
    answer = act(
        "AUCL-prize", ended_on="2017-11-30", decided_on="2018-03-20", amounts={"top_prize": "5000.00"}
    )

    assert (answer["outcome"], answer["version"], answer["lex_mitior"]) == ("not_unlawful", "1993", None)


def test_a_gate_that_is_shut_under_the_new_text_is_lighter_than_any_fine() -> None:
    answer = act(
        "CSL-64-1",
        ended_on="2025-10-01",
        decided_on="2026-02-01",
        amounts={"illegal_gains": "none"},
        facts={"refused_to_correct": False},
    )

    assert (answer["outcome"], answer["version"]) == ("no_fine", "2025 amendment")


def test_a_new_defence_of_the_innocent_seller_reaches_back() -> None:
    answer = act(
        "AUCL-confusion",
        ended_on=BEFORE,
        decided_on=AFTER,
        amounts={"illegal_turnover": "60000.00"},
        facts={"innocent_seller": True},
    )

    assert (answer["outcome"], answer["version"]) == ("no_fine", "2025")


def test_one_fen_of_goods_value_decides_which_text_is_lighter() -> None:
    days = {"ended_on": "2023-05-01", "decided_on": "2023-09-01"}

    below = act("CCC-66", amounts={"goods_value": "9999.99"}, **days)
    at = act("CCC-66", amounts={"goods_value": "10000.00"}, **days)

    assert (below["version"], *bounds(below)) == ("2023", "0.00", "19999.98")
    assert (at["version"], *bounds(at)) == ("2020", "50000.00", "200000.00")


def test_texts_that_are_each_lighter_in_part_are_left_to_a_person() -> None:
    answer = act(
        "AUCL-confusion",
        ended_on="2017-11-01",
        decided_on="2018-03-01",
        amounts={"illegal_gains": "10000.00", "illegal_turnover": "40000.00"},
    )

    assert answer["version"] == "1993"
    assert "human_choice" in answer["flags"]


def test_a_fixed_sum_that_became_a_ceiling_is_lighter() -> None:
    answer = act("TM-53", ended_on="2026-12-01", decided_on="2027-02-01")

    assert (answer["version"], *bounds(answer)) == ("2026 revision", "0.00", "100000.00")


def test_a_future_text_is_not_applied_early() -> None:
    assert act("TM-53", ended_on="2026-12-01", decided_on="2026-12-31")["version"] == "2013/2019"


def test_a_person_is_compared_apart_from_the_unit() -> None:
    answer = act("AUCL-bribery", ended_on=BEFORE, decided_on=AFTER, persons=[person()])

    assert answer["version"] == "2025"
    assert answer["persons"][0]["outcome"] == "no_fine"
    assert answer["persons"][0]["lex_mitior"]["chosen"] == "2017/2019"


def test_a_text_that_is_not_recorded_cannot_be_compared() -> None:
    with pytest.raises(NotRecorded, match="TM-52"):
        act("TM-52", ended_on="2026-11-01", decided_on="2027-03-01", amounts={"illegal_turnover": "none"})


def test_texts_in_between_are_shown_and_not_applied() -> None:
    answer = act(
        "AUCL-trade-secret", ended_on="2018-06-01", decided_on="2025-12-01", grade="serious"
    )  # 2017, then 2019, then 2025

    assert answer["lex_mitior"]["compared"] == ["2017", "2025"]
    assert "2019" in str(answer["steps"])


def test_an_act_that_goes_on_into_the_new_text_is_under_it() -> None:
    answer = act(
        "AUCL-bribery", started_on="2025-01-01", ended_on="2025-10-15", decided_on=AFTER, grade="serious"
    )

    assert (answer["version"], answer["lex_mitior"]) == ("2025", None)
