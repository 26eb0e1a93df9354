"""What every bench of the site starts from: a PostgreSQL of its own, and pages opened in this process."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from casework.embedded import places, servers

WARM_UP = 20


@contextmanager
def own_database(*, durable: bool) -> Iterator[None]:
    """A server for this run alone, migrated; Django is set up on it."""
    home = places.home(f"bench-{os.getpid()}")
    claim = places.claim(home)
    server = servers.postgres(home, durable=durable)
    try:
        server.start_and_wait()
        servers.prepare_database(home)
        os.environ["DATABASE_URL"] = home.database_url
        _set_up()
        yield
    finally:
        server.stop()
        places.remove(home)
        if claim:
            claim.close()


def _set_up() -> None:
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "casework.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("grant_roles", verbosity=0)


def signed_in(username: str) -> Any:
    """A client of the whole site in this process: middleware, session, view and template, no network."""
    from django.test import Client

    from casework.kernel.models import User

    client = Client()
    client.force_login(
        User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def timed(open_page: Callable[[], Any], requests: int) -> tuple[float, float, int]:
    """p50 and p95 of the server's time in milliseconds, and the queries of one request."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(WARM_UP):
        assert open_page().status_code == 200
    with CaptureQueriesContext(connection) as asked:
        open_page()
    queries = len(asked)  # the next request forgets them
    times = []
    for _ in range(requests):
        begun = time.perf_counter()
        open_page()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1], queries
