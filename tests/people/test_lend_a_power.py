"""The verbs of a delegation: what they refuse, and what the database refuses behind them."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from casework.kernel import audit
from casework.kernel.errors import DomainError, NotPermitted
from casework.kernel.models import Delegation, Office
from casework.kernel.roles import Role
from casework.services import delegations
from tests.factories import at

MORNING = "2021-09-13 09:00"
TODAY, FRIDAY = dt.date(2021, 9, 13), dt.date(2021, 9, 17)


def lend(cast, delegator="head", delegate="reviewer", *, by="", moment=MORNING, **changes):
    roles = changes.pop("roles", sorted(cast[delegator].roles))
    given = {"from_on": TODAY, "until_on": FRIDAY, "ground": "年休"} | changes
    return delegations.grant(
        delegator=cast[delegator],
        delegate=cast[delegate],
        roles=roles,
        actor=cast[by or delegator],
        at=at(moment),
        **given,
    )


def test_a_head_lends_an_office_for_a_week(cast):
    delegation = lend(cast)
    deputy = cast["reviewer"]
    assert deputy.roles == {Role.CASE_REVIEWER}
    nanhai = Office.objects.get(code="nanhai")
    for day, roles in ((TODAY, {Role.BUREAU_HEAD}), (FRIDAY, {Role.BUREAU_HEAD})):
        (lent,) = deputy.acting_on(day, nanhai).lent
        assert (lent.by, lent.roles) == (cast["head"].pk, roles)
    for day in (TODAY - dt.timedelta(days=1), FRIDAY + dt.timedelta(days=1)):
        assert deputy.acting_on(day, nanhai).lent == ()
    event = audit.history_of("USR-head").last()
    assert (event.action, audit.details_of(event)["delegate"]) == ("delegation.granted", "reviewer")
    assert str(delegation)


def test_a_lent_power_reaches_no_further_than_the_lenders_office(cast):
    cast["unithead"].office = Office.objects.get(code="guicheng")
    cast["unithead"].save()
    lend(cast, "unithead", "officer")
    officer = cast["officer"]
    assert officer.acting_on(TODAY, Office.objects.get(code="guicheng")).lent
    assert not officer.acting_on(TODAY, Office.objects.get(code="nanhai")).lent


def test_a_power_that_was_taken_away_is_lent_no_more(cast):
    lend(cast)
    cast["head"].role_grants.update(ended_at=at(MORNING))
    assert not cast["reviewer"].acting_on(TODAY, cast["head"].office).lent[0].roles


@pytest.mark.parametrize(
    "wrong",
    [
        {"delegator": "officer", "by": "officer"},  # an investigator's power is personal
        {"delegator": "admin", "by": "admin"},
        {"delegate": "admin"},
        {"delegate": "head"},
        {"delegate": "strangerhead"},
        {"roles": []},
        {"roles": [Role.PRINCIPAL_HEAD]},  # not held
        {"until_on": TODAY - dt.timedelta(days=1)},
        {"from_on": TODAY - dt.timedelta(days=1)},
        {"by": "unithead"},  # not above the head
        {"by": "strangerhead"},
        {"delegator": "reviewer", "delegate": "unithead", "by": "unithead"},  # to oneself
    ],
)
def test_what_is_refused_changes_nothing(cast, wrong):
    with pytest.raises(DomainError):
        lend(cast, **wrong)
    assert not Delegation.objects.exists()


def test_a_lent_power_is_not_lent_on(cast):
    lend(cast, "head", "reviewer")
    with pytest.raises(DomainError):
        lend(cast, "reviewer", "legal", roles=[Role.BUREAU_HEAD])
    with pytest.raises(NotPermitted):  # nor does it enter the leave of those below
        lend(cast, "unithead", "legal", by="reviewer")


def test_a_head_enters_the_leave_of_those_below(cast):
    lend(cast, "reviewer", "legal", by="unithead")
    lend(cast, "unithead", "reviewer", by="head")
    assert Delegation.objects.count() == 2


def test_one_person_at_a_time_stands_in(cast):
    lend(cast)
    with pytest.raises(DomainError, match="stands in"):
        lend(cast, delegate="legal", from_on=FRIDAY, until_on=FRIDAY)
    monday = FRIDAY + dt.timedelta(days=3)
    lend(cast, delegate="legal", from_on=monday, until_on=monday)


def test_it_is_taken_back_once_by_those_who_may(cast):
    delegation = lend(cast)
    with pytest.raises(NotPermitted):
        delegations.end(delegation=delegation, actor=cast["reviewer"], at=at("2021-09-14 09:00"))
    delegations.end(delegation=delegation, actor=cast["head"], at=at("2021-09-14 09:00"))
    with pytest.raises(DomainError):
        delegations.end(delegation=delegation, actor=cast["head"], at=at("2021-09-14 10:00"))
    assert not cast["reviewer"].delegations_on(TODAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"delegate": "head"},
        {"roles": ["case_officer"]},
        {"roles": ["auditor"]},
        {"roles": ["system"]},
        {"roles": []},
        {"until_on": TODAY - dt.timedelta(days=1)},
    ],
)
def test_the_database_refuses_it_too(cast, wrong):
    row = {"delegator": "head", "delegate": "reviewer", "roles": ["bureau_head"], "until_on": FRIDAY} | wrong
    row |= {"delegator": cast[row["delegator"]], "delegate": cast[row["delegate"]]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(
            from_on=TODAY, ground="年休", granted_by=cast["head"], granted_at=at(MORNING), **row
        )
