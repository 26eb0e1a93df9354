"""Messages leave by the sender that the settings name, each once; what does not get through is seen."""

import datetime as dt

import pytest
from django.urls import reverse

from casework.kernel import audit, outbox, tokens
from casework.kernel.models import OutboxMessage
from casework.kernel.outbox import MAX_ATTEMPTS
from complaints.queries import track
from complaints.services import messages
from tests.complaints.conftest import moment
from tests.complaints.track import registered

pytestmark = pytest.mark.django_db
AT = moment("2021-08-24 10:00")
PAGE = "/desk/stuck-messages/"


class Remembering:
    sent: list[tuple[str, str]] = []

    def send(self, to: str, subject: str, text: str, *, key: str) -> None:
        self.sent.append((to, key))


class Broken:
    def send(self, to: str, subject: str, text: str, *, key: str) -> None:
        raise ConnectionError("no gateway")


def test_the_setting_names_the_sender_and_a_message_leaves_once(send, settings):
    settings.SMS_SENDER = f"{__name__}.Remembering"
    Remembering.sent.clear()
    [submission] = send().submissions
    for _ in range(3):
        outbox.deliver_due(at=AT)
    assert Remembering.sent == [("13800000001", f"submission_received-{submission.reference}-1")]


def test_a_person_with_an_address_gets_mail(send, mailoutbox):
    send(reporter={"name": "卢晓岚", "phone": "13800000001", "email": "lu@example.com"})
    outbox.deliver_due(at=AT)
    [mail] = mailoutbox
    assert mail.to == ["lu@example.com"] and "submission_received" in mail.extra_headers["Message-ID"]


@pytest.fixture
def stuck(send, settings, clock_at):
    """A message of receipt that was given up."""
    settings.SMS_SENDER = f"{__name__}.Broken"
    [submission] = send().submissions
    for n in range(MAX_ATTEMPTS):
        outbox.deliver_due(at=AT + dt.timedelta(hours=n))
    clock_at("2021-08-25 09:00")
    return OutboxMessage.objects.get(reference=submission.reference, state="stuck")


def text(answer) -> str:
    return answer.content.decode()


def test_what_never_gets_through_is_seen_by_the_office_and_nobody_else(stuck, client_of):
    page = text(client_of("intake").get(PAGE))
    assert stuck.reference in page and "no gateway" in page and "13800000001" not in page
    for stranger in ("stranger", "officer", "admin"):
        assert stuck.reference not in text(client_of(stranger).get(PAGE))


def test_a_number_in_the_error_is_masked(stuck, client_of):
    OutboxMessage.objects.update(last_error="refused: 13800000001")
    assert "13800000001" not in text(client_of("intake").get(PAGE))


def test_sent_anew_by_who_handles_it_once_and_on_record(stuck, client_of, settings, cast):
    url = reverse("message_try_again", args=[stuck.pk])
    for other, status in (("unithead", 403), ("officer", 404), ("stranger", 404), ("admin", 404)):
        assert client_of(other).post(url, {"token": tokens.issue()}).status_code == status
    settings.SMS_SENDER = f"{__name__}.Remembering"
    Remembering.sent.clear()
    typed = {"token": tokens.issue()}
    assert [client_of("intake").post(url, typed).status_code for _ in range(2)] == [303, 303]
    late = client_of("intake").post(url, {"token": tokens.issue()})
    assert late.status_code == 409 and cast["intake"].name in text(late)
    outbox.deliver_due(at=moment("2021-08-25 09:01"))
    assert [to for to, _ in Remembering.sent] == ["13800000001"]
    [event] = audit.history_of(stuck.reference).filter(action=messages.TRIED_AGAIN)
    assert event.actor == cast["intake"] and "13800000001" not in event.body
    assert client_of("intake").post(url, {"token": tokens.issue()}).status_code == 409
    assert "都发出去了。" in text(client_of("intake").get(PAGE))


def test_the_side_bar_counts_them_for_who_may_mend_them_without_a_query_of_its_own(
    stuck, client_of, django_assert_max_num_queries
):
    counted, desk = "卡住的消息</span> <b>1</b>", client_of("intake")
    desk.get("/desk/intake/")
    with django_assert_max_num_queries(10):
        assert counted in text(desk.get("/desk/intake/"))
    assert counted not in text(client_of("unithead").get("/desk/intake/"))
    assert "卡住的消息</span></a>" in text(desk.get("/desk/imports/"))


def test_the_history_of_a_complaint_tells_it_in_words(cast, send):
    complaint = registered(cast, send)
    sent = OutboxMessage.objects.get(reference=complaint.reference, kind="submission_received")
    OutboxMessage.objects.filter(pk=sent.pk).update(state="stuck")
    messages.try_again(message=sent, actor=cast["mediator"], at=moment("2026-05-07 09:00"))
    assert "重新发送没有送达的消息" in [str(one.title) for one in track.history(complaint)]
