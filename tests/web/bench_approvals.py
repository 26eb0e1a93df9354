"""The heads' queue at a thousand and at a hundred thousand open items: `make bench-approvals`.

Starts a PostgreSQL of its own and loads it with `seed_volume`. One head then opens the first page of the queue
again and again, through the whole site in this process (middleware, session, view, template; no network): the time
is that of the server, from the request to the finished page, its queries included.
"""

import argparse
from typing import NamedTuple

from tests.benching import own_database, signed_in, timed

PAGE = "/desk/approvals/"
HEAD = "head"


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
    with own_database(durable=False):
        compare(options.few, options.many, options.requests)


def compare(few: int, many: int, requests: int) -> None:
    from django.core.management import call_command

    found = []
    for items, more in ((few, few), (many, many - few)):
        call_command("seed_volume", items=more, yes=True)
        found.append(measure(items, requests))
    print(f"{'open items':>12}  {'of this head':>12}  {'p50 ms':>8}  {'p95 ms':>8}  {'queries':>8}")
    for row in found:
        print(f"{row.items:12,}  {row.waiting:12,}  {row.p50:8.1f}  {row.p95:8.1f}  {row.queries:8}")
    print(f"ratio {found[1].p95 / found[0].p95:.2f}")


def measure(items: int, requests: int) -> Measured:
    from casework import queries
    from casework.kernel.models import User

    client = signed_in(HEAD)
    p50, p95, asked = timed(lambda: client.get(PAGE), requests)
    waiting = queries.waiting_for(User.objects.get(username=HEAD)).count()
    return Measured(items, waiting, p50, p95, asked)


if __name__ == "__main__":
    main()
