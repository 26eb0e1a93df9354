"""What hangs on a case: measures, orders to correct, hearings, remedies."""

import datetime as dt
from typing import TypeVar

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
)

from casework.kernel.errors import NotFound
from casework.kernel.models import User
from casework.kernel.roles import INVESTIGATORS
from casework.lifecycle.measure import IN_FORCE
from casework.models import (
    Approval,
    Case,
    Correction,
    Execution,
    Hearing,
    Measure,
    Proceeding,
    Remedy,
    Transfer,
)
from casework.queries.cases import cases_for, cases_of_officer

P = TypeVar("P", bound=Proceeding)


# First part of a reference → what hangs on a case and has a state of its own.
MATTERS: dict[str, type[Proceeding]] = {
    "MEA": Measure,
    "COR": Correction,
    "HRG": Hearing,
    "EXE": Execution,
    "REM": Remedy,
    "CRM": Transfer,
}


def proceeding_for(user: User, model: type[P], reference: str) -> P:
    """What hangs on a case (a measure, a hearing, …), if the user may read the case."""
    found = model._default_manager.filter(case__in=cases_for(user)).select_related(
        "case__party", "case__office"
    )
    try:
        return found.get(reference=reference)
    except model.DoesNotExist:
        raise NotFound from None


def proceedings_of(case: Case) -> list[Proceeding]:
    """Everything that runs or ran beside the course of the case, oldest first."""
    found = [matter for model in MATTERS.values() for matter in model._default_manager.filter(case=case)]
    return sorted(found, key=lambda matter: matter.opened_at)


def measures_to_settle(user: User) -> QuerySet[Measure]:
    """Measures that ended by themselves or were lifted, and an urgent one that a head refused: the things must
    go back. An officer's own cases; for the heads, all that they may read."""
    refused = Approval.objects.filter(
        subject=OuterRef("reference"), kind__endswith="_confirmation", state="rejected"
    )
    waiting = Q(state__in=("lapsed", "released")) | Q(Exists(refused), state__in=IN_FORCE, confirmed_at=None)
    return _beside(user, Measure.objects.filter(waiting))


def corrections_overdue(user: User, today: dt.date) -> QuerySet[Correction]:
    """Orders whose day has passed: the officers inspect again."""
    at_once = Q(by_day=None, served_on__lt=today)
    return _beside(user, Correction.objects.filter(at_once | Q(by_day__lt=today), state="served"))


def _beside(user: User, matters: QuerySet[P]) -> QuerySet[P]:
    cases = cases_for(user)
    if user.roles & INVESTIGATORS:
        cases = cases_of_officer(cases, user)
    return matters.filter(case__in=cases).select_related("case__party").order_by("pk")


def correction_facts(case: Case) -> dict[str, bool]:
    """What the orders to correct of this case tell the penalty worksheet, from the inspections on record alone:
    a day that has passed is no proof that nothing was done."""
    orders = Correction.objects.filter(case=case).exclude(state="withdrawn")
    return {
        "refused_to_correct": orders.filter(is_refused=True).exists(),
        "overdue_not_corrected": orders.filter(was_not_corrected=True).exists(),
    }


def remedies_to_answer(user: User) -> QuerySet[Remedy]:
    """Notices of the government or the court without a reply, the oldest first."""
    waiting = Remedy.objects.filter(state="received", case__in=cases_for(user))
    return waiting.select_related("case__party").order_by("received_on", "pk")


def hearings_of(user: User) -> QuerySet[Hearing]:
    """The hearings that this person hosts, sits in or records, the open ones first, the next day first."""
    mine = Q(host=user) | Q(officers=user) | Q(recorder=user)
    found = Hearing.objects.filter(mine, case__in=cases_for(user)).select_related(
        "case__party", "case__office"
    )
    is_over = ExpressionWrapper(Q(state__in=["held", "terminated"]), BooleanField())
    return found.distinct().annotate(is_over=is_over).order_by("is_over", "time", "pk")


def hearings_without_host(user: User) -> QuerySet[Hearing]:
    """Asked for, and no head has named a host yet."""
    return Hearing.objects.filter(state="requested", case__in=cases_for(user))


def open_hearing_of(case: Case) -> Hearing | None:
    return Hearing.objects.filter(case=case).exclude(state__in=["held", "terminated"]).first()
