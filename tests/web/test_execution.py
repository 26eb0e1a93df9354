"""The pages of an execution: its steps by their forms, once by the API, what a stranger gets."""

from decimal import Decimal

import pytest

from casework.models import Approval, Execution
from casework.services import execution
from tests.casework.collecting import now, overdue, served
from tests.factories import at, case_in
from tests.web.forms import send, text_of

PARTS = "2022-01-31 60000\n2022-02-28，120,000元"


def page(found: Execution, step: str = "") -> str:
    return f"/desk/executions/{found.reference}/{step + '/' if step else ''}"


def test_the_page_says_where_it_stands_and_links_to_what_can_be_done(cast, client_of, clock_at):
    found = served(cast)
    clock_at("2021-12-10 09:00")
    read = text_of(client_of("officer").get(page(found)))

    assert "缴款期限内" in read and "￥180,000" in read and "2021年12月18日" in read
    assert page(found, "propose_instalments") in read and page(found, "enter_receipt") not in read
    case_page = text_of(client_of("officer").get(f"/desk/cases/{found.case.reference}/"))
    assert page(found) in case_page
    assert page(found, "enter_receipt") in text_of(client_of("finance").get(page(found)))


def test_instalments_by_the_form_and_the_head_approves_on_its_page(cast, client_of, clock_at):
    found = served(cast)
    clock_at("2021-12-10 09:00")
    fields = {"parts": PARTS, "application": "12月10日申请", "reason": "困难"}
    assert send(client_of("officer"), page(found, "propose_instalments"), fields).status_code == 303

    approval = Approval.objects.get(subject=found.reference)
    queue = text_of(client_of("head").get("/desk/approvals/"))
    assert approval.reference in queue and "分期缴纳罚款" in queue
    address = f"/desk/approvals/{approval.reference}/"
    assert send(client_of("head"), address, to=f"{address}approve/").status_code == 303
    assert now(found).state == "instalments"
    assert "2022年1月31日前￥60,000；2022年2月28日前￥120,000" in text_of(client_of("head").get(page(found)))


@pytest.mark.parametrize(
    ("parts", "said"),
    [("不是日期 60000", "第1行"), ("2022-01-31 60000\n2022-02-28", "第2行"), ("2022-01-31 1", "合计须为")],
)
def test_what_is_wrong_in_the_parts_comes_back_with_what_was_typed(cast, client_of, clock_at, parts, said):
    found = served(cast)
    clock_at("2021-12-10 09:00")
    fields = {"parts": parts, "application": "12月10日申请", "reason": "困难"}
    answer = send(client_of("officer"), page(found, "propose_instalments"), fields)

    assert answer.status_code == 200 and said in text_of(answer) and "12月10日申请" in text_of(answer)
    assert not Approval.objects.filter(subject=found.reference).exists()


def test_finance_enters_a_receipt_once(cast, client_of, clock_at):
    found = served(cast)
    clock_at("2021-12-16 09:00")
    fields = {
        "amount": "100",
        "paid_on": "2021-12-15",
        "receipt_number": "R-1",
        "purpose": "fine",
        "payer": "",
    }
    assert send(client_of("finance"), page(found, "enter_receipt"), fields).status_code == 303
    again = send(client_of("finance"), page(found, "enter_receipt"), fields)
    assert again.status_code == 200 and "已经登记过" in text_of(again)
    assert client_of("officer").get(page(found, "enter_receipt")).status_code == 403
    assert found.payments.get().amount == Decimal("100.00")


def test_a_demand_too_early_is_refused_with_the_article_on_page_and_api(cast, client_of, clock_at):
    found = overdue(cast)
    clock_at("2022-06-06 09:00")
    officer = client_of("officer")
    shown = text_of(officer.get(page(found)))
    assert "期限还没有届满，不能催告" in shown and "强制法第五十三条" in shown
    assert officer.get(page(found, "make_demand")).status_code == 409
    answer = officer.post(
        f"/api/v1/executions/{found.reference}/steps/make_demand/", {}, content_type="application/json"
    )
    assert answer.status_code == 409 and "强制法第五十三条" in answer.json()["law"]
    assert now(found).state == "overdue"

    clock_at("2022-06-07 09:00")
    answer = officer.post(
        f"/api/v1/executions/{found.reference}/steps/make_demand/", {}, content_type="application/json"
    )
    assert answer.status_code == 200 and now(found).state == "demand_made"


def test_a_stranger_finds_nothing(cast, client_of, clock_at):
    found = served(cast)
    clock_at("2021-12-10 09:00")
    for who in ("stranger", "strangerhead", "admin"):
        for address in (page(found), page(found, "propose_deferral")):
            assert client_of(who).get(address).status_code == 404


def test_every_state_has_a_page_in_both_languages(cast, client_of, clock_at):
    found = served(cast)
    clock_at("2022-06-10 09:00")
    officer = client_of("officer")
    for state in Execution.lifecycle.by_state:
        Execution.objects.filter(pk=found.pk).update(state=state)
        for language in ("zh-hans", "en"):
            officer.cookies["lang"] = language
            assert officer.get(page(found)).status_code == 200


def test_nothing_opens_where_nothing_is_to_be_paid(cast):
    assert execution.open_for(case_in(cast, "noticed"), at("2021-11-23 09:00"), cast["officer"]) is None
