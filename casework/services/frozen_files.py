"""The case file, frozen when a remedy is taken: hashes that show years later what was on file that day."""

import datetime as dt
import hashlib
from typing import Any

from casework.kernel import audit, holds
from casework.models import Case, FrozenFile, Remedy

Item = dict[str, Any]


def freeze(remedy: Remedy, *, at: dt.datetime) -> FrozenFile:
    """Take the hashes, and hold the case and the report that it came from against erasure."""
    items = items_of(remedy.case)
    references = [r for r in (remedy.case.reference, remedy.case.source_reference) if r]
    holds.place(*references, ground=remedy.reference, at=at)
    return FrozenFile.objects.create(remedy=remedy, items=items, sha256=_digest(items), taken_at=at)


def release(frozen: FrozenFile, *, on: dt.date, at: dt.datetime) -> None:
    frozen.released_on = on
    frozen.save(update_fields=["released_on"])
    holds.lift(frozen.remedy.reference, at=at)


def items_of(case: Case) -> list[Item]:
    """Every document and every entry of the case file, each with the hashes of what it holds; then the last
    event of the history, which the audit chain ties to all before it."""
    documents = [
        {
            "kind": document.kind,
            "reference": document.reference,
            "title": f"{document}",
            "on": f"{document.on}",
            "content": _digest(document.context),
            "file": document.file.sha256 if document.file else "",
            "scan": document.scan.sha256 if document.scan else "",
        }
        for document in case.documents.select_related("file", "scan")
    ]
    entries = [
        {
            "kind": entry.kind,
            "reference": entry.reference,
            "title": entry.title,
            "on": f"{entry.on}",
            "file": entry.sha256,
        }
        for entry in case.dossier.all()
    ]
    last = audit.history_of(case.reference).last()
    history = {"kind": "history", "reference": case.reference, "content": last.content_hash if last else ""}
    return [*documents, *entries, history]


def missing_from(frozen: FrozenFile) -> list[Item]:
    """What stood on file when it was frozen and is not there any more as it was; what came later is no
    difference, and neither is a file that was still being made."""
    now = {_key(item): item for item in items_of(frozen.remedy.case)}
    return [item for item in frozen.items if item["kind"] != "history" and not _is_there(item, now)]


def is_intact(frozen: FrozenFile) -> bool:
    return frozen.sha256 == _digest(frozen.items) and not missing_from(frozen)


def _is_there(item: Item, now: dict[tuple[str, str], Item]) -> bool:
    found = now.get(_key(item), {})
    return all(found.get(part) == item[part] for part in ("content", "file", "scan") if item.get(part))


def _key(item: Item) -> tuple[str, str]:
    return item["kind"], item["reference"]


def _digest(content: Any) -> str:
    text = audit.canonical({"content": content})
    return hashlib.sha256(text.encode()).hexdigest()
