"""A party asks for a hearing: notice, request, hearing, report, second review, discussion, decision, each by the
page of the person whose work it is; in 2021, and as it would be today."""

from dataclasses import dataclass

import pytest

from casework.clocks import CASE_90
from casework.kernel.models import Deadline
from casework.models import Case
from tests.factories import REPORT, SESSION, with_host
from tests.journeys.journey import Journey, paper
from tests.journeys.page import Page
from tests.journeys.person import PASSWORD, Person, TestBrowser
from tests.journeys.record import nothing_changes, words_of
from tests.journeys.test_seed_case import walk_the_visit

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


@dataclass(frozen=True)
class Days:
    """When each step is taken."""

    received: str
    assigned: str
    visited: str
    filed: str
    worked_out: str
    reviewed: str
    served: str
    window: str
    requested: str
    host: str
    file: str
    too_early: str
    earliest: str
    hearing: str
    notice: str
    announced: str
    reported: str
    second_review: str
    discussed: str
    decided: str
    ninety: str


IN_2021 = Days(
    received="2021-08-24",
    assigned="2021-08-26",
    visited="2021-08-31",
    filed="2021-09-13",
    worked_out="2021-11-08",
    reviewed="2021-11-16",
    served="2021-11-22",
    window="2021年11月22日 至 2021年11月29日",
    requested="2021-11-24",
    host="2021-11-25",
    file="2021-11-26",
    too_early="2021-12-06",
    earliest="2021年12月7日",
    hearing="2021-12-09",
    notice="2021-11-30",
    announced="2021-12-06",
    reported="2021-12-14",
    second_review="2021-12-15",
    discussed="2021-12-17",
    decided="2021-12-21",
    # 2021-12-12, and the twenty days from the request to the day before the report.
    ninety="2022-01-04",
)
TODAY = Days(
    received="2026-08-05",
    assigned="2026-08-06",
    visited="2026-08-11",
    filed="2026-08-20",
    worked_out="2026-09-07",
    reviewed="2026-09-10",
    served="2026-09-15",
    window="2026年9月15日 至 2026年9月21日",
    requested="2026-09-16",
    host="2026-09-17",
    file="2026-09-30",
    too_early="2026-10-14",
    earliest="2026年10月15日",
    hearing="2026-10-15",
    notice="2026-09-30",
    announced="2026-10-12",
    reported="2026-10-19",
    second_review="2026-10-20",
    discussed="2026-10-22",
    decided="2026-10-26",
    # 2026-11-18, and the thirty-three days from the request to the day before the report.
    ninety="2026-12-21",
)


@pytest.fixture
def begun(journey, cast, clock_at):
    """A journey with a host among the staff."""

    def begin(days: Days) -> Journey:
        host = with_host(cast)
        host.set_password(PASSWORD)
        host.save()
        clock_at(f"{days.received} 09:00")
        j: Journey = journey()
        j.staff["host"] = Person(TestBrowser()).sign_in("host")
        return j

    return begin


@pytest.mark.parametrize("days", [IN_2021, TODAY], ids=["2021", "2026"])
def test_from_the_notice_over_the_hearing_to_the_decision(begun, days):
    j = begun(days)
    to_the_notice(j, days)
    request(j, days)
    name_host_and_hand_over(j, days)
    fix_the_day(j, days)
    hold(j, days)
    nothing_is_decided_before_the_second_review(j, days)
    review_discuss_decide(j, days)


def to_the_notice(j: Journey, days: Days) -> None:
    j.receive(f"{days.received} 09:58", happened_on=days.received)
    j.register(f"{days.received} 11:00")
    j.route(f"{days.received} 11:20")
    j.assign(f"{days.assigned} 09:00")
    j.plan_visit(f"{days.assigned} 10:00", f"{days.visited}T10:00")
    j.approve(f"{days.assigned} 15:00", "现场检查", "批准检查")
    j.notify_visit(f"{days.assigned} 16:00")
    walk_the_visit(j, days.visited)
    j.propose_filing(f"{days.visited} 15:00")
    j.approve(f"{days.filed} 10:00", "立案", "批准立案，给出案号")
    j.work_out(f"{days.worked_out} 09:00", ended_on=days.visited)
    j.conclude(f"{days.worked_out} 15:00")
    j.send_to_review(f"{days.worked_out} 16:00")
    j.review(f"{days.reviewed} 09:00")
    j.approve(f"{days.reviewed} 10:00", "拟处罚内容", "批准，可以告知当事人")
    j.issue_notice(f"{days.reviewed} 11:00")
    served = j.serve(f"{days.served} 16:00", "行政处罚告知书")
    assert f"要求听证 {days.window}" in served


def request(j: Journey, days: Days) -> None:
    j.clock(f"{days.requested} 09:00")
    j.case_page()
    j.officer.follow("记录当事人要求听证")
    page = j.officer.press("记录要求，开始听证程序", {"manner": "书面申请", "agents": "周律师（演示）"})
    assert "听证中" in page
    j.refuses(
        "officer", f"/desk/cases/{j.case}/propose_decision/", 409, "前一步没有完成", "第六十条", reason="决定"
    )


def name_host_and_hand_over(j: Journey, days: Days) -> None:
    j.clock(f"{days.host} 09:00")
    open_hearing(j, "head")
    j.head.follow("指定主持人")
    choice = {"host": "邓雅文（演示）", "officers": ["赵启明（演示）"], "no_interest": "on"}
    with nothing_changes():
        page = j.head.press("指定主持人", choice, refused=True)
    assert page.status == 409 and "赵启明（演示）参与了本案的调查" in page and "听证办法第十一条" in page
    open_hearing(j, "head")
    j.head.follow("指定主持人")
    page = j.head.press("指定主持人", {**choice, "officers": ["何蔚然（演示）"]})
    assert "主持人已指定" in page
    j.clock(f"{days.file} 09:00")
    open_hearing(j, "officer")
    j.officer.follow("移交这些材料")
    assert "材料已移交" in j.officer.press("移交这些材料")


def fix_the_day(j: Journey, days: Days) -> None:
    j.clock(f"{days.file} 14:00")
    j.staff["host"].open("/desk/hearings/")
    page = j.staff["host"].follow("示例")
    j.hearing = page.address
    step = f"{j.hearing}schedule/"
    j.refuses("officer", step, 403, "您的岗位不能办理这一步", "听证办法第二十条")
    fixed = {"place": "本局二楼听证室", "is_public": "公开", "recorder": "苏明哲（演示）"}
    host = j.staff["host"]
    host.open(step)
    assert "最早" in host
    with nothing_changes():
        page = host.press("确定，制作听证通知书", {**fixed, "time": f"{days.too_early}T09:00"}, refused=True)
    assert page.status == 409 and f"最早可以在{days.earliest}举行" in page
    host.open(step)
    page = host.press("确定，制作听证通知书", {**fixed, "time": f"{days.hearing}T09:00"})
    j.settle()
    notice = words_of(j.pdf("行政处罚听证通知书"))
    assert "邓雅文（演示）" in notice and "周律师" not in notice and "公开举行" in notice
    serve_notice(j, days)
    j.clock(f"{days.announced} 09:00")
    host.open(f"{j.hearing}announce/")
    assert "听证公告已记录" in host.press("记录公告", {"where": "本局网站"})


def serve_notice(j: Journey, days: Days) -> None:
    j.clock(f"{days.notice} 16:00")
    j.officer.open(f"{j.document('行政处罚听证通知书')}serve/")
    j.officer.press("记录送达，期限开始计算", {"method": "direct", "received_by": "钱知远"})
    j.settle()


def hold(j: Journey, days: Days) -> None:
    host = j.staff["host"]
    j.clock(f"{days.hearing} 09:00")
    host.open(f"{j.hearing}open_session/")
    host.press("开始听证", {"party_came": "本人或者代理人到场", "is_checked": "on"})
    j.clock(f"{days.hearing} 12:00")
    j.legal.open(f"{j.hearing}record/")
    j.legal.press("制作听证笔录", {**SESSION, "ended_at": f"{days.hearing}T11:00"})
    j.settle()
    record = words_of(j.pdf("听证笔录"))
    assert SESSION["stated"] in record and SESSION["last_words"] in record
    j.refuses("host", f"{j.hearing}report/", 409, "听证笔录还没有签字归档", "听证办法第二十八条", **REPORT)
    host.open(f"{j.hearing}sign_record/")
    host.press("归入签字的笔录", {"scan": paper()})
    j.clock(f"{days.reported} 09:00")
    host.open(f"{j.hearing}report/")
    assert "听证报告已提交" in host.press("提交听证报告", REPORT)
    j.settle()
    assert Case.objects.get().state == "hearing_done"
    clock = Deadline.objects.get(reference=j.case, clock=CASE_90.id)
    assert (clock.state, f"{clock.due_on}") == ("running", days.ninety)


def nothing_is_decided_before_the_second_review(j: Journey, days: Days) -> None:
    step = f"/desk/cases/{j.case}"
    for action in ("propose_decision", "record_discussion"):
        who = "officer" if action == "propose_decision" else "principal"
        j.refuses(who, f"{step}/{action}/", 409, "前一步没有完成", "第六十条", reason="决定")
    j.refuses("officer", f"{step}/send_to_second_review/", 403, "您的岗位不能办理这一步", "第五十八条")


def review_discuss_decide(j: Journey, days: Days) -> None:
    j.clock(f"{days.second_review} 09:00")
    j.case_page("unithead")
    j.unithead.press("送法制审核")
    step = f"/desk/cases/{j.case}"
    j.refuses("officer", f"{step}/propose_decision/", 409, "前一步没有完成", "第六十条", reason="决定")
    j.clock(f"{days.second_review} 15:00")
    j.legal.open(f"{step}/pass_second_review/")
    j.legal.press("同意", {"points": [str(n) for n in range(7)], "opinion": "经听证，同意。"})
    j.settle()
    j.refuses(
        "officer", f"{step}/propose_decision/", 409, "本案须经负责人集体讨论", "第五十七条", reason="决定"
    )
    j.discuss(f"{days.discussed} 14:00")
    j.propose_decision(f"{days.discussed} 16:00")
    j.approve(f"{days.decided} 09:00", "处罚决定", "批准，生成决定书")
    decision = words_of(j.pdf("行政处罚决定书"))
    assert "本局公开举行听证" in decision and "当事人要求听证" in decision


def open_hearing(j: Journey, who: str) -> Page:
    """From the case page to the hearing."""
    j.case_page(who)
    return j.staff[who].follow("打开 HRG-")
