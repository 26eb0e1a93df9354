"""What runs out is recorded once, never dated back, and the heads are told on the days of the table."""

import datetime as dt

import pytest

from casework import queries
from casework.clocks import CASE_90, CLOCKS, CMP_ACCEPT_O121, LIT_6M, PUB_END_MINOR_3M, VER_15
from casework.kernel import audit, deadlines, holidays
from casework.kernel.deadline_changes import exclude, extend, hold
from casework.kernel.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from casework.kernel.models import Deadline
from casework.lifecycle.escalation import BY_NAME, LEVELS, MISSABLE
from casework.models import Escalation
from casework.services.deadlines import escalate_due, lapse_rights_due, rebuild
from casework.services.escalations import acknowledge
from tests.factories import at, lead

REFERENCE = "CAS-2026-000001"
PAPER = {"ground": "委托检测", "document": "DOC-2026-000007", "actor": None}
CALENDAR = holidays.load()


def day(text):
    return dt.date.fromisoformat(text)


def start(clock=VER_15, on="2026-09-18", office=None):
    started = at(f"{on} 09:00")
    return deadlines.start(clock, REFERENCE, on=day(on), actor=None, at=started, office=office)


def missed():
    return audit.history_of(REFERENCE).filter(action="deadline.missed")


# ---- The table (pure) ----


@pytest.mark.parametrize(
    ("started_on", "due_on", "unit_head", "bureau_head", "principal_head"),
    [
        # the days before and after the National Day holiday, with its worked Saturday the 10th
        ("2026-09-18", "2026-10-15", "2026-10-10", "2026-10-16", "2026-10-23"),
        ("2026-08-27", "2026-09-24", "2026-09-19", "2026-09-25", "2026-10-10"),
        ("2026-07-03", "2026-10-08", "2026-09-19", "2026-10-09", "2026-10-15"),
        ("2026-02-02", "2026-02-13", "2026-02-11", "2026-02-14", "2026-02-28"),  # Spring Festival
        ("2026-04-20", "2026-04-20", "2026-04-20", "2026-04-21", "2026-04-28"),
    ],
)
def test_each_head_has_their_day(started_on, due_on, unit_head, bureau_head, principal_head):
    found = [level.begins_on(day(started_on), day(due_on), CALENDAR).isoformat() for level in LEVELS]
    assert found == [unit_head, bureau_head, principal_head]


def test_the_clocks_of_others_and_those_that_end_by_themselves_are_nobodys_fault():
    for identifier in ("DEF-5", "CRM-POLICE-3", "REC-DECIDE-60", "SRV-PUBNOTICE-30", "PUB-END-MINOR-3M"):
        assert identifier not in MISSABLE
    assert {"VER-15", "CASE-90", "EVD-PRESERVE-7", "SEIZE-30", "PUB-20"} <= MISSABLE


def test_the_bureau_does_not_count_the_periods_of_other_authorities_as_its_own():
    assert "CRM-POLICE-3" not in queries.OUR_CLOCKS
    assert {"REC-APPLY-60", "REC-APPLY-60-OLD", "LIT-6M", "LIT-15"} == queries.RIGHTS


# ---- Missed ----


@pytest.mark.django_db
class TestMissed:
    def test_nothing_is_missed_on_the_last_day(self):
        start()
        escalate_due(at=at("2026-10-15 23:59"))
        assert not missed().exists()

    def test_it_is_recorded_once_however_often_the_sweep_runs(self):
        start()
        assert escalate_due(at=at("2026-10-16 00:05")) == 1
        assert escalate_due(at=at("2026-10-16 00:15")) == 0
        escalate_due(at=at("2026-11-16 00:15"))
        deadlines.meet(REFERENCE, VER_15, on=day("2026-11-20"), actor=None, at=at("2026-11-20 09:00"))
        (event,) = missed()
        assert event.at == at("2026-10-16 00:05")
        assert audit.details_of(event)["due_on"] == "2026-10-15"
        assert Deadline.objects.get().was_late

    def test_the_act_cannot_be_dated_back_before_a_missed_day(self):
        start()
        escalate_due(at=at("2026-10-16 00:05"))
        with pytest.raises(Refused) as refused:
            deadlines.meet(REFERENCE, VER_15, on=day("2026-10-15"), actor=None, at=at("2026-10-16 09:00"))
        assert "第18条" in refused.value.law
        assert Deadline.objects.get().state == "running"

    def test_an_extension_cannot_be_dated_back_either(self):
        start()
        escalate_due(at=at("2026-10-16 00:05"))
        with pytest.raises(Refused):
            extend(REFERENCE, VER_15, on=day("2026-10-14"), at=at("2026-10-16 09:00"), **PAPER)

    def test_a_held_clock_is_never_missed(self):
        start()
        hold(REFERENCE, VER_15, on=day("2026-10-14"), at=at("2026-10-14 09:00"), **PAPER)
        assert escalate_due(at=at("2026-12-01 00:05")) == 0

    def test_days_that_did_not_count_move_the_day_and_the_record_stays(self):
        start()
        escalate_due(at=at("2026-10-16 00:05"))
        moment = at("2026-10-16 10:00")
        exclude(REFERENCE, VER_15, day("2026-10-12"), day("2026-10-13"), at=moment, **PAPER)
        assert Deadline.objects.get().due_on == day("2026-10-19")
        assert missed().count() == 1
        escalate_due(at=at("2026-10-20 00:05"))
        assert missed().count() == 2  # the new day was missed too

    def test_a_publication_that_ends_by_itself_is_not_missed(self):
        start(PUB_END_MINOR_3M, "2026-01-05")
        assert escalate_due(at=at("2026-06-01 00:05")) == 0

    def test_a_right_that_was_not_used_lapses_once(self):
        start(LIT_6M, "2026-01-05")
        start(CASE_90, "2026-01-05")
        assert lapse_rights_due(at=at("2026-07-06 23:00")) == 0  # Monday the 6th is the last day
        assert lapse_rights_due(at=at("2026-07-07 00:05")) == 1
        assert lapse_rights_due(at=at("2026-07-07 00:15")) == 0
        states = dict(Deadline.objects.values_list("clock", "state"))
        assert states == {"LIT-6M": "lapsed", "CASE-90": "running"}
        assert audit.history_of(REFERENCE).filter(action="deadline.lapsed").count() == 1


# ---- Escalated ----


@pytest.mark.django_db
class TestEscalated:
    def levels(self):
        return list(Escalation.objects.values_list("level", flat=True))

    def test_each_head_is_told_on_their_day_and_once(self, cast):
        start(office=cast["inspector1"].office)
        for moment, expected in (
            ("2026-10-09", []),
            ("2026-10-10", ["unit_head"]),
            ("2026-10-15", ["unit_head"]),
            ("2026-10-16", ["unit_head", "bureau_head"]),
            ("2026-10-22", ["unit_head", "bureau_head"]),
            ("2026-10-23", ["unit_head", "bureau_head", "principal_head"]),
            ("2026-12-23", ["unit_head", "bureau_head", "principal_head"]),
        ):
            escalate_due(at=at(f"{moment} 00:05"))
            assert self.levels() == expected, moment
        assert audit.history_of(REFERENCE).filter(action="deadline.escalated").count() == 3

    def test_a_clock_extended_or_met_in_time_leaves_nothing_to_answer(self, cast):
        start(office=cast["inspector1"].office)
        escalate_due(at=at("2026-10-12 00:05"))
        assert queries.escalations_for(cast["unithead"]).count() == 1
        extend(REFERENCE, VER_15, on=day("2026-10-12"), at=at("2026-10-12 09:00"), **PAPER)
        assert not queries.escalations_for(cast["unithead"]).exists()
        escalate_due(at=at("2026-11-05 00:05"))
        assert queries.escalations_for(cast["unithead"]).count() == 1  # of the new last day

    def test_only_the_head_of_the_level_and_of_the_office_sees_it(self, cast):
        start(office=cast["inspector1"].office)
        escalate_due(at=at("2026-10-16 00:05"))
        assert queries.escalations_for(cast["head"]).get().level == "bureau_head"
        assert queries.escalations_for(cast["unithead"]).get().level == "unit_head"
        for name in ("principal", "officer", "strangerhead", "admin"):
            assert not queries.escalations_for(cast[name]).exists()
        with pytest.raises(NotFound):
            queries.escalation_for(cast["strangerhead"], Escalation.objects.last().pk)

    def test_an_answer_is_given_once_and_by_the_right_head(self, cast):
        start(office=cast["inspector1"].office)
        escalate_due(at=at("2026-10-16 00:05"))
        told = Escalation.objects.get(level="bureau_head")
        answer = {"escalation": told, "answer": "今天上午报批立案。", "at": at("2026-10-16 09:00")}
        with pytest.raises(NotPermitted):
            acknowledge(actor=cast["unithead"], **answer)
        with pytest.raises(Invalid):
            acknowledge(actor=cast["head"], **{**answer, "answer": "  "})
        acknowledge(actor=cast["head"], **answer)
        with pytest.raises(Stale, match="answered this at 2026-10-16 09:00"):
            acknowledge(actor=cast["head"], **answer)
        assert not queries.escalations_for(cast["head"]).exists()
        assert audit.history_of(REFERENCE).filter(action="deadline.acknowledged").count() == 1

    def test_the_head_answers_on_the_first_page(self, cast, client_of, clock_at):
        case = lead(cast)
        now = clock_at("2021-09-16 09:00")
        escalate_due(at=now)
        told = Escalation.objects.get(level="bureau_head")
        client = client_of("head")
        page = client.get("/desk/")
        assert case.title in page.content.decode() and "期限预警" in page.content.decode()
        token = page.content.decode().split('name="token" value="')[1].split('"')[0]
        url = f"/desk/escalations/{told.pk}/acknowledge/"
        empty = client.post(url, {"token": token})
        assert empty.status_code == 200 and "请填写" in empty.content.decode()
        assert client.post(url, {"token": token, "answer": "已催办。"}).status_code == 303
        again = client.post(url, {"token": token, "answer": "已催办。"})
        assert again.status_code == 303  # the same form sent twice is one answer
        assert "期限预警" not in client.get("/desk/").content.decode()
        assert client_of("strangerhead").post(url, {"token": token, "answer": "x"}).status_code == 404

    def test_a_long_list_costs_what_a_short_one_costs(
        self, cast, client_of, clock_at, django_assert_max_num_queries
    ):
        for _ in range(30):
            lead(cast)
        escalate_due(at=clock_at("2021-09-16 09:00"))
        client = client_of("head")
        with django_assert_max_num_queries(10):
            page = client.get("/desk/")
        assert page.context["told_count"] == 30 and len(page.context["told"]) == 8


# ---- Provisional days become final ----

NOTICE = """year = 2027
notice = "国办发明电〔2026〕X号"
[[holiday]]
zh = "元旦"
en = "New Year's Day"
first = 2027-01-01
last = 2027-01-03
"""


@pytest.mark.django_db
def test_next_years_notice_makes_provisional_days_final_and_says_so(settings, tmp_path):
    settings.HOLIDAYS_DIR = str(tmp_path)
    start(CMP_ACCEPT_O121, "2026-12-25")
    assert Deadline.objects.get().provisional
    before = Deadline.objects.get().due_on
    assert rebuild(at=at("2026-12-26 03:00")) == []
    assert not audit.history_of(REFERENCE).exists()
    (tmp_path / "2027.toml").write_text(NOTICE, encoding="utf-8")
    assert rebuild(at=at("2026-12-27 03:00")) == []
    settled = Deadline.objects.get()
    assert (before, settled.due_on, settled.provisional) == (day("2027-01-05"), day("2027-01-06"), False)
    (event,) = audit.history_of(REFERENCE)
    assert event.action == "deadline.settled"
    assert audit.details_of(event)["before"] == "2027-01-05"
    assert settled.events.filter(kind="settle", on=day("2026-12-27")).count() == 1
    rebuild(at=at("2026-12-28 03:00"))
    assert audit.history_of(REFERENCE).count() == 1


@pytest.mark.django_db
def test_a_final_day_that_a_corrected_notice_would_move_is_reported_and_left(settings, tmp_path):
    settings.HOLIDAYS_DIR = str(tmp_path)
    (tmp_path / "2027.toml").write_text(NOTICE, encoding="utf-8")
    start(CMP_ACCEPT_O121, "2026-12-25")
    (tmp_path / "2027.toml").write_text(NOTICE.replace("2027-01-03", "2027-01-06"), encoding="utf-8")
    assert [d.clock for d in rebuild(at=at("2026-12-27 03:00"))] == ["CMP-ACCEPT-O121"]
    assert Deadline.objects.get().due_on == day("2027-01-06")


@pytest.mark.django_db
def test_a_notice_that_cannot_be_read_leaves_the_pages_standing(settings, tmp_path):
    settings.HOLIDAYS_DIR = str(tmp_path)
    (tmp_path / "2027.toml").write_text("not a notice", encoding="utf-8")
    assert start(CMP_ACCEPT_O121, "2026-12-25").provisional


def test_levels_have_the_roles_of_the_heads():
    assert [BY_NAME[name].role.value for name in BY_NAME] == list(BY_NAME)
    assert set(MISSABLE) <= set(CLOCKS)
