"""Several reports sent on from one sheet: each line by the ordinary verb, done once, alone in its failure."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.kernel import tokens
from casework.kernel.models import AuditEvent
from casework.models import Case
from complaints import services
from complaints.models import Submission
from tests.complaints.conftest import STORY, moment

SHEET = "/desk/intake/chosen/"


@pytest.fixture(autouse=True)
def _in_august(cast, clock_at):
    clock_at("2021-08-25 09:00")


@pytest.fixture
def registered(cast, send):
    """So many reports, registered, the first received first."""

    def reports(number: int) -> list[Submission]:
        sent = [send(f"2021-08-2{n % 4} 09:0{n % 10}").submissions[0] for n in range(number)]
        for one in sent:
            services.register(submission=one, actor=cast["intake"], at=moment("2021-08-25 08:00"))
        return list(Submission.objects.filter(pk__in=[one.pk for one in sent]).order_by("due_on", "pk"))

    return reports


def line(one: Submission, to, **changes) -> dict:
    """One line as the sheet posts it."""
    given = {
        "send": "on",
        "office": to.pk,
        "cause": "未经同意收集消费者个人信息",
        "summary": "拍摄来访者人脸",
    }
    named = {f"{one.reference}-{name}": value for name, value in {**given, **changes}.items() if value}
    return {**named, f"token-{one.reference}": tokens.issue(one.version)}


def posted(*lines: dict) -> dict:
    names = [name.removeprefix("token-") for each in lines for name in each if name.startswith("token-")]
    return {"chosen": names, **{name: value for each in lines for name, value in each.items()}}


def states(reports) -> list[str]:
    return [Submission.objects.get(pk=one.pk).state for one in reports]


def test_from_the_inbox_a_sheet_says_what_would_go_where_and_why(client_of, registered):
    reports, desk = registered(2), client_of("intake")
    inbox = desk.get("/desk/intake/").content.decode()
    assert all(f'name="chosen" value="{one.reference}"' in inbox for one in reports)
    page = desk.get(SHEET, {"chosen": [one.reference for one in reports]}).content.decode()
    assert page.count("地址中有“桂城”") == 2 and page.count("勾选了") == 2 and page.count("selected") == 2
    assert page.count("反映示例云岭置业（佛山）有限公司") == 2 and STORY not in page
    assert states(reports) == ["registered"] * 2


def test_each_ticked_line_opens_its_lead_and_the_one_left_out_stays(client_of, cast, registered):
    reports, station, root = registered(3), cast["inspector1"].office, cast["intake"].office
    lines = [
        line(reports[0], station),
        line(reports[1], root, cause="另一案由"),
        line(reports[2], station, send=""),
    ]
    page = client_of("intake").post(SHEET, posted(*lines))
    assert page.status_code == 200 and "已分送2件" in page.content.decode()
    assert states(reports) == ["lead_opened", "lead_opened", "registered"]
    leads = {one.source_reference: one for one in Case.objects.all()}
    assert leads[reports[0].reference].office == station and leads[reports[1].reference].cause == "另一案由"
    assert reports[2].reference in page.content.decode() and "没有选，没有办理" in page.content.decode()


def test_a_line_that_is_refused_keeps_its_words_and_does_not_keep_the_others(client_of, cast, registered):
    reports, station = registered(2), cast["inspector1"].office
    lines = [line(reports[0], station, summary="来电13800000001反映"), line(reports[1], station)]
    page = client_of("intake").post(SHEET, posted(*lines))
    text = page.content.decode()
    assert page.status_code == 422 and states(reports) == ["registered", "lead_opened"]
    assert "摘要里有电话" in text and "第三十七条" in text and "来电13800000001反映" in text


def test_a_line_without_an_office_says_so(client_of, cast, registered):
    [report] = registered(1)
    page = client_of("intake").post(SHEET, posted(line(report, cast["inspector1"].office, office="")))
    assert page.status_code == 422 and states([report]) == ["registered"]


def test_two_presses_are_one_lead_each(client_of, cast, registered):
    reports, desk = registered(2), client_of("intake")
    given = posted(*(line(one, cast["inspector1"].office) for one in reports))
    first = desk.post(SHEET, given)
    events = AuditEvent.objects.count()
    second = desk.post(SHEET, given)
    assert (first.status_code, second.status_code) == (200, 200) and Case.objects.count() == 2
    assert "已分送2件" in second.content.decode() and AuditEvent.objects.count() == events


def test_what_a_colleague_sent_on_meanwhile_says_who(client_of, cast, registered):
    [report] = registered(1)
    given = posted(line(report, cast["inspector1"].office))
    words = {"office": cast["intake"].office, "cause": "案由", "summary": "摘要"}
    services.route(submission=report, **words, actor=cast["intake"], at=moment("2021-08-25 08:30"))
    page = client_of("intake").post(SHEET, given)
    assert page.status_code == 422 and Case.objects.count() == 1
    assert cast["intake"].name in page.content.decode() and "2021-08-25 08:30" in page.content.decode()


def test_a_complaint_and_what_is_not_registered_are_told_why_not(client_of, cast, send):
    report, complaint = send(kind="both", request="退款").submissions
    services.register(submission=complaint, actor=cast["intake"], at=moment("2021-08-25 08:00"))
    desk, chosen = client_of("intake"), [report.reference, complaint.reference]
    text = desk.get(SHEET, {"chosen": chosen}).content.decode()
    assert "投诉按投诉程序办理" in text and "第九条" in text and "-office" not in text
    assert 'name="chosen"' not in desk.get("/desk/intake/").content.decode()
    station = cast["inspector1"].office
    page = desk.post(SHEET, posted(line(report, station), line(complaint, station)))
    assert page.status_code == 422 and not Case.objects.exists()


@pytest.mark.parametrize("who", ["unithead", "inspector1", "head", "operator", "stranger", "strangerhead"])
def test_who_is_not_of_the_intake_desk_sends_nothing_on(who, client_of, cast, registered):
    [report] = registered(1)
    page = client_of(who).post(SHEET, posted(line(report, cast["inspector1"].office)))
    assert page.status_code == 403 and "第二十九条" in page.content.decode()
    assert states([report]) == ["registered"]


def test_the_sheet_costs_the_same_for_three_and_for_thirty(client_of, registered):
    desk, counts = client_of("intake"), []
    for number in (3, 27):
        registered(number)
        chosen = [one.reference for one in Submission.objects.all()]
        with CaptureQueriesContext(connection) as made:
            assert desk.get(SHEET, {"chosen": chosen}).status_code == 200
        counts.append(len(made))
    assert counts[0] == counts[1] <= 10
