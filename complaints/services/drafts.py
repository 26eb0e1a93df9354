"""What somebody has begun to write: kept at every step under a key of its own, and gone once it is sent or has
run out."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from casework.kernel import files, vault
from casework.kernel.errors import Invalid, NotFound
from casework.kernel.lifecycle import Text
from casework.kernel.models import StoredFile, User
from complaints.models import Attachment, Draft, DraftPaper
from complaints.services.receiving import Receipt, SentFile, receive, received_before

LIFETIME = dt.timedelta(days=14)
MOST_FILES = 10
LONGEST = 20_000  # characters of one field; the form asks for far fewer, and says so
BATCH = 200

TOO_MANY = Text(
    "最多十个文件，其余的提交以后可以再补充。", "Ten files at most; more can be added after sending."
)

Words = Mapping[str, Any]
"""What was typed: field → text, or a list of texts where several may be chosen."""


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A file of a draft as the verb ``receive`` takes one; the bytes are read when they are wanted."""

    name: str
    content_type: str
    file: StoredFile

    @property
    def content(self) -> bytes:
        return files.read(self.file)


def begin(*, key: uuid.UUID, words: Words, at: dt.datetime, actor: User | None = None) -> Draft:
    """Open the draft of this form, or go on with it: the same key is the same draft."""
    try:
        with transaction.atomic():
            if Draft.objects.filter(pk=key).exists():
                return save(draft=key, words=words, at=at, actor=actor)
            return Draft.objects.create(
                id=key,
                entered_by=actor,
                created_at=at,
                **_kept(words, vault.seal({}, at=at), at),
            )
    except IntegrityError:  # a second press, at the same time
        return save(draft=key, words=words, at=at, actor=actor)


@transaction.atomic
def save(*, draft: uuid.UUID, words: Words, at: dt.datetime, actor: User | None = None) -> Draft:
    """Keep these words over the earlier ones of the same fields. A draft that was sent is left as it is."""
    found = _locked(draft, actor)
    if found.sent_at is None:
        for field, value in _kept({**words_of(found), **words}, found.subject, at).items():
            setattr(found, field, value)
        found.save()
    return found


def words_of(draft: Draft) -> dict[str, Any]:
    if draft.subject is None or not draft.sealed:
        return {}
    words: dict[str, Any] = json.loads(vault.decrypt(draft.subject, bytes(draft.sealed), "draft"))
    return words


@transaction.atomic
def add_papers(
    *, draft: uuid.UUID, sent_files: Sequence[SentFile], at: dt.datetime, actor: User | None = None
) -> None:
    """Put files to a draft; one that is there already stays once. :class:`Invalid` above ten."""
    found = _locked(draft, actor)
    if found.sent_at is not None:
        return
    there = set(found.papers.values_list("file_id", flat=True))
    for sent in sent_files:
        file = files.store(sent.content, sent.content_type, at=at, subject=found.subject)
        if file.pk not in there:
            DraftPaper.objects.create(draft=found, file=file, name=sent.name[-120:])
            there.add(file.pk)
    if len(there) > MOST_FILES:
        raise Invalid(TOO_MANY)


@transaction.atomic
def remove_paper(*, draft: uuid.UUID, paper: int, actor: User | None = None) -> None:
    """Take a file out again; the bytes go with it. Twice is once."""
    for row in _locked(draft, actor).papers.select_related("file__subject").filter(pk=paper):
        row.delete()
        files.forget(row.file)


@transaction.atomic
def send(
    *, draft: uuid.UUID, submission: Mapping[str, Any], at: dt.datetime, actor: User | None = None
) -> Receipt:
    """Turn a draft into a submission; its id is the form token. Pressed again, also after the answer was lost, it
    is the same receipt. ``submission`` is what the verb ``receive`` takes."""
    found = _locked(draft, actor)
    if found.sent_at is not None:
        before = received_before(found.pk)
        if actor is not None:  # the sheet of staff brings its words along: others than those sent are refused
            files_sent = [KeptPaper(a.name, a.file.content_type, a.file) for a in _sent_with(before)]
            receive(**{**submission, "sent_files": files_sent}, form_token=found.pk, actor=actor, at=at)
        return before
    receipt = receive(
        **{**submission, "sent_files": papers_of(found)}, form_token=found.pk, actor=actor, at=at
    )
    subject, found.subject, found.sealed = found.subject, None, b""
    found.sent_at = found.saved_at = at
    _forget_papers(found)
    found.save()
    if subject:
        subject.delete()
    return receipt


def _sent_with(receipt: Receipt) -> list[Attachment]:
    first = receipt.submissions[0]
    return list(first.attachments.filter(supplement=None).select_related("file__subject"))


def papers_of(draft: Draft) -> list[KeptPaper]:
    return [
        KeptPaper(row.name, row.file.content_type, row.file)
        for row in draft.papers.select_related("file__subject")
    ]


@transaction.atomic
def discard(*, draft: uuid.UUID, actor: User | None = None) -> None:
    """Erase a draft at the word of whoever writes it: words, files, key and link. Twice is once."""
    open_drafts = Draft.objects.select_for_update().filter(pk=draft, entered_by=actor, sent_at=None)
    for found in open_drafts:
        _erase(found)


def forget_link(draft: uuid.UUID) -> None:
    """The link of a sent draft opens nothing any more."""
    Draft.objects.filter(pk=draft, sent_at__isnull=False).delete()


def erase_expired(*, at: dt.datetime) -> int:
    """Erase what nobody has touched for its lifetime; how many were erased."""
    expired = Q(sent_at=None, expires_at__lte=at)
    keys = list(Draft.objects.filter(expired).order_by("expires_at").values_list("pk", flat=True)[:BATCH])
    for key in keys:
        with transaction.atomic():
            found = Draft.objects.select_for_update(skip_locked=True).filter(expired, pk=key).first()
            if found:
                _erase(found)
    return len(keys)


def _locked(key: uuid.UUID, actor: User | None) -> Draft:
    try:
        return (
            Draft.objects.select_for_update(of=("self",))
            .select_related("subject")
            .get(pk=key, entered_by=actor)
        )
    except Draft.DoesNotExist:
        raise NotFound from None


def _kept(words: Words, subject: Any, at: dt.datetime) -> dict[str, Any]:
    cut = {
        field: [one[:LONGEST] for one in value[:50]] if isinstance(value, list) else value[:LONGEST]
        for field, value in words.items()
    }
    sealed = vault.encrypt(subject, json.dumps(cut).encode(), "draft")
    return {"subject": subject, "sealed": sealed, "saved_at": at, "expires_at": at + LIFETIME}


def _erase(draft: Draft) -> None:
    _forget_papers(draft)
    subject = draft.subject
    draft.delete()
    if subject:
        subject.delete()


def _forget_papers(draft: Draft) -> None:
    for row in draft.papers.select_related("file__subject"):
        row.delete()
        files.forget(row.file)
