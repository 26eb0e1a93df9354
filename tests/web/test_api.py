"""Cases as data: the same queries, the same refusals, the same words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from tests.factories import assign, case_in, lead, moment_of, propose_filing

CASES = "/api/v1/cases/"


def test_a_case_tells_its_clocks_its_steps_and_the_reasons_against_them(cast, client_of, clock_at):
    clock_at("2021-08-27 09:00")
    case = case_in(cast, "verifying")
    body = client_of("officer").get(f"{CASES}{case.reference}/").json()
    assert (body["state"], body["title"], body["clocks"][0]["due_on"]) == (
        "verifying",
        case.title,
        "2021-09-14",
    )
    steps = {step["action"]: step for step in body["options"]}
    assert not steps["propose_filing"]["is_allowed"] and steps["propose_not_filing"]["is_allowed"]
    reasons = {reason["code"]: reason["law"] for reason in steps["propose_filing"]["reasons"]}
    assert reasons == {"evidence_on_file": "程序规定第十九条", "site_record_signed": "程序规定第二十八条"}


def test_a_decided_case_lists_its_documents_and_dossier(cast, client_of, clock_at):
    case = case_in(cast, "decided")
    clock_at(moment_of("decided"))
    body = client_of("publisher1").get(f"{CASES}{case.reference}/").json()
    kinds = {document["kind"]: document for document in body["documents"]}
    assert kinds["penalty_decision"]["is_ready"] and kinds["penalty_notice"]["served_on"] == "2021-11-22"
    assert (body["amount"], body["dossier"][0]["path"]) == ("180000.00", "/m/VIS-2021-000001/")


def test_the_list_filters_and_turns_pages(cast, client_of, clock_at):
    clock_at("2021-08-27 09:00")
    for _ in range(21):
        lead(cast)
    case = case_in(cast, "verifying")
    client = client_of("officer")
    first = client.get(CASES).json()
    second = client.get(first["next"]).json()
    assert (len(first["results"]), len(second["results"]), second["next"]) == (20, 2, None)
    assert client.get(second["previous"]).json()["results"] == first["results"]
    found = client.get(CASES, {"state": "verifying", "mine": "true"}).json()["results"]
    assert [row["reference"] for row in found] == [case.reference]


@pytest.mark.parametrize("path", ["", "CAS-2021-000001/"])
def test_nothing_without_a_session(client, db, path):
    assert client.get(CASES + path).status_code in (401, 403)


def test_strangers_find_nothing(cast, client_of, clock_at):
    clock_at("2021-09-10 10:00")
    case = propose_filing(cast, assign(cast, lead(cast)))
    approval = case.approvals.get()
    for who in ("stranger", "strangerhead", "admin"):
        client = client_of(who)
        assert client.get(CASES).json()["results"] == []
        assert client.get("/api/v1/approvals/").json() == []
        for address in (f"{CASES}{case.reference}/", f"/api/v1/approvals/{approval.reference}/"):
            answer = client.get(address)
            assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"
        for verb in ("approve", "return"):
            answer = client.post(
                f"/api/v1/approvals/{approval.reference}/{verb}/", {"note": "x"}, "application/json"
            )
            assert answer.status_code == 404


def test_a_repeat_with_the_same_key_gets_the_same_answer(cast, client_of, clock_at):
    clock_at("2021-09-13 10:00")
    case = propose_filing(cast, assign(cast, lead(cast)))
    address = f"/api/v1/approvals/{case.approvals.get().reference}/approve/"
    body = {"key": "5b5e5e0e-8c1f-4e6e-9a53-0d4a6f1f8f11", "note": "同意"}
    answers = [client_of("head").post(address, body, "application/json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()


def test_returning_without_a_reason_is_a_problem_with_words(cast, client_of, clock_at):
    clock_at("2021-09-13 10:00")
    case = propose_filing(cast, assign(cast, lead(cast)))
    address = f"/api/v1/approvals/{case.approvals.get().reference}/return/"
    answer = client_of("head").post(address, {}, "application/json")
    assert answer.status_code == 400 and "请写明退回的原因" in answer.json()["detail"]


def test_the_list_costs_the_same_however_long(cast, client_of, clock_at):
    clock_at("2021-08-27 09:00")
    client = client_of("head")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(CASES)
        return len(queries)

    lead(cast)
    client.get(CASES)
    few = cost()
    for _ in range(15):
        assign(cast, lead(cast))
    case_in(cast, "closed")
    assert cost() == few <= 10


def test_the_schema_has_no_warnings():
    GENERATOR_STATS.reset()
    SchemaGenerator().get_schema(request=None, public=True)
    assert not GENERATOR_STATS
