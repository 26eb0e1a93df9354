"""The world of the rights matrix: committed once, because the public side reads through a connection of its own;
every test rolls back what it does."""

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client, override_settings

from tests.architecture.world import NOW, World, make_world


@pytest.fixture(scope="package")
def shared_media(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path, shared_media):
    """As everywhere, but the files of the shared world stay where they are."""
    settings.MEDIA_ROOT = shared_media
    settings.SMS_DIR = tmp_path / "sms"
    settings.MFA_REQUIRED = False
    settings.FORM_MIN_SECONDS = 0
    settings.STEP_UP_REQUIRED = False


@pytest.fixture(scope="package")
def shared_world(django_db_setup, django_db_blocker, shared_media):
    with django_db_blocker.unblock():
        with override_settings(MEDIA_ROOT=shared_media):
            made = make_world()
        yield made
        call_command("flush", interactive=False, verbosity=0)
        connections["public"].close()


@pytest.fixture
def world(shared_world, clock_at) -> World:
    """The world at ``NOW``. The test is marked ``django_db``, so that nothing of it stays."""
    clock_at(NOW)
    return shared_world


@pytest.fixture
def browser_of(world):
    """A browser in which this person is signed in; ``anonymous`` is nobody."""

    def signed_in(username: str) -> Client:
        client = Client(raise_request_exception=False)
        if username != "anonymous":
            person = world.cast[username]
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
