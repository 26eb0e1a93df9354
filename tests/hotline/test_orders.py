"""What the platform sends: each message once, the same answer for good."""

import base64
import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from casework.clocks import HOTLINE_12345
from casework.kernel.models import AuditEvent, Deadline, VaultSubject
from complaints.models import Attachment, HotlineMessage, Submission, Supplement, WorkOrder
from tests.complaints.conftest import picture
from tests.hotline.conftest import CALLER, NOW, ORDER, Platform, moment, problem

pytestmark = pytest.mark.django_db


def local(order: WorkOrder) -> tuple[str, dt.date]:
    deadline = Deadline.objects.get(reference=order.reference, clock=HOTLINE_12345.id, state="running")
    return deadline.title_en, deadline.due_on


@pytest.mark.parametrize(
    ("type", "became"),
    [
        ("complaint", ["complaint"]),
        ("report", ["report"]),
        ("both", ["report", "complaint"]),
        ("consultation", []),
    ],
)
def test_a_work_order_becomes_what_its_type_says(platform, type, became):
    answer = platform.create(type=type)
    body = answer.json()
    assert answer.status_code == 201 and [one["kind"] for one in body["submissions"]] == became
    submissions = Submission.objects.all()
    assert {one.channel for one in submissions} <= {"hotline"} and len(submissions) == len(became)
    assert {one.story for one in submissions} <= {ORDER["told"]}
    order = WorkOrder.objects.get()
    assert body["reference"] == order.reference and order.state == body["state"] == "assigned"


def test_the_statutory_clock_and_the_local_one_run_from_the_same_day(platform):
    body = platform.create().json()
    [became] = body["submissions"]
    running = Deadline.objects.get(reference=became["reference"])
    assert (running.clock, str(running.due_on)) == ("CMP-ACCEPT-O121", became["due_on"])
    assert local(WorkOrder.objects.get()) == ("12345: time to sign in", dt.date(2026, 5, 7))
    assert body["due_on"] == body["send_back_by"] == "2026-05-07"


def test_the_caller_is_in_the_vault_and_what_was_said_is_sealed_with_their_key(platform):
    platform.create()
    order = WorkOrder.objects.get()
    assert VaultSubject.objects.get() == order.caller == Submission.objects.get().reporter
    message = order.talk.get()
    assert message.words == ORDER["told"] and ORDER["told"].encode() not in bytes(message.sealed)
    stored = str(list(HotlineMessage.objects.values())) + str(list(AuditEvent.objects.values_list("body")))
    assert not any(secret in stored for secret in CALLER.values())


def test_an_anonymous_report_is_taken_and_an_anonymous_complaint_is_not(platform):
    assert platform.create(type="report", caller={}).status_code == 201
    errors = problem(platform.create(number="GD-2", caller={"name": "卢晓岚"}), 400)["errors"]
    assert list(errors) == ["caller"] and "phone" in errors["caller"]


def test_the_same_message_has_one_effect_and_the_same_answer(platform):
    answers = [platform.create("message-1") for _ in range(3)]
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert WorkOrder.objects.count() == Submission.objects.count() == 1
    assert HotlineMessage.objects.count() == 1


def test_the_same_work_order_under_another_message_id_is_the_same_work_order(platform):
    first, again = platform.create("message-1"), platform.create("message-2")
    assert again.status_code == 201 and again.content == first.content
    assert WorkOrder.objects.count() == 1 and HotlineMessage.objects.count() == 2


def test_the_same_id_with_other_content_is_refused(platform):
    platform.create("message-1")
    for changes in ({"told": "完全不同的一件事。"}, {"number": "GD-2"}):
        assert "编号" in problem(platform.create("message-1", **changes), 409)["detail"]
    refused = problem(platform.create("message-2", told="完全不同的一件事。"), 409)
    assert "补充" in refused["detail"] and Submission.objects.count() == 1
    urged = platform.about(ORDER["number"], "urges", {}, message="message-1")
    assert problem(urged, 409)


def send_all_at_once(platform: Platform, times: int, clients: int) -> set[tuple[int, bytes]]:
    def send(_: int) -> tuple[int, bytes]:
        try:
            answer = Platform(platform.key_id, platform.secret.decode()).create("message-1")
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(clients) as pool:
        return set(pool.map(send, range(times)))


@pytest.mark.django_db(transaction=True)
def test_eight_clients_who_send_the_same_at_once_make_one_record(platform):
    answers = send_all_at_once(platform, 40, 8)
    assert len(answers) == 1 and next(iter(answers))[0] == 201
    assert WorkOrder.objects.count() == Submission.objects.count() == HotlineMessage.objects.count() == 1


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_thousand_times_by_eight_clients(platform, account):
    type(account).objects.update(per_minute=100_000)
    answers = send_all_at_once(platform, 1000, 8)
    assert len(answers) == 1 and next(iter(answers))[0] == 201
    assert WorkOrder.objects.count() == Submission.objects.count() == HotlineMessage.objects.count() == 1


def test_an_addition_stands_beside_the_first_words(platform, order):
    answer = platform.about(order.number, "additions", {"text": "保修卡找到了。"}, message="message-2")
    again = platform.about(order.number, "additions", {"text": "保修卡找到了。"}, message="message-2")
    assert answer.status_code == again.status_code == 200 and answer.content == again.content
    assert [one.text for one in Supplement.objects.all()] == ["保修卡找到了。"]
    assert Submission.objects.get().story == ORDER["told"]


def test_photos_are_judged_by_their_content(platform):
    photo = {"name": "电饭煲.jpg", "content": base64.b64encode(picture()).decode()}
    assert platform.create(files=[photo]).status_code == 201
    assert Attachment.objects.get().file.content_type == "image/jpeg"
    for content in ("not base64 !", base64.b64encode(b"<script>").decode()):
        wrong = {"name": "x.jpg", "content": content}
        errors = problem(platform.create(number="GD-2", files=[photo, wrong]), 400)["errors"]
        assert list(errors["files"]) == ["1"] and list(errors["files"]["1"]) == ["content"]
    added = platform.about(ORDER["number"], "additions", {"text": "再补一张。", "files": [photo]})
    assert added.status_code == 200 and Attachment.objects.count() == 2


def test_an_urge_marks_the_work_order_and_what_it_became(platform, order):
    given = {"text": "很着急。", "urgency": "urgent"}
    for _ in range(2):
        answer = platform.about(order.number, "urges", given)
    assert answer.json()["urges"] == 2
    order.refresh_from_db()
    assert (order.urges, order.urgency, order.urged_at) == (2, "urgent", moment(NOW))
    assert Submission.objects.get().urges == 2 and order.version == 1


def test_a_call_back_needs_a_reply(platform, order):
    refused = problem(platform.about(order.number, "call-backs", {"result": "content"}), 409)
    assert "答复" in refused["detail"]


def test_a_work_order_of_another_account_does_not_exist(platform, order, cast, now, account):
    from complaints.services import hotline_accounts

    other = hotline_accounts.open_account(
        code="other", name="别处12345", office=cast["stranger"].office, address="", per_minute=60,
        actor=cast["admin"], at=now,
    )  # fmt: skip
    key, secret = hotline_accounts.give_key(account=other, actor=cast["secadmin"], at=now)
    stranger = Platform(key.key_id, secret)
    absent = problem(platform.about("GD-NONE", "urges", {}), 404)
    assert problem(stranger.about(order.number, "urges", {}), 404) == absent
    assert problem(stranger.send(f"/api/hotline/v1/orders/{order.number}/", method="GET"), 404) == absent
    assert stranger.create().status_code == 201 and WorkOrder.objects.count() == 2


def test_the_platform_can_ask_how_a_work_order_stands(platform, order):
    answer = platform.send(f"/api/hotline/v1/orders/{order.number}/", method="GET")
    body = answer.json()
    assert answer.status_code == 200 and body["state"] == "assigned"
    assert set(body) == set(platform.create().json()) - {"message"}
