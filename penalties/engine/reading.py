"""Reads statute files strictly: an error names the file, the key and the cure, for the lawyer who wrote."""

import datetime as dt
import hashlib
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


class StatuteError(Exception):
    """A statute file cannot be used: ``file``, ``key`` and ``cure`` say where and what to do."""

    def __init__(self, file: str, key: str, cure: str) -> None:
        super().__init__(f"{file}: {key}: {cure}")
        self.file, self.key, self.cure = file, key, cure


@dataclass
class Entry:
    """One table of a file; what nobody asked for is refused when it is closed."""

    file: str
    where: str
    content: Mapping[str, Any]
    asked: set[str] = field(default_factory=set)

    def path(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def fail(self, key: str, cure: str) -> StatuteError:
        return StatuteError(self.file, self.path(key), cure)

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return self.content.get(key, default)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.fail(key, f'write a text in quotation marks: {key} = "…"')
        return value

    def one_of(self, key: str, values: Collection[str], default: str | None = None) -> str:
        value = self.get(key, default)
        if value not in values:
            raise self.fail(key, f"{value!r} is not known here; write one of {', '.join(values)}")
        return str(value)

    def day(self, key: str) -> dt.date:
        value = self.get(key)
        if type(value) is not dt.date:
            raise self.fail(key, f"write a day without quotation marks: {key} = 2025-10-15")
        return value

    def number(self, key: str) -> Decimal | None:
        value = self.get(key)
        if value is None:
            return None
        return self.decimal(key, value)

    def decimal(self, key: str, value: Any) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
            raise self.fail(key, f"write a number without quotation marks: {key} = 50000.00")
        return Decimal(value)

    def needed_number(self, key: str) -> Decimal:
        value = self.number(key)
        if value is None:
            raise self.fail(key, f"is missing; write {key} = a number")
        return value

    def whole(self, key: str) -> int:
        value = self.get(key)
        if type(value) is not int or value < 1:
            raise self.fail(key, f"write a whole number from 1: {key} = 3")
        return value

    def yes(self, key: str) -> bool:
        value = self.get(key, False)
        if not isinstance(value, bool):
            raise self.fail(key, "write true or leave the line out")
        return value

    def words(self, key: str, values: Collection[str] | None = None) -> tuple[str, ...]:
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self.fail(key, f'write a list of texts: {key} = ["…", "…"]')
        for word in value:
            if values is not None and word not in values:
                raise self.fail(key, f"{word!r} is not known here; write one of {', '.join(values)}")
        return tuple(value)

    def table(self, key: str) -> "Entry | None":
        value = self.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.fail(key, "write a table: { key = value }")
        return Entry(self.file, self.path(key), value)

    def tables(self, key: str, read: Callable[["Entry"], T]) -> tuple[T, ...]:
        value = self.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.fail(key, f"write [[{self.path(key)}]] above each entry")
        entries = [Entry(self.file, f"{self.path(key)}[{place}]", entry) for place, entry in enumerate(value)]
        return tuple(closed(entry, read) for entry in entries)

    def close(self) -> None:
        for key in self.content:
            if key not in self.asked:
                raise self.fail(key, f"is not known here; known are {', '.join(sorted(self.asked))}")


def closed(entry: Entry, read: Callable[[Entry], T]) -> T:
    """What ``read`` makes of the table, with no key left over."""
    result = read(entry)
    entry.close()
    return result


def open_file(path: Path, folder: Path) -> tuple[Entry, str]:
    """The table of one file, and the sha256 of its bytes. Numbers are exact decimals."""
    name = path.relative_to(folder).as_posix()
    content = path.read_bytes()
    try:
        table = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StatuteError(name, "the file", f"is not TOML in UTF-8: {error}") from error
    return Entry(name, "", table), hashlib.sha256(content).hexdigest()


def file_day(path: Path, folder: Path) -> tuple[dt.date, int]:
    """The day and the revision in the file's name: 2025-10-15.toml, corrected by 2025-10-15.2.toml."""
    day, _, revision = path.stem.partition(".")
    try:
        return dt.date.fromisoformat(day), int(revision or 1)
    except ValueError:
        name = path.relative_to(folder).as_posix()
        cure = "must be the in-force day: 2025-10-15.toml, or 2025-10-15.2.toml for a correction"
        raise StatuteError(name, "the file name", cure) from None
