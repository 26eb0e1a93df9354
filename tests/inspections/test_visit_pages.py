"""The visit over HTTP, as its people walk it: at a desk and on a phone, without JavaScript."""

import base64
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.kernel import audit
from inspections.models import Evidence, Signature, Visit

from .conftest import SIGNED, add_photo, approve, at, case_of, deliver, picture, plan

DRAWN = "data:image/png;base64," + base64.b64encode(SIGNED[0]).decode()


def token_in(response) -> str:
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


def hidden(response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]+)"', response.content.decode())[1]


def post(client, url: str, page: str | None = None, **fields):
    """Fill in a page's form as a browser does: with the token that stood on it."""
    seen = client.get(page or url)
    assert seen.status_code == 200
    return client.post(url, {"token": token_in(seen), **fields})


def photo(name: str = "1.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or picture(), content_type="image/jpeg")


def test_a_visit_is_planned_for_a_case(client_of, cast, case, clock_at):
    clock_at("2021-08-27 09:00")
    client = client_of("inspector1")
    url = f"{reverse('visit_plan')}?case={case.reference}"
    assert "粤演示0117" in client.get(url).content.decode()
    fields = {
        "officers": [cast["inspector1"].pk, cast["inspector2"].pk],
        "place": "云岭花园售楼处",
        "planned_for": "2021-08-31T10:00",
        "purpose": "看摄像机",
        "checklist": "有没有摄像机\n\n有没有提示",
        "basis": "程序规定第十八条",
        "reason": "举报人反映售楼处拍摄人脸",
    }
    alone = post(client, url, **{**fields, "officers": [cast["inspector1"].pk]})
    assert alone.status_code == 200 and "至少选两名" in alone.content.decode()
    assert "举报人反映售楼处拍摄人脸" in alone.content.decode()
    response = post(client, url, **fields)
    visit = Visit.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/m/{visit.reference}/")
    assert visit.planned_for == at("2021-08-31 10:00")
    assert [point["question"] for point in visit.checklist] == ["有没有摄像机", "有没有提示"]
    assert visit.approval.reason.startswith("举报人反映")


def test_sent_twice_the_plan_is_one_visit(client_of, cast, case, clock_at):
    clock_at("2021-08-27 09:00")
    client = client_of("inspector1")
    url = f"{reverse('visit_plan')}?case={case.reference}"
    fields = {
        "token": token_in(client.get(url)),
        "officers": [cast["inspector1"].pk, cast["inspector2"].pk],
        "place": "售楼处",
        "planned_for": "2021-08-31T10:00",
        "purpose": "看摄像机",
        "basis": "程序规定第十八条",
        "reason": "举报",
    }
    assert {client.post(url, fields).status_code for _ in range(2)} == {303}
    assert Visit.objects.count() == 1


def test_the_whole_visit_without_javascript(client_of, cast, planned, clock_at):
    url = planned.get_absolute_url()
    first, second = client_of("inspector1"), client_of("inspector2")
    clock_at("2021-08-27 10:00")
    page = first.get(url).content.decode()
    assert "负责人还没有批准这次检查" in page and "您有权陈述、申辩" in page

    approve(cast, planned)
    clock_at("2021-08-30 15:00")
    assert post(first, f"{url}notice/", url).status_code == 303
    clock_at("2021-08-31 10:02")
    assert post(first, f"{url}begin/", url).status_code == 303

    clock_at("2021-08-31 10:17")
    form = first.get(f"{url}photos/")
    response = first.post(
        f"{url}photos/",
        {
            "photos": [photo(), photo("2.png", picture("red", "PNG"))],
            "caption": "入口上方摄像机",
            "kind": "audio_visual",
            "method": "现场拍摄",
            "uuid": hidden(form, "uuid"),
            "latitude": "23.041234",
            "longitude": "113.156789",
            "accuracy": "12",
        },
    )
    assert response.status_code == 303
    assert set(Evidence.objects.values_list("caption", flat=True)) == {
        "入口上方摄像机（1）",
        "入口上方摄像机（2）",
    }

    clock_at("2021-08-31 11:20")
    response = post(
        second,
        f"{url}record/",
        told_rights="出示证件，告知权利。",
        findings="两台摄像机通电。",
        recording="执法记录仪07号",
        party_name="何可盈",
        answer_0="yes",
        note_0="2台",
    )
    assert response.status_code == 303

    clock_at("2021-08-31 11:30")
    page = f"{url}signatures/"
    for client, signer, extra in (
        (first, "officer", {"officer-drawn": DRAWN}),
        (second, "officer", {"officer-paper": photo("paper.jpg", picture("white"))}),
        (first, "party", {"party-name": "何可盈", "party-refusal": "看过笔录，拒绝签字，有录像"}),
    ):
        seen = hidden(client.get(page), f"{signer}-seen")
        sent = post(client, page, signer=signer, **{f"{signer}-seen": seen}, **extra)
        assert sent.status_code == 303, sent.content.decode()
    assert set(Signature.objects.values_list("signer", "method")) == {
        ("officer", "drawn"),
        ("officer", "paper"),
        ("party", "refused"),
    }

    clock_at("2021-08-31 11:38")
    assert "完成检查" in first.get(url).content.decode()
    assert post(first, f"{url}finish/", url).status_code == 303
    planned.refresh_from_db()
    assert planned.state == "signed"
    assert first.get(f"{url}record.pdf").status_code == 409  # still being made
    deliver("2021-08-31 11:40")
    assert b"".join(first.get(f"{url}record.pdf").streaming_content).startswith(b"%PDF-")
    assert b"".join(first.get(f"{url}notice.pdf").streaming_content).startswith(b"%PDF-")


def test_the_same_photo_form_sent_twice_adds_nothing(client_of, under_way, clock_at):
    clock_at("2021-08-31 10:17")
    client, url = client_of("inspector1"), f"{under_way.get_absolute_url()}photos/"
    fields = {"caption": "大堂", "kind": "audio_visual", "method": "现场拍摄", "uuid": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(url, {**fields, "photos": [photo()]}).status_code == 303
    assert Evidence.objects.count() == 1
    assert Evidence.objects.get().position_note == "没有取得位置"


def test_html_that_calls_itself_a_photo_is_refused_and_the_words_come_back(client_of, under_way, clock_at):
    clock_at("2021-08-31 10:17")
    response = client_of("inspector1").post(
        f"{under_way.get_absolute_url()}photos/",
        {
            "photos": [photo("1.jpg", b"<html><script>alert(1)</script></html>")],
            "caption": "大堂全景",
            "kind": "audio_visual",
            "method": "现场拍摄",
            "uuid": str(uuid.uuid4()),
        },
    )
    assert response.status_code == 200
    assert "打不开" in response.content.decode() and "大堂全景" in response.content.decode()
    assert not Evidence.objects.exists()


def test_what_changed_after_it_was_read_is_not_signed(client_of, cast, ready, clock_at):
    clock_at("2021-08-31 11:36")
    client, url = client_of("inspector1"), f"{ready.get_absolute_url()}signatures/"
    add_photo(cast, ready, content=picture("red"), at=at("2021-08-31 11:35"))
    page = client.get(url)
    assert "签字以后笔录又改过" in page.content.decode()
    seen = hidden(page, "officer-seen")
    add_photo(cast, ready, content=picture("blue"), at=at("2021-08-31 11:36"))
    sent = post(client, url, signer="officer", **{"officer-seen": seen, "officer-drawn": DRAWN})
    assert sent.status_code == 409 and "看过再签" in sent.content.decode()


@pytest.mark.parametrize("drawn", ["", "data:text/html;base64,PGI+", "data:image/png;base64,%%%"])
def test_an_empty_or_broken_signature_is_refused(client_of, ready, clock_at, drawn):
    clock_at("2021-08-31 11:36")
    before = Signature.objects.count()
    client, url = client_of("inspector1"), f"{ready.get_absolute_url()}signatures/"
    sent = client.post(
        url, {"signer": "witness", "witness-seen": ready.content_sha256(), "witness-drawn": drawn}
    )
    assert sent.status_code == 200 and "oops" in sent.content.decode()
    assert Signature.objects.count() == before


def test_wrong_officer_and_wrong_order_are_told_why_with_the_article(client_of, notified, clock_at):
    clock_at("2021-08-31 10:02")
    url = notified.get_absolute_url()
    token = token_in(client_of("inspector1").get(url))
    wrong = client_of("officer").post(f"{url}begin/", {"token": token})
    assert wrong.status_code == 403 and "您不是这次检查的执法人员" in wrong.content.decode()
    early = client_of("inspector1").post(f"{url}finish/", {"token": token})
    assert early.status_code == 409 and "程序规定第二十八条" in early.content.decode()
    notified.refresh_from_db()
    assert notified.state == "notified"


def test_a_cancelled_visit_says_so(client_of, planned, clock_at):
    clock_at("2021-08-28 09:00")
    client, url = client_of("inspector1"), planned.get_absolute_url()
    assert post(client, f"{url}cancel/", url, reason="当事人已停业").status_code == 303
    assert "当事人已停业" in client.get(url).content.decode()


def test_a_stranger_sees_nothing(client_of, client, cast, ready, clock_at):
    clock_at("2021-08-31 11:40")
    item = ready.evidence.get()
    url = ready.get_absolute_url()
    pages = [
        url,
        *[f"{url}{name}" for name in ("record/", "photos/", "signatures/", "notice.pdf", "record.pdf")],
        *[
            reverse(name, args=[item.uuid])
            for name in ("evidence", "evidence_original", "evidence_thumbnail")
        ],
        f"{reverse('visit_plan')}?case={ready.case.reference}",
    ]
    for person in ("stranger", "strangerhead", "admin", "operator"):
        browser = client_of(person)
        assert {browser.get(page).status_code for page in pages} == {404}, person
        for name in ("visits", "field_home"):
            assert ready.reference not in browser.get(reverse(name)).content.decode()
        for verb in ("notice", "begin", "finish", "cancel", "ask-approval"):
            assert browser.post(f"{url}{verb}/").status_code == 404
    assert {client.get(page).status_code for page in pages} == {302}
    assert not audit.history_of(ready.reference).filter(action="evidence.viewed").exists()


def test_every_look_at_evidence_is_on_record_and_the_original_is_not_for_the_page(client_of, ready, clock_at):
    clock_at("2021-09-01 09:00")
    item = ready.evidence.get()
    client = client_of("reviewer")
    page = client.get(item.get_absolute_url())
    assert page.status_code == 200 and item.file.sha256 in page.content.decode()
    original = client.get(reverse("evidence_original", args=[item.uuid]))
    assert b"".join(original.streaming_content) == picture()
    assert original["Content-Disposition"] == f'attachment; filename="{item.uuid}.jpg"'
    assert original["X-Content-Type-Options"] == "nosniff"
    seen = audit.history_of(ready.reference).filter(action="evidence.viewed")
    assert [audit.details_of(event)["what"] for event in seen] == ["page", "original"]
    assert client.get(reverse("evidence_thumbnail", args=[item.uuid])).status_code == 404
    mine = client_of("inspector1").get(reverse("evidence_thumbnail", args=[item.uuid]))
    assert mine["Content-Type"] == "image/jpeg"


def test_damaged_bytes_are_never_served(client_of, ready, clock_at, settings):
    clock_at("2021-09-01 09:00")
    item = ready.evidence.get()
    stored = next(settings.MEDIA_ROOT.rglob(item.file.sha256))
    stored.write_bytes(stored.read_bytes() + b"!")
    client = client_of("reviewer")
    assert "哈希不一致" in client.get(item.get_absolute_url()).content.decode()
    original = client.get(reverse("evidence_original", args=[item.uuid]))
    assert original.status_code == 409 and "程序规定第二十六条" in original.content.decode()


def test_my_visits_are_the_open_ones_and_those_of_today(client_of, cast, case, planned, signed, clock_at):
    clock_at("2021-08-31 12:00")
    case.refresh_from_db()
    other = plan(cast, case)
    page = client_of("inspector1").get(reverse("field_home")).content.decode()
    assert other.reference in page and signed.reference in page
    clock_at("2021-09-01 08:00")
    page = client_of("inspector1").get(reverse("field_home")).content.decode()
    assert other.reference in page and signed.reference not in page
    assert other.reference not in client_of("officer").get(reverse("field_home")).content.decode()


def test_lists_cost_the_same_for_three_visits_and_for_thirty(client_of, cast, case, clock_at):
    clock_at("2021-08-27 12:00")
    client = client_of("inspector1")
    addresses = [reverse("visits"), reverse("field_home"), reverse("api_visits")]
    for _ in range(3):
        plan(cast, case)
    few = [count(client, address) for address in addresses]
    for number in range(27):
        visit = plan(cast, case_of(cast) if number % 3 == 0 else case)
        if number % 2:
            approve(cast, visit)
    assert [count(client, address) for address in addresses] == few
    assert max(few) <= 10


def count(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_list_goes_on_where_it_stopped(client_of, cast, case, clock_at):
    clock_at("2021-08-27 12:00")
    made = [plan(cast, case).reference for _ in range(31)]
    client = client_of("inspector1")
    first = client.get(reverse("visits")).content.decode()
    assert made[1] in first and made[0] not in first
    second = client.get(re.search(r'href="(\?after=[^"]+)"', first)[1].join([reverse("visits"), ""]))
    assert made[0] in second.content.decode() and made[1] not in second.content.decode()
