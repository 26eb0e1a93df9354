"""`python -m casework.clocks due`: the contract with lawyers and auditors, run as they run it."""

import json
import os
import subprocess
import sys

import pytest


def ask(*arguments, **environment):
    done = subprocess.run(
        [sys.executable, "-m", "casework.clocks", *arguments],
        capture_output=True,
        env={"PATH": os.environ["PATH"], **environment},
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in err
    return done.returncode, json.loads(out) if done.returncode == 0 else out, err


def test_the_answer_has_the_fields_of_the_contract():
    status, answer, err = ask("due", "VER-15", "--from", "2026-09-18")
    assert (status, err) == (0, "")
    contract = {
        "clock": "VER-15",
        "rule": "程序规定 art 18",
        "from": "2026-09-18",
        "due_on": "2026-10-15",
        "raw_due_on": "2026-10-15",
        "provisional": False,
        "counted": 15,
        "unit": "working_day",
    }
    assert contract.items() <= answer.items()


def test_the_steps_are_told_in_chinese_one_a_line():
    done = subprocess.run(
        [sys.executable, "-m", "casework.clocks", "explain", "DEF-5", "--from", "2026-09-30"],
        capture_output=True,
        env={"PATH": os.environ["PATH"]},
        check=True,
    )
    assert done.stdout.decode().splitlines() == [
        "2026-09-30（星期三）为起算日，当日不计入。",
        "期限5个工作日（行政处罚法第44条、第45条、第62条；市场监督管理行政处罚程序规定第57条第2款）。",
        "2026-10-01至2026-10-07为国庆节放假，不计入（国办发明电〔2025〕7号）。",
        "2026-10-10（星期六）为国庆节调休上班日，计入（国办发明电〔2025〕7号）。",
        "其间周末1天，不计入。",
        "期限的最后一日为2026-10-13（星期二）。",
    ]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["explain", "VER-15"], 2),
        (["explain", "VER-15", "--from", "2026-09-18", "--length", "3"], 2),
        (["explain", "DEF-5", "--from", "2021-07-14"], 3),
    ],
)
def test_an_explanation_fails_as_its_date_does(arguments, status):
    found, out, err = ask(*arguments)
    assert (found, out) == (status, "") and err


def test_the_answer_is_utf_8_whatever_the_locale():
    status, answer, _ = ask("due", "VER-15", "--from", "2026-09-18", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert status == 0
    assert answer["rule"] == "程序规定 art 18"


def test_extension_and_overlapping_exclusions_are_counted():
    stops = ["--exclude", "2026-08-01..2026-08-10", "--exclude", "2026-08-05..2026-08-12"]
    _, answer, _ = ask("due", "CASE-90", "--from", "2026-07-03", "--extended", *stops)
    assert (answer["counted"], answer["due_on"]) == (120, "2026-11-12")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["due", "NO-SUCH", "--from", "2026-09-18"], "CLOCK_ID"),
        (["due", "VER-15"], "--from"),
        (["due", "VER-15", "--from", "2026-02-30"], "--from"),
        (["due", "VER-15", "--from", "20260918"], "--from"),
        (["due", "VER-15", "--from", "9999-12-31"], "--from"),
        (["due", "VER-15", "--from", "2026-09-18", "--exclude", "2026-09-20"], "--exclude"),
        (["due", "VER-15", "--from", "2026-09-18", "--exclude", "2026-09-20..2026-09-19"], "--exclude"),
        (["due", "VER-15", "--from", "2026-09-18", "--length", "10"], "length"),
        (["due", "SUPPLY-MATERIAL", "--from", "2026-09-18", "--length", "0"], "--length"),
        (["due", "SUPPLY-MATERIAL", "--from", "2026-09-18", "--length", "ten"], "--length"),
        (["due", "DEF-5", "--from", "2026-09-18", "--extended"], "extended"),
        (["due", "DEF-5", "--from", "2021-07-14", "--extended"], "extended"),  # two errors: the input's wins
        (["due", "VER-15", "--from", "2026-09-18", "--holidays", "nowhere"], "nowhere"),
        ([], "command"),
    ],
)
def test_a_wrong_question_exits_2_and_names_the_field(arguments, named):
    status, out, err = ask(*arguments)
    assert (status, out) == (2, "")
    assert named in err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["DEF-5", "--from", "2021-07-14"], "not in force"),
        (["CMP-ACCEPT-O20", "--from", "2026-04-15"], "not in force"),
        (["HOTLINE-12345", "--from", "2026-09-18"], "length"),
        (["PUB-END-OLD", "--from", "2022-01-01"], "length"),
        (["REV-10", "--from", "2026-09-18", "--extended"], "extension"),
        (["PAY-SURCHARGE", "--from", "2026-09-18"], "daily rate"),
        (["EXE-NOTIME", "--from", "2026-09-18"], "ban"),
    ],
)
def test_where_the_law_has_no_single_answer_it_exits_3_and_says_why(arguments, named):
    status, out, err = ask("due", *arguments)
    assert (status, out) == (3, "")
    assert named in err


def test_the_old_publication_period_takes_a_length_with_its_unit():
    _, answer, _ = ask("due", "PUB-END-OLD", "--from", "2021-12-16", "--length", "3y")
    assert (answer["due_on"], answer["unit"]) == ("2024-12-16", "year")


def test_next_years_notice_can_be_given(tmp_path):
    _, before, _ = ask("due", "DEF-5", "--from", "2026-12-30")
    (tmp_path / "2027.toml").write_text('year = 2027\nnotice = "X"\nholiday = []\n', encoding="utf-8")
    _, after, _ = ask("due", "DEF-5", "--from", "2026-12-30", "--holidays", str(tmp_path))
    assert (before["provisional"], after["provisional"]) == (True, False)
