"""The list of cases: filters, pages, who sees what, what it costs."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.clocks import PUB_20
from casework.kernel import deadlines
from casework.models import Case
from tests.factories import assign, at, case_in, lead, propose_filing
from tests.web.forms import text_of

URL = "/desk/cases/"


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2021-09-08 09:00")


def shown(client, query: str = "") -> list[str]:
    return [case.reference for case in client.get(URL + query).context["cases"]]


def test_an_officer_finds_a_case_by_party_number_state_office_and_clock(cast, client_of):
    case = case_in(cast, "investigating", name="示例云岭置业有限公司")
    other = lead(cast, name="示例鲜港水产", received_on=dt.date(2021, 9, 7))
    client = client_of("officer")
    assert shown(client) == [other.reference, case.reference]
    for query in (
        "?text=云岭 人脸",
        "?text=云岭 ",
        f"?text={case.number}",
        "?state=investigating",
        "?mine=on",
    ):
        expected = [] if "人脸" in query else [case.reference]
        assert shown(client, query) == expected, query
    assert shown(client, "?office=guicheng") == [other.reference, case.reference]
    assert shown(client, "?office=nanhai") == []


def test_what_is_overdue_and_what_is_due_soon_are_told_apart(cast, client_of, clock_at):
    case = lead(cast)  # VER-15 from 24 August: last day 14 September
    client = client_of("officer")
    assert (shown(client, "?clock=soon"), shown(client, "?clock=overdue")) == ([case.reference], [])
    clock_at("2021-09-15 09:00")
    assert (shown(client, "?clock=soon"), shown(client, "?clock=overdue")) == ([], [case.reference])


def test_a_partys_own_period_makes_no_case_overdue(cast, client_of, clock_at):
    case = case_in(cast, "closed")
    deadlines.meet(case.reference, PUB_20, on=dt.date(2021, 12, 7), actor=None, at=at("2021-12-07 09:00"))
    clock_at("2023-06-01 09:00")  # the party's time to sue is long over
    assert shown(client_of("officer"), "?clock=overdue") == []


def test_pages_follow_each_other_in_both_directions(cast, client_of):
    references = [lead(cast).reference for _ in range(45)][::-1]
    client = client_of("officer")
    first = client.get(URL).context["page"]
    second = client.get(URL + first.next_url).context["page"]
    third = client.get(URL + second.next_url).context["page"]
    seen = [[case.reference for case in page.rows] for page in (first, second, third)]
    assert seen == [references[:20], references[20:40], references[40:]]
    assert (first.previous_url, third.next_url) == ("", "")
    back = client.get(URL + third.previous_url).context["page"]
    assert [case.reference for case in back.rows] == references[20:40]
    assert client.get(URL + "?after=nonsense").context["page"].rows == first.rows


def test_strangers_see_nothing_and_administrators_no_cases(cast, client_of):
    case = lead(cast)
    for who in ("stranger", "strangerhead", "admin", "operator"):
        assert shown(client_of(who)) == []
        assert client_of(who).get(f"{URL}{case.reference}/").status_code == 404


def test_nobody_comes_in_without_signing_in(client, db):
    assert client.get(URL).status_code == 302


def test_an_empty_list_says_what_comes_next(cast, client_of):
    assert "案件从线索开始" in text_of(client_of("officer").get(URL))
    assert "没有符合条件的案件" in text_of(client_of("officer").get(URL + "?state=closed"))


def cost(client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_thirty_cases_of_all_kinds_cost_what_three_cost(cast, client_of):
    for _ in range(3):
        lead(cast)
    client = client_of("head")
    client.get(URL)
    few = cost(client, URL)
    for _ in range(5):
        lead(cast)
        assign(cast, lead(cast))
        propose_filing(cast, assign(cast, lead(cast)))
    case_in(cast, "decided")
    case_in(cast, "closed")
    Case.objects.filter(state="lead_registered").update(registered_at=at("2021-09-01 09:00"))
    assert cost(client, URL) == few <= 10
