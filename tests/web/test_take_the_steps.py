"""The whole case by its pages, without JavaScript: every form a person fills in, in the order of the law."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.models import Approval, Case, Document
from casework.services import cases
from casework.web.case_steps import STEPS
from tests.factories import (
    at,
    case_in,
    deliver,
    file_evidence,
    lead,
    moment_of,
    propose_penalty,
)
from tests.web.forms import discussed, send, text_of, token_on

USCC = "91440605MA5XEX1A01"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def url(case: Case, step: str) -> str:
    return f"/desk/cases/{case.reference}/{step}/"


def now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def take(client_of, clock_at):
    """``take(case, who, moment, step, fields)``: one step by its page; the case as it then is."""

    def taken(case: Case, who: str, moment: str, step: str, fields: dict | None = None) -> Case:
        clock_at(moment)
        response = send(client_of(who), url(case, step), fields)
        assert response.status_code == 303, text_of(response)
        return now(case)

    return taken


def approve(client_of, clock_at, case: Case, kind: str, moment: str) -> Case:
    clock_at(moment)
    approval = Approval.objects.get(case=case, kind=kind, state="pending")
    page = f"/desk/approvals/{approval.reference}/"
    assert send(client_of("head"), page, to=f"{page}approve/").status_code == 303
    return now(case)


def serve(client_of, clock_at, case: Case, kind: str, moment: str) -> Case:
    clock_at(moment)
    document = Document.objects.get(case=case, kind=kind)
    fields = {"method": "direct", "served_on": moment[:10], "received_by": "钱知远（演示）"}
    fields["receipt"] = SimpleUploadedFile("回证.pdf", PDF)
    response = send(client_of("officer"), f"/desk/documents/{document.reference}/serve/", fields)
    assert response.status_code == 303, text_of(response)
    assert document.service.receipt is not None
    return now(case)


def test_a_case_goes_from_lead_to_closing_by_its_forms(cast, client_of, clock_at, take):
    case = lead(cast, party=None)
    officers = [cast[name].pk for name in ("inspector1", "inspector2", "officer")]
    case = take(case, "unithead", "2021-08-26 09:00", "assign_officers", {"officers": officers})
    assert (case.state, case.officers.count()) == ("verifying", 3)
    party = {
        "kind": "unit",
        "name": "示例云岭置业（佛山）有限公司",
        "uscc": USCC.lower(),
        "address": "演示路18号",
    }
    case = take(case, "officer", "2021-08-26 10:00", "record_party", party)
    assert case.party.uscc == USCC
    file_evidence(cast, case)
    case = take(case, "officer", "2021-09-10 09:00", "propose_filing", {"reason": "有初步证据"})
    case = approve(client_of, clock_at, case, "filing", "2021-09-13 10:00")
    assert case.number == "佛南市监案〔2021〕1号"
    propose_penalty(cast, case)
    report = {"report": "收集人脸信息2,316条。", "legal_review_ground": "public_interest"}
    case = take(case, "officer", "2021-11-12 09:00", "conclude_investigation", report)
    case = take(case, "unithead", "2021-11-12 10:00", "send_to_review")
    points = {"points": [str(n) for n in range(7)], "opinion": "同意"}
    case = take(case, "legal", "2021-11-16 09:00", "pass_legal_review", points)
    case = approve(client_of, clock_at, case, "proposal", "2021-11-18 09:00")
    case = take(case, "officer", "2021-11-19 09:00", "issue_notice")
    deliver("2021-11-19 09:05")
    case = serve(client_of, clock_at, case, "penalty_notice", "2021-11-22 16:00")
    defence = {"content": "已经拆除设备。", "recheck": "属实，已予考虑。"}
    case = take(case, "officer", "2021-11-24 09:00", "hear_defence", defence)
    assert case.state == "defence_heard"
    discussion = discussed(cast, "2021-11-30T09:00")
    case = take(case, "principal", "2021-11-30 10:00", "record_discussion", discussion)
    case = take(case, "officer", "2021-12-01 09:00", "propose_decision", {"reason": "请批准"})
    case = approve(client_of, clock_at, case, "decision", "2021-12-02 09:00")
    deliver("2021-12-02 09:05")
    case = serve(client_of, clock_at, case, "penalty_decision", "2021-12-03 16:00")
    payment = {"amount": "180000.00", "paid_on": "2021-12-16", "receipt_number": "R-1"}
    case = take(case, "officer", "2021-12-16 15:00", "record_payment", payment)
    case = take(case, "officer", "2021-12-17 09:00", "propose_closing", {"reason": "已缴清"})
    case = approve(client_of, clock_at, case, "closing", "2021-12-20 09:00")
    assert (case.state, case.closed_on) == ("closed", dt.date(2021, 12, 20))


def test_the_other_ways_are_forms_too(cast, client_of, take):
    case = take(
        case_in(cast, "verifying"),
        "officer",
        "2021-08-27 09:00",
        "propose_not_filing",
        {"ground": "slight", "reason": "轻微"},
    )
    assert case.approvals.get().kind == "not_filing"
    opinion = {"opinion": "请补充询问笔录"}
    case = take(case_in(cast, "under_review"), "reviewer", "2021-11-15 09:00", "return_from_review", opinion)
    assert case.state == "investigating"
    case = take(
        case_in(cast, "noticed"), "officer", "2021-11-23 09:00", "record_waiver", {"content": "当事人签字"}
    )
    assert case.state == "waived"


def test_a_reviewer_returns_a_case_with_the_second_button_of_the_review(cast, client_of, clock_at):
    case = case_in(cast, "under_review")
    clock_at("2021-11-15 09:00")
    page = url(case, "pass_case_review")
    client = client_of("reviewer")
    assert f'formaction="{url(case, "return_from_review")}"' in text_of(client.get(page))
    fields = {"opinion": "请补充", "points": ["0"]}
    assert send(client, page, fields, to=url(case, "return_from_review")).status_code == 303
    assert now(case).state == "investigating"


def test_a_review_agrees_with_all_seven_points_or_not_at_all(cast, client_of, clock_at):
    case = case_in(cast, "under_review")
    clock_at("2021-11-15 09:00")
    response = send(
        client_of("reviewer"), url(case, "pass_case_review"), {"opinion": "同意", "points": ["0", "1"]}
    )
    assert response.status_code == 200 and "七项都打勾才能同意" in text_of(response)
    assert now(case).state == "under_review"


def test_a_wrong_code_comes_back_with_everything_typed(cast, client_of, clock_at):
    case = case_in(cast, "verifying", party=None)
    clock_at("2021-08-27 09:00")
    fields = {"kind": "unit", "name": "示例云岭置业", "uscc": "91440605MA5XEX1A02"}
    response = send(client_of("officer"), url(case, "record_party"), fields)
    assert response.status_code == 200
    text = text_of(response)
    assert "校验位不对" in text and 'value="示例云岭置业"' in text and 'role="alert"' in text
    assert now(case).party is None


def test_a_code_on_file_under_another_name_is_asked_about(cast, client_of, clock_at):
    first, second = case_in(cast, "verifying", party=None), case_in(cast, "verifying", party=None)
    clock_at("2021-08-27 09:00")
    client = client_of("officer")
    fields = {"kind": "unit", "name": "示例云岭置业", "uscc": USCC}
    assert send(client, url(first, "record_party"), fields).status_code == 303
    assert "这个代码登记的是“示例云岭置业”" in text_of(
        send(client, url(second, "record_party"), fields | {"name": "示例鲜港水产"})
    )
    assert send(client, url(second, "record_party"), fields).status_code == 303
    assert now(first).party == now(second).party


def test_two_officers_at_least_and_nothing_changes_with_one(cast, client_of, clock_at):
    case = lead(cast)
    clock_at("2021-08-26 09:00")
    response = send(client_of("unithead"), url(case, "assign_officers"), {"officers": [cast["officer"].pk]})
    assert response.status_code == 409 and "处罚法第四十二条" in text_of(response)
    assert (now(case).state, case.officers.count()) == ("lead_registered", 0)


def test_officers_are_offered_with_their_certificates(cast, client_of, clock_at):
    case = lead(cast)
    clock_at("2021-08-26 09:00")
    text = text_of(client_of("unithead").get(url(case, "assign_officers")))
    assert "粤演示0101，有效至2030-12-31" in text and "粤演示0901" not in text
    clock_at("2031-01-02 09:00")
    assert "没有当日有效的执法证" in text_of(client_of("unithead").get(url(case, "assign_officers")))


def test_a_payment_before_the_decision_goes_back_into_the_form(cast, client_of, clock_at):
    case = case_in(cast, "served")
    clock_at("2021-12-16 15:00")
    payment = {"amount": "180000.00", "paid_on": "2021-11-16", "receipt_number": "R-1"}
    response = send(client_of("officer"), url(case, "record_payment"), payment)
    assert response.status_code == 200 and "缴款日期须在决定之后" in text_of(response)
    assert not case.payments.exists()


def test_a_double_click_is_one_act(cast, client_of, clock_at):
    case = case_in(cast, "served")
    clock_at("2021-12-16 15:00")
    client = client_of("officer")
    page = client.get(url(case, "record_payment"))
    fields = {"amount": "1000.00", "paid_on": "2021-12-16", "receipt_number": "R-1"}
    fields["token"] = token_on(page)
    answers = [client.post(url(case, "record_payment"), fields).status_code for _ in range(2)]
    assert (answers, case.payments.count()) == ([303, 303], 1)


def test_a_form_without_its_token_keeps_what_was_typed(cast, client_of, clock_at):
    case = case_in(cast, "verifying")
    clock_at("2021-08-27 09:00")
    response = client_of("officer").post(
        url(case, "propose_not_filing"), {"ground": "slight", "reason": "轻微并及时改正"}
    )
    assert "表单已失效" in text_of(response) and "轻微并及时改正" in text_of(response)
    assert not case.approvals.exists()


def test_the_law_stands_beside_the_form_with_what_follows(cast, client_of, clock_at):
    case = case_in(cast, "proposal_approved")
    clock_at(moment_of("proposal_approved"))
    text = text_of(client_of("officer").get(url(case, "issue_notice")))
    assert "程序规定第五十七条" in text and "行政处罚告知书" in text and "有权进行陈述和申辩" in text


@pytest.mark.parametrize("step", STEPS)
def test_nobody_takes_a_step_out_of_order_and_the_page_names_the_article(cast, client_of, clock_at, step):
    case = case_in(cast, "lead_registered")
    clock_at("2021-08-26 09:00")
    before = (case.state, case.version)
    for who in ("publisher1", "inspector1"):
        if step in ("record_party", "tell_on_spot") and who == "inspector1":
            continue  # these are lawful
        response = client_of(who).get(url(case, step))
        assert response.status_code in (403, 409) and "条" in text_of(response)
        answer = client_of(who).post(url(case, step), {})
        assert answer.status_code in (403, 409) and "条" in text_of(answer)
    assert (now(case).state, now(case).version) == before
    assert client_of("stranger").get(url(case, step)).status_code == 404
    assert client_of("stranger").post(url(case, step), {}).status_code == 404


def test_an_officer_who_is_not_on_the_case_is_refused(cast, client_of, clock_at):
    officers = [cast["inspector1"], cast["inspector2"]]
    case = cases.assign_officers(
        case=lead(cast), officers=officers, actor=cast["unithead"], at=at("2021-08-26 09:00")
    )
    clock_at("2021-08-27 09:00")
    response = client_of("officer").get(url(case, "propose_not_filing"))
    assert response.status_code == 403
    assert "您不是本案的办案人员" in text_of(response) and "程序规定第十九条" in text_of(response)
