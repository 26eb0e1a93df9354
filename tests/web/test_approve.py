"""The heads' queue: order, reasons, the race of two heads, own work, return and what changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.kernel import audit
from casework.kernel.errors import Invalid
from casework.kernel.models import Certificate
from casework.kernel.roles import Role
from casework.lifecycle import NOT_FILING_GROUNDS
from casework.models import Approval, Case
from casework.services import approvals, cases, publications
from casework.web.paging import SIZE
from tests.factories import assign, at, case_in, deliver, lead, propose_decision, propose_filing
from tests.web.forms import send, text_of, token_on

QUEUE = "/desk/approvals/"


def url(approval: Approval, verb: str = "") -> str:
    return f"{QUEUE}{approval.reference}/{verb}"


@pytest.fixture
def filing(cast, clock_at) -> Approval:
    """A filing that waits for the head."""
    case = propose_filing(cast, assign(cast, lead(cast)))
    clock_at("2021-09-13 10:00")
    return Approval.objects.get(case=case)


@pytest.fixture
def decision(cast, clock_at) -> Approval:
    case = propose_decision(cast, case_in(cast, "waived"))
    clock_at("2021-12-01 10:00")
    return Approval.objects.get(case=case, state="pending")


def give_role(user, role: Role) -> None:
    user.role_grants.create(role=role.value, granted_at=at("2019-04-01 09:00"))


def test_the_least_lawful_time_stands_first(cast, client_of, clock_at, decision):
    late = propose_filing(cast, assign(cast, lead(cast)))
    rows = client_of("head").get(QUEUE).context["rows"]
    assert [row.case.reference for row in rows] == [late.reference, decision.case.reference]
    assert [row.amount for row in rows] == [None, decision.case.current_proposal.amount]
    text = text_of(client_of("head").get(QUEUE))
    assert "齐全" in text and "￥180,000" in text and "逾期" in text
    only = client_of("head").get(QUEUE + "?kind=filing").context["rows"]
    assert [row.kind for row in only] == ["filing"]


def test_a_head_approves_and_the_case_goes_on(client_of, filing):
    client = client_of("head")
    assert "批准立案，给出案号" in text_of(client.get(url(filing)))
    assert send(client, url(filing), {"note": "同意"}, to=url(filing, "approve/")).status_code == 303
    filing.refresh_from_db()
    assert (filing.state, filing.opinion, filing.case.state) == ("approved", "同意", "investigating")
    text = text_of(client.get(QUEUE))
    assert "没有等您审批的事项" in text and "今天已办" in text
    assert "已批准" in text_of(client.get(url(filing)))


def test_of_two_heads_one_wins_and_the_other_reads_who_and_when(client_of, clock_at, filing):
    slow, quick = client_of("principal"), client_of("head")
    token = token_on(slow.get(url(filing)))
    assert send(quick, url(filing), to=url(filing, "approve/")).status_code == 303
    clock_at("2021-09-13 10:05")
    history = audit.history_of(filing.reference, filing.case.reference).count()
    for verb in ("approve/", "return/"):
        response = slow.post(url(filing, verb), {"token": token, "note": "退"})
        text = text_of(response)
        assert response.status_code == 409 and "周明远" in text and "2021-09-13 10:00" in text
        fragment = slow.post(
            url(filing, verb), {"token": token, "note": "退"}, headers={"HX-Request": "true"}
        )
        assert fragment.status_code == 409 and "<html" not in text_of(fragment)
    assert audit.history_of(filing.reference, filing.case.reference).count() == history


def test_two_heads_race_over_the_api_too(client_of, filing):
    api = f"/api/v1/approvals/{filing.reference}/"
    version = client_of("principal").get(api).json()["version"]
    assert client_of("head").post(f"{api}approve/", {}, "application/json").status_code == 200
    for body in ({"version": version}, {}):
        answer = client_of("principal").post(f"{api}approve/", body, "application/json")
        assert answer.status_code == 409 and answer.json()["type"] == "urn:casework:problem:stale"
        assert "周明远" in answer.json()["detail"] and "2021" in answer.json()["detail"]


def test_pressing_twice_is_one_approval(client_of, filing):
    client = client_of("head")
    token = token_on(client.get(url(filing)))
    answers = [client.post(url(filing, "approve/"), {"token": token}).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert audit.history_of(filing.case.reference).filter(action="case.filed").count() == 1


def test_nobody_approves_what_they_proposed_on_the_page_or_over_the_api(cast, client_of, filing):
    give_role(cast["officer"], Role.BUREAU_HEAD)
    client = client_of("officer")
    row = client.get(QUEUE).context["rows"][0]
    assert [gap.code for gap in row.gaps] == ["separation"]
    page = text_of(client.get(url(filing)))
    assert "不能由您审批" in page and "处罚法第五十七条" in page
    assert page.partition("<aside")[2].count("<button") == 1  # to take the own request back
    token = token_on(client_of("head").get(url(filing)))
    response = client.post(url(filing, "approve/"), {"token": token})
    assert response.status_code == 403 and "处罚法第五十七条" in text_of(response)
    answer = client.post(f"/api/v1/approvals/{filing.reference}/approve/", {}, "application/json")
    assert answer.status_code == 403
    assert (answer.json()["law"], answer.json()["reasons"][0]["code"]) == (
        "处罚法第五十七条、程序规定第四条",
        "separation",
    )
    attempts = audit.history_of(filing.reference).filter(action="attempt.refused", actor=cast["officer"])
    assert [audit.details_of(event)["why"] for event in attempts] == [["separation"], ["separation"]]
    filing.refresh_from_db()
    assert (filing.state, filing.case.state) == ("pending", "verifying")


def test_what_went_missing_since_the_proposal_blocks_the_approval(client_of, filing):
    Certificate.objects.update(valid_to="2021-09-12")
    client = client_of("head")
    assert [gap.law for gap in client.get(QUEUE).context["rows"][0].gaps] == ["处罚法第四十二条"]
    page = text_of(client.get(url(filing)))
    assert "批准立案，给出案号" not in page and "现在不能批准" in page
    response = send(client, url(filing), to=url(filing, "approve/"))
    assert response.status_code == 409 and "处罚法第四十二条" in text_of(response)
    filing.refresh_from_db()
    assert (filing.state, filing.decided_by) == ("pending", None)


def test_returning_needs_a_reason_and_approving_none(client_of, filing):
    client = client_of("head")
    response = send(client, url(filing), {"note": " "}, to=url(filing, "return/"))
    assert response.status_code == 200 and 'role="alert"' in text_of(response)
    filing.refresh_from_db()
    assert filing.state == "pending"
    assert send(client, url(filing), {"note": "缺照片"}, to=url(filing, "return/")).status_code == 303
    filing.refresh_from_db()
    assert (filing.state, filing.opinion, filing.case.state) == ("returned", "缺照片", "verifying")


def test_what_is_proposed_again_shows_what_changed(cast, client_of, clock_at, filing):
    approvals.send_back(approval=filing, actor=cast["head"], at=at("2021-09-13 10:00"), note="请写明证据")
    case = Case.objects.get(pk=filing.case_id)
    cases.propose_filing(
        case=case, reason="有现场笔录，请批准立案", actor=cast["officer"], at=at("2021-09-13 11:00")
    )
    again = Approval.objects.get(case=case, state="pending")
    text = text_of(client_of("head").get(url(again)))
    assert "请写明证据" in text
    assert "<del>有初步证据，</del><ins>有现场笔录，</ins>请批准立案" in text
    assert "退回后再次送审" in text_of(client_of("head").get(QUEUE))


def test_the_review_page_draws_the_amount_the_checks_and_the_working(client_of, decision):
    text = text_of(client_of("head").get(url(decision)))
    assert "批准，生成决定书" in text and "36.00%" in text and "没有违法所得" in text
    assert "陈述申辩期限已届满" in text and "处罚法第六十二条" in text
    assert "您没有参与本案的调查" in text and "剩11天" in text


def test_the_head_reads_what_approving_would_grant(cast, client_of, clock_at):
    case = case_in(cast, "verifying")
    asked = {"case": case, "reason": "已经下架并退款", "actor": cast["officer"], "at": at("2021-09-10 15:00")}
    with pytest.raises(Invalid, match="ground"):
        cases.propose_not_filing(ground="too_busy", **asked)
    cases.propose_not_filing(ground="slight", **asked)
    clock_at("2021-09-13 10:00")
    text = text_of(client_of("head").get(url(Approval.objects.get(case=case, state="pending"))))
    assert str(NOT_FILING_GROUNDS["slight"].zh) in text and "已经下架并退款" in text


def test_others_do_not_decide_and_strangers_know_of_nothing(cast, client_of, filing):
    token = token_on(client_of("head").get(url(filing)))
    for who in ("reviewer", "inspector1", "publisher1"):
        assert client_of(who).get(QUEUE).context["rows"] == []
        answer = client_of(who).post(url(filing, "approve/"), {"token": token})
        assert answer.status_code == 403 and "条" in text_of(answer)
    for who in ("stranger", "strangerhead", "admin"):
        client = client_of(who)
        assert client.get(url(filing)).status_code == 404
        assert client.post(url(filing, "approve/"), {"token": token}).status_code == 404
        assert client.post(url(filing, "return/"), {"token": token, "note": "x"}).status_code == 404
    filing.refresh_from_db()
    assert filing.state == "pending"


def test_a_get_approves_nothing(client_of, filing):
    assert client_of("head").get(url(filing, "approve/")).status_code == 405


def cost(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_thirty_items_of_all_kinds_cost_what_three_cost(cast, client_of, clock_at, decision):
    for _ in range(2):
        propose_filing(cast, assign(cast, lead(cast)))
    client = client_of("head")
    client.get(QUEUE)
    few = cost(client, QUEUE)
    for _ in range(9):
        propose_filing(cast, assign(cast, lead(cast)))
        cases.propose_not_filing(
            case=assign(cast, lead(cast)),
            ground="slight",
            reason="轻微",
            actor=cast["officer"],
            at=at("2021-08-30 09:00"),
        )
        cases.propose_not_filing(
            case=assign(cast, lead(cast)),
            ground="slight",
            reason="轻微",
            actor=cast["inspector1"],
            at=at("2021-08-30 09:00"),
        )
    case_in(cast, "review_passed")
    assert len(client.get(QUEUE).context["rows"]) == SIZE  # of thirty-one
    assert cost(client, QUEUE) == few <= 10
    assert cost(client, "/api/v1/approvals/") <= 10


def test_a_public_copy_waits_in_the_queue_of_the_second_person(cast, client_of, clock_at):
    decision = case_in(cast, "served").decision
    content = publications.suggested_content(decision)
    publications.prepare(
        decision=decision, content=content, actor=cast["publisher1"], at=clock_at("2021-12-06 09:00")
    )
    deliver("2021-12-06 09:05")
    second = text_of(client_of("publisher2").get(QUEUE))
    assert "待复核的公示内容" in second and "齐全" in second
    own = text_of(client_of("publisher1").get(QUEUE))
    assert "由您录入，须由另一位同事复核" in own
    assert "待复核的公示内容" not in text_of(client_of("head").get(QUEUE))
    assert [
        client_of(who).get(QUEUE).context["site"]["nav"][1]["count"] for who in ("publisher1", "publisher2")
    ] == [0, 1]
