"""From the inbox to the case file: register, route, out of scope, and who may not."""

import datetime as dt

import pytest

from casework.kernel import tokens
from casework.kernel.errors import AlreadyDone, Invalid, NotPermitted, Refused
from casework.kernel.models import Deadline
from casework.models import Case, Party
from complaints import services
from complaints.models import Submission
from tests.complaints.conftest import STORY, moment


def test_routing_opens_the_lead_and_the_clock_runs_on_from_receipt(cast, routed):
    submission = routed()
    case = Case.objects.get(reference=submission.case_reference)
    assert (submission.state, case.state) == ("lead_opened", "lead_registered")
    assert case.source_reference == submission.reference and case.reporter_is_named
    assert case.office == cast["inspector1"].office and case.party.uscc == "91440605MA5XEX1A01"
    clock = Deadline.objects.get(clock="VER-15")
    assert (clock.reference, clock.started_on) == (case.reference, dt.date(2021, 8, 24))
    assert clock.due_on == dt.date(2021, 9, 14)


def test_routing_twice_opens_one_lead(cast, routed, send):
    submission = routed()
    with pytest.raises(Refused):
        services.route(
            submission=submission,
            office=cast["inspector1"].office,
            cause="x",
            summary="y",
            actor=cast["intake"],
            at=moment("2021-08-25 09:01"),
        )
    assert Case.objects.count() == 1


def test_the_same_form_pressed_twice_is_one_lead(cast, send):
    [submission] = send().submissions
    services.register(submission=submission, actor=cast["intake"], at=moment("2021-08-25 09:00"))
    token = tokens.read(tokens.issue())
    press = {
        "submission": submission,
        "office": cast["inspector1"].office,
        "cause": "x",
        "summary": "y",
        "actor": cast["intake"],
        "at": moment("2021-08-25 09:00"),
        "token": token,
    }
    services.route(**press)
    with pytest.raises(AlreadyDone):
        services.route(**press)
    assert Case.objects.count() == 1


def test_two_reports_on_one_trader_share_the_party(routed):
    routed()
    routed()
    assert Party.objects.count() == 1 and Case.objects.count() == 2


def test_a_summary_with_a_phone_number_does_not_reach_the_case_file(cast, send):
    [submission] = send().submissions
    services.register(submission=submission, actor=cast["intake"], at=moment("2021-08-25 09:00"))
    with pytest.raises(Invalid):
        services.route(
            submission=submission,
            office=cast["inspector1"].office,
            cause="x",
            summary="请联系13800000001",
            actor=cast["intake"],
            at=moment("2021-08-25 09:00"),
        )
    assert not Case.objects.exists()


def test_the_case_file_knows_neither_the_reporter_nor_the_story(routed):
    case = Case.objects.get(reference=routed().case_reference)
    kept = str(Case.objects.filter(pk=case.pk).values().get())
    assert STORY not in kept and "卢晓岚" not in kept and "138" not in kept


def test_a_report_is_registered_before_it_is_routed(cast, send):
    [submission] = send().submissions
    with pytest.raises(Refused) as refusal:
        services.route(
            submission=submission,
            office=cast["inspector1"].office,
            cause="x",
            summary="y",
            actor=cast["intake"],
            at=moment("2021-08-25 09:00"),
        )
    assert refusal.value.law and not Case.objects.exists()


def test_a_complaint_opens_no_lead_and_keeps_its_clock(cast, send):
    [complaint] = send(kind="complaint", request="退还定金").submissions
    services.register(submission=complaint, actor=cast["intake"], at=moment("2021-08-25 09:00"))
    with pytest.raises(Refused):
        services.route(
            submission=complaint,
            office=cast["inspector1"].office,
            cause="x",
            summary="y",
            actor=cast["intake"],
            at=moment("2021-08-25 09:00"),
        )
    assert Deadline.objects.get(reference=complaint.reference).state == "running"


def test_only_the_intake_desk_registers(cast, send):
    [submission] = send().submissions
    for name in ("officer", "head", "operator", "admin"):
        with pytest.raises(NotPermitted):
            services.register(submission=submission, actor=cast[name], at=moment("2021-08-25 09:00"))
    assert Submission.objects.get().state == "received"


@pytest.mark.parametrize(
    ("at", "ground", "named"),
    [
        ("2021-08-25 09:00", "petition", True),
        ("2026-05-06 09:00", "petition", False),
        ("2026-05-06 09:00", "consultation", True),
        ("2026-05-06 09:00", "no such ground", False),
    ],
)
def test_out_of_scope_takes_the_grounds_of_the_rule_of_the_day(cast, send, at, ground, named):
    [submission] = send(at).submissions
    press = {"ground": ground, "reply": "请向信访部门提出", "actor": cast["intake"], "at": moment(at)}
    if not named:
        with pytest.raises(Invalid):
            services.put_out_of_scope(submission=submission, **press)
        return
    submission = services.put_out_of_scope(submission=submission, **press)
    assert submission.state == "out_of_scope"
    assert Deadline.objects.get(reference=submission.reference).state == "met"
