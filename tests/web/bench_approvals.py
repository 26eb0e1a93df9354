"""The heads' queue at a thousand and at a hundred thousand open items: `make bench-approvals`.

Starts a PostgreSQL of its own and loads it with `seed_volume`. One head then opens the first page of the queue
again and again, through the whole site in this process (middleware, session, view, template; no network): the time
is that of the server, from the request to the finished page, its queries included.
"""

import argparse
import os
import statistics
import time
from typing import NamedTuple

from casework import embedded

PAGE = "/desk/approvals/"
HEAD = "head"
WARM_UP = 20


class Measured(NamedTuple):
    items: int
    waiting: int
    p50: float  # milliseconds
    p95: float
    queries: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.web.bench_approvals", description=__doc__)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=300)
    options = parser.parse_args()
    home = embedded.home(f"bench-{os.getpid()}")
    claim = embedded.claim(home)
    server = embedded.postgres(home, durable=False)
    try:
        server.start_and_wait()
        embedded.prepare_database(home)
        os.environ["DATABASE_URL"] = home.database_url
        compare(options.few, options.many, options.requests)
    finally:
        server.stop()
        embedded.remove(home)
        if claim:
            claim.close()


def compare(few: int, many: int, requests: int) -> None:
    _set_up_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("grant_roles", verbosity=0)
    found = []
    for items, more in ((few, few), (many, many - few)):
        call_command("seed_volume", items=more, yes=True)
        found.append(measure(items, requests))
    print(f"{'open items':>12}  {'of this head':>12}  {'p50 ms':>8}  {'p95 ms':>8}  {'queries':>8}")
    for row in found:
        print(f"{row.items:12,}  {row.waiting:12,}  {row.p50:8.1f}  {row.p95:8.1f}  {row.queries:8}")
    print(f"ratio {found[1].p95 / found[0].p95:.2f}")


def measure(items: int, requests: int) -> Measured:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from casework import queries
    from casework.kernel.models import User

    head = User.objects.get(username=HEAD)
    client = Client()
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    for _ in range(WARM_UP):
        assert client.get(PAGE).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    times = []
    for _ in range(requests):
        begun = time.perf_counter()
        client.get(PAGE)
        times.append((time.perf_counter() - begun) * 1000)
    waiting = queries.waiting_for(head).count()
    return Measured(
        items, waiting, statistics.median(times), statistics.quantiles(times, n=20)[-1], len(asked)
    )


def _set_up_django() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "casework.settings"
    django.setup()


if __name__ == "__main__":
    main()
