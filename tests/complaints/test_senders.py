"""Messages leave by the sender that the settings name, each once; what does not get through is seen."""

import datetime as dt

import pytest

from casework.kernel import outbox
from casework.kernel.outbox import MAX_ATTEMPTS
from complaints.models import Submission
from tests.complaints.conftest import moment

pytestmark = pytest.mark.django_db
AT = moment("2021-08-24 10:00")


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


def test_what_never_gets_through_is_seen_by_the_office_and_nobody_else(send, settings, client_of, clock_at):
    settings.SMS_SENDER = f"{__name__}.Broken"
    [submission] = send().submissions
    for n in range(MAX_ATTEMPTS):
        outbox.deliver_due(at=AT + dt.timedelta(hours=n))
    clock_at("2021-08-25 09:00")
    page = client_of("intake").get("/desk/stuck-messages/").content.decode()
    assert submission.reference in page and "13800000001" not in page
    for stranger in ("stranger", "officer", "admin"):
        assert submission.reference not in client_of(stranger).get("/desk/stuck-messages/").content.decode()
    assert Submission.objects.count() == 1
