"""Fined on the spot, by the pages: under the law of June 2021, of 2023 and of 2026."""

import re

import pytest

from casework.models import Case
from tests.journeys.record import words_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])

SAID = {
    "kind": "unit",
    "name": "示例糖果店有限公司",
    "cause": "未明码标价",
    "officers": ["陈立行（演示）", "黄思敏（演示）"],
    "place": "桂城街道演示路18号",
    "facts": "货架上的三种糖果没有标价。",
    "evidence": "现场照片三张。",
    "nature": "违反《中华人民共和国价格法》第十三条第一款",
    "basis": "依据《中华人民共和国价格法》第四十二条",
    "told": "出示执法证，告知拟处罚的内容、事实、理由、依据和权利。",
    "statement": "认可，没有异议。",
}


def found(inspector, amount: str, **more):
    """In the field: everything in one form."""
    inspector.open("/m/")
    inspector.follow("新的当场处罚")
    return inspector.press("已告知并听取意见，继续作出决定", SAID | {"amount": amount} | more)


def decided(inspector, **more):
    inspector.follow("作出决定，当场交付")
    return inspector.press("作出决定，当场交付", {"received_by": "钱知远"} | more)


def the_decision(inspector, case: str) -> str:
    page = inspector.open(f"/desk/cases/{case}/")
    return words_of(inspector.download(f"{page.link('当场行政处罚决定书')}pdf/"))


def test_in_june_2021_an_organisation_was_fined_up_to_a_thousand(sign_in, clock_at, settle):
    clock_at("2021-06-15 10:00")
    inspector = sign_in("inspector1")
    inspector.open("/m/spot/new/")
    assert "公民不超过50元，法人或者其他组织不超过1000元" in inspector.page
    page = found(inspector, "1000")
    assert "已当场告知" in page
    case = re.search(r"CAS-\d{4}-\d{6}", page.markup)[0]
    page = decided(inspector)
    settle()
    assert "已当场处罚" in page and "申请行政复议(旧)" in page and "提起行政诉讼" in page
    paper = the_decision(inspector, case)
    assert "当罚" in paper and "罚款1,000元" in paper and "六个月内依法向" in paper


def test_in_2023_the_party_could_sue_at_once(sign_in, clock_at, settle):
    clock_at("2023-09-01 10:00")
    inspector = sign_in("inspector1")
    case = re.search(r"CAS-\d{4}-\d{6}", found(inspector, "3000").markup)[0]
    assert "提起行政诉讼 2023年9月1日 至 2024年3月1日" in decided(inspector)
    settle()
    paper = the_decision(inspector, case)
    assert "也可以自收到本决定书之日起六个月内" in paper and "应当自收到本决定书之日起" not in paper


def test_in_2026_reconsideration_comes_first_and_the_cash_goes_to_the_bank(sign_in, clock_at, settle):
    clock_at("2026-09-01 10:00")
    inspector, unithead = sign_in("inspector1"), sign_in("unithead")
    page = found(inspector, "100", kind="individual", name="李四（演示）")
    case = re.search(r"CAS-\d{4}-\d{6}", page.markup)[0]
    assert "已当场告知" in page
    page = decided(inspector, collection_ground="small", cash_receipt="财票0001")
    settle()
    assert "当场收缴罚款上交 剩2个工作日，2026年9月3日止" in page and "提起行政诉讼" not in page
    paper = the_decision(inspector, case)
    assert "应当自收到本决定书之日起六十日内先向佛山市南海区人民政府申请行政复议" in paper
    assert "当场收缴" in paper and "专用票据" in paper
    clock_at("2026-09-02 09:00")
    inspector.open(f"/desk/cases/{case}/")
    assert "缴付银行" in inspector.press("已交至本局")
    clock_at("2026-09-03 09:00")
    unithead.open(f"/desk/cases/{case}/")
    unithead.follow("已缴付银行")
    unithead.press("已缴付银行", {"bank_receipt": "银单0001"})
    inspector.open(f"/desk/cases/{case}/")
    assert "当场处罚材料已交回" in inspector.press("材料已交回本局")
    assert "已结案" in inspector.press("结案")
    publisher = sign_in("publisher1")
    assert "李四" not in publisher.open("/desk/publications/")


def test_a_disputed_fact_goes_the_ordinary_way_and_too_much_is_refused(sign_in, clock_at):
    clock_at("2026-09-01 10:00")
    inspector = sign_in("inspector1")
    inspector.open("/m/spot/new/")
    form, _ = inspector.page.form_with("已告知并听取意见，继续作出决定")
    sent = form.filled(SAID | {"amount": "3000.01"})
    page = inspector.force("/m/spot/new/", {name: values[0] for name, values in sent.items()})
    assert page.status == 409 and "第五十一条" in page
    assert not Case.objects.exists()
    found(inspector, "3000")
    inspector.follow("转为普通程序")
    page = inspector.press("转为普通程序", {"reason": "当事人称已经标价。"})
    assert "核查中" in page and "作出决定，当场交付" not in page.buttons


def test_nobody_else_fines_on_the_spot(sign_in, clock_at):
    clock_at("2026-09-01 10:00")
    for who in ("intake", "head", "publisher1"):
        page = sign_in(who).open("/m/spot/new/", refused=True)
        assert page.status == 403 and "第五十一条" in page
