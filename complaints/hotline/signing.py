"""The signature of a message: the same rule in both directions (docs/hotline.md).

    HMAC-SHA256(secret, method \\n path \\n timestamp \\n message id \\n SHA-256 of the body)

``path`` is the path of the address with its query, as it stands in the request line; ``timestamp`` are whole
seconds since 1970; digests are small hexadecimal. The message id is the nonce: a message may be sent again, under
the same id, and has its effect once.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass

KEY, TIMESTAMP, MESSAGE, SIGNATURE = (
    "X-Hotline-Key",
    "X-Hotline-Timestamp",
    "X-Hotline-Message",
    "X-Hotline-Signature",
)
WINDOW = 300  # seconds by which the two clocks may differ
MESSAGE_ID = re.compile(r"[A-Za-z0-9._:-]{8,64}")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The four headers of a signed message."""

    key_id: str
    timestamp: str
    message_id: str
    signature: str

    @classmethod
    def read(cls, headers: Mapping[str, str]) -> "Stamp":
        """The headers as they came; what is missing is empty and fits no secret."""
        return cls(*(headers.get(name, "") for name in (KEY, TIMESTAMP, MESSAGE, SIGNATURE)))

    @property
    def is_well_formed(self) -> bool:
        return bool(re.fullmatch(r"[0-9]{1,12}", self.timestamp) and MESSAGE_ID.fullmatch(self.message_id))

    def fits(self, secret: bytes, method: str, path: str, body: bytes) -> bool:
        """Compared in constant time."""
        expected = sign(secret, method, path, self.timestamp, self.message_id, body)
        return hmac.compare_digest(expected.encode(), self.signature.encode())

    def is_fresh(self, now: float) -> bool:
        return abs(now - int(self.timestamp)) <= WINDOW


def sign(secret: bytes, method: str, path: str, timestamp: str, message_id: str, body: bytes) -> str:
    lines = (method.upper(), path, timestamp, message_id, hashlib.sha256(body).hexdigest())
    return hmac.new(secret, "\n".join(lines).encode(), hashlib.sha256).hexdigest()


def signed_headers(
    key_id: str, secret: bytes, method: str, path: str, message_id: str, body: bytes, *, now: float
) -> dict[str, str]:
    """The headers of a message that is sent now."""
    timestamp = str(int(now))
    return {
        KEY: key_id,
        TIMESTAMP: timestamp,
        MESSAGE: message_id,
        SIGNATURE: sign(secret, method, path, timestamp, message_id, body),
    }
