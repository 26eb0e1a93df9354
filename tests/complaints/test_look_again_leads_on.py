"""A second look that finds it was wrong leads to the next lawful act: the matter is open again, or the desk has a task
until it has entered what it did."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from casework.kernel import audit, tokens
from casework.kernel.errors import NotPermitted, Refused, Stale
from casework.kernel.models import Deadline
from casework.kernel.words import day
from casework.models import Case
from complaints import queries, services
from complaints.models import SecondLook, Submission
from complaints.queries import track
from complaints.queries.retention import Matter, why_kept
from complaints.services import second_looks
from complaints.services.receiving import query_code
from tests.complaints.conftest import moment
from tests.complaints.track import fresh, mediating, registered

pytestmark = pytest.mark.django_db
LATER = "2026-06-10 09:00"


def looked_at(submission: Submission, cast, at: str = LATER, by: str = "unithead") -> SecondLook:
    """The person asks; somebody who had no part finds that it was wrong."""
    look = second_looks.ask(submission=submission, reasons="监控时间写错了。", at=moment(at))
    return second_looks.change(look=look, answer="原来的处理不当，现予改正。", actor=cast[by], at=moment(at))


def progress(submission: Submission) -> str:
    client, code = Client(), query_code(submission.form_token)
    client.post("/complaints/track/", {"number": submission.reference, "code": code})
    return client.get(reverse("complaint_progress", args=[submission.reference])).content.decode()


@pytest.fixture
def refused(cast, send) -> Submission:
    submission = registered(cast, send)
    by = {"actor": cast["mediator"], "at": moment("2026-05-07 09:00")}
    services.propose_refusal(
        submission=submission, ground="taken_elsewhere", facts="消费者委员会已经处理。", **by
    )
    return services.refuse(submission=fresh(submission), actor=cast["head"], at=moment("2026-05-08 09:00"))


def test_a_refusal_that_was_wrong_is_decided_anew_within_seven_working_days(refused, cast, clock_at):
    look = looked_at(refused, cast)
    submission = fresh(refused)
    assert (look.state, submission.state) == ("changed", "registered")
    [running] = Deadline.objects.filter(reference=submission.reference, state="running")
    assert running.clock == "CMP-ACCEPT-O121" and running.started_on == dt.date(2026, 6, 10)
    assert submission.due_on == running.due_on and not submission.track.refusal_ground
    assert submission in track.to_decide(track.complaints_for(cast["mediator"]))
    clock_at("2026-06-11 09:00")
    page = progress(submission)
    assert (
        "复查后撤回原来的决定" in page
        and "决定不予受理" not in page
        and f"最迟到{day(submission.due_on)}" in page
    )
    accepted = services.accept(submission=submission, actor=cast["mediator"], at=moment("2026-06-11 09:00"))
    assert accepted.state == "accepted" and "投诉已经受理" in progress(accepted)


def test_a_report_put_out_of_scope_by_mistake_is_sent_for_verification(cast, send, clock_at):
    [submission] = send("2026-05-06 09:00").submissions
    by = {"actor": cast["intake"], "at": moment("2026-05-07 09:00")}
    services.put_out_of_scope(submission=submission, ground="consultation", reply="请拨打12345。", **by)
    looked_at(fresh(submission), cast)
    submission = fresh(submission)
    assert (submission.state, submission.ground) == ("registered", "")
    assert submission in queries.waiting(queries.submissions_for(cast["intake"]))
    services.route(
        submission=submission, office=cast["inspector1"].office, cause="未经同意收集个人信息", summary="拍摄人脸",
        actor=cast["intake"], at=moment("2026-06-11 09:00"),
    )  # fmt: skip
    case = Case.objects.get(reference=fresh(submission).case_reference)
    verification = Deadline.objects.get(reference=case.reference, clock="VER-15")
    assert verification.started_on == dt.date(2026, 6, 10)
    clock_at("2026-06-11 10:00")
    assert "不按投诉举报办理" not in progress(submission)


def test_a_report_that_was_not_filed_is_verified_anew_under_a_new_lead(cast, routed, decide_filing, clock_at):
    submission = routed("2026-05-06 09:00", "2026-05-07 09:00", happened_on=dt.date(2026, 5, 5))
    before = decide_filing(submission, "2026-05-20 09:00", file=False)
    looked_at(fresh(submission), cast, by="mediator")
    submission = fresh(submission)
    case = Case.objects.get(reference=submission.case_reference)
    assert case != before and case.state == "lead_registered" and case.party == before.party
    assert Case.objects.get(pk=before.pk).state == "not_filed"
    assert Deadline.objects.get(reference=case.reference, clock="VER-15").started_on == dt.date(2026, 6, 10)
    [event] = audit.history_of(submission.reference).filter(action="submission.verified_anew")
    assert audit.details_of(event)["was"] == before.reference
    clock_at("2026-06-11 09:00")
    assert "正在核查" in progress(submission) and "不予立案" not in progress(submission)


@pytest.fixture
def terminated(cast, send) -> Submission:
    submission = mediating(cast, send)
    return services.terminate(
        submission=submission, ground="no_agreement", facts="双方差距太大。", actor=cast["mediator"],
        at=moment("2026-05-20 09:00"),
    )  # fmt: skip


def test_a_mediation_that_is_over_is_a_task_of_the_desk_until_it_says_what_it_did(
    terminated, cast, client_of, clock_at
):
    look = looked_at(terminated, cast)
    assert (look.state, fresh(terminated).state) == ("to_carry_out", "mediation_terminated")
    clock_at("2026-06-11 09:00")
    desk, sheet = client_of("mediator"), f"/desk/second-looks/{look.reference}/"
    assert look.reference in desk.get("/desk/second-looks/").content.decode()
    assert "<b>1</b></a>" in desk.get("/desk/mediation/").content.decode()
    assert desk.post(f"{sheet}carry-out/", {"token": tokens.issue(look.version)}).status_code == 422
    typed = {"carried_out": "已登记违法线索，移交核查。", "token": tokens.issue(look.version)}
    assert [desk.post(f"{sheet}carry-out/", typed).status_code for _ in range(2)] == [303, 303]
    page = desk.get(sheet).content.decode()
    assert "已登记违法线索" in page and "<textarea" not in page
    assert look.reference not in desk.get("/desk/second-looks/").content.decode()
    assert "复查后改变，已经办理" in progress(terminated) and "违法线索，移交" not in progress(terminated)
    assert "登记已经按复查结果办理" in [str(one.title) for one in track.history(fresh(terminated))]


def test_while_the_task_is_open_nothing_is_erased(terminated, cast):
    by = {"actor": cast["mediator"], "at": moment("2026-05-21 09:00")}
    told = dt.date(2026, 5, 21)
    services.record_told(
        submission=terminated, complainant_told_on=told, respondent_told_on=told, told_note="电话", **by
    )
    closed = services.close_complaint(submission=fresh(terminated), **by)
    look, long_after = looked_at(closed, cast), dt.date(2046, 1, 1)
    assert "再看一次" in why_kept(Matter(closed.reporter, [fresh(closed)], []), long_after).reason.zh
    second_looks.carry_out(
        look=look, carried_out="已电话说明。", actor=cast["mediator"], at=moment("2026-06-11 09:00")
    )
    assert why_kept(Matter(closed.reporter, [fresh(closed)], []), long_after) is None


def test_neither_a_stranger_nor_a_second_answer_ends_the_task(terminated, cast):
    look = looked_at(terminated, cast)
    at = {"at": moment("2026-06-11 09:00")}
    for person in ("stranger", "officer", "head"):
        with pytest.raises(NotPermitted):
            second_looks.carry_out(look=look, carried_out="已办。", actor=cast[person], **at)
    for verb in (second_looks.uphold, second_looks.change):
        with pytest.raises((Refused, Stale)):
            verb(look=look, answer="再答一次。", actor=cast["unithead"], **at)
    assert SecondLook.objects.get().state == "to_carry_out"
