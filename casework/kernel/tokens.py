"""One hidden token per form: an idempotency key and the version of the object that the person saw."""

import datetime as dt
import time
import uuid
from dataclasses import dataclass

from django.core import signing
from django.db import IntegrityError, transaction

from casework.kernel.clock import SHANGHAI
from casework.kernel.errors import AlreadyDone, Invalid, Stale
from casework.kernel.lifecycle import Text
from casework.kernel.models import SpentToken, User

_signer = signing.TimestampSigner(salt="casework.form")


@dataclass(frozen=True, slots=True)
class Token:
    key: uuid.UUID
    version: int


def issue(version: int = 0, key: uuid.UUID | None = None) -> str:
    """A token for a form that shows an object at ``version``: fresh, or with the key of a form that goes on."""
    return _signer.sign(f"{key or uuid.uuid4()}:{version}")


def read(value: str) -> Token:
    """The token in a posted form; :class:`Invalid` where it was not one of ours."""
    try:
        key, version = _signer.unsign(value).split(":")
        return Token(uuid.UUID(key), int(version))
    except (signing.BadSignature, ValueError) as error:
        message = Text(
            "表单已失效，请重新打开本页再试。您写的内容请先复制。",
            "This form is no longer valid; open the page again.",
        )
        raise Invalid(message) from error


def seconds_old(value: str) -> float:
    """How long ago the page with this token was made; ``value`` is one of ours."""
    stamp = value.rsplit(_signer.sep, 2)[1]
    return time.time() - signing.b62_decode(stamp)


def of_caller(key: object = None, version: object = None) -> Token:
    """The token of a caller over the API: a key of its own (a UUID; a fresh one where none is given) and the
    version that it read (0: whatever it is now)."""
    try:
        return Token(uuid.UUID(str(key)) if key else uuid.uuid4(), int(str(version or 0)))
    except ValueError as error:
        message = Text("key 须是 UUID，version 须是整数。", "key is a UUID, version a whole number.")
        raise Invalid(message) from error


def spend(token: Token, action: str, reference: str, *, actor: User | None, at: dt.datetime) -> None:
    """Use the token up, in the caller's transaction. :class:`AlreadyDone` if this person did this very act with
    it before; :class:`Stale` if it served for anything else: a form is good for one act."""
    try:
        with transaction.atomic():
            SpentToken.objects.create(key=token.key, action=action, reference=reference, actor=actor, at=at)
    except IntegrityError:
        spent = SpentToken.objects.select_related("actor").get(key=token.key)
        if (spent.action, spent.reference, spent.actor) != (action, reference, actor):
            raise Stale(_served_already(spent)) from None
        raise AlreadyDone(spent.reference) from None


def _served_already(spent: SpentToken) -> Text:
    who, when = spent.actor or "系统", spent.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return Text(
        f"{who}在{when}已经用这张表单办过别的事，您的操作没有生效。请重新打开再看。",
        f"{who} used this form for something else at {when}; your action had no effect. Open the page again.",
    )
