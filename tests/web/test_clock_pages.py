"""The clocks of the law as pages: the table, and a date computed and explained."""

import pytest
from django.test import Client

from casework.clocks import CLOCKS, VER_15
from casework.kernel.deadline_changes import extend, hold
from tests.factories import at, lead
from tests.web.forms import text_of

NOW = "2026-09-01 09:00"


@pytest.fixture
def reader(client_of, clock_at):
    clock_at(NOW)
    return client_of("officer")


def test_every_clock_stands_in_the_table_with_its_article_and_what_follows(reader):
    page = text_of(reader.get("/desk/clocks/"))
    for identifier, clock in CLOCKS.items():
        assert f'href="/desk/clocks/{identifier}/"' in page
        assert all(version.law_zh in page for version in clock.versions)
    for words in ("未核实", "旧法", "措施自动解除", "遇放假安排顺延", "检测、检验、检疫、鉴定"):
        assert words in page


def test_a_date_is_computed_and_told_step_by_step(reader):
    page = text_of(reader.get("/desk/clocks/VER-15/?from=2026-09-18"))
    assert "2026年10月15日" in page
    assert "2026-10-01至2026-10-07为国庆节放假，不计入（国办发明电〔2025〕7号）。" in page


def test_the_question_comes_back_with_the_answer(reader):
    url = "/desk/clocks/CASE-90/?from=2026-07-03&extended=on&extension=20"
    page = text_of(reader.get(f"{url}&exclude=2026-08-01..2026-08-10&exclude=2026-08-05..2026-08-12"))
    assert "期限90日，经批准延长30日，又延长20日，共140日" in page
    assert "2026-08-01至2026-08-12共12天依法扣除" in page
    assert 'value="2026-08-01..2026-08-10 2026-08-05..2026-08-12"' in page


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("VER-15/?from=18.9.2026", "日期请写成2026-09-18"),
        ("VER-15/?from=", "请填写"),
        ("VER-15/?from=0001-01-01", "日期请写成2026-09-18"),
        ("VER-15/?from=2010-01-01", "2019-04-01—2021-07-14"),
        ("VER-15/?from=2026-09-18&exclude=2026-09-20", "请写首日..末日"),
        ("VER-15/?from=2026-09-18&length=3", "由法律规定"),
        ("VER-15/?from=2026-09-18&extended=on&extension=3", "由法律规定"),
        ("DEF-5/?from=2026-09-18&extended=on", "法律没有规定这个期限可以延长"),
        ("DEF-5/?from=2026-09-18&exclude=2026-09-20..2026-09-21", "法律没有规定这个期限可以扣除时间"),
        ("CASE-90/?from=2026-09-18&extension=3", "请同时勾选"),
        ("REV-10/?from=2026-09-18&extended=on", "法律没有规定延长多久"),
        ("SUPPLY-MATERIAL/?from=2026-09-18", "法律没有规定天数"),
        ("SUPPLY-MATERIAL/?from=2026-09-18&length=ten", "请写整数"),
        ("PUB-END-OLD/?from=2022-09-18&length=3", "3m（通报批评"),
        ("PAY-SURCHARGE/?from=2026-09-18", "不是期限"),
    ],
)
def test_what_is_wrong_is_said_in_words(reader, question, said):
    response = reader.get(f"/desk/clocks/{question}")
    assert response.status_code == 200
    assert said in text_of(response)
    assert not response.context["steps"]


@pytest.mark.parametrize("identifier", CLOCKS)
def test_every_clock_has_a_page(reader, identifier):
    page = reader.get(f"/desk/clocks/{identifier}/?from=2026-09-18&length=")
    assert page.status_code == 200


def test_there_is_no_other_clock(reader):
    assert reader.get("/desk/clocks/VER-16/").status_code == 404


@pytest.mark.parametrize("url", ["/desk/clocks/", "/desk/clocks/VER-15/"])
def test_only_staff_who_read_cases_open_them(cast, client_of, clock_at, url):
    clock_at(NOW)
    assert Client().get(url).status_code == 302
    for name in ("admin", "operator"):
        assert client_of(name).get(url).status_code == 403
    assert client_of("stranger").get(url).status_code == 200  # the law is the same in every bureau


def test_the_page_of_a_case_tells_of_pauses_and_extensions(cast, client_of, clock_at):
    case, paper = lead(cast), {"ground": "委托检测", "document": "DOC-2021-000009", "actor": None}
    moment = at("2021-09-02 09:00")
    extend(case.reference, VER_15, on=moment.date(), at=moment, **paper)
    hold(case.reference, VER_15, on=moment.date(), at=moment, **paper)
    clock_at("2021-09-06 09:00")
    page = text_of(client_of("officer").get(f"/desk/cases/{case.reference}/"))
    assert "委托检测，已停4天" in page
    assert "2021-09-02批准延长15个工作日：委托检测（DOC-2021-000009）" in page
    assert "起暂停计算（委托检测）" in page
    assert "延长期限" in page  # in the history
