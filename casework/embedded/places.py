"""Where the embedded PostgreSQL and Valkey of this checkout lie (run, tests, benches).

Everything is keyed by the path of the checkout, the user and an instance name (``CASEWORK_INSTANCE``, "main"
unless told otherwise), so that two checkouts, or `make run` beside `make test`, never meet. The servers
listen on Unix sockets only. PostgreSQL lets in only the user who started it (peer authentication through a
map): there is no password to keep and no way in for anybody else.

PostgreSQL refuses to run as root. When we are root both servers run as nobody, and because nobody cannot look
into a private folder (/root, a CI checkout, mktemp -d), data and a copy of the programs lie in
/var/lib/casework.

Imported by settings: the standard library only, the rest inside the functions that need it.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from casework import env

DATABASE = "casework"
OWNER = "casework_owner"
PORT = 5432  # only names the socket file
LONGEST_SOCKET_PATH = 100  # the kernel's limit is 107 bytes


class EmbeddedError(RuntimeError):
    """A server cannot be started; the message says what to do."""


@dataclass(frozen=True)
class Home:
    """One stack of this checkout: ``folder`` has data, logs and status.json, ``sockets`` the two sockets."""

    folder: Path
    sockets: Path

    @property
    def database_url(self) -> str:
        # The socket folder as a percent-encoded host: libpq, psql and Django all read it.
        return f"postgres://{OWNER}@{quote(str(self.sockets), safe='')}:{PORT}/{DATABASE}"

    def redis_url(self, number: int = 0) -> str:
        return f"redis+socket://{self.sockets}/valkey.sock?virtual_host={number}"

    @property
    def status_file(self) -> Path:
        return self.folder / "status.json"

    @property
    def programs(self) -> Path:
        return self.folder.parent / "programs"


def home(instance: str = "") -> Home:
    """The home of ``instance``; nothing is created."""
    instance = instance or env.text("CASEWORK_INSTANCE", "main")
    user = os.geteuid()
    key = hashlib.sha256(str(env.BASE_DIR).encode()).hexdigest()[:8]
    base = Path("/var/lib/casework") / key if user == 0 else env.BASE_DIR / ".local"
    # Not TMPDIR: two shells of one user must find the same server, and the path must stay short.
    sockets = Path("/tmp") / f"casework-{user}-{key}-{instance}"
    if len(str(sockets / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET_PATH:
        raise EmbeddedError(f"CASEWORK_INSTANCE is too long for a socket path: {instance!r}.")
    return Home(base / instance, sockets)


def database_url() -> str:
    """Address of the embedded PostgreSQL of this checkout, whether it runs or not."""
    return home().database_url


def redis_url() -> str:
    """Address of the embedded Valkey of this checkout, whether it runs or not."""
    return home().redis_url()


def claim(home: Home) -> IO[str] | None:
    """Claim ``home`` for as long as the returned file stays open; None when a living process has it."""
    _lay_out_base(home)
    return lock(home.folder.with_suffix(".lock"))


def lock(path: Path) -> IO[str] | None:
    """Take the lock ``path`` and return the open file that holds it, or None when somebody else has it."""
    file = path.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def remove(home: Home) -> None:
    """Delete a stopped instance with everything in it, its claim too."""
    shutil.rmtree(home.folder, ignore_errors=True)
    shutil.rmtree(home.sockets, ignore_errors=True)
    home.folder.with_suffix(".lock").unlink(missing_ok=True)


def servers_account() -> dict:
    """Who the servers run as: nobody when we are root, else ourselves."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _lay_out_base(home: Home) -> None:
    # Passable but not readable for others: as root, nobody must reach its own folder below.
    if os.geteuid() == 0:
        folder(home.folder.parent.parent, 0o711)
    folder(home.folder.parent, 0o711)


def lay_out(home: Home) -> None:
    _lay_out_base(home)
    folder(home.folder, 0o711)
    folder(home.sockets, 0o700, ours=False)


def folder(path: Path, mode: int, *, ours: bool = True) -> Path:
    """Make ``path`` with exactly ``mode``, ours or the servers'; refuse one that belongs to somebody else."""
    account = servers_account()
    owner = os.geteuid() if ours or not account else account["user"]
    try:
        path.mkdir(parents=True)
        os.chown(path, owner, -1)
    except FileExistsError:
        pass
    found = path.lstat()
    if not path.is_dir() or path.is_symlink() or found.st_uid != owner:
        raise EmbeddedError(f"{path} is not a folder of user {owner}. Remove it and start again.")
    path.chmod(mode)
    return path
