"""How a complaint ends: agreed, terminated, withdrawn, closed; and the police beside it (Order 121 arts 23–26, 42)."""

import datetime as dt

from django.db import transaction

from casework.kernel import deadlines
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import Deadline, User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from complaints.lifecycle import (
    IN_MEDIATION,
    MEDIATION_CLOCKS,
    TERMINATION,
    TIME,
    termination_grounds,
)
from complaints.models import Submission
from complaints.services import letters
from complaints.services.tracks import note, said, track_of

PAPER, PERFORMED, WAIVED = "paper", "performed", "waived"
SETTLED_BY = {
    PAPER: Text("制作投诉调解书，双方签字", "A mediation agreement, signed by both"),
    PERFORMED: Text("协议已当场履行，不制作调解书", "Performed at once: no agreement paper"),
    WAIVED: Text("双方同意不制作调解书", "Both sides want no agreement paper"),
}


@transaction.atomic
def agree(
    *,
    submission: Submission,
    terms: str,
    settled_by: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """The two sides agreed. ``settled_by``: form 9 is made, or a record where the agreement is performed at once
    or both want no paper (Order 121 art 24)."""
    if settled_by not in SETTLED_BY:
        raise Invalid(Text("请选择是否制作调解书。", "Say whether an agreement paper is made."))
    submission = lock(submission)
    details = {"settled_by": settled_by}
    submission = perform(submission, "agree", actor=actor, at=at, token=token, details=details)
    track = note(submission, terms=said(terms), settled_by=settled_by, agreed_on=day_of(at))
    letters.agree(submission, track, on_paper=settled_by == PAPER, actor=actor, at=at)
    return submission


@transaction.atomic
def terminate(
    *,
    submission: Submission,
    ground: str,
    facts: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """End the mediation on a ground of the rule in force today; both sides are told within seven working days."""
    submission, day = lock(submission), day_of(at)
    if ground not in termination_grounds(day):
        raise Invalid(Text("请选择现行规定列出的情形。", "Choose a ground that the rule in force names."))
    law = TERMINATION[ground].law(day)
    if ground == TIME:
        _refuse_before_the_last_day(submission, day, law)
    details = {"ground": ground, "ground_law": law}
    submission = perform(submission, "terminate", actor=actor, at=at, token=token, details=details)
    track = note(submission, termination=ground, termination_note=said(facts), terminated_on=day)
    letters.terminate(submission, track, actor=actor, at=at)
    return submission


@transaction.atomic
def record_told(
    *,
    submission: Submission,
    complainant_told_on: dt.date,
    respondent_told_on: dt.date,
    told_note: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """Both sides know of the termination, each since a day; ``told_note`` says how."""
    submission = lock(submission)
    terminated_on = track_of(submission).terminated_on or day_of(at)
    for told_on in (complainant_told_on, respondent_told_on):
        if not terminated_on <= told_on <= day_of(at):
            raise Invalid(
                Text("告知日期在终止调解之后、今天以前。", "The day lies between the termination and today.")
            )
    note(
        submission,
        complainant_told_on=complainant_told_on,
        respondent_told_on=respondent_told_on,
        told_note=said(told_note),
    )
    details = {"complainant": complainant_told_on, "respondent": respondent_told_on}
    return perform(submission, "record_told", actor=actor, at=at, token=token, details=details)


@transaction.atomic
def close_complaint(
    *, submission: Submission, actor: User, at: dt.datetime, follow_up: str = "", token: Token | None = None
) -> Submission:
    """File it. ``follow_up`` is what a call back found, if one was made (Order 121 art 26)."""
    submission = perform(lock(submission), "close_complaint", actor=actor, at=at, token=token)
    note(submission, follow_up=follow_up.strip())
    return submission


@transaction.atomic
def withdraw(*, submission: Submission, at: dt.datetime, token: Token | None = None) -> Submission:
    """The complainant withdraws, by number and code. Before acceptance the complaint ends; afterwards the bureau
    terminates the mediation. A report beside it goes on."""
    submission = lock(submission)
    if submission.state not in IN_MEDIATION:
        return perform(submission, "withdraw", actor=None, at=at, token=token)
    note(submission, withdrawal_asked_on=day_of(at))
    return perform(submission, "ask_to_withdraw", actor=None, at=at, token=token)


@transaction.atomic
def refer_to_police(
    *,
    submission: Submission,
    authority: str,
    reason: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """Suspected fraud or extortion by the claimant (Order 121 art 42). What follows for the complaint is a step of
    its own: not accepted, or terminated."""
    details = {"authority": said(authority), "reason": said(reason)}
    return perform(lock(submission), "refer_to_police", actor=actor, at=at, token=token, details=details)


def _refuse_before_the_last_day(submission: Submission, day: dt.date, law: str) -> None:
    """The period ends with its last day: until then the two sides may still agree."""
    running = Deadline.objects.filter(
        reference=submission.reference, clock__in=[c.id for c in MEDIATION_CLOCKS], state__in=deadlines.OPEN
    ).first()
    if running and (running.state == Deadline.State.HELD or day < running.due_on):
        raise Refused(
            Text(
                f"调解期限到{running.due_on}才届满，还不能以期限届满终止。",
                f"The period runs until {running.due_on}: it is not over yet.",
            ),
            law=law,
        )
