"""How far a case of an old system had come: which clock runs on, from the days in its row, and until when."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from casework.clocks import CASE_90, VER_15
from casework.kernel import deadline_changes, deadlines, words
from casework.kernel import working_days as wd
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.working_days import Clock
from casework.models import Case
from casework.services import cases

GROUND = "旧系统中已经批准"
Values = Mapping[str, Any]


class Granted(NamedTuple):
    """An extension that was approved there; ``days`` where the law leaves its length open."""

    title: str
    on: dt.date
    days: int | None = None


class Stage(NamedTuple):
    """A clock of the case and what it was extended by, as the row says."""

    clock: Clock
    started_on: dt.date
    granted: list[Granted]


def stages_of(values: Values) -> list[Stage]:
    """Verification, and after it the handling of a case that was filed. The last one runs on."""
    verification = _granted(values, ("核查延期批准日期", "verification_extended_on", None))
    found = [Stage(VER_15, values["received_on"], verification)]
    if values["filed_on"]:
        first = ("办案延期批准日期", "extended_on", None)
        further = ("再次延期批准日期", "extended_further_on", "extended_further_days")
        found.append(Stage(CASE_90, values["filed_on"], _granted(values, first, further)))
    return found


def wrong_with(values: Values) -> list[list[str]]:
    """What the days of a row say that cannot be: [column, Chinese, English]."""
    if not values["received_on"]:
        return []
    filed_on = values["filed_on"]
    if filed_on is None and (values["extended_on"] or values["extended_further_on"]):
        return [
            ["立案日期", "有办案延期，请补立案日期。", "The handling was extended: give the day of filing."]
        ]
    if filed_on and filed_on < values["received_on"]:
        return [["立案日期", "早于收到日期，请核对。", "Before it was received: check it."]]
    if values["extended_further_on"] and not (values["extended_on"] and values["extended_further_days"]):
        return [
            [
                "再次延期批准日期",
                "请同时写明第一次延期的批准日期和再次延长的天数。",
                "Give the day of the first extension too, and by how many days it was extended further.",
            ]
        ]
    return [wrong for stage in stages_of(values) for wrong in _too_late(stage)]


def foretold(values: Values, today: dt.date) -> Text:
    """The clock that will run, as the dry run shows it."""
    stage = stages_of(values)[-1]
    if not stage.clock.in_force(stage.started_on):
        on = stage.started_on
        return Text(f"{words.day(on)}没有这项期限的规则，不会有期限", f"No rule for {on}: no clock will run")
    due_on = _due_on(stage, stage.granted)
    version = stage.clock.on(stage.started_on)
    past = Text("，已经届满", ", which has passed") if due_on < today else Text("", "")
    return Text(f"{version.zh}，到{words.day(due_on)}{past.zh}", f"{version.en}, until {due_on}{past.en}")


def carry_on(case: Case, values: Values, *, actor: User, at: dt.datetime) -> None:
    """Bring a registered lead to the stage of its row, with the clock that runs there."""
    verification, *handling = stages_of(values)
    _extend(case, verification, values["key"], actor, at)
    for stage in handling:
        case = cases.take_over(case=case, filed_on=stage.started_on, number=values["key"], at=at)
        _extend(case, stage, values["key"], actor, at)


def _extend(case: Case, stage: Stage, document: str, actor: User, at: dt.datetime) -> None:
    if not stage.clock.in_force(stage.started_on):
        return
    for granted in stage.granted:
        deadline_changes.extend(
            case.reference,
            stage.clock,
            on=granted.on,
            ground=GROUND,
            document=document,
            actor=actor,
            at=at,
            length=granted.days,
        )


def _granted(values: Values, *columns: tuple[str, str, str | None]) -> list[Granted]:
    return [
        Granted(title, values[on], values[days] if days else None)
        for title, on, days in columns
        if values[on]
    ]


def _too_late(stage: Stage) -> list[list[str]]:
    """An extension is approved while the period still runs (程序规定 arts 18, 64)."""
    if not stage.clock.in_force(stage.started_on):
        return []
    for number, granted in enumerate(stage.granted):
        last = _due_on(stage, stage.granted[:number])
        if not stage.started_on <= granted.on <= last:
            between = f"{stage.started_on}–{last}"
            zh, en = f"须在{between}之间批准，请核对。", f"Approved between {between} only: check it."
            return [[granted.title, zh, en]]
    return []


def _due_on(stage: Stage, granted: list[Granted]) -> dt.date:
    first = stage.clock.on(stage.started_on).extension or 0
    lengths = [one.days or first for one in granted]
    return wd.due(stage.clock, stage.started_on, extensions=lengths, calendar=deadlines.calendar()).due_on
