"""The desk's deliveries and sweeps: importing the verbs registers what the outbox sweep sends."""

from celery import shared_task

from casework.kernel import clock, outbox
from casework.kernel.tasks import OneAtATime
from complaints.hotline import sending
from complaints.services import (
    acknowledging,
    drafts,
    erasure,
    hotline_accounts,
    hotline_answers,
    imports,
    letters,
    limits,
    second_looks,
    telling,
)

__all__ = [
    "acknowledging",
    "deliver_to_hotlines",
    "erase_due",
    "erase_expired_drafts",
    "letters",
    "run_imports",
    "second_looks",
    "tell_hotlines_outcomes_due",
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
            hotline_accounts.forget_minutes(at=clock.now())


@shared_task
def run_imports() -> None:
    with OneAtATime("run_imports") as mine:
        if mine:
            imports.run_due(at=clock.now())


@shared_task
def deliver_to_hotlines() -> None:
    """Apart from the other deliveries: a platform that is slow to answer holds nobody else up."""
    with OneAtATime("deliver_to_hotlines") as mine:
        if mine:
            outbox.deliver_due(at=clock.now(), lane=sending.LANE)


@shared_task
def tell_hotlines_outcomes_due() -> None:
    with OneAtATime("tell_hotlines_outcomes_due") as mine:
        if mine:
            hotline_answers.tell_outcomes_due(at=clock.now())
