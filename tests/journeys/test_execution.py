"""A fine that is not paid: overdue, surcharge, demand, agreement broken, court; in the end the bank's file pays it.
Everybody works through their own pages."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.kernel import clock, outbox
from casework.models import Approval
from casework.services import execution
from tests.casework.collecting import served
from tests.journeys.person import Person, TestBrowser

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


def test_from_the_unpaid_fine_to_the_court_and_the_money(cast, clock_at):
    found = served(cast)
    case = f"/desk/cases/{found.case.reference}/"
    page = f"/desk/executions/{found.reference}/"
    clock_at("2021-12-20 09:00")
    officer, head, finance, litigator = (
        Person(TestBrowser()).sign_in(name) for name in ("officer", "head", "finance", "litigator")
    )

    execution.run_out(at=clock.now())
    assert "逾期未缴" in officer.open(page)
    assert "加处罚款" in officer.open(f"{case}surcharge/")

    clock_at("2022-01-21 09:00")
    shown = officer.open(f"{case}surcharge/")
    assert "￥180,000" in shown and "180,000 × 3% × 34 = 183,600" in shown
    assert "￥180,000" in officer.press("确定这笔加处罚款")
    assert "还没有届满，不能催告" in officer.open(page)

    clock_at("2022-06-07 09:00")
    officer.open(page)
    officer.press("制作催告书")
    settle()
    document = officer.open(case).link("行政处罚决定履行催告书")
    assert officer.download(f"{document}pdf/").startswith(b"%PDF-")
    clock_at("2022-06-07 16:00")
    officer.open(f"{document}serve/")
    officer.press("记录送达，期限开始计算", {"method": "direct", "received_by": "钱知远（演示）"})
    assert "已催告" in officer.open(page)
    officer.open(f"{page}hear_statement/")
    officer.press("记录陈述申辩", {"statement": "愿意分期。", "answer": "可以订立协议。"})

    clock_at("2022-06-08 09:00")
    officer.open(f"{page}propose_agreement/")
    agreed = {
        "application": "2022年6月8日执行协议",
        "terms": "一次付清，免除加处罚款",
        "surcharge": "0",
        "remedied": "已删除人脸信息并通知本人",
        "parts": "2022-06-30 180000",
        "reason": "当事人采取补救措施",
    }
    officer.press("报请订立执行协议", agreed)
    approve(head, "批准执行协议")
    assert "履行执行协议中" in officer.open(page)
    clock_at("2022-07-01 00:10")
    execution.run_out(at=clock.now())
    assert "已催告" in officer.open(page) and "￥180,000" in officer.page

    clock_at("2022-07-01 09:00")
    officer.open(f"{page}propose_court_application/")
    officer.press("报请申请法院强制执行", {"reason": "催告后仍未履行"})
    approve(head, "批准，生成强制执行申请书")
    settle()
    assert "强制执行申请书" in officer.open(case)
    clock_at("2022-07-05 09:00")
    litigator.open(f"{page}record_acceptance/")
    litigator.press("登记受理", {"court": "佛山市南海区人民法院", "court_number": "（2022）粤0605行审1号"})
    clock_at("2022-07-11 09:00")
    litigator.open(f"{page}record_allowed/")
    litigator.press("登记准予执行", {"ruling": "准予执行"})
    assert "法院准予执行" in litigator.open(page)

    clock_at("2022-08-02 09:00")
    assert "￥180,000" in finance.open("/desk/money/")
    finance.open("/desk/money/statements/")
    text = f"票据号,缴款日期,金额,缴款人,文号\nB-1,2022-08-01,360000.00,法院,{found.decision.number}\n"
    finance.press("读取并核对", {"file": SimpleUploadedFile("8月.csv", text.encode())})
    finance.press("登记匹配的1笔")
    assert "已入账" in finance.page
    assert re.search("已缴清", officer.open(page).text)
    assert "报请结案" in officer.open(case)


def approve(head: Person, button: str) -> None:
    assert button in head.open(f"/desk/approvals/{Approval.objects.get(state='pending').reference}/")
    head.press(button)


def settle() -> None:
    while outbox.deliver_due(at=clock.now()):
        pass
