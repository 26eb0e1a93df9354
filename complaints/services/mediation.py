"""Mediation between the two sides: consents, sessions, recusal, appraisal (Order 121 arts 18–22)."""

import datetime as dt

from django.db import transaction

from casework.kernel import audit, deadline_changes, deadlines
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.roles import Role
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.kernel.working_days import Clock
from complaints.lifecycle import MEDIATION_CLOCKS, SUBMISSION
from complaints.models import MediationSession, Submission
from complaints.services import letters
from complaints.services.tracks import note, said, track_of

APPRAISAL = "检验、检测、鉴定"
BOTH_MUST_AGREE = Text(
    "委托调解要双方都同意；有一方不同意，由本局调解。",
    "Both sides must agree to the delegation; otherwise this bureau mediates.",
)


@transaction.atomic
def begin_mediation(
    *,
    submission: Submission,
    complainant_agreed_on: dt.date | None,
    respondent_agreed_on: dt.date | None,
    consent_note: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """Both sides agreed, each on a day; ``consent_note`` says how. A side that does not agree has no day, and
    the step is refused: the mediation is then terminated."""
    submission = lock(submission)
    for agreed_on in (complainant_agreed_on, respondent_agreed_on):
        _refuse_future(agreed_on, at)
    note(
        submission,
        complainant_agreed_on=complainant_agreed_on,
        respondent_agreed_on=respondent_agreed_on,
        consent_note=said(consent_note),
        mediator=actor,
    )
    details = {"complainant": complainant_agreed_on, "respondent": respondent_agreed_on}
    return perform(submission, "begin_mediation", actor=actor, at=at, token=token, details=details)


@transaction.atomic
def delegate_mediation(
    *,
    submission: Submission,
    delegated_to: str,
    both_agree: bool,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """The consumer association or another body mediates for the bureau; the period runs on."""
    if not both_agree:
        raise Invalid(BOTH_MUST_AGREE, law=SUBMISSION.by_action["delegate_mediation"].law)
    submission = lock(submission)
    note(submission, delegated_to=said(delegated_to))
    details = {"to": delegated_to}
    return perform(submission, "delegate_mediation", actor=actor, at=at, token=token, details=details)


@transaction.atomic
def call_session(
    *,
    submission: Submission,
    called_for: dt.datetime,
    place: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """Call both sides. With a ``place`` it is on site and form 7 goes to both; without, by telephone or video."""
    if called_for <= at:
        raise Invalid(Text("调解时间要在现在以后。", "The session must lie ahead."))
    details = {"for": called_for, "on_site": bool(place.strip())}
    submission = perform(lock(submission), "call_session", actor=actor, at=at, token=token, details=details)
    session = MediationSession.objects.create(
        submission=submission, called_for=called_for, place=place.strip()
    )
    letters.call_session(submission, session, actor=actor, at=at)
    return submission


@transaction.atomic
def record_session(
    *,
    submission: Submission,
    held_on: dt.date,
    complainant_came: bool,
    respondent_came: bool,
    said: str,
    actor: User,
    at: dt.datetime,
    attending: str = "",
    token: Token | None = None,
) -> Submission:
    """Who came and what was said. The record takes the place of the call that it answers, if there was one."""
    _refuse_future(held_on, at)
    submission = lock(submission)
    session = submission.sessions.filter(held_on=None).first() or MediationSession(submission=submission)
    session.held_on, session.attending, session.said = held_on, attending.strip(), said.strip()
    session.complainant_came, session.respondent_came = complainant_came, respondent_came
    session.recorded_by = actor
    session.save()
    details = {"on": held_on, "complainant_came": complainant_came, "respondent_came": respondent_came}
    return perform(submission, "record_session", actor=actor, at=at, token=token, details=details)


@transaction.atomic
def stop_for_recusal(
    *, submission: Submission, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Submission:
    """A side asks that the mediator step aside. The rule does not stop the period for it."""
    submission = lock(submission)
    note(submission, recusal_reason=said(reason))
    return perform(submission, "stop_for_recusal", actor=actor, at=at, token=token)


@transaction.atomic
def decide_recusal(
    *,
    submission: Submission,
    mediator: User | None,
    reason: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """``mediator`` takes over and the former one is barred from then on; None: no recusal, the former goes on."""
    submission = lock(submission)
    former = track_of(submission).mediator
    if mediator is not None and (mediator == former or Role.MEDIATOR not in mediator.roles):
        raise Invalid(Text("请另选一名调解人员。", "Choose another mediator."))
    details = {"granted": mediator is not None, "reason": said(reason)}
    submission = perform(submission, "decide_recusal", actor=actor, at=at, token=token, details=details)
    if mediator is not None and former is not None:
        note(submission, mediator=mediator)
        audit.record(
            submission.reference,
            "submission.mediator_recused",
            actor=actor,
            at=at,
            participants=[former],
            details={"mediator": former.username},
        )
    return submission


@transaction.atomic
def send_for_appraisal(
    *,
    submission: Submission,
    appraiser: str,
    appraisal_note: str,
    document: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """An institution examines; ``appraisal_note`` says what and who pays, ``document`` is the commission. The
    days from today on do not count (Order 121 art 22, Order 20 art 20)."""
    submission = lock(submission)
    note(submission, appraiser=said(appraiser), appraisal_note=said(appraisal_note))
    submission = perform(
        submission, "send_for_appraisal", actor=actor, at=at, token=token, details={"document": document}
    )
    deadline_changes.hold(
        submission.reference,
        mediation_clock(submission),
        on=day_of(at),
        ground=APPRAISAL,
        document=document,
        actor=actor,
        at=at,
    )
    return submission


@transaction.atomic
def end_appraisal(
    *,
    submission: Submission,
    result: str,
    document: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """The result is in: the period runs on from today."""
    submission = lock(submission)
    note(submission, appraisal_note=f"{track_of(submission).appraisal_note}\n{said(result)}")
    submission = perform(
        submission, "end_appraisal", actor=actor, at=at, token=token, details={"document": document}
    )
    deadline_changes.resume(
        submission.reference,
        mediation_clock(submission),
        on=day_of(at),
        ground=APPRAISAL,
        document=document,
        actor=actor,
        at=at,
    )
    return submission


def mediation_clock(submission: Submission) -> Clock:
    """The clock of mediation that is open: the one that the acceptance started."""
    found = [clock for clock in MEDIATION_CLOCKS if deadlines.open_clock(submission.reference, clock)]
    return found[0] if found else MEDIATION_CLOCKS[-1]


def _refuse_future(day: dt.date | None, at: dt.datetime) -> None:
    if day is not None and day > day_of(at):
        raise Invalid(Text("日期不能在今天以后。", "The day cannot lie ahead."))
