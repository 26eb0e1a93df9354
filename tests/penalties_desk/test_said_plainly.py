"""No fine, referral, hearing, a missing fact, a law not yet in force, two texts: said in words, each with its article.

The acts are worked examples and published decisions; the page is the public calculator.
"""

import pytest
from django.test import Client

PIPL = "q=个人信息&ended_on=2023-05-01&decided_on=2023-10-01"
AD = "norms=AD-57-advertiser&ended_on=2024-04-01&decided_on=2024-06-01&amount_ad_cost=unknown"

CASES = {
    "no fine before a refused order": (
        f"{PIPL}&norms=PIPL-66-1&fact_refused_to_correct=false&amount_illegal_gains=none",
        ["现在没有罚款。这一条要罚款，须具备：拒不改正", "《个人信息保护法》第66条第1款"],
    ),
    "a warning only": (
        "norms=AFW-28-1&ended_on=2025-05-21&decided_on=2025-07-01",
        ["现在没有罚款。这一条没有规定罚款。", "《反食品浪费法》第28条第1款"],
    ),
    "referral to the province": (
        f"{PIPL}&norms=PIPL-66-2&grade=serious&amount_prior_year_turnover=unknown&amount_illegal_gains=none",
        ["这一条只能由省级市场监督管理部门决定，应当报送。", "《个人信息保护法》第66条第2款"],
    ),
    "a right to a hearing": (
        "norms=CPL-56-personal-info&ended_on=2021-08-31&decided_on=2021-12-10&amount_illegal_gains=unknown"
        "&tier=ordinary&proposed_fine=180000",
        ["当事人有权要求听证", "《市场监督管理行政处罚程序规定》第80条", "法律允许罚0至500,000元。"],
    ),
    "a fact that is missing": (
        "norms=DAL-117-1&ended_on=2024-03-01&decided_on=2024-05-01&amount_goods_value=known&value_goods_value=800"
        "&amount_illegal_gains=none",
        [
            "还缺一项事实：经营环节。没有回答不等于“否”。",
            "《药品管理法》第117条第1款",
            'href="#id_fact_role"',
        ],
    ),
    "a law not yet in force": (
        "norms=PIPL-66-1&ended_on=2021-08-31&decided_on=2021-12-10&fact_refused_to_correct=false",
        ["这一条自2021年11月1日起施行，行为终了那天还没有施行，不能适用。", "《个人信息保护法》第66条第1款"],
    ),
    "the newer text is lighter": (
        "norms=AUCL-bribery&ended_on=2025-06-30&decided_on=2025-12-15&amount_illegal_gains=known"
        "&value_illegal_gains=40000",
        [
            "两个文本都列出",
            "《反不正当竞争法》第19条",
            "100,000元至3,000,000元",
            "《反不正当竞争法》第24条第1款",
            "100,000元至1,000,000元",
            "《行政处罚法》第37条",
        ],
    ),
    "the older text is lighter": (
        "norms=AUCL-bribery&grade=serious&ended_on=2025-06-30&decided_on=2025-12-15&amount_illegal_gains=known"
        "&value_illegal_gains=40000",
        ["法律允许罚100,000至3,000,000元。", "1,000,000元至5,000,000元"],
    ),
    "no longer unlawful": (
        "norms=AUCL-prize&ended_on=2017-11-30&decided_on=2018-03-20&amount_top_prize=known&value_top_prize=20000",
        ["按照适用的文本，这一行为不违法。", "《反不正当竞争法》第22条", "《反不正当竞争法》第26条"],
    ),
    "there must be no penalty": (
        f"{AD}&fact_minor=true&fact_corrected_in_time=true&fact_harm=none",
        ["应当不予处罚。", "《行政处罚法》第33条第1款", "应当进行教育"],
    ),
    "there may be no penalty": (
        f"{AD}&fact_first_violation=true&fact_corrected_in_time=true&fact_harm=slight",
        ["可以不予处罚。要处罚的：法律允许罚200,000至1,000,000元。", "《行政处罚法》第33条第1款"],
    ),
    "a text that is not on file": (
        "norms=AD-57-advertiser&ended_on=2014-01-01&decided_on=2014-06-01",
        ["条文没有收录，不能推算"],
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_it_is_said_with_its_article(name):
    query, words = CASES[name]
    page = Client().get(f"/calculator/?{query}").content.decode()
    result = page.split('id="result"')[1].split('class="fields"')[0]
    for said in words:
        assert said in result, said


@pytest.mark.django_db
def test_a_first_visitor_sees_three_things_to_fill_in_and_the_examples_first():
    page = Client().get("/calculator/?q=拍人脸").content.decode()
    assert (
        page.index("例子")
        < page.index('name="q"')
        < page.index('name="norms"')
        < page.index('name="ended_on"')
    )
    assert 'name="proposed_fine"' not in page and 'name="factors"' not in page
    chosen = "norms=CPL-56-personal-info&ended_on=2021-08-31&decided_on=2021-12-10&amount_illegal_gains=none"
    page = Client().get(f"/calculator/?{chosen}").content.decode()
    assert page.index("法律允许罚0至500,000元。") < page.index('name="q"')


@pytest.mark.django_db
def test_responsible_persons_are_fined_beside_the_unit():
    food = "norms=FSL-124&ended_on=2024-03-01&decided_on=2024-05-01&amount_goods_value=known"
    food += "&value_goods_value=12000&amount_illegal_gains=none"
    person = "&p1_role=principal&p1_prior_year_personal_income=200000"
    page = Client().get(f"/calculator/?{food}{person}&p1_intentional=on").content.decode()
    assert "主要负责人" in page and "法律允许罚200,000至2,000,000元" in page
    assert "《食品安全法实施条例》第75条" in page and 'name="p2_role"' in page
    assert "name" not in [part.split('"')[0] for part in page.split('name="p1_')[1:]]
    page = Client().get(f"/calculator/?{food}{person}").content.decode()
    assert "法律允许罚200,000至2,000,000元" not in page
    missing = Client().get(f"/calculator/?{food}&p1_role=principal&p1_intentional=on").content.decode()
    assert 'href="#id_p1_prior_year_personal_income"' in missing


@pytest.mark.django_db
def test_a_provision_without_fines_for_persons_asks_for_none():
    query = "norms=CPL-56-personal-info&ended_on=2021-08-31&decided_on=2021-12-10&p1_role=principal"
    page = Client().get(f"/calculator/?{query}&amount_illegal_gains=none").content.decode()
    assert 'name="p1_role"' not in page and "法律允许罚0至500,000元。" in page
