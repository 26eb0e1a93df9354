"""A hundred thousand open approvals and everything that their queue reads, by COPY, in seconds.

Number ``n`` of a load gives one case under way with its party, officers, clock, dossier, history and one approval
that waits: a visit, a filing, a decision not to file, a proposed penalty or a decision. Three quarters are of the
first bureau, a quarter of the second; last days lie before and after today. Some lack what a head must find
missing: an officer's certificate has run out, or the discussion has not been held.

Rows are written as the verbs leave them, clocks by the table of the law, history with its chain. The days of rest
between steps are not the law's but round figures.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any

from django.db import connection, models

from casework.clocks import CASE_90, DEF_5, VER_15
from casework.kernel import audit, deadlines, working_days
from casework.kernel.clock import at_hour
from casework.kernel.deadlines import DAY
from casework.kernel.models import (
    AuditEvent,
    AuditLink,
    Counter,
    Deadline,
    DeadlineEvent,
    Office,
    User,
)
from casework.kernel.references import profile_on
from casework.kernel.roles import Role
from casework.kernel.working_days import Clock, Due
from casework.management.demo.people import SINCE, UNTIL
from casework.management.demo.stories import FOOD, STORIES, Story, trader
from casework.models import Approval, Case, CaseOfficer, DossierEntry, Party, Proposal, Review
from casework.models.approval import KINDS
from casework.services.cases import CASE_NUMBER_KIND
from casework.services.people import add_certificate, add_person
from inspections.models import Visit, VisitOfficer

# Kind of the approval → state of its case, the clock that runs, how long ago it may have begun.
COURSES: dict[str, tuple[str, Clock, range]] = {
    "visit": ("verifying", VER_15, range(1, 32)),
    "filing": ("verifying", VER_15, range(1, 32)),
    "not_filing": ("verifying", VER_15, range(1, 32)),
    "proposal": ("review_passed", CASE_90, range(60, 110)),
    "decision": ("waived", CASE_90, range(60, 110)),
}
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
STATIONS = 4
TEAM = 6  # officers of each office
FINE = Decimal("50000.00")


@dataclass(slots=True)
class Item:
    """One approval to be, and the keys of what belongs to it."""

    n: int
    kind: str
    story: Story
    office: Office
    bureau: "Bureau"
    team: Sequence[User]
    received_on: dt.date
    started_on: dt.date
    due: Due
    requested_at: dt.datetime
    case_id: int
    party_id: int
    reference: str
    approval_reference: str
    number: str = ""

    @property
    def state(self) -> str:
        return COURSES[self.kind][0]

    @property
    def clock(self) -> Clock:
        return COURSES[self.kind][1]

    @property
    def is_filed(self) -> bool:
        return self.clock is CASE_90

    @property
    def subject(self) -> str:
        return self.reference.replace("CAS", "VIS") if self.kind == "visit" else self.reference

    @property
    def amount(self) -> Decimal:
        return FINE + self.n % 400 * 1000


@dataclass(frozen=True)
class Bureau:
    offices: Sequence[Office]
    teams: dict[int, Sequence[User]]
    people: dict[str, User]
    prefix: str


def load(cast: dict[str, User], number: int, today: dt.date) -> None:
    """Write ``number`` items; call it in a transaction. The owner of the tables alone can do that: the chain of
    the history is computed here instead of row by row in its trigger."""
    bureaus = [bureau_of(cast, "nanhai", today), bureau_of(cast, "shunde", today)]
    items = _items(bureaus, number, today)
    visited = [item for item in items if item.kind != "visit"]
    filed = [item for item in items if item.is_filed]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checked as they come, not heaped up
    copy(Party, map(_party, items))
    copy(Case, map(_case, items))
    copy(CaseOfficer, _officers(items), ids=keys_of(CaseOfficer, 2 * number))
    copy(DossierEntry, map(_site_record, visited), ids=keys_of(DossierEntry, len(visited)))
    copy(Proposal, map(_proposal, filed), ids=keys_of(Proposal, len(filed)))
    copy(Review, map(_review, filed), ids=keys_of(Review, len(filed)))
    copy(Approval, map(_approval, items), ids=keys_of(Approval, number))
    _visits([item for item in items if item.kind == "visit"])
    _clocks(items)
    _history(items)


def analyze() -> None:
    """What autovacuum would do later: statistics, and which pages an index may answer alone."""
    tables = (Party, Case, CaseOfficer, DossierEntry, Proposal, Approval, Deadline, AuditEvent, Visit)
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")


# --- COPY ------------------------------------------------------------------------------------------


def copy(
    model: type[models.Model], rows: Iterable[dict[str, Any]], *, ids: Iterator[int] | None = None
) -> None:
    """Stream rows into the table of ``model``. A row names attributes (``case_id``); what no row names gets the
    default of its field, and the database its own."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    given = list(first)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    left = [
        field
        for name, field in fields.items()
        if name not in given and not field.primary_key and not field.has_db_default()
    ]
    rest = [field.get_db_prep_save(field.get_default(), connection) for field in left]
    names = [*(["id"] if ids else []), *(fields[name].column for name in given), *(f.column for f in left)]
    columns, pick = ", ".join(f'"{name}"' for name in names), itemgetter(*given)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as stream,
    ):
        for row in _again(first, rows):
            key = [next(ids)] if ids else []
            stream.write_row((*key, *pick(row), *rest))


def _again(first: dict[str, Any], rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield first
    yield from rows


def keys_of(model: type[models.Model], number: int) -> Iterator[int]:
    """``number`` keys of the table, taken from its sequence at once."""
    return taken(f"pg_get_serial_sequence('{model._meta.db_table}', 'id')::text", number)


def taken(sequence: str, number: int) -> Iterator[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT setval({sequence}, nextval({sequence}) + %s)", [number])
        (last,) = cursor.fetchone()
    return iter(range(last - number, last))


# --- Who and what ----------------------------------------------------------------------------------


def bureau_of(cast: dict[str, User], code: str, today: dt.date) -> Bureau:
    """The bureau with its stations and a team in each office; what is there already is taken as it is."""
    root = Office.objects.get(code=code)
    offices = [
        root,
        *(
            Office.objects.get_or_create(
                code=f"{code}-{n}",
                defaults={"name": f"{root.name[2:5]}第{n}市场监督管理所（演示）", "parent": root},
            )[0]
            for n in range(1, STATIONS + 1)
        ),
    ]
    teams = {office.pk: [_officer(office, n, today) for n in range(TEAM)] for office in offices}
    people = {name: cast[name] for name in ("intake", "unithead", "reviewer", "head")}
    if code == "shunde":
        people["head"] = cast["strangerhead"]
    return Bureau(offices, teams, people, profile_on(root, today).number_prefix)


def _officer(office: Office, n: int, today: dt.date) -> User:
    """The last one of a team let the certificate run out yesterday."""
    username = f"{office.code}-officer{n}"
    found = User.objects.filter(username=username).first()
    if found:
        return found
    at = at_hour(SINCE)
    user = add_person(
        username=username,
        name=f"{'陈黄赵李吴林'[n]}执法（演示）",
        office=office,
        roles=[Role.INSPECTOR],
        password=None,
        actor=None,
        at=at,
    )
    until = today - DAY if n == TEAM - 1 else UNTIL
    add_certificate(user=user, number=f"演示{username}", valid_from=SINCE, valid_to=until, actor=None, at=at)
    return user


def _items(bureaus: Sequence[Bureau], number: int, today: dt.date) -> list[Item]:
    cases, parties = keys_of(Case, number), keys_of(Party, number)
    references = taken("'kernel_reference_cas'", number)
    approvals = taken("'kernel_reference_apr'", number)
    taken("'kernel_reference_vis'", number)
    items = []
    for n in range(number):
        kind = list(COURSES)[n % len(COURSES)]
        _, clock, ago = COURSES[kind]
        bureau = bureaus[n % 4 == 3]
        office = bureau.offices[n // 4 % len(bureau.offices)]
        started_on = today - ago[n // 5 % len(ago)] * DAY
        team, first = bureau.teams[office.pk], n // 3 % (TEAM - 1)
        items.append(
            Item(
                n=n,
                kind=kind,
                story=STORIES[n % len(STORIES)],
                office=office,
                bureau=bureau,
                team=(team[first], team[first + 1]),
                received_on=started_on if clock is VER_15 else started_on - 10 * DAY,
                started_on=started_on,
                due=due_of(clock, started_on),
                requested_at=at_hour(today - n % 4 * DAY, 8 + n % 9, n % 60),
                case_id=next(cases),
                party_id=next(parties),
                reference=f"CAS-{today.year}-{next(references):06d}",
                approval_reference=f"APR-{today.year}-{next(approvals):06d}",
            )
        )
    _number(items, today)
    return items


@cache
def due_of(clock: Clock, started_on: dt.date) -> Due:
    return working_days.due(clock, started_on, calendar=deadlines.calendar())


def _number(items: Sequence[Item], today: dt.date) -> None:
    """Official numbers of the filed cases, from the counters of their bureaus."""
    for item in items:
        if not item.is_filed:
            continue
        counter = _counter(item.bureau.offices[0], item.started_on.year)
        counter.value += 1
        item.number = f"{item.bureau.prefix}{CASE_NUMBER_KIND}〔{counter.year}〕{counter.value}号"
    for counter in _counters.values():
        counter.save()
    _counters.clear()


_counters: dict[tuple[int, int], Counter] = {}


def _counter(office: Office, year: int) -> Counter:
    key = (office.pk, year)
    if key not in _counters:
        known = {"office": office, "kind": CASE_NUMBER_KIND, "year": year}
        _counters[key] = Counter.objects.filter(**known).first() or Counter(**known, value=0)
    return _counters[key]


# --- Rows ------------------------------------------------------------------------------------------


def _party(item: Item) -> dict[str, Any]:
    name, _, address = trader(item.n)
    return {"id": item.party_id, "name": name, "address": address}


def _case(item: Item) -> dict[str, Any]:
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


def _officers(items: Iterable[Item]) -> Iterator[dict[str, Any]]:
    for item in items:
        for user in item.team:
            yield {"case_id": item.case_id, "user_id": user.pk, "named_at": at_hour(item.received_on + DAY)}


def _site_record(item: Item) -> dict[str, Any]:
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


def _proposal(item: Item) -> dict[str, Any]:
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


def _review(item: Item) -> dict[str, Any]:
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


def _approval(item: Item) -> dict[str, Any]:
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


def _visits(items: Sequence[Item]) -> None:
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


def _clocks(items: Sequence[Item]) -> None:
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


# --- History ---------------------------------------------------------------------------------------


def _history(items: Sequence[Item]) -> None:
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
