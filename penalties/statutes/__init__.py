"""The penalty schedules of the law as data: one file is one law from one day on. See README.md."""

import datetime as dt

from penalties.engine.loader import library
from penalties.engine.statute import Schedule


def schedule(law: str, day: dt.date) -> Schedule | None:
    """The file of that law in force on that day; None before its first one. ``law`` is a folder name."""
    return library().schedule(law, day)
