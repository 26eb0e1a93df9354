"""Reports and complaints in any number, with all that hangs on them, by COPY: a million in minutes.

They came in over the last two hundred days, evenly, three quarters to the first bureau. What came in the last ten
days waits in the inbox; of the rest some became cases and the others were answered. Traders are as unequal as in
life: a few are complained about by thousands, most once. So are claimants: one submission in fifty comes from one
of twenty people who file in mass.

Rows are written as the verbs leave them: clocks by the table of the law, sealed identities, history with its
chain.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection

from casework.kernel import audit, vault
from casework.kernel.clock import at_hour
from casework.kernel.deadlines import DAY
from casework.kernel.models import (
    AuditEvent,
    AuditLink,
    Deadline,
    DeadlineEvent,
    User,
    VaultEntry,
    VaultSubject,
)
from casework.kernel.working_days import Clock, Due
from casework.management.demo.bureaus import Bureau, bureau_of
from casework.management.demo.copying import copy, keys_of, taken
from casework.management.demo.stories import STORIES, Story, trader
from casework.management.demo.volume_items import due_of
from casework.management.demo.volume_rows import links
from casework.models import Case, CaseOfficer, Party
from complaints.lifecycle import COMPLAINT, RECEIPT_CLOCKS, REPORT
from complaints.models import Submission
from complaints.query_codes import hash_of_code, query_code
from complaints.services.receiving import PREFIXES
from complaints.similarity import bare_name
from complaints.triage import strongest

DAYS = 200
WAITING_DAYS = 10
BATCH = 20_000
MOST_TRADERS = 99_999
CHANNELS = ("web", "phone", "api", "counter", "letter", "web")
REPLY = "您咨询的事项请拨打12345，或者到窗口了解。"


@dataclass(slots=True)
class Sent:
    """One submission to be, and the keys of what belongs to it."""

    n: int
    kind: str
    reference: str
    bureau: Bureau
    state: str
    on: dt.date
    clock: Clock
    due: Due
    trader: tuple[str, str, str]
    case_reference: str = ""
    person: uuid.UUID | None = None

    @property
    def received_at(self) -> dt.datetime:
        return at_hour(self.on, 8 + self.n % 10, self.n // 10 % 60)

    @property
    def read_on(self) -> dt.date:
        return self.on + DAY

    @property
    def story(self) -> Story:
        return STORIES[self.n % len(STORIES)]


def load(cast: dict[str, User], number: int, today: dt.date) -> None:
    """Write ``number`` submissions; call it in a transaction, as the owner of the tables."""
    bureaus = [bureau_of(cast, "nanhai", today), bureau_of(cast, "shunde", today)]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checked as they come, not heaped up
    parties = _Parties()
    for first in range(0, number, BATCH):
        sent = _sent(bureaus, range(first, min(first + BATCH, number)), number, today)
        _people(sent)
        _cases([one for one in sent if one.case_reference], parties)
        copy(Submission, map(_submission, sent), ids=keys_of(Submission, len(sent)))
        _clocks(sent)
        _history(sent)


def analyze() -> None:
    """What autovacuum would do later: statistics, and which pages an index may answer alone."""
    tables = (
        Submission,
        VaultSubject,
        VaultEntry,
        Deadline,
        DeadlineEvent,
        AuditEvent,
        AuditLink,
        Case,
        Party,
    )
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")


# --- Who and what ----------------------------------------------------------------------------------


def _sent(bureaus: Sequence[Bureau], numbers: range, number: int, today: dt.date) -> list[Sent]:
    kinds = [REPORT if n % 10 in (2, 5, 8) else COMPLAINT for n in numbers]
    references = {
        kind: taken(f"'kernel_reference_{PREFIXES[kind].lower()}'", kinds.count(kind)) for kind in set(kinds)
    }
    opened = [n for n, kind in zip(numbers, kinds, strict=True) if _became_a_case(n, kind, number)]
    cases = dict(zip(opened, taken("'kernel_reference_cas'", len(opened)), strict=True)) if opened else {}
    found = []
    for n, kind in zip(numbers, kinds, strict=True):
        on = today - (number - 1 - n) * DAYS // number * DAY
        [clock] = [clock for clock in RECEIPT_CLOCKS[kind] if clock.in_force(on)]
        found.append(
            Sent(
                n=n,
                kind=kind,
                reference=f"{PREFIXES[kind]}-{on.year}-{next(references[kind]):06d}",
                bureau=bureaus[n % 4 == 3],
                state=_state(n, number, n in cases),
                on=on,
                clock=clock,
                due=due_of(clock, on),
                trader=_trader(_spread(n, max(number // 10, 1))),
                case_reference=f"CAS-{on.year}-{cases[n]:06d}" if n in cases else "",
            )
        )
    return found


def _became_a_case(n: int, kind: str, number: int) -> bool:
    return kind == REPORT and n % 5 == 0 and not _waits(n, number)


def _waits(n: int, number: int) -> bool:
    return (number - 1 - n) * DAYS // number < WAITING_DAYS


def _state(n: int, number: int, is_case: bool) -> str:
    if _waits(n, number):
        return "registered" if n % 5 < 2 else "received"
    return "lead_opened" if is_case else "out_of_scope"


def _spread(n: int, traders: int) -> int:
    """A trader's number: the first are hit very often, the last hardly ever."""
    share = n * 2_654_435_761 % 2**32 / 2**32
    return int(min(traders, MOST_TRADERS) * share * share)


@cache
def _trader(number: int) -> tuple[str, str, str]:
    return trader(number)


def _claimant(n: int) -> dict[str, str]:
    """Their name and phone; every fiftieth is one of twenty who file in mass."""
    number = n // 50 % 20 if n % 50 == 0 else 1_000 + n
    return {"name": f"演示投诉人{number}", "phone": f"139{number % 10**8:08d}"}


# --- Rows ------------------------------------------------------------------------------------------


def _people(sent: Iterable[Sent]) -> None:
    """Whoever gave a name: all complainants, two reporters of three."""
    subjects, entries = [], []
    for one in sent:
        if one.kind == REPORT and one.n % 3 == 0:
            continue
        subject, rows = vault.sealed(_claimant(one.n), at=one.received_at)
        one.person = subject.token
        subjects.append(
            {
                "token": subject.token,
                "wrapped_key": subject.wrapped_key,
                "wrapped_by": subject.wrapped_by,
                "created_at": subject.created_at,
            }
        )
        entries += [
            {"subject_id": r.subject_id, "field": r.field, "ciphertext": r.ciphertext, "blind_index": r.blind_index}
            for r in rows
        ]  # fmt: skip
    copy(VaultSubject, subjects)
    copy(VaultEntry, entries, ids=keys_of(VaultEntry, len(entries)))


def _submission(one: Sent) -> dict[str, Any]:
    name, code, address = one.trader
    token = uuid.uuid4()
    is_complaint = one.kind == COMPLAINT
    return {
        "reference": one.reference,
        "state": one.state,
        "version": {"received": 1, "registered": 2}.get(one.state, 3),
        "kind": one.kind,
        "channel": CHANNELS[one.n % len(CHANNELS)],
        "office_id": one.bureau.offices[0].pk,
        "form_token": token,
        "content_hash": hashlib.sha256(token.bytes).hexdigest(),
        "query_code_hash": hash_of_code(query_code(token)),
        "received_at": one.received_at,
        "due_on": one.due.due_on,
        "trader_name": name,
        "trader_uscc": code if one.n % 4 else "",
        "trader_address": address,
        "trader_search": bare_name(name),
        "urgency": strongest(one.story.told) or ("danger" if one.n % 97 == 0 else ""),
        "conducts": f"{{{','.join(one.story.conducts)}}}",
        "story": f"{one.on - one.n % 5 * DAY:%m月%d日}，{one.story.told}",
        "happened_on": one.on - one.n % 5 * DAY,
        "request": f"退还{100 + one.n % 900}元" if is_complaint else "",
        "wants_told": one.n % 3 == 1,
        "reporter_id": one.person,
        "routed_to_id": one.bureau.offices[1 + one.n % 4].pk if one.case_reference else None,
        "case_reference": one.case_reference,
        "ground": "consultation" if one.state == "out_of_scope" else "",
        "reply": REPLY if one.state == "out_of_scope" else "",
    }


class _Parties:
    """One party for each code, here and among those on file."""

    def __init__(self) -> None:
        self.known: dict[str, int] = dict(Party.objects.exclude(uscc="").values_list("uscc", "pk"))

    def of(self, sent: Sequence[Sent]) -> None:
        new = {one.trader[1]: one.trader for one in sent if one.trader[1] not in self.known}
        keys = list(keys_of(Party, len(new))) if new else []
        self.known |= dict(zip(new, keys, strict=True))
        rows = ({"name": name, "uscc": code, "address": place} for name, code, place in new.values())
        copy(Party, rows, ids=iter(keys))


def _cases(sent: Sequence[Sent], parties: _Parties) -> None:
    """The leads that reports became: one officer in two has begun to verify."""
    if not sent:
        return
    parties.of(sent)
    keys = list(keys_of(Case, len(sent)))
    copy(Case, (_case(one, parties) for one in sent), ids=iter(keys))
    officers = (
        {"case_id": key, "user_id": user.pk, "named_at": at_hour(one.read_on)}
        for key, one in zip(keys, sent, strict=True)
        for user in one.bureau.teams[one.bureau.offices[1 + one.n % 4].pk][:2]
    )
    copy(CaseOfficer, officers, ids=keys_of(CaseOfficer, 2 * len(sent)))


def _case(one: Sent, parties: _Parties) -> dict[str, Any]:
    return {
        "reference": one.case_reference,
        "state": "verifying",
        "version": 2,
        "party_id": parties.known[one.trader[1]],
        "office_id": one.bureau.offices[1 + one.n % 4].pk,
        "cause": one.story.cause,
        "summary": one.story.summary,
        "source": "report",
        "source_reference": one.reference,
        "reporter_is_named": one.person is not None,
        "received_on": one.on,
        "registered_at": at_hour(one.read_on),
        "act_ended_on": one.on,
    }


def _clocks(sent: Sequence[Sent]) -> None:
    """Waiting and case clocks run; an answer has met its own."""
    keys = list(keys_of(Deadline, len(sent)))
    copy(Deadline, map(_clock, sent), ids=iter(keys))
    events = [
        {"deadline_id": key, "kind": kind, "on": on, "at": at_hour(on)}
        for key, one in zip(keys, sent, strict=True)
        for kind, on in (
            ("start", one.on),
            *((("meet", one.read_on),) if one.state == "out_of_scope" else ()),
        )
    ]
    copy(DeadlineEvent, events, ids=keys_of(DeadlineEvent, len(events)))


def _clock(one: Sent) -> dict[str, Any]:
    version = one.clock.on(one.on)
    is_met = one.state == "out_of_scope"
    return {
        "reference": one.case_reference or one.reference,
        "clock": one.clock.id,
        "title_zh": version.zh,
        "title_en": version.en,
        "law": version.law_zh,
        "unit": one.due.unit.value,
        "started_on": one.due.start_on,
        "due_on": one.due.due_on,
        "raw_due_on": one.due.raw_due_on,
        "internal_due_on": one.due.internal_due_on,
        "provisional": one.due.provisional,
        "state": "met" if is_met else "running",
        "met_on": one.read_on if is_met else None,
        "office_id": one.bureau.offices[1 + one.n % 4 if one.case_reference else 0].pk,
    }


# --- History ---------------------------------------------------------------------------------------


def _history(sent: Sequence[Sent]) -> None:
    """The events and, in the order of their keys, their chain; the trigger that chains row by row looks away."""
    events = [event for one in sent for event in _told(one)]
    keys = list(keys_of(AuditEvent, len(events)))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditevent DISABLE TRIGGER chain_event")
        copy(AuditEvent, events, ids=iter(keys))
        cursor.execute("ALTER TABLE kernel_auditevent ENABLE TRIGGER chain_event")
    last = AuditLink.objects.last()
    before, place = (last.hash, last.sequence) if last else (audit.GENESIS, 0)
    copy(AuditLink, links(keys, [event["content_hash"] for event in events], before, place))


def _told(one: Sent) -> Iterator[dict[str, Any]]:
    people = one.bureau.people
    details = {
        "kind": one.kind,
        "channel": CHANNELS[one.n % len(CHANNELS)],
        "is_named": one.person is not None,
    }
    yield _event(one.reference, "submission.received", None, one.received_at, details)
    if one.state == "received":
        return
    read_at = at_hour(one.read_on, 10)
    yield _event(one.reference, "submission.registered", people["intake"], read_at, {})
    if one.state == "out_of_scope":
        ended = {"ground": "consultation"}
        yield _event(one.reference, "submission.put_out_of_scope", people["intake"], read_at, ended)
    if one.case_reference:
        went = {"case": one.case_reference}
        yield _event(one.case_reference, "case.lead_registered", people["intake"], read_at, {})
        yield _event(one.reference, "submission.routed", people["intake"], read_at, went)


def _event(
    reference: str, action: str, actor: User | None, at: dt.datetime, details: dict[str, Any]
) -> dict[str, Any]:
    event = audit.written(reference, action, actor=actor, at=at, details=details)
    return event | {"participants": f"{{{','.join(map(str, event['participants']))}}}"}
