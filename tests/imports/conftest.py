"""Files as offices bring them, and an import that has been checked."""

import csv
import io
import os

import openpyxl
import pytest
from django.conf import settings
from django.db import connection

from casework.kernel.models import User
from complaints.models import ImportRun
from complaints.services import imports
from complaints.services.imports.fields import guess_columns
from complaints.services.imports.verbs import headers_of
from tests.complaints.conftest import moment

AT = "2026-05-11 09:00"
CODE = "91440605MA5XEX1A01"
SENT = ["原编号", "种类", "收到日期", "被投诉举报人", "反映情况", "姓名", "电话"]


def sent_rows(number: int) -> list[list[str]]:
    return [_sent_row(n) for n in range(1, number + 1)]


def _sent_row(n: int) -> list[str]:
    kind = "投诉" if n % 2 else "举报"
    told = [f"GD-{n:05d}", kind, "2026-05-06", f"示例{n}号店", f"第{n}件。"]
    return [*told, f"来电人{n}", f"1380000{n:04d}"]


def as_csv(
    header: list[str], rows: list[list[str]], encoding: str = "utf-8-sig", separator: str = ","
) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([header, *rows])
    return out.getvalue().encode(encoding)


def as_xlsx(header: list[str], rows: list[list]) -> bytes:
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def checked(cast):
    """``checked("submissions", content)``: uploaded, matched by its headers and checked."""

    def done(kind: str, content: bytes, at: str = AT, actor: User | None = None) -> ImportRun:
        who = {"actor": actor or cast["intake"], "at": moment(at)}
        run = imports.upload(kind=kind, content=content, file_name="导出.xlsx", **who)
        return imports.check(run=run, columns=guess_columns(kind, headers_of(run)), **who)

    return done


@pytest.fixture
def brought_in(cast, checked):
    """The same, imported to its end."""

    def done(kind: str, content: bytes, at: str = AT) -> ImportRun:
        run = imports.start(run=checked(kind, content, at), actor=cast["intake"], at=moment(at))
        while imports.run_due(at=moment(at)):
            pass
        run.refresh_from_db()
        return run

    return done


def worker_environment() -> dict[str, str]:
    """What a process of its own needs to work in the database of the test."""
    base, _, query = os.environ["DATABASE_URL"].partition("?")
    url = base.rpartition("/")[0] + "/" + connection.settings_dict["NAME"] + (f"?{query}" if query else "")
    return {**os.environ, "DATABASE_URL": url, "MEDIA_ROOT": str(settings.MEDIA_ROOT)}
