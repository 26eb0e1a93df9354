"""The whole product in one supervisor: PostgreSQL, Valkey, worker, beat and web, until Ctrl-C.

A child that dies is started again. INT or TERM stops web, beat, worker, Valkey and PostgreSQL, in that order.
What runs under which process id stands in ``status.json`` of the home (casework.embedded).
"""

import contextlib
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from casework import env
from casework.embedded import children, places, servers
from casework.management.commands.seed_demo import LOGINS

TICK = 0.2  # seconds between two looks at the children
QUICK_RETRIES = (
    20  # a child that keeps dying is started again after a tick this often, then every RETRY_SLOWLY
)
RETRY_SLOWLY = 5.0
STEADY = 10.0  # a child that lived so long has recovered


class Command(BaseCommand):
    help = "Run Casework with everything it needs, on this machine alone."
    requires_system_checks = []  # migrate runs them, when there is a database

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port: int, **options) -> None:
        home = places.home()
        claim = places.claim(home)
        if claim is None:
            raise CommandError(_already_running(home))
        _refuse_taken_port(port)
        family = Family(home, address=f"http://localhost:{port}", say=self._say)
        _stop_on_signals()
        try:
            self._start_services(family)
            self._prepare()
            for child in _programs(home, port, family.address):
                family.add(child)
            self._load_demo_world(family.address)
            family.watch(self._greet)
        except KeyboardInterrupt:
            self._say("Stopping …")
        except places.EmbeddedError as error:
            raise CommandError(str(error)) from error
        finally:
            family.stop()
            claim.close()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()  # a pipe or a log file wants it now too

    def _start_services(self, family: "Family") -> None:
        if not env.text("REDIS_URL"):
            family.add(servers.valkey(family.home))
        if not env.text("DATABASE_URL"):
            family.add(servers.postgres(family.home), first=True)
            servers.prepare_database(family.home)

    def _prepare(self) -> None:
        """Bring the database to the code: tables and rights."""
        call_command("migrate", verbosity=0, interactive=False)
        call_command("grant_roles")

    def _load_demo_world(self, address: str) -> None:
        """Once, while the site answers already; the whole world or none of it."""
        if settings.DEMO and not get_user_model().objects.exists():
            self._say(f"{address} answers. Loading the demo world, half a minute …")
            call_command("seed_demo")
        connections.close_all()

    def _greet(self, address: str) -> None:
        self._say(f"\nCasework is at {address}   (Ctrl-C stops it)\n")
        for login in _demo_logins():
            self._say(f"  {login}")


@dataclass
class Watched:
    child: children.Child
    started: float
    failures: int = 0
    retry_at: float = 0.0


class Family:
    """The children, in the order in which they start; they stop in the reverse order."""

    def __init__(self, home: places.Home, *, address: str, say) -> None:
        self.home = home
        self.address = address
        self.say = say
        self.members: list[Watched] = []

    def add(self, child: children.Child, *, first: bool = False) -> None:
        """Start ``child``, wait until it is ready and watch it from now on."""
        watched = Watched(child, started=time.monotonic())
        self.members.insert(0 if first else len(self.members), watched)
        child.start_and_wait()
        self._write_status()

    def watch(self, greet) -> None:
        """Start again what dies, until a signal ends it; ``greet(address)`` once the site answers."""
        greeted = False
        while True:
            for watched in self.members:
                if not watched.child.is_alive():
                    self._revive(watched)
            if not greeted and _answers(self.address):
                greeted = True
                greet(self.address)
            time.sleep(TICK)

    def stop(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for watched in reversed(self.members):
            watched.child.stop()
        self.home.status_file.unlink(missing_ok=True)

    def _revive(self, watched: Watched) -> None:
        child, now = watched.child, time.monotonic()
        if child.pid is not None:
            self.say(f"{child.name} (pid {child.pid}) died; starting it again.")
            child.kill()
            watched.failures = 0 if now - watched.started > STEADY else watched.failures + 1
            watched.retry_at = now + (TICK if watched.failures < QUICK_RETRIES else RETRY_SLOWLY)
        elif now >= watched.retry_at and child.start():
            watched.started = now
            self._write_status()

    def _write_status(self) -> None:
        status = {
            "supervisor": os.getpid(),
            "address": self.address,
            "children": {watched.child.name: watched.child.pid for watched in self.members},
        }
        fresh = self.home.status_file.with_suffix(".new")
        fresh.write_text(json.dumps(status))
        fresh.replace(self.home.status_file)


def _programs(home: places.Home, port: int, address: str) -> list[children.Child]:
    """Worker, beat and web; they serve as casework_app, while this process migrates as the owner."""
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "casework.celery", "--quiet"]
    quiet = ["--loglevel", "WARNING"]
    web = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--graceful-timeout", "10", "--no-control-socket"]
    commands: dict[str, list] = {
        "worker": [*celery, "worker", "--concurrency", "2", "--without-mingle", "--without-gossip", *quiet],
        "beat": [*celery, "beat", "--pidfile", "", "--schedule", home.folder / "beat-schedule", *quiet],
        "web": [*python, "gunicorn", "casework.wsgi", "--log-level", "warning", *web],
    }
    environment = {
        "SITE_URL": address,
        "CASEWORK_DATABASE_ROLE": "casework_app",
        "PYTHONWARNINGS": "ignore:No directory at,ignore:You're running the worker",  # no collectstatic; root
        **os.environ,
    }
    return [
        children.Child(name, command, home, cwd=env.BASE_DIR, environment=environment)
        for name, command in commands.items()
    ]


def _stop_on_signals() -> None:
    def stop(number, frame) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup
        signal.signal(signal.SIGHUP, stop)


def _already_running(home: places.Home) -> str:
    with contextlib.suppress(OSError, ValueError):
        status = json.loads(home.status_file.read_text())
        pid, address = status["supervisor"], status["address"]
        return f"Casework already runs from this checkout at {address}. To stop it: kill {pid}"
    return "Casework is already starting or stopping in this checkout."


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Try: make run PORT=8765"
            ) from error


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def _demo_logins() -> list[str]:
    return LOGINS if settings.DEMO else []
