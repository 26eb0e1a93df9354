"""A matter that a second look opens again: registered as before, or a new lead in the place of the one not filed."""

import datetime as dt

from casework.kernel import deadlines
from casework.kernel.clock import day_of
from casework.kernel.models import Deadline, User
from casework.kernel.transitions import lock, perform
from casework.models import Case
from casework.services import cases
from complaints.lifecycle import RECEIPT_CLOCKS
from complaints.models import Submission
from complaints.services.tracks import note


def open_again(submission: Submission, second_look: str, *, actor: User, at: dt.datetime) -> Submission:
    """In the open transaction. The decision that is taken back stays in the history and in its letter."""
    submission = lock(submission)
    if submission.case_reference:
        return _verify_anew(submission, second_look, actor=actor, at=at)
    submission.ground = ""
    was = submission.state
    details = {"second_look": second_look, "was": was}
    submission = perform(submission, "reopen", actor=None, at=at, details=details)
    if was == "not_accepted":
        note(submission, refusal_ground="", refusal_facts="", refusal_factors=[])
    clocks = [clock.id for clock in RECEIPT_CLOCKS[submission.kind]]
    running = Deadline.objects.get(reference=submission.reference, clock__in=clocks, state__in=deadlines.OPEN)
    submission.due_on = running.due_on
    submission.save(update_fields=["due_on"])
    return submission


def _verify_anew(submission: Submission, second_look: str, *, actor: User, at: dt.datetime) -> Submission:
    """The case that was not filed stays as it ended; its fifteen working days run anew under another number."""
    before = Case.objects.get(reference=submission.case_reference)
    case = cases.register_lead(
        office=before.office,
        cause=before.cause,
        summary=before.summary,
        source=before.source,
        source_reference=submission.reference,
        reporter_is_named=before.reporter_is_named,
        received_on=day_of(at),
        party=before.party,
        act_ended_on=before.act_ended_on,
        actor=actor,
        at=at,
    )
    submission.case_reference = case.reference
    details = {"second_look": second_look, "case": case.reference, "was": before.reference}
    return perform(submission, "verify_anew", actor=None, at=at, details=details)
