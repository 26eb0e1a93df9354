"""Statute files that a decision cites are frozen: ``frozen.lock`` holds the sha256 of each.

A frozen file is never edited. A correction is a new revision beside it (``2025-10-15.2.toml``).
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from penalties.engine.loader import FOLDER
from penalties.engine.reading import StatuteError

LOCK = "frozen.lock"
_HEAD = "# Statute files that a decision cites, by sha256. Never edit one: correct it by a new revision.\n"


def frozen(folder: Path = FOLDER) -> dict[str, str]:
    """The frozen files (path below the folder) and their sha256."""
    lock = folder / LOCK
    if not lock.exists():
        return {}
    lines = (line.split() for line in lock.read_text(encoding="utf-8").splitlines())
    return {words[1]: words[0] for words in lines if words and not words[0].startswith("#")}


def broken(folder: Path = FOLDER) -> list[StatuteError]:
    """What was changed or removed although a decision cites it."""
    return [
        StatuteError(
            path, "the file", f"is frozen, a decision cites it: restore it, and correct it in {_next(path)}"
        )
        for path, sha256 in frozen(folder).items()
        if not (folder / path).is_file() or _sha256(folder / path) != sha256
    ]


def freeze(paths: Iterable[str], folder: Path = FOLDER) -> None:
    """Add the files to the lock; one that is frozen already must still be the same."""
    lock = frozen(folder)
    for path in paths:
        if not (folder / path).is_file():
            raise StatuteError(path, "the file", f"does not exist; name it as it lies below {folder.name}/")
        sha256 = _sha256(folder / path)
        if lock.setdefault(path, sha256) != sha256:
            raise StatuteError(
                path, "the file", f"is frozen with another content: correct it in {_next(path)}"
            )
    lines = "".join(f"{lock[path]}  {path}\n" for path in sorted(lock))
    (folder / LOCK).write_text(_HEAD + lines, encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _next(path: str) -> str:
    """The name of the revision that corrects the file."""
    day, _, revision = Path(path).stem.partition(".")
    return f"{Path(path).parent.as_posix()}/{day}.{int(revision or 1) + 1}.toml"
