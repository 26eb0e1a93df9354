"""The API gives the answers of the pages, and takes each piece of evidence once."""

import hashlib
import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inspections.models import Evidence

from .conftest import picture


def send(client, visit, content: bytes, **extra):
    fields = {
        "file": SimpleUploadedFile("1.jpg", content),
        "uuid": str(uuid.uuid4()),
        "caption": "入口上方摄像机",
    }
    headers = {"X-Content-SHA256": extra.pop("sha256", hashlib.sha256(content).hexdigest())}
    return client.post(
        reverse("api_visit_evidence", args=[visit.reference]), {**fields, **extra}, headers=headers
    )


def test_evidence_is_received_once_with_the_same_receipt(client_of, under_way, clock_at):
    client, name = client_of("inspector1"), str(uuid.uuid4())
    clock_at("2021-08-31 10:17")
    first = send(client, under_way, picture(), uuid=name, latitude="23.041234", longitude="113.156789")
    clock_at("2021-08-31 10:25")
    second = send(client, under_way, picture(), uuid=name)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert first.json()["sha256"] == hashlib.sha256(picture()).hexdigest()
    assert Evidence.objects.count() == 1


def test_other_bytes_under_the_same_uuid_are_a_conflict(client_of, under_way, clock_at):
    clock_at("2021-08-31 10:17")
    client, name = client_of("inspector1"), str(uuid.uuid4())
    send(client, under_way, picture(), uuid=name)
    conflict = send(client, under_way, picture("red"), uuid=name)
    assert conflict.status_code == 409 and conflict.json()["law"] == "程序规定第二十六条"
    assert conflict["Content-Type"] == "application/problem+json"


def test_a_hash_that_does_not_fit_and_a_file_that_is_no_picture_are_refused(client_of, under_way, clock_at):
    clock_at("2021-08-31 10:17")
    client = client_of("inspector1")
    assert send(client, under_way, picture(), sha256="0" * 64).status_code == 400
    assert send(client, under_way, b"<html></html>").status_code == 400
    assert send(client, under_way, picture(), latitude="91", longitude="0").status_code == 400
    assert not Evidence.objects.exists()


def test_begin_and_sign_give_the_same_refusals_as_the_pages(client_of, cast, planned, clock_at):
    clock_at("2021-08-31 10:00")
    client = client_of("inspector1")
    begin = reverse("api_visit_begin", args=[planned.reference])
    early = client.post(begin)
    assert early.status_code == 409
    assert [reason["code"] for reason in early.json()["reasons"]] == ["visit_approved", "notice_given"]
    assert early.json()["law"]
    wrong = client_of("officer").post(begin)
    assert wrong.status_code == 403
    planned.refresh_from_db()
    assert planned.state == "planned"


def test_a_visit_is_begun_and_signed_over_the_api(client_of, cast, ready, clock_at):
    clock_at("2021-08-31 11:38")
    signed = client_of("inspector1").post(reverse("api_visit_sign", args=[ready.reference]))
    assert signed.status_code == 200 and signed.json()["state"] == "signed"
    assert [o["certificate"] for o in signed.json()["officers"]] == ["粤演示0101", "粤演示0117"]
    assert len(signed.json()["evidence"]) == 1


def test_an_approved_and_announced_visit_begins_over_the_api(client_of, notified, clock_at):
    clock_at("2021-08-31 10:02")
    begun = client_of("inspector2").post(reverse("api_visit_begin", args=[notified.reference]))
    assert begun.status_code == 200 and begun.json()["state"] == "under_way"


def test_a_stranger_finds_nothing(client_of, client, under_way, clock_at):
    clock_at("2021-08-31 10:17")
    stranger = client_of("stranger")
    assert stranger.get(reverse("api_visits")).json()["results"] == []
    assert stranger.get(reverse("api_visit", args=[under_way.reference])).status_code == 404
    assert send(stranger, under_way, picture()).status_code == 404
    for name in ("api_visit_begin", "api_visit_sign"):
        assert stranger.post(reverse(name, args=[under_way.reference])).status_code == 404
    assert client.get(reverse("api_visits")).status_code in (401, 403)
    assert not Evidence.objects.exists()
