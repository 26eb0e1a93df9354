"""The desk's deliveries and sweeps: importing the verbs registers what the outbox sweep sends."""

from celery import shared_task

from casework.kernel import clock
from casework.kernel.tasks import OneAtATime
from complaints.services import erasure, letters, telling

__all__ = ["erase_due", "letters", "telling"]


@shared_task
def erase_due() -> None:
    with OneAtATime("erase_due") as mine:
        if mine:
            erasure.erase_due(at=clock.now())
