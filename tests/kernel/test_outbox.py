"""What was promised in a transaction is done once, whatever happens in between."""

import datetime as dt
import threading

import pytest
from django.db import connections, transaction

from casework.kernel import outbox
from casework.kernel.clock import now
from casework.kernel.models import AuditEvent, OutboxMessage

AT = now()


@pytest.fixture
def delivered(monkeypatch):
    """A kind of work that writes one row, so that a double delivery would be seen."""
    calls: list[str] = []

    def deliver(message, at):
        AuditEvent.objects.create(
            reference=message.reference, action="t.delivered", at=at, body="{}", content_hash="0"
        )
        calls.append(message.reference)
        if message.payload.get("fail"):
            raise RuntimeError("no route to the printer")

    monkeypatch.setitem(outbox._deliveries, "test", deliver)
    return calls


@pytest.mark.django_db
def test_the_same_promise_twice_is_one(delivered):
    for _ in range(2):
        outbox.post("test", "CAS-1", at=AT)
    assert outbox.deliver_due(at=AT) == 1 and outbox.deliver_due(at=AT) == 0
    assert delivered == ["CAS-1"]


@pytest.mark.django_db
def test_nothing_is_done_before_its_time(delivered):
    outbox.post("test", "CAS-1", at=AT, due_at=AT + dt.timedelta(hours=1))
    assert outbox.deliver_due(at=AT) == 0
    assert outbox.deliver_due(at=AT + dt.timedelta(hours=1)) == 1


@pytest.mark.django_db
def test_a_failure_leaves_nothing_behind_waits_longer_each_time_and_in_the_end_asks_for_a_person(delivered):
    outbox.post("test", "CAS-1", at=AT, payload={"fail": True})
    message = OutboxMessage.objects.get()
    at, waits = AT, []
    for _ in range(outbox.MAX_ATTEMPTS):
        assert outbox.deliver_due(at=at) == 0
        message.refresh_from_db()
        waits.append(message.due_at - at)
        at = message.due_at
    assert waits == sorted(waits) and message.state == OutboxMessage.State.STUCK
    assert "no route to the printer" in message.last_error
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_promises_nothing(delivered):
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.post("test", "CAS-1", at=AT)
        raise RuntimeError
    assert outbox.deliver_due(at=AT) == 0


@pytest.mark.django_db(transaction=True)
def test_sweeps_that_run_beside_each_other_share_the_work(delivered):
    for n in range(20):
        outbox.post("test", f"CAS-{n}", at=AT)

    def sweep() -> None:
        outbox.deliver_due(at=AT)
        connections.close_all()

    sweeps = [threading.Thread(target=sweep) for _ in range(3)]
    for thread in sweeps:
        thread.start()
    for thread in sweeps:
        thread.join()
    outbox.deliver_due(at=AT)
    assert sorted(delivered) == sorted(f"CAS-{n}" for n in range(20))
