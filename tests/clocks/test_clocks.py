"""The table of the statutory clocks: what each row must say, and the changes of the law that it must know."""

import datetime as dt
import re
from itertools import pairwise

import pytest

from casework import clocks
from casework.clocks import CLOCKS, LengthNeeded, NotInForce, due
from casework.kernel.working_days import Roll, Unit


def day(text):
    return dt.date.fromisoformat(text)


VERSIONS = [(key, version) for key, clock in CLOCKS.items() for version in clock.versions]


def test_all_clocks_of_the_law_are_here():
    assert len(CLOCKS) == 89  # 88, and the former period for reconsideration


@pytest.mark.parametrize(("key", "version"), VERSIONS)
def test_a_row_has_a_length_or_says_why_not(key, version):
    assert sum([version.length is not None, bool(version.needs), bool(version.no_period)]) == 1
    assert bool(version.needs) == bool(version.needs_zh)
    assert version.law and version.law_zh and version.zh and version.en
    assert version.valid_to is None or version.valid_from < version.valid_to


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=str)
def test_versions_follow_each_other_without_a_gap(clock):
    for older, newer in pairwise(clock.versions):
        assert newer.valid_from == older.valid_to + dt.timedelta(days=1)


@pytest.mark.parametrize("key", ["HOTLINE-12345", "RET-CASEFILE", "RET-AV"])
def test_what_is_not_verified_has_no_number_and_a_mark(key):
    version = CLOCKS[key].versions[-1]
    assert version.length is None
    assert version.verified is False


@pytest.mark.parametrize("key", ["SUPPLY-MATERIAL", "CMP-IDPROOF", "HOTLINE-12345", "PUB-END-SERIOUS"])
def test_a_length_that_is_set_locally_must_be_given(key):
    with pytest.raises(LengthNeeded):
        due(CLOCKS[key], day("2026-09-18"))
    assert due(CLOCKS[key], day("2026-09-18"), length=3).counted == 3


def test_constants_carry_the_names_of_their_clocks():
    for name, value in vars(clocks).items():
        if isinstance(value, clocks.Clock):
            assert name == re.sub(r"[^A-Z0-9]", "_", value.id)


@pytest.mark.parametrize(
    ("last_day", "old", "new"),
    [
        ("2021-07-14", clocks.DEF_3_OLD, clocks.DEF_5),
        ("2022-10-31", clocks.SRV_PUBNOTICE_60, clocks.SRV_PUBNOTICE_30),
        ("2023-12-31", clocks.REC_APPLY_60_OLD, clocks.REC_APPLY_60),
        ("2025-12-24", clocks.PUB_END_OLD, clocks.PUB_END_GENERAL_MAX),
        ("2026-04-14", clocks.CMP_ACCEPT_O20, clocks.CMP_ACCEPT_O121),
        ("2026-04-14", clocks.CMP_MEDIATE_O20, clocks.CMP_MEDIATE_O121),
    ],
)
def test_on_the_day_the_law_changes_one_clock_gives_way_to_the_other(last_day, old, new):
    before, after = day(last_day), day(last_day) + dt.timedelta(days=1)
    assert old.in_force(before) and not new.in_force(before)
    assert new.in_force(after) and not old.in_force(after)


def test_nobody_must_tell_the_reporter_of_the_filing_since_order_121():
    assert due(clocks.RPT_NOTIFY_FILING_O20, day("2026-04-14")).due_on == day("2026-04-21")
    with pytest.raises(NotInForce):
        due(clocks.RPT_NOTIFY_FILING_O20, day("2026-04-15"))


@pytest.mark.parametrize(
    ("on", "law"),
    [("2021-07-14", "程序暂行规定 art 17"), ("2021-07-15", "程序规定 art 18")],
)
def test_a_clock_cites_the_article_of_its_day(on, law):
    assert clocks.VER_15.on(day(on)).law == law


def test_the_old_publication_period_is_chosen_in_months_or_years():
    fined = due(clocks.PUB_END_OLD, day("2021-12-16"), length=clocks.Length(3, Unit.YEAR))
    criticised = due(clocks.PUB_END_OLD, day("2021-12-16"), length=clocks.Length(3, Unit.MONTH))
    assert (fined.due_on, criticised.due_on) == (day("2024-12-16"), day("2022-03-16"))
    with pytest.raises(LengthNeeded, match=r"3m .* or 3y"):
        due(clocks.PUB_END_OLD, day("2021-12-16"), length=3)


def test_periods_of_the_courts_roll_from_weekends_and_those_of_the_bureau_do_not():
    assert clocks.LIT_6M.versions[-1].roll is Roll.REST_DAY
    assert clocks.REC_APPLY_60.versions[-1].roll is Roll.REST_DAY
    assert clocks.CASE_90.versions[-1].roll is Roll.STATUTORY_HOLIDAY
    assert clocks.PAY_15.versions[-1].roll is Roll.STATUTORY_HOLIDAY


@pytest.mark.parametrize(("key", "version"), VERSIONS)
def test_what_a_row_says_is_said_in_chinese_too(key, version):
    for name in ("holder", "start", "stop", "extended", "pauses", "missed", "note"):
        said = clocks.in_both(getattr(version, name))
        assert not said.en or (re.search(r"[一-鿿]", said.zh) and said.zh != said.en), said.en


def test_only_a_text_that_names_days_is_a_pause():
    pausing = {key for key, version in VERSIONS if version.pauses}
    assert pausing == {
        *("CMP-MEDIATE-O20", "CMP-MEDIATE-REG", "CMP-MEDIATE-O121", "CMP-CLUE", "HOTLINE-12345"),
        *("VER-15", "CASE-90", "CASE-EXT30", "SEIZE-30", "PAY-SURCHARGE", "REC-DECIDE-60", "FOI-REPLY-20"),
    }


@pytest.mark.parametrize(
    ("key", "most"),
    [("DEF-5", 0), ("VER-15", 1), ("SEIZE-30", 1), ("CASE-90", 2), ("REV-10", None)],
)
def test_how_often_the_law_lets_a_period_be_extended(key, most):
    assert CLOCKS[key].versions[-1].most_extensions == most


def test_the_ninety_days_can_be_extended_once_by_thirty_and_then_by_what_the_heads_fix():
    first = due(clocks.CASE_90, day("2026-03-02"), extended=True)
    further = due(clocks.CASE_90, day("2026-03-02"), extended=True, extension=20)
    assert (first.counted, further.counted) == (120, 140)
