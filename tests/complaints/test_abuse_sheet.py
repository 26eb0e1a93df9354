"""The sheet of article 17: it counts, for and against; it decides nothing, and no report is touched by it."""

import datetime as dt

import pytest

from casework.kernel import audit
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import AuditEvent, Deadline, OutboxMessage
from complaints import services
from complaints.lifecycle import NO_DISPUTE_FACTORS
from complaints.models import Submission
from complaints.triage import abuse
from tests.complaints.conftest import REPORTER
from tests.complaints.conftest import moment as at_moment
from tests.complaints.track import fresh, registered

pytestmark = pytest.mark.django_db
NOW = "2026-06-20 10:00"
OTHER = {"name": "何可儿", "phone": "13800000002", "address": "演示路5号", "email": ""}


def complaints_of(cast, send, number: int, every: int = 1, **changes) -> list[Submission]:
    """So many complaints, one each ``every`` days back from 17 June."""
    last = dt.datetime(2026, 6, 17, 9)
    days = [last - dt.timedelta(days=every * n) for n in range(number)]
    return [registered(cast, send, f"{day:%Y-%m-%d %H:%M}", **changes) for day in days]


def sheet_of(cast, submission, who: str = "mediator", reason: str = "核对投诉次数"):
    return services.open_claimant(submission=submission, actor=cast[who], at=at_moment(NOW), reason=reason)


def spoken_for(sheet) -> dict[str, tuple]:
    return {one.factor: one.speaks_for for one in sheet.findings if one.speaks_for}


def standing(submissions) -> list:
    """All that there is of them: rows, clocks, history, messages."""
    numbers = [one.reference for one in submissions]
    return [
        list(Submission.objects.filter(reference__in=numbers).order_by("pk").values()),
        list(Deadline.objects.filter(reference__in=numbers).order_by("pk").values()),
        list(AuditEvent.objects.filter(reference__in=numbers).order_by("pk").values()),
        OutboxMessage.objects.count(),
    ]


# The intake desk reads reports too, the mediator complaints alone: to both the sheet says the same.
HANDLERS = pytest.mark.parametrize("who", ["intake", "mediator"])


@HANDLERS
def test_an_honest_frequent_reporter_has_a_sheet_without_a_factor(who, cast, send):
    for n in range(30):
        send(f"2026-05-{n + 1:02} 09:00", trader_name=f"示例{n}号店", trader_uscc="")
    several = [
        complaints_of(cast, send, 1, trader_name=f"示例{n}号店", trader_uscc="", amount_paid=80)[0]
        for n in range(3)
    ]
    sheet = sheet_of(cast, several[0], who=who)
    assert [one.factor for one in sheet.findings] == list(NO_DISPUTE_FACTORS)
    assert spoken_for(sheet) == {} and sheet.draft.zh == "" and sheet.counted == 3
    against = {one.factor for one in sheet.findings if one.speaks_against}
    assert against == {"quantity", "mass", "no_purchase"}


def test_a_mass_claimant_has_the_factors_with_dates_and_numbers(cast, send):
    sent = complaints_of(cast, send, 12, request="赔偿一千元")
    sheet = sheet_of(cast, sent[0])
    told = spoken_for(sheet)
    assert set(told) == {"quantity", "mass", "no_purchase"}
    numbers = {one.reference for one in sent}
    assert {one.reference for one in told["mass"][0].filings} == numbers
    assert "2026-06-06至2026-06-17共投诉12件" in told["mass"][0].text.zh
    assert sent[-1].reference in sheet.draft.zh and REPORTER["name"] not in sheet.draft.zh
    assert not any(hasattr(one, "score") or hasattr(one, "verdict") for one in (sheet, *sheet.findings))


def test_the_same_number_spread_over_time_is_not_many_in_a_short_time(cast, send):
    sent = complaints_of(cast, send, 12, every=4, amount_paid=20)
    assert "mass" not in spoken_for(sheet_of(cast, sent[0]))


def test_one_phone_with_many_names_is_told_without_the_numbers_of_the_others(cast, send):
    [mine] = complaints_of(cast, send, 1, reporter={**OTHER})
    others = [complaints_of(cast, send, 1, reporter={**OTHER, "name": f"投诉人{n}"})[0] for n in range(3)]
    sheet = sheet_of(cast, mine)
    assert len(spoken_for(sheet)["shared_contact"][0].filings) == 4
    assert mine.reference in sheet.draft.zh
    assert not any(one.reference in sheet.draft.zh for one in others)


def test_a_namesake_is_not_counted(cast, send):
    [mine] = complaints_of(cast, send, 1)
    complaints_of(cast, send, 12, reporter={**REPORTER, "phone": "13800000009"})
    sheet = sheet_of(cast, mine)
    assert (sheet.counted, len(sheet.namesakes), spoken_for(sheet)) == (1, 12, {})


@HANDLERS
def test_the_reports_of_a_mass_claimant_are_as_before(who, cast, send):
    reports = [one for n in range(3) for one in send(f"2026-06-0{n + 1} 09:00").submissions]
    sent = complaints_of(cast, send, 12)
    before, complaint = standing(reports), fresh(sent[0])
    sheet = sheet_of(cast, sent[0], who=who)
    assert standing(reports) == before
    assert sheet.counted == 12 and not any(one.reference in sheet.draft.zh for one in reports)
    after = fresh(sent[0])
    assert (after.state, after.version) == (complaint.state, complaint.version)


def test_a_report_has_no_such_sheet(cast, send, client_of):
    [report] = send("2026-06-01 09:00").submissions
    before = standing([report])
    with pytest.raises(Refused) as refused:
        sheet_of(cast, report, who="intake")
    assert refused.value.law == "投诉举报处理办法第十七条"
    page = client_of("intake").get(f"/desk/intake/{report.reference}/claimant/")
    assert page.status_code == 409 and "第十七条" in page.content.decode()
    assert standing([report]) == before


def test_opening_it_is_on_record_with_a_reason_that_the_handler_reads(cast, send, client_of, clock_at):
    [mine] = complaints_of(cast, send, 1)
    clock_at(NOW)
    with pytest.raises(Invalid):
        sheet_of(cast, mine, reason="  ")
    sheet_of(cast, mine, who="unithead", reason="审签前核对次数")
    event = audit.history_of(mine.reference).filter(action="vault.opened").get()
    assert event.actor == cast["unithead"]
    seen = client_of("mediator").get(f"/desk/intake/{mine.reference}/").content.decode()
    assert "罗致远" in seen and "审签前核对次数" in seen


@pytest.mark.parametrize("who", ["unithead", "head"])
def test_a_head_who_signs_reads_the_facts_and_is_given_no_draft(who, cast, send, client_of, clock_at):
    mine = complaints_of(cast, send, 12)[0]
    clock_at(NOW)
    client, address = client_of(who), f"/desk/intake/{mine.reference}/claimant/"
    assert address in client.get(f"/desk/mediation/{mine.reference}/").content.decode()
    page = client.post(address, {"reason": "审签前核对"}).content.decode()
    assert "共投诉12件" in page and "drafted" not in page and "abuse_draft" not in client.session
    assert REPORTER["name"] not in page and REPORTER["phone"] not in page
    assert sheet_of(cast, mine, who=who).draft is None and sheet_of(cast, mine).draft.zh


def test_whoever_decides_nothing_about_it_does_not_see_it(cast, send, client_of, clock_at):
    mine = complaints_of(cast, send, 12)[0]
    Submission.objects.filter(pk=mine.pk).update(entered_by=cast["operator"])
    clock_at(NOW)
    for who, status in {"operator": 403, "officer": 404, "stranger": 404, "strangerhead": 404}.items():
        page = client_of(who).post(f"/desk/intake/{mine.reference}/claimant/", {"reason": "想看"})
        assert page.status_code == status and "共投诉12件" not in page.content.decode(), who
    with pytest.raises(NotPermitted):
        sheet_of(cast, mine, who="principal")
    assert not audit.history_of(mine.reference).filter(action="vault.opened").exists()


def test_before_order_121_there_is_no_such_sheet(cast, send):
    submission = registered(cast, send, "2025-03-03 09:00")
    with pytest.raises(Refused):
        services.open_claimant(
            submission=submission, actor=cast["mediator"], at=at_moment("2025-03-04 09:00"), reason="核对"
        )


def test_the_draft_is_carried_into_the_facts_and_nothing_is_ticked(cast, send, client_of, clock_at):
    mine = complaints_of(cast, send, 12)[0]
    clock_at(NOW)
    mediator, step = client_of("mediator"), f"/desk/mediation/{mine.reference}/propose_refusal/"
    address = f"/desk/intake/{mine.reference}/claimant/"
    assert "共投诉12件" not in mediator.get(address).content.decode()
    assert mediator.post(address, {"reason": ""}).status_code == 422
    page = mediator.post(address, {"reason": "核对投诉次数"}).content.decode()
    assert "共投诉12件" in page and REPORTER["name"] not in page and REPORTER["phone"] not in page
    form = mediator.get(f"{step}?drafted").content.decode()
    assert "共投诉12件" in form and "checked" not in form
    assert "共投诉12件" not in mediator.get(step).content.decode()
    assert (
        fresh(mine).state == "registered" and not fresh(mine).facts(dt.date(2026, 6, 20))["refusal_proposed"]
    )


def test_the_figures_are_a_dated_setting_that_nobody_has_confirmed():
    assert abuse.rule_on(dt.date(2026, 4, 14)) is None
    assert abuse.rule_on(dt.date(2026, 4, 15)) and not any(rule.verified for rule in abuse.RULES)
