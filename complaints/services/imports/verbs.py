"""What a person does with a file: upload it, match its columns and check them, import, undo."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction

from casework.kernel import audit, files, vault
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, NotPermitted
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.models import User
from casework.kernel.references import new_reference
from casework.kernel.tokens import Token, spend
from casework.kernel.transitions import lock, perform
from complaints.lifecycle.importing import CASES, IMPORTERS, IMPORTS, LAW, TRADERS
from complaints.models import ImportMapping, ImportRow, ImportRun
from complaints.services.imports.fields import FIELDS, Errors, clean, guess_columns
from complaints.services.imports.stages import foretold
from complaints.services.imports.tables import Table, read_table

SPREADSHEET = "application/octet-stream"


@transaction.atomic
def upload(
    *, kind: str, content: bytes, file_name: str, actor: User, at: dt.datetime, token: Token | None = None
) -> ImportRun:
    """Keep the file, encrypted with a key of its own, and guess its columns. Nothing is imported yet."""
    if not actor.roles & IMPORTERS or actor.office is None:
        raise NotPermitted(WRONG_ROLE, law=LAW)
    if kind not in IMPORTS:
        raise Invalid(Text("请选择要导入什么。", "Choose what is to be imported."))
    reference = new_reference("IMP", at)
    if token is not None:
        spend(token, "import.uploaded", "IMPORTS", actor=actor, at=at)
    table = read_table(content)
    saved = ImportMapping.objects.filter(office=actor.office, kind=kind).first()
    known = {name: head for name, head in (saved.columns if saved else {}).items() if head in table.header}
    run = ImportRun.objects.create(
        reference=reference,
        state="uploaded",
        kind=kind,
        office=actor.office,
        file=files.store(content, SPREADSHEET, at=at, subject=vault.seal({}, at=at)),
        file_name=file_name[-120:],
        uploaded_by=actor,
        uploaded_at=at,
        columns={**guess_columns(kind, table.header), **known},
    )
    details = {"kind": kind, "rows": len(table.rows), "sha256": run.file.sha256}
    audit.record(reference, "import.uploaded", actor=actor, at=at, details=details)
    return run


@transaction.atomic
def check(
    *,
    run: ImportRun,
    columns: Mapping[str, str],
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> ImportRun:
    """Dry run: judge every row under these columns (field → header), and remember them for the office. What is
    wrong stands with its row; nothing else is changed."""
    run = lock(run)
    table = table_of(run)
    run.columns = {field: header for field, header in columns.items() if header in table.header}
    _refuse_gaps(run)
    run = perform(run, "check", actor=actor, at=at, token=token, details={"rows": len(table.rows)})
    run.rows.all().delete()
    ImportRow.objects.bulk_create(_judged(run, table, day_of(at)), batch_size=1000)
    ImportMapping.objects.update_or_create(
        office=run.office, kind=run.kind, defaults={"columns": run.columns}
    )
    return run


@transaction.atomic
def start(*, run: ImportRun, actor: User, at: dt.datetime, token: Token | None = None) -> ImportRun:
    """Let the sweep import the rows that are right; those with errors stay out and can be downloaded."""
    run = lock(run)
    waiting = run.rows.filter(state=ImportRow.State.WAITING).count()
    if not waiting:
        raise Invalid(Text("没有一行可以导入，请先改正。", "No row can be imported: correct the file first."))
    return perform(run, "start", actor=actor, at=at, token=token, details={"rows": waiting})


@transaction.atomic
def undo(*, run: ImportRun, actor: User, at: dt.datetime, token: Token | None = None) -> ImportRun:
    """Let the sweep take back every row on which nothing has happened since; each other row says why it stays."""
    return perform(lock(run), "undo", actor=actor, at=at, token=token)


def table_of(run: ImportRun) -> Table:
    return read_table(files.read(run.file))


def headers_of(run: ImportRun) -> list[str]:
    """The columns of the file; none once its key is destroyed."""
    if run.file.subject is None or run.file.subject.erased_at:
        return []
    return [header for header in table_of(run).header if header]


def cells_of(run: ImportRun, header: list[str], row: list[str]) -> dict[str, str]:
    """Field → words of the row."""
    by_header = dict(zip(header, row, strict=False))
    return {field: by_header.get(column, "") for field, column in run.columns.items()}


def _refuse_gaps(run: ImportRun) -> None:
    missing = [f.title for f in FIELDS[run.kind] if f.required and f.name not in run.columns]
    if missing:
        zh, en = "、".join(title.zh for title in missing), ", ".join(title.en for title in missing)
        raise Invalid(Text(f"请为这些内容选择列：{zh}。", f"Choose a column for: {en}."))
    used = list(run.columns.values())
    if len(set(used)) != len(used):
        raise Invalid(Text("同一列不能对应两项内容。", "One column cannot fill two fields."))


def _judged(run: ImportRun, table: Table, today: dt.date) -> Iterable[ImportRow]:
    seen: set[str] = set()
    done = ImportRow.objects.filter(office=run.office, kind=run.kind, state=ImportRow.State.DONE)
    before = dict(done.values_list("key", "reference")) if run.kind != TRADERS else {}
    for number, row in table.rows:
        values, errors = clean(run.kind, cells_of(run, table.header, row), today)
        key = values["key"] if not errors or values["key"] else ""
        errors += _repeats(key, seen, before)
        seen.add(key)
        state = ImportRow.State.WRONG if errors else ImportRow.State.WAITING
        clock = foretold(values, today) if run.kind == CASES and not errors else None
        yield ImportRow(
            run=run,
            number=number,
            office=run.office,
            kind=run.kind,
            key=key,
            state=state,
            errors=errors,
            clock=[clock.zh, clock.en] if clock else [],
        )


def _repeats(key: str, seen: set[str], before: Mapping[str, str]) -> Errors:
    if key and key in seen:
        return [
            [
                "编号",
                "本表中已有同一编号，请删去一行。",
                "The number stands in this file twice: delete a row.",
            ]
        ]
    if key in before:
        reference = before[key]
        return [["编号", f"这个编号已经导入为{reference}。", f"Imported before as {reference}."]]
    return []
