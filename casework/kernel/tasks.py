"""The kernel's sweeps. Tasks take no business arguments and are safe to run twice."""

from celery import shared_task
from django.db import connection

from casework.kernel import clock, outbox


class OneAtATime:
    """A session advisory lock by name: a sweep that still runs is not started beside itself."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [self.name])
            self.held = cursor.fetchone()[0]
        return self.held

    def __exit__(self, *exc_info: object) -> None:
        if self.held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [self.name])


@shared_task
def deliver_due() -> None:
    with OneAtATime("deliver_due") as mine:
        if mine:
            outbox.deliver_due(at=clock.now())
