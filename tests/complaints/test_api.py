"""Submissions over the API: the same rules, words and articles."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.models import Case
from complaints import services
from complaints.models import Submission
from tests.complaints.conftest import REPORTER, STORY, moment, picture

SUBMISSIONS = "/api/v1/submissions/"
JSON = "application/json"


@pytest.fixture(autouse=True)
def _in_august(cast, clock_at):
    clock_at("2021-08-25 09:00")


def words(**changes) -> dict:
    given = {
        "trader_name": "示例云岭置业",
        "conducts": ["face_capture"],
        "story": STORY,
        "happened_on": "2021-08-21",
        "wish": "report",
        "identity": "named",
        "name": "卢晓岚",
        "phone": "13800000001",
        "wants_told": True,
    }
    return {**given, **changes}


def act(client: Client, submission: Submission, verb: str, given=None, key: str = ""):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"{SUBMISSIONS}{submission.reference}/{verb}/", given or {}, JSON, headers=headers)


def test_anyone_may_send_one_and_a_repeat_is_the_same_answer(client):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    first = client.post(SUBMISSIONS, words(), JSON, headers=key)
    again = client.post(SUBMISSIONS, words(), JSON, headers=key)
    assert first.status_code == again.status_code == 201 and first.json() == again.json()
    assert len(first.json()["query_code"]) == 19 and Submission.objects.count() == 1


def test_the_same_key_with_other_words_is_refused(client):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    client.post(SUBMISSIONS, words(), JSON, headers=key)
    other = client.post(SUBMISSIONS, words(story="另一件事"), JSON, headers=key)
    assert other.status_code == 409 and other["Content-Type"] == "application/problem+json"
    assert Submission.objects.count() == 1


def test_errors_come_by_field(client):
    answer = client.post(SUBMISSIONS, words(happened_on="", trader_uscc="123"), JSON)
    assert answer.status_code == 400 and set(answer.json()["errors"]) == {"happened_on", "trader_uscc"}
    assert client.post(SUBMISSIONS, [1], JSON).status_code == 400
    wrong_key = client.post(SUBMISSIONS, words(), JSON, headers={"Idempotency-Key": "x"})
    assert wrong_key.status_code == 400 and not Submission.objects.exists()


def test_photos_come_as_parts(client):
    answer = client.post(SUBMISSIONS, words(files=[SimpleUploadedFile("a.bin", picture())]))
    assert answer.status_code == 201 and Submission.objects.get().attachments.count() == 1


def test_both_are_two_submissions(client):
    answer = client.post(SUBMISSIONS, words(wish="both", request="退款", address="桂城1号"), JSON)
    assert [one["kind"] for one in answer.json()["submissions"]] == ["report", "complaint"]


def test_staff_read_what_is_theirs_without_the_identity(client, client_of, send):
    [submission] = send().submissions
    listed = client_of("intake").get(SUBMISSIONS).json()["results"]
    assert [one["reference"] for one in listed] == [submission.reference]
    assert listed[0]["clock"]["due_on"] == "2021-09-14"
    one = client_of("intake").get(f"{SUBMISSIONS}{submission.reference}/").content.decode()
    assert STORY in one and REPORTER["name"] not in one and REPORTER["phone"] not in one
    assert client.get(SUBMISSIONS).status_code in (401, 403)


def test_a_stranger_reads_and_does_nothing(client_of, send):
    [submission] = send().submissions
    stranger = client_of("stranger")
    assert stranger.get(SUBMISSIONS).json()["results"] == []
    assert stranger.get(f"{SUBMISSIONS}{submission.reference}/").status_code == 404
    assert act(stranger, submission, "register").status_code == 404


def test_register_route_and_a_repeat_with_the_same_key(client_of, send):
    [submission] = send().submissions
    desk = client_of("intake")
    assert act(desk, submission, "register").json()["state"] == "registered"
    given = {"office": "guicheng", "cause": "未经同意收集消费者个人信息", "summary": "拍摄来访者"}
    key = str(uuid.uuid4())
    answers = [act(desk, submission, "route", given, key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[1].json()["case_reference"] == Case.objects.get().reference
    refused = act(desk, submission, "route", given)
    assert refused.status_code == 409 and refused.json()["law"]


def test_an_office_outside_the_bureau_is_no_choice(client_of, cast, send):
    [submission] = send().submissions
    services.register(submission=submission, actor=cast["intake"], at=moment("2021-08-25 08:00"))
    given = {"office": "shunde", "cause": "x", "summary": "y"}
    answer = act(client_of("intake"), submission, "route", given)
    assert answer.status_code == 400 and "office" in answer.json()["errors"]


def test_a_wrong_role_is_refused_with_the_article(client_of, send):
    [submission] = send().submissions
    answer = act(client_of("unithead"), submission, "register")
    assert answer.status_code == 403 and "第二十八条" in answer.json()["law"]
    assert Submission.objects.get().state == "received"


def test_out_of_scope_and_telling_answer_like_the_page(client_of, routed, send):
    [other] = send().submissions
    desk = client_of("intake")
    ended = act(desk, other, "out-of-scope", {"ground": "consultation", "reply": "请拨打12345"})
    assert ended.json()["state"] == "out_of_scope"
    refused = act(desk, routed(), "tell-reporter")
    assert refused.status_code == 409 and "第三十一条" in refused.json()["law"]


def test_the_schema_lists_the_desk(client):
    schema = client.get("/api/v1/schema/", {"format": "json"}, headers={"Accept": "application/json"}).content
    assert b"/api/v1/submissions/{reference}/route/" in schema and b"Idempotency-Key" in schema
