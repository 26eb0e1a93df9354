"""After the answer: letters, a withdrawal, and 'please look again', once, looked at by somebody else."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.kernel import outbox, tokens
from complaints import services
from complaints.models import SecondLook
from complaints.services.receiving import query_code
from tests.complaints.conftest import moment
from tests.complaints.track import accepted, fresh, registered

pytestmark = pytest.mark.django_db
REASONS = {"reasons": "监控时间写错了，请再看一次录像。"}


def opens(submission) -> Client:
    client = Client()
    code = query_code(submission.form_token)
    client.post("/complaints/track/", {"number": submission.reference, "code": code})
    return client


def at(name: str, submission, *more) -> str:
    return reverse(name, args=[submission.reference, *more])


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def answered(cast, send, clock_at):
    """Put out of scope by the intake officer."""
    [submission] = send("2026-05-06 09:00").submissions
    services.put_out_of_scope(
        submission=submission,
        ground="consultation",
        reply="请拨打12345。",
        actor=cast["intake"],
        at=moment("2026-05-07 09:00"),
    )
    clock_at("2026-05-08 09:00")
    return fresh(submission)


def ask(submission):
    return opens(submission).post(at("complaint_again", submission), {**REASONS, "token": tokens.issue()})


def test_asked_once_it_waits_for_somebody_who_had_no_part(answered, cast, client_of):
    client, typed = opens(answered), {**REASONS, "token": tokens.issue()}
    assert at("complaint_again", answered) in text(client.get(at("complaint_progress", answered)))
    for _ in range(2):
        assert client.post(at("complaint_again", answered), typed).status_code == 303
    look = SecondLook.objects.get()
    assert look.reasons.text == REASONS["reasons"]
    assert ask(answered).status_code == 409 and SecondLook.objects.count() == 1
    progress = text(client.get(at("complaint_progress", answered)))
    assert "由没有办过这一件的人在看" in progress and at("complaint_again", answered) not in progress
    assert look.reference in text(client_of("intake").get("/desk/second-looks/"))
    barred = client_of("intake")
    assert "您办理过这一件" in text(barred.get(f"/desk/second-looks/{look.reference}/"))
    for verb in ("uphold", "change"):
        typed = {"answer": "维持", "token": tokens.issue(look.version)}
        answer = barred.post(f"/desk/second-looks/{look.reference}/{verb}/", typed)
        assert answer.status_code == 403 and fresh_look().state == "asked"


def fresh_look() -> SecondLook:
    return SecondLook.objects.get()


@pytest.mark.parametrize(
    ("verb", "state", "tag"), [("uphold", "upheld", "维持"), ("change", "changed", "改变")]
)
def test_the_answer_of_another_person_stands_on_the_tracking_page(
    answered, client_of, verb, state, tag, tmp_path
):
    ask(answered)
    look = fresh_look()
    other = client_of("unithead")
    assert REASONS["reasons"][:4] not in text(other.get("/desk/second-looks/"))
    assert REASONS["reasons"] in text(other.get(f"/desk/second-looks/{look.reference}/"))
    empty = other.post(f"/desk/second-looks/{look.reference}/{verb}/", {"token": tokens.issue(1)})
    assert empty.status_code == 422 and fresh_look().state == "asked"
    typed = {"answer": "已重新核对录像。", "token": tokens.issue(look.version)}
    for _ in range(2):
        assert other.post(f"/desk/second-looks/{look.reference}/{verb}/", typed).status_code == 303
    assert fresh_look().state == state
    progress = text(opens(answered).get(at("complaint_progress", answered)))
    assert "已重新核对录像。" in progress and tag in progress
    while outbox.deliver_due(at=moment("2026-05-08 10:00")):
        pass
    [message] = list((tmp_path / "sms").glob("second_look*"))
    assert "再看一次" in message.read_text() and "录像" not in message.read_text()


def test_before_there_is_an_outcome_nobody_can_ask(cast, send, clock_at):
    [submission] = send("2026-05-06 09:00").submissions
    clock_at("2026-05-06 10:00")
    assert ask(submission).status_code == 409 and not SecondLook.objects.exists()
    empty = opens(submission).post(at("complaint_again", submission), {"token": tokens.issue()})
    assert empty.status_code == 200 and "请写明为什么" in text(empty)


def test_strangers_neither_ask_nor_look(answered, client_of):
    stranger = Client()
    for name in ("complaint_again", "complaint_withdraw"):
        assert stranger.post(at(name, answered), REASONS)["Location"].startswith("/complaints/track/")
    ask(answered)
    look = fresh_look()
    for person in ("stranger", "officer", "admin"):
        client = client_of(person)
        assert look.reference not in text(client.get("/desk/second-looks/"))
        assert client.get(f"/desk/second-looks/{look.reference}/").status_code == 404


def test_a_complaint_is_withdrawn_on_the_tracking_page_once(cast, send, clock_at):
    submission = registered(cast, send)
    clock_at("2026-05-07 09:00")
    client, typed = opens(submission), {"token": tokens.issue()}
    assert "撤回投诉" in text(client.get(at("complaint_withdraw", submission)))
    for _ in range(2):
        assert client.post(at("complaint_withdraw", submission), typed).status_code == 303
    assert fresh(submission).state == "withdrawn"
    assert at("complaint_withdraw", submission) not in text(client.get(at("complaint_progress", submission)))


def test_a_report_cannot_be_withdrawn(answered, send, clock_at):
    [report] = send("2026-05-06 09:00").submissions
    client = opens(report)
    assert at("complaint_withdraw", report) not in text(client.get(at("complaint_progress", report)))
    answer = client.post(at("complaint_withdraw", report), {"token": tokens.issue()})
    assert answer.status_code == 409 and fresh(report).state == "received"


def test_letters_to_the_person_open_with_number_and_code_alone(cast, send, clock_at):
    submission = accepted(cast, send)
    clock_at("2026-05-08 11:00")
    while outbox.deliver_due(at=moment("2026-05-08 11:00")):
        pass
    letter = submission.letters.get(kind="acceptance_decision")
    address = at("citizen_letter", submission, letter.pk)
    client = opens(submission)
    assert address in text(client.get(at("complaint_progress", submission)))
    assert client.get(address).content.startswith(b"%PDF-")
    assert Client().get(address)["Location"].startswith("/complaints/track/")
    [other] = send("2026-05-06 09:00").submissions
    assert opens(other).get(at("citizen_letter", other, letter.pk)).status_code == 404
