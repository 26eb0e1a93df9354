"""The intake desk's inbox at a thousand and at a million submissions: `make bench-inbox`.

Starts a PostgreSQL of its own and loads it with `seed_volume --submissions`. One clerk then opens pages of the inbox
again and again, through the whole site in this process (middleware, session, view, template; no network), with and
without filters, the first page and a later one: the time is that of the server, its queries included. Then a
citizen's tracking page, as it is kept and drawn anew: how often a second.
"""

import argparse
import html
import re
from typing import Any, NamedTuple

from tests.benching import own_database, signed_in, timed

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


def compare(few: int, many: int, requests: int) -> None:
    from django.core.management import call_command

    found = {}
    for rows, more in ((few, few), (many, many - few)):
        call_command("seed_volume", submissions=more, yes=True)
        found[rows] = [*inbox(rows, requests), *tracking(rows, requests)]
    print(f"{'page':>24}  {'submissions':>12}  {'p50 ms':>8}  {'p95 ms':>8}  {'queries':>8}")
    for measured in zip(*found.values(), strict=True):
        for row in measured:
            print(f"{row.what:>24}  {row.rows:12,}  {row.p50:8.1f}  {row.p95:8.1f}  {row.queries:8}")
    last = found[many]
    for row in last[-2:]:
        print(f"{row.what}: {1000 / row.p50:,.0f} a second in one process at {many:,} submissions")
    worst = max(row.p95 for row in last[:-2])
    print(f"worst inbox p95 {worst:.1f} ms; ratio {worst / max(row.p95 for row in found[few][:-2]):.2f}")


def inbox(rows: int, requests: int) -> list[Measured]:
    client = signed_in(CLERK)
    later = html.unescape(NEXT.search(client.get("/desk/intake/").content.decode())[1])
    return [
        measure(what, client, f"/desk/intake/{later if what == LATER else query}", rows, requests)
        for what, query in PAGES.items()
    ]


def tracking(rows: int, requests: int) -> list[Measured]:
    """The page of one citizen who has typed number and code; on record is a report under verification."""
    from django.core.cache import caches
    from django.test import Client

    from complaints.models import Submission
    from complaints.query_codes import query_code

    submission = Submission.objects.filter(state="lead_opened").last() or Submission.objects.last()
    client = Client()
    code = query_code(submission.form_token)
    client.post("/complaints/track/", {"number": submission.reference, "code": code})
    url = f"/complaints/track/{submission.reference}/"

    def anew() -> Any:
        caches["pages"].clear()
        return client.get(url)

    return [
        measure("tracking", client, url, rows, requests),
        Measured("tracking, drawn anew", rows, *timed(anew, requests)),
    ]


def measure(what: str, client: Any, url: str, rows: int, requests: int) -> Measured:
    return Measured(what, rows, *timed(lambda: client.get(url), requests))


if __name__ == "__main__":
    main()
