"""The intake desk's inbox at a thousand and at a million submissions: `make bench-inbox`.

Starts a PostgreSQL of its own and loads it with `seed_volume --submissions`. One clerk then opens pages of the inbox
again and again, through the whole site in this process (middleware, session, view, template; no network), with and
without filters, the first page and a later one: the time is that of the server, its queries included. Then a
citizen's tracking page: how often a second.
"""

import argparse
import html
import os
import re
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from casework import embedded

CLERK = "intake"
LATER = "later page"
NEXT = re.compile(r'href="([^"]+)" rel="next"')
PAGES = {
    "first page": "",
    LATER: "",
    "kind and channel": "?kind=complaint&channel=web",
    "office, state, category": "?office=nanhai&state=registered&conduct=expired_food",
    "urgent, due": "?urgency=danger&due=soon",
    "trader": "?trader=云岭置业",
    "all, kind": "?show=all&kind=report",
}
WARM_UP = 10


class Measured(NamedTuple):
    what: str
    rows: int
    p50: float  # milliseconds
    p95: float
    queries: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.complaints.bench_inbox", description=__doc__)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=200)
    options = parser.parse_args()
    with own_database(durable=False):
        compare(options.few, options.many, options.requests)


@contextmanager
def own_database(*, durable: bool) -> Iterator[None]:
    """A server for this run alone, migrated; Django is set up on it."""
    home = embedded.home(f"bench-{os.getpid()}")
    claim = embedded.claim(home)
    server = embedded.postgres(home, durable=durable)
    try:
        server.start_and_wait()
        embedded.prepare_database(home)
        os.environ["DATABASE_URL"] = home.database_url
        set_up()
        yield
    finally:
        server.stop()
        embedded.remove(home)
        if claim:
            claim.close()


def set_up() -> None:
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "casework.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("grant_roles", verbosity=0)


def compare(few: int, many: int, requests: int) -> None:
    from django.core.management import call_command

    found = {}
    for rows, more in ((few, few), (many, many - few)):
        call_command("seed_volume", submissions=more, yes=True)
        found[rows] = [*inbox(rows, requests), tracking(rows, requests)]
    print(f"{'page':>24}  {'submissions':>12}  {'p50 ms':>8}  {'p95 ms':>8}  {'queries':>8}")
    for measured in zip(*found.values(), strict=True):
        for row in measured:
            print(f"{row.what:>24}  {row.rows:12,}  {row.p50:8.1f}  {row.p95:8.1f}  {row.queries:8}")
    last = found[many]
    print(f"tracking page: {1000 / last[-1].p50:,.0f} a second in one process at {many:,} submissions")
    worst = max(row.p95 for row in last[:-1])
    print(f"worst inbox p95 {worst:.1f} ms; ratio {worst / max(row.p95 for row in found[few][:-1]):.2f}")


def inbox(rows: int, requests: int) -> list[Measured]:
    from django.test import Client

    from casework.kernel.models import User

    client = Client()
    client.force_login(User.objects.get(username=CLERK), backend="django.contrib.auth.backends.ModelBackend")
    later = html.unescape(NEXT.search(client.get("/desk/intake/").content.decode())[1])
    return [
        timed(what, client, f"/desk/intake/{later if what == LATER else query}", rows, requests)
        for what, query in PAGES.items()
    ]


def tracking(rows: int, requests: int) -> Measured:
    """The page of one citizen who has typed number and code; on record is a report under verification."""
    from django.test import Client

    from complaints.models import Submission
    from complaints.query_codes import query_code

    submission = Submission.objects.filter(state="lead_opened").last() or Submission.objects.last()
    client = Client()
    code = query_code(submission.form_token)
    client.post("/complaints/track/", {"number": submission.reference, "code": code})
    return timed("tracking", client, f"/complaints/track/{submission.reference}/", rows, requests)


def timed(what: str, client: Any, url: str, rows: int, requests: int) -> Measured:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(WARM_UP):
        assert client.get(url).status_code == 200, url
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    queries = len(asked)  # the next request forgets them
    times = []
    for _ in range(requests):
        begun = time.perf_counter()
        client.get(url)
        times.append((time.perf_counter() - begun) * 1000)
    return Measured(what, rows, statistics.median(times), statistics.quantiles(times, n=20)[-1], queries)


if __name__ == "__main__":
    main()
