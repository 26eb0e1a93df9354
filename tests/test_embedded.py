import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from casework import env
from casework.embedded import children, places, servers


@pytest.fixture
def home():
    place = places.home(f"test-{os.getpid()}-{time.monotonic_ns() % 10**6}")
    claim = places.claim(place)
    yield place
    places.remove(place)
    claim.close()


@contextmanager
def running(server):
    try:
        server.start_and_wait()
        yield server
    finally:
        server.stop()


@pytest.fixture
def postgres(home):
    with running(servers.postgres(home, durable=False)) as server:
        servers.prepare_database(home)
        yield server


def test_two_checkouts_share_neither_folder_nor_sockets(monkeypatch):
    here = places.home()
    monkeypatch.setattr(env, "BASE_DIR", env.BASE_DIR / "another")
    there = places.home()
    assert here.folder != there.folder
    assert here.sockets != there.sockets


def test_two_instances_of_one_checkout_share_neither_folder_nor_sockets(monkeypatch):
    here = places.home()
    monkeypatch.setenv("CASEWORK_INSTANCE", "another")
    there = places.home()
    assert here.folder != there.folder
    assert here.sockets != there.sockets


def test_a_deep_checkout_still_has_short_sockets(monkeypatch):
    monkeypatch.setattr(env, "BASE_DIR", Path("/" + "deep/" * 60))
    assert len(str(places.home().sockets)) < 60


def test_a_name_too_long_for_a_socket_is_refused():
    with pytest.raises(places.EmbeddedError, match="too long"):
        places.home("x" * 80)


def test_a_home_is_claimed_once(home):
    assert places.claim(home) is None


def test_a_folder_of_somebody_else_is_refused(home):
    home.sockets.symlink_to("/tmp")
    with pytest.raises(places.EmbeddedError, match="not a folder of user"):
        servers.postgres(home)
    home.sockets.unlink()


def test_a_killed_postgres_comes_back_with_its_rows(home):
    with running(servers.postgres(home)) as server:
        servers.prepare_database(home)
        with psycopg.connect(home.database_url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
        os.kill(server.pid, signal.SIGKILL)
        server.process.wait()
        server.start_and_wait()
        with psycopg.connect(home.database_url) as connection:
            assert connection.execute("SELECT number FROM kept").fetchall() == [(1,)]


def test_chinese_has_trigrams_and_pages_have_checksums(home, postgres):
    with psycopg.connect(home.database_url) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        assert connection.execute("SELECT cardinality(show_trgm('食品安全'))").fetchone()[0] > 0
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)


def test_the_owner_is_no_superuser(home, postgres):
    with psycopg.connect(home.database_url) as connection:
        assert connection.execute("SELECT current_setting('is_superuser')").fetchone() == ("off",)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try as somebody else")
def test_another_system_user_is_let_in_as_nobody_at_all(home, postgres):
    psql = Path(postgres.command[0]).with_name("psql")
    for role in (servers.SUPERUSER, *servers.ROLES):
        command = [psql, "-h", home.sockets, "-U", role, "-d", "postgres", "-c", "SELECT 1"]
        tried = subprocess.run(command, capture_output=True, text=True, cwd="/", **places.servers_account())
        assert "Peer authentication failed" in tried.stderr


def test_a_second_start_waits_until_the_first_family_is_gone(home):
    places.lay_out(home)
    first, second = (children.Child("sleeper", ["sleep", "60"], home) for _ in range(2))
    assert first.start()
    assert not second.start()
    first.stop()
    assert second.start()
    second.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="needs the kernel's death signal")
def test_a_child_does_not_outlive_a_killed_parent(home):
    places.lay_out(home)
    program = (
        "import sys, time; from casework.embedded import children, places; "
        "child = children.Child('sleeper', ['sleep', '60'], places.home(sys.argv[1])); "
        "child.start(); print(child.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, home.folder.name], cwd=env.BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    assert int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    children.Child("sleeper", ["true"], home).start_and_wait()  # fails while the orphan lives
