"""A person is erased: when the time of keeping is over, or on request with two people; a duty to keep comes first."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from casework.kernel import audit, files, holds, outbox, tokens, vault
from casework.kernel.errors import NotPermitted, Refused
from casework.kernel.models import Deadline, StoredFile, VaultEntry
from complaints import queries, services
from complaints.lifecycle.retention import RETENTION, retention_on
from complaints.models import ErasureRequest, Submission
from tests.complaints.conftest import moment, picture

pytestmark = pytest.mark.django_db
PERSON = {
    "name": "卢晓岚",
    "phone": "13800000001",
    "email": "luxl@example.com",
    "address": "佛山市南海区桂城街道海三路9号2栋1604房",
}
WORDS = ("云岭花园售楼处看房", "把定金退给我", "补充两张收据")
LATER = "2034-01-10 03:00"


def sent_in_full(send) -> list[Submission]:
    """A report and a complaint of one person, who says in every place who she is."""
    told = f"我是{PERSON['name']}，{PERSON['phone']}，"
    photo = services.SentFile(f"{PERSON['name']}.jpg", picture(), "image/jpeg")
    submissions = send(
        "2026-05-06 09:00",
        kind="both",
        story=told + WORDS[0],
        request=told + WORDS[1],
        reporter=PERSON,
        sent_files=[photo],
    ).submissions
    for one in submissions:
        services.supplement(submission=one, text=told + WORDS[2], at=moment("2026-05-07 09:00"))
    return submissions


@pytest.fixture
def ended(cast, send) -> list[Submission]:
    """Both tracks over since May 2026; the reply of the office names her."""
    submissions = sent_in_full(send)
    for one in submissions:
        services.open_identity(
            submission=one, actor=cast["intake"], at=moment("2026-05-08 09:00"), reason="核实身份"
        )
        services.put_out_of_scope(
            submission=one,
            ground="consultation",
            reply=f"{PERSON['name']}您好，请向住建部门咨询。",
            actor=cast["intake"],
            at=moment("2026-05-08 10:00"),
        )
    folder = Path(settings.SMS_DIR)
    folder.mkdir(parents=True)
    (folder / f"reporter_told-{submissions[0].reference}-1.txt").write_text(f"{PERSON['phone']}\n您好")
    return [Submission.objects.get(pk=one.pk) for one in submissions]


def everything_stored() -> bytes:
    """Every row of every table and every byte on disk. Bytes of a column stand in the text as they are."""
    audit.settle()
    stored = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT convert_to(t::text, 'UTF8') FROM \"{table}\" t")
            stored += [bytes(row) for (row,) in cursor.fetchall()]
    for folder in (settings.MEDIA_ROOT, settings.SMS_DIR):
        stored += [
            str(path).encode() + path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
        ]
    return b"\n".join(stored)


def traces(stored: bytes) -> list[str]:
    return found_of([*PERSON.values(), *WORDS], stored)


def found_of(searched: Iterable[str], stored: bytes | None = None) -> list[str]:
    """Which of these words still stand anywhere, in letters or as the bytes of a column."""
    stored = everything_stored() if stored is None else stored
    hexadecimal = [(word, word.encode().hex().encode()) for word in searched]
    return [word for word, in_hex in hexadecimal if word.encode() in stored or in_hex in stored]


def deliver(at: str) -> None:
    while outbox.deliver_due(at=moment(at)):
        pass


def test_an_erased_person_is_gone_from_everything_and_the_chain_still_verifies(ended, client_of):
    blind = vault.blind_index("phone", PERSON["phone"]).encode()
    before = everything_stored()
    assert set(WORDS) <= set(traces(before)) and blind in before and len(list(_files())) == 1
    assert services.erase_due(at=moment(LATER)) == 1
    deliver(LATER)
    after = everything_stored()
    assert traces(after) == [] and blind not in after and list(_files()) == []
    assert picture()[:60] not in after
    assert audit.verify() == []
    desk = client_of("intake")
    pages = [reverse("intake") + "?show=all", reverse("api_submissions")]
    pages += [
        reverse(name, args=[one.reference]) for one in ended for name in ("submission", "api_submission")
    ]
    shown = b"".join(desk.get(page).content for page in pages)
    assert traces(shown) == [] and ended[0].reference.encode() in shown
    for one in ended:
        one.refresh_from_db()
        assert (one.state, one.trader_name[:4]) == ("out_of_scope", "示例云岭")
        assert "已删除" in one.story and "【遮盖：姓名】" in one.reply
        assert (
            desk.get(reverse("submission_file", args=[one.reference, one.attachments.get().pk])).status_code
            == 410
        )
        event = audit.history_of(one.reference).get(action="submission.person_erased")
        assert len(audit.details_of(event)["texts"]) == 3
    assert ended[0].reporter.erased_at and not VaultEntry.objects.exists()


def test_the_sweep_leaves_everybody_whose_time_has_not_come(ended, send):
    send("2033-12-01 09:00")
    assert services.erase_due(at=moment("2030-05-08 09:00")) == 0
    until = queries.kept_until(queries.matter_of(ended[0]))
    assert until == dt.date(2031, 5, 8)
    assert services.erase_due(at=moment("2031-05-07 23:59")) == 0
    assert services.erase_due(at=moment("2031-05-08 00:01")) == 1
    assert services.erase_due(at=moment("2031-05-08 00:02")) == 0


def test_what_is_open_held_or_still_counted_is_never_erased(ended, cast, send):
    sent_in_full(send)  # never handled
    holds.place(ended[1].reference, ground="REM-2026-000001", at=moment("2026-06-01 09:00"))
    assert services.erase_due(at=moment(LATER)) == 0
    holds.lift("REM-2026-000001", at=moment("2026-07-01 09:00"))
    late = Deadline.objects.filter(reference=ended[0].reference)
    late.update(state="running", met_on=None)
    assert services.erase_due(at=moment(LATER)) == 0
    late.update(state="met", met_on=dt.date(2026, 5, 8))
    assert services.erase_due(at=moment(LATER)) == 1


def test_on_request_one_takes_it_down_and_another_decides(ended, client_of, clock_at):
    [report, _] = ended
    desk, head = client_of("intake"), client_of("unithead")

    def posts(client, name: str, reference: str, reason: str = ""):
        return client.post(reverse(name, args=[reference]), {"token": tokens.issue(), "reason": reason})

    clock_at("2028-06-01 09:00")
    early = posts(desk, "erasure_ask", report.reference, "本人6月1日到窗口要求")
    assert early.status_code == 409 and "第四十七条第二款" in early.content.decode()
    clock_at("2029-06-01 09:00")
    assert posts(desk, "erasure_ask", report.reference, "卢晓岚要求").status_code == 400
    assert posts(desk, "erasure_ask", report.reference, "本人6月1日到窗口要求").status_code == 303
    wish = ErasureRequest.objects.get().reference
    sheet = reverse("submission", args=[report.reference])
    assert "由另一人决定" in desk.get(sheet).content.decode()
    assert posts(desk, "erasure_approve", wish).status_code == 403
    assert posts(head, "erasure_approve", wish).status_code == 303
    assert "个人信息已于" in head.get(sheet).content.decode()


def asked(cast, submission: Submission, at: str = "2029-06-01 09:00") -> ErasureRequest:
    return services.ask_erasure(
        about=submission, wish="本人6月1日到窗口书面要求", actor=cast["intake"], at=moment(at)
    )


def test_who_took_the_wish_down_cannot_grant_it(ended, cast):
    request = asked(cast, ended[0])
    with pytest.raises(NotPermitted):
        services.approve_erasure(asked=request, actor=cast["intake"], at=moment("2029-06-01 10:00"))
    services.approve_erasure(asked=request, actor=cast["unithead"], at=moment("2029-06-01 10:00"))
    deliver("2029-06-01 10:01")
    assert traces(everything_stored()) == []
    with pytest.raises(Refused):
        asked(cast, ended[1], "2029-06-02 09:00")


def test_a_stranger_and_who_does_not_handle_it_are_refused(ended, cast, client_of):
    with pytest.raises(NotPermitted):
        services.ask_erasure(
            about=ended[0], wish="本人要求", actor=cast["unithead"], at=moment("2029-06-01 09:00")
        )
    request = asked(cast, ended[0])
    address = reverse("erasure_approve", args=[request.reference])
    assert client_of("strangerhead").post(address, {"token": tokens.issue()}).status_code == 404
    assert client_of("officer").post(address, {"token": tokens.issue()}).status_code == 404


def test_a_duty_that_begins_between_wish_and_decision_stops_the_erasure(ended, cast):
    request = asked(cast, ended[0])
    holds.place(ended[0].reference, ground="REM-2029-000001", at=moment("2029-06-01 09:30"))
    with pytest.raises(Refused):
        services.approve_erasure(asked=request, actor=cast["unithead"], at=moment("2029-06-01 10:00"))
    assert not ended[0].reporter.erased_at and ErasureRequest.objects.get().state == "asked"
    services.decline_erasure(
        asked=request, answer="正在诉讼中", actor=cast["unithead"], at=moment("2029-06-01 10:05")
    )
    assert ErasureRequest.objects.get().state == "declined"


def test_files_of_others_with_the_same_bytes_stay(ended, send):
    [other] = send(
        "2033-05-06 09:00", sent_files=[services.SentFile("a.jpg", picture(), "image/jpeg")]
    ).submissions
    services.erase_due(at=moment(LATER))
    deliver(LATER)
    assert files.read(other.attachments.get().file) == picture()
    assert StoredFile.objects.filter(subject=ended[0].reporter).exists()


def test_every_kind_has_a_rule_for_every_day_and_keeps_no_longer_than_it_erases():
    for kind in ("report", "complaint", "case"):
        assert retention_on(kind, dt.date(2018, 1, 1)).kind == kind
    assert all(rule.keep <= rule.erase and not rule.verified for rule in RETENTION)


def test_the_twenty_ninth_of_february_has_a_day_after_years():
    rule = retention_on("report", dt.date(2024, 2, 29))
    assert rule.is_erased_on(dt.date(2024, 2, 29)) == dt.date(2029, 3, 1)


def _files():
    return (path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
