"""Why a clock falls due on its day: the count retold in plain sentences, for a page or a court. Pure."""

import datetime as dt
from dataclasses import dataclass

from casework.kernel.holidays import DAY, Calendar, Holiday, load
from casework.kernel.working_days import Due, Roll, Unit, is_excluded

CITIZENS = ("party", "complainant")
# Other authorities and persons whose periods the bureau only watches.
OUTSIDERS = (
    "police",
    "reconsideration body",
    "superior bureau",
    "personal-information handler",
    "system manager",
)
WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNITS_ZH = {
    Unit.WORKING_DAY: "个工作日",
    Unit.CALENDAR_DAY: "日",
    Unit.DAY: "日",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
    Unit.HOUR: "小时",
}
UNITS_EN = {
    Unit.WORKING_DAY: "working day",
    Unit.CALENDAR_DAY: "calendar day",
    Unit.DAY: "day",
    Unit.MONTH: "month",
    Unit.YEAR: "year",
    Unit.HOUR: "hour",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of an explanation in Chinese and English; ``on`` is the day that it speaks of, if one."""

    zh: str
    en: str
    on: dt.date | None = None


def explain(due: Due, calendar: Calendar | None = None) -> list[Step]:
    """The steps from the start day to ``due.due_on``, in order; ``calendar`` must be the one that counted."""
    calendar = calendar or load()
    steps = [_start(due), _period(due)]
    steps += _passed(due, calendar)
    steps += _excluded(due)
    steps.append(_last_day(due))
    steps += _roll(due, calendar)
    steps += _internal(due)
    steps += _provisional(due, calendar)
    return steps


def stands_still(since: dt.date, ground: str) -> Step:
    """The last step of a clock that is paused: its day moves on with every day that passes."""
    return Step(
        f"自{zh_day(since)}起暂停计算（{ground}），恢复后继续计算，最后一日相应顺延。",
        f"Paused since {en_day(since)} ({ground}): the last day moves on until it runs again.",
        since,
    )


def zh_day(day: dt.date) -> str:
    return f"{day}（星期{WEEKDAYS_ZH[day.weekday()]}）"


def en_day(day: dt.date) -> str:
    return f"{WEEKDAYS_EN[day.weekday()]} {day}"


def _en_count(number: int, unit: Unit) -> str:
    return f"{number} {UNITS_EN[unit]}{'' if number == 1 else 's'}"


def _start(due: Due) -> Step:
    if due.version.backward:
        zh, en = "自该日向前倒推，当日不计入", "is counted back from; the day itself does not count"
    elif due.unit is Unit.HOUR:
        zh, en = "为起算日，自事情发生之时起算", "is the start; the hours run from the moment itself"
    else:
        zh, en = "为起算日，当日不计入", "is the start; the start day does not count"
    return Step(f"{zh_day(due.start_on)}{zh}。", f"{en_day(due.start_on)} {en}.", due.start_on)


def _period(due: Due) -> Step:
    unit = UNITS_ZH[due.unit]
    basic = due.counted - due.extension
    if due.extensions:
        zh = "，又".join(f"延长{n}{unit}" for n in due.extensions)
        en = " and then by ".join(map(str, due.extensions))
        return Step(
            f"期限{basic}{unit}，经批准{zh}，共{due.counted}{unit}（{due.version.law_zh}）。",
            f"The period is {_en_count(basic, due.unit)}, extended by {en}: "
            f"{due.counted} in all ({due.version.law}).",
        )
    return Step(
        f"期限{basic}{unit}（{due.version.law_zh}）。",
        f"The period is {_en_count(basic, due.unit)} ({due.version.law}).",
    )


def _counted_days(due: Due) -> list[dt.date]:
    """The days passed on the way, in calendar order, without the start day."""
    low, high = sorted((due.start_on, due.raw_due_on))
    days = [low + n * DAY for n in range((high - low).days + 1)]
    return [day for day in days if day != due.start_on]


def _passed(due: Due, calendar: Calendar) -> list[Step]:
    """Days off and weekend days worked that a count of working days has met."""
    if due.unit is not Unit.WORKING_DAY:
        return []
    days = [day for day in _counted_days(due) if not is_excluded(day, due.exclusions)]
    steps = []
    for holiday in dict.fromkeys(filter(None, map(calendar.holiday_on, days))):
        steps.append(_holiday(holiday))
    for day in days:
        if made_up := calendar.made_up_on(day):
            steps.append(
                Step(
                    f"{zh_day(day)}为{made_up.zh}调休上班日，计入（{made_up.notice}）。",
                    f"{en_day(day)} is worked in exchange for {made_up.en} and counts ({made_up.notice}).",
                    day,
                )
            )
    weekend = sum(not calendar.is_working(day) and not calendar.holiday_on(day) for day in days)
    if weekend:
        zh, en = f"其间周末{weekend}天，不计入。", f"Weekend days on the way do not count: {weekend}."
        steps.append(Step(zh, en))
    return steps


def _holiday(holiday: Holiday) -> Step:
    if holiday.first == holiday.last:
        zh, en = zh_day(holiday.first), en_day(holiday.first)
    else:
        zh, en = f"{holiday.first}至{holiday.last}", f"{holiday.first} to {holiday.last}"
    return Step(
        f"{zh}为{holiday.zh}放假，不计入（{holiday.notice}）。",
        f"{en}, {holiday.en}, does not count ({holiday.notice}).",
        holiday.first,
    )


def _excluded(due: Due) -> list[Step]:
    low, high = sorted((due.start_on, due.due_on))
    steps = []
    for first, last in due.exclusions:
        if last < low or first > high:
            continue
        days = (last - first).days + 1
        zh = f"{first}至{last}共{days}天依法扣除，不计入。"
        steps.append(
            Step(zh, f"{first} to {last} is excluded by law, {days} days: none of them counts.", first)
        )
    return steps


def _last_day(due: Due) -> Step:
    day = due.raw_due_on
    month_end = due.unit in (Unit.MONTH, Unit.YEAR) and not due.exclusions and day.day < due.start_on.day
    if month_end:
        return Step(
            f"当月没有对应日，以月末日{zh_day(day)}为期限的最后一日。",
            f"That month has no corresponding day: its last day, {en_day(day)}, ends the period.",
            day,
        )
    if due.version.backward:
        return Step(f"最迟应在{zh_day(day)}完成。", f"It must be done on {en_day(day)} at the latest.", day)
    return Step(f"期限的最后一日为{zh_day(day)}。", f"The last day of the period is {en_day(day)}.", day)


def _roll(due: Due, calendar: Calendar) -> list[Step]:
    raw = due.raw_due_on
    if due.due_on != raw:
        off_zh, off_en = _day_off(raw, calendar)
        return [
            Step(
                f"该日为{off_zh}，顺延至{zh_day(due.due_on)}。",
                f"That day is {off_en}: the period ends on the first day after it, {en_day(due.due_on)}.",
                due.due_on,
            )
        ]
    if calendar.is_working(raw):
        return []
    off_zh, off_en = _day_off(raw, calendar)
    if due.version.roll is Roll.STATUTORY_HOLIDAY:
        why_zh, why_en = "法律只规定遇法定节假日顺延", "the rule moves it only for a statutory holiday"
    else:
        why_zh, why_en = "该期限没有顺延的规定", "no rule moves it"
    return [Step(f"该日为{off_zh}，但{why_zh}，不顺延。", f"That day is {off_en}, but {why_en}.", raw)]


def _day_off(day: dt.date, calendar: Calendar) -> tuple[str, str]:
    if holiday := calendar.holiday_on(day):
        return f"{holiday.zh}放假日（{holiday.notice}）", f"off for {holiday.en} ({holiday.notice})"
    return "周末", "a weekend day"


def _internal(due: Due) -> list[Step]:
    """The office's own aim; the period of somebody else is not cut short."""
    if due.internal_due_on == due.due_on or due.version.holder in CITIZENS + OUTSIDERS:
        return []
    day = due.internal_due_on
    return [
        Step(
            f"建议内部最迟于{zh_day(day)}办结：此前最后一个工作日。",
            f"Aim at {en_day(day)}: the last work day before that.",
            day,
        )
    ]


def _provisional(due: Due, calendar: Calendar) -> list[Step]:
    if not due.provisional:
        return []
    missing = sorted({day.year for day in (*_counted_days(due), due.due_on) if not calendar.is_loaded(day)})
    years = "、".join(map(str, missing))
    return [
        Step(
            f"{years}年放假安排尚未载入，本日期为暂定。",
            f"The holiday notice for {', '.join(map(str, missing))} is not loaded: this day is provisional.",
        )
    ]
