"""A file becomes a table of words, or a sentence that says what to do; nothing in it is evaluated."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from casework.kernel.errors import Invalid
from complaints.lifecycle.importing import IMPORTS
from complaints.services.imports import tables
from complaints.services.imports.fields import FIELDS, clean, guess_columns
from complaints.services.imports.tables import read_table, safe_csv, template_of
from tests.imports.conftest import as_csv, as_xlsx

TODAY = dt.date(2026, 5, 11)
HEADER, ROW = ["编号", "名称"], ["1", "示例店"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_and_separators_of_offices(encoding, separator):
    table = read_table(as_csv(HEADER, [ROW], encoding, separator))
    assert table == (HEADER, [(2, ROW)])


def test_a_workbook_gives_words_days_and_whole_phone_numbers():
    book = as_xlsx(["电话", "日期", "空"], [[13800000001.0, dt.datetime(2026, 5, 6, 8, 0), None]])
    assert read_table(book).rows == [(2, ["13800000001", "2026-05-06"])]


def test_a_formula_is_an_error_of_its_row_and_never_computed():
    book = as_xlsx(["统一社会信用代码", "名称"], [["=1+1", '=HYPERLINK("http://x")']])
    table = read_table(book)
    cells = {"key": table.rows[0][1][0], "name": table.rows[0][1][1]}
    assert [column for column, *_ in clean("traders", cells, TODAY)[1]] == ["统一社会信用代码", "名称"]


def test_a_workbook_packed_to_burst_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(tables, "MOST_UNPACKED", 1_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 5_000_000)
    with pytest.raises(Invalid):
        read_table(out.getvalue())


def test_entities_are_not_expanded():
    assert openpyxl.DEFUSEDXML


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe\x00\x00", b"PK\x03\x04 broken", "编号\n".encode(), as_csv(["甲", "甲"], [ROW]),
        as_csv(HEADER, [["x" * 20_000, "y"]]), b'a,b\n"1,2\n',
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(content):
    with pytest.raises(Invalid):
        read_table(content)


def test_more_rows_than_can_be_imported_are_refused(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    with pytest.raises(Invalid):
        read_table(as_csv(HEADER, [ROW] * 4))


@pytest.mark.parametrize("kind", IMPORTS)
def test_the_template_matches_itself(kind):
    header = [
        cell.value for cell in next(openpyxl.load_workbook(io.BytesIO(template_of(kind))).worksheets[0].rows)
    ]
    assert set(guess_columns(kind, header)) == {field.name for field in FIELDS[kind]}


def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text():
    assert "'=cmd" in safe_csv([["=cmd|' /C calc'!A0"]]).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"received_on": "2026-05-12"}, "收到日期"),
        ({"received_on": "五月六日"}, "收到日期"),
        ({"received_on": "2026-02-30"}, "收到日期"),
        ({"kind": "咨询"}, "种类"),
        ({"trader_uscc": "91440605MA5XEX1A02"}, "统一社会信用代码"),
        ({"story": ""}, "反映情况"),
        ({"story": "字" * 2001}, "反映情况"),
        ({"trader_name": ""}, "被投诉举报人"),
        ({"kind": "投诉", "phone": ""}, "姓名"),
    ],
)
def test_an_error_names_the_column_and_what_to_do(cells, wrong):
    right = {
        "key": "GD-1",
        "kind": "举报",
        "received_on": "2026/5/6",
        "trader_name": "示例店",
        "story": "过期。",
        "name": "甲",
    }
    assert clean("submissions", right, TODAY)[1] == []
    [error] = clean("submissions", {**right, **cells}, TODAY)[1]
    assert error[0] == wrong and error[1] and error[2]
