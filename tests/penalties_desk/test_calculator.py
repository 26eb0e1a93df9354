"""The calculator and the API: the same figures without a case, for anybody, and nothing is stored."""

import json

import pytest
from django.test import Client

from penalties.models import Worksheet
from penalties.views.calculator import EXAMPLES

SALES_CENTRE = {
    "case": "sales-centre-2021",
    "decided_on": "2021-12-02",
    "party": {"kind": "unit"},
    "acts": [
        {
            "id": "a1",
            "ended_on": "2021-08-31",
            "norms": ["CPL-56-personal-info"],
            "amounts": {"illegal_gains": "unknown"},
            "tier": "ordinary",
            "proposed_fine": "180000.00",
        }
    ],
}


def page_of(query: str) -> str:
    response = Client().get(f"/calculator/?{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_a_link_reproduces_the_figures_of_the_case():
    page = page_of(EXAMPLES[0][1])
    assert "法定幅度￥0至￥500,000" in page
    assert "0 ＋ 500,000 × 30% ＝ 150,000" in page
    assert "（180,000 － 0）÷ 500,000 ＝ 36.00%" in page
    assert not Worksheet.objects.exists()


@pytest.mark.django_db
def test_every_example_has_an_answer():
    pages = [page_of(query) for _words, query in EXAMPLES]
    assert "现在没有罚款" in pages[1]
    assert "￥50,000至￥100,000" in pages[2] and "数额离分档的界限" in pages[2]
    assert "在幅度中的位置" not in pages[2]  # nothing is proposed, so nothing has a position
    assert all("怎么算出来的" in page for page in pages)


@pytest.mark.django_db
def test_words_alone_list_provisions_without_complaints():
    page = page_of("q=虚假宣传")
    assert "反不正当竞争法" in page and 'class="oops"' not in page


@pytest.mark.django_db
def test_it_speaks_english():
    client = Client()
    client.cookies["lang"] = "en"
    page = client.get(f"/calculator/?{EXAMPLES[0][1]}").content.decode()
    assert "Statutory range CNY 0 to CNY 500,000" in page
    assert "illegal gains: Cannot be calculated" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "norms=NOPE&ended_on=2021-01-01",
        "norms=CPL-56-personal-info&ended_on=x&decided_on=0001-01-01",
        "party=x",
    ],
)
def test_nonsense_in_the_address_is_answered_calmly(query):
    assert page_of(query)


@pytest.mark.django_db
def test_htmx_gets_the_clean_address():
    headers = {"HX-Request": "true", "HX-Target": "result"}
    response = Client().get(f"/calculator/?{EXAMPLES[0][1]}&fact_minor=&started_on=", headers=headers)
    assert "fact_minor" not in response["HX-Replace-Url"] and "norms=" in response["HX-Replace-Url"]
    assert "<html" not in response.content.decode()


def post(body) -> tuple[int, dict]:
    response = Client().post("/api/v1/assessments/", json.dumps(body), content_type="application/json")
    return response.status_code, response.json()


@pytest.mark.django_db
def test_the_api_answers_by_the_contract():
    status, answer = post(SALES_CENTRE)
    act = answer["acts"][0]
    assert status == 200 and act["fine"]["ordinary"] == ["150000.00", "350000.00"]
    assert act["proposed"]["position_pct"] == "36.00"
    assert answer["total_fine"] == {"min": "0.00", "max": "500000.00"}


@pytest.mark.django_db
def test_wrong_input_is_a_problem_that_names_the_field():
    status, problem = post({**SALES_CENTRE, "decided_on": "tomorrow"})
    assert (status, problem["type"]) == (400, "urn:casework:problem:invalid")
    assert "decided_on" in problem["detail"]
    status, problem = post(["no", "case"])
    assert status == 400 and problem["detail"]
    response = Client().post("/api/v1/assessments/", "{", content_type="application/json")
    assert response.status_code == 400 and response["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_a_missing_fact_is_a_422_that_names_it():
    act = {**SALES_CENTRE["acts"][0], "norms": ["PIPL-66-1"], "ended_on": "2021-11-05"}
    status, problem = post({**SALES_CENTRE, "acts": [act]})
    assert (status, problem["type"]) == (422, "urn:casework:problem:no-single-answer")
    assert problem["reasons"][0]["code"] == "acts[0].facts.refused_to_correct"
    assert "拒不改正" in problem["detail"]


@pytest.mark.django_db
def test_the_schema_describes_it():
    schema = Client().get("/api/v1/schema/", headers={"Accept": "application/json"})
    body = schema.content.decode()
    assert "/api/v1/assessments/" in body and "422" in body
