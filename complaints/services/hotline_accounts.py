"""Accounts of hotline platforms: the system administrator opens and changes them, the security administrator
gives and ends their keys."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import connection, transaction

from casework.kernel import audit, vault
from casework.kernel.errors import DomainError, Invalid, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import Office, User
from casework.kernel.roles import Role
from casework.kernel.tokens import Token
from casework.services.people import begin
from complaints.models import HotlineAccount, HotlineKey, HotlineMinute

NEEDS_HTTPS = Text("平台地址须以 https:// 开头。", "The address of the platform must begin with https://.")
TWO_KEYS = Text(
    "最多同时有两把密钥：请先终止旧的一把。", "Two keys at once at most: end the older one first."
)


class TooMany(DomainError):
    """The account called more often than agreed; ``retry_after`` seconds from now it may call again."""

    status = 429
    code = "too-many"

    def __init__(self, per_minute: int, retry_after: int) -> None:
        super().__init__(
            Text(
                f"超过每分钟{per_minute}次的约定，请{retry_after}秒后再试。",
                f"More than the {per_minute} calls a minute agreed; try again in {retry_after} seconds.",
            )
        )
        self.retry_after = retry_after


@transaction.atomic
def open_account(
    *,
    code: str,
    name: str,
    office: Office,
    address: str,
    per_minute: int,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> HotlineAccount:
    """Add a platform. It can do nothing until it has a key."""
    begin(f"HOT-{code}", "hotline.account_opened", Role.SYSTEM_ADMIN, actor=actor, at=at, token=token)
    _check(address)
    if HotlineAccount.objects.filter(code=code).exists():
        raise Invalid(Text("这个代码已经有人用了。", "This code is taken."))
    account = HotlineAccount.objects.create(
        code=code, name=name, office=office, address=address, per_minute=per_minute
    )
    details = {"office": office.code, "address": address, "per_minute": per_minute}
    audit.record(account.reference, "hotline.account_opened", actor=actor, at=at, details=details)
    return account


@transaction.atomic
def change_account(
    *,
    account: HotlineAccount,
    name: str,
    address: str,
    per_minute: int,
    is_active: bool,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> HotlineAccount:
    """Another name, address or limit; an account that is not active is answered as if there were none."""
    begin(account.reference, "hotline.account_changed", Role.SYSTEM_ADMIN, actor=actor, at=at, token=token)
    _check(address)
    account = HotlineAccount.objects.select_for_update(of=("self",)).get(pk=account.pk)
    given = {"name": name, "address": address, "per_minute": per_minute, "is_active": is_active}
    changed = {field: value for field, value in given.items() if getattr(account, field) != value}
    for field, value in changed.items():
        setattr(account, field, value)
    account.save(update_fields=list(given))
    audit.record(account.reference, "hotline.account_changed", actor=actor, at=at, details=changed)
    return account


@transaction.atomic
def give_key(
    *, account: HotlineAccount, actor: User, at: dt.datetime, token: Token | None = None
) -> tuple[HotlineKey, str]:
    """A fresh key and its secret, which is given back here and can be read nowhere again."""
    begin(account.reference, "hotline.key_given", Role.SECURITY_ADMIN, actor=actor, at=at, token=token)
    secret = secrets.token_hex(32)
    key_id = f"{account.code}-{secrets.token_hex(4)}"
    return _add_key(account, key_id, secret, actor=actor, at=at), secret


@transaction.atomic
def end_key(*, key: HotlineKey, actor: User, at: dt.datetime, token: Token | None = None) -> HotlineKey:
    """From now on nothing signed with it is taken."""
    begin(key.account.reference, "hotline.key_ended", Role.SECURITY_ADMIN, actor=actor, at=at, token=token)
    key = HotlineKey.objects.select_for_update(of=("self",)).select_related("account").get(pk=key.pk)
    if key.ended_at is not None:
        raise Refused(Text("这把密钥已经终止。", "This key was ended before."))
    key.ended_at = at
    key.save(update_fields=["ended_at"])
    details = {"key": key.key_id}
    audit.record(key.account.reference, "hotline.key_ended", actor=actor, at=at, details=details)
    return key


@transaction.atomic
def make_demo_account(*, office: Office, address: str, at: dt.datetime) -> HotlineAccount:
    """The account of the demo world, whose secret everybody may know."""
    account = HotlineAccount.objects.create(
        code="demo", name="12345热线平台（演示）", office=office, address=address, per_minute=6000
    )
    audit.record(account.reference, "hotline.account_opened", actor=None, at=at, details={"address": address})
    _add_key(account, settings.DEMO_HOTLINE_KEY, settings.DEMO_HOTLINE_SECRET, actor=None, at=at)
    return account


def count_call(account: HotlineAccount, *, at: dt.datetime) -> None:
    """Count one call of the account. :class:`TooMany` beyond the limit of the minute. The count stands in the
    database: it holds for all processes, and without Redis."""
    minute = at.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO complaints_hotlineminute (account_id, minute, calls) VALUES (%s, %s, 1)"
            " ON CONFLICT (account_id, minute) DO UPDATE SET calls = complaints_hotlineminute.calls + 1"
            " RETURNING calls",
            [account.pk, minute],
        )
        (calls,) = cursor.fetchone()
    if calls > account.per_minute:
        raise TooMany(account.per_minute, 60 - at.second)


def forget_minutes(*, at: dt.datetime) -> None:
    """Sweep: a count is of use in its minute alone."""
    HotlineMinute.objects.filter(minute__lt=at - dt.timedelta(hours=1)).delete()


def _add_key(
    account: HotlineAccount, key_id: str, secret: str, *, actor: User | None, at: dt.datetime
) -> HotlineKey:
    account = HotlineAccount.objects.select_for_update(of=("self",)).get(pk=account.pk)
    taken = set(account.keys.filter(ended_at=None).values_list("place", flat=True))
    free = sorted({1, 2} - taken)
    if not free:
        raise Refused(TWO_KEYS)
    sealed = vault.wrap(secret.encode(), key_id)
    key = HotlineKey.objects.create(account=account, place=free[0], key_id=key_id, sealed=sealed, made_at=at)
    audit.record(account.reference, "hotline.key_given", actor=actor, at=at, details={"key": key_id})
    return key


def _check(address: str) -> None:
    if address and not settings.DEMO and not address.startswith("https://"):
        raise Invalid(NEEDS_HTTPS)
