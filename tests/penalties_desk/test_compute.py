"""An officer fills in the worksheet of the seed case and sees what the law allows."""

import re

import pytest


@pytest.fixture
def sheet(client_of, case, clock_at):
    """Post the form to 'compute' as the case officer; the page as text."""
    clock_at("2021-11-08 09:00")
    client = client_of("officer")

    def post(answers: dict, **headers) -> str:
        response = client.post(f"/desk/cases/{case.reference}/worksheet/compute/", answers, headers=headers)
        assert response.status_code == 200, response.content.decode()
        return response.content.decode()

    return post


def test_the_seed_case_gives_its_range_tiers_and_position(sheet, filled):
    page = sheet(filled)
    assert "法定幅度￥0至￥500,000" in page
    assert "0 ＋ 500,000 × 30% ＝ 150,000" in page
    assert "0 ＋ 500,000 × 70% ＝ 350,000" in page
    assert "（180,000 － 0）÷ 500,000 ＝ 36.00%" in page
    assert re.search(r'class="tag live"[^>]*>一般<', page)
    assert "《消费者权益保护法》第56条第1款第9项" in page
    assert "当事人有权要求听证" in page
    assert "复算一致" in page


def test_htmx_gets_the_result_alone(sheet, filled):
    fragment = sheet(filled, **{"HX-Request": "true", "HX-Target": "result"})
    assert "<html" not in fragment and "36.00%" in fragment and "<form" not in fragment
    whole = sheet(filled, **{"HX-Request": "true", "HX-Target": "sheet"})
    assert "<html" not in whole and 'name="norms"' in whole


def test_unknown_gains_are_not_no_gains(sheet, filled):
    unknown = sheet(filled)
    none = sheet(filled | {"amount_illegal_gains": "none"})
    assert "“无法计算”不等于“没有”" in unknown and "“无法计算”不等于“没有”" not in none
    assert "违法所得：无法计算" in unknown
    assert "违法所得：查明没有" in none
    assert "要有证据" in none


def test_known_gains_give_a_multiple_with_its_arithmetic(sheet, filled):
    page = sheet(
        filled | {"amount_illegal_gains": "known", "value_illegal_gains": "40,000", "proposed_fine": "120000"}
    )
    assert "40,000 × 1 ＝ 40,000" in page
    assert "40,000 × 10 ＝ 400,000" in page
    assert "没收违法所得40,000元" in page


def test_a_law_that_came_later_gives_way_with_its_day(sheet, filled):
    page = sheet(filled | {"norms": ["CPL-56-personal-info", "PIPL-66-1"]})
    assert "不适用：" in page and "2021年11月1日起施行，晚于行为终了" in page
    assert "法定幅度￥0至￥500,000" in page


def test_before_refusal_the_information_law_gives_no_fine(sheet, filled):
    answers = filled | {
        "norms": ["PIPL-66-1"],
        "ended_on": "2021-11-05",
        "fact_refused_to_correct": "false",
        "proposed_fine": "",
        "tier": "",
    }
    page = sheet(answers)
    assert "现在没有罚款" in page and "拒不改正：是" in page
    assert "法定幅度" not in page


def test_a_missing_fact_is_named_and_linked(sheet, filled):
    page = sheet(filled | {"norms": ["PIPL-66-1"], "ended_on": "2021-11-05"})
    assert "还缺一项事实：拒不改正" in page
    assert 'href="#id_fact_refused_to_correct"' in page


def test_a_serious_case_of_the_information_law_must_be_referred(sheet, filled):
    answers = filled | {"norms": ["PIPL-66-2"], "ended_on": "2021-11-05", "grade": "serious"}
    page = sheet(answers | {"amount_prior_year_turnover": "unknown"})
    assert "省级市场监督管理部门" in page


def test_an_amount_above_the_maximum_is_said(sheet, filled):
    assert "高于法定上限" in sheet(filled | {"proposed_fine": "600000"})


def test_wrong_input_comes_back_with_what_was_typed(sheet, filled):
    page = sheet(filled | {"proposed_fine": "十八万"})
    assert "十八万" in page and "还有1处要补充" in page


def test_words_of_a_complaint_find_the_provision(client_of, case, clock_at, filled):
    clock_at("2021-11-08 09:00")
    page = client_of("officer").get(f"/desk/cases/{case.reference}/worksheet/").content.decode()
    assert "CPL-56-personal-info" in page  # found by the cause of the case
    url = f"/desk/cases/{case.reference}/worksheet/compute/"
    page = client_of("officer").post(url, {"q": "卖过期食品", "ended_on": "2021-08-31"}).content.decode()
    assert "FSL-124" in page


def test_a_provision_asks_only_for_what_it_needs(sheet, filled):
    page = sheet(filled)
    assert "amount_illegal_gains" in page and "amount_goods_value" not in page
    page = sheet(filled | {"norms": ["DAL-117-1"]})
    assert "amount_goods_value" in page and "fact_role" in page and "fact_refused_to_correct" not in page
