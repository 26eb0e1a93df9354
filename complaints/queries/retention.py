"""What stands against erasing a person's data, and whose data have been kept long enough."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Q

from casework.kernel import deadlines, holds, words
from casework.kernel.clock import day_of
from casework.kernel.errors import NotFound
from casework.kernel.lifecycle import Text
from casework.kernel.models import AuditEvent, Deadline, User, VaultSubject
from casework.lifecycle import CASE
from casework.models import Case, Remedy
from complaints.lifecycle import COMPLAINT, REPORT, SUBMISSION
from complaints.lifecycle.hotline import WORK_ORDER
from complaints.lifecycle.retention import (
    CONSULTATION,
    DUTY_TO_KEEP,
    REPORT_WITH_A_CASE,
    Retention,
    retention_on,
    shortest,
)
from complaints.lifecycle.second_look import OPEN
from complaints.models import ErasureRequest, SecondLook, Submission, WorkOrder
from complaints.queries.desk import submissions_for
from complaints.queries.hotline import READS_WORK_ORDERS, work_orders_for

CASE_OVER = [state.name for state in CASE.states if state.is_end]
OVER = [state.name for state in SUBMISSION.states if state.is_end]
ANSWERED = ["replied", *(state.name for state in WORK_ORDER.states if state.is_end)]
"""A work order that waits for the platform's call alone is over for us."""
NO_ACTS = ("vault.opened", "attempt.refused", "erasure.asked")
"""What does not move the matter and so begins no new time of keeping."""


class Kept(NamedTuple):
    """Why the data must stay, with the article."""

    reason: Text
    law: str


class Matter(NamedTuple):
    """What is erased together: all that one person sent and asked, or the words of one whom nobody knows."""

    subject: VaultSubject | None
    submissions: list[Submission]
    orders: list[WorkOrder]

    @property
    def references(self) -> list[str]:
        sent = [name for one in self.submissions for name in (one.reference, one.case_reference) if name]
        return sent + [order.reference for order in self.orders]

    @property
    def consultations(self) -> list[WorkOrder]:
        return [order for order in self.orders if order.type == CONSULTATION]


Sender = VaultSubject | Submission | WorkOrder
"""A person, or what somebody sent or asked without a name."""


def matter_of(one: Sender) -> Matter:
    subject = person_of(one)
    sent, asked = Q(reporter=subject), Q(caller=subject)
    if subject is None:
        assert not isinstance(one, VaultSubject)
        sent = asked = Q(form_token=one.form_token)
    submissions, orders = Submission.objects.filter(sent), WorkOrder.objects.filter(asked)
    return Matter(subject, list(submissions.order_by("pk")), list(orders.order_by("pk")))


def person_of(one: Sender) -> VaultSubject | None:
    if isinstance(one, VaultSubject):
        return one
    return one.reporter if isinstance(one, Submission) else one.caller


def why_kept(matter: Matter, day: dt.date) -> Kept | None:
    """The first reason why the data of this matter must be kept that day; None where nothing obliges to."""
    references = matter.references
    if holds.is_held(*references):
        return Kept(holds.HELD, holds.LAW)
    still_open = _still_open(matter)
    if still_open:
        return Kept(_STILL_OPEN.format(number=still_open), DUTY_TO_KEEP)
    if SecondLook.objects.filter(submission__in=matter.submissions, state__in=OPEN).exists():
        return Kept(_LOOKED_AT, DUTY_TO_KEEP)
    running = Deadline.objects.filter(reference__in=references, state__in=deadlines.OPEN).first()
    if running:
        return Kept(_RUNNING.format(clock=running.title_zh), running.law)
    if Remedy.objects.filter(
        case__reference__in=references, state__in=("new", "received", "replied")
    ).exists():
        return Kept(_DISPUTED, holds.LAW)
    free_on = max(rule.may_be_erased_on(ended) for rule, ended in _retentions(matter))
    if day < free_on:
        return Kept(_TOO_EARLY.format(day=words.day(free_on)), DUTY_TO_KEEP)
    return None


def kept_until(matter: Matter) -> dt.date:
    """The day on which the sweep erases the data of this matter."""
    return max(rule.is_erased_on(ended) for rule, ended in _retentions(matter))


def perhaps_kept_long_enough(at: dt.datetime) -> Iterator[Sender]:
    """Who sent or asked something longer ago than the shortest time of keeping, all of it over, and what came
    without a name; of each the oldest first. Whether the time has come is asked of each with :func:`kept_until` and
    :func:`why_kept`."""
    over = Q(state__in=OVER) | Q(
        case_reference__in=Case.objects.filter(state__in=CASE_OVER).values("reference")
    )
    sent = _received(Submission, at, shortest(REPORT, COMPLAINT, REPORT_WITH_A_CASE)).filter(over)
    asked = _received(WorkOrder, at, shortest(CONSULTATION)).filter(type=CONSULTATION, state__in=ANSWERED)
    open_ones = Submission.objects.exclude(over).filter(reporter__isnull=False)
    people = VaultSubject.objects.filter(
        Q(pk__in=sent.values("reporter")) | Q(pk__in=asked.values("caller")), erased_at=None
    )
    return chain(
        people.exclude(pk__in=open_ones.values("reporter")).order_by("created_at"),
        sent.filter(reporter=None, erased_at=None).order_by("received_at"),
        asked.filter(caller=None, erased_at=None).order_by("received_at"),
    )


def _received(what: Any, at: dt.datetime, years: int) -> Any:
    return what.objects.filter(received_at__lt=at - dt.timedelta(days=365 * years))


def erasures_of(one: Submission | WorkOrder) -> list[ErasureRequest]:
    """What was asked for the person who sent it, or for its words, the latest first."""
    matter = matter_of(one)
    about = Q(submission__in=matter.submissions) | Q(order__in=matter.orders)
    return list(ErasureRequest.objects.filter(about).select_related("submission__office", "order__office"))


def erasure_for(user: User, reference: str) -> ErasureRequest:
    """One wish, for those who may read what it is about."""
    readable = Q(submission__in=submissions_for(user))
    if user.powers & READS_WORK_ORDERS:
        readable |= Q(order__in=work_orders_for(user))
    found = ErasureRequest.objects.select_related("submission__office", "order__office", "subject")
    try:
        return found.get(readable, reference=reference)
    except ErasureRequest.DoesNotExist:
        raise NotFound from None


def _still_open(matter: Matter) -> str | None:
    """The reference of the first that is not over."""
    for sent in matter.submissions:
        case = Case.objects.filter(reference=sent.case_reference, state__in=CASE_OVER)
        if not (case.exists() if sent.case_reference else sent.is_ended):
            return sent.reference
    return next((one.reference for one in matter.consultations if one.state not in ANSWERED), None)


def _retentions(matter: Matter) -> list[tuple[Retention, dt.date]]:
    """The rule for each, and the last day on which anything happened in its matter."""
    found = []
    for one in matter.submissions:
        ended_on = _last_day(name for name in (one.reference, one.case_reference) if name)
        filed = Case.objects.filter(reference=one.case_reference, filed_on__isnull=False).exists()
        kind = REPORT_WITH_A_CASE if one.case_reference and filed else one.kind
        found.append((retention_on(kind, ended_on), ended_on))
    for order in matter.consultations:
        ended_on = _last_day([order.reference])
        found.append((retention_on(CONSULTATION, ended_on), ended_on))
    return found


def _last_day(references: Iterable[str]) -> dt.date:
    events = AuditEvent.objects.filter(reference__in=list(references)).exclude(action__in=NO_ACTS)
    return day_of(events.latest("at").at)


_STILL_OPEN = Text("{number}还没有办结，不能删除。", "{number} has not ended: nothing can be erased.")
_LOOKED_AT = Text("有人要求再看一次，还没有办完，不能删除。", "A second look is open: nothing can be erased.")
_RUNNING = Text(
    "还有期限在计算（{clock}），不能删除。", "A period still runs ({clock}): nothing can be erased."
)
_DISPUTED = Text(
    "这一件正在行政复议或者诉讼中，不能删除。", "A remedy is open in this matter: nothing can be erased."
)
_TOO_EARLY = Text(
    "保存期限到{day}届满，在此之前只能停止使用，不能删除。",
    "It must be kept until {day}: before that day its use can be stopped, and nothing erased.",
)
