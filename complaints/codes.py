"""The secret query code of a form: made from its token, stored only as a hash."""

import hashlib
import hmac
import uuid

from django.conf import settings

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
LENGTH = 16


def query_code(form_token: uuid.UUID) -> str:
    """The code of a form, ``K7PM-3QXD-9RTW-4HJN``. The token makes it again, so that a form sent twice gets
    the same receipt."""
    number = int.from_bytes(keyed("query-code", str(form_token)), "big")
    letters = ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return "-".join(letters[i : i + 4] for i in range(0, LENGTH, 4))


def hash_of_code(code: str) -> str:
    """What is stored of a code; typed in small letters or without its dashes it is the same code."""
    letters = "".join(character for character in code.upper() if character.isalnum())
    return keyed("query-code-hash", letters).hex()


def keyed(purpose: str, text: str) -> bytes:
    """A hash that nobody can compute without the key of the blind index."""
    key = bytes.fromhex(settings.VAULT_INDEX_KEY)
    return hmac.new(key, f"{purpose}:{text}".encode(), hashlib.sha256).digest()
