"""The complaint track: acceptance, mediation, its end, under Order 20 and Order 121."""

import datetime as dt

import pytest

from casework.kernel import audit, outbox
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import Deadline
from casework.models import Case, PublicDocument
from casework.services.people import add_person
from complaints import queries, services
from complaints.lifecycle import NON_ACCEPTANCE, non_acceptance_grounds, termination_grounds
from complaints.models import Letter
from complaints.progress import timeline
from complaints.queries.letters import letters_to_citizen
from tests.complaints.conftest import REPORTER, moment
from tests.complaints.track import accepted, clock, fresh, mediating, registered, session

pytestmark = pytest.mark.django_db


def deliver(at: str) -> None:
    while outbox.deliver_due(at=moment(at)):
        pass


# --- Acceptance ---


def test_accepting_in_time_stops_the_seven_days_and_starts_sixty(cast, send):
    submission = accepted(cast, send)
    assert submission.state == "accepted"
    seven, sixty = clock(submission, "CMP-ACCEPT-O121"), clock(submission, "CMP-MEDIATE-O121")
    assert seven.state == "met" and not seven.was_late
    assert sixty.due_on == dt.date(2026, 7, 7) and sixty.state == "running"


def test_accepting_late_is_on_record(cast, send):
    submission = accepted(cast, send, then="2026-05-18 10:00")
    assert clock(submission, "CMP-ACCEPT-O121").was_late
    assert "deadline.missed" in {event.action for event in audit.history_of(submission.reference)}


def test_under_order_20_the_earlier_of_two_limits_runs(cast, send):
    submission = accepted(cast, send, "2025-03-03 09:00", "2025-03-05 09:00")
    running = Deadline.objects.filter(reference=submission.reference, clock__startswith="CMP-MEDIATE")
    assert [one.clock for one in running] == ["CMP-MEDIATE-REG"]
    assert running[0].due_on == dt.date(2025, 5, 6)  # 60 days end in the May holiday


def test_before_the_regulation_only_45_working_days_run(cast, send):
    submission = accepted(cast, send, "2023-03-06 09:00", "2023-03-08 09:00")
    running = Deadline.objects.filter(reference=submission.reference, clock__startswith="CMP-MEDIATE")
    assert [one.clock for one in running] == ["CMP-MEDIATE-O20"]


def test_asking_for_proof_of_identity_does_not_pause_the_seven_days(cast, send):
    submission = registered(cast, send)
    before = clock(submission, "CMP-ACCEPT-O121").due_on
    by = {"actor": cast["mediator"]}
    submission = services.ask_identity(
        submission=submission, until=dt.date(2026, 5, 12), at=moment("2026-05-07 09:00"), **by
    )
    assert submission.state == "identity_asked" and clock(submission, "CMP-ACCEPT-O121").due_on == before
    assert clock(submission, "CMP-ACCEPT-O121").state == "running"
    assert clock(submission, "CMP-IDPROOF").due_on == dt.date(2026, 5, 12)
    with pytest.raises(Refused) as refused:
        services.accept(submission=submission, at=moment("2026-05-08 09:00"), **by)
    assert "第十条第三项" in refused.value.law
    services.record_identity(submission=submission, proof="身份证", at=moment("2026-05-11 09:00"), **by)
    assert services.accept(submission=submission, at=moment("2026-05-11 10:00"), **by).state == "accepted"


def test_order_20_knew_no_proof_of_identity(cast, send):
    submission = registered(cast, send, "2026-04-08 09:00")
    with pytest.raises(Refused):
        services.ask_identity(
            submission=submission,
            until=dt.date(2026, 4, 20),
            actor=cast["mediator"],
            at=moment("2026-04-09 09:00"),
        )


@pytest.mark.parametrize("day", ["2026-04-08", "2026-05-06"])
@pytest.mark.parametrize("ground", NON_ACCEPTANCE)
def test_each_ground_of_the_rule_in_force_refuses_with_its_article(cast, send, ground, day):
    long_ago = dt.date(2020, 1, 5)
    submission = registered(cast, send, f"{day} 09:00", happened_on=long_ago)
    given = {"submission": submission, "ground": ground, "facts": "核查的事实", "factors": ["no_purchase"]}
    propose = {**given, "actor": cast["mediator"], "at": moment(f"{day} 15:00")}
    law = NON_ACCEPTANCE[ground].law(moment(day + " 09:00").date())
    if not law:
        with pytest.raises(Invalid):
            services.propose_refusal(**propose)
        return
    services.propose_refusal(**propose)
    submission = services.refuse(submission=submission, actor=cast["unithead"], at=moment(f"{day} 17:00"))
    assert submission.state == "not_accepted"
    letter = Letter.objects.get(submission=submission)
    assert law in letter.context["ground"] and "消费者权益保护法》第三十九条" in letter.context["routes"]
    assert "投不受" in letter.number


def test_the_grounds_changed_on_15_april_2026():
    old, new = dt.date(2026, 4, 14), dt.date(2026, 4, 15)
    assert set(non_acceptance_grounds(new)) - set(non_acceptance_grounds(old)) == {"identity"}
    assert set(termination_grounds(new)) - set(termination_grounds(old)) == {"party_gone"}


def test_who_proposed_a_refusal_does_not_sign_it(cast, send):
    submission = registered(cast, send)
    both = add_person(
        username="both", name="两岗一人", office=cast["mediator"].office, password=None, actor=None,
        roles=[*cast["mediator"].roles, *cast["unithead"].roles], at=moment("2026-05-01 09:00"),
    )  # fmt: skip
    services.propose_refusal(
        submission=submission,
        ground="taken_elsewhere",
        facts="法院已立案",
        actor=both,
        at=moment("2026-05-07 09:00"),
    )
    with pytest.raises(NotPermitted):
        services.refuse(submission=submission, actor=both, at=moment("2026-05-07 10:00"))
    with pytest.raises(NotPermitted):
        services.refuse(submission=submission, actor=cast["mediator"], at=moment("2026-05-07 10:00"))
    services.return_refusal(
        submission=submission, reason="不是同一事实", actor=cast["head"], at=moment("2026-05-07 11:00")
    )
    assert not fresh(submission).track.refusal_ground


def test_ground_three_wants_the_factors_written_down(cast, send):
    submission = registered(cast, send)
    with pytest.raises(Invalid) as refused:
        services.propose_refusal(
            submission=submission, ground="no_dispute", facts="没有消费", actor=cast["mediator"],
            at=moment("2026-05-07 09:00"),
        )  # fmt: skip
    assert refused.value.law == "投诉举报处理办法第十七条"


def test_after_three_years_it_is_accepted_only_under_a_law_that_is_named(cast, send):
    submission = registered(cast, send, happened_on=dt.date(2023, 5, 5))
    by = {"submission": submission, "actor": cast["mediator"], "at": moment("2026-05-07 09:00")}
    with pytest.raises(Refused) as refused:
        services.accept(**by)
    assert "第十六条第四项" in refused.value.law
    assert services.accept(**by, limit_exception="某法第一条").state == "accepted"


def test_a_complaint_within_three_years_is_not_refused_as_too_late(cast, send):
    submission = registered(cast, send, happened_on=dt.date(2023, 5, 6))
    with pytest.raises(Invalid):
        services.propose_refusal(
            submission=submission, ground="too_late", facts="超过三年", actor=cast["mediator"],
            at=moment("2026-05-07 09:00"),
        )  # fmt: skip


def test_an_office_returns_what_is_not_its_own_and_sends_it_nowhere_else(cast, send):
    submission = registered(cast, send)
    station = cast["inspector1"].office
    by = {"submission": submission, "reason": "经营地在桂城", "actor": cast["intake"]}
    services.send_to_office(office=station, at=moment("2026-05-06 10:00"), **by)
    assert fresh(submission).handled_by == station
    with pytest.raises(Refused) as refused:
        services.send_to_office(office=cast["intake"].office, at=moment("2026-05-06 11:00"), **by)
    assert "第四十一条" in refused.value.law
    services.return_to_intake(
        submission=submission, reason="不在辖区", actor=cast["mediator"], at=moment("2026-05-07 09:00")
    )
    assert fresh(submission).routed_to is None
    assert Letter.objects.get(submission=submission).number.startswith("佛南市监分送")


# --- Mediation ---


def test_mediation_needs_the_consent_of_both(cast, send):
    submission = accepted(cast, send)
    with pytest.raises(Refused) as refused:
        services.begin_mediation(
            submission=submission, complainant_agreed_on=dt.date(2026, 5, 8), respondent_agreed_on=None,
            consent_note="商家不同意", actor=cast["mediator"], at=moment("2026-05-08 11:00"),
        )  # fmt: skip
    assert "第十八条" in refused.value.law and fresh(submission).state == "accepted"


def test_an_agreement_on_paper_is_form_nine_and_performed_at_once_is_a_record(cast, send):
    for settled_by, kind in (("paper", "mediation_agreement"), ("performed", "mediation_record")):
        submission = session(cast, mediating(cast, send), "2026-05-20 10:00")
        submission = services.agree(
            submission=submission, terms="退还定金5000元。", settled_by=settled_by, actor=cast["mediator"],
            at=moment("2026-05-20 11:00"),
        )  # fmt: skip
        assert submission.state == "agreed" and clock(submission, "CMP-MEDIATE-O121").state == "met"
        assert [letter.kind for letter in submission.letters.all()][-1] == kind
        closed = services.close_complaint(
            submission=submission, actor=cast["mediator"], at=moment("2026-05-21 09:00")
        )
        assert closed.is_ended


def test_no_agreement_without_a_session_on_record(cast, send):
    submission = mediating(cast, send)
    with pytest.raises(Refused):
        services.agree(
            submission=submission, terms="退款", settled_by="paper", actor=cast["mediator"],
            at=moment("2026-05-20 11:00"),
        )  # fmt: skip


def test_on_the_sixtieth_day_it_is_terminated_for_time_and_not_before(cast, send):
    submission = session(cast, mediating(cast, send), "2026-05-20 10:00")
    given = {"submission": submission, "ground": "time", "facts": "未达成协议", "actor": cast["mediator"]}
    with pytest.raises(Refused):
        services.terminate(at=moment("2026-07-06 10:00"), **given)
    submission = services.terminate(at=moment("2026-07-07 10:00"), **given)
    assert submission.state == "mediation_terminated"
    assert not clock(submission, "CMP-MEDIATE-O121").was_late
    telling = clock(submission, "CMP-TERM-NOTICE")
    assert telling.state == "running" and telling.due_on == dt.date(2026, 7, 16)
    by = {"submission": submission, "actor": cast["mediator"]}
    with pytest.raises(Refused) as refused:
        services.close_complaint(at=moment("2026-07-08 09:00"), **by)
    assert "第二十三条第二款" in refused.value.law
    services.record_told(
        complainant_told_on=dt.date(2026, 7, 7), respondent_told_on=dt.date(2026, 7, 8), told_note="短信和电话",
        at=moment("2026-07-08 10:00"), **by,
    )  # fmt: skip
    assert clock(submission, "CMP-TERM-NOTICE").state == "met"
    assert services.close_complaint(at=moment("2026-07-08 11:00"), **by).state == "complaint_closed"


def test_after_the_period_no_agreement_is_recorded(cast, send):
    submission = session(cast, mediating(cast, send), "2026-05-20 10:00")
    with pytest.raises(Refused) as refused:
        services.agree(
            submission=submission, terms="退款", settled_by="paper", actor=cast["mediator"],
            at=moment("2026-07-08 10:00"),
        )  # fmt: skip
    assert "第五项" in refused.value.law


def test_the_days_of_an_appraisal_do_not_count(cast, send):
    submission = mediating(cast, send)
    by = {"submission": submission, "actor": cast["mediator"]}
    services.send_for_appraisal(
        appraiser="演示检测中心", appraisal_note="检测车况，费用各半", document="委托1号",
        at=moment("2026-05-11 09:00"), **by,
    )  # fmt: skip
    assert clock(submission, "CMP-MEDIATE-O121").state == "held"
    services.end_appraisal(result="车况合格", document="报告1号", at=moment("2026-05-21 09:00"), **by)
    assert clock(submission, "CMP-MEDIATE-O121").due_on == dt.date(2026, 7, 17)  # ten days later


def test_a_recused_mediator_is_out_and_the_period_runs_on(cast, send):
    submission = mediating(cast, send)
    other = add_person(
        username="mediator2", name="另一调解员", office=cast["mediator"].office, password=None, actor=None,
        roles=cast["mediator"].roles, at=moment("2026-05-01 09:00"),
    )  # fmt: skip
    services.stop_for_recusal(
        submission=submission,
        reason="调解人员是店长亲属",
        actor=cast["mediator"],
        at=moment("2026-05-11 09:00"),
    )
    assert clock(submission, "CMP-MEDIATE-O121").state == "running"
    services.decide_recusal(
        submission=submission,
        mediator=other,
        reason="属实",
        actor=cast["unithead"],
        at=moment("2026-05-12 09:00"),
    )
    assert fresh(submission).state == "mediating"
    with pytest.raises(NotPermitted):
        session(cast, submission, "2026-05-13 09:00")
    services.call_session(
        submission=submission, called_for=moment("2026-05-15 09:00"), place="南海区演示路1号", actor=other,
        at=moment("2026-05-13 09:00"),
    )  # fmt: skip
    assert submission.letters.last().kind == "mediation_notice"


def test_the_consumer_association_mediates_with_both_consents(cast, send):
    submission = mediating(cast, send)
    given = {"submission": submission, "delegated_to": "南海区消委会", "actor": cast["mediator"]}
    with pytest.raises(Invalid):
        services.delegate_mediation(both_agree=False, at=moment("2026-05-11 09:00"), **given)
    services.delegate_mediation(both_agree=True, at=moment("2026-05-11 09:00"), **given)
    assert fresh(submission).track.delegated_to == "南海区消委会"


# --- Withdrawal, leads, the police, two tracks ---


def test_a_complaint_withdrawn_before_acceptance_ends_and_later_is_terminated(cast, send):
    early = services.withdraw(submission=registered(cast, send), at=moment("2026-05-07 09:00"))
    assert early.state == "withdrawn" and clock(early, "CMP-ACCEPT-O121").state == "met"
    late = services.withdraw(submission=mediating(cast, send), at=moment("2026-05-11 09:00"))
    assert late.state == "mediating" and late.track.withdrawal_asked_on == dt.date(2026, 5, 11)
    late = services.terminate(
        submission=late,
        ground="withdrawn",
        facts="投诉人撤回",
        actor=cast["mediator"],
        at=moment("2026-05-11 15:00"),
    )
    assert late.state == "mediation_terminated"


def test_a_report_is_not_withdrawn(cast, send):
    [report] = send().submissions
    with pytest.raises(Refused):
        services.withdraw(submission=report, at=moment("2021-08-25 09:00"))


def test_both_tracks_end_separately(cast, send):
    report, complaint = send("2026-05-06 09:00", kind="both", request="退款").submissions
    services.withdraw(submission=complaint, at=moment("2026-05-07 09:00"))
    assert fresh(report).state == "received"
    assert clock(report, "VER-15").state == "running"


@pytest.mark.parametrize("day,article", [("2026-03-10", "第23条"), ("2026-05-08", "第27条")])
def test_a_breach_found_in_mediation_becomes_a_lead_with_its_own_clock(cast, send, day, article):
    submission = mediating(cast, send, f"{day} 09:00", f"{day} 10:00")
    case = services.register_clue(
        submission=submission,
        office=cast["inspector1"].office,
        cause="不按规定明码标价",
        summary="调解中发现价格牌不一致",
        actor=cast["mediator"],
        at=moment(f"{day} 11:00"),
    )
    assert fresh(submission).state == "mediating"
    assert (case.source, case.source_reference) == (Case.Source.COMPLAINT, submission.reference)
    [running] = Deadline.objects.filter(reference=case.reference)
    assert running.clock == "CMP-CLUE" and article in running.law


def test_suspected_extortion_goes_to_the_police_and_ends_the_mediation(cast, send):
    submission = mediating(cast, send)
    by = {"submission": submission, "actor": cast["mediator"]}
    services.refer_to_police(
        authority="南海区公安局", reason="调包后索赔", at=moment("2026-05-11 09:00"), **by
    )
    services.terminate(ground="later_found", facts="涉嫌敲诈勒索", at=moment("2026-05-11 10:00"), **by)
    old = registered(cast, send, "2026-04-08 09:00")
    with pytest.raises(Refused):
        services.refer_to_police(
            submission=old,
            authority="南海区公安局",
            reason="调包",
            actor=cast["mediator"],
            at=moment("2026-04-09 09:00"),
        )


# --- Letters ---


def test_a_letter_names_the_person_only_in_its_encrypted_pdf(cast, send):
    submission = accepted(cast, send)
    deliver("2026-05-08 11:00")
    letter = Letter.objects.select_related("file__subject").get(submission=submission)
    assert letter.file.subject == submission.reporter
    assert REPORTER["name"] not in str(letter.context)
    public = PublicDocument.objects.get(code=letter.code)
    assert public.state == "valid" and public.sha256 == letter.file.sha256
    openings = audit.history_of(submission.reference).filter(action="vault.opened")
    assert [audit.details_of(event)["reason"] for event in openings] == [
        "告知已收到（发送受理编号）",
        "制作投诉受理决定书",
        "告知投诉人：投诉受理决定书",
    ]


def test_a_report_ends_with_form_ten_where_a_law_wants_it(cast, routed, decide_filing):
    submission = routed("2026-05-06 09:00", "2026-05-06 10:00", happened_on=dt.date(2026, 5, 1))
    decide_filing(submission, "2026-05-12 10:00")
    services.tell_result(
        submission=fresh(submission), basis="食品安全法第一百一十五条", result="已经立案查处",
        actor=cast["intake"], at=moment("2026-05-20 09:00"),
    )  # fmt: skip
    deliver("2026-05-20 10:00")
    assert submission.letters.get().file is not None


# --- What the complainant reads ---


def told(submission, on: str) -> tuple[str, str, list[str]]:
    course = queries.tracking_of(fresh(submission), dt.date.fromisoformat(on)).course
    next_up = timeline.outlook(course)
    return (
        timeline.headline(course).zh,
        next_up.zh if next_up else "",
        [s.title.zh for s in timeline.steps(course)],
    )


def test_the_complainant_reads_each_stage_with_its_day(cast, send):
    submission = registered(cast, send)
    assert told(submission, "2026-05-07")[1] == "我们最迟在2026年5月14日决定是否受理，并告诉您。"
    services.accept(submission=submission, actor=cast["mediator"], at=moment("2026-05-08 10:00"))
    headline, outlook, steps = told(submission, "2026-05-09")
    assert headline == "投诉已经受理" and "2026年7月7日" in outlook and "征求双方意见" in steps
    late = session(cast, mediating(cast, send), "2026-05-20 10:00")
    services.terminate(
        submission=late,
        ground="no_agreement",
        facts="分歧大",
        actor=cast["mediator"],
        at=moment("2026-05-20 11:00"),
    )
    assert told(late, "2026-05-21")[:2] == ("调解已经终止", "")


def test_a_proposal_not_to_accept_is_not_told_before_it_is_signed(cast, send):
    submission = registered(cast, send)
    services.propose_refusal(
        submission=submission, ground="taken_elsewhere", facts="法院已受理", actor=cast["mediator"],
        at=moment("2026-05-07 09:00"),
    )  # fmt: skip
    assert told(submission, "2026-05-08")[0] == "已经登记"
    services.refuse(submission=submission, actor=cast["unithead"], at=moment("2026-05-08 09:00"))
    headline, outlook, steps = told(submission, "2026-05-08")
    assert (headline, outlook, steps[-1]) == ("投诉不予受理", "", "决定不予受理")
    deliver("2026-05-08 10:00")
    assert [letter.kind for letter in letters_to_citizen(fresh(submission))] == ["refusal_decision"]
