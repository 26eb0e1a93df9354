"""Who sent it, and every word that shows it, is open to those who handle the matter and masked for all others."""

import pytest
from django.urls import reverse

from casework.kernel import audit, vault
from casework.kernel.errors import Invalid
from complaints import queries, services
from complaints.models import Attachment, Submission
from tests.complaints.conftest import REPORTER, moment, picture

pytestmark = pytest.mark.django_db
TELLING = f"我叫{REPORTER['name']}，请打 13800000001 或 luxl@example.com 找我。"


@pytest.fixture
def told(send) -> Submission:
    """A report that says in free text who sent it, with a photo and a supplement."""
    photo = services.SentFile(f"{REPORTER['name']}的照片.jpg", picture(), "image/jpeg")
    [submission] = send(story=TELLING, request=TELLING, sent_files=[photo]).submissions
    services.supplement(submission=submission, text=TELLING, at=moment("2021-08-25 10:00"))
    return submission


def sheet(submission: Submission) -> str:
    return reverse("submission", args=[submission.reference])


def shows_who(text: str) -> bool:
    return any(word in text for word in (REPORTER["name"], "13800000001", "luxl@example.com"))


def test_the_desk_that_handles_it_reads_the_words_as_they_were_told(client_of, told):
    text = client_of("intake").get(sheet(told)).content.decode()
    assert TELLING in text and "已隐去" in text


def test_a_reader_who_does_not_handle_it_reads_masks_on_the_page_and_in_the_api(client_of, told):
    head = client_of("unithead")
    for address in (
        sheet(told),
        reverse("api_submission", args=[told.reference]),
        reverse("api_submissions"),
        reverse("intake") + "?show=all",
    ):
        answer = head.get(address)
        assert answer.status_code == 200 and not shows_who(answer.content.decode()), address
    assert "【遮盖：姓名】" in head.get(sheet(told)).content.decode()


def test_who_wrote_it_down_does_not_handle_it(client_of, cast, send):
    [submission] = send(channel="phone", story=TELLING, actor=cast["operator"]).submissions
    assert not shows_who(client_of("operator").get(sheet(submission)).content.decode())


def test_an_officer_reads_it_in_full_from_the_day_they_are_named(client_of, routed, decide_filing):
    submission = routed(story=TELLING)
    assert client_of("officer").get(sheet(submission)).status_code == 404
    decide_filing(submission, "2021-09-13 10:00")
    assert TELLING in client_of("officer").get(sheet(submission)).content.decode()


def test_papers_of_a_named_person_open_to_those_who_handle_it_alone(client_of, told):
    file = reverse("submission_file", args=[told.reference, Attachment.objects.get().pk])
    assert client_of("intake").get(file).status_code == 200
    refused = client_of("unithead").get(file)
    assert refused.status_code == 403 and "第三十七条" in refused.content.decode()


def test_a_list_of_masked_rows_costs_what_one_costs(cast, send, django_assert_num_queries):
    for _ in range(3):
        send(story=TELLING)
    rows = queries.submissions_for(cast["unithead"])
    with django_assert_num_queries(3):
        masked = queries.as_read_by(cast["unithead"], rows)
    assert len(masked) == 3 and not any(shows_who(row.story) for row in masked)


def test_masks_never_reach_the_row(cast, told):
    read = queries.submission_for(cast["unithead"], told.reference)
    with pytest.raises(RuntimeError):
        read.save()
    told.refresh_from_db()
    assert told.story == TELLING


def test_the_reason_to_look_does_not_name_who_is_looked_at(cast, told):
    with pytest.raises(Invalid):
        services.open_identity(
            submission=told,
            actor=cast["intake"],
            at=moment("2021-08-25 11:00"),
            reason=f"联系{REPORTER['name']}",
        )
    assert not audit.history_of(told.reference).filter(action="vault.opened").exists()


def test_the_auditor_reads_who_opened_what_and_why_and_not_whom(client_of, told):
    address = reverse("submission_identity", args=[told.reference])
    client_of("intake").post(address, {"reason": "核对补充材料"})
    text = client_of("auditor").get(reverse("audit") + "?kind=opened").content.decode()
    assert told.reference in text and "核对补充材料" in text and "梁子衡" in text and not shows_who(text)
    assert "核对补充材料" in client_of("intake").get(sheet(told)).content.decode()
    assert "核对补充材料" not in client_of("unithead").get(sheet(told)).content.decode()


def test_hiding_leaves_what_is_no_personal_data(told):
    assert vault.hide("大堂顶上有两个摄像头。", told.reporter) == "大堂顶上有两个摄像头。"
