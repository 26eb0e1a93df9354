"""A date explains itself: the sentences that a party reads."""

import datetime as dt

import pytest

from casework import clocks
from casework.kernel.explanations import explain
from casework.kernel.working_days import due


def day(text):
    return dt.date.fromisoformat(text)


def sentences(answer):
    return [step.zh for step in explain(answer)]


def test_a_count_of_working_days_names_what_it_skipped_and_what_it_counted():
    assert sentences(due(clocks.VER_15, day("2026-09-18"))) == [
        "2026-09-18（星期五）为起算日，当日不计入。",
        "期限15个工作日（市场监督管理行政处罚程序规定第18条）。",
        "2026-09-25至2026-09-27为中秋节放假，不计入（国办发明电〔2025〕7号）。",
        "2026-10-01至2026-10-07为国庆节放假，不计入（国办发明电〔2025〕7号）。",
        "2026-09-20（星期日）为国庆节调休上班日，计入（国办发明电〔2025〕7号）。",
        "2026-10-10（星期六）为国庆节调休上班日，计入（国办发明电〔2025〕7号）。",
        "其间周末2天，不计入。",
        "期限的最后一日为2026-10-15（星期四）。",
    ]


def test_a_roll_names_the_holiday_and_the_office_is_told_to_be_earlier():
    *_, last, roll, internal = explain(due(clocks.CASE_90, day("2026-07-03")))
    assert last.on == day("2026-10-01")
    assert roll.en == (
        "That day is off for National Day (国办发明电〔2025〕7号): "
        "the period ends on the first day after it, Thursday 2026-10-08."
    )
    assert internal.on == day("2026-09-30")


def test_a_citizen_is_never_told_to_be_earlier():
    assert not any("建议" in sentence for sentence in sentences(due(clocks.PAY_15, day("2026-06-05"))))


def test_a_weekend_that_moves_nothing_says_so():
    assert "该日为周末，但法律只规定遇法定节假日顺延，不顺延。" in sentences(
        due(clocks.CASE_90, day("2026-05-31"))
    )


def test_an_extension_and_an_exclusion_are_told():
    stop = [(day("2026-09-22"), day("2026-09-24"))]
    told = sentences(due(clocks.VER_15, day("2026-09-18"), extended=True, exclusions=stop))
    assert (
        "期限15个工作日，经批准延长15个工作日，共30个工作日（市场监督管理行政处罚程序规定第18条）。" in told
    )
    assert "2026-09-22至2026-09-24共3天依法扣除，不计入。" in told


def test_a_month_without_the_day_and_a_year_without_its_notice_are_told():
    told = sentences(due(clocks.LIT_6M, day("2026-08-31")))
    assert "当月没有对应日，以月末日2027-02-28（星期日）为期限的最后一日。" in told
    assert told[-1] == "2027年放假安排尚未载入，本日期为暂定。"


@pytest.mark.parametrize("clock", clocks.CLOCKS.values(), ids=str)
def test_every_clock_can_explain_itself_to_its_last_day(clock):
    version = clock.versions[-1]
    start_on = version.valid_from + dt.timedelta(days=400)
    start_on = min(start_on, version.valid_to or start_on)
    length = clocks.Length(3, clocks.Unit.YEAR) if version.needs else None
    if version.no_period:
        with pytest.raises(clocks.NoPeriod):
            due(clock, start_on)
        return
    answer = due(clock, start_on, length=length)
    steps = explain(answer)
    assert answer.due_on in [step.on for step in steps]
    assert version.law_zh in steps[1].zh
