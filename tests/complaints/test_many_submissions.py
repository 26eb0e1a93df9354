"""An inbox of many: the volume seed tells the truth, the index leads, pages follow each other."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.kernel import audit, vault
from casework.kernel.models import Deadline
from casework.management.demo import volume_intake
from casework.services.deadlines import rebuild
from complaints import queries, services
from complaints.models import Submission
from tests.complaints import bench_inbox
from tests.complaints.conftest import moment

pytestmark = pytest.mark.django_db

TODAY, NOW = dt.date(2026, 7, 1), "2026-07-01 09:00"
MANY = 1200
INBOX = "/desk/intake/"


@pytest.fixture
def many(cast, clock_at) -> None:
    clock_at(NOW)
    volume_intake.load(cast, MANY, TODAY)


def test_what_the_seed_writes_holds_like_what_the_verbs_write(cast, many):
    assert audit.verify() == [] and rebuild(at=moment(NOW)) == []
    assert Submission.objects.count() == MANY == Deadline.objects.count()
    assert {"received", "registered", "lead_opened", "out_of_scope"} == set(
        Submission.objects.values_list("state", flat=True)
    )
    volume_intake.load(cast, 10, TODAY)  # a second load goes on where the first ended
    assert Submission.objects.count() == MANY + 10 and audit.verify() == []


def test_the_desk_acts_on_what_the_seed_made(cast, many):
    waiting = Submission.objects.filter(state="received", kind="report", office__code="nanhai").first()
    services.register(submission=waiting, actor=cast["intake"], at=moment(NOW))
    named = Submission.objects.exclude(reporter=None).first()
    person = services.open_identity(submission=named, actor=cast["intake"], at=moment(NOW), reason="核对")
    assert person["phone"].startswith("139")
    mass = vault.blind_index("phone", "13900000000")
    assert Submission.objects.filter(reporter__entries__blind_index=mass).count() == 2


def seen(client, query: str) -> list[str]:
    """References of all pages of the inbox, as they follow each other."""
    url, found = f"{INBOX}{query}", []
    while url:
        page = client.get(url).context["page"]
        found += [row.reference for row in page.rows]
        url = INBOX + page.next_url if page.next_url else ""
    return found


@pytest.mark.parametrize(
    ("query", "these"),
    [
        ("?show=waiting", {}),
        ("?kind=complaint&channel=web", {"kind": "complaint", "channel": "web"}),
        ("?conduct=expired_food", {"conducts__contains": ["expired_food"]}),
        ("?due=overdue", {"due_on__lt": TODAY}),
        ("?urgency=danger", {"urgency": "danger"}),
        ("?trader=云岭置业", {"trader_search__contains": "云岭置业"}),
        ("?office=guicheng", {"office__code": "guicheng"}),
    ],
)
def test_the_pages_together_are_the_inbox_in_the_order_of_its_clocks(cast, client_of, many, query, these):
    expected = queries.waiting(queries.submissions_for(cast["intake"]).filter(**these))
    assert seen(client_of("intake"), query) == [row.reference for row in expected]


def test_pages_lead_back_and_foreign_cursors_give_the_first(client_of, many):
    client = client_of("intake")
    first = client.get(INBOX).context["page"]
    second = client.get(INBOX + first.next_url).context["page"]
    assert len(first.rows) == 25 and first.previous_url == ""
    assert client.get(INBOX + second.previous_url).context["page"].rows == first.rows
    for cursor in ("x", "2026-13-01_5", "2026-07-01_y", "2026-07-01_", "_5"):
        assert client.get(INBOX, {"after": cursor}).context["page"].rows == first.rows


def test_ten_queries_whatever_is_asked_and_counts_stop_at_999(client_of, many):
    client = client_of("intake")
    for query in bench_inbox.PAGES.values():
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(INBOX + query)
        assert answer.status_code == 200 and len(asked) <= 10, query
    assert "Seq Scan on complaints_submission" not in queries.waiting(Submission.objects.all())[:26].explain()


def test_a_stranger_finds_nothing_by_any_filter(client_of, many):
    stranger = client_of("stranger")
    for query in bench_inbox.PAGES.values():
        assert stranger.get(INBOX + query).context["page"].rows == []
