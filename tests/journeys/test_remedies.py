"""Against a decision: a reconsideration of 2026 that annuls and leads to a new one, a suit that is lost."""

import re

import pytest

from casework.models import Case, Document, Remedy
from casework.services import notices
from tests.factories import case_in
from tests.journeys.journey import PARTY, Journey
from tests.journeys.record import words_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])

APPLIED = {
    "body": "佛山市南海区人民政府",
    "notice_number": "南府行复〔2026〕9号",
    "applied_on": "2026-08-03",
    "received_on": "2026-08-10",
    "claim": "请求撤销处罚决定。",
}


def reference_on(page) -> str:
    return re.search(r"REM-\d{4}-\d{6}", page.markup)[0]


def test_a_reconsideration_of_2026_annuls_and_the_case_is_decided_anew(journey, sign_in, clock_at):
    clock_at("2026-05-06 09:00")
    j: Journey = journey()
    to_the_published_decision(j, clock_at)
    litigator = sign_in("litigator")

    clock_at("2026-08-10 09:00")
    litigator.open(f"/desk/cases/{j.case}/")
    litigator.follow("登记行政复议")
    page = litigator.press("登记，冻结案卷", APPLIED)
    assert "已登记，案卷已冻结" in page, page.text
    assert "申请行政复议 2026年7月13日 至 2026年9月11日" in page, page.text
    remedy = f"/desk/remedies/{reference_on(page)}/"
    page = litigator.open(remedy)
    assert "复议答复举证 剩10个工作日，2026年8月24日止" in page
    assert "冻结时的案卷" in page and "现场笔录" in page and "行政处罚决定书" in page
    assert j.officer.open(remedy).status == 200 and "提交答复和证据" not in j.officer.page.buttons
    j.refuses("officer", f"{remedy}reply/", 403, "您的岗位不能办理这一步", "第四十八条", reply="答复")

    clock_at("2026-08-17 09:00")
    litigator.open(remedy)
    litigator.follow("已提交答复和证据")
    assert "已答复举证" in litigator.press("已提交答复和证据", {"reply": "事实清楚，程序合法。"})

    clock_at("2026-09-30 09:00")
    litigator.open(remedy)
    litigator.follow("登记结果")
    page = litigator.press(
        "登记结果",
        {
            "outcome": "annulled",
            "number": "南府行复决〔2026〕9号",
            "decided_on": "2026-09-28",
            "received_on": "2026-09-30",
            "redecision_ordered": "on",
            "redecide_by": "2026-12-31",
            "reason": "主要事实不清，证据不足。",
        },
    )
    assert "原决定被改变" in page and "责令重新作出处理，期限到2026年12月31日" in page
    assert "不服复议决定起诉" in page

    assert "撤回公示 剩3个工作日，2026年10月10日止" in j.case_page()
    j.publisher1.open("/desk/publications/")
    assert "三个工作日内须撤回公示" in j.publisher1
    j.publisher1.open(j.publication)
    withdraw = j.publisher1.press("撤回公示", {"reason": "处罚决定已被行政复议决定撤销。"})
    assert "已撤回" in withdraw and PARTY not in j.public.open("/decisions/?q=人脸")

    decide_anew(j, clock_at)


def decide_anew(j: Journey, clock_at) -> None:
    clock_at("2026-10-08 09:00")
    j.case_page()
    j.officer.follow("报请重新作出处理")
    j.officer.press("报请重新作出处理", {"reason": "复议决定责令重新处理。"})
    j.approve("2026-10-08 15:00", "重新作出处理", "批准重新调查处理")
    assert "调查中" in j.case_page()
    j.work_out("2026-10-12 09:00", ended_on="2026-05-12")
    j.conclude("2026-10-13 09:00")
    j.send_to_review("2026-10-13 10:00")
    j.review("2026-10-14 09:00")
    j.approve("2026-10-15 09:00", "拟处罚内容", "批准，可以告知当事人")
    j.issue_notice("2026-10-16 09:00")
    clock_at("2026-10-19 16:00")
    j.officer.open(f"{latest('penalty_notice')}serve/")
    j.officer.press("记录送达，期限开始计算", {"method": "direct", "received_by": "钱知远"})
    assert notices.lapse_defences_due(at=clock_at("2026-10-27 00:05")) == 1
    clock_at("2026-10-27 09:00")
    step = f"/desk/cases/{j.case}/propose_decision/"
    j.refuses("officer", step, 409, "不得以同一的事实和理由", "行政诉讼法第七十一条", reason="决定")
    j.case_page()
    j.officer.follow("写入处理建议")
    assert "佛南市监处罚〔2026〕1号" in j.officer and "新的处理建议" in j.officer
    j.officer.press("写入处理建议", {"difference": "补充了设备日志，重新认定数量。"})
    j.propose_decision("2026-10-27 10:00")
    j.approve("2026-10-28 09:00", "处罚决定", "批准，生成决定书")
    assert "佛南市监处罚〔2026〕2号" in words_of(j.officer.download(f"{latest('penalty_decision')}pdf/"))
    case = Case.objects.get()
    assert (case.state, case.decisions.count()) == ("decided", 2)
    assert case.decision.number == "佛南市监处罚〔2026〕2号"


def latest(kind: str) -> str:
    return f"/desk/documents/{Document.objects.filter(kind=kind).last().reference}/"


def to_the_published_decision(j: Journey, clock_at) -> None:
    j.receive("2026-05-06 09:58", happened_on="2026-05-03")
    j.register("2026-05-07 09:00")
    j.route("2026-05-07 09:20")
    j.assign("2026-05-07 14:00")
    j.plan_visit("2026-05-08 10:00", "2026-05-12T10:00")
    j.approve("2026-05-11 09:00", "现场检查", "批准检查")
    j.notify_visit("2026-05-11 15:00")
    j.begin_visit("2026-05-12 10:02")
    j.photograph("2026-05-12 10:17")
    j.write_up("2026-05-12 10:40")
    j.sign("2026-05-12 10:50")
    j.finish_visit("2026-05-12 11:00")
    j.propose_filing("2026-05-20 09:00")
    j.approve("2026-05-22 10:00", "立案", "批准立案，给出案号")
    j.work_out("2026-06-22 09:00", ended_on="2026-05-12")
    j.conclude("2026-06-24 09:00")
    j.send_to_review("2026-06-24 10:00")
    j.review("2026-06-26 09:00")
    j.approve("2026-06-29 09:00", "拟处罚内容", "批准，可以告知当事人")
    j.issue_notice("2026-06-30 09:00")
    j.serve("2026-07-01 16:00", "行政处罚告知书")
    assert notices.lapse_defences_due(at=clock_at("2026-07-09 00:05")) == 1
    j.propose_decision("2026-07-09 09:00")
    j.approve("2026-07-10 09:00", "处罚决定", "批准，生成决定书")
    j.serve("2026-07-13 16:00", "行政处罚决定书")
    j.prepare("2026-07-14 09:00")
    j.publish("2026-07-15 09:00")


def test_a_suit_that_the_party_loses(cast, sign_in, clock_at):
    case = case_in(cast, "served")
    litigator = sign_in("litigator")
    clock_at("2022-01-17 09:00")
    page = f"/desk/cases/{case.reference}/"
    litigator.open(page)
    litigator.follow("登记行政诉讼")
    answer = litigator.press(
        "登记，冻结案卷",
        {
            "body": "佛山市南海区人民法院",
            "notice_number": "（2022）粤0605行初18号",
            "applied_on": "2022-01-10",
            "received_on": "2022-01-17",
            "claim": "请求撤销。",
        },
    )
    remedy = f"/desk/remedies/{reference_on(answer)}/"
    clock_at("2022-01-25 09:00")
    litigator.open(remedy)
    litigator.follow("已提交答复和证据")
    litigator.press("已提交答复和证据", {"reply": "事实清楚，程序合法。"})
    clock_at("2022-04-01 09:00")
    litigator.open(remedy)
    litigator.follow("登记维持")
    answer = litigator.press(
        "登记维持",
        {
            "number": "（2022）粤0605行初18号判决",
            "decided_on": "2022-03-28",
            "received_on": "2022-04-01",
            "performance_by": "2022-04-16",
        },
    )
    assert "维持原决定" in answer and "申请执行判决" in answer and "2024年4月16日" in answer
    assert "解除冻结" in answer.buttons
    assert "案卷不再冻结" in litigator.press("解除冻结")
    assert Remedy.objects.get().frozen.released_on is not None


def test_another_bureau_finds_nothing(cast, sign_in, clock_at):
    case = case_in(cast, "served")
    clock_at("2022-01-17 09:00")
    stranger = sign_in("stranger")
    for address in ("receive_litigation", "receive_reconsideration"):
        page = stranger.open(f"/desk/cases/{case.reference}/new/remedies/{address}/", refused=True)
        assert page.status == 404
