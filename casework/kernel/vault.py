"""Personal data: one data key per person (AES-GCM), wrapped by VAULT_KEYS; every opening is recorded.

History, outbox, search text and frozen contexts hold tokens (``VaultSubject.token``), never the data.
Erasure destroys the key and leaves a tombstone; the audit chain still verifies.
"""

import datetime as dt
import hashlib
import hmac
import os
from collections.abc import Mapping

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from casework.kernel import audit, holds, redaction
from casework.kernel.errors import DomainError, Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import User, VaultEntry, VaultSubject

_NONCE = 12
MASKED = {"name": "姓名", "phone": "电话", "email": "邮箱", "address": "地址"}


class Erased(DomainError):
    """The person's data were erased; only the tombstone is left."""

    status = 410
    code = "erased"


def seal(entries: Mapping[str, str], *, at: dt.datetime) -> VaultSubject:
    """Store a person's data (``name``, ``phone``, …) under a new key; empty values are left out."""
    subject, rows = sealed(entries, at=at)
    with transaction.atomic(savepoint=False):
        subject.save(force_insert=True)
        VaultEntry.objects.bulk_create(rows)
    return subject


def sealed(entries: Mapping[str, str], *, at: dt.datetime) -> tuple[VaultSubject, list[VaultEntry]]:
    """The rows of a person as :func:`seal` stores them."""
    key = AESGCM.generate_key(bit_length=256)
    wrapping = settings.VAULT_KEYS[0]
    subject = VaultSubject(wrapped_by=_key_id(wrapping), created_at=at)
    subject.wrapped_key = _encrypt(bytes.fromhex(wrapping), key, str(subject.token))
    rows = [
        VaultEntry(
            subject=subject,
            field=field,
            ciphertext=_encrypt(key, value.encode(), f"{subject.token}/{field}"),
            blind_index=blind_index(field, value),
        )
        for field, value in entries.items()
        if value
    ]
    return subject, rows


def open_entries(
    subject: VaultSubject, *, reference: str, actor: User | None, at: dt.datetime, reason: str
) -> dict[str, str]:
    """The person's data in clear. Who opened it, for which object and why goes into that object's history;
    an empty reason is refused. The one opening function of the house (Order 121 art 37)."""
    if not reason.strip():
        raise Invalid(
            Text("请写明为什么要查看举报人或投诉人的信息。", "Say why you need to see this person's details.")
        )
    opened = _entries(subject)
    if any(value in reason for value in opened.values()):
        raise Invalid(
            Text(
                "原因会永久留在记录里，请不要写姓名、电话等个人信息。",
                "The reason stays on record for good: leave the person's name and details out of it.",
            )
        )
    audit.record(
        reference,
        "vault.opened",
        actor=actor,
        at=at,
        details={"subject": subject.token, "fields": sorted(opened), "reason": reason.strip()},
    )
    return opened


def hide(text: str, subject: VaultSubject | None) -> str:
    """``text`` with a mask in the place of all that looks like contact data and of what is known of this person.
    What is read for it is given to nobody, and so not recorded."""
    known = _entries(subject) if subject and subject.erased_at is None else {}
    for field, value in sorted(known.items(), key=lambda entry: -len(entry[1])):
        text = text.replace(value, f"【遮盖：{MASKED.get(field, field)}】")
    return redaction.mask(text)


def erase(subject: VaultSubject, *, reference: str, actor: User | None, at: dt.datetime, ground: str) -> None:
    """Destroy the key: the data, and every file encrypted with it, cannot be read again. The entries go too: a
    blind index still tells whether a phone number was there. Refused while a dispute holds the object."""
    holds.refuse_if_held(reference)
    subject.wrapped_key, subject.wrapped_by, subject.erased_at = None, "", at
    subject.save()
    subject.entries.all().delete()
    audit.record(
        reference, "vault.erased", actor=actor, at=at, details={"subject": subject.token, "ground": ground}
    )


def encrypt(subject: VaultSubject, plain: bytes, context: str) -> bytes:
    return _encrypt(data_key(subject), plain, context)


def decrypt(subject: VaultSubject, sealed: bytes, context: str) -> bytes:
    return _decrypt(data_key(subject), sealed, context)


def wrap(secret: bytes, context: str) -> bytes:
    """A secret of a machine, not of a person, under the newest wrapping key: nobody's opening is recorded."""
    wrapping = settings.VAULT_KEYS[0]
    return _key_id(wrapping).encode() + _encrypt(bytes.fromhex(wrapping), secret, context)


def unwrap(wrapped: bytes, context: str) -> bytes:
    return _decrypt(_wrapping(wrapped[:8].decode()), wrapped[8:], context)


def blind_index(field: str, value: str) -> str:
    """Equal values give equal indexes, so that a phone can be looked up without being stored in clear."""
    normal = "".join(value.split()).casefold()
    key = bytes.fromhex(settings.VAULT_INDEX_KEY)
    return hmac.new(key, f"{field}:{normal}".encode(), hashlib.sha256).hexdigest()


def data_key(subject: VaultSubject) -> bytes:
    if subject.wrapped_key is None:
        raise Erased(Text("此人的信息已经删除，不能再查看。", "This person's data have been erased."))
    return _decrypt(_wrapping(subject.wrapped_by), bytes(subject.wrapped_key), str(subject.token))


def _wrapping(key_id: str) -> bytes:
    for wrapping in settings.VAULT_KEYS:
        if _key_id(wrapping) == key_id:
            return bytes.fromhex(wrapping)
    raise LookupError(f"VAULT_KEYS lacks the key {key_id}.")


def _entries(subject: VaultSubject) -> dict[str, str]:
    key = data_key(subject)
    return {
        entry.field: _decrypt(key, bytes(entry.ciphertext), f"{subject.token}/{entry.field}").decode()
        for entry in subject.entries.all()
    }


def _key_id(wrapping: str) -> str:
    return hashlib.sha256(bytes.fromhex(wrapping)).hexdigest()[:8]


def _encrypt(key: bytes, plain: bytes, context: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def _decrypt(key: bytes, sealed: bytes, context: str) -> bytes:
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context.encode())
