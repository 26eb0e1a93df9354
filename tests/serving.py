"""Gunicorn as the application's role would run it, for benches and long runs."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection

HOST = "127.0.0.1"


@contextmanager
def gunicorn(
    application: str,
    *,
    port: int,
    workers: int = 2,
    environment: Mapping[str, str] = os.environ,
    quiet: bool = False,
) -> Iterator[None]:
    """Serve until the block is left; entered when the site answers. ``quiet``: what is logged is not shown."""
    command = [sys.executable, "-W", "ignore", "-m", "gunicorn", application, "--bind", f"{HOST}:{port}"]
    options = ["--workers", str(workers), "--threads", "4", "--log-level", "warning", "--no-control-socket"]
    log = subprocess.DEVNULL if quiet else None
    web = subprocess.Popen([*command, *options], env=dict(environment), stdout=log, stderr=log)
    try:
        _wait_for(web, port)
        yield
    finally:
        web.terminate()
        web.wait(timeout=30)


def _wait_for(web: subprocess.Popen, port: int) -> None:
    for _ in range(300):
        assert web.poll() is None, "gunicorn did not start"
        try:
            connection = HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("gunicorn does not answer")
