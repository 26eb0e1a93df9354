"""The other complaints of one claimant, by the blind index of the vault alone: nobody's data are shown."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from casework.kernel.clock import SHANGHAI, day_of
from casework.kernel.models import User, VaultEntry
from complaints.lifecycle import COMPLAINT
from complaints.lifecycle.acceptance import SIGNERS
from complaints.models import Submission
from complaints.queries.desk import submissions_for
from complaints.queries.identity import handles
from complaints.similarity import bare_name
from complaints.triage import abuse

AT_MOST = 500
_CONTACTS = frozenset({"phone", "email", "address"})
Index = dict[str, str]


def reads_sheet(complaint: Submission, user: User, day: dt.date) -> bool:
    """Whoever decides whether it is accepted: the desk that handles it, and the heads of its office who sign a
    refusal, their delegates included. An inspector, another office or another desk has nothing to weigh here."""
    return handles(complaint, user) or _signs(complaint, user, day)


def _signs(complaint: Submission, user: User, day: dt.date) -> bool:
    acting = user.acting_on(day, complaint.handled_by)
    return bool(acting.roles.union(*(lent.roles for lent in acting.lent)) & SIGNERS)


def filings_of_claimant(complaint: Submission, user: User, day: dt.date, days: int) -> list[abuse.Filing]:
    """This complaint and those of the last ``days`` in this person's office that share a name or a contact with it,
    the newest five hundred. Reports are not read."""
    own = _indexes([complaint.reporter_id])[complaint.reporter_id]
    subjects = VaultEntry.objects.filter(blind_index__in=own.values()).values("subject_id")
    since = dt.datetime.combine(day - dt.timedelta(days), dt.time(), SHANGHAI)
    rows = (
        submissions_for(user)
        .filter(kind=COMPLAINT, reporter__in=subjects)
        .filter(Q(received_at__gte=since) | Q(pk=complaint.pk))
        .exclude(state__in=("taken_back", "out_of_scope"))
        .order_by("-received_at", "-pk")[:AT_MOST]
    )
    found = list(rows.select_related(None).select_related("track").prefetch_related("attachments"))
    indexes = _indexes(row.reporter_id for row in found)
    return [_filing(row, own, indexes[row.reporter_id]) for row in found]


def _indexes(subjects: Iterable[UUID | None]) -> dict[UUID | None, Index]:
    found: dict[UUID | None, Index] = {subject: {} for subject in subjects}
    for subject, field, index in VaultEntry.objects.filter(subject__in=list(found)).values_list(
        "subject_id", "field", "blind_index"
    ):
        found[subject][field] = index
    return found


def _filing(row: Submission, own: Index, theirs: Index) -> abuse.Filing:
    track = getattr(row, "track", None)
    return abuse.Filing(
        reference=row.reference,
        kind=row.kind,
        sent_on=day_of(row.received_at),
        channel=row.channel,
        trader=row.trader_name or row.trader_uscc or bare_name(row.trader_address),
        conducts=tuple(row.conducts),
        request=row.request,
        paid=row.amount_paid,
        claimed=row.amount_claimed,
        papers=len(row.attachments.all()),
        was_agreed=bool(track and track.agreed_on),
        whose=_whose(own, theirs),
        person=theirs.get("name", ""),
    )


def _whose(own: Index, theirs: Index) -> str:
    shared = {field for field in _CONTACTS if field in own and own[field] == theirs.get(field)}
    if not shared:
        return abuse.NAMESAKE
    names = {index.get("name") for index in (own, theirs)} - {None}
    return abuse.SAME if len(names) < 2 else abuse.SHARED
