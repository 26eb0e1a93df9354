"""Two scenarios side by side, without a script: A travels with the form, B is in it."""

from urllib.parse import quote

import pytest
from django.test import Client

from penalties import comparison
from penalties.models import Worksheet
from penalties.views.calculator import EXAMPLES

A = EXAMPLES[0][1]
B = A.replace("amount_illegal_gains=unknown", "amount_illegal_gains=known&value_illegal_gains=40000")


def page_of(query: str) -> str:
    return Client().get(f"/calculator/?{query}").content.decode()


def test_lines_that_only_one_side_has_are_marked():
    a = {"answers": {"Amount": "1"}, "lines": {"Result": ["same", "one"], "Tiers": ["low"]}}
    b = {
        "answers": {"Amount": "2", "Grade": "serious"},
        "lines": {"Result": ["same", "two"], "Tiers": ["low"]},
    }
    found = comparison.compare(a, b)
    assert [row["label"] for row in found["changed"]] == ["Amount", "Grade"]
    assert found["differing"][0]["a"] == [("same", True), ("one", False)]
    assert [row["label"] for row in found["same"]] == ["Tiers"]


@pytest.mark.django_db
def test_the_calculator_keeps_a_in_the_address_and_shows_both():
    alone = page_of(A)
    assert "与另一种情形比较" in alone and "a=q%3D" in alone
    both = page_of(f"{B}&a={quote(A)}")
    assert both.count('class="ruler range"') == 2
    assert "法律允许罚0至500,000元" in both and "法律允许罚40,000至400,000元" in both
    assert "<mark>上限：40,000 × 10 ＝ 400,000</mark>" in both
    assert "<mark>无法计算</mark>" in both and "<mark>已查明，填写金额</mark>" in both
    assert 'name="a"' in both and "情形A" in both and "情形B" in both


@pytest.mark.django_db
def test_either_scenario_of_the_calculator_goes_on_alone():
    both = page_of(f"{B}&a={quote(A)}")
    links = [part.split('"')[0] for part in both.split('href="?')[1:]]
    alone = [page_of(link.replace("&amp;", "&")) for link in links[-2:]]
    assert "法律允许罚0至500,000元" in alone[0] and "法律允许罚40,000至400,000元" in alone[1]
    assert all("情形B" not in page for page in alone)


@pytest.mark.django_db
def test_a_scenario_without_an_answer_says_why_beside_the_other():
    query = "norms=PIPL-66-1&ended_on=2021-08-31&decided_on=2021-12-10"
    both = page_of(f"{query}&a={quote(A)}")
    assert "行为终了那天还没有施行" in both and "法律允许罚0至500,000元" in both


@pytest.mark.django_db
def test_nonsense_as_the_other_scenario_is_answered_calmly():
    assert "情形A" in page_of(f"{A}&a=%26%3D%3Bnorms%3Dx%26ended_on%3D9")


@pytest.fixture
def compute(client_of, case, clock_at):
    clock_at("2021-11-08 09:00")
    client = client_of("officer")

    def post(answers: dict) -> str:
        response = client.post(f"/desk/cases/{case.reference}/worksheet/compute/", answers)
        assert response.status_code == 200
        return response.content.decode()

    return post


def kept_in(page: str) -> str:
    return page.split('name="a" value="')[1].split('"')[0].replace("&amp;", "&")


def test_the_worksheet_compares_and_either_is_taken_over(compute, filled):
    first = compute(filled | {"beside": "1"})
    assert "两种情形现在还一样" in first
    a = kept_in(first)
    both = compute(filled | {"a": a, "proposed_fine": "300000"})
    assert "￥180,000" in both and "￥300,000" in both and "60.00%" in both
    assert "submit/" not in both and "save/" not in both
    taken = compute(filled | {"a": a, "proposed_fine": "300000", "take": "a"})
    assert 'value="180,000"' in taken and "情形B" not in taken and "submit/" in taken
    kept = compute(filled | {"a": a, "proposed_fine": "300000", "take": "b"})
    assert 'value="300000"' in kept and "情形B" not in kept
    assert "csrf" not in a and "token" not in a
    assert not Worksheet.objects.exists()


def test_comparing_is_for_the_officers_of_the_case(client_of, case, clock_at, filled):
    clock_at("2021-11-08 09:00")
    url = f"/desk/cases/{case.reference}/worksheet/compute/"
    assert client_of("stranger").post(url, filled | {"beside": "1"}).status_code == 404
    assert client_of("reviewer").post(url, filled | {"beside": "1"}).status_code == 403


def test_enter_computes_and_never_proposes_or_takes_over(compute, filled):
    for page in (compute(filled), compute(filled | {"beside": "1"})):
        first = page.split('method="post"')[-1].split("<button")[1].split("</button>")[0]
        assert "formaction" not in first and "name=" not in first
