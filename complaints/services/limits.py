"""Limits that a call centre behind one address never meets: by draft, by account, by door; never by address."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import connection

from casework.kernel.errors import DomainError
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from complaints.models import Allowance

MINUTE = dt.timedelta(minutes=1)
A_DRAFT, LOOK_UPS, AN_ACCOUNT = 90, 60, 120  # a minute; somebody who types fast saves some fifty times
TOO_OFTEN = Text(
    "提交得太频繁，请等一分钟再试；您已经写的都还在。",
    "That was too often. Wait a minute and try again; what you wrote is still there.",
)
TOO_SOON = Text("刚打开就提交了，请再按一次。", "This was sent as soon as it was opened. Please press again.")
# One statement: counts on in the running minute, begins anew after it.
COUNT = """
INSERT INTO complaints_allowance AS known (key, since, used) VALUES (%(key)s, %(at)s, 1)
ON CONFLICT (key) DO UPDATE SET
  used = CASE WHEN known.since <= %(before)s THEN 1 ELSE known.used + 1 END,
  since = CASE WHEN known.since <= %(before)s THEN %(at)s ELSE known.since END
RETURNING used
"""


class TooOften(DomainError):
    """Held for the rest of the minute; nothing was kept and nothing is lost."""

    status = 429
    code = "too-often"


def hold_draft(key: uuid.UUID, *, at: dt.datetime) -> None:
    """Count one use of a draft, or of the token that will be one."""
    _count(f"draft:{key}", A_DRAFT, at)


def hold_look_up(key: uuid.UUID, *, at: dt.datetime) -> None:
    """Count one look into the register of traders from a draft."""
    _count(f"look:{key}", LOOK_UPS, at)


def hold_account(user: User, *, at: dt.datetime) -> None:
    """An operator, or a program that signs in: each has an allowance of its own."""
    _count(f"account:{user.pk}", AN_ACCOUNT, at)


def hold_api(user: User | None, *, at: dt.datetime) -> None:
    """Programs without an account share one door; whoever files for many people asks for an account."""
    if user is None:
        _count("api", settings.ANONYMOUS_API_PER_MINUTE, at)
    else:
        hold_account(user, at=at)


def forget_old(*, at: dt.datetime) -> None:
    Allowance.objects.filter(since__lt=at - dt.timedelta(hours=1)).delete()


def _count(key: str, most: int, at: dt.datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": key, "at": at, "before": at - MINUTE})
        [used] = cursor.fetchone()
    if used > most:
        raise TooOften(TOO_OFTEN)
