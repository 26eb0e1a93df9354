"""A case of an old system goes on here at its stage: with the clock that runs, from the days in its row."""

import datetime as dt

import pytest

from casework.kernel import audit, deadlines
from casework.kernel.models import Deadline
from casework.models import Case
from casework.services import cases
from casework.services.deadlines import rebuild
from complaints import queries
from tests.complaints.conftest import moment
from tests.imports.conftest import AT, CODE, as_csv

pytestmark = pytest.mark.django_db
DAYS = ["立案日期", "核查延期批准日期", "办案延期批准日期", "再次延期批准日期", "再次延长天数"]
HEADER = ["原编号", "收到日期", "案由", "摘要", "当事人", "统一社会信用代码", *DAYS]


def row(*days: str, received: str = "2026-02-02", number: str = "南市监案〔2026〕7号") -> list[str]:
    given = [*days, "", "", "", "", ""][: len(DAYS)]
    return [number, received, "不按规定明码标价", "门店标价不清", "示例店", CODE, *given]


@pytest.mark.parametrize(
    ("days", "state", "clock", "due_on"),
    [
        ((), "lead_registered", "VER-15", (2026, 2, 28)),
        (("", "2026-02-10"), "lead_registered", "VER-15", (2026, 3, 20)),
        (("2026-02-10",), "taken_over", "CASE-90", (2026, 5, 11)),
        (("2026-02-10", "2026-02-09"), "taken_over", "CASE-90", (2026, 5, 11)),
        (("2026-02-10", "", "2026-05-08"), "taken_over", "CASE-90", (2026, 6, 10)),
        (("2026-02-10", "", "2026-05-08", "2026-05-10", "60"), "taken_over", "CASE-90", (2026, 8, 9)),
    ],
)
def test_the_check_foretells_the_clock_that_then_runs(brought_in, checked, days, state, clock, due_on):
    content, due_on = as_csv(HEADER, [row(*days)]), dt.date(*due_on)
    [told] = checked("cases", content).rows.all()
    assert told.errors == [] and not Case.objects.exists()
    run = brought_in("cases", content)
    case = Case.objects.get()
    assert run.rows.get().state == "done" and case.state == state
    [running] = Deadline.objects.filter(reference=case.reference, state__in=deadlines.OPEN)
    assert (running.clock, running.due_on) == (clock, due_on)
    day = f"{due_on.year}年{due_on.month}月{due_on.day}日"
    assert told.clock[0].startswith(running.title_zh) and day in told.clock[0]
    assert ("已经届满" in told.clock[0]) == (due_on < moment(AT).date())
    assert rebuild(at=moment(AT)) == []


def test_a_case_that_was_filed_there_keeps_its_number_and_its_day_and_can_go_on(brought_in, cast):
    brought_in("cases", as_csv(HEADER, [row("2026-02-10")]))
    case = Case.objects.get()
    assert (case.number, case.filed_on) == ("南市监案〔2026〕7号", dt.date(2026, 2, 10))
    verification = Deadline.objects.get(reference=case.reference, clock="VER-15")
    assert (verification.state, verification.met_on) == ("met", dt.date(2026, 2, 10))
    event = audit.history_of(case.reference).get(action="case.taken_over")
    assert event.actor is None and audit.details_of(event)["filed_on"] == "2026-02-10"
    officers = [cast["inspector1"], cast["inspector2"]]
    case = cases.assign_officers(case=case, officers=officers, actor=cast["unithead"], at=moment(AT))
    assert case.state == "investigating"


@pytest.mark.parametrize(
    ("days", "column", "said"),
    [
        (("2026-02-01",), "立案日期", "早于收到日期"),
        (("", "", "2026-05-08"), "立案日期", "补立案日期"),
        (("", "2026-03-09"), "核查延期批准日期", "2026-02-02–2026-02-28"),
        (("2026-02-10", "", "2026-05-12"), "办案延期批准日期", "2026-02-10–2026-05-11"),
        (("2026-02-10", "", "2026-05-08", "2026-05-09"), "再次延期批准日期", "天数"),
        (("2026-02-10", "", "2026-05-08", "2026-05-09", "很久"), "再次延长天数", "整数"),
    ],
)
def test_days_that_cannot_be_are_told_by_the_check(checked, days, column, said):
    run = checked("cases", as_csv(HEADER, [row(*days)]), "2026-05-20 09:00")
    [[where, why, _]] = run.rows.get().errors
    assert where == column and said in why and run.rows.get().clock == []


def test_where_the_law_had_no_such_period_the_check_says_so(checked):
    run = checked("cases", as_csv(HEADER, [row("2021-07-01", received="2021-06-20")]))
    assert "不会有期限" in run.rows.get().clock[0]


def test_the_page_of_the_check_shows_the_clocks(checked, client_of):
    run = checked("cases", as_csv(HEADER, [row("2026-02-10")]))
    page = client_of("intake").get(f"/desk/imports/{run.reference}/").content.decode()
    assert "办案期限，到2026年5月11日" in page and not queries.not_imported(run).exists()
