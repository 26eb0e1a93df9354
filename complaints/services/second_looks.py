"""Asking that a matter be looked at again, and the answer of somebody else."""

import datetime as dt

from django.db import IntegrityError, transaction

from casework.kernel import audit, outbox, vault
from casework.kernel.errors import Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import OutboxMessage, User
from casework.kernel.tokens import Token, spend
from casework.kernel.transitions import lock, perform
from complaints.lifecycle.second_look import HOUSE_RULE, SECOND_LOOK
from complaints.models import SecondLook, Submission, Supplement
from complaints.queries.second_looks import has_outcome
from complaints.services import reopening, telling
from complaints.services.tracks import said

TOLD = "second_look.told"
OPENING_REASON = "告知复查结果"
SUBJECT = "复查结果"
ONCE = Text("复查只能提一次，您已经提过。", "You have asked once already.")
TOO_EARLY = Text("还没有处理结果，可以先补充材料。", "There is no outcome yet; you can add material.")


@transaction.atomic
def ask(*, submission: Submission, reasons: str, at: dt.datetime, token: Token | None = None) -> SecondLook:
    """The person asks, by number and code, with reasons. Once there is an outcome, and once only."""
    submission = lock(submission)
    if token is not None:
        spend(token, "second_look.asked", submission.reference, actor=None, at=at)
    if not reasons.strip():
        raise Invalid(Text("请写明为什么要再看一次。", "Say why we are to look again."))
    if not has_outcome(submission):
        raise Refused(TOO_EARLY, law=HOUSE_RULE)
    added = Supplement.objects.create(submission=submission, text=reasons.strip(), added_at=at)
    try:
        with transaction.atomic():
            look = SecondLook.objects.create(
                reference=f"{submission.reference}-R",
                state="asked",
                submission=submission,
                reasons=added,
                asked_at=at,
            )
    except IntegrityError:
        raise Refused(ONCE, law=HOUSE_RULE) from None
    for reference in (look.reference, submission.reference):
        audit.record(reference, "second_look.asked", actor=None, at=at)
    return look


def uphold(
    *, look: SecondLook, answer: str, actor: User, at: dt.datetime, token: Token | None = None
) -> SecondLook:
    """It stands; ``answer`` tells the person why."""
    return _answer(look, "uphold", answer, actor, at, token)


@transaction.atomic
def change(
    *, look: SecondLook, answer: str, actor: User, at: dt.datetime, token: Token | None = None
) -> SecondLook:
    """It was not right; ``answer`` tells the person what is done now. What the bureau ended by a decision of its own
    is open again at once; for anything else the desk has a task until it has entered what it did."""
    if not look.opens_again():
        return _answer(look, "hand_to_desk", answer, actor, at, token)
    look = _answer(look, "open_again", answer, actor, at, token)
    reopening.open_again(look.submission, look.reference, actor=actor, at=at)
    return look


@transaction.atomic
def carry_out(
    *, look: SecondLook, carried_out: str, actor: User, at: dt.datetime, token: Token | None = None
) -> SecondLook:
    """The desk has taken the step that follows; ``carried_out`` says which."""
    look = lock(look)
    look.carried_out, look.carried_out_at = said(carried_out), at
    look = perform(look, "carry_out", actor=actor, at=at, token=token)
    audit.record(look.submission.reference, "second_look.carried_out", actor=actor, at=at, participants=[])
    return look


@transaction.atomic
def _answer(
    look: SecondLook, action: str, answer: str, actor: User, at: dt.datetime, token: Token | None
) -> SecondLook:
    look = lock(look)
    look.answer, look.answered_at = said(answer), at
    look = perform(look, action, actor=actor, at=at, token=token)
    told = SECOND_LOOK.by_action[action].audit
    audit.record(look.submission.reference, told, actor=actor, at=at, participants=[])
    if look.submission.reporter_id:
        outbox.post(TOLD, look.submission.reference, at=at)
    return look


@outbox.delivers(TOLD)
def tell(message: OutboxMessage, at: dt.datetime) -> None:
    """Tell the person that there is an answer; the words stand on the tracking page."""
    submission = Submission.objects.select_related("office", "reporter").get(reference=message.reference)
    if submission.reporter is None or submission.reporter.erased_at:
        return
    person = vault.open_entries(
        submission.reporter, reference=submission.reference, actor=None, at=at, reason=OPENING_REASON
    )
    key = f"{message.kind}-{message.reference}-{message.sequence}"
    telling.send(person, submission, SUBJECT, "您要求再看一次，已经有了答复，写在进度页上。", key)
