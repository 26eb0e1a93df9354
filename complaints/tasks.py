"""The desk's deliveries and sweeps: importing the verbs registers what the outbox sweep sends."""

from celery import shared_task

from casework.kernel import clock
from casework.kernel.tasks import OneAtATime
from complaints.services import (
    acknowledging,
    drafts,
    erasure,
    imports,
    letters,
    limits,
    second_looks,
    telling,
)

__all__ = [
    "acknowledging",
    "erase_due",
    "erase_expired_drafts",
    "letters",
    "run_imports",
    "second_looks",
    "telling",
]


@shared_task
def erase_due() -> None:
    with OneAtATime("erase_due") as mine:
        if mine:
            erasure.erase_due(at=clock.now())


@shared_task
def erase_expired_drafts() -> None:
    with OneAtATime("erase_expired_drafts") as mine:
        if mine:
            drafts.erase_expired(at=clock.now())
            limits.forget_old(at=clock.now())


@shared_task
def run_imports() -> None:
    with OneAtATime("run_imports") as mine:
        if mine:
            imports.run_due(at=clock.now())
