"""The seed case, from a citizen's phone to the public register and the archive, as each person does it.

The days are those of the demo world; the law is that of 2021.
"""

import datetime as dt
import re

import pytest

from casework.kernel.clock import at_hour
from casework.kernel.lifecycle import Text
from casework.lifecycle import APPROVAL_KINDS, REVIEW_POINTS
from casework.management.demo.stories import FACES, trader
from casework.management.demo.walk import HOURS, picture, signature
from casework.management.demo.world import NANHAI
from casework.models.approval import KINDS
from casework.services import notices
from casework.web.case_steps import STEPS
from complaints.lifecycle import CONDUCTS
from inspections.lifecycle import ANSWERS, VISIT
from penalties.vocabulary import AMOUNT_STATES, TIERS
from tests.browser.people import DESK, PHONE, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "public"])]

NAME, CODE, ADDRESS = trader(0)
ON = "保存并继续"
PHOTOS = [
    {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": picture(name)} for name in ("lobby", "notice")
]


@pytest.fixture
def comes(clock_at):
    """``comes("visit", 5)``: five minutes into the hour of that step."""

    def set_clock(step: str, minute: int = 0) -> dt.datetime:
        return clock_at(at_hour(NANHAI[step], HOURS[step], minute))

    return set_clock


def test_a_report_becomes_a_published_decision(enter, comes, sweep, eye):
    comes("receive")
    citizen = enter(screen=PHONE)
    number, code = a_citizen_reports(citizen)

    comes("route")
    intake = enter()
    intake.signs_in("intake")
    case = the_intake_officer_sends_it_on(intake, number)
    comes("assign")
    unithead = enter("unithead")
    take(unithead, case, "assign_officers", lambda: tick_officers(unithead))

    comes("plan_visit", 30)
    inspector, colleague, head = enter("inspector1"), enter("inspector2", PHONE), enter("head")
    visit = the_inspector_plans_a_visit(inspector, case)
    comes("approve_visit")
    head.takes(PHONE)
    approve(head, "visit")
    comes("notify_visit")
    inspector.takes(PHONE)
    inspector.opens(visit)
    inspector.presses(VISIT.by_action["give_notice"].title)
    sweep()
    the_inspectors_visit(inspector, colleague, visit, comes)
    sweep()

    comes("propose_filing")
    officer = enter("officer")
    head.takes(DESK)
    officer.opens(case)
    officer.shows("04-case")
    take(officer, case, "propose_filing", lambda: officer.types("reason", FACES.summary))
    comes("file")
    approve(head, "filing")
    comes("tell_reporter")
    intake.opens(f"/desk/intake/{number}/")
    intake.presses("告知举报人")
    sweep()

    comes("work_out")
    the_officer_works_the_penalty_out(officer, case)
    sweep()
    comes("conclude")
    take(officer, case, "conclude_investigation", lambda: conclude(officer))
    comes("send_to_review", 30)
    take(unithead, case, "send_to_review")
    comes("review")
    reviewer = enter("reviewer")
    take(reviewer, case, "pass_case_review", lambda: review(reviewer))
    comes("approve_proposal")
    approve(head, "proposal", picture_name="07-approval")

    comes("issue_notice")
    take(officer, case, "issue_notice")
    sweep()
    comes("serve_notice")
    serve(officer, case, "行政处罚告知书")
    notices.lapse_defences_due(at=comes("lapse"))

    comes("propose_decision")
    principal = enter("principal")
    take(
        principal,
        case,
        "record_discussion",
        lambda: discuss(principal, f"{NANHAI['propose_decision']}T08:30"),
    )
    comes("propose_decision", 30)
    take(
        officer,
        case,
        "propose_decision",
        lambda: officer.types("reason", "当事人没有陈述申辩，建议照告知处罚。"),
    )
    comes("decide")
    approve(head, "decision")
    sweep()
    comes("serve_decision")
    serve(officer, case, "行政处罚决定书")

    comes("prepare")
    published = two_officers_publish(enter("publisher1"), enter("publisher2"), case, comes, sweep)
    comes("pay", 30)
    the_citizen_looks_again(citizen, number, code, published)

    take(officer, case, "record_payment", lambda: pay(officer))
    comes("propose_closing")
    take(
        officer, case, "propose_closing", lambda: officer.types("reason", "罚款已经缴清，违法行为已经改正。")
    )
    comes("close")
    approve(head, "closing")
    sweep()
    officer.opens(case)
    officer.reads("已结案")
    officer.opens(f"{case}history/")
    assert eye.problems == []


# --- What each of them does ---------------------------------------------------------------------------


def a_citizen_reports(citizen: Person) -> tuple[str, str]:
    """Number and query code of the receipt."""
    citizen.opens("/")
    citizen.follows("我要投诉或者举报")
    answers(citizen, bought="no", redress="no", look_into="yes")
    citizen.types("trader_name", NAME)
    citizen.types("trader_uscc", CODE)
    citizen.types("trader_address", ADDRESS)
    citizen.presses(ON)
    citizen.ticks(*(CONDUCTS[conduct].title for conduct in FACES.conducts))
    citizen.shows("01-citizen")
    citizen.types("story", FACES.told)
    citizen.types("happened_on", "2021-08-21")
    citizen.presses(ON)
    citizen.page.set_input_files("[name=files]", PHOTOS)
    citizen.page.get_by_text("notice.jpg").first.wait_for()
    citizen.page.locator("[data-papers] li").nth(1).wait_for()
    citizen.presses(ON)
    citizen.ticks("留下姓名和电话")
    citizen.types("name", "林小满（演示）")
    citizen.types("phone", "13800000000")
    citizen.presses(ON)
    citizen.reads("notice.jpg")
    citizen.presses("提交，取得回执")
    citizen.shows("02-receipt")
    code = citizen.page.locator("p.amount").inner_text()
    return re.search(r"RPT-\d{4}-\d{6}", citizen.page.content())[0], code


def answers(citizen: Person, **chosen: str) -> None:
    """The three questions of the first step."""
    for name, answer in chosen.items():
        citizen.page.locator(f"[name={name}][value={answer}]").check()
    citizen.presses(ON)


def the_intake_officer_sends_it_on(intake: Person, number: str) -> str:
    """The page of the case."""
    intake.opens("/desk/intake/")
    intake.follows(number)
    intake.presses("登记为举报")
    intake.shows("03-intake")
    intake.types("cause", FACES.cause)
    intake.types("summary", FACES.summary)
    intake.presses("分送，生成线索")
    return intake.link_to("/desk/cases/CAS-")


def tick_officers(unithead: Person) -> None:
    for box in unithead.page.locator("[name=officers]").all():
        box.check()


def the_inspector_plans_a_visit(inspector: Person, case: str) -> str:
    """The page of the visit."""
    inspector.opens(f"/desk/visits/new/?case={case.split('/')[-2]}")
    for name in ("陈立行", "黄思敏"):
        inspector.page.get_by_label(name).check()
    inspector.page.fill("[name=planned_for]", f"{NANHAI['visit']}T15:00")
    inspector.types("purpose", f"核查{FACES.cause}的线索")
    inspector.types("reason", "线索具体，需要到现场核查。")
    inspector.presses("安排检查，报请负责人批准")
    return inspector.page.url.removeprefix(inspector.eye.site)


def the_inspectors_visit(inspector: Person, colleague: Person, visit: str, comes) -> None:
    comes("visit")
    inspector.opens("/m/")
    inspector.follows(ADDRESS)
    inspector.presses("已到现场，开始检查")
    comes("visit", 5)
    inspector.follows("拍照")
    inspector.page.set_input_files("[name=photos]", PHOTOS)
    inspector.types("caption", "大堂入口和告示")
    inspector.presses("上传，封存原件")
    comes("visit", 25)
    inspector.follows("笔录")
    inspector.page.locator("[name=answer_0]").first.check()
    inspector.reads(ANSWERS["yes"])
    inspector.types("findings", FACES.findings)
    inspector.types("party_name", "钱知远")
    inspector.types("party_capacity", "售楼处经理")
    inspector.types("party_statement", "情况属实。")
    inspector.types("recording", "执法记录仪1台，全程录像46分钟，由黄思敏保管。")
    inspector.presses("保存笔录")
    comes("visit", 40)
    for officer in (inspector, colleague):
        officer.opens(f"{visit}signatures/")
        officer.signs("officer-pad")
        officer.presses("我是执法人员，签字")
    inspector.opens(f"{visit}signatures/")
    inspector.signs("party-pad")
    inspector.shows("05-visit", "#party-pad")
    inspector.presses("保存当事人签字")
    inspector.opens(visit)
    inspector.presses(VISIT.by_action["sign"].title)
    inspector.follows("大堂入口和告示")


def the_officer_works_the_penalty_out(officer: Person, case: str) -> None:
    """Each answer brings the next question, by htmx."""
    officer.opens(f"{case}worksheet/")
    officer.page.locator(f"#norm-{FACES.norm}").check()
    officer.page.locator("[name=amount_illegal_gains]").nth(0).wait_for()
    officer.ticks(AMOUNT_STATES["unknown"])
    officer.types("why_illegal_gains", "没有因此单独取得收入，无法计算。")
    officer.page.fill("[name=ended_on]", f"{NANHAI['visit']}")
    officer.page.locator("[name=ended_on]").blur()
    officer.page.locator("#factor-may-cooperated").check()
    officer.page.locator("[name='evidence_may-cooperated']").select_option(index=1)
    officer.ticks(TIERS["ordinary"])
    officer.types("reason", FACES.reason)
    officer.types("proposed_fine", "180000")
    officer.page.locator("[name=proposed_fine]").blur()
    officer.page.locator("#result").get_by_text("36.00%").first.wait_for()
    officer.looks()
    officer.shows("06-worksheet")
    officer.presses("用于本案")


def conclude(officer: Person) -> None:
    officer.types("report", FACES.findings)
    officer.types("discussion_ground", "辖区首例，社会影响较大")


def review(reviewer: Person) -> None:
    reviewer.ticks(*REVIEW_POINTS)
    reviewer.types("opinion", "事实清楚，证据充分，适用依据正确，程序合法，处罚适当。")


def discuss(principal: Person, held_at: str) -> None:
    principal.types("held_at", held_at)
    principal.types("place", "本局三楼会议室")
    principal.chooses("presided_by", "郑国栋（演示）")
    principal.chooses("recorder", "苏明哲（演示）")
    for head in ("head", "principal"):
        principal.chooses(f"stance_{head}", "同意结论")
        principal.types(f"opinion_{head}", "事实清楚，同意。")
    principal.types("summary", "事实清楚，处罚幅度适当。")
    principal.ticks("同意拟处理意见")
    principal.types("outcome", "同意拟处罚意见。")
    principal.attaches("scan", "签字.png", signature()[0], "image/png")


def pay(officer: Person) -> None:
    officer.types("amount", f"{FACES.fine}")
    officer.types("receipt_number", "演示2021-000001")


def two_officers_publish(first: Person, second: Person, case: str, comes, sweep) -> str:
    """The page of the public register."""
    first.opens("/desk/publications/")
    first.follows(NAME, among="th[scope=row]")
    first.presses("保存，请同事复核")
    sweep()
    comes("publish")
    second.opens("/desk/publications/")
    second.follows(NAME, among="th[scope=row]")
    second.presses("三项都已核对，公示")
    return second.link_to("/decisions/")


def the_citizen_looks_again(citizen: Person, number: str, code: str, published: str) -> None:
    citizen.presses("已记下查询码，在这台设备上关闭")
    citizen.types("number", number)
    citizen.types("code", code)
    citizen.presses("查看进度")
    citizen.shows("08-progress")
    citizen.opens("/decisions/")
    citizen.types("q", "人脸")
    citizen.presses("搜索")
    citizen.opens(published)
    citizen.takes(DESK)
    citizen.looks()
    citizen.shows("09-decision")


# --- What several of them do --------------------------------------------------------------------------


def take(person: Person, case: str, action: str, fill=None) -> None:
    """A step of the case: from its page, over the form where there is one."""
    person.opens(case)
    button = STEPS[action].button
    if fill:
        person.follows(button)
        fill()
    person.presses(button)
    person.reads(STEPS[action].done)


def approve(head: Person, kind: str, picture_name: str = "") -> None:
    head.opens("/desk/approvals/")
    head.follows(KINDS[kind], among="th[scope=row]")
    if picture_name:
        head.shows(picture_name)
    head.types("note", "同意。")
    head.presses(APPROVAL_KINDS[kind].button)
    head.reads(Text("已批准。", "Approved."))


def serve(officer: Person, case: str, title: str) -> None:
    officer.opens(case)
    officer.follows(title, among="th[scope=row]")
    assert officer.page.request.get(officer.eye.site + officer.link_to("/pdf/")).body().startswith(b"%PDF")
    officer.follows("记录送达")
    officer.types("received_by", "钱知远")
    officer.presses("记录送达，期限开始计算")
