"""The case of Nanhai, from the citizen's report to the public register: in 2021, and as it would be today."""

import logging
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import get_resolver

from casework.kernel import audit, clock, deadlines
from casework.kernel.models import OutboxMessage, RoleGrant
from casework.kernel.roles import Role
from casework.models import Approval, Case, Document
from casework.services import notices
from tests.journeys.journey import CODE, FINE, PARTY, PHONE, REPORTER, Journey
from tests.journeys.page import Page
from tests.journeys.record import files_with, nothing_changes, rows_with, words_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_the_case_of_2021(journey, cast, clock_at, caplog, htmx):
    caplog.set_level(logging.DEBUG)
    clock_at("2021-08-24 09:00")
    j: Journey = journey(htmx=htmx)

    receipt = j.receive("2021-08-24 09:58", happened_on="2021-08-21")
    assert "2021年9月14日" in receipt and "15个工作日" in receipt
    assert "是否立案决定后五个工作日内告诉您" in receipt and "第三十一条第二款" in receipt
    assert "已经收到" in j.track() and "剩15个工作日" in j.citizen and "共2份材料" in j.citizen

    clock_at("2021-08-25 08:50")
    words = {"office": "guicheng", "cause": "收集", "summary": "收集"}
    j.refuses_by_api("intake", f"submissions/{j.report}/route/", 409, "前一步没有完成", "第十八条", **words)
    assert "剩14个工作日" in j.register("2021-08-25 09:00")
    j.route("2021-08-25 09:20")
    assert "已登记 2021年8月25日" in j.track() and "交桂城市场监督管理所（演示）核查" in j.citizen
    assert "决定是否立案 最迟2021年9月14日" in j.citizen

    step = f"/desk/cases/{j.case}"
    j.refuses("officer", f"{step}/assign_officers/", 403, "您的岗位不能办理这一步", "程序规定第十八条")
    j.assign("2021-08-26 09:00")
    assert "开始核查 2021年8月26日" in j.track()
    j.refuses("officer", f"{step}/propose_filing/", 409, "还没有初步证据", "程序规定第十九条", reason="立案")
    assert set(j.reasons_against("propose_filing")) == {"evidence_on_file", "site_record_signed"}

    visit_and_file_in_2021(j)
    j.refuses(
        "officer", f"{step}/propose_decision/", 409, "前一步没有完成", "程序规定第六十条", reason="决定"
    )

    track = j.track()
    assert "决定立案 2021年9月13日，比法定期限早1个工作日" in track
    assert "把结果告诉您 最迟2021年9月18日" in track and "剩90天，2021年12月12日止" in track
    identity = j.open_identity("2021-09-14 08:40")
    assert (
        REPORTER not in identity and PHONE not in identity and "已打开2次" in identity
    )  # once for the message that it arrived
    told = j.tell_reporter("2021-09-14 09:00")
    assert "提前4天完成，2021年9月18日止" in told
    (message,) = settings.SMS_DIR.glob("reporter_told-*.txt")
    assert message.read_text().startswith(f"{PHONE}\n")
    assert f"2021年8月24日举报的{PARTY}涉嫌违法一事，本局经核查决定予以立案" in message.read_text()
    assert "已把结果告诉您 2021年9月14日" in j.track()

    shows_the_range(j.work_out("2021-11-08 09:00", ended_on="2021-08-31"))
    assert f"{FINE}" in j.case_page() and "36.00%" in j.officer and "剩34天" in j.officer
    j.conclude("2021-11-12 09:00", discussion="辖区首例，社会影响较大")
    assert "剩10个工作日，2021年11月26日止" in j.send_to_review("2021-11-12 10:00")
    j.refuses(
        "officer", f"{step}/pass_case_review/", 403, "您的岗位不能办理这一步", "第五十二条", opinion="同意"
    )
    j.review("2021-11-16 09:00")
    j.approve("2021-11-18 09:00", "拟处罚内容", "批准，可以告知当事人")

    j.issue_notice("2021-11-19 09:00")
    notice = words_of(j.pdf("行政处罚告知书"))
    assert "佛南市监罚告〔2021〕1号" in notice and "罚款180,000元" in notice
    assert "五个工作日内未行使陈述、申辩权的" in notice and "你（单位）有权要求举行听证" in notice
    served = j.serve("2021-11-22 16:00", "行政处罚告知书")
    assert "陈述申辩期限 2021年11月22日 至 2021年11月29日" in served
    assert "要求听证 2021年11月22日 至 2021年11月29日" in served

    clock_at("2021-11-23 09:00")
    j.refuses(
        "officer",
        f"{step}/propose_decision/",
        409,
        "陈述申辩和听证的期限还没有届满",
        "处罚法第六十二条",
        reason="决定",
    )
    assert notices.lapse_defences_due(at=clock_at("2021-11-29 23:00")) == 0
    assert notices.lapse_defences_due(at=clock_at("2021-11-30 00:05")) == 1
    assert "未提出陈述申辩" in j.case_page()

    j.refuses(
        "officer",
        f"{step}/propose_decision/",
        409,
        "本案须经负责人集体讨论",
        "第五十七条第二款",
        reason="决定",
    )
    j.discuss("2021-11-30 10:00")
    j.propose_decision("2021-12-01 09:00")
    j.approve("2021-12-02 09:00", "处罚决定", "批准，生成决定书")
    decision = words_of(j.pdf("行政处罚决定书"))
    assert "佛南市监处罚〔2021〕1号" in decision and "36.00％" in decision
    assert "向佛山市南海区人民政府或者佛山市市场监督管理局申请行政复议" in decision
    assert "国家企业信用信息公示系统向社会公示" in decision and "信用修复" not in decision
    assert "《中华人民共和国行政复议法》（2017年修正）" in decision

    served = j.serve("2021-12-03 16:00", "行政处罚决定书")
    assert "缴纳罚款 2021年12月3日 至 2021年12月18日" in served
    assert "申请行政复议(旧) 2021年12月3日 至 2022年2月7日" in served
    assert "提起行政诉讼 2021年12月3日 至 2022年6月6日" in served
    publish_by_two(j, "2021-12-06 09:00", "2021-12-16 09:00", until="2024年12月16日")

    pay_and_close(j, "2021-12-16 15:00", "2021-12-17 15:00", "2021-12-20 09:00")
    assert "决定（已完成）2021年12月2日 送达（已完成）2021年12月3日" in j.case_page()
    assert "执行（已完成）2021年12月16日 结案（已完成）2021年12月20日" in j.officer
    track = j.track()
    assert "作出处罚决定 2021年12月2日，比法定期限早10天" in track
    assert "处罚决定已公开 2021年12月16日" in track and "案件办结 2021年12月20日" in track
    everything_is_done_and_proved(late=set())
    the_reporter_is_nowhere(j, caplog, told=True)


def test_the_same_case_today(journey, clock_at, caplog):
    """The law of 2026: no duty to tell the reporter, one review body, credit repair, one year in the register."""
    caplog.set_level(logging.DEBUG)
    clock_at("2026-05-06 09:00")
    j: Journey = journey()

    receipt = j.receive("2026-05-06 09:58", happened_on="2026-05-03")
    assert "2026年5月26日" in receipt and "告诉您（投诉举报处理暂行办法" not in receipt
    j.register("2026-05-07 09:00")
    j.route("2026-05-07 09:20")
    assert "决定是否立案 最迟2026年5月26日" in j.track()
    j.assign("2026-05-07 14:00")
    j.plan_visit("2026-05-08 10:00", "2026-05-12T10:00")
    j.approve("2026-05-09 09:00", "现场检查", "批准检查")  # a Saturday, and a work day
    j.notify_visit("2026-05-11 15:00")
    notice = words_of(j.pdf("检查通知书"))
    assert "不出示执法证件的，你（单位）有权拒绝接受检查" in notice
    walk_the_visit(j, "2026-05-12")
    j.propose_filing("2026-05-20 09:00")
    j.approve("2026-05-22 10:00", "立案", "批准立案，给出案号")
    assert "佛南市监案〔2026〕1号" in j.case_page() and "剩90天，2026年8月20日止" in j.officer
    track = j.track()
    assert "决定立案 2026年5月22日，比法定期限早2个工作日" in track and "把结果告诉您" not in track
    sheet = j.intake.open(f"/desk/intake/{j.report}/")
    assert "告知举报人" not in sheet.buttons and "告知是否立案" not in sheet
    j.refuses_by_api("intake", f"submissions/{j.report}/tell-reporter/", 409, "告知")

    shows_the_range(j.work_out("2026-06-22 09:00", ended_on="2026-05-12"))
    j.conclude("2026-06-24 09:00")
    assert "剩10个工作日，2026年7月8日止" in j.send_to_review("2026-06-24 10:00")
    j.refuses(
        "legal",
        f"/desk/cases/{j.case}/pass_legal_review/",
        409,
        "不需要法制审核",
        "程序规定第五十二条",
        opinion="同意",
    )
    j.review("2026-06-26 09:00")
    j.approve("2026-06-29 09:00", "拟处罚内容", "批准，可以告知当事人")
    j.issue_notice("2026-06-30 09:00")
    assert "五个工作日内提出；逾期未提出的，视为放弃此权利" in words_of(j.pdf("行政处罚告知书"))
    assert "要求听证 2026年7月1日 至 2026年7月8日" in j.serve("2026-07-01 16:00", "行政处罚告知书")
    assert notices.lapse_defences_due(at=clock_at("2026-07-08 23:00")) == 0
    assert notices.lapse_defences_due(at=clock_at("2026-07-09 00:05")) == 1
    j.propose_decision("2026-07-09 09:00")
    j.approve("2026-07-10 09:00", "处罚决定", "批准，生成决定书")
    decision = words_of(j.pdf("行政处罚决定书"))
    assert (
        "向佛山市南海区人民政府申请行政复议" in decision
        and "佛山市市场监督管理局申请行政复议" not in decision
    )
    assert "国家企业信用信息公示系统向社会公示" in decision
    assert "可以申请信用修复，提前停止公示" in decision and "“信用中国”网站" in decision
    assert "2017年修正" not in decision
    served = j.serve("2026-07-13 16:00", "行政处罚决定书")
    assert "缴纳罚款 2026年7月13日 至 2026年7月28日" in served
    assert "申请行政复议 2026年7月13日 至 2026年9月11日" in served
    publish_by_two(j, "2026-07-14 09:00", "2026-07-15 09:00", until="2027年7月15日")

    pay_and_close(j, "2026-07-20 15:00", "2026-07-21 09:00", "2026-07-22 09:00")
    assert "案件办结 2026年7月22日" in j.track() and "已把结果告诉您" not in j.citizen
    everything_is_done_and_proved(late=set())
    the_reporter_is_nowhere(j, caplog, told=False)


def test_a_complex_case_has_a_legal_review_and_a_discussion(journey, clock_at):
    clock_at("2026-05-06 09:00")
    j: Journey = journey()
    to_the_worksheet(j)
    case = f"/desk/cases/{j.case}"
    j.conclude("2026-06-24 09:00", legal_review="complex")
    j.send_to_review("2026-06-24 10:00")
    j.refuses(
        "reviewer",
        f"{case}/pass_case_review/",
        409,
        "本案依法须由法制审核人员审核",
        "第五十条",
        opinion="同意",
    )
    j.review("2026-06-26 09:00", "legal")
    assert "法制审核表" in words_of(j.pdf("法制审核表")) and "案件审核表" not in j.case_page()
    j.approve("2026-06-29 09:00", "拟处罚内容", "批准，可以告知当事人")
    j.issue_notice("2026-06-30 09:00")
    j.serve("2026-07-01 16:00", "行政处罚告知书")
    assert "未提出陈述申辩" in j.waive("2026-07-02 09:00")
    j.refuses(
        "officer",
        f"{case}/propose_decision/",
        409,
        "本案须经负责人集体讨论",
        "第五十七条第二款",
        reason="决定",
    )
    assert j.reasons_against("propose_decision")["discussion_on_file"] == "处罚法第五十七条第二款"
    j.discuss("2026-07-02 14:00")
    j.propose_decision("2026-07-03 09:00")
    j.approve("2026-07-06 09:00", "处罚决定", "批准，生成决定书")
    decision = words_of(j.pdf("行政处罚决定书"))
    assert "当事人书面表示放弃陈述、申辩和听证的权利" in decision
    nothing_of_it_is_public(j)


def to_the_worksheet(j: Journey) -> None:
    j.receive("2026-05-06 09:58", happened_on="2026-05-03")
    j.register("2026-05-07 09:00")
    j.route("2026-05-07 09:20")
    j.assign("2026-05-07 14:00")
    j.plan_visit("2026-05-08 10:00", "2026-05-12T10:00")
    j.approve("2026-05-11 09:00", "现场检查", "批准检查")
    j.notify_visit("2026-05-11 15:00")
    walk_the_visit(j, "2026-05-12")
    j.propose_filing("2026-05-20 09:00")
    j.approve("2026-05-22 10:00", "立案", "批准立案，给出案号")
    j.work_out("2026-06-22 09:00", ended_on="2026-05-12")


def nothing_of_it_is_public(j: Journey) -> None:
    """Prepared and not yet published: no address of the site gives anything of it to a visitor."""
    j.serve("2026-07-07 16:00", "行政处罚决定书")
    j.prepare("2026-07-08 09:00")
    names = [j.publication.split("/")[3], j.case, j.report, j.visit.split("/")[2], "佛南市监案〔2026〕1号"]
    names += ["佛南市监处罚〔2026〕1号", *Document.objects.values_list("reference", flat=True)]
    names += list(Approval.objects.values_list("reference", flat=True))
    for address, made_up in addresses(names):
        status, body = j.public.knock(address)
        assert (status, PARTY in body) == (j.public.knock(made_up)[0], False), address
        assert status == 404 or not address.startswith(("/decisions/", "/api/v1/decisions/")), address
    for words in (PARTY, "人脸", CODE, "佛南市监处罚〔2026〕1号"):
        found = j.public.open(f"/decisions/?q={words}")
        assert not any(address.startswith("/decisions/PUB") for address in found.links.values())
        assert j.public.ask(f"/api/v1/decisions/?q={words}")[2]["results"] == []


def addresses(names: list[str]) -> Iterator[tuple[str, str]]:
    """Every address of the site that takes a name, with each of these and with one that nobody has."""
    for pattern in get_resolver().url_patterns:
        for found in getattr(pattern, "url_patterns", [pattern]):
            route = f"/{found.pattern}"
            if re.search("<(str:)?(reference|identifier)>", route):
                for name in names:
                    yield (
                        _filled(route, name),
                        _filled(route, f"{name.partition('-')[0]}-1999-999999"),
                    )


def _filled(route: str, name: str) -> str:
    return re.sub("<int:[a-z]+>", "1", re.sub("<(str:)?(reference|identifier|kind)>", name, route))


def visit_and_file_in_2021(j: Journey) -> None:
    j.plan_visit("2021-08-26 10:00", "2021-08-31T10:00")
    reference = j.visit.split("/")[2]
    j.refuses("inspector1", f"{j.visit}begin/", 409, "负责人还没有批准这次检查", "检查通知书还没有制作")
    j.refuses_by_api("inspector1", f"visits/{reference}/begin/", 409, "负责人还没有批准这次检查")
    j.approve("2021-08-27 09:00", "现场检查", "批准检查")
    j.notify_visit("2021-08-30 15:00")
    walk_the_visit(j, "2021-08-31")
    assert "执法人员到现场检查 2021年8月31日" in j.track()
    record = words_of(j.pdf("现场笔录"))
    assert (
        "人像记录2,316条" in record
        and "粤演示0101" in record
        and "粤演示0117" in record
        and "钱知远" in record
    )

    assert "剩3个工作日，2021年9月14日止" in j.propose_filing("2021-09-09 09:00")
    nobody_approves_their_own(j)
    j.approve("2021-09-13 10:00", "立案", "批准立案，给出案号")
    page = j.case_page()
    assert "佛南市监案〔2021〕1号" in page and "提前1天完成" in page and "2021年12月12日" in page


def walk_the_visit(j: Journey, day: str) -> None:
    j.begin_visit(f"{day} 10:02")
    j.photograph(f"{day} 10:17")
    j.refuses("inspector1", f"{j.visit}finish/", 409, "执法人员还没有都签字", "程序规定第二十八条")
    j.write_up(f"{day} 10:40")
    j.sign(f"{day} 10:50")
    j.finish_visit(f"{day} 11:00")


def nobody_approves_their_own(j: Journey) -> None:
    """An officer of the case who is also a head reads why not, on the page and over the API."""
    _, _, (waiting,) = j.head.ask("/api/v1/approvals/")
    reference = waiting["reference"]
    given = {"note": "同意", "version": waiting["version"]}
    j.refuses("reviewer", f"/desk/approvals/{reference}/approve/", 403, "您的岗位不能办理这一步", "第十九条")
    j.refuses_by_api("reviewer", f"approvals/{reference}/approve/", 403, "您的岗位不能办理这一步", **given)
    officer = Case.objects.get().officers.get(user__username="officer").user
    also_head = RoleGrant.objects.create(user=officer, role=Role.BUREAU_HEAD, granted_at=clock.now())
    with nothing_changes():
        page = j.officer.open(f"/desk/approvals/{reference}/")
    assert "不能由您审批" in page and "处罚法第五十七条" in page and "批准立案，给出案号" not in page.buttons
    j.refuses("officer", f"/desk/approvals/{reference}/approve/", 403, "不能由您审批", "处罚法第五十七条")
    j.refuses_by_api(
        "officer", f"approvals/{reference}/approve/", 403, "不能由您审批处罚法第五十七条", **given
    )
    also_head.delete()


def shows_the_range(page: Page) -> None:
    assert "法定幅度￥0至￥500,000" in page
    assert "0 ＋ 500,000 × 30% ＝ 150,000" in page and "0 ＋ 500,000 × 70% ＝ 350,000" in page
    assert "（180,000 － 0）÷ 500,000 ＝ 36.00%" in page and "一般" in page
    assert "《消费者权益保护法》第56条第1款第9项" in page and "当事人有权要求听证" in page


def publish_by_two(j: Journey, prepared: str, published: str, *, until: str) -> None:
    """One enters, another checks; before that the public finds nothing, afterwards page, PDF and data."""
    page = j.prepare(prepared)
    assert (
        PARTY in page
        and "桂城" not in page
        and "须由另一人复核" in page
        and "三项都已核对，公示" not in page.buttons
    )
    j.refuses("publisher1", f"{j.publication}publish/", 403, "须由另一人复核", "公示规定第五条")
    assert PARTY not in j.public.open("/decisions/?q=人脸")
    assert "已经公示" in j.publish(published)
    identifier = j.publication.split("/")[3]
    for words in ("人脸", PARTY):
        assert PARTY in j.public.open(f"/decisions/?q={words}")
    page = j.public.follow(PARTY)
    assert page.address == f"/decisions/{identifier}/"
    assert "人像记录2,316条" in page and "罚款180,000元" in page and CODE in page and "36.00" in page
    assert f"{until}以后自动停止公示" in page
    assert "佛山市南海区市场监督管理局（演示）" in page and "桂城" not in page and "钱知远" not in page
    copy = words_of(j.public.download(page.link("决定书PDF")))
    assert PARTY in copy and "罚款180,000元" in copy and "钱知远" not in copy
    _, _, as_data = j.public.ask(f"/api/v1/decisions/{identifier}/")
    assert (as_data["party_name"], as_data["amount"]) == (PARTY, "180000.00")
    assert [row["identifier"] for row in j.public.ask("/api/v1/decisions/?q=人脸")[2]["results"]] == [
        identifier
    ]


def pay_and_close(j: Journey, paid: str, proposed: str, closed: str) -> None:
    assert "已履行" in j.pay(paid)
    assert "已报请结案" in j.propose_closing(proposed)
    j.approve(closed, "结案", "批准结案")
    assert "已结案" in j.case_page() and "本案已经办结" in j.officer


def everything_is_done_and_proved(*, late: set[str]) -> None:
    case = Case.objects.get()
    assert {d.clock for d in deadlines.running_on(case.reference) if d.was_late} == late
    assert not OutboxMessage.objects.exclude(state="done").exists()
    assert not Document.objects.filter(file=None).exists()
    audit.settle()
    assert audit.verify() == []


def the_reporter_is_nowhere(j: Journey, caplog, *, told: bool) -> None:
    """But in the vault, before the eyes of the intake officer who asked, and in the message to the reporter."""
    papers = re.findall(r'href="(/desk/documents/[^"]+/pdf/)"', j.case_page().markup)
    assert len(papers) > 10
    printed = "".join(words_of(j.officer.download(paper)) for paper in papers)
    for secret in (REPORTER, PHONE):
        assert rows_with(secret) == []
        assert secret not in caplog.text and secret not in printed
        assert not any(secret in page for page in j.public.read)
        for name, person in j.staff.items():
            assert name == "intake" or not any(secret in page for page in person.read), name
    assert files_with(REPORTER) == []
    messages = sorted(settings.SMS_DIR.glob("*.txt"))  # that it arrived, and what came of it
    assert sorted(files_with(PHONE)) == messages and len(messages) == (2 if told else 1)
