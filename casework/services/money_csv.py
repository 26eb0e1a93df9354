"""A bank's CSV as rows: columns by the names of their heads, UTF-8 or GB18030. Nothing is stored here."""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text

MOST_BYTES = 5_000_000
MOST_ROWS = 10_000
HEAD_WITHIN = 20
MOST_MONEY = Decimal("9999999999999999.99")

# Column → the names that banks and finance offices give it, after NFKC and without spaces.
HEADS = {
    "receipt_number": (
        "票据号", "票据号码", "缴款书号", "缴款书号码", "缴款识别码", "交易流水号", "流水号", "凭证号", "凭证号码",
    ),
    "paid_on": ("缴款日期", "交易日期", "入账日期", "到账日期", "记账日期", "日期"),
    "amount": ("缴款金额", "交易金额", "入账金额", "到账金额", "贷方金额", "贷方发生额", "收入金额", "金额"),
    "payer": ("缴款人", "缴款人名称", "付款人", "付款人名称", "付款方", "付款方名称", "对方户名", "对方名称"),
    "number": ("决定书文号", "处罚决定书文号", "处罚决定书号", "决定书号", "文书号", "文号"),
    "note": ("摘要", "附言", "备注", "用途", "说明"),
}  # fmt: skip
NEEDED = ("receipt_number", "paid_on", "amount")
NAMES = {
    "receipt_number": Text("票据号", "the number of the receipt"),
    "paid_on": Text("缴款日期", "the day"),
    "amount": Text("金额", "the amount"),
}
TOTALS = ("合计", "总计", "小计")
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日")


@dataclass(frozen=True)
class Row:
    """One row as the bank wrote it; ``problem`` says what is wrong with it, and then amount or day may lack.
    ``note`` holds the decision's number too, where the bank has a column for it."""

    line: int
    receipt_number: str = ""
    paid_on: dt.date | None = None
    amount: Decimal | None = None
    payer: str = ""
    note: str = ""
    problem: Text | None = None


@dataclass(frozen=True)
class Sheet:
    encoding: str
    rows: list[Row]


def read(content: bytes) -> Sheet:
    """The rows of the file. Raises Invalid where it is no such file at all: too large, no text, no head."""
    if len(content) > MOST_BYTES:
        raise Invalid(
            Text("文件超过5MB，请按月分开导入。", "The file is larger than 5 MB: split it by month.")
        )
    text, encoding = _decoded(content)
    lines = _lines(text)
    place, columns = _head(lines)
    rows = [_row(number, cells, columns) for number, cells in lines[place + 1 :] if _is_row(cells)]
    if len(rows) > MOST_ROWS:
        raise Invalid(
            Text(
                f"一次最多导入{MOST_ROWS}行，请分开。", f"At most {MOST_ROWS} rows at a time: split the file."
            )
        )
    if not rows:
        raise Invalid(Text("文件里没有一笔款项。", "There is no row in the file."))
    return Sheet(encoding, rows)


def _decoded(content: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, "GB18030" if encoding == "gb18030" else "UTF-8"
    raise Invalid(
        Text(
            "不是UTF-8或者GB18030编码的文本，请从银行重新导出CSV。",
            "Not a text in UTF-8 or GB18030: export the CSV again.",
        )
    )


def _lines(text: str) -> list[tuple[int, list[str]]]:
    first = "\n".join(text.splitlines()[:HEAD_WITHIN])
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return list(_numbered(reader))


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Invalid(
                Text(f"第{before + 1}行不是CSV。", f"Line {before + 1} is no CSV: {error}.")
            ) from error
        yield before + 1, [_clean(cell) for cell in cells]
        before = reader.line_num  # type: ignore[attr-defined]


def _clean(cell: str) -> str:
    """Without the wrappings in which spreadsheets keep long numbers as text: ``="123"``, ``'123``."""
    cell = unicodedata.normalize("NFKC", cell).strip()
    wrapped = re.fullmatch(r'="?([^"]*)"?', cell)
    return (wrapped[1] if wrapped else cell).lstrip("'").strip()


def _head(lines: list[tuple[int, list[str]]]) -> tuple[int, dict[str, int]]:
    best: dict[str, int] = {}
    for place, (_, cells) in enumerate(lines[:HEAD_WITHIN]):
        columns = _columns(cells)
        if all(name in columns for name in NEEDED):
            return place, columns
        best = max(best, columns, key=len)
    lacking = [NAMES[name] for name in NEEDED if name not in best]
    zh, en = "、".join(name.zh for name in lacking), ", ".join(name.en for name in lacking)
    raise Invalid(
        Text(
            f"没有找到表头，缺少这些列：{zh}。表头须写明“票据号、缴款日期、金额”。",
            f"No head of the table was found; these columns are missing: {en}.",
        )
    )


def _columns(cells: list[str]) -> dict[str, int]:
    named = {re.sub(r"\s|[(（].*?[)）]", "", cell): place for place, cell in reversed(list(enumerate(cells)))}
    found = {}
    for column, heads in HEADS.items():
        place = next((named[head] for head in heads if head in named), None)
        if place is not None:
            found[column] = place
    return found


def _is_row(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and not filled[0].startswith(TOTALS)


def _row(line: int, cells: list[str], columns: Mapping[str, int]) -> Row:
    def cell(name: str) -> str:
        place = columns.get(name)
        return cells[place] if place is not None and place < len(cells) else ""

    receipt = cell("receipt_number")
    paid_on, amount = _day(cell("paid_on")), _amount(cell("amount"))
    return Row(
        line=line,
        receipt_number=receipt[:60],
        paid_on=paid_on,
        amount=amount,
        payer=cell("payer")[:120],
        note=" ".join(filter(None, [cell("number"), cell("note")]))[:300],
        problem=_problem(receipt, paid_on, amount, cell("paid_on"), cell("amount")),
    )


def _problem(
    receipt: str, paid_on: dt.date | None, amount: Decimal | None, day: str, money: str
) -> Text | None:
    if not receipt:
        return Text("没有票据号。", "No number of the receipt.")
    if re.fullmatch(r"\d\.?\d*E\+\d+", receipt, re.IGNORECASE):
        return Text(
            "票据号被表格软件改成了科学计数，请以文本导出。",
            "A spreadsheet rewrote the number of the receipt: export it as text.",
        )
    if len(receipt) > 60:
        return Text("票据号超过60个字符。", "The number of the receipt is longer than 60 characters.")
    if paid_on is None:
        return Text(f"看不懂日期“{day[:20]}”。", f"“{day[:20]}” is no day.")
    if amount is None:
        return Text(f"看不懂金额“{money[:20]}”。", f"“{money[:20]}” is no amount.")
    if amount <= 0:
        return Text("金额不大于零：冲正和退款由人工办理。", "Not more than zero: reversals are done by hand.")
    return None


def _day(text: str) -> dt.date | None:
    text = text.partition(" ")[0]
    for form in DAYS:
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _amount(text: str) -> Decimal | None:
    """Two decimals at most; ``1,234.50``, ``¥1234.5``, ``1234元``."""
    text = re.sub(r"^[¥￥]|元$", "", text.replace(",", "").replace(" ", ""))
    if not re.fullmatch(r"[+-]?\d+(\.\d{1,2})?(0*)", text):
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount.quantize(Decimal("0.01")) if abs(amount) <= MOST_MONEY else None
