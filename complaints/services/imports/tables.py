"""A workbook or a CSV file as a header and rows of plain words. Nothing in it is evaluated."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from complaints.services.imports.fields import FIELDS

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_LETTERS = 10_000
SEPARATORS = ",\t;|"
RISKY = ("=", "+", "-", "@", "\t", "\r")


class Table(NamedTuple):
    """``rows``: the row number that the office sees in its program, and the cells as words."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(content: bytes) -> Table:
    """:class:`Invalid` says what to do where the file is no table, too large or packed to burst."""
    if len(content) > MOST_BYTES:
        raise Invalid(Text("文件超过20MB，请分成几个文件。", "Larger than 20 MB: split it."))
    rows = _workbook(content) if content.startswith(b"PK") else _csv(content)
    numbered = [(number, cells) for number, cells in _limited(rows) if any(cells)]
    if len(numbered) < 2:
        raise Invalid(Text("表里没有数据行。", "The table has no rows below its header."))
    (_, header), *body = numbered
    while header and not header[-1]:
        header.pop()
    named = [name for name in header if name]
    if len(set(named)) != len(named):
        raise Invalid(
            Text("有两列标题相同，请改成不同的标题。", "Two columns have the same header: rename one.")
        )
    return Table(header, [(number, cells[: len(header)]) for number, cells in body])


def _limited(rows: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(rows, start=1):
        if number > MOST_ROWS + 1:
            raise Invalid(
                Text(f"最多{MOST_ROWS}行，请分成几个文件。", f"At most {MOST_ROWS} rows: split the file.")
            )
        if len(cells) > MOST_COLUMNS or any(len(cell) > MOST_LETTERS for cell in cells):
            raise Invalid(
                Text(f"第{number}行的列太多或者字太多。", f"Row {number} has too many columns or letters.")
            )
        yield number, cells


# --- Workbooks --------------------------------------------------------------------------------------


def _workbook(content: bytes) -> Iterator[list[str]]:
    """The first sheet. openpyxl reads row by row and, with defusedxml beside it, expands no entities."""
    broken = Invalid(
        Text("这个工作簿打不开，请另存为.xlsx或者CSV再传。", "It cannot be read: save it as .xlsx or CSV.")
    )
    try:
        _refuse_a_bomb(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size is not believed
        for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1):
            yield _trimmed([_words(cell) for cell in row])
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, SyntaxError) as error:
        raise broken from error


def _refuse_a_bomb(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Invalid(
            Text(
                "这个工作簿解压后过大，不能读取。", "This workbook would unpack to too much: it is not read."
            )
        )


def _words(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a phone number that the program took for a quantity
    return str(cell).strip()


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


# --- CSV --------------------------------------------------------------------------------------------


def _csv(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise Invalid(
            Text("CSV文件的引号或者分隔符有错。", "The quotes or separators of the CSV file are broken.")
        ) from error


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Invalid(Text("只能读取UTF-8或者GB18030编码的CSV。", "Only CSV in UTF-8 or GB18030 can be read."))


# --- Out --------------------------------------------------------------------------------------------


def safe_csv(rows: Iterable[Iterable[object]]) -> bytes:
    """CSV that a spreadsheet opens as text: what looks like a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_safe(str(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RISKY) else cell


def template_of(kind: str) -> bytes:
    """An empty workbook with our column names, and what belongs in each below them on a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "数据"
    notes = book.create_sheet("说明")
    notes.append(["列", "必填", "怎么填"])
    for column, field in enumerate(FIELDS[kind], start=1):
        sheet.cell(1, column, field.title.zh)
        notes.append([field.title.zh, "是" if field.required else "", field.hint.zh])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
