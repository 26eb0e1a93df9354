"""Who calls: the account whose secret signed the request. One refusal for every doubt about it."""

import datetime as dt

from django.http import HttpRequest

from casework.kernel.errors import DomainError
from casework.kernel.lifecycle import Text
from complaints.hotline.signing import WINDOW, Stamp
from complaints.models import HotlineAccount
from complaints.queries import hotline as queries
from complaints.services import hotline_accounts

SCHEME = "Hotline-HMAC-SHA256"
NOBODY = b"0" * 64  # compared with where there is no key, so that an unknown one takes as long as a wrong one


class NotSigned(DomainError):
    """No key of ours signed this. Which part was wrong is not said."""

    status = 401
    scheme = SCHEME
    code = "not_authenticated"

    def __init__(self) -> None:
        super().__init__(Text("签名不对，或者密钥不能使用。", "The signature or its key is not good."))


class NotFresh(DomainError):
    """Rightly signed, but of another time: an old request sent again, or a clock that is wrong."""

    status = 401
    scheme = SCHEME
    code = "not-fresh"

    def __init__(self) -> None:
        super().__init__(
            Text(
                f"签名时间与本局时钟相差超过{WINDOW}秒，请校时后重新签名。",
                f"The signature is more than {WINDOW} seconds from our clock. Set yours and sign again.",
            )
        )


def caller_of(request: HttpRequest, body: bytes, *, at: dt.datetime) -> tuple[HotlineAccount, str]:
    """The account and the id of its message; the call is counted. Raises :class:`NotSigned`,
    :class:`NotFresh` or :class:`TooMany`, and only a right signature hears more than the first."""
    stamp = Stamp.read(request.headers)
    key = queries.open_key(stamp.key_id)
    fits = stamp.fits(key.secret() if key else NOBODY, request.method or "", request.get_full_path(), body)
    if not (key and fits and stamp.is_well_formed):
        raise NotSigned
    if not stamp.is_fresh(at.timestamp()):
        raise NotFresh
    hotline_accounts.count_call(key.account, at=at)
    return key.account, stamp.message_id
