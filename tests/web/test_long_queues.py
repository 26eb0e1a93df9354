"""A queue of many hundreds: the volume seed tells the truth, the index leads, pages follow each other."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework import queries
from casework.kernel import audit
from casework.kernel.models import Deadline
from casework.management.demo import volume, volume_items
from casework.models import Approval, Case
from casework.services import approvals
from casework.services.deadlines import rebuild
from casework.web.paging import SIZE
from tests.factories import at
from tests.web.forms import text_of

pytestmark = pytest.mark.django_db

TODAY, NOW = dt.date(2026, 7, 1), "2026-07-01 09:00"
QUEUE = "/desk/approvals/"
MANY = 1400


@pytest.fixture
def many(cast, clock_at) -> None:
    clock_at(NOW)
    volume.load(cast, MANY, TODAY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE casework_approval")


def test_what_the_seed_writes_holds_like_what_the_verbs_write(cast, clock_at, many):
    assert audit.verify() == []
    assert rebuild(at=at(NOW)) == []
    days = Approval.objects.values_list("due_on", flat=True)
    assert min(days) < TODAY < max(days)
    assert set(Approval.objects.values_list("kind", flat=True)) == set(volume_items.COURSES)
    assert {one.due_on for one in Deadline.objects.filter(state="running")} == set(days)
    assert len(set(Case.objects.exclude(number="").values_list("number", flat=True))) == MANY * 2 // 5
    volume.load(cast, 10, TODAY)  # a second load goes on where the first ended
    assert Approval.objects.count() == MANY + 10 and audit.verify() == []


def test_a_head_approves_what_the_seed_made(cast, client_of, many):
    for kind in ("visit", "filing", "not_filing", "proposal"):
        waiting = queries.approval_queue(cast["head"]).filter(kind=kind)
        clear = next(
            row for row in queries.with_options(waiting, cast["head"], TODAY)
            if not row.may.refusals and not (row.step and row.step.refusals)
        )  # fmt: skip
        approvals.approve(approval=clear, actor=cast["head"], at=at(NOW))


def test_the_first_page_costs_ten_queries_and_counts_stop_at_999(client_of, many):
    client = client_of("head")
    client.get(QUEUE)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(QUEUE)
    assert len(asked) <= 10
    assert len(page.context["rows"]) == SIZE
    tabs = {tab["url"]: tab["count"] for tab in page.context["tabs"]}
    assert tabs["?"] == "999+" and "999+" in text_of(page)
    assert tabs["?kind=filing"] == queries.waiting_for(page.wsgi_request.user).filter(kind="filing").count()
    gaps = {gap.code for row in page.context["rows"] for gap in row.gaps}
    assert gaps <= {"two_certified_officers", "discussion_on_file"}


@pytest.mark.parametrize("kind", ["", "decision"])
def test_the_queue_is_read_from_its_index(cast, many, kind):
    queue = queries.approval_queue(cast["head"])
    plan = (queue.filter(kind=kind) if kind else queue)[: SIZE + 1].explain()
    assert "using approval_queue" in plan and "Seq Scan on casework_approval" not in plan
    assert not any(line.strip(" ->").startswith("Sort ") and "due_on" in line for line in plan.splitlines())


def test_the_pages_together_are_the_queue(cast, client_of, many):
    undated = Approval.objects.filter(pk__in=Approval.objects.values("pk")[:90])
    undated.update(due_on=None)  # where no clock runs: they come last
    expected = list(queries.approval_queue(cast["head"]).filter(kind="filing").values_list("pk", flat=True))
    client, url, seen = client_of("head"), f"{QUEUE}?kind=filing", []
    while url:
        page = client.get(url).context["page"]
        seen += [row.pk for row in page.rows]
        url = QUEUE + page.next_url if page.next_url else ""
    assert seen == expected and len(seen) > 2 * SIZE


def test_a_cursor_that_is_none_of_ours_gives_the_first_page(client_of, cast, clock_at):
    clock_at(NOW)
    volume.load(cast, 10, TODAY)
    client = client_of("head")
    for cursor in ("x", "_", "2026-13-01_5", "2026-07-01_y"):
        page = client.get(QUEUE, {"after": cursor})
        assert page.status_code == 200 and len(page.context["rows"]) == 8
    assert len(client.get(QUEUE, {"after": "2036-07-01_1"}).context["rows"]) == 0


def test_volume_is_not_seeded_beside_real_cases(cast, settings, clock_at):
    volume.load(cast, 5, TODAY)
    with pytest.raises(CommandError, match="not empty"):
        call_command("seed_volume", items=1)
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("seed_volume", items=1, yes=True)
