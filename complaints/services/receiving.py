"""Taking in what citizens send: one form, one receipt, however often it is sent."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol

from django.db import IntegrityError, transaction

from casework.kernel import audit, deadlines, files, vault
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.models import Office, User, VaultSubject
from casework.kernel.references import new_reference
from casework.kernel.roles import Role
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from complaints.lifecycle import BOTH, COMPLAINANT_NAMED, COMPLAINT, RECEIPT_CLOCKS, REPORT
from complaints.models import Attachment, Submission, Supplement
from complaints.query_codes import hash_of_code, keyed, query_code
from complaints.services.acknowledging import acknowledge
from complaints.similarity import bare_name
from complaints.triage import strongest

PREFIXES = {REPORT: "RPT", COMPLAINT: "CMP"}

NEEDS_NAME = Text(
    "要我们调解，商家得知道是谁在投诉：请留下姓名和电话。",
    "To mediate we must know who complains: please leave your name and phone number.",
)
OTHER_WORDS = Text(
    "这张表已经提交过，内容与这次不同，这次没有另存。要补充，请用编号和查询码打开进度页；要另报一件，请重新打开填写页。",
    "This form was sent before with other words; nothing was stored now. Add to it on the tracking page, or "
    "open a new form.",
)


class SentFile(NamedTuple):
    """An accepted upload: ``content_type`` was judged by the content."""

    name: str
    content: bytes
    content_type: str


class Paper(Protocol):
    """A file as the verbs take one, whether it has just come or was kept with a draft."""

    @property
    def name(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def content_type(self) -> str: ...


class Receipt(NamedTuple):
    """What the citizen holds: one submission, or two for both tracks; the code opens either."""

    submissions: list[Submission]
    query_code: str


def receive(
    *,
    kind: str,
    channel: str,
    office: Office,
    form_token: uuid.UUID,
    story: str,
    at: dt.datetime,
    trader_name: str = "",
    trader_uscc: str = "",
    trader_address: str = "",
    conducts: Sequence[str] = (),
    happened_on: dt.date | None = None,
    request: str = "",
    amount_paid: Decimal | None = None,
    amount_claimed: Decimal | None = None,
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    wants_told: bool = False,
    wants_paper: bool = False,
    may_publish: bool = False,
    may_be_named: bool = False,
    reporter: Mapping[str, str] | None = None,
    sent_files: Sequence[Paper] = (),
    actor: User | None = None,
) -> Receipt:
    """Take in a report, a complaint or ``both``; the clocks of receipt start today.

    ``reporter`` holds ``name``, ``phone``, ``email``, ``address`` for the vault; None or all empty is
    anonymous. The same ``form_token`` with the same content gives the same receipt, for good; with other
    content it is :class:`Refused`. ``actor`` is the staff member who wrote it down, None for the web.
    """
    if actor is not None and not may_write_down(actor):
        raise NotPermitted(WRONG_ROLE)
    person = {field: value for field, value in (reporter or {}).items() if value}
    if kind != REPORT and not (person.get("name") and person.get("phone")):
        raise Invalid(NEEDS_NAME, law=COMPLAINANT_NAMED)
    words = {
        "trader_name": trader_name,
        "trader_uscc": trader_uscc,
        "trader_address": trader_address,
        "conducts": list(conducts),
        "story": story,
        "happened_on": happened_on,
        "request": request,
        "amount_paid": amount_paid,
        "amount_claimed": amount_claimed,
        "latitude": latitude,
        "longitude": longitude,
        "wants_told": wants_told,
        "wants_paper": wants_paper,
        "may_publish": may_publish,
        "may_be_named": may_be_named,
    }
    content_hash = _content_hash(kind, words, person, sent_files)
    try:
        with transaction.atomic():
            subject = vault.seal(person, at=at) if person else None
            shared = {
                **words,
                "trader_search": bare_name(trader_name),
                "urgency": strongest(story),
                "reporter": subject,
                "channel": channel,
                "office": office,
                "entered_by": actor,
            }
            submissions = [_open(one, form_token, content_hash, shared, at) for one in _kinds(kind)]
            for submission in submissions:
                _attach(submission, sent_files, at=at, subject=subject)
    except IntegrityError:
        submissions = _sent_before(form_token, content_hash)
        if not submissions:
            raise
    return Receipt(submissions, query_code(form_token))


def received_before(form_token: uuid.UUID) -> Receipt:
    """The receipt of a form that was sent, as its first press gave it."""
    submissions = list(Submission.objects.filter(form_token=form_token).order_by("-kind"))
    return Receipt(submissions, query_code(form_token))


def may_write_down(user: User) -> bool:
    """Whether this person may enter what came by phone, over the counter or by letter."""
    return bool(user.roles & {Role.INTAKE, Role.HOTLINE})


@transaction.atomic
def supplement(
    *,
    submission: Submission,
    text: str,
    at: dt.datetime,
    sent_files: Sequence[Paper] = (),
    token: Token | None = None,
) -> Supplement:
    """Keep what the citizen adds later; it goes beside the first words and changes none of them."""
    if not text.strip() and not sent_files:
        raise Invalid(Text("请写几句话，或者选择要补充的文件。", "Write something, or choose a file to add."))
    submission = perform(
        lock(submission), "supplement", actor=None, at=at, token=token, details={"files": len(sent_files)}
    )
    added = Supplement.objects.create(submission=submission, text=text.strip(), added_at=at)
    _attach(submission, sent_files, at=at, subject=submission.reporter, to=added)
    return added


def _kinds(kind: str) -> tuple[str, ...]:
    return (REPORT, COMPLAINT) if kind == BOTH else (kind,)


def _open(
    kind: str, form_token: uuid.UUID, content_hash: str, shared: Mapping[str, object], at: dt.datetime
) -> Submission:
    reference = new_reference(PREFIXES[kind], at)
    office = shared["office"]
    assert isinstance(office, Office)
    started = [
        deadlines.start(clock, reference, on=day_of(at), actor=None, at=at, office=office)
        for clock in RECEIPT_CLOCKS[kind]
    ]
    [deadline] = filter(None, started)  # of two versions, the one in force
    submission = Submission.objects.create(
        reference=reference,
        state="received",
        kind=kind,
        form_token=form_token,
        content_hash=content_hash,
        query_code_hash=hash_of_code(query_code(form_token)),
        received_at=at,
        due_on=deadline.due_on,
        **shared,
    )
    actor = submission.entered_by
    details = {"kind": kind, "channel": submission.channel, "is_named": submission.reporter_id is not None}
    audit.record(reference, "submission.received", actor=actor, at=at, details=details)
    acknowledge(submission, at=at)
    return submission


def _attach(
    submission: Submission,
    sent_files: Iterable[Paper],
    *,
    at: dt.datetime,
    subject: VaultSubject | None,
    to: Supplement | None = None,
) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            submission=submission,
            supplement=to,
            file=files.store(sent.content, sent.content_type, at=at, subject=subject),
            name=sent.name[-120:],
        )
        for sent in sent_files
    )


def _sent_before(form_token: uuid.UUID, content_hash: str) -> list[Submission]:
    """The submissions of this form, the report first; none where the clash was another one."""
    submissions = list(Submission.objects.filter(form_token=form_token).order_by("-kind"))
    if any(submission.content_hash != content_hash for submission in submissions):
        raise Refused(OTHER_WORDS)
    return submissions


def _content_hash(
    kind: str, words: Mapping[str, object], person: Mapping[str, str], sent_files: Iterable[Paper]
) -> str:
    digests = [hashlib.sha256(sent.content).hexdigest() for sent in sent_files]
    return keyed(
        "content", audit.canonical({"kind": kind, **words, "person": person, "files": digests})
    ).hex()
