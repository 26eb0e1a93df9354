"""A citizen writes, gets a receipt, and follows what happens. Over HTTP, without script."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from casework.kernel import clock, tokens
from casework.services import cases
from complaints import services
from complaints.models import Submission
from tests.complaints.citizen import NEW, sends
from tests.complaints.conftest import moment, picture

TRACK, RECEIPT = "/complaints/track/", "/complaints/receipt/"


@pytest.fixture(autouse=True)
def _in_august(cast, clock_at):
    clock_at("2021-08-24 09:58")


def page(client: Client, response) -> str:
    assert response.status_code == 303, response.content.decode()
    return client.get(response["Location"]).content.decode()


def code_on(receipt: str) -> str:
    return re.search(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}", receipt).group()


def test_the_form_is_sent_and_the_receipt_shows_number_code_and_last_day(client):
    receipt = page(client, sends(client))
    submission = Submission.objects.get()
    assert submission.reference in receipt and code_on(receipt)
    assert "2021年9月14日" in receipt and "<svg" in receipt
    assert submission.trader_uscc == "91440605MA5XEX1A01" and submission.channel == "web"


def test_both_wishes_give_two_numbers_and_one_code(client):
    receipt = page(client, sends(client, "both", request="退还定金", address="桂城街道1号"))
    report, complaint = Submission.objects.order_by("-kind")
    assert report.reference in receipt and complaint.reference in receipt
    assert report.query_code_hash == complaint.query_code_hash


def test_the_receipt_is_a_pdf_for_the_browser_that_sent_it_alone(client):
    page(client, sends(client))
    address = reverse("complaint_receipt_pdf", args=[Submission.objects.get().reference])
    assert client.get(address).content.startswith(b"%PDF-")
    assert Client().get(address).status_code == 404


def test_a_wrong_code_and_an_unknown_number_get_the_same_answer(client, send):
    receipt = send()
    [submission] = receipt.submissions
    wrong_code = {"number": submission.reference, "code": "AAAA-BBBB-CCCC-DDDD"}
    unknown = {"number": "RPT-2021-999999", "code": receipt.query_code}
    answers = [client.post(TRACK, typed) for typed in (wrong_code, unknown)]
    assert answers[0].status_code == answers[1].status_code == 200
    shapes = [re.sub(r'value="[^"]*"|name="csrf[^>]*', "", answer.content.decode()) for answer in answers]
    assert shapes[0] == shapes[1] and "对不上" in shapes[0]


def test_number_and_code_open_the_timeline_and_a_reload_keeps_it(client, send):
    receipt = send()
    typed = {
        "number": receipt.submissions[0].reference.lower(),
        "code": receipt.query_code.replace("-", "").lower(),
    }
    answer = client.post(TRACK, typed)
    assert "收到您的举报" in page(client, answer)
    assert client.get(answer["Location"]).status_code == 200
    elsewhere = Client().get(answer["Location"])
    assert elsewhere.status_code == 302 and elsewhere["Location"].startswith(TRACK)


def test_closing_forgets_what_this_device_had_opened(client):
    page(client, sends(client))
    client.post("/complaints/track/close/")
    assert client.get(RECEIPT).status_code == 302


def opened(submission: Submission) -> str:
    client = Client()
    code = services.receiving.query_code(submission.form_token)
    return page(client, client.post(TRACK, {"number": submission.reference, "code": code}))


def test_the_timeline_says_what_was_done_by_when_and_names_no_staff(cast, routed, decide_filing, clock_at):
    submission = routed()
    decide_filing(submission, "2021-09-13 10:00")
    clock_at("2021-09-13 15:00")
    text = opened(submission)
    assert "9月14日" in text and "早1个工作日" in text and "桂城市场监督管理所" in text
    assert "2021年9月18日" in text  # the latest day for telling the reporter
    assert "2021年12月12日" in text and "已经立案，正在调查" in text
    assert not any(person.name in text for person in cast.values())
    assert "investigating" not in text and "内部" not in text


def test_in_2026_nothing_is_promised_that_the_law_no_longer_knows(routed, decide_filing, clock_at):
    submission = routed("2026-05-06 09:00", "2026-05-07 09:00", happened_on=None)
    decide_filing(submission, "2026-05-20 09:00")
    clock_at("2026-05-20 10:00")
    text = opened(submission)
    assert "已经立案，正在调查" in text and "把结果告诉您" not in text


def test_out_of_scope_names_the_right_channel(cast, send, clock_at):
    [submission] = send().submissions
    services.put_out_of_scope(
        submission=submission,
        ground="consultation",
        reply="请拨打12345咨询。",
        actor=cast["intake"],
        at=moment("2021-08-25 09:00"),
    )
    text = opened(submission)
    assert "请拨打12345咨询" in text and "补充材料" not in text


def test_material_added_later_stands_beside_the_first_words(client, send):
    receipt = send()
    [submission] = receipt.submissions
    client.post(TRACK, {"number": submission.reference, "code": receipt.query_code})
    address = reverse("complaint_supplement", args=[submission.reference])
    more = {"text": "今天又拍到一张告示", "token": tokens.issue()}
    more["files"] = [SimpleUploadedFile("b.jpg", picture("red"))]
    for _ in range(2):
        text = page(
            client, client.post(address, {**more, "files": [SimpleUploadedFile("b.jpg", picture("red"))]})
        )
    assert "今天又拍到一张告示" in text
    assert submission.supplements.count() == 1 and submission.attachments.count() == 1
    assert Client().post(address, more).status_code == 302 and submission.supplements.count() == 1


def test_the_demonstration_clock_is_read_once(client, cast):
    assert clock.now() == moment("2021-08-24 09:58")
    page(client, sends(client))
    assert Submission.objects.get().received_at == moment("2021-08-24 09:58")


def test_every_page_speaks_english_too(client, send):
    receipt = send()
    client.cookies["lang"] = "en"
    text = page(
        client, client.post(TRACK, {"number": receipt.submissions[0].reference, "code": receipt.query_code})
    )
    assert "Your report arrived" in text and "14 September 2021" in text
    assert "What would you like us to do?" in client.get(NEW).content.decode()


def test_filing_declined_is_said_plainly(routed, decide_filing, clock_at):
    submission = routed()
    case = decide_filing(submission, "2021-09-13 10:00", file=False)
    cases.record_reporter_told(case=case, actor=None, at=moment("2021-09-14 09:00"))
    clock_at("2021-09-14 10:00")
    text = opened(submission)
    assert "决定不予立案" in text and "已把结果告诉您" in text
