"""Checks the statute files as a whole: each readable, every reference known, no version told twice."""

from collections.abc import Iterator
from pathlib import Path

from penalties.engine import frozen, general
from penalties.engine.loader import FOLDER, GENERAL, Library, latest_revisions, library, read_schedule
from penalties.engine.reading import StatuteError
from penalties.engine.statute import Branch, Provision, Schedule


def counts(folder: Path = FOLDER) -> tuple[int, int]:
    """How many files and how many provisions there are."""
    books = library(folder)
    return len(list(_schedules(books))), len(books.law_of)


def problems(folder: Path = FOLDER) -> list[StatuteError]:
    """Everything that is wrong, each with its file, key and cure; empty where all is in order."""
    found = [*_unreadable(folder), *frozen.broken(folder)]
    if found:
        return found
    try:
        books = library(folder)
    except StatuteError as error:
        return [error]
    return [*_unknown_references(books, folder), *_versions_told_twice(books), *_general(folder, books)]


def _unreadable(folder: Path) -> Iterator[StatuteError]:
    for law_folder in sorted(path for path in folder.iterdir() if path.is_dir() and path.name != GENERAL):
        try:
            paths = latest_revisions(law_folder, folder)
        except StatuteError as error:
            yield error
            continue
        for path in paths:
            try:
                read_schedule(path, folder)
            except StatuteError as error:
                yield error


def _unknown_references(books: Library, folder: Path) -> Iterator[StatuteError]:
    for schedule in _schedules(books):
        laws = {law for limit in schedule.limits for law in limit.laws}
        laws |= {law for rule in schedule.aggravations for law in rule.laws}
        for law in sorted(laws - set(books.schedules)):
            yield StatuteError(schedule.path, "laws", f"{law!r} is no folder of a law")
        for provision in schedule.provisions.values():
            for code in sorted(set(provision.elements) - general.all_factor_codes(folder)):
                yield StatuteError(schedule.path, f"{provision.id}.elements", f"{code!r} is no factor")
            named = {*provision.yields_to, *provision.not_beside, *provision.persons_of, *_referred(provision)}
            for norm in sorted(named - set(books.law_of)):
                yield StatuteError(schedule.path, provision.id, f"{norm!r} is no provision; correct the id")


def _referred(provision: Provision) -> Iterator[str]:
    for branch in provision.fines + provision.persons:
        if branch.range.method == "refer":
            yield branch.range.to


def _versions_told_twice(books: Library) -> Iterator[StatuteError]:
    """One name of a version stands for one text: two files that share it must give the same figures."""
    first: dict[tuple[str, str], tuple[str, tuple[object, ...]]] = {}
    for schedule in _schedules(books):
        for provision in schedule.provisions.values():
            if provision.status is not None:
                continue
            text = _figures(provision)
            path, told = first.setdefault((provision.id, provision.version), (schedule.path, text))
            if told != text:
                cure = f"version {provision.version!r} says something else in {path}; give it a new name"
                yield StatuteError(schedule.path, provision.id, cure)


def _figures(provision: Provision) -> tuple[tuple[Branch, ...] | tuple[str, ...] | str, ...]:
    return (
        provision.fines,
        provision.persons,
        provision.kinds,
        provision.serious_kinds,
        provision.confiscates,
    )


def _general(folder: Path, books: Library) -> Iterator[StatuteError]:
    """The rules that are no statute: all readable, cut points in order, lists about known provisions."""
    try:
        rules = [general.discretion(authority, folder) for authority in general.authorities(folder)]
        general.penalty_law(folder)
        general.factors(folder)
        general.gains_rules(folder)
        general.surcharge_rules(folder)
        lists = general.exemptions(folder)
    except StatuteError as error:
        yield error
        return
    for rule in rules:
        for day, text in rule.texts:
            if not 0 < text.low_cut <= text.high_cut < 1:
                yield StatuteError(
                    f"{GENERAL}/{rule.subject}/{day}.toml", "low_cut", "0 < low_cut <= high_cut < 1"
                )
    for day, items in lists.texts:
        for item in items:
            if item.provision not in books.law_of:
                cure = f"{item.provision!r} is no provision; correct the id"
                yield StatuteError(f"{GENERAL}/exemptions/{day}.toml", "provision", cure)


def _schedules(books: Library) -> Iterator[Schedule]:
    for texts in books.schedules.values():
        yield from texts
