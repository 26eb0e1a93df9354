"""Erasing who sent it: when the time of keeping is over, or because the person asks and a second one agrees.

The key is destroyed, and with it what is in the vault and every file encrypted with it. What stood in clear is
overwritten: the person's own words with a tombstone, for nobody can tell which of them show who wrote them; the
office's words about the matter keep their place, with masks over the person. Of a report or a question without a name
the words themselves are what goes, and the files. Numbers, days, conducts and the trader
stay for the statistics and the trader's own record. History keeps a keyed hash of every text that went, so that a
paper copy can still be held against it.
"""

import datetime as dt
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.db.models import ProtectedError

from casework.kernel import audit, files, outbox, vault
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, NotPermitted, Refused, Stale
from casework.kernel.lifecycle import Text
from casework.kernel.models import OutboxMessage, User, VaultSubject
from casework.kernel.references import new_reference
from casework.kernel.tokens import Token, spend
from casework.kernel.transitions import lock, perform, who_was_first
from complaints.lifecycle import REPORTER_CONFIDENTIAL
from complaints.lifecycle.retention import ERASURE_LAW
from complaints.models import Attachment, ErasureRequest, Submission, Supplement, WorkOrder
from complaints.queries import (
    Matter,
    Sender,
    erasures_of,
    handles,
    kept_until,
    matter_of,
    perhaps_kept_long_enough,
    person_of,
    why_kept,
)
from complaints.query_codes import keyed

DESTROY = "erased_copies"
BATCH = 200
WORDY = 100
"""A column shorter than this holds a code, a number or a state and no sentence."""
PERIOD_OVER = "保存期限届满"
BY_MISTAKE = "误导入，已撤销"
ON_REQUEST = "本人要求删除"
TOMBSTONE = "（个人信息已删除，原文不再保存。）"
FILE_TOMBSTONE = "已删除"

# --- The sweep --------------------------------------------------------------------------------------


def erase_due(*, at: dt.datetime) -> int:
    """Sweep: erase whose time of keeping has ended and whom nothing keeps. How many people and papers without a
    name were erased; the next sweep goes on."""
    erased = 0
    for one in perhaps_kept_long_enough(at):
        erased += _erase_if_due(one, at)
        if erased == BATCH:
            break
    return erased


@transaction.atomic
def _erase_if_due(one: Sender, at: dt.datetime) -> bool:
    matter = _locked(one)
    if matter is None or kept_until(matter) > day_of(at) or why_kept(matter, day_of(at)):
        return False
    _erase(matter, ground=PERIOD_OVER, actor=None, at=at)
    return True


def erase_mistaken(one: Submission, *, actor: User | None, at: dt.datetime) -> None:
    """What came in by mistake has no purpose: no time of keeping has to end."""
    matter = _locked(one)
    if matter is not None:
        _erase(matter, ground=BY_MISTAKE, actor=actor, at=at)


def _locked(one: Sender) -> Matter | None:
    """What is erased with this, its person's row locked, or its own where there is no person; None where it is
    erased already."""
    row = person_of(one) or one
    row = type(row)._base_manager.select_for_update().get(pk=row.pk)  # type: ignore[misc]
    return None if row.erased_at else matter_of(row)


# --- On request -------------------------------------------------------------------------------------


@transaction.atomic
def ask_erasure(
    *, about: Submission | WorkOrder, wish: str, actor: User, at: dt.datetime, token: Token | None = None
) -> ErasureRequest:
    """Take down that the person asks for it: who sent it, or, where it came without a name, also whom it names.
    Refused, with the reason and the article, while a duty to keep the data runs."""
    if not handles(about, actor):
        raise NotPermitted(_ONLY_WHO_HANDLES, law=REPORTER_CONFIDENTIAL)
    matter = _locked_to_erase(about)
    if token is not None:
        spend(token, "erasure.asked", about.reference, actor=actor, at=at)
    if not wish.strip() or vault.hide(wish, matter.subject) != wish:
        raise Invalid(_SAY_HOW)
    _refuse_while_kept(matter, at)
    waiting = next((one for one in erasures_of(about) if one.state == "asked"), None)
    if waiting:
        raise Stale(who_was_first(waiting))
    asked = ErasureRequest.objects.create(
        reference=new_reference("ERA", at),
        state="asked",
        submission=about if isinstance(about, Submission) else None,
        order=about if isinstance(about, WorkOrder) else None,
        subject=matter.subject,
        wish=wish.strip(),
        asked_at=at,
    )
    for reference in (asked.reference, about.reference):
        audit.record(reference, "erasure.asked", actor=actor, at=at, details={"request": asked.reference})
    return asked


@transaction.atomic
def approve_erasure(
    *, asked: ErasureRequest, actor: User, at: dt.datetime, token: Token | None = None
) -> ErasureRequest:
    """A second person agrees: the data are erased in the same act. Whether a duty to keep runs is asked again."""
    asked = perform(lock(asked), "approve", actor=actor, at=at, token=token)
    matter = _locked_to_erase(asked.about)
    _refuse_while_kept(matter, at)
    _erase(matter, ground=ON_REQUEST, actor=actor, at=at)
    return asked


@transaction.atomic
def decline_erasure(
    *, asked: ErasureRequest, answer: str, actor: User, at: dt.datetime, token: Token | None = None
) -> ErasureRequest:
    """A second person does not agree; ``answer`` is what the person is told."""
    if not answer.strip() or vault.hide(answer, asked.subject) != answer:
        raise Invalid(_SAY_WHY)
    asked = lock(asked)
    asked.answer = answer.strip()
    return perform(asked, "decline", actor=actor, at=at, token=token)


def _locked_to_erase(one: Submission | WorkOrder) -> Matter:
    matter = _locked(one)
    if matter is None:
        raise Refused(_ERASED_ALREADY, law=ERASURE_LAW)
    return matter


def _refuse_while_kept(matter: Matter, at: dt.datetime) -> None:
    kept = why_kept(matter, day_of(at))
    if kept:
        raise Refused(kept.reason, law=kept.law)


# --- What goes --------------------------------------------------------------------------------------


def _erase(matter: Matter, *, ground: str, actor: User | None, at: dt.datetime) -> None:
    """Everything of one matter, of both tracks and of the hotline's talk. The row that :func:`_locked` names is
    locked."""
    subject = matter.subject
    gone = {}
    for submission in matter.submissions:
        gone[submission.reference] = "submission.person_erased", _clear(lock(submission), subject, at)
    for order in matter.orders:
        gone[order.reference] = "work_order.person_erased", _clear_talk(lock(order), at)
    OutboxMessage.objects.filter(reference__in=gone).update(last_error="")
    if subject is not None:
        vault.erase(subject, reference=next(iter(gone)), actor=actor, at=at, ground=ground)
    for reference, (action, hashes) in gone.items():
        details = {"ground": ground, "law": ERASURE_LAW, "texts": hashes}
        audit.record(reference, action, actor=actor, at=at, details=details)
        outbox.post(DESTROY, reference, at=at, payload={"subject": str(subject.pk) if subject else ""})


def _clear(submission: Submission, subject: VaultSubject | None, at: dt.datetime) -> list[str]:
    """Overwrite the person's own words, mask the person in all others; keyed hashes of the words that went."""
    own = [submission.story, submission.request]
    submission.story, submission.content_hash = TOMBSTONE, ""
    submission.request = TOMBSTONE if submission.request else ""
    submission.latitude = submission.longitude = None
    submission.erased_at = at
    for supplement in submission.supplements.all():
        own.append(supplement.text)
        Supplement.objects.filter(pk=supplement.pk).update(text=TOMBSTONE if supplement.text else "")
    if subject is None:
        _forget_files(submission)
    Attachment.objects.filter(submission=submission).update(name=FILE_TOMBSTONE)
    hide = _hider(subject)
    submission.version += 1  # a form that shows the old words is out of date
    _mask_row(submission, hide)
    for relation in submission._meta.related_objects:
        for row in relation.related_model._base_manager.filter(**{relation.field.name: submission}):
            _mask_row(row, hide)
    return [keyed("erased", text).hex() for text in own if text]


def _forget_files(submission: Submission) -> None:
    """Files without a key leave the disk themselves, but for those that others sent too or that a case holds."""
    for row in submission.attachments.select_related("file"):
        row.delete()
        with suppress(ProtectedError), transaction.atomic():
            files.forget(row.file)


def _clear_talk(order: WorkOrder, at: dt.datetime) -> list[str]:
    """What a caller's key sealed goes with it. What was said without one is overwritten."""
    own = []
    for message in order.talk.exclude(sealed=b"") if order.caller_id is None else ():
        own.append(message.words)
        message.seal(TOMBSTONE)
        message.save(update_fields=["sealed"])
    order.erased_at = at
    order.save(update_fields=["erased_at"])
    return [keyed("erased", text).hex() for text in own]


def _hider(subject: VaultSubject | None) -> Callable[[str], str]:
    return lambda text: vault.hide(text, subject)


def _mask_row(row: models.Model, hide: Callable[[str], str]) -> None:
    """Mask the person in every text of a row that hangs on the submission, in frozen contexts too."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, models.JSONField) and value:
            setattr(row, field.attname, json.loads(hide(json.dumps(value, ensure_ascii=False))))
        elif isinstance(field, models.TextField) and value:
            setattr(row, field.attname, hide(value))
        elif isinstance(field, models.CharField) and value and (field.max_length or 0) >= WORDY:
            setattr(row, field.attname, hide(value)[: field.max_length])
    row.save()


@outbox.delivers(DESTROY)
def destroy_copies(message: OutboxMessage, at: dt.datetime) -> None:
    """Take what lies outside the database away: files under the destroyed key, messages that were handed over."""
    if message.payload["subject"]:
        files.destroy_files_of(VaultSubject.objects.get(pk=message.payload["subject"]))
    for sent in Path(settings.SMS_DIR).glob(f"*{message.reference}*"):
        sent.unlink(missing_ok=True)


_ONLY_WHO_HANDLES = Text(
    "只有承办人员可以登记本人的删除要求。", "Only those who handle the matter take such a wish down."
)
_SAY_HOW = Text(
    "请写明本人何时、以什么方式要求删除，不要写姓名和电话。",
    "Say when and how the person asked, without their name and number.",
)
_SAY_WHY = Text(
    "请写明不予删除的理由，不要写姓名和电话。", "Give the reason, without the person's name and number."
)
_ERASED_ALREADY = Text("此人的信息已经删除。", "This person's data are erased already.")
