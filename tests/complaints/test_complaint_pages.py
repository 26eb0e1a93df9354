"""The complaint desk over HTTP: pages, steps, letters and API; a stranger sees nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.kernel import outbox, tokens
from complaints import services
from tests.complaints.conftest import REPORTER, moment
from tests.complaints.track import accepted, fresh, mediating, registered, session

pytestmark = pytest.mark.django_db


def url(submission, end: str = "") -> str:
    return f"/desk/mediation/{submission.reference}/{end}"


def post(client, submission, action: str, **fields):
    token = tokens.issue(fresh(submission).version)
    return client.post(url(submission, f"{action}/"), {**fields, "token": token})


def test_a_mediator_walks_a_complaint_through_the_pages(cast, send, client_of, clock_at):
    submission = registered(cast, send)
    mediator = client_of("mediator")
    clock_at("2026-05-08 10:00")
    assert submission.reference in mediator.get("/desk/mediation/").content.decode()
    page = mediator.get(url(submission)).content.decode()
    assert "受理，告知投诉人" in page and REPORTER["name"] not in page
    assert post(mediator, submission, "accept").status_code == 303
    agreed = {
        "complainant_agreed_on": "2026-05-08",
        "respondent_agreed_on": "2026-05-08",
        "consent_note": "电话",
    }
    assert post(mediator, submission, "begin_mediation", **agreed).status_code == 303
    clock_at("2026-05-20 10:00")
    held = {"held_on": "2026-05-20", "complainant_came": "on", "respondent_came": "on", "said": "同意退款。"}
    assert post(mediator, submission, "record_session", **held).status_code == 303
    assert "同意退款。" in mediator.get(url(submission)).content.decode()
    assert post(mediator, submission, "agree", terms="退款", settled_by="waived").status_code == 303
    assert post(mediator, submission, "close_complaint").status_code == 303
    assert fresh(submission).state == "complaint_closed"
    assert submission.reference in mediator.get("/desk/mediation/?show=ended").content.decode()


def test_what_is_wrong_in_a_form_comes_back_with_what_was_typed(cast, send, client_of, clock_at):
    submission = registered(cast, send)
    clock_at("2026-05-08 10:00")
    answer = post(client_of("mediator"), submission, "propose_refusal", ground="no_dispute", facts="没有消费")
    page = answer.content.decode()
    assert answer.status_code == 422 and "第十七条" in page and "没有消费" in page


def test_a_head_signs_what_the_mediator_proposed(cast, send, client_of, clock_at):
    submission = registered(cast, send)
    clock_at("2026-05-08 10:00")
    fields = {"ground": "taken_elsewhere", "facts": "法院已经受理"}
    assert post(client_of("mediator"), submission, "propose_refusal", **fields).status_code == 303
    assert post(client_of("mediator"), submission, "refuse").status_code == 403
    head = client_of("head")
    assert submission.reference in head.get("/desk/mediation/?show=sign").content.decode()
    assert "法院已经受理" in head.get(url(submission)).content.decode()
    assert post(head, submission, "refuse").status_code == 303
    assert fresh(submission).state == "not_accepted"


def test_wrong_order_is_refused_with_the_article_on_page_and_api(cast, send, client_of, clock_at):
    submission = registered(cast, send)
    clock_at("2026-05-08 10:00")
    mediator = client_of("mediator")
    assert mediator.get(url(submission, "agree/")).status_code == 409
    answer = mediator.post(
        f"/api/v1/complaints/{submission.reference}/steps/agree/",
        {"terms": "退款", "settled_by": "paper"},
        "application/json",
    )
    assert answer.status_code == 409 and "第二十四条" in answer.json()["law"]
    assert fresh(submission).state == "registered"


def test_the_api_takes_the_same_steps_and_a_repeat_is_harmless(cast, send, client_of, clock_at):
    submission = registered(cast, send)
    clock_at("2026-05-08 10:00")
    mediator, address = client_of("mediator"), f"/api/v1/complaints/{submission.reference}/"
    assert {"action": "accept", "missing": []} in mediator.get(address).json()["steps"]
    body = {"key": "3f0f5d6e-6a6f-4a62-8f5c-d5b1a9a3c001"}
    answers = [mediator.post(f"{address}steps/accept/", body, "application/json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json()["state"] == "accepted" and len(answers[1].json()["letters"]) == 1


def test_a_letter_opens_to_those_who_handle_the_matter(cast, send, client_of, clock_at):
    submission = accepted(cast, send)
    while outbox.deliver_due(at=moment("2026-05-08 11:00")):
        pass
    letter = submission.letters.get()
    clock_at("2026-05-08 12:00")
    address = url(submission, f"letters/{letter.pk}.pdf")
    assert client_of("mediator").get(address).content.startswith(b"%PDF")
    assert {client_of(who).get(address).status_code for who in ("unithead", "head", "stranger")} == {404}


@pytest.mark.parametrize("who", ["stranger", "strangerhead", "admin", "officer"])
def test_others_do_not_know_of_a_complaint(cast, send, client_of, clock_at, who):
    submission = mediating(cast, send)
    clock_at("2026-05-09 10:00")
    client = client_of(who)
    assert client.get(url(submission)).status_code == 404
    assert post(client, submission, "terminate", ground="refused", facts="x").status_code == 404
    assert client.get(f"/api/v1/complaints/{submission.reference}/").status_code == 404
    assert submission.reference not in client.get("/desk/mediation/").content.decode()


def test_the_list_asks_no_more_for_thirty_complaints_than_for_three(cast, send, client_of, clock_at):
    client = client_of("mediator")
    clock_at("2026-05-20 10:00")
    counts = []
    for number in (3, 27):
        for _ in range(number):
            session(cast, mediating(cast, send), "2026-05-19 10:00")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/desk/mediation/?show=mediation")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


def test_two_mediators_press_and_the_second_is_told(cast, send, client_of, clock_at):
    submission = registered(cast, send)
    clock_at("2026-05-08 10:00")
    token = tokens.issue(submission.version)
    services.accept(submission=submission, actor=cast["mediator"], at=moment("2026-05-08 09:00"))
    answer = client_of("mediator").post(url(submission, "accept/"), {"token": token})
    assert answer.status_code == 409
