"""Complaints taken in a second, beside a bare create view: `make bench-intake`.

A durable PostgreSQL of its own (fsync on) with so many submissions in it; gunicorn with two workers of four threads,
database and client connections kept; eight client processes. Ours is POST /api/v1/submissions/ with a named
complaint: validation, sealed identity, clock, history with its chain, outbox. The other is a Django REST Framework
view that validates the same payload and writes one row, in the same server. They take turns. Afterwards the rows are
counted: one of everything for every receipt.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import time
import uuid
from http.client import HTTPConnection
from typing import Any, NamedTuple

from tests.benching import own_database
from tests.serving import gunicorn

OURS, BARE = "/api/v1/submissions/", "/bench/bare/"
CLIENTS = 8
PORT = 8791
COMPLAINT = {
    "trader_name": "示例桂畔健身（佛山）有限公司",
    "trader_uscc": "91440605MA5XEX1A01",
    "trader_address": "佛山市南海区桂城街道演示路18号",
    "conducts": ["no_refund"],
    "story": "健身房关了一家店，会员卡里还剩一半的钱，要求退款三个月没有答复。前台说负责人出差，电话一直没有人接。",
    "happened_on": "2026-04-20",
    "wish": "complaint",
    "request": "退还会员卡余额1,300元。",
    "identity": "named",
    "name": "演示投诉人",
    "phone": "13900000001",
    "address": "佛山市南海区桂城街道演示路1号",
}


class Turn(NamedTuple):
    """What the clients saw: seconds of each answer, and over how long."""

    times: list[float]
    seconds: float
    warm_up: int = 0
    """Answers before the times were taken."""

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    def percentile(self, place: int) -> float:
        return statistics.quantiles(self.times, n=100)[place - 1] * 1000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.complaints.bench_intake", description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--seconds", type=float, default=30, help="of each view at each number of rows")
    options = parser.parse_args()
    os.environ["ANONYMOUS_API_PER_MINUTE"] = "1000000000"  # counted as ever, never reached
    with own_database(durable=True):
        compare(sorted(options.rows), options.seconds)


def compare(numbers: list[int], seconds: float) -> None:
    from django.core.management import call_command
    from django.db import connection

    there, ratios, lines = 0, [], []
    for number in numbers:
        call_command("seed_volume", submissions=number - there, yes=True)
        there = number
        _make_bare_table()
        before = _rows()
        connection.close()  # the clients are forked: none may share it
        with gunicorn("tests.complaints.bench_site", port=PORT):
            turns = take_turns(seconds)
        written = {what: after - before[what] for what, after in _rows().items()}
        _prove(turns, written)
        ratios.append(turns[OURS].rate / turns[BARE].rate)
        for what, turn in (("ours", turns[OURS]), ("bare view", turns[BARE])):
            lines.append(
                f"{number:12,}  {what:>10}  {len(turn.times):8,}  {turn.rate:8.1f}"
                f"  {turn.percentile(50):8.1f}  {turn.percentile(95):8.1f}"
            )
        lines.append(f"{'':12}  {'rows':>10}  " + ", ".join(f"{what} {n:,}" for what, n in written.items()))
    print(f"{'submissions':>12}  {'':>10}  {'answers':>8}  {'a second':>8}  {'p50 ms':>8}  {'p95 ms':>8}")
    print("\n".join(lines))
    print(f"queries for each of ours: {queries_of_one()}")
    print(f"ratio {min(ratios):.2f}")


def take_turns(seconds: float, rounds: int = 4) -> dict[str, Turn]:
    """Both views in turns, so that the machine's moods meet both alike. The first short turns warm up: the workers
    import, the connections open. They are counted with the rows and not with the time."""
    found = {path: Turn([], 0.0, warm_up=len(_turn(path, 1).times)) for path in (BARE, OURS)}
    for _ in range(rounds):
        for path, so_far in found.items():
            turn = _turn(path, seconds / rounds)
            found[path] = so_far._replace(
                times=so_far.times + turn.times, seconds=so_far.seconds + turn.seconds
            )
    return found


def _turn(path: str, seconds: float) -> Turn:
    begun = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(CLIENTS) as clients:
        until = time.time() + seconds
        times = [one for some in clients.starmap(_client, [(path, until)] * CLIENTS) for one in some]
    return Turn(times, time.perf_counter() - begun)


def _client(path: str, until: float) -> list[float]:
    """One client with its connection kept: the seconds of every answer."""
    connection = HTTPConnection("127.0.0.1", PORT, timeout=30)
    body, times = json.dumps(COMPLAINT).encode(), []
    while time.time() < until:
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        begun = time.perf_counter()
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        times.append(time.perf_counter() - begun)
        assert answer.status == 201, text
    return times


def _tables() -> dict[str, Any]:
    from casework.kernel.models import (
        AuditEvent,
        AuditLink,
        Deadline,
        DeadlineEvent,
        OutboxMessage,
        VaultSubject,
    )
    from complaints.models import Submission
    from tests.complaints.bench_site import BareComplaint

    return {
        "bare": BareComplaint,
        "submissions": Submission,
        "identities": VaultSubject,
        "clocks": Deadline,
        "clock events": DeadlineEvent,
        "events": AuditEvent,
        "links": AuditLink,
        "outbox": OutboxMessage,
    }


def _rows() -> dict[str, int]:
    return {what: model.objects.count() for what, model in _tables().items()}


def _prove(turns: dict[str, Turn], written: dict[str, int]) -> None:
    """One of everything for every receipt, and nothing else."""
    for what, number in written.items():
        turn = turns[BARE if what == "bare" else OURS]
        assert number == turn.warm_up + len(turn.times), (what, number, turn.warm_up + len(turn.times))


def queries_of_one() -> int:
    """How many queries one of ours costs, asked in this process."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(OURS, COMPLAINT, "application/json")
        assert answer.status_code == 201, answer.content
    return len(asked)


def _make_bare_table() -> None:
    from django.db import connection

    from tests.complaints.bench_site import BareComplaint

    if BareComplaint._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(BareComplaint)


if __name__ == "__main__":
    main()
