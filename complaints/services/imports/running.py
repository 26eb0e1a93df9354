"""The sweep that imports and undoes: in chunks, each its own transaction, so that a kill costs one chunk's work
and never brings a row in twice."""

import datetime as dt
import logging
from collections.abc import Callable

from django.db import DatabaseError, transaction

from casework.kernel import files, vault
from casework.kernel.clock import day_of
from casework.kernel.errors import DomainError
from casework.kernel.lifecycle import Text
from casework.kernel.transitions import lock, perform
from complaints.models import ImportRow, ImportRun
from complaints.services.imports.fields import clean
from complaints.services.imports.rows import bring_in, take_back
from complaints.services.imports.verbs import cells_of, table_of

CHUNK = 25
CHUNKS = 40
"""So many chunks in one sweep; the next one goes on. A file is read once in each."""
State = ImportRow.State
logger = logging.getLogger(__name__)

UNKNOWN = Text("这一行没有导入，请把编号告诉系统管理员。", "Not imported: tell the administrator the row.")


def run_due(*, at: dt.datetime) -> int:
    """Sweep: go on with every import and undoing. How many rows were moved."""
    moved = 0
    for run in ImportRun.objects.filter(state__in=["running", "undoing"]).order_by("pk"):
        moved += _import(run, at) if run.state == "running" else _undo(run, at)
    return moved


def _import(run: ImportRun, at: dt.datetime) -> int:
    table = table_of(run)
    words = dict(table.rows)
    today = day_of(run.uploaded_at)

    def brought(row: ImportRow) -> None:
        values, errors = clean(
            run.kind, cells_of(run, table.header, words[row.number]), max(today, day_of(at))
        )
        if errors:
            raise DomainError(Text(errors[0][1], errors[0][2]))
        row.reference, row.state, row.errors = bring_in(run, row, values, at=at), State.DONE, []

    moved = _in_chunks(run, State.WAITING, State.FAILED, brought)
    _finish_import(run, at)
    return moved


def _undo(run: ImportRun, at: dt.datetime) -> int:
    def taken_back(row: ImportRow) -> None:
        reason = take_back(run, row, at=at)
        row.state = State.KEPT if reason else State.UNDONE
        row.errors = [["", reason.zh, reason.en]] if reason else []

    moved = _in_chunks(run, State.DONE, State.KEPT, taken_back)
    _finish_undo(run, at)
    return moved


def _in_chunks(run: ImportRun, waiting: State, otherwise: State, act: Callable[[ImportRow], None]) -> int:
    moved = 0
    for _ in range(CHUNKS):
        with transaction.atomic():
            rows = list(
                ImportRow.objects.select_for_update(skip_locked=True, of=("self",))
                .filter(run=run, state=waiting)
                .order_by("number")[:CHUNK]
            )
            for row in rows:
                _one(row, otherwise, act)
            ImportRow.objects.bulk_update(rows, ["state", "reference", "errors", "before"])
        moved += len(rows)
        if len(rows) < CHUNK:
            break
    return moved


def _one(row: ImportRow, otherwise: State, act: Callable[[ImportRow], None]) -> None:
    """A row that is refused costs nothing but itself."""
    try:
        with transaction.atomic():
            act(row)
    except DomainError as refused:
        row.state, row.errors = otherwise, [["", refused.message.zh, refused.message.en]]
    except (DatabaseError, LookupError, ValueError):
        logger.exception("import: row %s failed", row)
        row.state, row.errors = otherwise, [["", UNKNOWN.zh, UNKNOWN.en]]


@transaction.atomic
def _finish_import(run: ImportRun, at: dt.datetime) -> None:
    """Over when no row waits; then the file's key is destroyed, for what it held stands in its place now."""
    run = lock(run)
    if run.state != "running" or run.rows.filter(state=State.WAITING).exists():
        return
    done = run.rows.filter(state=State.DONE).count()
    failed = run.rows.filter(state__in=[State.FAILED, State.WRONG]).count()
    perform(
        run, "finish" if done else "fail", actor=None, at=at, details={"done": done, "not_imported": failed}
    )
    assert run.file.subject is not None
    vault.erase(run.file.subject, reference=run.reference, actor=None, at=at, ground="导入完成，原文件删除")
    files.destroy_files_of(run.file.subject)


@transaction.atomic
def _finish_undo(run: ImportRun, at: dt.datetime) -> None:
    run = lock(run)
    if run.state != "undoing" or run.rows.filter(state=State.DONE).exists():
        return
    counted = {state: run.rows.filter(state=state).count() for state in (State.UNDONE, State.KEPT)}
    perform(run, "finish_undo", actor=None, at=at, details={str(name): n for name, n in counted.items()})
