"""What is on record of a submission, and the points of its timeline. Pure."""

import datetime as dt
from dataclasses import dataclass, field

from casework.kernel import words
from casework.kernel.lifecycle import Text

NOW = Text("现在", "now")


@dataclass(frozen=True, slots=True)
class Period:
    """A statutory clock as the citizen sees it. ``early`` counts its own days (working or calendar) between
    the act and the last day; negative is late, None is still open."""

    due_on: dt.date
    days: int
    early: int | None = None
    in_working_days: bool = True


@dataclass(frozen=True, slots=True)
class Track:
    """What is on record of the complaint track; None where it has not happened."""

    identity_until: dt.date | None = None
    identity_proved_on: dt.date | None = None
    not_accepted_on: dt.date | None = None
    refusal: Text | None = None
    accepted_on: dt.date | None = None
    mediating_since: dt.date | None = None
    called_for: dt.datetime | None = None
    place: str = ""
    stopped_on: dt.date | None = None
    appraisal_since: dt.date | None = None
    appraisal_until: dt.date | None = None
    agreed_on: dt.date | None = None
    withdrawal_asked_on: dt.date | None = None
    withdrawn_on: dt.date | None = None
    terminated_on: dt.date | None = None
    termination: Text | None = None
    closed_on: dt.date | None = None
    mediation: Period | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What is on record of one submission; None where it has not happened."""

    is_report: bool
    is_named: bool
    received_at: dt.datetime
    files: int
    registered_on: dt.date | None = None
    reopened_on: dt.date | None = None
    routed_on: dt.date | None = None
    routed_to: str = ""
    returned_on: dt.date | None = None
    verifying_since: dt.date | None = None
    visited_on: dt.date | None = None
    filed_on: dt.date | None = None
    not_filed_on: dt.date | None = None
    told_on: dt.date | None = None
    decided_on: dt.date | None = None
    published_on: dt.date | None = None
    publication: str = ""
    closed_on: dt.date | None = None
    out_of_scope_on: dt.date | None = None
    ground: Text | None = None
    reply: str = ""
    receipt: Period | None = None
    telling: Period | None = None
    investigation: Period | None = None
    publishing: Period | None = None
    track: Track = field(default_factory=Track)


@dataclass(frozen=True, slots=True)
class Step:
    """One point of the timeline; ``state`` is ``done``, ``now`` or ``next``."""

    title: Text
    state: str = "done"
    on: dt.date | None = None
    at: dt.datetime | None = None
    when: Text | None = None
    text: Text | None = None
    publication: str = field(default="")


def day_words(day: dt.date) -> Text:
    return Text(words.day(day), f"{day.day} {day:%B} {day.year}")


def dated(text: Text, day: dt.date, **others: object) -> Text:
    """``text`` with its ``{day}`` written as each language writes days."""
    written = day_words(day)
    return Text(text.zh.format(day=written.zh, **others), text.en.format(day=written.en, **others))


def by(period: Period | None, text: Text) -> Text | None:
    return dated(text, period.due_on) if period and period.early is None else None


def punctual(day: dt.date, period: Period | None) -> Text:
    """The day, and how it stands to the last lawful one."""
    if period is None or period.early is None:
        return day_words(day)
    unit = Text("个工作日", "working day") if period.in_working_days else Text("天", "day")
    n = abs(period.early)
    plural = "" if n == 1 else "s"
    if period.early > 0:
        return dated(Text(f"{{day}}，比法定期限早{n}{unit.zh}", f"{{day}}, {n} {unit.en}{plural} early"), day)
    if period.early < 0:
        return dated(Text(f"{{day}}，比法定期限晚{n}{unit.zh}", f"{{day}}, {n} {unit.en}{plural} late"), day)
    return dated(Text("{day}，法定期限的最后一天", "{day}, the last lawful day"), day)
