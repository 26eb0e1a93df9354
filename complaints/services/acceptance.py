"""Whether a complaint is taken up: where it goes, who complains, accepted or not (Order 121 arts 10–17)."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from casework.clocks import CMP_IDPROOF
from casework.kernel import deadlines
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import Office, User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.kernel.working_days import Length, Unit
from complaints.lifecycle import (
    FACTORS_LAW,
    NO_DISPUTE_FACTORS,
    NON_ACCEPTANCE,
    TOO_LATE,
    factors_are_due,
    non_acceptance_grounds,
)
from complaints.models import Submission
from complaints.services import letters
from complaints.services.tracks import note, said, track_of

FACTORS_MISSING = Text(
    "以不属于生活消费或者没有争议为由的，要勾选第十七条的考虑因素，并在事实中写明。",
    "For this ground tick the factors of article 17 and write the facts down.",
)
NOT_TOO_LATE = Text(
    "按投诉人说的日期没有超过三年，不能用这一项。",
    "By the day that the complainant gave, the three years are not over: this ground does not apply.",
)


@transaction.atomic
def send_to_office(
    *,
    submission: Submission,
    office: Office,
    reason: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Submission:
    """Send a complaint to the office of the bureau that handles it. Its clock of acceptance runs on."""
    submission = lock(submission)
    if not office.path.startswith(submission.office.path):
        raise Invalid(Text("只能分送本局的机构。", "Only offices of this bureau can be chosen."))
    details = {"office": office.code, "reason": said(reason)}
    submission = perform(submission, "send_to_office", actor=actor, at=at, token=token, details=details)
    submission.routed_to = office
    submission.save(update_fields=["routed_to"])
    letters.forward(submission, reason, actor=actor, at=at)
    return submission


@transaction.atomic
def return_to_intake(
    *, submission: Submission, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Submission:
    """Not this office's: back to the intake desk, and nowhere else (Order 121 art 41)."""
    submission = lock(submission)
    details = {"office": submission.handled_by.code, "reason": said(reason)}
    submission = perform(submission, "return_to_intake", actor=actor, at=at, token=token, details=details)
    submission.routed_to = None
    submission.save(update_fields=["routed_to"])
    return submission


@transaction.atomic
def ask_identity(
    *, submission: Submission, until: dt.date, actor: User, at: dt.datetime, token: Token | None = None
) -> Submission:
    """Doubtful who complains: proof is asked for by ``until``. The clock of acceptance does not pause."""
    today = day_of(at)
    if not today < until <= today + dt.timedelta(days=60):
        raise Invalid(
            Text("期限要在明天以后、六十天以内。", "Give a day from tomorrow on, within sixty days.")
        )
    submission = perform(
        lock(submission), "ask_identity", actor=actor, at=at, token=token, details={"until": until}
    )
    note(submission, identity_asked_on=today, identity_until=until, identity_proved_on=None)
    length = Length((until - today).days, Unit.CALENDAR_DAY)
    deadlines.start(
        CMP_IDPROOF,
        submission.reference,
        on=today,
        actor=actor,
        at=at,
        office=submission.clock_office(),
        length=length,
    )
    letters.ask_identity(submission, until, actor=actor, at=at)
    return submission


@transaction.atomic
def record_identity(
    *, submission: Submission, proof: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Submission:
    """The proof came and was compared. ``proof`` names the kind of paper, never its number."""
    submission = lock(submission)
    note(submission, identity_proved_on=day_of(at))
    details = {"proof": said(proof)}
    return perform(submission, "record_identity", actor=actor, at=at, token=token, details=details)


@transaction.atomic
def propose_refusal(
    *,
    submission: Submission,
    ground: str,
    facts: str,
    actor: User,
    at: dt.datetime,
    factors: Sequence[str] = (),
    token: Token | None = None,
) -> Submission:
    """Propose not to accept, on a ground of the rule in force today. Ground 3 wants the factors of art 17."""
    submission, day = lock(submission), day_of(at)
    if ground not in non_acceptance_grounds(day):
        raise Invalid(Text("请选择现行规定列出的情形。", "Choose a ground that the rule in force names."))
    if factors_are_due(ground, day) and not set(factors) & set(NO_DISPUTE_FACTORS):
        raise Invalid(FACTORS_MISSING, law=FACTORS_LAW)
    if ground == TOO_LATE and submission.facts(day)["within_three_years"]:
        raise Invalid(NOT_TOO_LATE, law=NON_ACCEPTANCE[ground].law(day))
    note(
        submission,
        refusal_ground=ground,
        refusal_facts=said(facts),
        refusal_factors=[factor for factor in factors if factor in NO_DISPUTE_FACTORS],
    )
    details = {"ground": ground, "ground_law": NON_ACCEPTANCE[ground].law(day), "factors": list(factors)}
    return perform(submission, "propose_refusal", actor=actor, at=at, token=token, details=details)


@transaction.atomic
def return_refusal(
    *, submission: Submission, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Submission:
    """Whoever signs does not agree: the proposal is off the table."""
    details = {"reason": said(reason)}
    submission = perform(lock(submission), "return_refusal", actor=actor, at=at, token=token, details=details)
    note(submission, refusal_ground="", refusal_facts="", refusal_factors=[])
    return submission


@transaction.atomic
def refuse(*, submission: Submission, actor: User, at: dt.datetime, token: Token | None = None) -> Submission:
    """Sign the proposal of somebody else: not accepted, with reasons and the other routes of 消法 art 39."""
    submission = lock(submission)
    track, day = track_of(submission), day_of(at)
    ground = NON_ACCEPTANCE.get(track.refusal_ground)
    if ground and not ground.law(day):
        raise Invalid(Text("这一项现行规定没有，请退回重新提出。", "The rule in force has no such ground."))
    details = {"ground": track.refusal_ground, "ground_law": ground.law(day) if ground else ""}
    submission = perform(submission, "refuse", actor=actor, at=at, token=token, details=details)
    letters.refuse(submission, track, actor=actor, at=at)
    return submission


@transaction.atomic
def accept(
    *,
    submission: Submission,
    actor: User,
    at: dt.datetime,
    limit_exception: str = "",
    token: Token | None = None,
) -> Submission:
    """Accept, and tell the complainant. ``limit_exception`` names the law that sets another limit than three
    years. A proposal not to accept that was open is off the table."""
    submission = lock(submission)
    note(
        submission,
        accepted_on=day_of(at),
        mediator=actor,
        limit_exception=limit_exception.strip(),
        refusal_ground="",
        refusal_facts="",
        refusal_factors=[],
    )
    submission = perform(submission, "accept", actor=actor, at=at, token=token)
    letters.accept(submission, actor=actor, at=at)
    return submission
