"""Until 2026-04-14 a named reporter hears within five working days whether the case was filed."""

import datetime as dt

import pytest
from django.core import mail

from casework.kernel import audit, outbox, tokens
from casework.kernel.errors import NotPermitted, Refused
from casework.kernel.models import Deadline, OutboxMessage
from casework.kernel.transitions import option
from complaints import services
from complaints.models import Submission
from tests.complaints.conftest import REPORTER, moment

TODAY = ("2026-05-06 09:00", "2026-05-07 09:00")


def notice_clock() -> Deadline | None:
    return Deadline.objects.filter(clock="RPT-NOTIFY-FILING-O20").first()


def deliver(at: str) -> None:
    """All but the word that it has arrived, which went out long before."""
    OutboxMessage.objects.filter(kind="submission_received").update(state="done")
    while outbox.deliver_due(at=moment(at)):
        pass


@pytest.fixture
def filed(routed, decide_filing):
    submission = routed()
    decide_filing(submission, "2021-09-13 10:00")
    return submission


def test_the_clock_of_2021_is_five_working_days_from_the_decision(filed):
    assert notice_clock().due_on == dt.date(2021, 9, 18)  # 18 September was worked for the autumn festival


def test_telling_stops_the_clock_and_sends_one_text_message(cast, filed, settings):
    services.tell_reporter(submission=filed, actor=cast["intake"], at=moment("2021-09-14 09:00"))
    assert notice_clock().met_on == dt.date(2021, 9, 14)
    deliver("2021-09-14 09:01")
    [sent] = list(settings.SMS_DIR.iterdir())
    text = sent.read_text()
    assert text.startswith(REPORTER["phone"]) and "予以立案" in text and filed.reference in text
    assert not mail.outbox


def test_a_delivery_repeated_is_the_same_message(cast, filed, settings):
    services.tell_reporter(submission=filed, actor=cast["intake"], at=moment("2021-09-14 09:00"))
    deliver("2021-09-14 09:01")
    OutboxMessage.objects.filter(kind="reporter_told").update(state="pending")
    deliver("2021-09-14 09:02")
    assert len(list(settings.SMS_DIR.iterdir())) == 1


def test_who_gave_an_address_gets_an_e_mail(cast, routed, decide_filing, settings):
    submission = routed(reporter={**REPORTER, "email": "reporter@example.org"})
    decide_filing(submission, "2021-09-13 10:00", file=False)
    services.tell_reporter(submission=submission, actor=cast["intake"], at=moment("2021-09-14 09:00"))
    deliver("2021-09-14 09:01")
    [message] = mail.outbox
    assert message.to == ["reporter@example.org"] and "不予立案" in message.body
    assert not settings.SMS_DIR.exists()


def test_the_promise_holds_no_personal_data_and_the_delivery_records_its_opening(cast, filed):
    services.tell_reporter(submission=filed, actor=cast["intake"], at=moment("2021-09-14 09:00"))
    promise = OutboxMessage.objects.get(kind="reporter_told")
    assert promise.payload == {"subject": str(filed.reporter_id)}
    deliver("2021-09-14 09:01")
    opened = audit.history_of(filed.reference).get(action="vault.opened")
    assert opened.actor is None and "第三十一条" in audit.details_of(opened)["reason"]


def test_nobody_is_told_twice_or_before_the_decision(cast, routed, decide_filing):
    submission = routed()
    with pytest.raises(Refused):
        services.tell_reporter(submission=submission, actor=cast["intake"], at=moment("2021-09-10 09:00"))
    decide_filing(submission, "2021-09-13 10:00")
    services.tell_reporter(submission=submission, actor=cast["intake"], at=moment("2021-09-14 09:00"))
    with pytest.raises(Refused):
        services.tell_reporter(submission=submission, actor=cast["intake"], at=moment("2021-09-14 09:05"))
    assert OutboxMessage.objects.filter(kind="reporter_told").count() == 1


@pytest.mark.parametrize(
    ("day", "law"),
    [("2021-09-14", "投诉举报处理暂行办法第三十一条第二款"), ("2026-05-21", "投诉举报处理办法第三十六条")],
)
def test_a_refusal_cites_the_rule_of_the_day(routed, cast, day, law):
    submission = routed(reporter=None)
    found = option(submission, "tell_result", cast["intake"], dt.date.fromisoformat(day))
    laws = {one.code: one.law for one in found.refusals}
    assert laws["reporter_is_named"] == laws["filing_decided"] == law


def test_an_anonymous_reporter_has_no_such_clock(routed, decide_filing):
    decide_filing(routed(reporter=None), "2021-09-13 10:00")
    assert notice_clock() is None


def test_since_order_121_there_is_neither_clock_nor_duty(cast, routed, decide_filing):
    submission = routed(*TODAY, happened_on=dt.date(2026, 5, 5))
    decide_filing(submission, "2026-05-20 09:00")
    assert notice_clock() is None
    with pytest.raises(Refused) as refusal:
        services.tell_reporter(submission=submission, actor=cast["intake"], at=moment("2026-05-21 09:00"))
    assert "第三十六条" in refusal.value.law


def test_only_the_intake_desk_tells(cast, filed):
    with pytest.raises(NotPermitted):
        services.tell_reporter(submission=filed, actor=cast["officer"], at=moment("2021-09-14 09:00"))
    assert notice_clock().state == "running"


def test_the_sheet_leads_to_the_letter_of_the_result_once_filing_is_decided(
    cast, routed, decide_filing, client_of, clock_at
):
    submission = routed(*TODAY, happened_on=dt.date(2026, 5, 5))
    sheet, step = (f"/desk/{place}/{submission.reference}/" for place in ("intake", "mediation"))
    clock_at("2026-05-19 09:00")
    intake = client_of("intake")
    assert "tell_result" not in intake.get(sheet).content.decode()
    decide_filing(submission, "2026-05-20 09:00")
    clock_at("2026-05-20 10:00")
    assert f'href="{step}tell_result/"' in intake.get(sheet).content.decode()
    assert "tell_result" not in client_of("mediator").get(sheet).content.decode()
    version = Submission.objects.get(pk=submission.pk).version
    typed = {"basis": "食品安全法第一百一十五条", "result": "已经立案查处", "token": tokens.issue(version)}
    answer = intake.post(f"{step}tell_result/", typed)
    assert (answer.status_code, answer["Location"]) == (303, sheet)
    assert submission.letters.get().kind == "report_result"
    page = intake.get(sheet).content.decode()
    assert f'href="{step}tell_result_again/"' in page and f'href="{step}tell_result/"' not in page
    assert "举报处理结果告知书" in page.split('id="letters"')[1]
    again = intake.post(f"{step}tell_result/", {**typed, "token": tokens.issue(version + 1)})
    assert again.status_code == 409 and "再次告知" in again.content.decode()
    assert submission.letters.count() == 1
    typed["token"] = tokens.issue(version + 1)
    assert intake.post(f"{step}tell_result_again/", typed).status_code == 422
    assert intake.post(f"{step}tell_result_again/", {**typed, "reason": "地址写错，退回"}).status_code == 303
    assert submission.letters.count() == 2
    [event] = audit.history_of(submission.reference).filter(action="submission.result_told_again")
    assert audit.details_of(event)["reason"] == "地址写错，退回"


def test_under_order_20_the_sheet_offers_no_letter_of_the_result(filed, client_of, clock_at):
    clock_at("2021-09-13 15:00")
    page = client_of("intake").get(f"/desk/intake/{filed.reference}/").content.decode()
    assert "tell_result" not in page and "告知举报人是否立案" in page
