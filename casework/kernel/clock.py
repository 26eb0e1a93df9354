"""The only reader of the system clock.

Views and sweeps read it once and hand the instant on as ``at``; nothing below them asks again. Days are
days in Asia/Shanghai, whatever the machine's time zone is.
"""

import datetime as dt
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> dt.datetime:
    """This instant, aware, in Asia/Shanghai."""
    return dt.datetime.now(SHANGHAI)


def today() -> dt.date:
    return now().date()


def day_of(at: dt.datetime) -> dt.date:
    """The Shanghai day on which the aware instant ``at`` falls."""
    if at.tzinfo is None:
        raise ValueError("An instant must carry its time zone.")
    return at.astimezone(SHANGHAI).date()


def at_hour(day: dt.date, hour: int = 9, minute: int = 0) -> dt.datetime:
    """An instant on ``day`` in Shanghai, for seeds and imports that know only the day."""
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
