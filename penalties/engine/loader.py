"""Finds the text of the law that was in force on a day. Time picks the file; the file is the law."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path

from penalties.engine.facts import AMOUNTS, FACTS, GRADES, LEVELS, NoSingleAnswer, NotRecorded
from penalties.engine.reading import Entry, StatuteError, file_day, open_file
from penalties.engine.statute import (
    AMOUNT_STATES,
    COMPARISONS,
    KINDS,
    LAW_LEVELS,
    METHODS,
    STATUSES,
    VERIFIED,
    Aggravation,
    Branch,
    Breach,
    Condition,
    Counter,
    Limit,
    Provision,
    Range,
    Schedule,
)

FOLDER = Path(__file__).resolve().parent.parent / "statutes"
_ARTICLE = r"第\d+条(第\d+款)?(第\d+项)?"
ARTICLES = re.compile(rf"{_ARTICLE}([、至]{_ARTICLE})*")
GENERAL = "general"  # the folder of rules that are no law's penalty schedule
_WHY_NOTHING = {
    "no_basis": "the law had no such penalty",
    "not_recorded": "the text of that day is not recorded here",
}


@dataclass(frozen=True)
class Library:
    """All schedules by law, oldest first, and the law of each provision id."""

    schedules: dict[str, tuple[Schedule, ...]]
    law_of: dict[str, str]

    def schedule(self, law: str, day: dt.date) -> Schedule | None:
        """The file in force on that day; None before the first one of the law."""
        for text in reversed(self.schedules[law]):
            if text.in_force <= day:
                return text
        return None

    def provision(self, norm: str, day: dt.date) -> Provision:
        """The provision as of that day; ``NoSingleAnswer`` where it had no figures then, saying why."""
        schedule = self.schedule(self.law_of[norm], day)
        if schedule is None:
            first = self.schedules[self.law_of[norm]][0].in_force
            raise NoSingleAnswer(
                f"{norm}: nothing in force on {day}; the first text recorded here is of {first}"
            )
        provision = schedule.provisions[norm]
        if provision.status is not None:
            why = _WHY_NOTHING[provision.status]
            error = NotRecorded if provision.status == "not_recorded" else NoSingleAnswer
            raise error(f"{norm}: nothing in force on {day}: {why} ({schedule.zh}, {schedule.in_force})")
        return provision

    def speaking_of(self, law: str, day: dt.date) -> list[Schedule]:
        """The schedules of that day that limit or aggravate fines under that law."""
        schedules = (self.schedule(speaker, day) for speaker in self._speakers.get(law, ()))
        return [schedule for schedule in schedules if schedule is not None]

    @cached_property
    def _speakers(self) -> dict[str, list[str]]:
        """By law, the laws of whose limits or aggravations some text names it."""
        speakers: dict[str, list[str]] = {}
        for speaker, texts in self.schedules.items():
            named = [rule.laws for text in texts for rule in text.limits]
            named += [rule.laws for text in texts for rule in text.aggravations]
            for law in dict.fromkeys(law for laws in named for law in laws):
                speakers.setdefault(law, []).append(speaker)
        return speakers


@cache
def library(folder: Path = FOLDER) -> Library:
    """The statute files of a folder, read once."""
    schedules: dict[str, tuple[Schedule, ...]] = {}
    law_of: dict[str, str] = {}
    for law_folder in sorted(path for path in folder.iterdir() if path.is_dir() and path.name != GENERAL):
        read = [read_schedule(file, folder) for file in latest_revisions(law_folder, folder)]
        if read:
            schedules[law_folder.name] = tuple(read)
    for law, texts in schedules.items():
        for schedule in texts:
            for norm in schedule.provisions:
                if law_of.setdefault(norm, law) != law:
                    raise StatuteError(schedule.path, norm, f"is already a provision of {law_of[norm]}")
            if missing := set(texts[0].provisions) ^ set(schedule.provisions):
                raise StatuteError(
                    schedule.path,
                    sorted(missing)[0],
                    "must stand in every file of the law; where there are no figures, with status = "
                    '"no_basis" (the law had none) or "not_recorded" (we do not know)',
                )
    return Library(schedules, law_of)


def latest_revisions(law_folder: Path, folder: Path) -> list[Path]:
    """One file for each day, oldest first: a correction stands in for the file that it corrects."""
    by_day: dict[dt.date, tuple[int, Path]] = {}
    for path in law_folder.glob("*.toml"):
        day, revision = file_day(path, folder)
        by_day[day] = max(by_day.get(day, (0, path)), (revision, path))
    return [by_day[day][1] for day in sorted(by_day)]


def read_schedule(path: Path, folder: Path = FOLDER) -> Schedule:
    """One file; ``StatuteError`` names the key that is wrong and its cure."""
    top, sha256 = open_file(path, folder)
    law = top.table("law")
    if law is None:
        raise top.fail("law", "is missing; begin the file with [law]")
    name, zh, en = law.text("id"), law.text("zh"), law.text("en")
    level, in_force = law.one_of("level", LAW_LEVELS), law.day("in_force")
    full_zh = law.text("full_zh", f"中华人民共和国{zh}" if level == "law" else zh)
    law.text("note", "")
    law.close()
    if name != path.parent.name:
        raise law.fail("id", f"must be the name of the folder: {path.parent.name}")
    if in_force != file_day(path, folder)[0]:
        raise law.fail("in_force", f"must be the day in the file's name: {path.stem}")
    law_of_file = LawOfFile(name, zh, en, level, top.file, sha256)
    provisions = top.tables("provision", partial(_provision, law=law_of_file))
    schedule = Schedule(
        law=name,
        zh=zh,
        full_zh=full_zh,
        en=en,
        level=level,
        in_force=in_force,
        provisions={provision.id: provision for provision in provisions},
        limits=top.tables("limit", _limit),
        counters=top.tables("counter", _counter),
        aggravations=top.tables("aggravation", _aggravation),
        path=top.file,
        sha256=sha256,
    )
    top.close()
    if len(schedule.provisions) != len(provisions):
        raise top.fail("provision", "two entries have the same id; keep one")
    return schedule


@dataclass(frozen=True)
class LawOfFile:
    """What every provision of one file shares."""

    id: str
    zh: str
    en: str
    level: str
    path: str
    sha256: str


def _provision(entry: Entry, law: LawOfFile) -> Provision:
    status = entry.get("status")
    if status is not None and status not in STATUSES:
        raise entry.fail("status", f"write one of {', '.join(STATUSES)}, or leave the line out")
    provision = Provision(
        id=entry.text("id"),
        version=entry.text("version", "" if status else None),
        law=law.id,
        law_zh=law.zh,
        law_en=law.en,
        level=law.level,
        path=law.path,
        sha256=law.sha256,
        article=entry.text("article", "" if status else None),
        conduct=entry.text("conduct", ""),
        zh=entry.text("zh"),
        en=entry.text("en"),
        verified=entry.one_of("verified", VERIFIED, "knowledge" if status else None),
        source=entry.text("source", "" if status else None),
        status=status,
        no_fine=entry.text("no_fine", ""),
        fines=entry.tables("fine", _branch),
        persons=entry.tables("person", _branch),
        kinds=entry.words("kinds", KINDS),
        serious_kinds=entry.words("serious_kinds", KINDS),
        orders=entry.words("orders"),
        any_of=entry.yes("any_of"),
        confiscates=entry.text("confiscates", ""),
        conduct_test=_single(entry, "conduct_test"),
        no_fine_when=entry.words("no_fine_when", FACTS),
        serious_when=_single(entry, "serious_when"),
        heavier_when=_single(entry, "heavier_when"),
        residual_to=entry.words("residual_to", LAW_LEVELS),
        yields_to=entry.words("yields_to"),
        reserved_to=entry.one_of("reserved_to", ("", *LEVELS), ""),
        not_beside=entry.words("not_beside"),
        ground=entry.yes("ground"),
        elements=entry.words("elements"),
        breaches=entry.tables("breach", _breach),
        persons_of=entry.words("persons_of"),
        notes=entry.words("notes"),
    )
    if provision.confiscates and provision.confiscates not in AMOUNTS:
        raise entry.fail("confiscates", f"write the amount that is confiscated, one of {', '.join(AMOUNTS)}")
    if status is None and bool(provision.fines) == bool(provision.no_fine):
        raise entry.fail("fine", 'write [[provision.fine]] with figures, or no_fine = "why there is none"')
    if status is not None and (provision.fines or provision.persons):
        raise entry.fail("status", "a provision with a status has no figures; remove one of the two")
    return provision


def _single(entry: Entry, key: str) -> Condition | None:
    table = entry.table(key)
    if table is None:
        return None
    found = conditions(table)
    if len(found) != 1:
        raise entry.fail(key, "write exactly one condition")
    return found[0]


def _branch(entry: Entry) -> Branch:
    when = entry.table("when")
    unless = entry.table("unless")
    conditions_met = conditions(when) if when else ()
    if unless:
        conditions_met += tuple(Condition(c.key, "unless", c.operand) for c in conditions(unless))
    entry.text("who", "")
    entry.text("also", "")
    return Branch(conditions_met, _range(entry), entry.yes("optional"), entry.text("note", ""))


def _breach(entry: Entry) -> Breach:
    rule, item = entry.text("rule"), entry.text("item", "")
    for key, article in (("rule", rule), ("item", item)):
        if article and not ARTICLES.fullmatch(article):
            raise entry.fail(key, f'write the article in figures: {key} = "第34条第1款第10项"')
    return Breach(rule, entry.text("zh"), entry.text("en"), item, entry.text("law", ""))


def conditions(entry: Entry) -> tuple[Condition, ...]:
    return tuple(_condition(entry, key) for key in entry.content)


def _condition(entry: Entry, key: str) -> Condition:
    value = entry.get(key)
    if key == "any_of":
        return Condition(key, "is", entry.words(key, FACTS))
    if key == "grade":
        return Condition(key, "is", entry.one_of(key, GRADES))
    if key == "party":
        return Condition(key, "is", entry.one_of(key, ("individual", "unit")))
    if key in AMOUNTS:
        if isinstance(value, str):
            return Condition(key, entry.one_of(key, AMOUNT_STATES), "")
        return _comparison(entry, key)
    if key not in FACTS:
        raise entry.fail(
            key, f"is no condition; write one of grade, party, any_of, {', '.join((*AMOUNTS, *FACTS))}"
        )
    kind = FACTS[key]
    if kind is int:
        return _comparison(entry, key)
    if kind is bool:
        if not isinstance(value, bool):
            raise entry.fail(key, "write true or false")
        return Condition(key, "is", value)
    assert isinstance(kind, tuple)
    return Condition(key, "is", entry.one_of(key, kind))


def _comparison(entry: Entry, key: str) -> Condition:
    table = entry.table(key)
    if table is None or len(table.content) != 1 or not set(table.content) <= set(COMPARISONS):
        raise entry.fail(key, "write one comparison: { at_least = 10000.00 }, { below = … } or { above = … }")
    (test,) = table.content
    return Condition(key, test, table.needed_number(test))


def _range(entry: Entry) -> Range:
    method = entry.one_of("method", METHODS)
    figures = Range(
        method=method,
        low=entry.number("min"),
        high=entry.number("max"),
        base=entry.text("of", ""),
        floor=entry.number("base_floor"),
        cap=entry.number("cap"),
        either=entry.tables("either", _range),
        to=entry.text("to", ""),
    )
    if method in ("amount", "multiple") and figures.high is None:
        raise entry.fail("max", "is missing; every fine has an upper bound")
    if method == "multiple" and figures.base not in AMOUNTS:
        raise entry.fail("of", f"write the amount that is multiplied, one of {', '.join(AMOUNTS)}")
    if method == "alternatives" and len(figures.either) < 2:
        raise entry.fail("either", "write at least two [[…either]] tables")
    if method == "refer" and not figures.to:
        raise entry.fail("to", "write the id of the provision that gives the figures")
    if figures.low is not None and figures.high is not None and figures.low > figures.high:
        raise entry.fail("min", "is above max; exchange them")
    return figures


def _limit(entry: Entry) -> Limit:
    return Limit(
        entry.needed_number("amount"),
        entry.one_of("level", LEVELS),
        entry.words("laws"),
        entry.text("article"),
    )


def _counter(entry: Entry) -> Counter:
    return Counter(entry.whole("number"), entry.text("flag"), entry.text("article"))


def _aggravation(entry: Entry) -> Aggravation:
    return Aggravation(entry.one_of("grade", GRADES), entry.words("laws"), entry.text("article"))
