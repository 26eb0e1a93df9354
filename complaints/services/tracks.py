"""The row of the complaint track, under the lock of its submission."""

from typing import Any

from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from complaints.models import ComplaintTrack, Submission


def track_of(submission: Submission) -> ComplaintTrack:
    """The track of a complaint; an empty one, not saved, before anybody worked on it."""
    return getattr(submission, "track", None) or ComplaintTrack()


def note(submission: Submission, **values: Any) -> ComplaintTrack:
    """Write these columns, before the step whose guards ask for them. The caller holds the lock."""
    track, _ = ComplaintTrack.objects.update_or_create(submission=submission, defaults=values)
    submission.track = track  # what was read before is stale
    return track


def said(words: str) -> str:
    if not words.strip():
        raise Invalid(Text("请写明，这会记入投诉卷。", "Write it down: it goes on file."))
    return words.strip()
