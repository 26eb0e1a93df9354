"""The complaints of the demo world: every place on the track, made by the verbs alone."""

import datetime as dt

import pytest

from casework.management.demo.complaints import SCENES, make_complaints
from complaints.models import Submission

pytestmark = pytest.mark.django_db

STATES = {
    "registered", "identity_asked", "not_accepted", "accepted", "mediating", "appraisal", "mediation_stopped",
    "mediation_terminated", "agreed", "complaint_closed",
}  # fmt: skip


def test_there_is_a_complaint_in_every_state(cast):
    made = make_complaints(cast, dt.date(2026, 11, 24))
    stand = Submission.objects.filter(pk__in=[one.pk for one in made])
    assert len(made) == len(SCENES) and {one.state for one in stand} == STATES


@pytest.mark.parametrize("day", ["2026-10-08", "2026-12-31"])
def test_it_is_made_on_any_day(cast, day):
    assert make_complaints(cast, dt.date.fromisoformat(day))
