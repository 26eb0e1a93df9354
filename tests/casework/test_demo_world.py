"""The case of 2021 and the branches of the demo world, made once and rolled back at the end."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from casework import queries
from casework.kernel.clock import at_hour
from casework.kernel.models import Deadline, Delegation, User
from casework.management.demo.branches import make_branches
from casework.management.demo.people import CAST, make_people
from casework.management.demo.stories import FACES, trader
from casework.management.demo.walk import Walk
from casework.management.demo.world import NANHAI
from casework.models import Approval, Case, Publication, Refund

TODAY = dt.date(2026, 11, 24)
BUDGET = 10  # queries of a first page

# Branch → state of the case, states of what hangs on it, what the heads are asked.
STANDS = {
    "extension": ("investigating", {}, {"extension"}),
    "resumption": ("suspended", {}, {"resumption"}),
    "urgent_preservation": ("verifying", {"MEA": "preserved"}, {"preservation_confirmation"}),
    "preservation_ending": ("verifying", {"MEA": "preserved"}, set()),
    "overdue_correction": ("investigating", {"COR": "served"}, set()),
    "suspected_crime": ("investigating", {"CRM": "reported"}, {"criminal_transfer"}),
    "merged_lead": ("merged", {}, set()),
    "hearing_requested": ("hearing", {"HRG": "requested"}, set()),
    "hearing_scheduled": ("hearing", {"HRG": "scheduled"}, set()),
    "after_hearing": ("second_review", {"HRG": "held"}, set()),
    "no_penalty": ("review_passed", {}, {"no_penalty"}),
    "spot_unpaid": ("spot_papers_in", {"EXE": "paying"}, set()),
    "spot_cash": ("fined_on_spot", {"EXE": "executed"}, set()),
    "instalments": ("served", {"EXE": "instalments"}, set()),
    "demand_made": ("served", {"EXE": "demand_made"}, set()),
    "reconsideration": ("served", {"EXE": "paying", "REM": "received"}, set()),
    "annulled": ("closed", {"EXE": "discontinued", "REM": "overturned"}, set()),
    "public_notice": ("proposal_approved", {}, set()),
}
# Branch → the clock that presses, and its last day.
PRESSES = {
    "extension": ("CASE-90", "2026-12-02"),
    "urgent_preservation": ("EVD-URGENT-24H", "2026-11-24"),
    "preservation_ending": ("EVD-PRESERVE-7", "2026-11-26"),
    "suspected_crime": ("CRM-DECIDE-3", "2026-11-26"),
    "hearing_requested": ("HRG-HOST-3", "2026-11-26"),
    "hearing_scheduled": ("HRG-PUBLIC-3", "2026-12-03"),
    "after_hearing": ("REV-10", "2026-12-01"),
    "spot_unpaid": ("PAY-15", "2026-12-03"),
    "spot_cash": ("SMP-CASH-2", "2026-11-25"),
    "demand_made": ("EXE-COURT-3M", "2027-01-08"),
    "reconsideration": ("REC-REPLY-10", "2026-12-03"),
    "annulled": ("PUB-WITHDRAW-3", "2026-11-25"),
    "public_notice": ("SRV-PUBNOTICE-30", "2026-12-06"),
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic():
        with files:
            cast = make_people(password=None)
            Walk(cast, FACES, trader(0), NANHAI, discussed=True).run()
            yield make_branches(cast, TODAY)
        transaction.set_rollback(True)


@pytest.fixture
def branches(made, db, clock_at) -> dict[str, Case]:
    """Name of the branch → its case, this morning."""
    clock_at(at_hour(TODAY, 9))
    return {name: Case.objects.get(pk=case.pk) for name, case in made.items()}


def on_the(case: Case) -> dict[str, str]:
    """What hangs on the case: first part of its reference → its state."""
    return {
        key: matter.state
        for key, model in queries.MATTERS.items()
        for matter in model.objects.filter(case=case)
    }


def references_of(case: Case) -> list[str]:
    matters = [m.reference for model in queries.MATTERS.values() for m in model.objects.filter(case=case)]
    return [case.reference, *matters, *case.documents.values_list("reference", flat=True)]


def person(name: str) -> User:
    return User.objects.get(username=name)


def test_each_branch_stands_where_somebody_s_next_act_waits(branches):
    found = {
        name: (
            case.state,
            on_the(case),
            set(Approval.objects.filter(case=case, state="pending").values_list("kind", flat=True)),
        )
        for name, case in branches.items()
    }
    assert found == STANDS


def test_their_clocks_run_today_and_none_of_ours_has_run_out(branches):
    found = {}
    for name, (clock, _) in PRESSES.items():
        running = Deadline.objects.filter(reference__in=references_of(branches[name]), state="running")
        found[name] = (clock, f"{running.get(clock=clock).due_on}")
    assert found == PRESSES
    late = Deadline.objects.filter(
        reference__in=[reference for case in branches.values() for reference in references_of(case)],
        state="running",
        clock__in=queries.OUR_CLOCKS,
        due_on__lt=TODAY,
    )
    assert [f"{deadline}" for deadline in late] == []


def test_what_is_no_clock_waits_too(branches):
    assert [order.case for order in queries.corrections_overdue(person("officer"), TODAY)] == [
        branches["overdue_correction"]
    ]
    assert branches["merged_lead"].joined_to.state == "verifying"
    assert branches["annulled"].remedies.get().redecision_ordered
    assert Refund.objects.get(case=branches["annulled"]).paid_on is None
    assert branches["spot_cash"].collections.get().handed_in_on is None
    assert [delegation.from_on for delegation in Delegation.objects.all()] == [dt.date(2026, 11, 30)]


def test_the_case_of_2021_is_closed_and_public_and_the_most_urgent_stands_first(branches):
    first = Case.objects.earliest("pk")
    assert (first.state, Publication.objects.get(decision__case=first).state) == ("closed", "published")
    assert queries.approval_queue(person("head")).first().case == branches["urgent_preservation"]


def test_nobody_s_first_page_is_dear(branches, client):
    dear = {}
    for part in CAST:
        client.force_login(person(part.username), backend="django.contrib.auth.backends.ModelBackend")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/desk/").status_code == 200
        if len(asked) > BUDGET:
            dear[part.username] = len(asked)
    assert dear == {}
