"""The two rulers: what the law allows, where we are, and the same in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from casework.templatetags.rulers import range_ruler, time_ruler
from tests.look.gallery import TODAY, deadline, gallery

FINE = gallery()["fine"]
FIXED = {"min": "5000.00", "max": "5000.00", "lighter": ["5000.00", "5000.00"]}


def test_the_pin_stands_where_the_amount_lies_in_the_range():
    ruler = range_ruler(FINE, "180000.00")
    assert ruler["amount"]["x"] == "36.00%"
    assert ruler["amount"]["words"] == "￥180,000"
    assert ruler["amount"]["position"] == "位置36.00%"
    assert [band["on"] for band in ruler["bands"]] == [False, True, False]


def test_an_amount_on_a_cut_point_lies_in_both_bands():
    ruler = range_ruler(FINE, "150000.00")
    assert [band["on"] for band in ruler["bands"]] == [True, True, False]


def test_the_word_of_the_chosen_band_stands_beside_the_pin():
    chosen = range_ruler(FINE, "180000.00")["bands"][1]
    assert chosen["word_x"] == "53.00%"


@pytest.mark.parametrize(("amount", "anchor"), [("0", ""), ("180000", "middle"), ("500000", "end")])
def test_a_label_at_the_edge_stays_on_the_sheet(amount, anchor):
    assert range_ruler(FINE, amount)["amount"]["anchor"] == anchor


def test_a_mitigated_amount_below_the_minimum_is_drawn_to_the_left_of_the_bands():
    ruler = range_ruler({**FINE, "min": "100000.00", "lighter": ["100000.00", "150000.00"]}, "50000.00")
    assert ruler["amount"]["x"] == "0.00%"
    assert Decimal(ruler["min"].rstrip("%")) > 0
    assert not any(band["on"] for band in ruler["bands"])


def test_a_fixed_sum_has_no_bands_and_no_position():
    ruler = range_ruler(FIXED, "5000.00")
    assert ruler["fixed"] and not ruler["bands"]
    assert ruler["amount"]["position"] == ""


def test_without_a_fine_there_is_no_ruler():
    assert range_ruler(None) is None


def test_the_position_of_the_engine_is_shown_as_it_is():
    assert range_ruler(FINE, "180000.00", position="36.01")["amount"]["position"] == "位置36.01%"


def test_similar_cases_stand_under_the_range_with_their_median():
    peers = range_ruler(FINE, "180000.00", gallery()["peers"])["peers"]
    assert len(peers["dots"]) == 6
    assert peers["median"]["words"] == "中位数￥160,000"
    assert peers["count"] == "同类6件"


def test_the_table_says_what_the_picture_shows():
    rows = dict(range_ruler(FINE, "180000.00", gallery()["peers"])["rows"])
    assert rows["法定最低"] == "￥0"
    assert rows["一般"] == "￥150,000至￥350,000"
    assert rows["法定最高"] == "￥500,000"
    assert rows["拟罚金额"] == "￥180,000"
    assert rows["在幅度中的位置"] == "36.00%"
    assert rows["同类6件"] == "中位数￥160,000"


def test_english_money_names_its_currency():
    with translation.override("en"):
        assert range_ruler(FINE, "180000.50")["amount"]["words"] == "CNY 180,000.50"


yuan = st.decimals(min_value=0, max_value=10**9, places=2)


@given(st.lists(yuan, min_size=4, max_size=4), yuan, st.lists(yuan, max_size=20))
def test_nothing_is_ever_drawn_outside_the_sheet(bounds, amount, peers):
    least, first, second, most = sorted(bounds)
    fine = {
        "min": least,
        "max": most,
        "lighter": [least, first],
        "ordinary": [first, second],
        "heavier": [second, most],
    }
    ruler = range_ruler(fine, amount, peers)
    places = [ruler["amount"]["x"], ruler["min"], ruler["max"]]
    places += [tick["x"] for tick in ruler["ticks"]]
    if peers:
        places += [dot["x"] for dot in ruler["peers"]["dots"]] + [ruler["peers"]["median"]["x"]]
    assert all(0 <= Decimal(place.rstrip("%")) <= 100 for place in places)


def test_the_time_ruler_counts_from_the_first_day():
    ruler = time_ruler(deadline(date(2021, 12, 12)), TODAY)
    assert ruler["run"] == "71.11%"
    assert ruler["now"] == "今天，第64天"
    assert ruler["statement"].endswith("最后一天是2021年12月12日")


def test_a_met_clock_is_pinned_on_the_day_it_was_met():
    met = deadline(date(2021, 12, 12), state="met", met_on=date(2021, 10, 28))
    assert time_ruler(met, TODAY)["run"] == "50.00%"


def test_an_overdue_clock_stops_at_the_end_and_says_so():
    ruler = time_ruler(deadline(date(2021, 11, 14)), TODAY)
    assert (ruler["run"], ruler["now"]) == ("100.00%", "今天，已过最后一天")
