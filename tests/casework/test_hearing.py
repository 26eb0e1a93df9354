"""The hearing by its verbs: who may do what, in which order, by which day (听证办法, 处罚法 arts 63–65)."""

import datetime as dt

import pytest

from casework.clocks import CASE_90, HRG_NOTICE_7, HRG_PUBLIC_3, HRG_REQ_3_OLD, HRG_REQ_5
from casework.kernel import audit, deadlines
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import Deadline, RoleGrant
from casework.kernel.roles import Role
from casework.lifecycle.hearing import earliest_hearing, last_day
from casework.models import Approval, Case, Document, Hearing
from casework.services import approvals, decisions, hearing_sessions, hearings, matters, people, reviews
from tests.factories import (
    REPORT,
    SESSION,
    announce,
    at,
    case_in,
    hearing_in,
    serve_hearing_notice,
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def clock(reference: str, name: str) -> Deadline:
    return Deadline.objects.filter(reference=reference, clock=name).latest("pk")


def now(hearing: Hearing) -> Hearing:
    return Hearing.objects.get(pk=hearing.pk)


# --- The days that count back (procedure K8) ---


@pytest.mark.parametrize(
    ("hearing_on", "notice", "announcement"),
    [("2026-10-15", "2026-09-30", "2026-10-12"), ("2021-12-09", "2021-11-30", "2021-12-06")],
)
def test_notice_and_announcement_count_back_in_working_days(hearing_on, notice, announcement):
    days = deadlines.calendar()
    assert last_day(HRG_NOTICE_7, day(hearing_on), days) == day(notice)
    assert last_day(HRG_PUBLIC_3, day(hearing_on), days) == day(announcement)


@pytest.mark.parametrize(
    ("today", "earliest"),
    [("2026-09-30", "2026-10-15"), ("2026-10-01", "2026-10-16"), ("2021-11-30", "2021-12-09")],
)
def test_the_earliest_day_leaves_seven_working_days_for_the_notice(today, earliest):
    days = deadlines.calendar()
    assert earliest_hearing(day(today), days) == day(earliest)
    assert last_day(HRG_NOTICE_7, day(earliest) - dt.timedelta(days=1), days) < day(today)


# --- The request ---


def test_the_request_takes_the_case_to_the_hearing_and_its_ninety_days_stand_still(cast):
    hearing = hearing_in(cast, "requested")
    assert (hearing.state, hearing.case.state) == ("requested", "hearing")
    assert hearing.reference.startswith("HRG-2021-")
    held = clock(hearing.case.reference, CASE_90.id)
    assert (held.state, held.held_on) == ("held", day("2021-11-24"))
    assert clock(hearing.reference, "HRG-HOST-3").due_on == day("2021-11-29")
    assert clock(hearing.case.reference, "HRG-REQ-5").met_on == day("2021-11-24")


def test_after_the_window_nobody_can_ask(cast):
    case = case_in(cast, "noticed")
    with pytest.raises(Refused, match="time to ask") as refusal:
        hearings.begin(
            case=case,
            requested_on=day("2021-11-30"),
            manner="written",
            actor=cast["officer"],
            at=at("2021-11-30 00:01"),
        )
    assert "第六十四条第一项" in refusal.value.law
    assert Case.objects.get(pk=case.pk).state == "noticed" and not Hearing.objects.exists()


def test_a_small_fine_gives_no_hearing(cast):
    case = case_in(cast, "noticed")
    case.proposals.update(flags=[])
    with pytest.raises(Refused, match="no right to a hearing"):
        hearing_in(cast, "requested", case)


@pytest.mark.parametrize("who", ["head", "intake", "reviewer", "strangerhead"])
def test_only_the_officers_of_the_case_record_the_request(cast, who):
    with pytest.raises(NotPermitted):
        hearings.begin(
            case=case_in(cast, "noticed"),
            requested_on=day("2021-11-24"),
            manner="oral",
            actor=cast[who],
            at=at("2021-11-24 09:00"),
        )


@pytest.mark.parametrize(
    ("requested_on", "agents"),
    [("2021-11-21", []), ("2021-11-25", []), ("2021-11-24", ["甲", "乙", "丙"])],
    ids=["before the notice", "tomorrow", "three agents"],
)
def test_a_wrong_request_is_refused(cast, requested_on, agents):
    with pytest.raises(Invalid):
        hearings.begin(
            case=case_in(cast, "noticed"),
            requested_on=day(requested_on),
            manner="written",
            agents=agents,
            actor=cast["officer"],
            at=at("2021-11-24 09:00"),
        )


def test_under_the_old_law_the_window_is_three_working_days(cast):
    """Notices served before 2021-07-15."""
    served = day("2021-07-12")
    assert HRG_REQ_3_OLD.in_force(served) and not HRG_REQ_5.in_force(served)
    assert not HRG_REQ_3_OLD.versions[-1].verified
    case = case_in(cast, "noticed")
    old = deadlines.start(
        HRG_REQ_3_OLD, case.reference, on=served, actor=None, at=at("2021-07-12 16:00"), office=case.office
    )
    assert old.due_on == day("2021-07-15")
    assert case.facts(day("2021-07-15"))["hearing_window_open"]


# --- Host and file ---


def test_a_head_names_the_host_and_the_officers_hand_over_the_file(cast):
    hearing = hearing_in(cast, "file_with_host")
    assert hearing.host == cast["host"] and list(hearing.officers.all()) == [cast["reviewer"]]
    assert clock(hearing.reference, "HRG-FILE-3").met_on == day("2021-11-26")
    assert clock(hearing.reference, "HRG-FIX-5").due_on == day("2021-12-03")
    assert any("现场笔录" in paper for paper in hearing.bundle)
    assert any("行政处罚告知书" in paper for paper in hearing.bundle)
    assert hearing.case.source_reference and not any("RPT-" in paper for paper in hearing.bundle)


@pytest.mark.parametrize("who", ["inspector1", "officer"])
def test_who_investigated_is_neither_host_nor_hearing_officer(cast, who):
    hearing = hearing_in(cast, "requested")
    for named in ({"host": cast[who]}, {"host": cast["host"], "officers": [cast[who]]}):
        with pytest.raises(Refused, match="took part in the investigation") as refusal:
            hearings.name_host(hearing=hearing, actor=cast["head"], at=at("2021-11-25 09:00"), **named)
        assert "第六十四条第四项" in refusal.value.law
    assert now(hearing).state == "requested"


def test_a_host_by_role_who_investigated_this_case_is_refused(cast):
    RoleGrant.objects.create(user=cast["inspector1"], role="hearing_host", granted_at=at("2021-01-01 09:00"))
    test_who_investigated_is_neither_host_nor_hearing_officer(cast, "inspector1")


def test_the_host_is_appointed_as_a_host(cast):
    hearing = hearing_in(cast, "requested")
    with pytest.raises(Invalid, match="not appointed"):
        hearings.name_host(hearing=hearing, host=cast["legal"], actor=cast["head"], at=at("2021-11-25 09:00"))


@pytest.mark.parametrize("who", ["officer", "host", "unithead", "legal"])
def test_only_a_head_names_the_host(cast, who):
    hearing = hearing_in(cast, "requested")
    with pytest.raises(NotPermitted):
        hearings.name_host(hearing=hearing, host=cast["host"], actor=cast[who], at=at("2021-11-25 09:00"))


def _another(cast):
    return people.add_person(
        username="host2",
        name="另一主持人（演示）",
        office=cast["head"].office,
        roles=[Role.HEARING_HOST],
        password=None,
        actor=None,
        at=at("2019-04-01 09:00"),
    )


def test_another_host_is_not_the_host_of_this_hearing(cast):
    hearing, other = hearing_in(cast, "file_with_host"), _another(cast)
    with pytest.raises(NotPermitted, match="not the host"):
        hearings.schedule(
            hearing=hearing,
            time=at("2021-12-20 09:00"),
            place="听证室",
            recorder=cast["legal"],
            actor=other,
            at=at("2021-11-26 15:00"),
        )


def test_a_recused_host_hands_the_hearing_to_another(cast):
    hearing, other = hearing_in(cast, "scheduled"), _another(cast)
    decided = {"hearing": hearing, "asked_by": "当事人", "reason": "亲属", "actor": cast["head"]}
    hearings.decide_recusal(**decided, is_recused=False, at=at("2021-11-27 09:00"))
    assert now(hearing).host == cast["host"]
    decided["hearing"] = now(hearing)
    hearings.decide_recusal(**decided, is_recused=True, host=other, at=at("2021-11-27 10:00"))
    assert now(hearing).host == other
    with pytest.raises(NotPermitted, match="recused"):
        announce(cast, now(hearing))
    hearings.announce(
        hearing=now(hearing),
        announced_on=day("2021-12-03"),
        where="本局网站",
        actor=other,
        at=at("2021-12-03 09:00"),
    )


# --- Time and place ---


def test_a_day_that_leaves_less_than_seven_working_days_is_refused_with_the_earliest(cast):
    hearing = hearing_in(cast, "file_with_host")
    with pytest.raises(Refused) as refusal:
        hearings.schedule(
            hearing=hearing,
            time=at("2021-12-08 09:00"),
            place="听证室",
            recorder=cast["legal"],
            actor=cast["host"],
            at=at("2021-11-30 15:00"),
        )
    assert "2021年12月9日" in refusal.value.message.zh and "第二十条" in refusal.value.law


def test_the_notice_names_everybody_and_its_clock_counts_back(cast):
    hearing = hearing_in(cast, "scheduled")
    context = hearing.notice.context
    assert context["time"] == "2021年12月9日09时00分" and context["host"] == "邓雅文（演示）"
    assert context["officers"] == ["何蔚然（演示）"] and context["recorder"] == "苏明哲（演示）"
    assert "回避" in context["rights"] and "公开" in context["manner"]
    assert "RPT-" not in str(context)
    assert clock(hearing.reference, HRG_NOTICE_7.id).due_on == day("2021-11-30")
    assert clock(hearing.reference, HRG_PUBLIC_3.id).due_on == day("2021-12-06")
    serve_hearing_notice(cast, hearing, "2021-11-30")
    assert now(hearing).notice_served_on == day("2021-11-30")
    assert clock(hearing.reference, HRG_NOTICE_7.id).state == "met"


def test_a_notice_served_late_opens_no_session_until_the_day_is_moved(cast):
    hearing = hearing_in(cast, "scheduled")
    serve_hearing_notice(cast, hearing, "2021-12-01")
    announce(cast, now(hearing))
    session = {"party_came": True, "attending": "", "actor": cast["host"]}
    with pytest.raises(Refused, match="seven working days"):
        hearing_sessions.open_session(hearing=now(hearing), at=at("2021-12-09 09:00"), **session)
    hearings.schedule(
        hearing=now(hearing),
        time=at("2021-12-20 09:00"),
        place="听证室",
        recorder=cast["legal"],
        actor=cast["host"],
        at=at("2021-12-09 09:30"),
    )
    assert now(hearing).notice_served_on is None and now(hearing).announced_on is None
    assert Document.objects.filter(case=hearing.case, kind="hearing_notice").count() == 2
    assert clock(hearing.reference, HRG_NOTICE_7.id).due_on == day("2021-12-09")


def test_a_public_hearing_is_announced_and_a_closed_one_is_not(cast):
    hearing = hearing_in(cast, "scheduled")
    with pytest.raises(Invalid, match="2021-12-06"):
        announce(cast, hearing, "2021-12-07")
    serve_hearing_notice(cast, hearing)
    with pytest.raises(Refused, match="must be announced"):
        hearing_sessions.open_session(
            hearing=now(hearing),
            party_came=True,
            attending="",
            actor=cast["host"],
            at=at("2021-12-09 09:00"),
        )


def test_a_closed_hearing_says_what_closes_it(cast):
    with pytest.raises(Invalid, match="what closes"):
        hearing_in(cast, "scheduled", is_public=False)
    hearing = hearing_in(
        cast, "scheduled", case_in(cast, "noticed"), is_public=False, closed_ground="privacy"
    )
    assert not Deadline.objects.filter(reference=hearing.reference, clock=HRG_PUBLIC_3.id).exists()
    with pytest.raises(Refused, match="closed"):
        announce(cast, hearing)


# --- Session, record, report ---


def test_the_session_is_suspended_and_goes_on(cast):
    hearing = hearing_in(cast, "in_session")
    by = {"actor": cast["host"], "note": "须重新鉴定"}
    hearing = hearing_sessions.suspend(hearing=hearing, ground="evidence", at=at("2021-12-09 10:00"), **by)
    with pytest.raises(Refused):
        hearing_sessions.record(
            hearing=hearing,
            ended_at=at("2021-12-09 11:00"),
            actor=cast["host"],
            at=at("2021-12-09 12:00"),
            **SESSION,
        )
    assert (
        hearing_sessions.resume(hearing=now(hearing), at=at("2021-12-10 10:00"), **by).state == "in_session"
    )


def test_record_signatures_report_and_the_ninety_days_run_again(cast):
    hearing = hearing_in(cast, "recorded")
    assert clock(hearing.reference, "HRG-REPORT-5").due_on == day("2021-12-16")
    record = hearing.case.documents.get(kind="hearing_record")
    assert [said["text"] for said in record.context["statements"]][1] == SESSION["stated"]
    with pytest.raises(Refused, match="signed record"):
        hearing_sessions.report(hearing=hearing, actor=cast["host"], at=at("2021-12-09 14:00"), **REPORT)
    hearing = hearing_in(cast, "held")
    case = Case.objects.get(pk=hearing.case_id)
    assert (hearing.state, case.state) == ("held", "hearing_done")
    assert case.documents.get(kind="hearing_record").scan is not None
    ninety = clock(case.reference, CASE_90.id)
    # 2021-12-12 without the hearing; the 20 days from 2021-11-24 to 2021-12-13 do not count.
    assert (ninety.state, ninety.due_on) == ("running", day("2022-01-04"))
    assert "听证" in case.documents.get(kind="hearing_report").context["held"]


@pytest.mark.parametrize("who", ["officer", "reviewer", "head"])
def test_host_or_recorder_write_the_record_and_nobody_else(cast, who):
    with pytest.raises(NotPermitted):
        hearing_sessions.record(
            hearing=hearing_in(cast, "in_session"),
            ended_at=at("2021-12-09 11:00"),
            actor=cast[who],
            at=at("2021-12-09 12:00"),
            **SESSION,
        )


# --- The early end ---


def terminate(cast, hearing, ground: str, moment: str) -> Hearing:
    return hearing_sessions.terminate(
        hearing=hearing, ground=ground, note="核实无误", actor=cast["host"], at=at(moment)
    )


def test_staying_away_is_a_waiver_and_the_case_goes_on(cast):
    hearing = hearing_in(cast, "scheduled")
    with pytest.raises(Invalid, match="no ground yet"):
        terminate(cast, hearing, "absent", "2021-12-08 09:00")
    hearing = terminate(cast, now(hearing), "absent", "2021-12-09 10:00")
    case = Case.objects.get(pk=hearing.case_id)
    assert (hearing.state, case.state) == ("terminated", "waived")
    assert clock(case.reference, CASE_90.id).state == "running"
    assert not Deadline.objects.filter(reference=hearing.reference, state="running").exists()
    decisions.propose_decision(
        case=case, reason="当事人放弃听证", actor=cast["officer"], at=at("2021-12-10 09:00")
    )


def test_who_came_and_found_nobody_can_only_end_it(cast):
    hearing = hearing_in(cast, "scheduled")
    serve_hearing_notice(cast, hearing)
    hearing = announce(cast, now(hearing))
    hearing = hearing_sessions.open_session(
        hearing=hearing, party_came=False, attending="", actor=cast["host"], at=at("2021-12-09 09:00")
    )
    with pytest.raises(Refused, match="did not come"):
        hearing_sessions.record(
            hearing=hearing,
            ended_at=at("2021-12-09 09:30"),
            actor=cast["host"],
            at=at("2021-12-09 10:00"),
            **SESSION,
        )
    assert terminate(cast, now(hearing), "absent", "2021-12-09 10:00").case.state == "waived"


def test_nobody_leaves_a_session_that_has_not_begun(cast):
    hearing = hearing_in(cast, "scheduled")
    with pytest.raises(Invalid, match="no ground yet"):
        terminate(cast, hearing, "left", "2021-12-09 10:00")
    assert terminate(cast, now(hearing), "withdrawn", "2021-12-01 10:00").state == "terminated"


def test_a_party_that_is_no_more_ends_the_investigation(cast):
    hearing = terminate(cast, hearing_in(cast, "scheduled"), "extinct", "2021-12-01 10:00")
    case = Case.objects.get(pk=hearing.case_id)
    matters.propose_termination(
        case=case, ground="dissolved", reason="已注销", actor=cast["officer"], at=at("2021-12-02 09:00")
    )
    approval = Approval.objects.get(case=case, kind="termination", state="pending")
    approvals.approve(approval=approval, actor=cast["head"], at=at("2021-12-03 09:00"))
    assert Case.objects.get(pk=case.pk).state == "terminated"


# --- After the hearing ---


def test_the_second_review_comes_before_discussion_and_decision(cast):
    hearing = hearing_in(cast, "held")
    case = Case.objects.get(pk=hearing.case_id)
    with pytest.raises(Refused):
        decisions.propose_decision(
            case=case, reason="请批准", actor=cast["officer"], at=at("2021-12-15 09:00")
        )
    case = reviews.send_to_second_review(case=case, actor=cast["unithead"], at=at("2021-12-15 10:00"))
    assert clock(case.reference, "REV-10").due_on == day("2021-12-29")
    with pytest.raises(Refused):
        decisions.propose_decision(
            case=case, reason="请批准", actor=cast["officer"], at=at("2021-12-15 11:00")
        )
    case = reviews.pass_second_review(
        case=case, opinion="同意", actor=cast["legal"], at=at("2021-12-16 09:00")
    )
    with pytest.raises(Refused, match="collective discussion"):
        decisions.propose_decision(
            case=case, reason="请批准", actor=cast["officer"], at=at("2021-12-16 10:00")
        )


def test_the_hearing_stands_in_the_history_of_the_case(cast):
    hearing = hearing_in(cast, "held")
    actions = [event.action for event in audit.history_of(hearing.case.reference)]
    for action in ("case.hearing_requested", "case.hearing_host_named", "case.hearing_held"):
        assert action in actions
