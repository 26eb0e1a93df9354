"""A report that was sent to the wrong office comes back to the desk that received it, and to nobody else
(Order 121 art 41): the lead ends, the clock runs on, another office may get it."""

import datetime as dt
import uuid

import pytest

from casework.clocks import VER_15
from casework.kernel import audit, deadlines, tokens
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import AuditEvent, Deadline, User
from casework.kernel.roles import Role
from casework.management.demo.people import SINCE
from casework.models import Case
from casework.services import cases, leads
from casework.services.people import add_person
from complaints import queries, services
from complaints.models import Submission
from tests.complaints.conftest import moment

pytestmark = pytest.mark.django_db
LAW = "第四十一条"
WHY = "经营地在大沥，不在桂城。"


def fresh(submission: Submission) -> Submission:
    return Submission.objects.get(pk=submission.pk)


def give_back(cast, submission: Submission, at: str = "2021-08-26 09:00", who: str = "unithead", **given):
    given = {"reason": WHY, "actor": cast[who], **given}
    return services.return_report(submission=fresh(submission), at=moment(at), **given)


@pytest.fixture
def step(routed):
    submission = routed()
    return submission, f"/desk/mediation/{submission.reference}/return_report/"


def test_the_lead_ends_and_the_report_is_in_the_inbox_with_its_clock(cast, routed):
    submission = routed()
    lead = Case.objects.get(reference=submission.case_reference)
    before = Deadline.objects.get(reference=lead.reference, clock=VER_15.id)
    give_back(cast, submission)
    lead.refresh_from_db()
    back = fresh(submission)
    assert (lead.state, lead.closed_on) == ("returned", dt.date(2021, 8, 26))
    assert (back.state, back.routed_to, back.case_reference) == ("registered", None, "")
    assert back in queries.waiting(queries.submissions_for(cast["intake"]))
    after = Deadline.objects.get(clock=VER_15.id)
    assert (after.pk, after.reference, after.state) == (before.pk, back.reference, "running")
    assert (after.started_on, after.due_on) == (before.started_on, before.due_on)
    assert (after.office, deadlines.days_left(after, dt.date(2021, 8, 26))) == (back.office, 13)
    for reference, action in (
        (lead.reference, "case.lead_returned"),
        (back.reference, "submission.report_returned"),
    ):
        event = audit.history_of(reference).get(action=action)
        told = audit.details_of(event)
        assert event.actor == cast["unithead"] and told["reason"] == WHY and LAW in told["law"]


def test_it_may_be_sent_to_another_office_whose_lead_takes_the_clock(cast, routed):
    submission = routed()
    give_back(cast, submission)
    words = {"office": cast["intake"].office, "cause": "案由", "summary": "摘要"}
    services.route(submission=fresh(submission), **words, actor=cast["intake"], at=moment("2021-08-27 09:00"))
    old, new = Case.objects.filter(source_reference=submission.reference).order_by("pk")
    assert (old.state, new.state, new.office) == ("returned", "lead_registered", cast["intake"].office)
    running = Deadline.objects.get(clock=VER_15.id)
    assert running.reference == new.reference and running.started_on == dt.date(2021, 8, 24)
    give_back(cast, submission, "2021-08-30 09:00")
    assert [one.lead for one in queries.returns_of([submission])[submission.reference]] == [
        new.reference,
        old.reference,
    ]


def test_while_it_is_verified_it_still_goes_back_and_its_officers_read_it_no_more(cast, routed):
    submission = routed()
    lead = Case.objects.get(reference=submission.case_reference)
    officers = [cast["inspector1"], cast["inspector2"]]
    cases.assign_officers(case=lead, officers=officers, actor=cast["unithead"], at=moment("2021-08-25 10:00"))
    assert submission in queries.submissions_for(cast["inspector1"])
    give_back(cast, submission)
    assert submission not in queries.submissions_for(cast["inspector1"])


@pytest.mark.parametrize("filed", [True, False])
def test_after_the_decision_on_filing_it_cannot_go_back(filed, cast, routed, decide_filing):
    submission = routed()
    case = decide_filing(submission, "2021-08-25 15:00", file=filed)
    events = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        give_back(cast, submission)
    assert LAW in refused.value.law and AuditEvent.objects.count() == events
    assert fresh(submission).case_reference == case.reference


def test_what_waits_for_a_head_and_what_others_joined_stays(cast, routed, send):
    submission = routed()
    lead = Case.objects.get(reference=submission.case_reference)
    later = Case.objects.get(reference=routed(at="2021-08-24 12:00", then="2021-08-25 11:00").case_reference)
    leads.merge_lead(case=later, earlier=lead, actor=cast["intake"], at=moment("2021-08-25 12:00"))
    with pytest.raises(Refused) as refused:
        give_back(cast, submission)
    assert "并入" in refused.value.message.zh and LAW in refused.value.law
    assert fresh(submission).state == "lead_opened"


def test_a_lead_that_no_report_brought_has_nobody_to_return_to(cast):
    lead = cases.register_lead(
        office=cast["inspector1"].office,
        cause="案由",
        summary="检查发现",
        source=Case.Source.INSPECTION,
        received_on=dt.date(2021, 8, 24),
        actor=cast["inspector1"],
        at=moment("2021-08-24 10:00"),
    )
    with pytest.raises(Refused) as refused:
        leads.return_lead(
            case=lead,
            to=cast["intake"].office,
            reason=WHY,
            actor=cast["unithead"],
            at=moment("2021-08-25 10:00"),
        )
    assert LAW in refused.value.law


def test_without_a_reason_and_by_another_role_it_stays(cast, routed):
    submission = routed()
    with pytest.raises(Invalid):
        give_back(cast, submission, reason=" ")
    for who in ("intake", "inspector1", "officer", "head", "mediator", "stranger", "strangerhead"):
        with pytest.raises(NotPermitted) as refused:
            give_back(cast, submission, who=who)
        assert LAW in refused.value.law, who
    assert fresh(submission).state == "lead_opened" and Case.objects.get().state == "lead_registered"


def test_the_page_pressed_twice_is_one_return_and_the_second_person_reads_who_was_first(
    cast, step, client_of, clock_at
):
    submission, address = step
    clock_at("2021-08-26 09:00")
    head = client_of("unithead")
    sheet = head.get(f"/desk/intake/{submission.reference}/").content.decode()
    lead = head.get(f"/desk/cases/{submission.case_reference}/").content.decode()
    assert address in sheet and address in lead and LAW in head.get(address).content.decode()
    given = {"reason": WHY, "token": tokens.issue(submission.version)}
    answers = [head.post(address, given) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert audit.history_of(submission.reference).filter(action="submission.report_returned").count() == 1
    late = head.post(address, {"reason": WHY, "token": tokens.issue(submission.version)})
    assert late.status_code == 409 and "罗致远" in late.content.decode()
    seen = client_of("intake").get(f"/desk/intake/{submission.reference}/").content.decode()
    assert (
        WHY in seen and "分送核查" in seen and f'value="{cast["inspector1"].office.pk}" selected' not in seen
    )


@pytest.mark.parametrize("who", ["stranger", "strangerhead", "operator", "reviewer"])
def test_a_stranger_finds_nothing_to_return(who, step, client_of, clock_at):
    submission, address = step
    clock_at("2021-08-26 09:00")
    given = {"reason": WHY, "token": tokens.issue()}
    assert client_of(who).get(address).status_code == client_of(who).post(address, given).status_code == 404
    assert fresh(submission).state == "lead_opened"


def test_over_the_api_it_is_the_same_act_once(step, client_of, clock_at):
    submission, _ = step
    clock_at("2021-08-26 09:00")
    address = f"/api/v1/submissions/{submission.reference}/return/"
    refused = client_of("intake").post(address, {"reason": WHY}, "application/json")
    assert refused.status_code == 403 and LAW in refused.content.decode()
    key, answers = {"Idempotency-Key": str(uuid.uuid4())}, []
    for _ in range(2):
        answers.append(client_of("unithead").post(address, {"reason": WHY}, "application/json", headers=key))
    assert [(one.status_code, one.json()["state"]) for one in answers] == [(200, "registered")] * 2
    assert answers[0].json()["clock"]["due_on"] == "2021-09-14"
    assert audit.history_of(submission.reference).filter(action="submission.report_returned").count() == 1


def test_the_head_of_the_station_that_got_it_returns_it_and_comes_back_to_the_list(
    cast, step, client_of, clock_at
):
    submission, address = step
    station = add_person(
        username="stationhead",
        name="站长（演示）",
        office=cast["inspector1"].office,
        roles=[Role.UNIT_HEAD],
        password=None,
        actor=None,
        at=moment(f"{SINCE} 09:00"),
    )
    clock_at("2021-08-26 09:00")
    browser = client_of("unithead")
    browser.force_login(station, backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.post(address, {"reason": WHY, "token": tokens.issue(submission.version)})
    assert (answer.status_code, answer["Location"]) == (303, "/desk/intake/")
    assert fresh(submission).state == "registered" and User.objects.filter(pk=station.pk).exists()


def test_the_reporter_reads_that_it_goes_to_another_office_and_the_period_runs_on(cast, routed):
    submission = routed()
    give_back(cast, submission)
    course = queries.tracking_of(fresh(submission), dt.date(2021, 8, 27)).course
    assert (course.routed_on, course.returned_on) == (None, dt.date(2021, 8, 26))
    assert course.receipt.due_on == dt.date(2021, 9, 14)
