"""The complaint track as staff read it: the list by its clocks, one complaint, its sessions, letters, leads."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from casework.kernel import audit, deadlines
from casework.kernel.errors import NotFound
from casework.kernel.lifecycle import Text
from casework.kernel.models import AuditEvent, Deadline, User
from casework.models import Case
from complaints.lifecycle import (
    ACCEPTANCE_CLOCKS,
    COMPLAINT,
    IN_MEDIATION,
    MEDIATION_CLOCKS,
    SUBMISSION,
    UNDECIDED,
)
from complaints.lifecycle.second_look import SECOND_LOOK
from complaints.models import Letter, MediationSession, Submission
from complaints.queries.desk import submission_for, submissions_for

TRACK_CLOCKS = (
    *(clock.id for clock in (*ACCEPTANCE_CLOCKS, *MEDIATION_CLOCKS)),
    "CMP-IDPROOF",
    "CMP-TERM-NOTICE",
)
# What is told of a complaint's history beside the steps of its table.
EVENTS = {
    "submission.received": Text("收到", "Received"),
    "submission.letter_made": Text("制作文书", "Letter made"),
    "second_look.asked": Text("本人要求再看一次", "The person asked for a second look"),
    "submission.letter_posted": Text("文书已打印邮寄", "Letter printed and posted"),
    "submission.message_tried_again": Text(
        "重新发送没有送达的消息", "A message that got stuck was sent anew"
    ),
    "submission.mediator_recused": Text("调解人员回避", "The mediator stepped aside"),
    "vault.opened": Text("查看投诉人身份", "The identity was opened"),
    "deadline.missed": Text("期限届满未办", "A time limit was missed"),
    "deadline.held": Text("期限暂停", "The period stands still"),
    "deadline.resumed": Text("期限恢复", "The period runs again"),
    **{row.audit: row.title for row in (*SUBMISSION.transitions, *SECOND_LOOK.transitions)},
    "second_look.changed": Text("复查后改变原来的处理", "Changed on a second look"),
}


def complaints_for(user: User) -> QuerySet[Submission]:
    return submissions_for(user).filter(kind=COMPLAINT)


def complaint_for(user: User, reference: str) -> Submission:
    """One complaint as this person reads it; a report is none."""
    found = submission_for(user, reference)
    if found.is_report:
        raise NotFound
    return found


def to_decide(complaints: QuerySet[Submission]) -> QuerySet[Submission]:
    """Registered, and not yet accepted or refused: the seven working days run."""
    return complaints.filter(state__in=UNDECIDED).order_by("due_on", "pk")


def to_sign(complaints: QuerySet[Submission]) -> QuerySet[Submission]:
    """Proposed not to be accepted: somebody else signs."""
    return to_decide(complaints).exclude(track__refusal_ground="").exclude(track=None)


def in_mediation(complaints: QuerySet[Submission]) -> QuerySet[Submission]:
    """Accepted and not over, the nearest last day first."""
    return _by_clock(complaints.filter(state__in=IN_MEDIATION))


def to_finish(complaints: QuerySet[Submission]) -> QuerySet[Submission]:
    """Agreed or terminated: both sides are to be told, the file closed."""
    return _by_clock(complaints.filter(state__in=["agreed", "mediation_terminated"]))


def ended(complaints: QuerySet[Submission]) -> QuerySet[Submission]:
    states = [state.name for state in SUBMISSION.states if state.is_end]
    return complaints.filter(state__in=states).order_by("-received_at", "-pk")


def _by_clock(complaints: QuerySet[Submission]) -> QuerySet[Submission]:
    running = Deadline.objects.filter(
        reference=OuterRef("reference"), clock__in=TRACK_CLOCKS, state__in=deadlines.OPEN
    )
    nearest = running.order_by().values("reference").annotate(day=Min("due_on")).values("day")
    return complaints.annotate(nearest=Subquery(nearest)).order_by("nearest", "pk")


def with_track_clocks(rows: list[Submission], today: dt.date) -> list[Submission]:
    """Give each row ``.clock``, the nearest of its open clocks, in one query."""
    open_ones = Deadline.objects.filter(
        reference__in=[row.reference for row in rows], clock__in=TRACK_CLOCKS, state__in=deadlines.OPEN
    )
    nearest: dict[str, Deadline] = {}
    for deadline in open_ones.order_by("-due_on", "-pk"):
        deadline.left = deadlines.days_left(deadline, today)
        nearest[deadline.reference] = deadline
    for row in rows:
        row.clock = nearest.get(row.reference)
    return rows


def track_clocks_of(submission: Submission, today: dt.date) -> list[Deadline]:
    """Every clock of the complaint, open ones first."""
    found = [one for one in deadlines.running_on(submission.reference) if one.clock in TRACK_CLOCKS]
    for deadline in found:
        deadline.left = deadlines.days_left(deadline, today)
    return found


def sessions_of(submission: Submission) -> list[MediationSession]:
    return list(submission.sessions.select_related("recorded_by"))


def letters_of(submission: Submission) -> list[Letter]:
    return list(submission.letters.select_related("file", "made_by"))


def letter_for(user: User, reference: str, pk: int) -> Letter:
    """A letter with its PDF. It names the person: whoever may not open the identity does not read it."""
    return _letter(submission_for(user, reference), pk)


def _letter(submission: Submission, pk: int) -> Letter:
    if submission.is_masked:
        raise NotFound
    found = submission.letters.filter(pk=pk).exclude(file=None).select_related("file__subject").first()
    if found is None:
        raise NotFound
    return found


def leads_from(submission: Submission) -> list[Case]:
    """The leads that this complaint brought to light."""
    return list(Case.objects.filter(source_reference=submission.reference).order_by("pk"))


class Told(NamedTuple):
    """One line of the history, as ``{% timeline %}`` draws it."""

    title: Text
    at: dt.datetime
    by: Text | str
    text: str = ""
    law: str = ""
    state: str = "done"
    url: str = ""


def history(submission: Submission) -> list[Told]:
    events = audit.history_of(submission.reference).filter(Q(action__in=EVENTS))
    return [_told(event) for event in events]


def _told(event: AuditEvent) -> Told:
    details = audit.details_of(event)
    text = details.get("number") or details.get("reason") or ""
    return Told(EVENTS[event.action], event.at, event.who, text, details.get("law", ""))
