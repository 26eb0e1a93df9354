"""The words of the pages: collected from code and templates, kept in each app's catalogue, compiled by Babel.

`manage.py messages` brings `<app>/locale/zh_Hans/LC_MESSAGES/django.po` and `.mo` up to date; `--check`
changes nothing and fails where a message is untranslated, fuzzy or not compiled. No gettext programs needed.
"""

import ast
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

APPS = ("casework", "complaints", "inspections", "penalties")
LOCALE = "zh_Hans"
Words = str | tuple[str, ...] | list[str]
"""A message; with its plural where it has one."""
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """msgid ""
msgstr ""
"Language: zh_Hans\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")


class Command(BaseCommand):
    help = "Collects, merges and compiles the messages of every app; --check only looks."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing, fail where something is missing"
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        root = Path(settings.BASE_DIR)
        catalogues = collect(root)
        if not check:
            for app, catalogue in catalogues.items():
                save(root, app, catalogue)
        faults = [fault for app, catalogue in catalogues.items() for fault in faults_of(root, app, catalogue)]
        for fault in faults:
            self.stderr.write(fault)
        if faults and check:
            raise CommandError(
                f"{len(faults)} messages need work. Run manage.py messages, then fill in the .po files."
            )
        self.stdout.write(f"{sum(len(catalogue) for catalogue in catalogues.values())} messages")


def collect(root: Path) -> dict[str, Catalog]:
    """One catalogue an app, as it should stand: every message in use, with the translation that is on file.

    A message that casework has is not asked again of a desk: Django looks through all catalogues.
    """
    catalogues: dict[str, Catalog] = {app: Catalog(locale=LOCALE) for app in APPS}
    shared = catalogues["casework"]
    for path in sources(root):
        app = owner(path.relative_to(root))
        for message, context in messages_of(path):
            if app == "casework" or shared.get(_key(message), context) is None:
                _add(catalogues[app], message, context, path.relative_to(root))
    for app, catalogue in catalogues.items():
        _translate(catalogue, on_file(root, app))
    return catalogues


def sources(root: Path) -> list[Path]:
    """All code and templates, casework's own first."""
    code = [path for app in APPS for path in (root / app).rglob("*.py") if "migrations" not in path.parts]
    pages = [path for path in (root / "templates").rglob("*") if path.suffix in {".html", ".txt"}]
    return sorted(code + pages, key=lambda path: (APPS.index(owner(path.relative_to(root))), path))


def owner(path: Path) -> str:
    """The app whose catalogue holds a file's messages: templates/<desk>/ is that desk's."""
    place = path.parts[1] if path.parts[0] == "templates" else path.parts[0]
    return place if place in APPS else "casework"


def messages_of(path: Path) -> Iterator[tuple[Words, str | None]]:
    """Every message of a file, plural forms as a tuple, with its context."""
    if path.suffix == ".py":
        with path.open("rb") as file:
            for _line, message, _comments, context in extract("python", file, keywords=KEYWORDS):
                yield message, context
        return
    for call, literals in CALL.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        words = [ast.literal_eval(literal) for literal in re.findall(LITERAL, literals)]
        context = words.pop(0) if call in ("pgettext", "npgettext") else None
        yield (tuple(words[:2]) if call.startswith("n") else words[0]), context


def on_file(root: Path, app: str) -> Catalog:
    path = _path(root, app, "po")
    if not path.exists():
        return Catalog(locale=LOCALE)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def save(root: Path, app: str, catalogue: Catalog) -> None:
    if not len(catalogue):
        return
    path = _path(root, app, "po")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalogue, omit_header=True, include_lineno=False, sort_output=True, width=110)
    with _path(root, app, "mo").open("wb") as file:
        write_mo(file, catalogue)


def faults_of(root: Path, app: str, catalogue: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being complete, one line a message."""
    for message in _messages(catalogue):
        if message.fuzzy:
            yield f"{app}: fuzzy: {_key(message.id)}"
        elif not _text(message):
            yield f"{app}: untranslated: {_key(message.id)}"
    if len(catalogue) and _spoken(catalogue) != _compiled(root, app):
        yield f"{app}: django.mo is not what django.po says"


def _add(catalogue: Catalog, message: Words, context: str | None, path: Path) -> None:
    known = catalogue.get(_key(message), context)
    if known is not None and isinstance(known.id, tuple) and not isinstance(message, tuple):
        message = known.id  # the same words with and without a plural are one entry
    catalogue.add(message, context=context, locations=[(path.as_posix(), 0)])


def _translate(catalogue: Catalog, before: Catalog) -> None:
    catalogue.creation_date = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # the same words make the same file
    for message in _messages(catalogue):
        old = before.get(_key(message.id), message.context)
        if old is None:
            continue
        text = _text(old)
        message.string = (text,) if isinstance(message.id, tuple) else text
        if old.fuzzy:
            message.flags.add("fuzzy")


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _key(message: Words) -> str:
    return message if isinstance(message, str) else message[0]


def _text(message: Message) -> str:
    """The translation; Chinese has one form for any number."""
    return (message.string if isinstance(message.string, str) else (message.string or [""])[0]) or ""


def _spoken(catalogue: Catalog) -> dict[tuple[str, str | None], str]:
    """What readers are told: every finished message and its translation."""
    return {
        (_key(message.id), message.context): _text(message)
        for message in _messages(catalogue)
        if _text(message) and not message.fuzzy
    }


def _compiled(root: Path, app: str) -> dict[tuple[str, str | None], str]:
    path = _path(root, app, "mo")
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return _spoken(read_mo(file))


def _path(root: Path, app: str, suffix: str) -> Path:
    return root / app / "locale" / LOCALE / "LC_MESSAGES" / f"django.{suffix}"
