"""What was begun and not sent."""

import datetime as dt
import uuid
from collections.abc import Collection

from casework.kernel.errors import NotFound
from casework.kernel.models import User
from complaints.models import Draft, DraftPaper, Submission
from complaints.queries.alike import alike
from complaints.queries.desk import site_office
from complaints.similarity import Told


def draft_for(key: uuid.UUID, at: dt.datetime, *, of: User | None = None) -> Draft:
    """The draft that this link opens, sent or not. One that has run out is not there any more, whether the sweep
    came by or not; a citizen's link opens nothing that staff wrote down."""
    draft = Draft.objects.select_related("subject").filter(pk=key, entered_by=of).first()
    if draft is None or (draft.sent_at is None and draft.expires_at <= at):
        raise NotFound
    return draft


def open_draft(key: str, at: dt.datetime) -> Draft | None:
    """The draft that this browser has begun, if there is something to go on with."""
    return Draft.objects.filter(pk=key, entered_by=None, sent_at=None, expires_at__gt=at).first()


def draft_of_staff(user: User, at: dt.datetime) -> Draft | None:
    """What this person was writing down and has not taken in yet."""
    mine = Draft.objects.select_related("subject").filter(entered_by=user, sent_at=None, expires_at__gt=at)
    return mine.order_by("-saved_at").first()


def papers_of(draft: Draft) -> list[DraftPaper]:
    return list(draft.papers.select_related("file"))


def sent_before(told: Told, at: dt.datetime, *, own: Collection[str]) -> tuple[list[Submission], bool]:
    """What this browser sent itself about the same matter (``own`` are form tokens), and whether others told us of
    it too: that they did, and nothing about them."""
    found = [one.submission for one in alike(told, Submission.objects.filter(office=site_office()), at=at)]
    mine = [one for one in found if str(one.form_token) in own]
    return mine, len(mine) < len(found)
