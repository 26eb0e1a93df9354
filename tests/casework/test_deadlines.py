"""Clocks on cases: handed over, met, missed, and proved every night."""

import datetime as dt

import pytest

from casework.clocks import CASE_90, RPT_NOTIFY_FILING_O20, VER_15
from casework.kernel import audit, deadlines
from casework.kernel.models import Deadline
from casework.services.deadlines import rebuild
from tests.factories import at

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 9, 18)


def start(clock=VER_15, on=DAY):
    return deadlines.start(clock, "CAS-2026-000001", on=on, actor=None, at=at("2026-09-18 09:00"))


def test_a_clock_knows_its_last_day_and_its_article():
    deadline = start()
    assert (deadline.due_on, deadline.unit) == (dt.date(2026, 10, 15), "working_day")
    assert "第18条" in deadline.law or "第十八条" in deadline.law


def test_a_clock_that_the_law_of_the_day_does_not_have_is_not_started():
    assert start(RPT_NOTIFY_FILING_O20) is None
    assert start(RPT_NOTIFY_FILING_O20, dt.date(2026, 4, 14)) is not None


def test_days_left_are_counted_in_the_unit_of_the_clock():
    deadline = start()
    assert deadlines.days_left(deadline, dt.date(2026, 10, 14)) == 1
    assert deadlines.days_left(deadline, dt.date(2026, 10, 1)) == 7  # not the holiday, but Saturday the 10th
    assert deadlines.days_left(deadline, dt.date(2026, 10, 19)) == -2
    assert deadlines.days_left(start(CASE_90), DAY) == 90


def test_a_late_act_is_recorded_as_missed():
    start()
    deadlines.meet("CAS-2026-000001", VER_15, on=dt.date(2026, 10, 16), actor=None, at=at("2026-10-16 09:00"))
    assert Deadline.objects.get().was_late
    assert audit.history_of("CAS-2026-000001").filter(action="deadline.missed").exists()


def test_a_clock_is_handed_over_with_its_start(cast):
    start()
    assert deadlines.hand_over(
        VER_15, source="CAS-2026-000001", target="CAS-2026-000002", office=cast["head"].office
    )
    assert not deadlines.hand_over(VER_15, source="CAS-2026-000001", target="CAS-2026-000003", office=None)
    (moved,) = deadlines.running_on("CAS-2026-000002")
    assert moved.started_on == DAY


def test_the_nightly_proof_finds_a_day_that_was_moved_by_hand_and_leaves_it():
    start()
    assert rebuild(at=at("2026-09-19 03:00")) == []
    Deadline.objects.update(due_on=dt.date(2026, 12, 31))
    assert [d.clock for d in rebuild(at=at("2026-09-20 03:00"))] == ["VER-15"]
    assert Deadline.objects.get().due_on == dt.date(2026, 12, 31)
    assert audit.history_of("CAS-2026-000001").filter(action="deadline.differs").exists()
