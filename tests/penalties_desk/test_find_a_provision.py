"""Words of citizens find the provision that they mean, in first place."""

import datetime as dt

import pytest
from django.test import Client

from penalties import queries

TODAY = dt.date(2026, 7, 1)
FIRST = {
    "拍人脸": "CPL-56-personal-info",
    "人脸": "CPL-56-personal-info",
    "个人信息": "CPL-56-personal-info",
    "过期": "FSL-124",
    "超市卖过期面包": "FSL-124",
    "虚假宣传": "AUCL-false-publicity",
    "最好": "AD-57-advertiser",
    "不退钱": "CPL-56-refuse-refund",
    "没有标价": "PRICE-42-13",
    "假货": "TM-60",
    "没有执照": "MER-43",
    "假药": "DAL-116",
    "过期药": "DAL-117-1",
    "缺斤短两": "METRO-48",
    "抽奖": "AUCL-prize",
    "电梯": "SEL-84",
    "expired food": "FSL-124",
    "counterfeit": "TM-60",
    "FSL-126": "FSL-126",
    "食品安全法第126条": "FSL-126",
    "第56条第1款第8项": "CPL-56-refuse-refund",
}


@pytest.mark.parametrize(("words", "norm"), FIRST.items())
def test_the_fitting_provision_stands_first(words, norm):
    assert queries.find_provisions(words, TODAY)[0].norm == norm


def test_a_provision_that_was_not_law_that_day_stands_after_those_that_were():
    norms = [offer.norm for offer in queries.find_provisions("没有执照", dt.date(2021, 8, 31))]
    assert norms.index("NOLIC-13") < norms.index("MER-43")


def test_everyday_words_point_to_provisions_on_file():
    known = {offer.norm for offer in queries.case_facts.offers(TODAY)}
    for words, means in queries.everyday_words():
        assert words and set(means) <= known
        assert all(word == word.lower() for word in words)


def test_words_that_mean_nothing_find_nothing():
    assert queries.find_provisions("", TODAY) == [] == queries.find_provisions("qqq", TODAY)


@pytest.mark.django_db
def test_nothing_found_is_said_only_to_who_searched():
    assert "没有找到" not in Client().get("/calculator/").content.decode()
    assert "没有找到" in Client().get("/calculator/?q=qqq").content.decode()
