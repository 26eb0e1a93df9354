"""Pytest plugin: a PostgreSQL, a Valkey and a folder for files, for this test run alone.

Loaded by ``addopts`` before pytest-django reads the settings. The run's own process (under xdist: the
controller) starts both servers in a fresh instance and removes them at the end; xdist's workers inherit the
addresses, and each takes the Valkey database of its own number and folders of its own. A DATABASE_URL or
REDIS_URL that is already set is used as it is.
"""

import os

import pytest

from casework.embedded import children, places, servers

INSTANCE = f"test-{os.getpid()}"


class Services:
    """The servers of one test run."""

    def __init__(self) -> None:
        self.home = places.home(INSTANCE)
        self.children: list[children.Child] = []

    def start(self) -> None:
        self._sweep()
        self.claim = places.claim(self.home)
        if not os.environ.get("DATABASE_URL"):
            self._start(servers.postgres(self.home, durable=False))
            servers.prepare_database(self.home)
            os.environ["DATABASE_URL"] = self.home.database_url
        if not os.environ.get("REDIS_URL"):
            self._start(servers.valkey(self.home, durable=False))
            os.environ["REDIS_URL"] = self.home.redis_url()

    def stop(self) -> None:
        for child in reversed(self.children):
            child.stop()
        places.remove(self.home)

    def _start(self, child: children.Child) -> None:
        self.children.append(child)
        child.start_and_wait()

    def _sweep(self) -> None:
        """Remove what killed test runs left: instances that nobody claims."""
        for folder in self.home.folder.parent.glob("test-*/"):
            left = places.home(folder.name)
            if places.claim(left):
                places.remove(left)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker:
        number = worker.removeprefix("gw")
        os.environ["REDIS_URL"] = os.environ["REDIS_URL"].replace("virtual_host=0", f"virtual_host={number}")
    else:
        services = Services()
        early_config.add_cleanup(services.stop)
        services.start()
        os.environ["TEST_FILES"] = str(services.home.folder)
    for name in ("MEDIA_ROOT", "SMS_DIR"):
        os.environ[name] = os.path.join(os.environ["TEST_FILES"], name.lower(), worker)
    return (yield)
