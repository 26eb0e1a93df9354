"""The named cast, the clock, and a place for files of each test."""

import datetime as dt

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from casework.kernel import clock
from casework.kernel.clock import SHANGHAI
from casework.kernel.models import User
from casework.management.demo.people import make_people


def pytest_configure() -> None:
    # Signing in is not what most tests are about.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database has the rights of the real one."""
    with django_db_blocker.unblock():
        call_command("grant_roles")


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SMS_DIR = tmp_path / "sms"
    settings.MFA_REQUIRED = False
    settings.FORM_MIN_SECONDS = 0
    settings.STEP_UP_REQUIRED = False


class Clock:
    """The hand that sets the clock: ``clock_at("2021-08-24 09:58")``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, moment: str | dt.datetime) -> dt.datetime:
        at = (
            moment
            if isinstance(moment, dt.datetime)
            else dt.datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
        )
        self._monkeypatch.setattr(clock, "now", lambda: at)
        return at


@pytest.fixture
def clock_at(monkeypatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def cast(db) -> dict[str, User]:
    """Everybody of the demo world, by username."""
    return make_people(password=None)


@pytest.fixture
def client_of(cast):
    """A browser in which this person is signed in."""

    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(cast[username], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
