"""Clocks on cases: whose they are, the nearest, those that ran out and who was told."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Window,
)

from casework.clocks import CLOCKS
from casework.kernel import deadlines
from casework.kernel.errors import NotFound
from casework.kernel.explanations import CITIZENS, OUTSIDERS
from casework.kernel.models import Deadline, User
from casework.lifecycle import LEVELS
from casework.models import (
    Case,
    Document,
    Escalation,
)
from casework.queries.cases import offices_of

# Clocks that the bureau must keep. A party's or complainant's own period (to apply for a review, to sue) and that
# of another authority is shown on the case, but nobody here is late by it.
OUR_CLOCKS = frozenset(c.id for c in CLOCKS.values() if c.versions[-1].holder not in CITIZENS + OUTSIDERS)


# Citizens' rights that end unused: no step of ours closes such a clock, a sweep does.
RIGHTS = frozenset(
    c.id for c in CLOCKS.values() if c.versions[-1].domain == "remedy" and c.versions[-1].holder in CITIZENS
)


def with_clock_due(cases: QuerySet[Case], first: dt.date, last: dt.date) -> QuerySet[Case]:
    """Those cases in which a clock of ours runs out from ``first`` to ``last``, both included."""
    due = Deadline.objects.filter(
        reference=OuterRef("reference"), state="running", clock__in=OUR_CLOCKS, due_on__range=(first, last)
    )
    return cases.filter(Exists(due))


def nearest_due(cases: QuerySet[Case], last: dt.date) -> QuerySet[Case]:
    """Those cases in which a clock of ours runs out up to ``last``, the most urgent first."""
    running = Deadline.objects.filter(
        reference=OuterRef("reference"), state="running", clock__in=OUR_CLOCKS, due_on__lte=last
    )
    nearest = running.order_by("due_on").values("due_on")[:1]
    return cases.annotate(due_on=Subquery(nearest)).filter(due_on__isnull=False).order_by("due_on", "pk")


def with_clocks(objects: Iterable, today: dt.date) -> list:
    """Give each object its nearest running deadline of ours as ``.clock`` (or None), in one query."""
    rows = list(objects)
    nearest: dict[str, Deadline] = {}
    running = Deadline.objects.filter(
        reference__in=[row.reference for row in rows], state__in=["running", "held"], clock__in=OUR_CLOCKS
    )
    for deadline in running.order_by("-due_on", "-pk"):
        deadline.left = deadlines.days_left(deadline, today)
        nearest[deadline.reference] = deadline
    for row in rows:
        row.clock = nearest.get(row.reference)
    return rows


def clocks_of(reference: str, today: dt.date) -> list[Deadline]:
    """All clocks of one object, the open ones first, each with ``.left``; of a case those of its notices to
    supply material too."""
    notices = Document.objects.filter(case__reference=reference, kind="supply_notice")
    found = deadlines.running_on(reference, *notices.values_list("reference", flat=True))
    for deadline in found:
        deadline.left = deadlines.days_left(deadline, today)
    return found


def escalations_for(user: User) -> QuerySet[Escalation]:
    """What this head was told and has not answered, of clocks that still run to the same day, the most overdue
    first. Each row knows how many there are, as ``.total``."""
    levels = [level.name for level in LEVELS if level.role in user.roles]
    if not levels or not user.reads_cases:
        return Escalation.objects.none()
    waiting = Escalation.objects.filter(
        level__in=levels,
        office__in=offices_of(user),
        acknowledged_at=None,
        deadline__state=Deadline.State.RUNNING,
        deadline__due_on=F("due_on"),
    )
    return waiting.select_related("deadline", "office").annotate(total=Window(Count("pk")))


def escalation_for(user: User, pk: int) -> Escalation:
    """One of this head's own, answered ones too: the form may be sent twice."""
    levels = [level.name for level in LEVELS if level.role in user.roles]
    mine = Escalation.objects.filter(level__in=levels, office__in=offices_of(user))
    try:
        return mine.select_related("deadline").get(pk=pk)
    except Escalation.DoesNotExist:
        raise NotFound from None
