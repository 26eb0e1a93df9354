"""`manage.py check_holidays`: which notices are there, which are needed, which are wrong."""

import datetime as dt

import pytest
from django.core.management import call_command

from casework.clocks import CMP_ACCEPT_O121
from casework.kernel import deadlines, holidays
from casework.kernel.holidays.proofreading import defects
from tests.factories import at

GOOD = """year = 2027
notice = "国办发明电〔2026〕X号"

[[holiday]]
zh = "元旦"
en = "New Year's Day"
first = 2027-01-01
last = 2027-01-03
"""


def checked(capsys):
    try:
        call_command("check_holidays")
        status = 0
    except SystemExit as stopped:
        status = stopped.code
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def folder(settings, tmp_path):
    settings.HOLIDAYS_DIR = str(tmp_path)
    return tmp_path


def start_into_2027():
    on = dt.date(2026, 12, 25)
    deadlines.start(CMP_ACCEPT_O121, "CMP-2026-000001", on=on, actor=None, at=at("2026-12-25 09:00"))


@pytest.mark.django_db
def test_every_loaded_year_stands_there_with_its_source_and_its_days(capsys, clock_at):
    clock_at("2026-07-01 09:00")
    status, out, _ = checked(capsys)
    assert status == 0
    assert "2026  33 days off, 6 weekend days worked  国办发明电〔2025〕7号" in out


@pytest.mark.django_db
def test_a_year_that_a_running_time_limit_touches_needs_its_notice(capsys, clock_at, folder):
    clock_at("2026-11-01 09:00")
    start_into_2027()
    status, out, err = checked(capsys)
    assert status == 1
    assert "touch: 2026, 2027" in out
    assert "2027: no holiday notice, and 1 running time limits touch that year" in err
    (folder / "2027.toml").write_text(GOOD, encoding="utf-8")
    status, out, err = checked(capsys)
    assert (status, err) == (0, "")
    assert f"from {folder}" in out


@pytest.mark.django_db
def test_from_december_on_the_next_year_is_needed_too(capsys, clock_at):
    clock_at("2026-11-30 09:00")
    assert checked(capsys)[0] == 0
    clock_at("2026-12-01 09:00")
    status, _, err = checked(capsys)
    assert status == 1 and err.startswith("2027: no holiday notice, and it is December.")


@pytest.mark.django_db
def test_a_wrong_notice_is_named_and_its_year_counts_as_missing(capsys, clock_at, folder):
    clock_at("2026-12-01 09:00")
    (folder / "2027.toml").write_text(GOOD.replace("2027-01-03", "2026-12-30"), encoding="utf-8")
    (folder / "next-year.toml").write_text(GOOD, encoding="utf-8")
    status, _, err = checked(capsys)
    assert status == 1
    assert "2027.toml line 4, 元旦: it ends before it begins" in err
    assert "next-year.toml: not read" in err
    assert "2027: no holiday notice" in err


@pytest.mark.django_db
def test_a_folder_that_is_not_there_is_named(capsys, clock_at, settings):
    clock_at("2026-07-01 09:00")
    settings.HOLIDAYS_DIR = "/nowhere"
    status, _, err = checked(capsys)
    assert status == 1 and "/nowhere" in err


def test_our_own_notices_are_without_a_defect():
    assert [each for path in holidays.notices_in(holidays.FOLDER) for each in defects(path)] == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("year = 2027\nnotice = X\n", "at line 2"),
        (GOOD.replace("year = 2027", "year = 2026"), "the file name says 2027"),
        (GOOD.replace("notice =", "issued ="), "notice is missing"),
        (GOOD.replace("[[holiday]]", "[holiday]"), "a [[holiday]] of its own"),
        (GOOD.replace('zh = "元旦"\n', ""), "line 4, ?: zh is missing"),
        (GOOD.replace("first = 2027-01-01", 'first = "2027-01-01"'), "is not a day"),
        (GOOD.replace("2027-01-03", "2027-01-31"), "longer than 12 days"),
        (GOOD.replace("2027", "2030").replace("year = 2030", "year = 2027"), "is outside 2027"),
        (GOOD + "working = [2027-01-05]\n", "2027-01-05 is worked in exchange, but is no weekend day"),
        (GOOD + "working = 3\n", "working is a list"),
        (GOOD + "working = [2027-01-02]\n", "2027-01-02 stands in 元旦 too"),
        (GOOD + GOOD.split("\n\n")[1], "line 9, 元旦: 2027-01-01 stands in 元旦 too"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, written, said):
    (tmp_path / "2027.toml").write_text(written, encoding="utf-8")
    assert any(said in each for each in defects(tmp_path / "2027.toml"))
