"""History is added, never edited, and says so when somebody tries."""

import threading

import pytest
from django.db import connection, connections, transaction
from django.db.utils import InternalError, ProgrammingError

from casework.kernel import audit
from casework.kernel.clock import now
from casework.kernel.models import AuditEvent, AuditLink


def record(n: int) -> AuditEvent:
    return audit.record(f"CAS-2026-{n:06d}", "case.filed", actor=None, at=now(), details={"n": n})


@pytest.mark.django_db(transaction=True)
def test_events_are_chained_at_commit_and_the_chain_verifies():
    for n in range(3):
        record(n)
    assert list(AuditLink.objects.values_list("sequence", flat=True)) == [1, 2, 3]
    assert audit.verify() == []


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_leaves_no_event():
    with pytest.raises(RuntimeError), transaction.atomic():
        record(1)
        raise RuntimeError
    assert not AuditEvent.objects.exists() and not AuditLink.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_concurrent_writers_do_not_fork_the_chain():
    def write(start: int) -> None:
        for n in range(start, start + 5):
            record(n)
        connections.close_all()

    writers = [threading.Thread(target=write, args=(10 * w,)) for w in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert AuditLink.objects.count() == 20
    assert audit.verify() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["UPDATE kernel_auditevent SET action = 'x'", "DELETE FROM kernel_auditlink"])
def test_the_database_refuses_to_change_history(act):
    record(1)
    with pytest.raises((InternalError, ProgrammingError), match="append-only"), connection.cursor() as cursor:
        cursor.execute(act)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE kernel_auditevent SET body = replace(body, 'filed', 'faked') WHERE id = {second}",
        "UPDATE kernel_auditevent SET body = 'x', content_hash = encode(sha256('x'), 'hex') WHERE id = {second}",
        "DELETE FROM kernel_auditlink WHERE event_id = {second}",
        "DELETE FROM kernel_auditlink WHERE event_id = {first}",
        "UPDATE kernel_auditlink SET hash = repeat('a', 64) WHERE event_id = {second}",
    ],
)
def test_tampering_behind_the_triggers_is_found(tampering):
    first, second, _third = (record(n).pk for n in range(3))
    with connection.cursor() as cursor:
        for table in ("kernel_auditevent", "kernel_auditlink"):  # what the owner of the tables could do
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        cursor.execute(tampering.format(first=first, second=second))
        for table in ("kernel_auditevent", "kernel_auditlink"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")
    assert audit.verify()
