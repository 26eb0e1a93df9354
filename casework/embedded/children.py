"""A process that does not outlive its parent."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from casework.embedded.places import EmbeddedError, Home, lock

PR_SET_PDEATHSIG = 1


class Child:
    """A process that does not outlive its parent and can be started again when it dies.

    It leads a session of its own: Ctrl-C at the terminal reaches only the parent, which stops its children in
    order. It inherits a locked file, so that the next start waits until the last descendant of the previous
    one is gone (the backends of a killed PostgreSQL, a server whose supervisor was just killed).
    """

    def __init__(
        self,
        name: str,
        command: list[str | Path],
        home: Home,
        *,
        stop_signal: signal.Signals = signal.SIGTERM,
        ready: Callable[[], bool] = lambda: True,
        log: Path | None = None,
        cwd: Path = Path("/"),
        environment: dict[str, str] | None = None,
        account: dict | None = None,
    ) -> None:
        self.name = name
        self.command = [str(word) for word in command]
        self.stop_signal = stop_signal
        self.is_ready = ready
        self.log = log
        self.cwd = cwd
        self.environment = environment
        self.account = account or {}
        self.lock_path = home.folder / f"{name}.lock"
        self.process: subprocess.Popen | None = None

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process else None

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> bool:
        """Start the process; False while a descendant of an earlier one still lives."""
        held = lock(self.lock_path)
        if held is None:
            return False
        output = self.log.open("ab") if self.log else None
        try:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.cwd,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                pass_fds=(held.fileno(),),
                preexec_fn=_die_with_parent(self.stop_signal),
                **self.account,
            )
        finally:
            held.close()
            if output:
                output.close()
        return True

    def start_and_wait(self, seconds: float = 30) -> None:
        """Start the process, again and again if it must, until it is ready."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not self.is_alive() and not self.start():
                time.sleep(0.1)
            elif self.is_ready() and self.is_alive():
                return
            else:
                time.sleep(0.05 if self.is_alive() else 0.3)
        self.stop()
        raise EmbeddedError(f"{self.name} did not start within {seconds:.0f} s.{self._last_words()}")

    def stop(self, patience: float = 20) -> None:
        """Ask the process to stop, wait, and kill what is left of its session's group."""
        if self.process is None:
            return
        if self.is_alive():
            self.process.send_signal(self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        self.kill()

    def kill(self) -> None:
        """Kill whatever is left of the process and its group."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def _last_words(self) -> str:
        if not self.log or not self.log.exists():
            return ""
        lines = self.log.read_text(errors="replace").splitlines()[-5:]
        return "\n".join([f" The end of {self.log}:", *lines])


def _die_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """What the new process does before it becomes the program: ask the kernel to be told of our death."""
    parent = os.getpid()
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def prepare() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, int(death_signal))
            if os.getppid() != parent:
                os._exit(1)

    return prepare
