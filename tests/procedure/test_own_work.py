"""Whoever asked or investigated tries to approve it by every way there is: no success, and each try on record."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from casework.celery import SWEEPS, app
from casework.kernel import audit, tokens
from casework.kernel.errors import NotPermitted
from casework.kernel.models import AuditEvent, RoleGrant
from casework.kernel.roles import Role
from casework.models import Approval
from casework.services import approvals
from tests.factories import at
from tests.procedure.conftest import NOW


@pytest.fixture
def approval(case) -> Approval:
    return Approval.objects.get(case=case)


@pytest.fixture
def author(people, clock_at):
    """The officer who asked, and who has become a head since."""
    clock_at(NOW)
    RoleGrant.objects.create(user=people["author"], role=Role.BUREAU_HEAD, granted_at=at(NOW))
    return people["author"]


def attempts_of(person, approval: Approval) -> list[dict]:
    found = audit.history_of(approval.reference).filter(action="attempt.refused", actor=person)
    return [audit.details_of(event) for event in found]


def test_by_the_page(approval, author, browser_of):
    token = tokens.issue(approval.version)
    for _ in range(2):
        answer = browser_of(author).post(
            reverse("approval_approve", args=[approval.reference]), {"note": "", "token": token}
        )
        assert answer.status_code == 403
    _still_waits(approval)
    assert [entry["why"] for entry in attempts_of(author, approval)] == [["separation"]] * 2


def test_by_the_api(approval, author, browser_of):
    answer = browser_of(author).post(
        reverse("api_approval_approve", args=[approval.reference]), {}, "application/json"
    )
    assert (answer.status_code, answer.json()["reasons"][0]["code"]) == (403, "separation")
    _still_waits(approval)
    assert len(attempts_of(author, approval)) == 1


def test_by_a_batch(approval, author, browser_of):
    token = {f"token-{approval.reference}": tokens.issue(approval.version)}
    answer = browser_of(author).post(
        reverse("approvals_approve_chosen"), {"chosen": approval.reference, **token}, follow=True
    )
    assert "不能由您审批" in answer.content.decode()
    _still_waits(approval)
    assert len(attempts_of(author, approval)) == 1


def test_through_somebody_who_stands_in_for_them(approval, people, browser_of, clock_at):
    clock_at(NOW)
    response = browser_of(people["standinown"]).post(
        reverse("approval_approve", args=[approval.reference]),
        {"note": "", "token": tokens.issue(approval.version)},
    )
    assert response.status_code == 403
    _still_waits(approval)
    assert len(attempts_of(people["standinown"], approval)) == 1


def test_by_the_verb_itself_and_by_no_actor_at_all(approval, author):
    for actor in (author, None):
        with pytest.raises((NotPermitted, AttributeError)):
            approvals.approve(approval=approval, actor=actor, at=at(NOW))
    _still_waits(approval)


def test_by_the_database(approval, author):
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(pk=approval.pk).update(
            state="approved", decided_by=author, decided_at=at(NOW)
        )
    _still_waits(approval)


def test_by_a_task(approval):
    """No task of the site names an object: none can be told to approve anything."""
    app.loader.import_default_modules()
    for name in SWEEPS:
        assert app.tasks[name].run.__code__.co_argcount == 0
        app.tasks[name].run()
    _still_waits(approval)


def test_there_is_no_admin_site():
    from django.conf import settings

    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def _still_waits(approval: Approval) -> None:
    approval.refresh_from_db()
    assert (approval.state, approval.decided_by, approval.case.state) == ("pending", None, "verifying")
    assert not AuditEvent.objects.filter(reference=approval.reference, action="approval.approved").exists()
