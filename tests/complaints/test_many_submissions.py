"""An inbox of many: the volume seed tells the truth."""

import datetime as dt

import pytest

from casework.kernel import audit, vault
from casework.kernel.models import Deadline
from casework.management.demo import volume_intake
from casework.services.deadlines import rebuild
from complaints import services
from complaints.models import Submission
from tests.complaints.conftest import moment

pytestmark = pytest.mark.django_db

TODAY, NOW = dt.date(2026, 7, 1), "2026-07-01 09:00"
MANY = 1200


@pytest.fixture
def many(cast, clock_at) -> None:
    clock_at(NOW)
    volume_intake.load(cast, MANY, TODAY)


def test_what_the_seed_writes_holds_like_what_the_verbs_write(cast, many):
    assert audit.verify() == [] and rebuild(at=moment(NOW)) == []
    assert Submission.objects.count() == MANY == Deadline.objects.count()
    assert {"received", "registered", "lead_opened", "out_of_scope"} == set(
        Submission.objects.values_list("state", flat=True)
    )
    volume_intake.load(cast, 10, TODAY)  # a second load goes on where the first ended
    assert Submission.objects.count() == MANY + 10 and audit.verify() == []


def test_the_desk_acts_on_what_the_seed_made(cast, many):
    waiting = Submission.objects.filter(state="received", kind="report", office__code="nanhai").first()
    services.register(submission=waiting, actor=cast["intake"], at=moment(NOW))
    named = Submission.objects.exclude(reporter=None).first()
    person = services.open_identity(submission=named, actor=cast["intake"], at=moment(NOW), reason="核对")
    assert person["phone"].startswith("139")
    mass = vault.blind_index("phone", "13900000000")
    assert Submission.objects.filter(reporter__entries__blind_index=mass).count() == 2
