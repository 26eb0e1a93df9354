"""The whole product in its own instance, as `make run` starts it, to be knocked about; and a browser for it."""

import http.client
import http.cookiejar
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from casework import env
from casework.embedded import children, places
from tests.journeys.person import Answer

PATIENCE = 120.0  # a crowded machine is no fault of the site


class Site:
    """`manage.py run` in a fresh instance with the people of the demo world and no case."""

    def __init__(self, folder: Path) -> None:
        # What a killed test run leaves under this name is removed by the next one (tests.services).
        self.home = places.home(f"test-{os.getpid()}-faults")
        self.sms, self.log = folder / "sms", folder / "site.log"
        self.environment = {
            **{
                name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")
            },
            "CASEWORK_INSTANCE": self.home.folder.name,
            "CASEWORK_DEMO": "true",
            "CASEWORK_DEMO_SIZE": "0",
            "FORM_MIN_SECONDS": "0",
            "MEDIA_ROOT": str(folder / "media"),
            "SMS_DIR": str(self.sms),
        }
        port = _free_port()
        self.address = f"http://localhost:{port}"
        self.supervisor = children.Child(
            "site",
            [sys.executable, "manage.py", "run", "--port", str(port)],
            self.home,
            ready=lambda: f"Casework is at {self.address}" in self.log.read_text(),
            log=self.log,
            cwd=env.BASE_DIR,
            environment=self.environment,
        )
        self.killed: list[tuple[str, int]] = []
        """Each victim with the process id that it had."""

    def start(self) -> None:
        places.lay_out(self.home)
        self.supervisor.start_and_wait(PATIENCE)

    def stop(self) -> None:
        self.supervisor.stop()
        places.remove(self.home)

    def pids(self) -> dict[str, int]:
        return json.loads(self.home.status_file.read_text())["children"]

    def kill(self, name: str) -> None:
        pid = self.pids()[name]
        os.kill(pid, signal.SIGKILL)
        self.killed.append((name, pid))

    def is_whole(self) -> bool:
        """Every child lives, and none under the number of one that was killed."""
        dead = {pid for _, pid in self.killed}
        return all(pid and pid not in dead and _lives(pid) for pid in self.pids().values())

    def count(self, table: str) -> int:
        return self._rows(f"SELECT count(*) FROM {table}")[0][0]

    def counts(self, what: str, table: str) -> dict[Any, int]:
        return dict(self._rows(f"SELECT {what}, count(*) FROM {table} GROUP BY 1"))

    def settle(self) -> None:
        """Wait until the worker has kept every promise."""
        until(self._keeps_its_promises, "the worker to do what was promised")

    def manage(self, program: str) -> str:
        """What a few lines of Python print inside the site."""
        command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", program]
        done = subprocess.run(
            command, cwd=env.BASE_DIR, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def _keeps_its_promises(self) -> bool:
        try:
            return self.count("kernel_outboxmessage WHERE state = 'pending'") == 0
        except psycopg.OperationalError:
            return False

    def _rows(self, query: str) -> list[tuple]:
        with psycopg.connect(self.home.database_url) as connection:
            return connection.execute(query).fetchall()


class WireBrowser:
    """A browser with its own cookies. Where the line breaks or the site fails it sends the very same again, as a
    person presses again. ``as_it_sends`` runs as each form leaves."""

    def __init__(self, site: Site, as_it_sends: Callable[[], None]) -> None:
        self.site, self.as_it_sends = site, as_it_sends
        self.jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _StayHere())

    def send(self, method: str, path: str, body: bytes, content_type: str, headers: dict[str, str]) -> Answer:
        if method == "POST":
            self.as_it_sends()
        given_up = time.monotonic() + PATIENCE
        while True:
            answer, trouble = self._try(method, path, body, {"Content-Type": content_type, **headers})
            if answer and answer.status < 500:
                return answer
            assert time.monotonic() < given_up, f"{method} {path}: {trouble}"
            print(f"  again: {method} {path}: {trouble}")
            time.sleep(0.3)

    def cookie(self, name: str) -> str:
        return next(cookie.value or "" for cookie in self.jar if cookie.name == name)

    def _try(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[Answer | None, str]:
        request = urllib.request.Request(
            self.site.address + urllib.request.quote(path, safe="/?&=%#"),
            data=body if method == "POST" else None,
            headers={**headers, "Referer": self.site.address},
            method=method,
        )
        try:
            with self._opener.open(request, timeout=20) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read()), ""
        except urllib.error.HTTPError as answer:
            return Answer(answer.code, dict(answer.headers), answer.read()), str(answer)
        except (OSError, http.client.HTTPException) as error:
            return None, repr(error)


class _StayHere(urllib.request.HTTPRedirectHandler):
    """The person follows redirects, not the wire."""

    def redirect_request(self, *args, **kwargs) -> None:
        return None


def until(is_so: Callable[[], bool], what: str) -> None:
    given_up = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < given_up, f"waited {PATIENCE:.0f} s for {what}"
        time.sleep(0.1)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
