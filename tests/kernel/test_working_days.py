"""Counting days: the table of dates that a lawyer can check by hand, and what must hold for every date."""

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.kernel import holidays
from casework.kernel.working_days import (
    Clock,
    Length,
    LengthNeeded,
    NotInForce,
    Roll,
    Unit,
    Version,
    WrongQuestion,
    add_months,
    due,
    merge,
)

CALENDAR = holidays.load()


def day(text):
    return dt.date.fromisoformat(text)


def clock(length=15, unit=Unit.WORKING_DAY, **changes):
    changes = {"roll": Roll.STATUTORY_HOLIDAY, "valid_from": day("2012-01-01"), **changes}
    version = Version(zh="时限", en="Limit", law="art 1", law_zh="第1条", length=length, unit=unit, **changes)
    return Clock("TEST", (version,))


@pytest.mark.parametrize(
    ("year", "days_off", "days_worked"),
    [
        (2019, 30, 7),
        (2020, 30, 6),
        (2021, 31, 7),
        (2022, 31, 7),
        (2023, 27, 7),
        (2024, 32, 8),
        (2025, 28, 5),
        (2026, 33, 6),
    ],
)
def test_a_notice_holds_as_many_days_as_it_announces(year, days_off, days_worked):
    # 2019 and 2024 announce 24 and 28 days and join weekends of 6 and 4 days to them (与周末连休).
    notice = holidays.read(holidays.FOLDER / f"{year}.toml")
    assert sum(len(list(holiday.days())) for holiday in notice) == days_off
    assert sum(len(holiday.working) for holiday in notice) == days_worked


def test_only_a_weekend_day_is_ever_worked_in_exchange():
    for path in holidays.FOLDER.glob("*.toml"):
        for holiday in holidays.read(path):
            for worked in holiday.working:
                assert worked.weekday() > 4 and CALENDAR.holiday_on(worked) is None, worked


def test_the_six_weekend_days_of_2026_are_worked():
    year = [day("2026-01-01") + dt.timedelta(n) for n in range(365)]
    worked = [d.isoformat() for d in year if d.weekday() > 4 and CALENDAR.is_working(d)]
    assert worked == ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]


def test_the_days_before_new_year_belong_to_the_notice_of_the_year_that_follows():
    assert CALENDAR.holiday_on(day("2022-12-31")).notice == "国办发明电〔2022〕16号"
    assert CALENDAR.is_working(day("2018-12-29"))  # a Saturday, worked for New Year 2019


def test_a_plain_weekend_is_off_but_in_no_arrangement():
    saturday = day("2026-08-29")
    assert not CALENDAR.is_working(saturday)
    assert CALENDAR.holiday_on(saturday) is None


@pytest.mark.parametrize(
    ("length", "start_on", "due_on"),
    [
        (7, "2026-02-13", "2026-03-02"),  # over the Spring Festival, two Saturdays worked
        (5, "2026-04-30", "2026-05-11"),
        (15, "2026-09-18", "2026-10-15"),
        (30, "2026-09-18", "2026-11-05"),
        (3, "2026-09-18", "2026-09-22"),
        (20, "2026-09-10", "2026-10-14"),
        (15, "2021-09-13", "2021-10-09"),  # ends on a Saturday that is worked
    ],
)
def test_working_days_skip_days_off_and_count_weekend_days_worked(length, start_on, due_on):
    assert due(clock(length), day(start_on)).due_on == day(due_on)


@pytest.mark.parametrize(
    ("roll", "start_on", "raw_due_on", "due_on"),
    [
        (
            Roll.STATUTORY_HOLIDAY,
            "2026-06-05",
            "2026-06-20",
            "2026-06-22",
        ),  # a Saturday in the Dragon Boat days
        (Roll.STATUTORY_HOLIDAY, "2026-08-14", "2026-08-29", "2026-08-29"),  # a plain Saturday
        (Roll.REST_DAY, "2026-08-14", "2026-08-29", "2026-08-31"),
        (Roll.REST_DAY, "2026-09-05", "2026-09-20", "2026-09-20"),  # a Sunday that is worked
        (Roll.NONE, "2026-09-17", "2026-10-02", "2026-10-02"),
        (Roll.STATUTORY_HOLIDAY, "2024-05-26", "2024-06-10", "2024-06-11"),
    ],
)
def test_the_last_day_rolls_as_the_rule_says(roll, start_on, raw_due_on, due_on):
    answer = due(clock(15, Unit.CALENDAR_DAY, roll=roll), day(start_on))
    assert (answer.raw_due_on, answer.due_on) == (day(raw_due_on), day(due_on))


def test_an_extension_is_added_before_the_roll():
    # 15 days end on 2 October and would roll to the 8th; 15 + 10 end on the 12th, not on the 18th.
    answer = due(clock(15, Unit.CALENDAR_DAY, extension=10), day("2026-09-17"), extended=True)
    assert answer.due_on == day("2026-10-12")
    assert answer.counted == 25


@pytest.mark.parametrize(
    ("length", "due_on"), [(7, "2026-09-30"), (3, "2026-10-12")]
)  # a hearing on Thursday 15 October
def test_a_backward_clock_counts_back_over_the_holiday(length, due_on):
    assert due(clock(length, backward=True, roll=Roll.NONE), day("2026-10-15")).due_on == day(due_on)


@pytest.mark.parametrize(
    ("start_on", "months", "expected"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2026-02-28", 6, "2026-08-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last_of_the_month(start_on, months, expected):
    assert add_months(day(start_on), months) == day(expected)


def test_excluded_days_push_a_period_of_months_by_as_many_days():
    stop = [(day("2026-04-01"), day("2026-04-10"))]
    answer = due(clock(3, Unit.MONTH, roll=Roll.NONE), day("2026-03-02"), exclusions=stop)
    assert answer.due_on == day("2026-06-12")


def test_a_stopped_clock_does_not_run_out_while_it_stands_still():
    # The last day rolls to 8 October, and on that day the laboratory begins.
    stop = [(day("2026-10-08"), day("2026-10-20"))]
    assert due(clock(90, Unit.CALENDAR_DAY), day("2026-07-03"), exclusions=stop).due_on == day("2026-10-21")


def test_an_exclusion_before_the_start_changes_nothing():
    stop = [(day("2026-09-01"), day("2026-09-18"))]
    assert due(clock(), day("2026-09-18"), exclusions=stop).due_on == day("2026-10-15")


@pytest.mark.parametrize(
    ("unit", "roll", "provisional"),
    [
        (Unit.MONTH, Roll.REST_DAY, True),
        (Unit.MONTH, Roll.STATUTORY_HOLIDAY, True),
        (Unit.MONTH, Roll.NONE, False),  # needs no holiday list
        (Unit.WORKING_DAY, Roll.NONE, False),  # ends in 2026
    ],
)
def test_a_date_that_hangs_on_an_unloaded_year_is_provisional(unit, roll, provisional):
    assert due(clock(6, unit, roll=roll), day("2026-08-31")).provisional is provisional


def test_next_years_notice_in_an_override_folder_makes_the_date_final(tmp_path):
    rows = '[[holiday]]\nzh = "元旦"\nen = "New Year"\nfirst = 2027-01-01\nlast = 2027-01-03\n'
    (tmp_path / "2027.toml").write_text(f'year = 2027\nnotice = "X"\nissued_on = 2026-11-30\n{rows}')
    before = due(clock(5), day("2026-12-30"))
    after = due(clock(5), day("2026-12-30"), calendar=holidays.load(tmp_path))
    assert (before.due_on, before.provisional) == (day("2027-01-06"), True)
    assert (after.due_on, after.provisional) == (day("2027-01-07"), False)


@pytest.mark.parametrize(
    "text",
    [
        "year = 2027",
        "not toml",
        'year = 2026\nnotice = "X"\nholiday = []',
        'year = 2027\nnotice = "X"\nholiday = 3',
        'year = 2027\nnotice = "X"\n[[holiday]]\nzh="a"\nen="b"\nfirst = 2027-01-03\nlast = 2027-01-01',
        'year = 2027\nnotice = "X"\n[[holiday]]\nzh="a"\nen="b"\nfirst = "2027-01-01"\nlast = 2027-01-01',
    ],
)
def test_a_broken_notice_is_named(tmp_path, text):
    (tmp_path / "2027.toml").write_text(text)
    with pytest.raises(holidays.BrokenNotice, match=r"2027\.toml"):
        holidays.read(tmp_path / "2027.toml")


def test_a_folder_that_does_not_exist_is_named():
    with pytest.raises(holidays.BrokenNotice, match="nowhere"):
        holidays.load(Path("nowhere"))


def test_the_office_aims_at_the_last_work_day_before_a_day_off():
    answer = due(clock(90, Unit.CALENDAR_DAY), day("2026-07-03"))
    assert (answer.raw_due_on, answer.internal_due_on) == (day("2026-10-01"), day("2026-09-30"))


def test_the_office_never_aims_before_the_start():
    answer = due(clock(3, Unit.DAY, roll=Roll.NONE), day("2026-10-01"))
    assert answer.internal_due_on == answer.raw_due_on == day("2026-10-04")


def test_twenty_four_hours_end_on_the_next_day_at_the_latest():
    assert due(clock(24, Unit.HOUR, roll=Roll.NONE), day("2026-10-01")).due_on == day("2026-10-02")


def test_the_version_of_the_start_day_counts():
    old = clock(3, valid_from=day("2019-04-01"), valid_to=day("2021-07-14")).versions[0]
    new = clock(5, valid_from=day("2021-07-15")).versions[0]
    both = Clock("TEST", (old, new))
    assert due(both, day("2021-07-14")).counted == 3
    assert due(both, day("2021-07-15")).counted == 5
    with pytest.raises(NotInForce, match="2019-04-01 to 2021-07-14, 2021-07-15 to now"):
        due(both, day("2019-03-31"))


def test_a_length_set_by_a_notice_must_be_given():
    open_length = clock(None, Unit.CALENDAR_DAY, needs="the days set in the notice")
    with pytest.raises(LengthNeeded, match="the days set in the notice"):
        due(open_length, day("2026-09-01"))
    assert due(open_length, day("2026-09-01"), length=10).due_on == day("2026-09-11")
    in_working_days = due(open_length, day("2026-09-01"), length=Length(10, Unit.WORKING_DAY))
    assert in_working_days.due_on == day("2026-09-15")


def test_a_length_without_a_unit_needs_one():
    with pytest.raises(LengthNeeded, match="unit"):
        due(clock(None, None, needs="3m or 3y"), day("2026-09-01"), length=3)


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, {"length": 3}),
        ({"length": None, "needs": "N"}, {"length": 0}),
        ({}, {"extended": True}),
        ({"extension": 15}, {"extended": True, "extension": 5}),
        ({"open_extension": True}, {"extension": 5}),
        ({}, {"extensions": [15]}),
        ({"extension": 15}, {"extensions": [15, 0]}),
        ({"open_extension": True}, {"extended": True, "extension": 0}),
        ({}, {"exclusions": [(dt.date(2026, 9, 3), dt.date(2026, 9, 2))]}),
    ],
)
def test_a_wrong_question_is_refused(changes, asked):
    with pytest.raises(WrongQuestion):
        due(clock(**changes), day("2026-09-01"), **asked)


def test_an_extension_of_open_length_needs_its_length():
    open_extension = clock(10, open_extension=True)
    with pytest.raises(LengthNeeded):
        due(open_extension, day("2026-09-01"), extended=True)
    assert due(open_extension, day("2026-09-01"), extended=True, extension=5).counted == 15


# ---- What must hold for every date ----

start_days = st.dates(day("2019-01-01"), day("2026-12-31"))
exclusions = st.lists(
    st.tuples(st.dates(day("2019-01-01"), day("2027-06-30")), st.integers(0, 40)).map(
        lambda pair: (pair[0], pair[0] + dt.timedelta(days=pair[1]))
    ),
    max_size=4,
)
clocks = st.builds(
    lambda length, unit, roll: clock(length, unit, roll=roll, extension=15),
    st.integers(1, 60),
    st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH]),
    st.sampled_from(Roll),
)


@settings(max_examples=60, deadline=None)
@given(clocks, start_days, exclusions)
def test_an_extension_never_shortens(clock, start_on, exclusions):
    basic = due(clock, start_on, exclusions=exclusions)
    assert due(clock, start_on, exclusions=exclusions, extended=True).due_on >= basic.due_on


@settings(max_examples=60, deadline=None)
@given(clocks, start_days, exclusions)
def test_an_exclusion_never_shortens_and_none_changes_nothing(clock, start_on, exclusions):
    plain = due(clock, start_on)
    assert due(clock, start_on, exclusions=[]) == plain
    assert due(clock, start_on, exclusions=exclusions).due_on >= plain.due_on


@settings(max_examples=60, deadline=None)
@given(clocks, start_days, exclusions)
def test_overlapping_exclusions_count_once(clock, start_on, exclusions):
    twice = due(clock, start_on, exclusions=exclusions + exclusions)
    halves = [
        half for first, last in exclusions for half in ((first, last), (first, first), (last, last))
    ]  # the same days, cut up and overlapping
    assert due(clock, start_on, exclusions=halves).due_on == twice.due_on
    assert twice.due_on == due(clock, start_on, exclusions=exclusions).due_on


@settings(max_examples=60, deadline=None)
@given(exclusions)
def test_merging_keeps_the_days_and_leaves_gaps(exclusions):
    merged = merge(exclusions)
    days = {first + dt.timedelta(n) for first, last in exclusions for n in range((last - first).days + 1)}
    assert sum((last - first).days + 1 for first, last in merged) == len(days)
    assert all(a[1] + dt.timedelta(1) < b[0] for a, b in pairwise(merged))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), start_days)
def test_counting_back_undoes_counting_forward(length, start_on):
    forward = due(clock(length), start_on).due_on
    back = due(clock(length, backward=True, roll=Roll.NONE), forward).due_on
    days = [start_on + dt.timedelta(n) for n in range(1, (forward - start_on).days)]
    assert sum(map(CALENDAR.is_working, days)) == length - 1
    assert back <= start_on


@settings(max_examples=60, deadline=None)
@given(clocks, start_days, exclusions, st.lists(st.integers(1, 40), max_size=4), st.integers(1, 40))
def test_each_further_extension_moves_the_day_on_and_their_order_does_not_matter(
    clock, start_on, exclusions, granted, further
):
    told = due(clock, start_on, exclusions=exclusions, extensions=granted)
    assert told.extension == sum(granted)
    assert due(clock, start_on, exclusions=exclusions, extensions=granted[::-1]).due_on == told.due_on
    assert due(clock, start_on, exclusions=exclusions, extensions=[*granted, further]).due_on >= told.due_on


@settings(max_examples=60, deadline=None)
@given(clocks, start_days)
def test_the_first_extension_asked_for_is_the_one_granted(clock, start_on):
    assert due(clock, start_on, extended=True) == due(clock, start_on, extensions=[15])


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.dates(day("2019-06-01"), day("2026-12-31")), exclusions)
def test_a_backward_count_ends_before_its_day_and_exclusions_move_it_further_back(length, hearing_on, stops):
    plain = due(clock(length, backward=True, roll=Roll.NONE), hearing_on)
    moved = due(clock(length, backward=True, roll=Roll.NONE), hearing_on, exclusions=stops)
    assert moved.due_on <= plain.due_on < hearing_on
    assert CALENDAR.is_working(plain.due_on)


@settings(max_examples=60, deadline=None)
@given(st.dates(day("2019-01-01"), day("2026-12-31")), st.integers(1, 36))
def test_months_end_on_the_same_day_or_on_the_last_of_the_month(start_on, months):
    end = due(clock(months, Unit.MONTH, roll=Roll.NONE), start_on).due_on
    assert (end.year * 12 + end.month) - (start_on.year * 12 + start_on.month) == months
    assert end.day == start_on.day or ((end + dt.timedelta(1)).day == 1 and end.day < start_on.day)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 30), start_days)
def test_no_count_of_working_days_ends_on_a_day_off_and_made_up_days_count(length, start_on):
    end = due(clock(length, roll=Roll.NONE), start_on).due_on
    days = [start_on + dt.timedelta(n) for n in range(1, (end - start_on).days + 1)]
    assert CALENDAR.is_working(end)
    weekend = [d for d in days if d.weekday() > 4]
    made_up = [d for d in weekend if CALENDAR.made_up_on(d)]
    off = [d for d in days if d.weekday() < 5 and CALENDAR.holiday_on(d)]
    assert len(days) - len(weekend) + len(made_up) - len(off) == length
