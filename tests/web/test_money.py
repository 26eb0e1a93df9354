"""The register of money and the pages of a bank's statement."""

import datetime as dt
import random
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework import queries
from casework.models import BankStatement, Decision, Execution, Payment, Refund
from casework.queries import SUMS
from tests.casework.collecting import now, served
from tests.factories import at
from tests.web.forms import send, text_of, token_on
from tests.web.rows import TODAY, fill

STATEMENTS = "/desk/money/statements/"


def collect(cast, chance: random.Random) -> None:
    """An execution for every decision, with money of every kind in it."""
    for decision in Decision.objects.filter(execution=None).select_related("case"):
        found = Execution.objects.create(
            reference=f"EXE-2026-{decision.pk:06d}",
            state=chance.choice(["paying", "overdue", "executed", "demanded"]),
            case=decision.case,
            decision=decision,
            fine=decision.amount,
            surcharge=Decimal(chance.choice(["0.00", "5400.00", "0.01"])),
            received_on=TODAY,
            due_on=TODAY + dt.timedelta(days=chance.randrange(-20, 20)),
            opened_by=cast["officer"],
            opened_at=at("2026-07-01 09:00"),
        )
        for number in range(chance.randrange(3)):
            Payment.objects.create(
                case=decision.case,
                execution=found,
                purpose=chance.choice(Payment.Purpose.values),
                amount=Decimal(chance.randrange(1, 20_000_000)) / 100,
                paid_on=TODAY,
                receipt_number=f"R-{found.pk}-{number}",
                recorded_by=cast["finance"],
                recorded_at=at("2026-07-01 09:00"),
            )
        if chance.random() < 0.4:
            paid = chance.random() < 0.5
            Refund.objects.create(
                execution=found,
                case=decision.case,
                amount=Decimal(chance.randrange(1, 100_000)) / 100,
                reason="多缴",
                approved_by=cast["head"],
                approved_on=TODAY,
                paid_on=TODAY if paid else None,
                receipt_number=f"T-{found.pk}" if paid else None,
                paid_by=cast["finance"] if paid else None,
            )
        if chance.random() < 0.2:
            Decision.objects.filter(pk=decision.pk).update(annulled_on=TODAY)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_sums_of_the_register_are_the_sums_of_its_rows(cast, client_of, clock_at, seed):
    clock_at("2026-07-02 09:00")
    fill(cast, range(40))
    collect(cast, random.Random(seed))
    for filters in (
        "",
        "money=open",
        "money=late",
        "money=refund",
        "money=surcharge",
        "money=paid",
        "state=overdue",
    ):
        context = client_of("head").get(f"/desk/money/?{filters}").context
        rows = list(context["filter"].qs)
        assert context["count"] == len(rows)
        for row in rows:
            assert row.balance == row.owed - row.received + row.refunded
            assert row.received == sum(
                (p.amount for p in row.payments.all() if p.purpose != "gains"), Decimal(0)
            )
            assert row.refunded == sum((r.amount for r in row.refunds.all() if r.paid_on), Decimal(0))
        told = {
            **{name: sum((getattr(row, name) for row in rows), Decimal(0)) for name in SUMS[:4]},
            "open": sum((max(row.balance, Decimal(0)) for row in rows), Decimal(0)),
            "back": sum((max(-row.balance, Decimal(0)) for row in rows), Decimal(0)),
        }
        assert context["totals"] == told


def test_ten_queries_for_any_number_of_rows_and_pages_by_key(cast, client_of, clock_at):
    clock_at("2026-07-02 09:00")
    head = client_of("head")
    counted = []
    for rows in (range(3, 9), range(9, 130)):
        fill(cast, rows)
        collect(cast, random.Random(7))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert head.get("/desk/money/").status_code == 200
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 10

    seen, url = [], "/desk/money/"
    while url:
        page = head.get(url).context["page"]
        seen += [row.pk for row in page.rows]
        url = page.next_url and f"/desk/money/{page.next_url}"
    expected = queries.money_register(cast["head"])
    assert seen == [row.pk for row in expected] and len(seen) > 50
    assert head.get("/desk/money/?after=nonsense&since=nonsense").status_code == 200


def test_each_office_sees_its_own(cast, client_of):
    found = served(cast)
    assert found.reference in text_of(client_of("finance").get("/desk/money/"))
    assert found.reference not in text_of(client_of("strangerhead").get("/desk/money/"))
    assert found.reference not in text_of(client_of("admin").get("/desk/money/"))


def test_a_statement_is_read_checked_entered_and_its_rest_assigned(cast, client_of, clock_at):
    found = served(cast)
    clock_at("2021-12-17 09:00")
    finance = client_of("finance")
    text = "票据号,缴款日期,金额,缴款人,文号\n"
    text += f"A-1,2021-12-16,100000.00,代缴人,{found.decision.number}\nA-2,2021-12-16,80000.00,路人甲,\n"
    text += "A-3,2021-12-16,5.00,路人乙,\nA-4,某日,5.00,路人乙,\n"
    file = SimpleUploadedFile("12月流水.csv", text.encode("gb18030"))
    answer = send(finance, STATEMENTS, {"file": file})
    assert answer.status_code == 303
    address = answer.headers["Location"]

    read = finance.get(address)
    assert "12月流水.csv" in text_of(read) and "GB18030" in text_of(read)
    assert "按文号" in text_of(read) and "看不懂日期" in text_of(read)
    assert not Payment.objects.exists()
    entered = finance.post(f"{address}enter/", {"token": token_on(read)})
    assert entered.status_code == 303 and found.payments.get().amount == Decimal("100000.00")

    page = finance.get(address)
    wrong = finance.post(
        f"{address}3/assign/", {"token": token_on(page), "written": "EXE-1", "purpose": "fine"}
    )
    assert wrong.status_code == 200 and "本局没有这份" in text_of(wrong)
    fields = {"token": token_on(page), "written": found.decision.number, "purpose": "fine"}
    assert finance.post(f"{address}3/assign/", fields).status_code == 303
    fields = {"token": token_on(finance.get(address)), "reason": "房租"}
    assert finance.post(f"{address}4/set-aside/", fields).status_code == 303
    assert now(found).state == "executed"
    assert sorted(line.state for line in BankStatement.objects.get().lines.all()) == [
        "entered",
        "entered",
        "set_aside",
        "wrong",
    ]


def test_what_is_no_statement_comes_back_with_the_reason(cast, client_of):
    answer = send(client_of("finance"), STATEMENTS, {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")})
    assert answer.status_code == 200 and "没有找到表头" in text_of(answer)
    assert send(client_of("finance"), STATEMENTS).status_code == 200


def test_statements_are_for_finance_and_the_heads_look(cast, client_of):
    assert client_of("officer").get(STATEMENTS).status_code == 404
    head = client_of("head")
    assert re.search("读取并核对", text_of(head.get(STATEMENTS))) is None
    file = SimpleUploadedFile("x.csv", b"a,b\n1,2\n")
    token = token_on(client_of("finance").get(STATEMENTS))
    assert head.post(STATEMENTS, {"file": file, "token": token}).status_code == 403
