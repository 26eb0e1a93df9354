"""Everybody signs in for themselves; the database commits, as it does in life."""

import pytest
from django.core.cache import cache

from casework.kernel import clock, outbox
from casework.management.demo.people import make_people
from tests.journeys.journey import Journey
from tests.journeys.person import PASSWORD, Person, TestBrowser


@pytest.fixture(autouse=True)
def _wrong_passwords_forgotten():
    """Failed sign-ins are counted by the minute of the real clock: those of another test are not this one's."""
    cache.clear()


@pytest.fixture
def cast(transactional_db):
    return make_people(password=PASSWORD)


@pytest.fixture
def journey(cast, clock_at):
    """Begin a journey: ``journey()``, or ``journey(htmx=True)``."""

    def settle() -> None:
        while outbox.deliver_due(at=clock.now()):
            pass

    def begin(*, htmx: bool = False) -> Journey:
        return Journey(TestBrowser, clock=clock_at, settle=settle, htmx=htmx)

    return begin


@pytest.fixture
def sign_in(cast):
    """``sign_in("litigator")``: this person at a browser of their own."""
    return lambda name: Person(TestBrowser()).sign_in(name)


@pytest.fixture
def settle(cast):
    """Do all that was promised by the present moment."""

    def done() -> None:
        while outbox.deliver_due(at=clock.now()):
            pass

    return done
