"""What staff may read of the hotline: work orders of the office, stuck messages; and accounts, for administrators."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework import queries as hub
from casework.clocks import HOTLINE_12345
from casework.kernel import deadlines, staff
from casework.kernel.errors import NotFound, NotPermitted
from casework.kernel.lifecycle import WRONG_ROLE
from casework.kernel.models import Deadline, OutboxMessage, User
from casework.kernel.roles import Role
from casework.lifecycle import CASE
from casework.models import Case
from complaints.lifecycle import SUBMISSION
from complaints.lifecycle.hotline import CONSULTATION, HOTLINE_RULES
from complaints.models import HotlineAccount, HotlineKey, HotlineMessage, Submission, WorkOrder
from complaints.queries.desk import submissions_for

READS_WORK_ORDERS = frozenset({Role.INTAKE, Role.HOTLINE, Role.UNIT_HEAD})
STUCK_AFTER = 8
"""Attempts after which a message that is still being tried counts as stuck."""


def work_orders_for(user: User) -> QuerySet[WorkOrder]:
    """Those of the person's office and the offices below it; NotPermitted for who has nothing to do with them."""
    if not user.powers & READS_WORK_ORDERS:
        raise NotPermitted(WRONG_ROLE, law=HOTLINE_RULES)
    offices = hub.offices_of(user)
    if Role.HOTLINE in user.roles and user.office:
        return WorkOrder.objects.filter(
            Q(office__in=offices) | Q(office__path__startswith=user.office.path)
        ).select_related("account")
    return WorkOrder.objects.filter(office__in=offices).select_related("account")


def work_order_for(user: User, reference: str) -> WorkOrder:
    try:
        return work_orders_for(user).select_related("account", "office", "caller").get(reference=reference)
    except (WorkOrder.DoesNotExist, NotPermitted):
        raise NotFound from None


def open_orders(orders: QuerySet[WorkOrder]) -> QuerySet[WorkOrder]:
    """Those that wait for the bureau, the least time left first."""
    return orders.filter(state__in=["assigned", "signed_in"]).order_by("due_on", "pk")


def urged_orders(orders: QuerySet[WorkOrder]) -> QuerySet[WorkOrder]:
    return open_orders(orders).filter(urges__gt=0)


def newest_orders(orders: QuerySet[WorkOrder]) -> QuerySet[WorkOrder]:
    return orders.order_by("-received_at", "-pk")


def with_local_clocks(rows: Iterable[WorkOrder], today: dt.date) -> list[WorkOrder]:
    """Give each row ``.clock``, its local limit that runs, in one query."""
    orders = list(rows)
    running = Deadline.objects.filter(
        reference__in=[order.reference for order in orders],
        clock=HOTLINE_12345.id,
        state__in=deadlines.OPEN,
    )
    clocks = {deadline.reference: deadline for deadline in running}
    for order in orders:
        order.clock = clocks.get(order.reference)
        if order.clock:
            order.clock.left = deadlines.days_left(order.clock, today)
    return orders


def submissions_of(order: WorkOrder) -> QuerySet[Submission]:
    """What the work order became, the report first."""
    return Submission.objects.filter(form_token=order.form_token).order_by("-kind")


def readable_of(order: WorkOrder, user: User) -> set[str]:
    """Which of them this person may open."""
    mine = submissions_for(user).filter(form_token=order.form_token)
    return set(mine.values_list("reference", flat=True))


def order_at(account: HotlineAccount, number: str) -> WorkOrder:
    """A work order as its platform asks for it."""
    try:
        return WorkOrder.objects.get(account=account, number=number)
    except WorkOrder.DoesNotExist:
        raise NotFound from None


def talk_of(order: WorkOrder) -> list[HotlineMessage]:
    """Everything said about it, in both directions, oldest first; ours with ``.sending``, its promise."""
    talk = list(order.talk.select_related("actor", "order__caller"))
    promises = {
        promise.sequence: promise
        for promise in OutboxMessage.objects.filter(reference=order.reference, kind__startswith="hotline_")
    }
    for message in talk:
        message.sending = promises.get(message.pk)
    return talk


def stuck_for(user: User) -> QuerySet[OutboxMessage]:
    """Our messages to platforms that do not get through: given up, or tried in vain for a good while."""
    own = work_orders_for(user).values("reference")
    troubled = Q(state="stuck") | Q(state="pending", attempts__gte=STUCK_AFTER)
    return OutboxMessage.objects.filter(troubled, kind__startswith="hotline_", reference__in=own).order_by(
        "created_at", "pk"
    )


def with_messages(rows: Iterable[OutboxMessage]) -> list[tuple[OutboxMessage, HotlineMessage | None]]:
    """Each with what it was to say."""
    found = list(rows)
    said = HotlineMessage.objects.in_bulk([row.sequence for row in found])
    return [(row, said.get(row.sequence)) for row in found]


def stuck_message_for(user: User, pk: int) -> OutboxMessage:
    """One of our messages to a platform, stuck or delivered meanwhile."""
    try:
        own = work_orders_for(user).values("reference")
        return OutboxMessage.objects.get(pk=pk, kind__startswith="hotline_", reference__in=own)
    except (OutboxMessage.DoesNotExist, NotPermitted):
        raise NotFound from None


def over_but_untold() -> QuerySet[WorkOrder]:
    """Work orders whose platform was not told yet that everything they became is over; a consultation becomes
    nothing."""
    ends = [state.name for state in SUBMISSION.states if state.is_end]
    case_ends = [state.name for state in CASE.states if state.is_end]
    closed = Case.objects.filter(reference=OuterRef("case_reference"), state__in=case_ends)
    became = Submission.objects.filter(form_token=OuterRef("form_token"))
    going_on = became.exclude(state__in=ends).exclude(Exists(closed))
    return (
        WorkOrder.objects.filter(outcome_told_at=None)
        .filter(~Q(state="sent_back") & ~Q(type=CONSULTATION))
        .filter(Exists(became), ~Exists(going_on))
        .order_by("pk")
    )


# --- The platform at the door --------------------------------------------------------------------------


def open_key(key_id: str) -> HotlineKey | None:
    """The key with its account, where both still count."""
    return (
        HotlineKey.objects.filter(key_id=key_id, ended_at=None, account__is_active=True)
        .select_related("account__office")
        .first()
    )


def newest_key(account: HotlineAccount) -> HotlineKey | None:
    """The key with which we sign."""
    return account.keys.filter(ended_at=None).order_by("-made_at", "-pk").first()


# --- Accounts, for administrators ----------------------------------------------------------------------


def accounts_for(user: User) -> QuerySet[HotlineAccount]:
    """Those of the administrator's bureau."""
    return HotlineAccount.objects.filter(office__in=staff.offices_for(user)).select_related("office")


def account_for(user: User, code: str) -> HotlineAccount:
    try:
        return accounts_for(user).get(code=code)
    except HotlineAccount.DoesNotExist:
        raise NotFound from None


def key_for(user: User, key_id: str) -> HotlineKey:
    try:
        return HotlineKey.objects.select_related("account").get(key_id=key_id, account__in=accounts_for(user))
    except HotlineKey.DoesNotExist:
        raise NotFound from None
