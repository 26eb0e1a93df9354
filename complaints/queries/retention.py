"""What stands against erasing a person's data, and the people whose data have been kept long enough."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet

from casework.kernel import deadlines, holds, words
from casework.kernel.clock import day_of
from casework.kernel.errors import NotFound
from casework.kernel.lifecycle import Text
from casework.kernel.models import AuditEvent, Deadline, User, VaultSubject
from casework.lifecycle import CASE
from casework.models import Case, Remedy
from complaints.lifecycle import SUBMISSION
from complaints.lifecycle.retention import (
    DUTY_TO_KEEP,
    REPORT_WITH_A_CASE,
    SHORTEST,
    Retention,
    retention_on,
)
from complaints.lifecycle.second_look import OPEN
from complaints.models import ErasureRequest, SecondLook, Submission
from complaints.queries.desk import submissions_for

CASE_OVER = [state.name for state in CASE.states if state.is_end]
OVER = [state.name for state in SUBMISSION.states if state.is_end]
NO_ACTS = ("vault.opened", "attempt.refused", "erasure.asked")
"""What does not move the matter and so begins no new time of keeping."""


class Kept(NamedTuple):
    """Why the data must stay, with the article."""

    reason: Text
    law: str


def sent_by(subject: VaultSubject) -> QuerySet[Submission]:
    return Submission.objects.filter(reporter=subject).order_by("pk")


def why_kept(submissions: Sequence[Submission], day: dt.date) -> Kept | None:
    """The first reason why the data of who sent these must be kept that day; None where nothing obliges to."""
    references = _references(submissions)
    if holds.is_held(*references):
        return Kept(holds.HELD, holds.LAW)
    still_open = next((one for one in submissions if not _is_over(one)), None)
    if still_open:
        return Kept(_STILL_OPEN.format(number=still_open.reference), DUTY_TO_KEEP)
    if SecondLook.objects.filter(submission__in=submissions, state__in=OPEN).exists():
        return Kept(_LOOKED_AT, DUTY_TO_KEEP)
    running = Deadline.objects.filter(reference__in=references, state__in=deadlines.OPEN).first()
    if running:
        return Kept(_RUNNING.format(clock=running.title_zh), running.law)
    if Remedy.objects.filter(
        case__reference__in=references, state__in=("new", "received", "replied")
    ).exists():
        return Kept(_DISPUTED, holds.LAW)
    free_on = max(rule.may_be_erased_on(ended) for rule, ended in _retentions(submissions))
    if day < free_on:
        return Kept(_TOO_EARLY.format(day=words.day(free_on)), DUTY_TO_KEEP)
    return None


def kept_until(submissions: Sequence[Submission]) -> dt.date:
    """The day on which the sweep erases the data of who sent these."""
    return max(rule.is_erased_on(ended) for rule, ended in _retentions(submissions))


def perhaps_kept_long_enough(at: dt.datetime) -> QuerySet[VaultSubject]:
    """People who sent something longer ago than the shortest time of keeping, all of it over, the oldest first.
    Whether their time has come is asked of each with :func:`kept_until` and :func:`why_kept`."""
    over = Q(state__in=OVER) | Q(
        case_reference__in=Case.objects.filter(state__in=CASE_OVER).values("reference")
    )
    old = Submission.objects.filter(received_at__lt=at - dt.timedelta(days=365 * SHORTEST))
    open_ones = Submission.objects.exclude(over).filter(reporter__isnull=False)
    people = VaultSubject.objects.filter(erased_at=None, pk__in=old.filter(over).values("reporter"))
    return people.exclude(pk__in=open_ones.values("reporter")).order_by("created_at")


def erasures_of(submission: Submission) -> list[ErasureRequest]:
    """What was asked for the person who sent it, the latest first."""
    if submission.reporter_id is None:
        return []
    found = ErasureRequest.objects.filter(subject=submission.reporter_id)
    return list(found.select_related("submission__office"))


def erasure_for(user: User, reference: str) -> ErasureRequest:
    """One wish, for those who may read the submission."""
    try:
        found = ErasureRequest.objects.select_related("submission__office", "subject")
        return found.get(reference=reference, submission__in=submissions_for(user))
    except ErasureRequest.DoesNotExist:
        raise NotFound from None


def _references(submissions: Iterable[Submission]) -> list[str]:
    return [name for one in submissions for name in (one.reference, one.case_reference) if name]


def _is_over(submission: Submission) -> bool:
    if submission.case_reference:
        return Case.objects.filter(reference=submission.case_reference, state__in=CASE_OVER).exists()
    return submission.is_ended


def _retentions(submissions: Iterable[Submission]) -> list[tuple[Retention, dt.date]]:
    """The rule for each, and the last day on which anything happened in its matter."""
    found = []
    for one in submissions:
        events = AuditEvent.objects.filter(reference__in=_references([one])).exclude(action__in=NO_ACTS)
        ended_on = day_of(events.latest("at").at)
        filed = Case.objects.filter(reference=one.case_reference, filed_on__isnull=False).exists()
        kind = REPORT_WITH_A_CASE if one.case_reference and filed else one.kind
        found.append((retention_on(kind, ended_on), ended_on))
    return found


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
