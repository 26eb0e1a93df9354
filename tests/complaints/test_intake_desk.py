"""The inbox and its verbs over HTTP, who sees what, and who may look at the reporter."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.kernel import audit, tokens
from casework.models import Case
from complaints import services
from complaints.models import Attachment, Submission
from tests.complaints.citizen import words
from tests.complaints.conftest import REPORTER, STORY, moment, picture

INBOX = "/desk/intake/"


@pytest.fixture(autouse=True)
def _in_august(cast, clock_at):
    clock_at("2021-08-25 09:00")


def url(name: str, submission: Submission) -> str:
    return reverse(f"submission{name}", args=[submission.reference])


def route_words(cast, **changes) -> dict:
    given = {
        "office": cast["inspector1"].office.pk,
        "cause": "未经同意收集消费者个人信息",
        "summary": "售楼处未经同意拍摄来访者人脸",
        "token": tokens.issue(),
    }
    return {**given, **changes}


def test_the_inbox_is_in_the_order_of_the_last_lawful_day(client_of, send):
    [late] = send("2021-08-24 09:58").submissions
    [soon] = send("2021-08-10 09:00").submissions
    text = client_of("intake").get(INBOX).content.decode()
    assert text.index(soon.reference) < text.index(late.reference)
    assert "工作日" in text


def test_the_inbox_is_narrowed_by_kind_channel_and_state(client_of, cast, send):
    [report] = send().submissions
    [complaint] = send(kind="complaint", request="退款", channel="phone", actor=cast["operator"]).submissions
    desk = client_of("intake")
    assert complaint.reference not in desk.get(INBOX, {"kind": "report"}).content.decode()
    assert report.reference not in desk.get(INBOX, {"channel": "phone"}).content.decode()
    assert report.reference not in desk.get(INBOX, {"state": "registered"}).content.decode()


def test_the_sheet_suggests_with_reasons_and_fills_the_form(client_of, cast, send):
    [submission] = send().submissions
    services.register(submission=submission, actor=cast["intake"], at=moment("2021-08-25 08:00"))
    text = client_of("intake").get(url("", submission)).content.decode()
    assert "建议，由您决定" in text and "地址中有“桂城”" in text and "勾选了" in text
    assert STORY in text and REPORTER["name"] not in text and REPORTER["phone"] not in text
    assert f'value="{cast["inspector1"].office.pk}" selected' in text


def test_registered_and_sent_on_with_two_presses_it_is_one_lead(client_of, cast, send):
    [submission] = send().submissions
    desk = client_of("intake")
    assert desk.post(url("_register", submission), {"token": tokens.issue()}).status_code == 303
    given = route_words(cast)
    for _ in range(2):
        assert desk.post(url("_route", submission), given).status_code == 303
    assert desk.post(url("_route", submission), route_words(cast)).status_code == 409
    case = Case.objects.get()
    submission.refresh_from_db()
    assert submission.case_reference == case.reference
    assert case.reference in desk.get(url("", submission)).content.decode()


def test_the_second_of_two_officers_is_told_who_was_first(client_of, send, cast):
    [submission] = send().submissions
    desk = client_of("intake")
    seen = tokens.issue(submission.version)
    services.register(submission=submission, actor=cast["intake"], at=moment("2021-08-25 09:00"))
    answer = desk.post(url("_register", submission), {"token": seen})
    assert answer.status_code == 409 and cast["intake"].name in answer.content.decode()


def test_a_form_with_errors_keeps_the_officers_words(client_of, cast, send):
    [submission] = send().submissions
    services.register(submission=submission, actor=cast["intake"], at=moment("2021-08-25 08:00"))
    answer = client_of("intake").post(
        url("_route", submission), route_words(cast, cause="", summary="写了一半的摘要")
    )
    assert answer.status_code == 422 and "写了一半的摘要" in answer.content.decode()
    assert not Case.objects.exists()


def test_out_of_scope_over_the_page(client_of, send):
    [submission] = send().submissions
    given = {"ground": "consultation", "reply": "请拨打12345", "token": tokens.issue()}
    assert client_of("intake").post(url("_out_of_scope", submission), given).status_code == 303
    submission.refresh_from_db()
    assert submission.state == "out_of_scope"


@pytest.mark.parametrize("verb", ["_register", "_route", "_out_of_scope", "_tell_reporter", "_identity"])
@pytest.mark.parametrize("who", ["stranger", "strangerhead", "admin", "reviewer"])
def test_a_stranger_can_do_nothing(client_of, send, verb, who):
    [submission] = send().submissions
    given = {"token": tokens.issue(), "reason": "看看", "ground": "consultation", "reply": "x"}
    assert client_of(who).post(url(verb, submission), given).status_code == 404
    submission.refresh_from_db()
    assert (submission.state, submission.version) == ("received", 1)


@pytest.mark.parametrize("who", ["stranger", "strangerhead", "admin"])
def test_a_stranger_sees_nothing(client_of, send, who):
    receipt = send(sent_files=[services.SentFile("a.jpg", picture(), "image/jpeg")])
    [submission] = receipt.submissions
    desk = client_of(who)
    assert submission.reference not in desk.get(INBOX).content.decode()
    assert desk.get(url("", submission)).status_code == 404
    file = reverse("submission_file", args=[submission.reference, Attachment.objects.get().pk])
    assert desk.get(file).status_code == 404


def test_a_wrong_role_in_the_own_office_is_refused_with_the_article(client_of, send):
    [submission] = send().submissions
    answer = client_of("unithead").post(url("_register", submission), {"token": tokens.issue()})
    assert answer.status_code == 403 and "第二十八条" in answer.content.decode()
    submission.refresh_from_db()
    assert submission.state == "received"


def test_who_is_not_signed_in_is_sent_to_the_door(client, send):
    [submission] = send().submissions
    for address in (INBOX, url("", submission), "/desk/intake/new/"):
        assert client.get(address).status_code == 302


def test_the_identity_opens_with_a_reason_and_the_look_is_recorded(client_of, cast, send):
    [submission] = send().submissions
    answer = client_of("intake").post(url("_identity", submission), {"reason": "核对举报人补充的材料"})
    text = answer.content.decode()
    assert REPORTER["name"] in text and REPORTER["phone"] in text and "已打开1次" in text
    assert "no-store" in answer["Cache-Control"]
    event = audit.history_of(submission.reference).get(action="vault.opened")
    assert event.actor == cast["intake"] and audit.details_of(event)["reason"] == "核对举报人补充的材料"
    assert REPORTER["name"] not in client_of("intake").get(url("", submission)).content.decode()


def test_without_a_reason_it_stays_closed(client_of, send):
    [submission] = send().submissions
    answer = client_of("intake").post(url("_identity", submission), {"reason": " "})
    assert answer.status_code == 422 and REPORTER["phone"] not in answer.content.decode()
    assert not audit.history_of(submission.reference).filter(action="vault.opened").exists()


def test_only_intake_and_the_officers_of_the_case_may_look(client_of, routed, decide_filing):
    submission = routed()
    decide_filing(submission, "2021-09-13 10:00")
    reason = {"reason": "需要再问一个细节"}
    refused = client_of("unithead").post(url("_identity", submission), reason)
    assert refused.status_code == 403 and "第三十七条" in refused.content.decode()
    assert (
        REPORTER["phone"] in client_of("officer").post(url("_identity", submission), reason).content.decode()
    )
    assert audit.history_of(submission.reference).filter(action="vault.opened").count() == 1


def test_a_photo_of_a_named_reporter_comes_back_in_its_bytes(client_of, send):
    [submission] = send(sent_files=[services.SentFile("a.jpg", picture(), "image/jpeg")]).submissions
    address = reverse("submission_file", args=[submission.reference, Attachment.objects.get().pk])
    answer = client_of("intake").get(address)
    assert answer.content == picture() and answer["Content-Type"] == "image/jpeg"


def test_what_came_by_phone_is_written_down_with_who_wrote_it(client_of, cast):
    desk = client_of("operator")
    answer = desk.post("/desk/intake/new/", words(channel="phone", happened_on=""))
    assert answer.status_code == 303
    submission = Submission.objects.get()
    assert (submission.channel, submission.entered_by) == ("phone", cast["operator"])
    assert submission.reference in desk.get(answer["Location"]).content.decode()
    assert client_of("officer").get("/desk/intake/new/").status_code == 403


def test_an_operator_sees_what_they_entered_and_nothing_else(client_of, cast, send):
    [other] = send().submissions
    [own] = send(channel="phone", actor=cast["operator"]).submissions
    text = client_of("operator").get(INBOX).content.decode()
    assert own.reference in text and other.reference not in text


def test_reporters_who_wait_to_be_told_have_a_list_of_their_own(client_of, routed, decide_filing, clock_at):
    submission = routed()
    decide_filing(submission, "2021-09-13 10:00")
    clock_at("2021-09-14 09:00")
    desk = client_of("intake")
    assert submission.reference in desk.get(INBOX, {"show": "tell"}).content.decode()
    assert desk.post(url("_tell_reporter", submission), {"token": tokens.issue()}).status_code == 303
    assert submission.reference not in desk.get(INBOX, {"show": "tell"}).content.decode()


def test_the_inbox_costs_the_same_for_three_and_for_thirty(client_of, send, routed):
    desk = client_of("intake")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(INBOX, {"show": "all"})
        return len(queries)

    routed(), send(kind="both", request="退款")
    few = cost()
    for _ in range(9):
        routed(), send(kind="both", request="退款", reporter=REPORTER)
    assert cost() == few <= 10


def test_what_staff_write_down_is_kept_until_it_is_taken_in(client_of, clock_at):
    clock_at("2021-08-24 09:58")
    operator, typed = client_of("operator"), {**words(), "channel": "phone"}
    half = {"token": typed["token"], "story": "来电人说：", "quiet": "1"}
    assert operator.post("/desk/intake/new/", half).status_code == 204
    photo = SimpleUploadedFile("扫描.jpg", picture(), content_type="image/jpeg")
    alone = {"token": typed["token"], "files": [photo], "quiet": "1"}
    assert operator.post("/desk/intake/new/", alone).status_code == 200
    page = operator.get("/desk/intake/new/").content.decode()
    assert "来电人说：" in page and "扫描.jpg" in page
    assert "来电人说：" not in client_of("intake").get("/desk/intake/new/").content.decode()
    for _ in range(2):
        assert operator.post("/desk/intake/new/", typed).status_code == 303
    [taken] = Submission.objects.all()
    assert taken.attachments.get().name == "扫描.jpg" and taken.entered_by.username == "operator"
    assert operator.post("/desk/intake/new/", {**typed, "story": "别的话"}).status_code == 409
    assert "扫描.jpg" not in operator.get("/desk/intake/new/").content.decode()
