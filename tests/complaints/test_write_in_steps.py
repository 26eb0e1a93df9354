"""The form in small steps: nothing typed is lost, nothing is sent twice, nothing is kept longer than it must."""

import datetime as dt
import re
import uuid
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.kernel import clock, tokens
from casework.kernel.models import StoredFile, VaultSubject
from complaints.lifecycle import WISHES, wish_of
from complaints.models import Draft, DraftPaper, Submission
from complaints.services import drafts
from tests.complaints.citizen import NEW, TYPED, begins, sends, writes
from tests.complaints.citizen import WISHES as ANSWERS
from tests.complaints.conftest import STORY, moment, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_august(cast, clock_at):
    clock_at("2021-08-24 09:58")


def photo(name: str = "a.jpg", colour: str = "teal") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(colour), content_type="image/jpeg")


def text(answer) -> str:
    return answer.content.decode()


def test_every_answer_to_the_three_questions_has_its_row():
    answers = {(w.bought, w.redress, w.look_into) for w in WISHES}
    assert len(answers) == len(WISHES) == 8
    assert {w.kind for w in WISHES if w.redress and not w.bought and not w.look_into} == {""}
    assert all(("complaint" in w.kind or w.kind == "both") == (w.bought and w.redress) for w in WISHES)
    assert wish_of(True, True, True).kind == "both" and wish_of(False, False, True).kind == "report"


def test_wanting_nothing_or_what_we_cannot_give_is_said_and_kept(client):
    for answers, said in (
        ({"bought": "yes", "redress": "no", "look_into": "no"}, "请至少选一样"),
        ({"bought": "no", "redress": "yes", "look_into": "no"}, "向法院起诉"),
    ):
        answer = client.post(NEW, {**answers, "token": tokens.issue()})
        assert answer.status_code == 200 and said in text(answer)
        assert text(answer).count("checked") == 3
    assert not Draft.objects.exists()


def test_looking_at_the_first_page_keeps_nothing_and_names_no_law(client):
    page = text(client.get(NEW))
    assert not Draft.objects.exists() and not re.search(
        "投诉|举报", re.search(r"<form.*</form>", page, re.S)[0]
    )


def test_step_by_step_it_becomes_a_submission_with_all_that_was_typed(client):
    answer = sends(
        client,
        "complaint",
        request="退还定金",
        amount_paid="￥1,200",
        amount_claimed="600元",
        address="桂城街道1号",
        may_be_named="on",
        files=[photo()],
    )
    assert answer["Location"] == "/complaints/receipt/"
    sent = Submission.objects.get()
    assert (sent.kind, sent.story, sent.trader_uscc) == ("complaint", STORY, "91440605MA5XEX1A01")
    assert (sent.amount_paid, sent.amount_claimed) == (Decimal("1200"), Decimal("600"))
    assert sent.may_be_named and not sent.may_publish and sent.wants_told
    assert sent.attachments.get().name == "a.jpg" and sent.channel == "web"


def test_each_step_asks_its_own_questions_and_no_others(client):
    link = begins(client)
    for step, own in (("trader", "trader_name"), ("story", "story"), ("person", "phone")):
        page = text(client.get(f"{link}{step}/"))
        asked = {name for name in ("trader_name", "story", "phone", "address") if f'name="{name}"' in page}
        assert asked == {own}


def test_a_step_with_errors_keeps_every_word_and_goes_no_further(client):
    link = begins(client)
    wrong = {**TYPED["story"], "happened_on": "2021-08-25"}
    answer = client.post(f"{link}story/", wrong)
    assert answer.status_code == 200 and 'href="#id_happened_on"' in text(answer)
    assert STORY in text(answer) and STORY in text(Client().get(f"{link}story/"))
    assert re.search(r'value="face_capture"[^>]*checked', text(answer))


@pytest.mark.parametrize(
    ("wish", "changes", "asked"),
    [
        ("complaint", {"request": "退款"}, "person"),
        ("both", {"address": "桂城"}, "story"),
        ("report", {"phone": ""}, "person"),
        ("report", {"phone": "12"}, "person"),
        ("report", {"trader_name": "", "trader_uscc": "", "trader_address": ""}, "trader"),
        ("report", {"trader_uscc": "91440605MA5XEX1A02"}, "trader"),
        ("report", {"happened_on": "2021-08-25"}, "story"),
        ("report", {"conducts": []}, "story"),
        ("report", {"amount_paid": "很多"}, "story"),
    ],
)
def test_what_is_missing_is_asked_for_on_its_page_and_not_sent(client, wish, changes, asked):
    link = writes(client, wish, **changes)
    answer = client.post(f"{link}send/")
    assert [step.name for step, _ in answer.context["gaps"]] == [asked]
    assert f'href="{link}{asked}/"' in text(answer) and not Submission.objects.exists()
    assert text(client.get(link)).count(f"{link}{asked}/") == 1  # the link goes on where something is missing


def test_a_double_click_and_a_lost_answer_give_the_same_receipt(client):
    link = writes(client)
    codes = []
    for browser in (client, client, Client()):  # the last has lost its cookies with the answer
        browser.post(f"{link}send/")
        codes.append(
            re.search(r"(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}", text(browser.get("/complaints/receipt/")))[0]
        )
    assert Submission.objects.count() == 1 and len(set(codes)) == 1


def test_the_first_step_pressed_twice_is_one_draft(client):
    typed = {**ANSWERS["report"], "token": tokens.issue()}
    addresses = {client.post(NEW, typed)["Location"] for _ in range(2)}
    assert len(addresses) == 1 and Draft.objects.count() == 1


def test_a_first_page_that_is_out_of_date_keeps_its_answers(client):
    answer = client.post(NEW, {**ANSWERS["both"], "token": "not ours"})
    assert text(answer).count("checked") == 3 and not Draft.objects.exists()


def test_the_link_brings_everything_back_without_a_session(client):
    link = writes(client, files=[photo()])
    elsewhere = Client()
    assert f"{link}review/" in text(elsewhere.get(link))
    review = text(elsewhere.get(f"{link}review/"))
    for kept in (STORY, "卢晓岚", "13800000001", "a.jpg", "没有经过同意，拍摄或识别人脸"):
        assert kept in review
    assert link in text(client.get(NEW)) and link not in text(Client().get(NEW))


def test_typing_is_kept_unchecked_and_finishing_later_shows_the_link(client):
    link = begins(client)
    assert client.post(f"{link}story/", {"story": "刚写了一半", "quiet": "1"}).status_code == 204
    assert client.post(f"{link}story/", {"story": "又写了一点", "later": "1"})["Location"] == link
    assert "又写了一点" in text(client.get(f"{link}story/"))


def test_files_belong_to_the_draft_as_soon_as_they_are_chosen(client):
    link = begins(client)
    disguised = SimpleUploadedFile("照片.jpg", b"<html>", content_type="image/jpeg")
    both = text(client.post(f"{link}evidence/", {"files": [photo(), disguised]}))
    assert "a.jpg" in both and "照片.jpg" in both and "打不开" in both
    alone = client.post(f"{link}evidence/", {"files": [photo("b.jpg", "red")], "quiet": "1"})
    assert alone.status_code == 200 and "b.jpg" in text(alone) and "<html" not in text(alone)
    assert client.post(f"{link}evidence/", {"files": [disguised], "quiet": "1"}).status_code == 422
    kept = DraftPaper.objects.first()
    client.post(f"{link}evidence/", {"remove": str(kept.pk)})
    assert [paper.name for paper in DraftPaper.objects.all()] == ["b.jpg"]


def test_above_ten_files_the_last_is_refused_in_words(client):
    link = begins(client)
    ten = [photo(f"{n}.jpg", f"rgb({20 * n}, 0, 0)") for n in range(11)]
    assert "最多十个文件" in text(client.post(f"{link}evidence/", {"files": ten}))
    assert DraftPaper.objects.count() == 10


def stored() -> list[Path]:
    from django.conf import settings

    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_nothing_of_a_draft_can_be_read_in_the_tables_or_on_the_disk(client):
    writes(client, files=[photo()])
    row = Draft.objects.values().get()
    assert not any("卢晓岚".encode() in bytes(row[name]) for name in ("sealed",))
    assert STORY.encode() not in bytes(row["sealed"])
    assert all(picture() not in path.read_bytes() for path in stored())


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_or_has_run_out_leaves_no_key_and_no_file(client, clock_at):
    link = writes(client, identity="anonymous", files=[photo()])
    client.post(f"{link}send/")
    assert not DraftPaper.objects.exists() and not VaultSubject.objects.exists()
    assert StoredFile.objects.count() == len(stored()) == 1
    left = writes(client, files=[photo("b.jpg", "red")])
    clock_at(clock.now() + drafts.LIFETIME)
    assert client.get(left).status_code == 404
    assert drafts.erase_expired(at=clock.now()) == 1 and drafts.erase_expired(at=clock.now()) == 0
    assert not VaultSubject.objects.exists() and len(stored()) == 1 and Draft.objects.count() == 1


def test_a_draft_that_is_used_lives_on(client, clock_at):
    link = begins(client)
    clock_at(moment("2021-08-24 09:58") + dt.timedelta(days=10))
    client.post(f"{link}trader/", TYPED["trader"])
    clock_at(moment("2021-08-24 09:58") + dt.timedelta(days=20))
    assert drafts.erase_expired(at=clock.now()) == 0 and client.get(link).status_code == 200


def test_whoever_writes_can_erase_it(client):
    link = writes(client, files=[photo()])
    assert client.post(f"{link}discard/")["Location"] == NEW
    assert client.get(link).status_code == 404 and not Draft.objects.exists()
    assert not VaultSubject.objects.exists() and not StoredFile.objects.exists()


def test_the_link_of_what_was_sent_shows_nobody_what_was_written(client):
    link = writes(client)
    client.post(f"{link}send/")
    assert client.get(f"{link}review/")["Location"] == "/complaints/receipt/"
    assert Client().get(f"{link}story/")["Location"] == "/complaints/track/"
    client.post("/complaints/track/close/")
    assert Client().post(f"{link}send/").status_code == 404


def test_a_stranger_guesses_no_draft_and_staff_drafts_are_none_of_the_web(client, cast):
    assert client.get(f"/complaints/drafts/{uuid.uuid4()}/story/").status_code == 404
    own = drafts.begin(key=uuid.uuid4(), words={}, at=clock.now(), actor=cast["operator"])
    assert client.get(f"/complaints/drafts/{own.pk}/").status_code == 404
    assert client.post(f"/complaints/drafts/{own.pk}/send/").status_code == 404
    assert client.get(f"{begins(client)}no-such-step/").status_code == 404


def test_whoever_sent_the_same_may_join_and_of_others_only_that_they_did_is_said(client):
    sends(client)
    first = Submission.objects.get()
    again = text(client.get(f"{writes(client)}review/"))
    assert first.reference in again and f"/complaints/track/{first.reference}/add/" in again
    elsewhere = Client()
    hint = text(elsewhere.get(f"{writes(elsewhere, name='赵一', phone='13900000002')}review/"))
    assert first.reference not in hint and "别人也反映过" in hint and "卢晓岚" not in hint
    other = text(
        elsewhere.get(
            f"{writes(elsewhere, trader_name='另一家店', trader_uscc='', trader_address='')}review/"
        )
    )
    assert "别人也反映过" not in other
