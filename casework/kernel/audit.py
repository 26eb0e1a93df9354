"""History: added, never edited, in the transaction of the change."""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from casework.kernel.models import AuditEvent, AuditLink, User

GENESIS = "0" * 64


def canonical(content: Mapping[str, Any]) -> str:
    """The one text of this content: sorted keys, no spaces, UTF-8. Hashed and stored as it stands."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def record(
    reference: str,
    action: str,
    *,
    actor: User | None,
    at: dt.datetime,
    details: Mapping[str, Any] | None = None,
    participants: Iterable[User] | None = None,
    on_behalf_of: User | None = None,
) -> AuditEvent:
    """Add one event. ``details`` hold references, figures and vault tokens, never personal data;
    ``participants`` are those who took part: unless others are named the actor, and the one ``on_behalf_of``
    whom they acted."""
    return AuditEvent.objects.create(
        **written(
            reference,
            action,
            actor=actor,
            at=at,
            details=details,
            participants=participants,
            on_behalf_of=on_behalf_of,
        )
    )


def written(
    reference: str,
    action: str,
    *,
    actor: User | None,
    at: dt.datetime,
    details: Mapping[str, Any] | None = None,
    participants: Iterable[User] | None = None,
    on_behalf_of: User | None = None,
) -> dict[str, Any]:
    """The columns of the event as :func:`record` adds it."""
    if participants is None:
        participants = [person for person in (actor, on_behalf_of) if person]
    if on_behalf_of:
        details = {**(details or {}), "on_behalf_of": on_behalf_of.username}
    people = sorted({person.pk for person in participants})
    body = canonical(
        {
            "reference": reference,
            "action": action,
            "actor": actor.username if actor else None,
            "participants": people,
            "at": at.isoformat(),
            "details": details or {},
        }
    )
    return {
        "reference": reference,
        "action": action,
        "actor_id": actor.pk if actor else None,
        "participants": people,
        "on_behalf_of_id": on_behalf_of.pk if on_behalf_of else None,
        "at": at,
        "body": body,
        "content_hash": hashlib.sha256(body.encode()).hexdigest(),
    }


def history_of(*references: str) -> QuerySet[AuditEvent]:
    """What happened to these objects, oldest first."""
    return AuditEvent.objects.filter(reference__in=references).select_related("actor", "on_behalf_of")


def details_of(event: AuditEvent) -> dict[str, Any]:
    return json.loads(event.body)["details"]


def participants(*references: str) -> dict[str, frozenset[int | None]]:
    """Audited action → everyone who took part in it, over these objects: what the bars of a table ask."""
    people: dict[str, set[int | None]] = defaultdict(set)
    rows = AuditEvent.objects.filter(reference__in=references).values_list("action", "participants")
    for action, ids in rows.order_by():
        people[action].update(ids)
    return {action: frozenset(ids) for action, ids in people.items()}


def verify() -> list[str]:
    """Check the whole chain; every line of the answer is a defect, none means intact.

    A changed body, a changed hash, a gap, a cut head and an event without a link are found; a cut tail is
    found only against an anchor outside the database.
    """
    defects: list[str] = []
    previous, expected = GENESIS, 1
    links = AuditLink.objects.select_related("event").order_by("sequence")
    for link in links.iterator(chunk_size=2000):
        event = link.event
        if hashlib.sha256(event.body.encode()).hexdigest() != event.content_hash:
            defects.append(f"event {event.pk}: its text was changed")
        if link.sequence != expected:
            defects.append(f"event {event.pk}: {link.sequence - expected} link(s) missing before it")
        if link.previous != previous or link.hash != chained(link.previous, event.content_hash):
            defects.append(f"event {event.pk}: the chain is broken here")
        previous, expected = link.hash, link.sequence + 1
    unlinked = AuditEvent.objects.filter(link__isnull=True).count()
    if unlinked:
        defects.append(f"{unlinked} event(s) outside the chain")
    return defects


def chained(previous: str, content_hash: str) -> str:
    """The hash of a link: what the trigger of the database computes."""
    return hashlib.sha256((previous + content_hash).encode()).hexdigest()


def settle() -> None:
    """Run the deferred chain trigger now. Only tests need it, inside a transaction that never commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
