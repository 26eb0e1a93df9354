"""A caseload passes from one officer to another: two certified officers remain, and history forgets nobody."""

import pytest

from casework.kernel import audit, tokens
from casework.kernel.errors import DomainError, NotPermitted
from casework.kernel.transitions import option
from casework.models import Approval, Case
from casework.services import approvals, caseloads, cases
from tests.factories import assign, at, case_in, lead, propose_filing
from tests.web.forms import text_of

MONDAY = at("2021-09-13 09:00")
CASELOAD = "/desk/caseload/"


@pytest.fixture
def newcomer(cast):
    """A second case officer with a certificate."""
    person = cast["archivist"]
    person.role_grants.update(role="case_officer")
    person.certificates.create(number="粤演示0222", valid_from="2019-01-01", valid_to="2030-01-01")
    person._roles = None
    del person._roles
    return person


def hand(cast, case: Case, outgoing: str, incoming, *, by: str = "unithead", reason: str = "调岗"):
    return caseloads.hand_over(
        outgoing=cast[outgoing], incoming=incoming, cases=[case], reason=reason, actor=cast[by], at=MONDAY
    )


def test_the_new_officer_goes_on_and_the_old_one_stops(cast, newcomer):
    case = assign(cast, lead(cast))
    (case,) = hand(cast, case, "officer", newcomer)
    assert case.officers_on_case() == [cast["inspector1"], cast["inspector2"], newcomer]
    assert case.officers.count() == 4  # history is kept
    with pytest.raises(NotPermitted):
        cases.propose_not_filing(case=case, ground="slight", reason="轻微", actor=cast["officer"], at=MONDAY)
    cases.propose_not_filing(case=case, ground="slight", reason="轻微", actor=newcomer, at=MONDAY)
    assert [e.action for e in audit.history_of("USR-officer")][-1] == "caseload.handed_over"
    event = audit.history_of(case.reference).get(action="case.officers_changed")
    assert event.participants == [newcomer.pk] and event.actor == cast["unithead"]


@pytest.mark.parametrize("who", ["old", "new"])
def test_both_are_barred_from_approving_and_reviewing(cast, newcomer, who):
    case = propose_filing(cast, assign(cast, lead(cast)))
    hand(cast, case, "inspector2", newcomer)
    person = cast["inspector2"] if who == "old" else newcomer
    person.role_grants.create(role="bureau_head", granted_at=MONDAY)
    person._roles = frozenset({*person.roles, "bureau_head"})
    with pytest.raises(NotPermitted) as refusal:
        approvals.approve(approval=Approval.objects.get(case=case), actor=person, at=MONDAY)
    assert "参与了本案的调查" in refusal.value.message.zh


def test_whoever_comes_back_is_an_officer_again(cast, newcomer):
    case = assign(cast, lead(cast))
    hand(cast, case, "officer", newcomer)
    case.refresh_from_db()
    hand(cast, case, "archivist", cast["officer"])
    case.refresh_from_db()
    assert option(case, "propose_not_filing", cast["officer"], MONDAY.date()).is_allowed
    assert not option(case, "propose_not_filing", newcomer, MONDAY.date()).is_allowed


def test_a_case_keeps_two_certified_officers(cast, newcomer):
    case = assign(cast, lead(cast))
    hand(cast, case, "officer", cast["inspector1"])  # three become two
    case.refresh_from_db()
    with pytest.raises(DomainError) as refusal:
        hand(cast, case, "inspector2", cast["inspector1"])
    assert refusal.value.law == "处罚法第四十二条" and case.title in refusal.value.message.zh
    assert Case.objects.get(pk=case.pk).officers.filter(ended_at=None).count() == 2


@pytest.mark.parametrize(
    ("outgoing", "incoming", "more"),
    [
        ("officer", "legal", {}),  # no investigator
        ("officer", "stranger", {}),  # another bureau
        ("officer", "officer", {}),
        ("reviewer", "inspector1", {}),  # not on the case
        ("officer", "inspector1", {"reason": " "}),
        ("officer", "inspector1", {"by": "inspector1"}),
        ("officer", "inspector1", {"by": "reviewer"}),
    ],
)
def test_what_is_refused_changes_nothing(cast, outgoing, incoming, more):
    case = assign(cast, lead(cast))
    events = audit.history_of(case.reference).count()
    with pytest.raises(DomainError):
        hand(cast, case, outgoing, cast[incoming], **more)
    assert Case.objects.get(pk=case.pk).officers_on_case() == case.officers_on_case()
    assert audit.history_of(case.reference).count() == events


def test_a_closed_case_is_not_handed_over(cast, newcomer):
    with pytest.raises(DomainError):
        hand(cast, case_in(cast, "closed"), "officer", newcomer)


def test_the_unit_head_hands_over_some_of_many(cast, client_of, newcomer, clock_at):
    clock_at("2021-09-13 10:00")
    one, two = assign(cast, lead(cast)), assign(cast, lead(cast))
    client = client_of("unithead")
    assert "2</td>" in text_of(client.get(CASELOAD))
    page = f"{CASELOAD}?from=officer&case={two.reference}"
    shown = text_of(client.get(page))
    assert one.title in shown and f'value="{two.reference}" checked' in shown
    fields = {"cases": [two.reference], "incoming": "archivist", "reason": "休产假", "token": tokens.issue()}
    answer = client.post(page, fields)
    assert (answer.status_code, answer["Location"]) == (303, CASELOAD)
    assert newcomer in Case.objects.get(pk=two.pk).officers_on_case()
    assert newcomer not in Case.objects.get(pk=one.pk).officers_on_case()
    assert "更换办案人员" in text_of(client.get(f"/desk/cases/{two.reference}/history/"))
    mine = text_of(client_of("officer").get("/desk/cases/?mine=on"))
    assert one.title in mine and two.title not in mine


def test_what_is_missing_comes_back_with_the_choice(cast, client_of, clock_at):
    clock_at("2021-09-13 10:00")
    case = assign(cast, lead(cast))
    client = client_of("unithead")
    fields = {"cases": [case.reference], "incoming": "inspector1", "reason": "", "token": tokens.issue()}
    answer = client.post(f"{CASELOAD}?from=officer", fields)
    assert answer.status_code == 200 and f'value="{case.reference}" checked' in text_of(answer)


def test_strangers_and_officers_hand_nothing_over(cast, client_of, clock_at):
    clock_at("2021-09-13 10:00")
    case = assign(cast, lead(cast))
    for who in ("officer", "reviewer", "admin", "stranger"):
        assert client_of(who).get(CASELOAD).status_code == 403
    head = client_of("strangerhead")
    assert head.get(f"{CASELOAD}?from=officer").status_code == 404
    assert head.get(f"{CASELOAD}?case={case.reference}").status_code == 404
