"""The hub's sweeps: what the law lets happen by the mere passing of days."""

from celery import shared_task

from casework.kernel import clock
from casework.kernel.tasks import OneAtATime
from casework.services import announcements, deadlines, notices, publications


@shared_task
def lapse_defences_due() -> None:
    with OneAtATime("lapse_defences_due") as mine:
        if mine:
            notices.lapse_defences_due(at=clock.now())


@shared_task
def end_announcements_due() -> None:
    with OneAtATime("end_announcements_due") as mine:
        if mine:
            announcements.end_announcements_due(at=clock.now())


@shared_task
def end_expired_publications() -> None:
    with OneAtATime("end_expired_publications") as mine:
        if mine:
            publications.end_expired(at=clock.now())


@shared_task
def escalate_deadlines() -> None:
    with OneAtATime("escalate_deadlines") as mine:
        if mine:
            deadlines.escalate_due(at=clock.now())


@shared_task
def lapse_rights_due() -> None:
    with OneAtATime("lapse_rights_due") as mine:
        if mine:
            deadlines.lapse_rights_due(at=clock.now())


@shared_task
def rebuild_deadlines() -> None:
    with OneAtATime("rebuild_deadlines") as mine:
        if mine:
            deadlines.rebuild(at=clock.now())
