"""What the hotline platform says: each message once, and the same answer for good."""

import datetime as dt
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from casework.kernel import audit, vault
from casework.kernel.clock import day_of
from casework.kernel.errors import NotFound, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.references import new_reference
from casework.kernel.transitions import lock, perform
from complaints.lifecycle.hotline import CONSULTATION, DISCONTENT
from complaints.models import HotlineAccount, HotlineMessage, Submission, WorkOrder
from complaints.queries.hotline import submissions_of
from complaints.query_codes import keyed
from complaints.services import hotline_limits
from complaints.services.receiving import SentFile, receive, supplement

OTHER_CONTENT = Text(
    "这个消息编号已经用过，内容与这次不同；这次没有处理。新的消息请用新的编号。",
    "This message id was used before with other content; nothing was done now. A new message takes a new id.",
)
OTHER_ORDER = Text(
    "这个工单号已经收到过，内容与这次不同。补充内容请用补充接口。",
    "This work order was received before with other content. Send what is new as an addition.",
)
OVER = Text("这张工单已经结束，不再接收消息。", "This work order is over and takes no more messages.")
NOTHING_TO_CALL_BACK = Text(
    "这张工单还没有答复，不能登记回访结果。",
    "There is no reply yet that somebody could be called back about.",
)
NO_PLACE_FOR_FILES = Text(
    "这张工单没有正在办理的投诉、举报，附件没有地方保存。",
    "This work order has no open complaint or report with which files could be kept.",
)


class Sent(NamedTuple):
    """A message as it came: its id, and a text of its content that is equal where the content is."""

    message_id: str
    content: str

    @property
    def content_hash(self) -> str:
        return keyed("hotline", self.content).hex()


class Answer(NamedTuple):
    status: int
    body: dict[str, Any]


def create(
    *,
    account: HotlineAccount,
    sent: Sent,
    number: str,
    type: str,
    urgency: str,
    told: str,
    at: dt.datetime,
    caller: Mapping[str, str] | None = None,
    sent_files: Sequence[SentFile] = (),
    **matter: Any,
) -> Answer:
    """Take a work order in: it becomes the submission, or the two, of its type (``matter`` is handed on to
    :func:`receive`). The same number with the same content is the same work order under whatever message id."""

    def act() -> Answer:
        known = WorkOrder.objects.filter(account=account, number=number).first()
        if known is not None:
            return _known_again(known, sent)
        order = _open(account, sent, number, type, urgency, told, caller, sent_files, matter, at)
        return _keep(order, sent, "create", 201, at=at, words=told, files=len(sent_files))

    return _once(account, number, sent, act)


def add(
    *,
    account: HotlineAccount,
    sent: Sent,
    number: str,
    text: str,
    at: dt.datetime,
    sent_files: Sequence[SentFile] = (),
) -> Answer:
    """Keep what the caller adds: in the talk, and beside what the work order became while that is open."""

    def act() -> Answer:
        order = _running(account, number)
        open_ones = [one for one in submissions_of(order) if _takes_more(one)]
        if sent_files and not open_ones:
            raise Refused(NO_PLACE_FOR_FILES)
        for submission in open_ones:
            supplement(submission=submission, text=text, sent_files=sent_files, at=at)
        return _keep(order, sent, "add", 200, at=at, words=text, files=len(sent_files))

    return _once(account, number, sent, act)


def urge(
    *, account: HotlineAccount, sent: Sent, number: str, text: str, urgency: str, at: dt.datetime
) -> Answer:
    """Mark the work order and what it became as urged. Nobody's form goes out of date by it."""

    def act() -> Answer:
        order = _running(account, number)
        order.urges, order.urged_at, order.urgency = order.urges + 1, at, urgency or order.urgency
        order.save(update_fields=["urges", "urged_at", "urgency"])
        submissions_of(order).update(urges=F("urges") + 1)
        return _keep(order, sent, "urge", 200, at=at, words=text, urgency=order.urgency)

    return _once(account, number, sent, act)


def call_back(
    *, account: HotlineAccount, sent: Sent, number: str, result: str, text: str, at: dt.datetime
) -> Answer:
    """The platform called the caller back: the work order is closed, or has to be done again."""

    def act() -> Answer:
        order = _running(account, number)
        if order.state != "replied":
            raise Refused(NOTHING_TO_CALL_BACK)
        again = result == DISCONTENT
        order = perform(order, "reopen" if again else "close", actor=None, at=at, details={"result": result})
        if again:
            hotline_limits.begin(order, "redo", on=day_of(at), actor=None, at=at)
        return _keep(order, sent, "call_back", 200, at=at, words=text, result=result)

    return _once(account, number, sent, act)


def _once(account: HotlineAccount, number: str, sent: Sent, act: Callable[[], Answer]) -> Answer:
    """The answer that this message was given before, else the one of carrying it out now. Messages about one
    work order wait for each other."""
    kept = _kept(account, sent)
    if kept is not None:
        return kept
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"hotline {account.pk} {number}"]
            )
        return _kept(account, sent) or act()


def _kept(account: HotlineAccount, sent: Sent) -> Answer | None:
    kept = HotlineMessage.objects.filter(
        account=account, direction=HotlineMessage.IN, message_id=sent.message_id
    ).first()
    if kept is None:
        return None
    if kept.content_hash != sent.content_hash:
        raise Refused(OTHER_CONTENT)
    return _given(kept)


def _known_again(order: WorkOrder, sent: Sent) -> Answer:
    """The platform repeats itself under another message id."""
    if order.content_hash != sent.content_hash:
        raise Refused(OTHER_ORDER)
    first = order.talk.filter(kind="create", direction=HotlineMessage.IN).earliest("pk")
    HotlineMessage.objects.create(
        account=order.account,
        order=order,
        direction=HotlineMessage.IN,
        message_id=sent.message_id,
        kind="create",
        details={"repeats": first.message_id},
        at=first.at,
        content_hash=sent.content_hash,
        status=first.status,
        answer=first.answer,
    )
    return _given(first)


def _given(message: HotlineMessage) -> Answer:
    """The answer that a message was given, to the letter."""
    assert message.status is not None and message.answer is not None
    return Answer(message.status, json.loads(message.answer))


def _open(
    account: HotlineAccount,
    sent: Sent,
    number: str,
    type: str,
    urgency: str,
    told: str,
    caller: Mapping[str, str] | None,
    sent_files: Sequence[SentFile],
    matter: Mapping[str, Any],
    at: dt.datetime,
) -> WorkOrder:
    form_token = uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.SITE_URL}/hotline/{account.pk}/{number}")
    person = {field: value for field, value in (caller or {}).items() if value}
    if type == CONSULTATION:
        subject = vault.seal(person, at=at) if person else None
    else:
        receipt = receive(
            kind=type,
            channel="hotline",
            office=account.office,
            form_token=form_token,
            story=told,
            reporter=person,
            sent_files=sent_files,
            at=at,
            **matter,
        )
        subject = receipt.submissions[0].reporter
    order = WorkOrder.objects.create(
        reference=new_reference("WOR", at),
        state="assigned",
        account=account,
        office=account.office,
        number=number,
        type=type,
        urgency=urgency,
        form_token=form_token,
        content_hash=sent.content_hash,
        caller=subject,
        received_at=at,
    )
    hotline_limits.begin(order, "sign_in", on=day_of(at), actor=None, at=at)
    audit.record(
        order.reference,
        "work_order.assigned",
        actor=None,
        at=at,
        details={"number": number, "type": type, "urgency": urgency, "account": account.reference},
    )
    return order


def _running(account: HotlineAccount, number: str) -> WorkOrder:
    """The work order, locked; one that is over takes nothing more."""
    found = WorkOrder.objects.filter(account=account, number=number).first()
    if found is None:
        raise NotFound
    order = lock(found)
    if order.is_ended:
        raise Refused(OVER)
    return order


def _takes_more(submission: Submission) -> bool:
    return submission.state in submission.lifecycle.by_action["supplement"].sources


def _keep(
    order: WorkOrder, sent: Sent, kind: str, status: int, *, at: dt.datetime, words: str, **details: Any
) -> Answer:
    """Put the message and its answer on record; the answer is the work order as it stands now."""
    body = {"message": sent.message_id, **standing(order)}
    message = HotlineMessage(
        account=order.account,
        order=order,
        direction=HotlineMessage.IN,
        message_id=sent.message_id,
        kind=kind,
        details=details,
        at=at,
        content_hash=sent.content_hash,
        status=status,
        answer=json.dumps(body, ensure_ascii=False),
    )
    message.seal(words)
    message.save()
    if kind != "create":
        audit.record(
            order.reference, f"work_order.{_PAST[kind]}", actor=None, at=at,
            details={"message": sent.message_id, **details},
        )  # fmt: skip
    return Answer(status, body)


_PAST = {"add": "supplemented", "urge": "urged", "call_back": "called_back"}


def standing(order: WorkOrder) -> dict[str, Any]:
    """A work order as the platform may know it: numbers, states and days, no word of anybody."""
    return {
        "number": order.number,
        "reference": order.reference,
        "state": order.state,
        "received_at": order.received_at.isoformat(timespec="seconds"),
        "due_on": order.due_on.isoformat() if order.due_on else None,
        "send_back_by": _day(hotline_limits.last_day(order, "send_back")),
        "urges": order.urges,
        "submissions": [
            {
                "reference": one.reference,
                "kind": one.kind,
                "state": one.state,
                "due_on": one.due_on.isoformat(),
            }
            for one in submissions_of(order)
        ],
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
