"""Work promised in the caller's transaction, done by a sweep. Losing the broker loses nothing."""

import datetime as dt
import logging
import traceback
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from casework.kernel.errors import Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import OutboxMessage

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
BATCH = 50

Deliver = Callable[[OutboxMessage, dt.datetime], None]

DELIVERED = Text("这条消息已经送达。", "This message was delivered meanwhile.")

_deliveries: dict[str, Deliver] = {}
_lanes: dict[str, str] = {}
_attempts: dict[str, int] = {}


class Undeliverable(Exception):
    """Trying again is of no use: a person must look."""


def delivers(kind: str, *, lane: str = "", attempts: int = MAX_ATTEMPTS) -> Callable[[Deliver], Deliver]:
    """Register the function that does the work of ``kind``. It runs in the transaction that marks the row
    done, so that what it writes happens once; what leaves the house must carry the row's key. What waits for
    another house has a ``lane`` and a sweep of its own, so that a slow one holds nobody else up."""

    def register(deliver: Deliver) -> Deliver:
        _deliveries[kind], _lanes[kind], _attempts[kind] = deliver, lane, attempts
        return deliver

    return register


def post(
    kind: str,
    reference: str,
    *,
    at: dt.datetime,
    payload: Mapping[str, Any] | None = None,
    sequence: int = 1,
    due_at: dt.datetime | None = None,
) -> None:
    """Promise work, in the open transaction. The payload holds references and vault tokens only. The same
    (kind, reference, sequence) twice is one promise: the first."""
    promised = OutboxMessage(
        kind=kind,
        reference=reference,
        sequence=sequence,
        payload=payload or {},
        due_at=due_at or at,
        created_at=at,
    )
    OutboxMessage.objects.bulk_create([promised], ignore_conflicts=True)


def deliver_due(*, at: dt.datetime, references: Collection[str] | None = None, lane: str = "") -> int:
    """Do everything that is due in the lane, or only that of these objects; how many were done. Safe to run
    twice and beside itself (SKIP LOCKED)."""
    done = 0
    elsewhere = [kind for kind, other in _lanes.items() if other != lane]
    due = _due(at).exclude(kind__in=elsewhere)
    if references is not None:
        due = due.filter(reference__in=references)
    for pk in list(due.values_list("pk", flat=True)[:BATCH]):
        done += _deliver(pk, at)
    return done


def try_again(message: OutboxMessage, *, at: dt.datetime) -> dict[str, Any]:
    """Let the locked message be tried anew, from the first attempt on; what the history says of it. Refused where
    it was delivered meanwhile."""
    if message.state == OutboxMessage.State.DONE:
        raise Refused(DELIVERED)
    told = {"kind": message.kind, "attempts": message.attempts}
    message.state, message.attempts, message.due_at = OutboxMessage.State.PENDING, 0, at
    message.save(update_fields=["state", "attempts", "due_at"])
    return told


def _due(at: dt.datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(state=OutboxMessage.State.PENDING, due_at__lte=at).order_by(
        "due_at", "pk"
    )


def _deliver(pk: int, at: dt.datetime) -> int:
    with transaction.atomic():
        message = _due(at).select_for_update(skip_locked=True).filter(pk=pk).first()
        if message is None:
            return 0
        try:
            with transaction.atomic():
                _deliveries[message.kind](message, at)
        except Exception as error:
            _put_back(message, at, error)
            return 0
        message.state, message.done_at = OutboxMessage.State.DONE, at
        message.save(update_fields=["state", "done_at"])
        return 1


def _put_back(message: OutboxMessage, at: dt.datetime, error: Exception) -> None:
    """Try again later, ever more slowly; after the last try a person must look."""
    logger.exception("outbox: %s failed", message, exc_info=error)
    message.attempts += 1
    message.last_error = "".join(traceback.format_exception_only(error)).strip()[:2000]
    message.due_at = at + dt.timedelta(seconds=min(2**message.attempts, 900))
    if message.attempts >= _attempts.get(message.kind, MAX_ATTEMPTS) or isinstance(error, Undeliverable):
        message.state = OutboxMessage.State.STUCK
    message.save(update_fields=["attempts", "last_error", "due_at", "state"])
