"""The approvals of a load, each with the keys of what belongs to it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from casework.clocks import CASE_90, VER_15
from casework.kernel import deadlines, working_days
from casework.kernel.clock import at_hour
from casework.kernel.deadlines import DAY
from casework.kernel.models import Counter, Office, User
from casework.kernel.working_days import Clock, Due
from casework.management.demo.bureaus import TEAM, Bureau
from casework.management.demo.copying import keys_of, taken
from casework.management.demo.stories import STORIES, Story
from casework.models import Case, Party
from casework.services.cases import CASE_NUMBER_KIND

# Kind of the approval → state of its case, the clock that runs, how long ago it may have begun.
COURSES: dict[str, tuple[str, Clock, range]] = {
    "visit": ("verifying", VER_15, range(1, 32)),
    "filing": ("verifying", VER_15, range(1, 32)),
    "not_filing": ("verifying", VER_15, range(1, 32)),
    "proposal": ("review_passed", CASE_90, range(60, 110)),
    "decision": ("waived", CASE_90, range(60, 110)),
}


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


def items_of(bureaus: Sequence[Bureau], number: int, today: dt.date) -> list[Item]:
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
