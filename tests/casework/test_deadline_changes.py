"""A running clock is extended, excluded and paused: on a paper, in any order, and computed from its events."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from casework.clocks import CASE_90, CLOCKS, DEF_5, REV_10, VER_15
from casework.kernel import audit, deadlines
from casework.kernel.deadline_changes import exclude, extend, hold, resume
from casework.kernel.errors import Invalid, Refused
from casework.kernel.models import Deadline, DeadlineEvent
from tests.factories import at

REFERENCE = "CAS-2026-000001"
START = dt.date(2026, 9, 18)
LATER = at("2027-03-01 09:00")
PAPER = {"ground": "委托检测", "document": "DOC-2026-000007", "actor": None, "at": LATER}


def day(text):
    return dt.date.fromisoformat(text)


def start(clock=VER_15, on=START):
    return deadlines.start(clock, REFERENCE, on=on, actor=None, at=at(f"{on} 09:00"))


def is_proved():
    """The stored days are those of the events."""
    return deadlines.rebuild(Deadline.objects.all(), CLOCKS) == []


@pytest.fixture(autouse=True)
def _database(db):
    pass


# ---- Extension ----


def test_the_first_extension_has_the_length_of_the_law():
    start()
    moved = extend(REFERENCE, VER_15, on=day("2026-10-14"), **PAPER)
    assert (moved.due_on, moved.extended) == (day("2026-11-05"), True)
    assert moved.events.get(kind="extend").length == "15 working_day"
    told = audit.details_of(audit.history_of(REFERENCE).get(action="deadline.extended"))
    assert (told["paper"], told["before"], told["due_on"]) == ("DOC-2026-000007", "2026-10-15", "2026-11-05")
    assert is_proved()


def test_on_the_last_day_it_can_still_be_extended_and_on_the_next_no_more():
    start()
    with pytest.raises(Refused) as refused:
        extend(REFERENCE, VER_15, on=day("2026-10-16"), **PAPER)
    assert "第18条" in refused.value.law
    assert "2026-10-15" in refused.value.message.zh
    assert not DeadlineEvent.objects.filter(kind="extend").exists()
    assert extend(REFERENCE, VER_15, on=day("2026-10-15"), **PAPER).extended


def test_verification_is_extended_once():
    start()
    extend(REFERENCE, VER_15, on=day("2026-10-14"), **PAPER)
    with pytest.raises(Refused) as refused:
        extend(REFERENCE, VER_15, on=day("2026-10-20"), **PAPER)
    assert "第18条" in refused.value.law


def test_ninety_days_and_thirty_and_what_the_heads_fix_at_once():
    start(CASE_90, day("2026-03-02"))
    with pytest.raises(Refused, match="30"):
        extend(REFERENCE, CASE_90, on=day("2026-05-20"), length=40, **PAPER)
    first = extend(REFERENCE, CASE_90, on=day("2026-05-20"), **PAPER)
    assert first.due_on == day("2026-06-30")
    with pytest.raises(Invalid):
        extend(REFERENCE, CASE_90, on=day("2026-06-20"), **PAPER)
    second = extend(REFERENCE, CASE_90, on=day("2026-06-20"), length=20, **PAPER)
    assert second.due_on == day("2026-07-20")
    with pytest.raises(Refused):
        extend(REFERENCE, CASE_90, on=day("2026-07-10"), length=20, **PAPER)
    assert is_proved()


def test_where_the_law_states_no_length_it_must_be_given_each_time():
    start(REV_10)
    with pytest.raises(Invalid):
        extend(REFERENCE, REV_10, on=START, **PAPER)
    extend(REFERENCE, REV_10, on=START, length=5, **PAPER)
    assert extend(REFERENCE, REV_10, on=START, length=2, **PAPER).due_on == day("2026-10-19")
    assert is_proved()


def test_a_length_that_is_a_maximum_may_be_undercut():
    seize = CLOCKS["SEIZE-30"]
    start(seize, day("2026-03-02"))
    with pytest.raises(Refused):
        extend(REFERENCE, seize, on=day("2026-03-20"), length=31, **PAPER)
    assert extend(REFERENCE, seize, on=day("2026-03-20"), length=10, **PAPER).due_on == day("2026-04-11")


def test_the_period_of_the_party_is_neither_extended_nor_paused():
    start(DEF_5)
    for act in (
        lambda: extend(REFERENCE, DEF_5, on=START, **PAPER),
        lambda: exclude(REFERENCE, DEF_5, START, START, **PAPER),
        lambda: hold(REFERENCE, DEF_5, on=START, **PAPER),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.law == CLOCKS["DEF-5"].versions[-1].law_zh


# ---- Days that do not count ----


def test_overlapping_exclusions_count_once():
    start(CASE_90, day("2026-07-03"))
    exclude(REFERENCE, CASE_90, day("2026-08-01"), day("2026-08-10"), **PAPER)
    moved = exclude(REFERENCE, CASE_90, day("2026-08-05"), day("2026-08-12"), **PAPER)
    assert moved.due_on == day("2026-10-13")  # twelve days
    assert is_proved()


def test_a_held_clock_says_since_when_and_has_no_days_left():
    start()
    held = hold(REFERENCE, VER_15, on=day("2026-09-22"), **PAPER)
    assert (held.state, held.held_on, held.reason) == ("held", day("2026-09-22"), "委托检测")
    assert deadlines.days_left(held, day("2026-09-24")) is None
    paper = {**PAPER, "document": "DOC-2026-000008"}
    del paper["ground"]
    runs = resume(REFERENCE, VER_15, on=day("2026-09-24"), **paper)
    assert (runs.state, runs.held_on, runs.reason) == ("running", None, "")
    assert runs.due_on == day("2026-10-19")  # two work days later
    assert is_proved()


def test_a_pause_of_no_day_changes_nothing():
    before = start().due_on
    hold(REFERENCE, VER_15, on=day("2026-09-22"), **PAPER)
    assert resume(REFERENCE, VER_15, on=day("2026-09-22"), **PAPER).due_on == before


def test_a_clock_that_stands_still_on_two_grounds_runs_when_both_have_ended():
    start(CASE_90, day("2026-07-03"))
    hearing = {**PAPER, "ground": "听证"}
    hold(REFERENCE, CASE_90, on=day("2026-08-01"), **PAPER)
    hold(REFERENCE, CASE_90, on=day("2026-08-05"), **hearing)
    with pytest.raises(Refused):
        hold(REFERENCE, CASE_90, on=day("2026-08-06"), **PAPER)
    with pytest.raises(Refused, match="Say which"):
        resume(REFERENCE, CASE_90, on=day("2026-08-11"), **{**PAPER, "ground": ""})
    still = resume(REFERENCE, CASE_90, on=day("2026-08-11"), **PAPER)
    assert (still.state, still.held_on, still.reason) == ("held", day("2026-08-05"), "听证")
    runs = resume(REFERENCE, CASE_90, on=day("2026-08-13"), **hearing)
    assert (runs.state, runs.due_on) == ("running", day("2026-10-13"))


def test_an_act_done_while_the_clock_is_held_is_in_time():
    start()
    hold(REFERENCE, VER_15, on=day("2026-10-14"), **PAPER)
    met = deadlines.meet(REFERENCE, VER_15, on=day("2026-11-20"), actor=None, at=at("2026-11-20 09:00"))
    assert (met.state, met.held_on, met.was_late) == ("met", None, False)
    assert not audit.history_of(REFERENCE).filter(action="deadline.missed").exists()
    assert is_proved()


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-09-17", "2026-09-20"), ("2026-09-20", "2027-03-02"), ("2026-09-22", "2026-09-21")],
)
def test_days_before_the_start_in_the_future_or_the_wrong_way_round_are_refused(first, last):
    start()
    with pytest.raises(Invalid) as refused:
        exclude(REFERENCE, VER_15, day(first), day(last), **PAPER)
    assert refused.value.law


def test_no_pause_begins_after_the_last_day_or_ends_before_it_began():
    start()
    with pytest.raises(Refused):
        hold(REFERENCE, VER_15, on=day("2026-10-16"), **PAPER)
    hold(REFERENCE, VER_15, on=day("2026-10-15"), **PAPER)
    with pytest.raises(Invalid):
        resume(REFERENCE, VER_15, on=day("2026-10-14"), **PAPER)


@pytest.mark.parametrize("missing", ["ground", "document"])
def test_every_change_names_its_ground_and_its_paper(missing):
    start()
    paper = {**PAPER, missing: " "}
    for act in (
        lambda: extend(REFERENCE, VER_15, on=START, **paper),
        lambda: exclude(REFERENCE, VER_15, START, START, **paper),
        lambda: hold(REFERENCE, VER_15, on=START, **paper),
    ):
        with pytest.raises(Invalid):
            act()
    assert audit.history_of(REFERENCE).count() == 0


def test_the_database_knows_no_change_without_a_paper():
    deadline = start()
    with pytest.raises(IntegrityError, match="a_moved_clock_rests_on_a_paper"), transaction.atomic():
        deadline.events.create(kind="exclude", on=START, until=START, at=LATER)


def test_a_clock_that_does_not_run_is_not_changed():
    start()
    deadlines.meet(REFERENCE, VER_15, on=day("2026-09-21"), actor=None, at=at("2026-09-21 09:00"))
    with pytest.raises(Refused):
        extend(REFERENCE, VER_15, on=day("2026-09-22"), **PAPER)


# ---- What must hold for every history ----

pauses = st.lists(
    st.tuples(st.integers(0, 80), st.integers(0, 30)).map(
        lambda pair: (START + dt.timedelta(pair[0]), START + dt.timedelta(sum(pair)))
    ),
    min_size=1,
    max_size=4,
)


class Replay(TestCase):
    """The same papers in any order of recording give the same last day."""

    def due_after(self, changes):
        sid = transaction.savepoint()
        start(CASE_90)
        for change in changes:
            change()
        found = Deadline.objects.get()
        assert is_proved()
        transaction.savepoint_rollback(sid)
        return found.due_on

    @settings(max_examples=25, deadline=None)
    @given(pauses, st.randoms(use_true_random=False), st.booleans())
    def test_order_of_recording_does_not_matter(self, stretches, random, is_extended):
        changes = [
            lambda first=first, last=last: exclude(REFERENCE, CASE_90, first, last, **PAPER)
            for first, last in stretches
        ]
        if is_extended:
            changes.append(lambda: extend(REFERENCE, CASE_90, on=day("2026-09-20"), **PAPER))
        shuffled = changes[:]
        random.shuffle(shuffled)
        plain = self.due_after([])
        told = self.due_after(changes)
        assert told >= plain
        assert self.due_after(shuffled) == told
        assert self.due_after(changes + changes[: len(stretches)]) == told  # said twice, counted once

    @settings(max_examples=25, deadline=None)
    @given(pauses)
    def test_a_pause_is_the_exclusion_of_its_days(self, stretches):
        def paused(first, last):
            def change():
                ground = {**PAPER, "ground": f"{first} {last}"}
                if first <= Deadline.objects.get().due_on:
                    hold(REFERENCE, CASE_90, on=first, **ground)
                    resume(REFERENCE, CASE_90, on=last + deadlines.DAY, **ground)

            return change

        in_order = sorted(dict.fromkeys(stretches))
        excluded = [
            lambda first=first, last=last: exclude(REFERENCE, CASE_90, first, last, **PAPER)
            for first, last in in_order
        ]
        assert self.due_after([paused(*each) for each in in_order]) == self.due_after(excluded)
