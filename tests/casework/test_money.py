"""Statements of the bank, refunds, the register: every sum stands somewhere, and once."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest

from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.models import BankStatement, Document, Execution, Payment, StatementLine
from casework.services import execution, money
from casework.services import money_statements as statements
from tests.casework.collecting import annul, approve, enter, now, served
from tests.factories import at

DAY = dt.date.fromisoformat
HEAD = "票据号,缴款日期,金额,缴款人,决定书文号\n"
READ = "2021-12-17 09:00"


def read(cast, text: str, who: str = "finance", moment: str = READ) -> BankStatement:
    return statements.read_statement(
        content=(HEAD + text).encode("gb18030"), name="流水.csv", actor=cast[who], at=at(moment)
    )


def states(statement: BankStatement) -> list[str]:
    return [line.state for line in statement.lines.all()]


def test_reading_enters_nothing_and_entering_enters_what_matched(cast):
    found = served(cast)
    number = found.decision.number
    statement = read(cast, f"A-1,2021-12-16,180000.00,代缴人,{number}\nA-2,2021-12-16,5.00,路人,\n")

    assert states(statement) == ["matched", "unmatched"] and not Payment.objects.exists()
    counted = statements.enter_statement(statement=statement, actor=cast["finance"], at=at(READ))
    assert (counted["entered"], counted["unmatched"]) == (1, 1)
    assert now(found).state == "executed"
    assert Payment.objects.get().payer == "代缴人"


def test_the_same_file_and_the_same_receipts_again_are_harmless(cast):
    number = served(cast).decision.number
    line = f"A-1,2021-12-16,100.00,,{number}\n"
    statement = read(cast, line)
    for _ in range(2):
        statements.enter_statement(statement=statement, actor=cast["finance"], at=at(READ))
    assert read(cast, line) == statement
    longer = read(cast, line + f"A-2,2021-12-16,100.00,,{number}\n")
    assert states(longer) == ["known", "matched"]
    statements.enter_statement(statement=longer, actor=cast["finance"], at=at(READ))

    assert sorted(Payment.objects.values_list("receipt_number", flat=True)) == ["A-1", "A-2"]


def test_a_row_that_is_refused_when_it_is_entered_stays_for_a_person_and_the_others_go_in(cast):
    first, second = served(cast), served(cast)
    statement = read(
        cast,
        f"A-1,2021-12-16,180000.00,,{first.decision.number}\nA-2,2021-12-16,5.00,,{second.decision.number}\n"
        f"A-3,2021-12-16,6.00,,{second.decision.number}\n",
    )
    enter(cast, first, "180000.00", "2021-12-16", "B-1")  # meanwhile paid by another receipt
    enter(cast, second, "1.00", "2021-12-16", "A-3")  # meanwhile entered by hand
    counted = statements.enter_statement(statement=statement, actor=cast["finance"], at=at(READ))

    assert states(statement) == ["unmatched", "entered", "unmatched"]
    assert counted["entered"] == 1
    assert all(line.reason_zh for line in statement.lines.exclude(state="entered"))


def test_a_person_assigns_what_is_left_or_sets_it_aside(cast):
    found = served(cast)
    statement = read(cast, "A-1,2021-12-16,5.00,路人,\nA-2,2021-12-16,6.00,路人,\n")
    first, second = statement.lines.all()
    statements.assign_line(line=first, execution=found, actor=cast["finance"], at=at(READ))
    statements.set_line_aside(line=second, reason="房租", actor=cast["finance"], at=at(READ))

    assert states(statement) == ["entered", "set_aside"]
    assert found.payments.get().amount == Decimal("5.00")
    with pytest.raises(Invalid, match="does not wait"):
        statements.assign_line(line=first, execution=found, actor=cast["finance"], at=at(READ))


def test_only_finance_reads_and_enters(cast):
    statement = read(cast, "A-1,2021-12-16,5.00,路人,\n")
    for who in ("officer", "head", "unithead", "admin"):
        with pytest.raises(NotPermitted):
            read(cast, "B-1,2021-12-16,5.00,路人,\n", who=who)
        with pytest.raises(NotPermitted):
            statements.enter_statement(statement=statement, actor=cast[who], at=at(READ))


def test_five_hundred_rows_with_every_kind_of_error(cast):
    found = served(cast)
    number, party = found.decision.number, found.case.party.name
    enter(cast, found, "1.00", "2021-12-15", "OLD-1")
    kinds = [
        ("R-{n},2021-12-16,10.00,,{number}", "matched"),
        ("SAME,2021-12-16,10.00,,{number}", "wrong"),
        (",2021-12-16,10.00,,{number}", "wrong"),
        ("S-{n},2021-13-01,10.00,,{number}", "wrong"),
        ("T-{n},2021-12-18,10.00,,{number}", "wrong"),
        ("U-{n},2021-12-16,十元,,{number}", "wrong"),
        ("V-{n},2021-12-16,-1,,{number}", "wrong"),
        ("OLD-1,2021-12-15,1.00,,{number}", "known"),
        ("W-{n},2021-12-16,3.00,{party},", "unmatched"),
        ("X-{n},2021-12-16,3.00,,佛南市监处罚〔1999〕1号", "unmatched"),
    ]
    lines = [kinds[n % 10][0].format(n=n, number=number, party=party) for n in range(500)]
    statement = read(cast, "\n".join(lines) + "\n")
    counted = Counter(states(statement))

    # Of fifty rows with the same receipt the first is right; of fifty with an old one the first is known.
    assert counted == {"matched": 51, "unmatched": 100, "known": 1, "wrong": 348}
    assert all(line.reason_zh and line.reason_en for line in statement.lines.all())

    statements.enter_statement(statement=statement, actor=cast["finance"], at=at(READ))
    assert found.payments.count() == 52
    assert Execution.objects.with_sums().get(pk=found.pk).received == Decimal("511.00")
    assert StatementLine.objects.filter(state="entered", payment=None).count() == 0


# --- Refunds ---


def test_after_an_annulment_what_was_paid_is_given_back(cast):
    found = enter(cast, served(cast), "180000.00", "2021-12-16", "R-1")
    execution.discontinue(case=annul(found, "2022-03-01"), actor=cast["litigator"], at=at("2022-03-01 09:00"))
    found = now(found)
    assert (found.state, Execution.objects.with_sums().get(pk=found.pk).to_refund) == (
        "discontinued",
        Decimal("180000.00"),
    )

    asked = {"actor": cast["finance"], "reason": "决定被复议机关撤销"}
    with pytest.raises(Invalid, match="At most CNY"):
        money.propose_refund(execution=found, amount=Decimal("180000.01"), at=at("2022-03-02 09:00"), **asked)
    money.propose_refund(execution=found, amount=Decimal("180000.00"), at=at("2022-03-02 09:00"), **asked)
    paid = {"paid_on": DAY("2022-03-04"), "receipt_number": "T-1", "actor": cast["finance"]}
    with pytest.raises(Refused, match="No approved refund"):
        money.pay_refund(execution=found, at=at("2022-03-04 09:00"), **paid)
    found = approve(cast, found, "refund", "2022-03-03 09:00")
    with pytest.raises(Refused, match="Nothing was received that is not owed"):
        money.propose_refund(execution=found, amount=Decimal("1.00"), at=at("2022-03-03 10:00"), **asked)
    money.pay_refund(execution=found, at=at("2022-03-04 09:00"), **paid)

    assert Execution.objects.with_sums().get(pk=found.pk).balance == 0
    assert Document.objects.filter(case=found.case, kind="matter_approval").exists()
    with pytest.raises(Refused):
        money.pay_refund(execution=now(found), at=at("2022-03-05 09:00"), **{**paid, "receipt_number": "T-2"})


def test_an_execution_stops_only_when_its_decision_was_annulled(cast):
    found = served(cast)
    assert execution.discontinue(case=found.case, actor=cast["litigator"], at=at("2022-03-01 09:00")) == []
    assert now(found).state == "paying"


def test_what_was_paid_twice_is_given_back_while_the_decision_stands(cast):
    found = served(cast)
    enter(cast, found, "179999.00", "2021-12-16", "R-1")
    found = enter(cast, found, "101.00", "2021-12-16", "R-2")
    money.propose_refund(
        execution=found,
        amount=Decimal("100.00"),
        reason="多缴",
        actor=cast["officer"],
        at=at("2021-12-17 09:00"),
    )
    found = approve(cast, found, "refund", "2021-12-17 10:00")
    money.pay_refund(
        execution=found,
        paid_on=DAY("2021-12-18"),
        receipt_number="T-1",
        actor=cast["finance"],
        at=at("2021-12-18 09:00"),
    )
    assert found.case.facts(DAY("2021-12-18"))["fine_paid"]


def test_cash_on_the_spot_is_a_payment_like_others(cast):
    found = served(cast)
    case = found.case
    found.delete()
    paid = execution.record_spot_cash(
        case=case,
        amount=Decimal("180000.00"),
        receipt_number="S-1",
        actor=cast["officer"],
        at=at("2021-12-03 17:00"),
    )
    assert (paid.state, paid.payments.get().purpose) == ("executed", "spot_cash")
