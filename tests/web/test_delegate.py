"""Somebody acts for a head who is away: over the pages and the API, never around the separation of duties."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.kernel import audit, outbox, tokens
from casework.kernel.models import AuditEvent, Delegation
from casework.models import Approval, Case, Document, Publication
from casework.services import approval_requests, delegations
from tests.factories import assign, at, case_in, lead, moment_of, propose_filing
from tests.web.forms import send, text_of

QUEUE = "/desk/approvals/"
TODAY, FRIDAY = dt.date(2021, 9, 13), dt.date(2021, 9, 17)


@pytest.fixture
def filing(cast, clock_at) -> Approval:
    """A filing that waits for the head."""
    case = propose_filing(cast, assign(cast, lead(cast)))
    clock_at("2021-09-13 10:00")
    return Approval.objects.get(case=case)


def away(cast, delegate: str, delegator: str = "head") -> Delegation:
    return delegations.grant(
        delegator=cast[delegator],
        delegate=cast[delegate],
        roles=sorted(cast[delegator].roles),
        from_on=TODAY,
        until_on=FRIDAY,
        ground="年休",
        actor=cast[delegator],
        at=at("2021-09-13 08:30"),
    )


def approve(client, approval: Approval):
    return client.post(
        f"{QUEUE}{approval.reference}/approve/", {"note": "同意。", "token": tokens.issue(approval.version)}
    )


def test_the_delegate_sees_the_heads_queue_and_approves(cast, client_of, filing):
    away(cast, "publisher1")
    client = client_of("publisher1")
    assert filing.case.title in text_of(client.get(QUEUE))
    assert QUEUE in text_of(client.get("/desk/"))
    assert approve(client, filing).status_code == 303
    filing.refresh_from_db()
    case = Case.objects.get(pk=filing.case_id)
    assert (filing.state, filing.decided_by.username, case.state) == (
        "approved",
        "publisher1",
        "investigating",
    )


def test_the_history_names_both(cast, client_of, filing):
    away(cast, "publisher1")
    approve(client_of("publisher1"), filing)
    both = sorted([cast["publisher1"].pk, cast["head"].pk])
    for reference, action in (
        (filing.reference, "approval.approved"),
        (filing.case.reference, "case.filed"),
    ):
        event = AuditEvent.objects.get(reference=reference, action=action)
        assert event.participants == both and audit.details_of(event)["on_behalf_of"] == "head"
    words = "林晓彤（演示）（代周明远（演示））"
    for page in (f"/desk/cases/{filing.case.reference}/history/", f"{QUEUE}{filing.reference}/"):
        assert words in text_of(client_of("head").get(page))
    form = Document.objects.get(case=filing.case, kind="filing_approval")
    assert words in str(form.context)
    audit.settle()
    assert audit.verify() == []


def test_nobody_decides_through_a_head_who_is_barred(cast, client_of, filing):
    audit.record(
        filing.case.reference, "case.penalty_proposed", actor=cast["head"], at=at("2021-09-13 09:00")
    )
    away(cast, "publisher1")
    answer = approve(client_of("publisher1"), filing)
    assert answer.status_code == 403 and "您代理的周明远（演示）依法须回避" in text_of(answer)
    assert Approval.objects.get(pk=filing.pk).state == "pending"


def test_who_investigated_decides_for_nobody(cast, client_of, filing):
    away(cast, "officer")
    answer = approve(client_of("officer"), filing)
    assert answer.status_code == 403 and "您参与了本案的调查" in text_of(answer)


def test_what_the_absent_head_asked_for_is_not_granted_in_their_name(cast, client_of, filing):
    asked = approval_requests.request(
        case=filing.case, kind="closing", reason="", requested_by=cast["head"], at=at("2021-09-13 09:00")
    )
    away(cast, "publisher1")
    assert approve(client_of("publisher1"), asked).status_code == 403


@pytest.mark.parametrize(("moment", "status"), [("2021-09-17 23:59", 303), ("2021-09-18 00:00", 404)])
def test_the_last_day_is_the_last(cast, client_of, filing, clock_at, moment, status):
    away(cast, "operator")  # sees no case but through the delegation
    client = client_of("operator")
    clock_at(moment)
    if status == 404:
        assert client.get(f"{QUEUE}{filing.reference}/").status_code == 404
    else:
        assert approve(client, filing).status_code == status


def test_a_power_taken_back_is_gone(cast, client_of, filing, clock_at):
    delegation = away(cast, "publisher1")
    client = client_of("publisher1")
    assert filing.case.title in text_of(client.get(QUEUE))
    delegations.end(delegation=delegation, actor=cast["head"], at=clock_at("2021-09-13 11:00"))
    assert filing.case.title not in text_of(client.get(QUEUE))
    assert approve(client, filing).status_code == 403


def test_over_the_api_as_well(cast, client_of, filing, clock_at):
    away(cast, "publisher1")
    client, address = client_of("publisher1"), f"/api/v1/approvals/{filing.reference}/approve/"
    assert [row["reference"] for row in client.get("/api/v1/approvals/").json()] == [filing.reference]
    clock_at("2021-09-18 09:00")
    late = client.post(address, {"note": ""}, "application/json")
    assert late.status_code == 403 and late["Content-Type"] == "application/problem+json"
    clock_at("2021-09-17 09:00")
    assert client.post(address, {"note": ""}, "application/json").status_code == 200
    event = AuditEvent.objects.get(reference=filing.reference, action="approval.approved")
    assert event.on_behalf_of == cast["head"]


def test_a_public_copy_made_for_somebody_is_checked_by_a_third(cast, client_of, clock_at):
    case = case_in(cast, "served")
    moment = clock_at(moment_of("served"))
    day = moment.date()
    delegations.grant(
        delegator=cast["publisher1"], delegate=cast["archivist"], roles=["publication"], ground="年休",
        from_on=day, until_on=day, actor=cast["publisher1"], at=moment,
    )  # fmt: skip
    page = f"/desk/publications/prepare/{case.reference}/"
    form = client_of("archivist").get(page).context["form"].initial
    assert send(client_of("archivist"), page, form).status_code == 303
    publication = Publication.objects.get()
    event = AuditEvent.objects.get(reference=publication.reference, action="publication.prepared")
    assert (event.actor.username, event.on_behalf_of.username) == ("archivist", "publisher1")
    while outbox.deliver_due(at=moment):
        pass
    address = f"/desk/publications/{publication.reference}/publish/"
    for who, status in (("archivist", 403), ("publisher1", 403), ("publisher2", 303)):
        answer = client_of(who).post(address, {"token": tokens.issue(publication.version)})
        assert answer.status_code == status, who


def test_the_stand_in_of_the_unit_head_reads_the_inbox_and_assigns(cast, client_of, clock_at):
    clock_at("2021-09-13 10:00")
    fresh = lead(cast)
    away(cast, "reviewer", "unithead")
    client = client_of("reviewer")
    assert client.get("/desk/intake/").status_code == 200
    page = f"/desk/cases/{fresh.reference}/assign_officers/"
    officers = [cast[name].pk for name in ("inspector1", "inspector2")]
    assert send(client, page, {"officers": officers}).status_code == 303
    event = AuditEvent.objects.get(reference=fresh.reference, action="case.officers_assigned")
    assert event.on_behalf_of == cast["unithead"] and cast["unithead"].pk not in event.participants


def test_a_stranger_stays_outside(cast, client_of, filing):
    away(cast, "publisher1")
    assert client_of("strangerhead").get(f"{QUEUE}{filing.reference}/").status_code == 404


def test_the_queue_costs_a_delegate_the_same_for_any_number(cast, client_of, filing):
    away(cast, "publisher1")
    away(cast, "publisher1", "principal")
    client = client_of("publisher1")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(QUEUE)
        return len(queries)

    client.get(QUEUE)
    few = cost()
    for _ in range(8):
        propose_filing(cast, assign(cast, lead(cast)))
    assert cost() == few <= 13
