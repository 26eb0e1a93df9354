"""Our messages to a platform: signed as its own are, tried for a day, taken as said only when it says so."""

import datetime as dt
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet

from casework.kernel import outbox
from casework.kernel.clock import day_of
from casework.kernel.models import OutboxMessage
from casework.kernel.references import profile_on
from complaints.hotline.signing import signed_headers
from complaints.lifecycle.hotline import OUTGOING
from complaints.models import HotlineAccount, HotlineMessage
from complaints.queries import hotline as queries
from complaints.services import hotline_orders

LANE = "hotline"
ATTEMPTS = 104  # a quarter of an hour between the later ones: a whole day
PATIENCE = 5.0  # seconds
REFUSED_FOR_GOOD = frozenset({400, 404, 405, 409, 410, 413, 415, 422})


class Unreachable(Exception):
    """The platform did not take the message: it gave no answer, another one than agreed, or an error."""


def deliver(message: OutboxMessage, at: dt.datetime) -> None:
    """Send it. A repeat is the same message under the same id. Raises :class:`Unreachable` where it is worth
    another try, :class:`outbox.Undeliverable` where the platform refused it for good."""
    found = HotlineMessage.objects.select_related("order__caller", "account__office").get(pk=message.sequence)
    # Only the oldest is tried on a platform that is silent: it costs one time-out, not one for each message, and
    # what was said first arrives first.
    if _in_vain(found.account).filter(pk__lt=message.pk).exists():
        raise Unreachable("an earlier message waits for this platform")
    key = queries.newest_key(found.account)
    if key is None:
        raise outbox.Undeliverable(f"{found.account.reference} has no key to sign with")
    body = json.dumps(content_of(found), ensure_ascii=False).encode()
    _post(found.account.address, key.key_id, key.secret(), found.message_id, body, at)
    found.delivered_at = at
    found.save(update_fields=["delivered_at"])
    _in_vain(found.account).update(due_at=at)


for _kind in OUTGOING:
    outbox.delivers(f"hotline_{_kind}", lane=LANE, attempts=ATTEMPTS)(deliver)


def content_of(message: HotlineMessage) -> dict[str, Any]:
    """The message as it travels."""
    order = message.order
    office = profile_on(order.office, day_of(message.at))
    return {
        "message": message.message_id,
        "kind": message.kind,
        "number": order.number,
        "at": message.at.isoformat(timespec="seconds"),
        "office": office.name,
        "text": message.words,
        **message.details,
        "order": hotline_orders.standing(order),
    }


def _in_vain(account: HotlineAccount) -> QuerySet[OutboxMessage]:
    """What waits for this platform because nobody answered."""
    unsaid = HotlineMessage.objects.filter(account=account, direction=HotlineMessage.OUT, delivered_at=None)
    return OutboxMessage.objects.filter(
        state=OutboxMessage.State.PENDING,
        kind__startswith="hotline_",
        attempts__gt=0,
        last_error__contains=Unreachable.__name__,
        sequence__in=unsaid.values("pk"),
    )


def _post(address: str, key_id: str, secret: bytes, message_id: str, body: bytes, at: dt.datetime) -> None:
    parts = urlsplit(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = signed_headers(key_id, secret, "POST", path, message_id, body, now=at.timestamp())
    request = urllib.request.Request(
        address, body, {**headers, "Content-Type": "application/json"}, method="POST"
    )
    with _told_apart(), _opener.open(request, timeout=PATIENCE) as answer:
        said = json.loads(answer.read(65_536))
    # Not any 200: a proxy or a sign-in page answers too.
    if not isinstance(said, dict) or said.get("message") != message_id:
        raise Unreachable("the answer does not name the message")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A signed message goes where it was addressed and nowhere else."""

    def redirect_request(self, *args: Any) -> None:
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


@contextmanager
def _told_apart() -> Iterator[None]:
    """What the platform refuses for good, from what is worth another try."""
    try:
        yield
    except urllib.error.HTTPError as error:
        said = error.read(300).decode(errors="replace")
        if error.code in REFUSED_FOR_GOOD:
            raise outbox.Undeliverable(f"{error.code}: {said}") from error
        raise Unreachable(f"{error.code}: {said}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(str(error)) from error
