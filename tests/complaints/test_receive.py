"""A submission arrives: numbers, clocks, the vault, and the same receipt for good."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.kernel import outbox, vault
from casework.kernel.errors import Invalid, Refused
from casework.kernel.models import AuditEvent, Deadline, StoredFile, VaultSubject
from complaints import queries, services
from complaints.models import Attachment, Submission
from tests.complaints import bench_intake
from tests.complaints.conftest import REPORTER, moment, picture


def due(submission: Submission) -> tuple[str, dt.date]:
    deadline = Deadline.objects.get(reference=submission.reference)
    return deadline.clock, deadline.due_on


def test_a_report_runs_the_fifteen_working_days_from_the_day_of_receipt(send):
    [report] = send("2021-08-24 09:58").submissions
    assert report.reference.startswith("RPT-2021-") and report.state == "received"
    assert due(report) == ("VER-15", dt.date(2021, 9, 14)) and report.due_on == dt.date(2021, 9, 14)


@pytest.mark.parametrize(
    ("at", "clock", "due_on"),
    [
        ("2021-08-24 09:58", "CMP-ACCEPT-O20", dt.date(2021, 9, 2)),
        ("2026-04-14 17:00", "CMP-ACCEPT-O20", dt.date(2026, 4, 23)),
        ("2026-04-15 09:00", "CMP-ACCEPT-O121", dt.date(2026, 4, 24)),
    ],
)
def test_a_complaint_runs_the_seven_working_days_of_the_rule_of_its_day(send, at, clock, due_on):
    [complaint] = send(at, kind="complaint", request="退还定金").submissions
    assert complaint.reference.startswith("CMP-")
    assert due(complaint) == (clock, due_on)


def test_both_at_once_are_two_submissions_with_numbers_and_clocks_of_their_own(send):
    report, complaint = send("2026-05-06 09:00", kind="both", request="退还定金").submissions
    assert (report.kind, complaint.kind) == ("report", "complaint")
    assert (due(report)[0], due(complaint)[0]) == ("VER-15", "CMP-ACCEPT-O121")
    assert report.form_token == complaint.form_token and report.reporter == complaint.reporter


def test_the_same_form_sent_twice_gives_the_same_receipt(send):
    token = uuid.uuid4()
    first, again = send(form_token=token), send("2021-08-24 10:30", form_token=token)
    assert [s.reference for s in again.submissions] == [s.reference for s in first.submissions]
    assert again.query_code == first.query_code
    assert Submission.objects.count() == Deadline.objects.count() == VaultSubject.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_at_the_same_time_is_one_submission(send):
    token = uuid.uuid4()

    def press(_: int) -> str:
        try:
            return send(form_token=token).submissions[0].reference
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        references = set(people.map(press, range(4)))
    assert len(references) == 1 and Submission.objects.count() == 1


def test_the_same_form_with_other_words_is_no_repeat(send):
    token = uuid.uuid4()
    send(form_token=token)
    with pytest.raises(Refused):
        send(form_token=token, story="完全不同的一件事")
    assert Submission.objects.count() == 1


def test_the_code_has_sixteen_clear_characters_and_only_its_hash_is_stored(send):
    receipt = send()
    letters = receipt.query_code.replace("-", "")
    assert len(letters) == 16 and not set(letters) & set("01OILU")
    row = Submission.objects.filter(pk=receipt.submissions[0].pk).values().get()
    assert letters not in str(row) and receipt.query_code not in str(row)


def test_who_sent_it_is_in_the_vault_and_nowhere_else(send):
    [report] = send().submissions
    stored = str(Submission.objects.values().get()) + str(list(AuditEvent.objects.values_list("body")))
    assert REPORTER["name"] not in stored and REPORTER["phone"] not in stored
    assert report.reporter.entries.filter(blind_index=vault.blind_index("phone", "138 0000 0001")).exists()


def test_an_anonymous_report_is_taken_and_an_anonymous_complaint_is_not(send):
    assert send(reporter=None).submissions[0].reporter is None
    with pytest.raises(Invalid) as refusal:
        send(kind="complaint", reporter=None)
    assert "第十条" in refusal.value.law


def test_photos_keep_their_bytes_and_those_of_a_named_person_are_encrypted(send):
    sent = [services.SentFile("大堂.jpg", picture(), "image/jpeg")]
    send(sent_files=sent)
    send(sent_files=sent, reporter=None)
    named, anonymous = Attachment.objects.order_by("pk")
    assert named.file.subject is not None and anonymous.file.subject is None
    assert StoredFile.objects.values("sha256").distinct().count() == 1


def test_receiving_costs_no_more_than_fifteen_queries(send):
    with CaptureQueriesContext(connection) as queries:
        send()
    assert len(queries) <= 15


def test_one_receipt_costs_fifteen_queries_at_most(client, cast, clock_at):
    clock_at("2026-08-24 09:58")
    client.post(bench_intake.OURS, bench_intake.COMPLAINT, "application/json")
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(bench_intake.OURS, bench_intake.COMPLAINT, "application/json")
    assert answer.status_code == 201 and len(asked) <= 15


def test_who_left_a_number_is_told_that_it_arrived_and_nobody_else(cast, send, settings, tmp_path):
    settings.SMS_DIR = tmp_path
    [named] = send("2026-08-24 09:58").submissions
    send("2026-08-24 10:00", reporter=None)
    while outbox.deliver_due(at=moment("2026-08-24 10:01")):
        pass
    [message] = tmp_path.iterdir()
    text = message.read_text()
    assert text.startswith(REPORTER["phone"]) and named.reference in text and "2026年9月14日" in text
    assert REPORTER["name"] not in text
    [opening] = queries.openings(named)
    assert opening.actor is None and "编号" in opening.reason
