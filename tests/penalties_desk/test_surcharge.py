"""The surcharge of a case: what the hub keeps, worked out by the engine, pushed back with its steps."""

import datetime as dt
from decimal import Decimal

import pytest

from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.models import Execution, Payment, Stay
from penalties.services import surcharge
from tests.casework.collecting import enter, fix_surcharge, instalments, now, overdue, served
from tests.factories import at, case_in
from tests.web.forms import send, text_of

DAY = dt.date.fromisoformat


def worked(found: Execution, on: str) -> str:
    return surcharge.work_out(found.case, DAY(on)).answer["surcharge"]


def test_the_figures_of_the_contract(cast):
    found = served(cast)
    Execution.objects.filter(pk=found.pk).update(fine=Decimal("30000.00"), received_on=DAY("2024-01-10"))
    Payment.objects.create(
        case=found.case,
        execution=found,
        amount=Decimal("30000.00"),
        paid_on=DAY("2024-02-20"),
        receipt_number="R-1",
        recorded_by=cast["finance"],
        recorded_at=at("2024-02-20 17:00"),
    )
    Stay.objects.create(
        case=found.case, first=DAY("2024-02-01"), last=DAY("2024-02-10"), ground="reconsideration"
    )

    answer = surcharge.work_out(found.case, DAY("2024-02-20")).answer
    (item,) = answer["items"]
    assert (answer["surcharge"], item["days_late"], item["stayed_days"]) == ("14400.00", 26, 10)


@pytest.mark.parametrize(
    ("on", "amount"),
    [
        ("2021-12-18", "0.00"),
        ("2021-12-19", "5400.00"),
        ("2022-01-20", "178200.00"),
        ("2022-01-21", "180000.00"),
        ("2023-01-21", "180000.00"),
    ],
)
def test_three_per_cent_a_day_up_to_the_fine_on_day_34(cast, on, amount):
    assert worked(served(cast), on) == amount


def test_a_stay_that_lasts_counts_up_to_the_day_asked_about(cast):
    found = served(cast)
    Stay.objects.create(case=found.case, first=DAY("2021-12-21"), ground="litigation")
    assert (worked(found, "2021-12-20"), worked(found, "2022-12-31")) == ("10800.00", "10800.00")


def test_approved_instalments_are_late_from_their_own_days(cast):
    found = instalments(cast, served(cast), [("2022-01-31", "90000.00"), ("2022-02-28", "90000.00")])
    assert worked(found, "2022-01-31") == "0.00"
    assert worked(found, "2022-02-10") == "27000.00"
    found = enter(cast, found, "90000.00", "2022-01-31", "R-1")
    assert worked(found, "2022-02-10") == "0.00"


def test_a_surcharge_or_gains_paid_do_not_lessen_the_fine(cast):
    found = enter(cast, overdue(cast), "50000.00", "2021-12-20", "R-1", purpose="gains")
    assert worked(found, "2021-12-28") == "54000.00"


def test_officers_fix_it_and_it_is_owed_with_its_steps(cast):
    found = fix_surcharge(cast, overdue(cast), "2021-12-28 09:00")
    kept = found.last_surcharge

    assert (found.surcharge, kept.amount, kept.as_of) == (
        Decimal("54000.00"),
        Decimal("54000.00"),
        DAY("2021-12-28"),
    )
    assert surcharge.told(kept.grounds["answer"]["steps"])
    found = enter(cast, found, "180000.00", "2021-12-29", "R-1")
    assert found.state == "overdue" and not found.case.facts(DAY("2021-12-29"))["fine_paid"]
    found = enter(cast, found, "54000.00", "2021-12-30", "R-2", purpose="surcharge")
    assert (found.state, found.case.state) == ("executed", "executed")


def test_it_may_be_left_alone(cast):
    found = enter(cast, overdue(cast), "180000.00", "2021-12-29", "R-1")
    assert (found.state, found.surcharge) == ("executed", Decimal("0.00"))


def test_nothing_late_is_nothing_to_fix(cast):
    found = served(cast)
    with pytest.raises((Refused, Invalid)):
        fix_surcharge(cast, found, "2021-12-18 09:00")
    for who in ("head", "finance", "stranger"):
        with pytest.raises(NotPermitted):
            surcharge.record(case=overdue(cast).case, actor=cast[who], at=at("2021-12-28 09:00"))


def test_the_page_explains_and_fixes(cast, client_of, clock_at):
    found = overdue(cast)
    clock_at("2021-12-28 09:00")
    page = f"/desk/cases/{found.case.reference}/surcharge/"
    read = text_of(client_of("officer").get(page))
    assert "￥54,000" in read and "180,000 × 3% × 10 = 54,000" in read
    assert "确定这笔加处罚款" not in text_of(client_of("head").get(page))

    assert send(client_of("officer"), page).status_code == 303
    assert now(found).surcharge == Decimal("54000.00")
    assert client_of("stranger").get(page).status_code == 404


def test_a_case_without_a_fine_to_collect_has_no_surcharge(cast, client_of):
    case = case_in(cast, "decided")
    assert client_of("officer").get(f"/desk/cases/{case.reference}/surcharge/").status_code == 409
