"""Reading a bank's file and matching its rows: no database."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.kernel.errors import Invalid
from casework.services import money_csv
from casework.services.money_csv import Row
from casework.services.money_matching import Debt, Matcher

HEAD = "票据号,缴款日期,金额,缴款人,决定书文号,摘要\n"


def rows(text: str, encoding: str = "utf-8") -> list[Row]:
    return money_csv.read((HEAD + text).encode(encoding)).rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_usual_encodings_read_the_same(encoding):
    (row,) = rows("A-1,2021-12-16,180000.00,示例云岭置业,佛南市监处罚〔2021〕187号,罚款\n", encoding)

    assert (row.receipt_number, row.paid_on, row.amount) == (
        "A-1",
        dt.date(2021, 12, 16),
        Decimal("180000.00"),
    )
    assert (row.payer, row.note) == ("示例云岭置业", "佛南市监处罚〔2021〕187号 罚款")
    assert (row.line, row.problem) == (2, None)


def test_the_head_is_found_below_a_title_and_by_the_names_of_other_banks():
    text = "演示银行交易明细\n账号:0000\n交易流水号\t交易日期\t贷方金额（元）\t对方户名\n77\t20211216\t1,234.5\t某店\n"
    (row,) = money_csv.read(text.encode()).rows

    assert (row.line, row.receipt_number, row.amount) == (4, "77", Decimal("1234.50"))


@pytest.mark.parametrize(
    "day", ["2021-12-16", "2021/12/16", "2021.12.16", "20211216", "2021年12月16日", "2021-12-16 09:30:00"]
)
def test_days_as_banks_write_them(day):
    assert rows(f"A,{day},1,,,\n")[0].paid_on == dt.date(2021, 12, 16)


@pytest.mark.parametrize(
    ("written", "amount"),
    [('"1,234.50"', "1234.50"), ("¥12", "12.00"), ("￥12.3", "12.30"), ("12元", "12.00"), ("１２", "12.00")],
)
def test_amounts_as_banks_write_them(written, amount):
    assert rows(f"A,20211216,{written},,,\n")[0].amount == Decimal(amount)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",20211216,1,,,", "No number"),
        ("1.23E+15,20211216,1,,,", "spreadsheet"),
        ("A" * 61 + ",20211216,1,,,", "longer than 60"),
        ("A,2021-02-30,1,,,", "no day"),
        ("A,,1,,,", "no day"),
        ("A,20211216,abc,,,", "no amount"),
        ("A,20211216,1.234,,,", "no amount"),
        ("A,20211216,99999999999999999,,,", "no amount"),
        ("A,20211216,NaN,,,", "no amount"),
        ("A,20211216,0,,,", "Not more than zero"),
        ("A,20211216,-5,,,", "Not more than zero"),
        ("A", "no day"),
    ],
)
def test_a_wrong_row_says_what_is_wrong_and_the_others_stand(line, said):
    wrong, right = rows(f"{line}\nB,20211216,1,,,\n")

    assert said in wrong.problem.en and wrong.problem.zh
    assert right.problem is None and right.line == 3


def test_wrapped_numbers_are_unwrapped_and_totals_left_out():
    (row,) = rows('="0012",20211216,1,,,\n合计,,1,,,\n,,,,,\n')
    assert row.receipt_number == "0012"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00a", "Not a text"),
        (b"", "columns are missing"),
        ("票据号,金额\n1,2\n".encode(), "columns are missing: the day"),
        (HEAD.encode(), "no row"),
        (b"x" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_what_is_no_statement_is_refused_with_the_reason(content, said):
    with pytest.raises(Invalid, match=said):
        money_csv.read(content)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    try:
        money_csv.read(HEAD.encode() + content)
    except Invalid:
        pass


# --- Matching ---

A = "佛南市监处罚〔2021〕187号"
B = "佛南市监处罚〔2021〕18号"


def debts() -> list[Debt]:
    return [
        Debt(1, A, "示例甲店", Decimal("180000.00")),
        Debt(2, B, "示例乙店", Decimal("5000.00")),
        Debt(3, "佛南市监处罚〔2021〕19号", "示例丙店", Decimal("300.00")),
        Debt(4, "佛南市监处罚〔2021〕20号", "示例丙店", Decimal("300.00")),
    ]


def row(amount: str, payer: str = "", note: str = "") -> Row:
    return Row(2, "R", dt.date(2021, 12, 16), Decimal(amount), payer, note)


@pytest.mark.parametrize(
    ("given_row", "debt", "said"),
    [
        (row("180000", note=f"缴{A}罚款"), 1, "By the number"),
        (row("180000", note="佛南市监处罚[2021]187号"), 1, "By the number"),
        (row("5000", note="佛南市监处罚（2021）18号"), 2, "By the number"),
        (row("100", payer="示例他店", note=A), 1, "paid by somebody else"),
        (row("180000.01", note=A), None, "More than"),
        (row("1", note="佛南市监处罚〔2021〕999号"), None, "not that of an open decision"),
        (row("1", note="佛顺市监处罚〔2021〕187号"), None, "not that of an open decision"),
        (row("1", note=f"{A}、{B}"), None, "More than one number"),
        (row("5000", payer="示例乙店"), 2, "By party and amount"),
        (row("4999", payer="示例乙店"), None, "another sum"),
        (row("300", payer="示例丙店"), None, "more than once"),
        (row("300", payer="路人"), None, "owes nothing"),
        (row("300"), None, "owes nothing"),
    ],
)
def test_only_what_is_certain_is_matched(given_row, debt, said):
    match = Matcher(debts()).match(given_row)

    assert (match.debt.pk if match.debt else None) == debt
    assert said in match.reason.en and match.reason.zh


def test_a_second_row_sees_what_the_first_left_open():
    matcher = Matcher(debts())

    assert matcher.match(row("4000", note=B)).debt is not None
    assert matcher.match(row("4000", note=B)).debt is None
    assert matcher.match(row("1000", payer="示例乙店")).debt is not None
