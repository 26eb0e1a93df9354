"""The rows of each table for the items of a load, as the verbs leave them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from casework.clocks import DEF_5
from casework.kernel import audit
from casework.kernel.clock import at_hour
from casework.kernel.deadlines import DAY
from casework.kernel.models import AuditEvent, AuditLink, Deadline, DeadlineEvent
from casework.kernel.working_days import Clock, Due
from casework.management.demo.copying import copy, keys_of
from casework.management.demo.stories import FOOD, trader
from casework.management.demo.volume_items import Item, due_of
from casework.models.approval import KINDS
from inspections.models import Visit, VisitOfficer

# Action of the history → (days after the lead, who: 0 the first officer, else a role); in order.
LEAD = (("case.lead_registered", 0, "intake"), ("case.officers_assigned", 1, "unithead"))
FILED = (("case.filing_proposed", 9, 0), ("case.filed", 10, "head"))
PENALTY = (("case.penalty_proposed", 40, 0), ("case.investigation_concluded", 41, 0))
HISTORY: dict[str, tuple[tuple[str, int, str | int], ...]] = {
    "visit": LEAD,
    "filing": (*LEAD, ("case.filing_proposed", 9, 0)),
    "not_filing": (*LEAD, ("case.not_filing_proposed", 9, 0)),
    "proposal": (*LEAD, *FILED, *PENALTY, ("case.reviewed", 44, "reviewer")),
    "decision": (*LEAD, *FILED, *PENALTY, ("case.decision_proposed", 55, 0)),
}


def party(item: Item) -> dict[str, Any]:
    name, _, address = trader(item.n)
    return {"id": item.party_id, "name": name, "address": address}


def case(item: Item) -> dict[str, Any]:
    return {
        "id": item.case_id,
        "party_id": item.party_id,
        "reference": item.reference,
        "state": item.state,
        "version": len(HISTORY[item.kind]) + 1,
        "office_id": item.office.pk,
        "cause": item.story.cause,
        "summary": item.story.summary,
        "findings": item.story.findings if item.is_filed else "",
        "source": "inspection",
        "received_on": item.received_on,
        "registered_at": at_hour(item.received_on),
        "act_ended_on": item.received_on - DAY,
        "filed_on": item.started_on if item.is_filed else None,
        "number": item.number,
        "discussion_ground": "情节复杂" if item.kind == "decision" and item.n % 7 == 0 else "",
    }


def officers(items: Iterable[Item]) -> Iterator[dict[str, Any]]:
    for item in items:
        for user in item.team:
            yield {"case_id": item.case_id, "user_id": user.pk, "named_at": at_hour(item.received_on + DAY)}


def site_record(item: Item) -> dict[str, Any]:
    on = item.received_on + 3 * DAY
    return {
        "case_id": item.case_id,
        "kind": "site_record",
        "reference": item.reference.replace("CAS", "VIS"),
        "title": "现场笔录",
        "made_by": "、".join(str(user) for user in item.team),
        "officers": [user.pk for user in item.team],
        "on": on,
        "path": f"/desk/cases/{item.reference}/",
        "is_signed": item.n % 11 != 0,
        "filed_at": at_hour(on, 16),
    }


def proposal(item: Item) -> dict[str, Any]:
    return {
        "case_id": item.case_id,
        "reference": item.reference.replace("CAS", "WKS"),
        "amount": item.amount,
        "tier": "ordinary",
        "position_pct": "36.00",
        "reason": item.story.reason,
        "violation": f"当事人{item.story.cause}",
        "basis": "依据消费者权益保护法第五十六条第一款",
        "grounds": GROUNDS,
        "drafted_by_id": item.team[0].pk,
        "drafted_at": at_hour(item.received_on + 40 * DAY),
    }


def review(item: Item) -> dict[str, Any]:
    return {
        "case_id": item.case_id,
        "kind": "case",
        "outcome": "agree",
        "opinion": "同意",
        "reviewer_id": item.bureau.people["reviewer"].pk,
        "reviewed_at": at_hour(item.received_on + 44 * DAY, 10),
    }


GROUNDS = json.dumps(
    {
        "acts": [
            {
                "norm": FOOD.norm,
                "fine": {
                    "min": "0.00",
                    "max": "500000.00",
                    "lighter": ["0.00", "150000.00"],
                    "ordinary": ["150000.00", "350000.00"],
                    "heavier": ["350000.00", "500000.00"],
                    "mitigated": None,
                    "optional": True,
                },
                "steps": {"label": "罚款幅度", "value": {"min": "0.00", "max": "500000.00"}, "because": []},
            }
        ]
    },
    ensure_ascii=False,
)


def approval(item: Item) -> dict[str, Any]:
    return {
        "reference": item.approval_reference,
        "state": "pending",
        "kind": item.kind,
        "case_id": item.case_id,
        "office_id": item.office.pk,
        "bureau": item.bureau.offices[0].code,
        "subject": item.subject,
        "reason": f"{KINDS[item.kind].zh}：{item.story.summary}",
        "requested_by_id": item.team[0].pk,
        "requested_at": item.requested_at,
        "due_on": item.due.due_on,
    }


def write_visits(items: Sequence[Item]) -> None:
    keys = list(keys_of(Visit, len(items)))
    copy(
        Visit,
        (
            {
                "reference": item.subject,
                "state": "planned",
                "case_id": item.case_id,
                "place": "演示路",
                "purpose": item.story.summary,
                "basis": "程序规定第十八条",
                "planned_for": item.requested_at + 3 * DAY,
                "planned_by_id": item.team[0].pk,
            }
            for item in items
        ),
        ids=iter(keys),
    )
    people = (
        {"visit_id": key, "user_id": user.pk, "certificate_number": f"演示{user.username}"}
        for key, item in zip(keys, items, strict=True)
        for user in item.team
    )
    copy(VisitOfficer, people, ids=keys_of(VisitOfficer, 2 * len(items)))


def write_clocks(items: Sequence[Item]) -> None:
    """The clock that runs on each case; before a decision also the period of defence, run out unused."""
    rows = [(item, _clock_row(item, item.clock, item.due)) for item in items]
    for item in items:
        if item.kind == "decision":
            served_on = item.started_on + 45 * DAY
            rows.append((item, _clock_row(item, DEF_5, due_of(DEF_5, served_on), state="lapsed")))
    keys = list(keys_of(Deadline, len(rows)))
    copy(Deadline, (row for _, row in rows), ids=iter(keys))
    starts = (
        {"deadline_id": key, "kind": "start", "on": row["started_on"], "at": at_hour(row["started_on"])}
        for key, (_, row) in zip(keys, rows, strict=True)
    )
    copy(DeadlineEvent, starts, ids=keys_of(DeadlineEvent, len(rows)))


def _clock_row(item: Item, clock: Clock, due: Due, state: str = "running") -> dict[str, Any]:
    version = clock.on(due.start_on)
    return {
        "reference": item.reference,
        "clock": clock.id,
        "title_zh": version.zh,
        "title_en": version.en,
        "law": version.law_zh,
        "unit": due.unit.value,
        "started_on": due.start_on,
        "due_on": due.due_on,
        "raw_due_on": due.raw_due_on,
        "internal_due_on": due.internal_due_on,
        "provisional": due.provisional,
        "state": state,
        "office_id": item.office.pk,
    }


def write_history(items: Sequence[Item]) -> None:
    """The events and, in the order of their keys, their chain. The trigger that chains row by row looks away
    meanwhile; the table is locked until the transaction ends."""
    number = sum(len(HISTORY[item.kind]) + 1 for item in items)
    keys, hashes = list(keys_of(AuditEvent, number)), []  # type: list[int], list[str]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditevent DISABLE TRIGGER chain_event")
        copy(AuditEvent, _events(items, hashes), ids=iter(keys))
        cursor.execute("ALTER TABLE kernel_auditevent ENABLE TRIGGER chain_event")
    last = AuditLink.objects.last()
    before, place = (last.hash, last.sequence) if last else (audit.GENESIS, 0)
    copy(AuditLink, links(keys, hashes, before, place))


def _events(items: Iterable[Item], hashes: list[str]) -> Iterator[dict[str, Any]]:
    """The rows of the history; the hash of each is noted for its link."""
    for item in items:
        for event in _told(item):
            hashes.append(event["content_hash"])
            people = ",".join(map(str, event["participants"]))
            yield event | {"participants": f"{{{people}}}"}


def _told(item: Item) -> Iterator[dict[str, Any]]:
    for action, after, who in HISTORY[item.kind]:
        actor = item.team[0] if isinstance(who, int) else item.bureau.people[who]
        at = min(at_hour(item.received_on + after * DAY, 10), item.requested_at)
        people = item.team if action == "case.officers_assigned" else None
        yield audit.written(item.reference, action, actor=actor, at=at, participants=people)
    details = {"kind": item.kind, "case": item.reference, "subject": item.subject}
    yield audit.written(
        item.approval_reference,
        "approval.requested",
        actor=item.team[0],
        at=item.requested_at,
        details=details,
    )


def links(keys: Sequence[int], hashes: Sequence[str], before: str, place: int) -> Iterator[dict[str, Any]]:
    for sequence, (key, content) in enumerate(zip(keys, hashes, strict=True), start=place + 1):
        link = audit.chained(before, content)
        yield {"event_id": key, "sequence": sequence, "previous": before, "hash": link}
        before = link
