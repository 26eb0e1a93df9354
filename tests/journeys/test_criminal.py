"""A suspected crime goes to the police, by the pages and once by the API."""

import re

import pytest

from casework.models import Transfer
from tests.factories import case_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


def reported(sign_in, clock_at, case):
    """Suspected, a group named, its report before the principal head; the officer, and the address."""
    officer, unithead = sign_in("officer"), sign_in("unithead")
    clock_at("2021-10-08 09:00")
    officer.open(f"/desk/cases/{case.reference}/")
    officer.follow("发现涉嫌犯罪，须移送公安机关")
    page = officer.press(
        "登记涉嫌犯罪", {"crime": "侵犯公民个人信息罪", "facts_found": "非法获取公民个人信息2,316条。"}
    )
    transfer = f"/desk/transfers/{re.search(r'CRM-[0-9]{4}-[0-9]{6}', page.markup)[0]}/"
    unithead.open(transfer)
    unithead.follow("指定专案组")
    unithead.press("指定专案组", {"officers": ["陈立行（演示）", "赵启明（演示）"]})
    officer.open(transfer)
    officer.follow("报主要负责人")
    page = officer.press("报主要负责人", {"report": "达到立案追诉标准，建议移送。"})
    assert "等主要负责人决定" in page and "移送审批 剩3天，2021年10月11日止" in page
    return officer, transfer


def test_approved_sent_and_filed_by_the_police(cast, sign_in, clock_at, settle):
    case = case_in(cast, "investigating")
    officer, transfer = reported(sign_in, clock_at, case)
    head, principal = sign_in("head"), sign_in("principal")
    clock_at("2021-10-09 10:00")
    assert "涉嫌犯罪移送公安机关" not in head.open("/desk/approvals/")
    principal.open("/desk/approvals/")
    principal.follow("涉嫌犯罪移送公安机关")
    principal.press("批准移送公安机关", {"意见": "同意移送。"})
    settle()
    assert "已移送公安机关" in officer.open(f"/desk/cases/{case.reference}/")
    clock_at("2021-10-09 15:00")
    officer.open(transfer)
    officer.follow("已送达公安机关")
    page = officer.press(
        "已送达公安机关",
        {
            "police": "佛山市公安局南海分局",
            "letter_number": "佛南市监罪移〔2021〕1号",
            "enclosures": "调查报告\n涉案物品清单\n检验报告",
            "procuratorate": "佛山市南海区人民检察院",
        },
    )
    assert "抄送 佛山市南海区人民检察院" in page and "超过二十四小时" not in page
    clock_at("2021-10-12 09:00")
    status, _, answer = officer.ask(
        f"/api/v1{transfer.removeprefix('/desk')}steps/record_police_filing/",
        {"number": "佛公（南）立字1号", "received_on": "2021-10-12"},
    )
    assert (status, answer["state"]) == (200, "police_filed")
    officer.open(transfer)
    officer.follow("已移交")
    assert "已移交物品、材料" in officer.press("已移交", {"handed_over": "摄像机2台，接收人王某"})


def test_not_approved_leaves_the_reasons_and_the_case_goes_on(cast, sign_in, clock_at):
    case = case_in(cast, "investigating")
    officer, transfer = reported(sign_in, clock_at, case)
    principal = sign_in("principal")
    clock_at("2021-10-09 10:00")
    principal.open("/desk/approvals/")
    principal.follow("涉嫌犯罪移送公安机关")
    principal.press("不批准", {"意见": "尚未达到追诉标准。"})
    page = officer.open(transfer)
    assert "不批准移送" in page and "不批准的理由 尚未达到追诉标准。" in page
    assert Transfer.objects.get().is_ended


def test_the_police_refuse_for_good_and_the_case_comes_back(cast, sign_in, clock_at, settle):
    case = case_in(cast, "investigating")
    officer, transfer = reported(sign_in, clock_at, case)
    principal = sign_in("principal")
    clock_at("2021-10-09 10:00")
    principal.open("/desk/approvals/")
    principal.follow("涉嫌犯罪移送公安机关")
    principal.press("批准移送公安机关", {"意见": "同意移送。"})
    settle()
    officer.open(transfer)
    officer.follow("已送达公安机关")
    sent = {"police": "分局", "letter_number": "1号", "enclosures": "报告", "procuratorate": "检察院"}
    officer.press("已送达公安机关", sent)
    clock_at("2021-10-12 09:00")
    officer.follow("登记公安机关不予立案")
    officer.press("登记公安机关不予立案", {"number": "不立1号", "reason": "没有犯罪事实"})
    officer.follow("提出异议")
    officer.press("提出异议", {"route": "police", "objection": "数量已达标准。"})
    officer.follow("登记最终不予立案")
    assert "公安机关最终不予立案" in officer.press("登记最终不予立案", {"reason": "复议维持"})
    principal.open(f"/desk/cases/{case.reference}/")
    assert "调查中" in principal.press("恢复办理")


def test_another_bureau_finds_nothing(cast, sign_in, clock_at):
    case = case_in(cast, "investigating")
    _, transfer = reported(sign_in, clock_at, case)
    page = sign_in("stranger").open(transfer, refused=True)
    assert page.status == 404
