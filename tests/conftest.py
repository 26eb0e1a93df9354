import pytest
from django.conf import settings
from django.core.management import call_command


def pytest_configure() -> None:
    # Signing in is not what most tests are about.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database has the rights of the real one."""
    with django_db_blocker.unblock():
        call_command("grant_roles")
