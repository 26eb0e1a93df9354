"""Which submissions may be about the same matter: found in two indexed queries (three where a point on the map is
told), judged by similarity.py."""

import datetime as dt
import math
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from casework.kernel.search import containing
from complaints.models import Submission
from complaints.similarity import DEGREE, NEAR, WINDOW, Likeness, Told, bare_name, compare

MOST = 40
"""So many of the newest of each query are compared, however often a trader is complained about."""


class Alike(NamedTuple):
    submission: Submission
    likeness: Likeness


def told_by(submission: Submission) -> Told:
    return Told(
        story=submission.story,
        trader_name=submission.trader_name,
        trader_uscc=submission.trader_uscc,
        trader_address=submission.trader_address,
        happened_on=submission.happened_on,
        latitude=submission.latitude,
        longitude=submission.longitude,
    )


def alike(told: Told, among: QuerySet[Submission], *, at: dt.datetime, number: int = 5) -> list[Alike]:
    """The likeliest first, none that is not likely. ``among`` is what the reader may see, or, for the hint on the
    citizen's form, all of one bureau: what is shown of it then is the caller's care."""
    found = [Alike(row, compare(told, told_by(row))) for row in candidates(told, among, at=at)]
    likely = [one for one in found if one.likeness.is_likely]
    return sorted(likely, key=lambda one: (-one.likeness.score, -one.submission.pk))[:number]


def candidates(told: Told, among: QuerySet[Submission], *, at: dt.datetime) -> list[Submission]:
    """Recent submissions on the same code or address, those that name the same trader, and those from nearby; of
    each the newest first."""
    recent = among.filter(received_at__gt=at - WINDOW).order_by("-received_at", "-pk")
    ways = (_by_key(told, recent), _by_name(told, recent), _by_point(told, recent))
    there = {row.pk: row for rows in ways for row in rows[:MOST]}
    return list(there.values())


def _by_key(told: Told, recent: QuerySet[Submission]) -> QuerySet[Submission]:
    if told.trader_uscc:
        return recent.filter(trader_uscc=told.trader_uscc)
    if told.trader_address:
        return recent.filter(trader_address=told.trader_address)
    return recent.none()


def _by_name(told: Told, recent: QuerySet[Submission]) -> QuerySet[Submission]:
    name = bare_name(told.trader_name)
    if len(name) < 4:
        return recent.none()
    return containing(recent, "trader_search", name)


def _by_point(told: Told, recent: QuerySet[Submission]) -> QuerySet[Submission]:
    if told.latitude is None or told.longitude is None:
        return recent.none()
    north = Decimal(NEAR) / DEGREE
    east = north / Decimal(max(math.cos(math.radians(float(told.latitude))), 0.01))
    return recent.filter(
        latitude__range=(told.latitude - north, told.latitude + north),
        longitude__range=(told.longitude - east, told.longitude + east),
    )
