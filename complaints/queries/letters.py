"""What the person who sent it may do and download on the tracking page."""

from casework.kernel.errors import NotFound
from complaints.lifecycle import SUBMISSION
from complaints.models import Letter, Submission

TO_THE_CITIZEN = (
    "identity_request",
    "acceptance_decision",
    "refusal_decision",
    "mediation_notice",
    "mediation_agreement",
    "mediation_record",
    "termination_decision",
    "report_result",
)


def letters_to_citizen(submission: Submission) -> list[Letter]:
    return list(submission.letters.filter(kind__in=TO_THE_CITIZEN))


def letter_to_citizen(submission: Submission, pk: int) -> Letter:
    """A letter that is set in type; its file may be encrypted with the person's key."""
    made = submission.letters.filter(kind__in=TO_THE_CITIZEN, file__isnull=False)
    letter = made.select_related("file__subject").filter(pk=pk).first()
    if letter is None:
        raise NotFound
    return letter


def may_add(submission: Submission) -> bool:
    return submission.state in SUBMISSION.by_action["supplement"].sources


def may_withdraw(submission: Submission) -> bool:
    """A complaint that goes on; after acceptance only until it was asked once."""
    if submission.is_report:
        return False
    if submission.state in SUBMISSION.by_action["withdraw"].sources:
        return True
    track = getattr(submission, "track", None)
    asked = track is not None and track.withdrawal_asked_on is not None
    return submission.state in SUBMISSION.by_action["ask_to_withdraw"].sources and not asked
