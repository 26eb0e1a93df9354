"""Every form is carried out once: a second press is the same answer, a second person is told who was first."""

import pytest

from casework.kernel import tokens
from casework.kernel.models import AuditEvent
from casework.models import Document, Service
from tests.architecture.matrix import ACTS, send, text
from tests.architecture.world import Ask, asks

pytestmark = pytest.mark.django_db(databases=["default", "public"])

# Looks and calculations: each time is a time of its own.
EVERY_TIME = {
    "submission_identity",
    "worksheet_compute",
    "assessments",
    "complaint_track",
    "complaint_traders",
    "complaint_close",
}
FORMS = {
    route: people
    for route, people in ACTS.items()
    if route not in EVERY_TIME and not route.startswith("api_")
}


class Again(Ask):
    """The same post, to the last character."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(ask.args, ask.query, ask.body, ask.version, ask.is_json)
        object.__setattr__(self, "token", tokens.issue(ask.version))

    def posted(self):
        return {**super().posted(), "token": self.token}


@pytest.mark.parametrize("route", FORMS)
def test_a_form_that_is_sent_twice_is_carried_out_once(route, world, browser_of):
    person = FORMS[route][-1] if "anonymous" not in FORMS[route] else "anonymous"
    client, ask = browser_of(person), Again(asks(world).get(route, Ask()))
    first = send(client, route, "POST", ask)
    events = AuditEvent.objects.count()
    second = send(client, route, "POST", ask)
    assert (first.status_code, first.headers.get("Location")) == (303, second.headers.get("Location")), text(
        second
    )
    assert second.status_code == 303 and AuditEvent.objects.count() == events


# A visit may be planned, photographed and signed by several people; a draft is kept at every saving; a party may
# confirm its addresses again; of measures and orders a case may have several. What citizens send has no version.
BY_SEVERAL = {
    "case_address",
    "visit_plan",
    "visit_photos",
    "visit_signatures",
    "worksheet_save",
    "document_scan",
    "intake_new",
    # A platform's account is new, a message has no version: two may press, the first act counts.
    "hotline_account_new",
    "hotline_try_again",
    "imports",
    # Nobody saw an earlier version of what is made here; a chain may be verified by two.
    "person_new",
    "office_new",
    "leave",
    "audit_verify",
    "measure_new",
    "correction_new",
    "spot_new",
    # The second is told that a suspicion is open already; of a batch each row says who was first.
    "transfer_new",
    "approvals_approve_chosen",
}


@pytest.mark.parametrize("route", [r for r in FORMS if r not in BY_SEVERAL and "anonymous" not in FORMS[r]])
def test_of_two_people_one_wins_and_the_other_reads_who_and_when(route, world, browser_of):
    first, second = FORMS[route][0], FORMS[route][-1]
    ask = asks(world).get(route, Ask())
    pages = [browser_of(person) for person in (first, second)]
    posts = [Again(ask), Again(ask)]  # both opened the page before either pressed
    assert send(pages[0], route, "POST", posts[0]).status_code == 303
    events = AuditEvent.objects.count()
    answer = send(pages[1], route, "POST", posts[1])
    assert answer.status_code == 409 and AuditEvent.objects.count() == events, text(answer)
    assert world.cast[first].name in text(answer) and "2021-12-21 10:00" in text(answer)


def test_a_form_is_good_for_one_act_on_one_thing(world, browser_of):
    """The token of a form that was used does not pass as 'done already' for another case or another act."""
    known, client = asks(world), browser_of("head")
    used = Again(known["approval_approve"])
    assert send(client, "approval_approve", "POST", used).status_code == 303
    other = Ask((world.approval("plan_visit").reference,), body={**used.body, "token": used.token})
    for route, ask in (("approval_approve", other), ("approval_return", used)):
        answer = send(client, route, "POST", ask)
        assert answer.status_code == 409 and "周明远" in text(answer), route
    assert world.approval("plan_visit").state == "pending"
    assert send(browser_of("principal"), "approval_approve", "POST", used).status_code == 409


def test_a_paper_beside_the_course_is_served_once_and_by_the_officers_of_the_case(world, browser_of):
    paper = world.document("visit", "site_record")
    served = {"method": "direct", "served_on": "2021-12-20", "received_by": "钱知远"}
    ask = Again(Ask((paper.reference,), body=served))
    for person in ("intake", "reviewer", "head", "publisher1"):
        assert send(browser_of(person), "document_serve", "GET", ask).status_code == 403
        assert (
            send(browser_of(person), "document_serve", "POST", Ask(ask.args, body=served)).status_code == 403
        )
    officer = browser_of("officer")
    answers = [send(officer, "document_serve", "POST", ask).status_code for _ in range(2)]
    assert answers == [303, 303] and Service.objects.filter(document=paper).count() == 1
    assert send(officer, "document_serve", "POST", Ask(ask.args, body=served)).status_code == 409
    assert Document.objects.filter(case=paper.case, kind="service_receipt").count() == 1
