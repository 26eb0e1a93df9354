"""Five hundred people behind one address, each filing once a minute, and one of them who posts fifty times a second:
simulated in a test's own clock, or with real processes over the wire."""

import datetime as dt
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlencode

from complaints.services import drafts, limits
from tests.complaints.citizen import TYPED, WISHES
from tests.serving import HOST

PEOPLE = 500
A_SECOND = 50  # of the one who floods
THREADS = 12
SHARED = "10.9.8.7"  # what the proxy of the hall says of everybody
SECRET = "c" * 32  # of the browser that posts: its cookie and its form hold the same


class Posted(NamedTuple):
    """When it was answered, in seconds after the first, and how."""

    at: float
    status: int


def written(number: int, at: dt.datetime) -> list[uuid.UUID]:
    """So many drafts with everything typed and nothing sent."""
    words = {**WISHES["report"], "wish": "report"}
    for typed in TYPED.values():
        words |= typed
    return [drafts.begin(key=uuid.uuid4(), words=words, at=at).pk for _ in range(number)]


def beats(a_second: float, seconds: float) -> Iterator[float]:
    return (n / a_second for n in range(round(a_second * seconds)))


def is_held(posts: list[Posted], most: int = limits.A_DRAFT) -> float:
    """Seconds until the flood was first refused. Of it came through ``most`` in each minute begun, and no more."""
    minutes = 1 + int(max(post.at for post in posts) // 60)
    assert sum(post.status != 429 for post in posts) <= most * minutes
    return min(post.at for post in posts if post.status == 429)


# --- Over the wire ------------------------------------------------------------------------------------


class Hall:
    """Whoever posts from behind the shared address. Each thread keeps a connection."""

    def __init__(self, port: int) -> None:
        self.port, self.own = port, threading.local()
        self.begun = time.monotonic()
        self.all(beats(A_SECOND, 2), lambda after: self.posts(after, "/complaints/new/"))  # warm
        self.begun = time.monotonic()

    def posts(self, at: float, path: str, **words: str) -> Posted:
        time.sleep(max(0, self.begun + at - time.monotonic()))
        if not hasattr(self.own, "connection"):
            self.own.connection = HTTPConnection(HOST, self.port, timeout=60)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={SECRET}",
            "X-Forwarded-For": SHARED,
        }
        body = urlencode({**words, "csrfmiddlewaretoken": SECRET})
        self.own.connection.request("POST", path, body, headers)
        answer = self.own.connection.getresponse()
        answer.read()
        return Posted(time.monotonic() - self.begun, answer.status)

    def all(self, times: Iterator[float], post: Callable[[float], Posted]) -> list[Posted]:
        with ThreadPoolExecutor(THREADS) as people:
            return list(people.map(post, times))
