"""An import that is killed again and again ends complete and without a duplicate."""

import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from casework import env
from complaints.models import ImportRow, ImportRun, Submission
from complaints.services import imports
from tests.complaints.conftest import moment
from tests.imports.conftest import AT, SENT, as_csv, sent_rows, worker_environment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
WORK = """
from casework.kernel.clock import now
from casework.kernel.tasks import OneAtATime
from complaints.services import imports
while True:
    with OneAtATime("run_imports") as mine:
        if mine and not imports.run_due(at=now()):
            break
"""
PATIENCE = 300


def worker() -> subprocess.Popen:
    command = [sys.executable, "-W", "ignore", "manage.py", "shell", "--verbosity", "0", "-c", WORK]
    return subprocess.Popen(command, cwd=env.BASE_DIR, env=worker_environment())


def moved() -> int:
    return ImportRow.objects.exclude(state="waiting").count()


def until_more_than(number: int, process: subprocess.Popen) -> None:
    given_up = time.monotonic() + PATIENCE
    while moved() <= number and process.poll() is None:
        assert time.monotonic() < given_up
        time.sleep(0.05)


def killed_three_times(checked, cast, number: int) -> None:
    run = checked("submissions", as_csv(SENT, sent_rows(number)))
    imports.start(run=run, actor=cast["intake"], at=moment(AT))
    for kill in range(3):
        process = worker()
        until_more_than(number * kill // 5, process)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert moved() < number, "it was over before the kill"
    assert worker().wait(PATIENCE) == 0
    run = ImportRun.objects.get()
    assert (run.state, run.rows.filter(state="done").count()) == ("done", number)
    assert Submission.objects.count() == number
    assert Submission.objects.values("trader_name").distinct().count() == number
    assert sorted(run.rows.values_list("reference", flat=True)) == sorted(
        Submission.objects.values_list("reference", flat=True)
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT reference) FROM kernel_deadline")
        assert cursor.fetchone() == (number, number)


def test_three_hundred_rows_killed_three_times_come_in_once(checked, cast):
    killed_three_times(checked, cast, 300)


@pytest.mark.long
def test_five_thousand_rows_killed_three_times_come_in_once(checked, cast):
    killed_three_times(checked, cast, 5000)
