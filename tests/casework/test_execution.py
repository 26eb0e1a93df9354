"""Collecting a fine: plans, demand, court, agreement, each day and each order that the law gives."""

import datetime as dt
from decimal import Decimal

import pytest

from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import Deadline
from casework.models import Case, Document, Execution, Stay
from casework.services import execution, execution_court, execution_plans
from tests.casework.collecting import (
    FINE,
    approve,
    ask_court,
    demand,
    enter,
    fix_surcharge,
    instalments,
    now,
    overdue,
    served,
)
from tests.factories import at, case_in, deliver

DAY = dt.date.fromisoformat


def test_serving_the_decision_opens_the_execution_with_the_day_of_pay_15(cast):
    found = served(cast)

    assert (found.state, found.fine, found.received_on) == ("paying", FINE, DAY("2021-12-03"))
    assert found.due_on == DAY("2021-12-18")
    assert found.opened_by == cast["officer"]


def test_the_day_after_the_last_day_it_is_overdue_and_not_before(cast):
    found = served(cast)

    assert execution.run_out(at=at("2021-12-18 23:59")) == 0
    assert execution.run_out(at=at("2021-12-19 00:05")) == 1
    assert execution.run_out(at=at("2021-12-19 00:10")) == 0
    assert now(found).state == "overdue"


def test_a_payment_in_full_ends_it_and_the_case(cast):
    found = enter(cast, served(cast), "180000.00", "2021-12-16", "R-1")

    assert found.state == "executed"
    assert found.case.state == "executed"
    assert not Deadline.objects.filter(
        reference=found.case.reference, clock="PAY-15", state="running"
    ).exists()


def test_confiscated_gains_do_not_pay_the_fine(cast):
    found = enter(cast, served(cast), "180000.00", "2021-12-16", "R-1", purpose="gains")

    assert found.state == "paying"
    assert Execution.objects.with_sums().get(pk=found.pk).balance == FINE


def test_only_finance_enters_what_the_bank_received(cast):
    found = served(cast)
    for who in ("officer", "head", "unithead", "stranger"):
        with pytest.raises(NotPermitted) as refused:
            enter({**cast, "finance": cast[who]}, found, "1.00", "2021-12-16", "R-1")
        assert refused.value.law == "处罚法第六十七条"
    assert not found.payments.exists()


def test_a_receipt_serves_once(cast):
    found = enter(cast, served(cast), "1.00", "2021-12-16", "R-1")
    with pytest.raises(Invalid, match="entered already"):
        enter(cast, found, "1.00", "2021-12-16", "R-1")


# --- Paying later ---


def test_a_deferral_is_granted_by_a_head_on_a_written_application_before_the_last_day(cast):
    found = served(cast)
    execution_plans.propose_deferral(
        execution=found,
        until=DAY("2022-03-31"),
        application="2021年12月17日书面申请",
        reason="确有经济困难",
        actor=cast["officer"],
        at=at("2021-12-17 09:00"),
    )
    found = approve(cast, found, "deferral", "2021-12-18 10:00")

    assert (found.state, found.due_on) == ("deferred", DAY("2022-03-31"))
    assert Document.objects.filter(case=found.case, kind="payment_plan_notice").count() == 1
    assert execution.run_out(at=at("2022-03-31 23:00")) == 0
    assert execution.run_out(at=at("2022-04-01 00:05")) == 1


def test_after_the_last_day_no_deferral_is_asked_for(cast):
    with pytest.raises(Refused, match="time to pay is over"):
        execution_plans.propose_deferral(
            execution=served(cast),
            until=DAY("2022-03-31"),
            application="申请",
            reason="困难",
            actor=cast["officer"],
            at=at("2021-12-19 00:01"),
        )


@pytest.mark.parametrize(
    "parts",
    [
        [("2022-01-31", "60000.00"), ("2022-02-28", "60000.00")],
        [("2022-01-31", "90000.00"), ("2022-01-31", "90000.00")],
        [("2021-12-10", "90000.00"), ("2022-01-31", "90000.00")],
        [("2022-01-31", "180000.01"), ("2022-02-28", "-0.01")],
        [],
    ],
)
def test_the_parts_have_days_of_their_own_to_come_and_add_up(cast, parts):
    with pytest.raises(Invalid):
        instalments(cast, served(cast), parts)


def test_a_missed_instalment_makes_it_overdue_and_a_kept_one_moves_the_day(cast):
    parts = [("2022-01-31", "60000.00"), ("2022-02-28", "60000.00"), ("2022-03-31", "60000.00")]
    found = instalments(cast, served(cast), parts)
    assert (found.state, found.due_on) == ("instalments", DAY("2022-01-31"))

    found = enter(cast, found, "60000.00", "2022-01-28", "R-1")
    assert found.due_on == DAY("2022-02-28")
    found = enter(cast, found, "59999.99", "2022-02-28", "R-2")
    assert found.due_on == DAY("2022-02-28")
    assert execution.run_out(at=at("2022-03-01 00:05")) == 1
    assert now(found).state == "overdue"


def test_what_was_paid_before_the_plan_stands_in_it(cast):
    found = enter(cast, served(cast), "30000.00", "2021-12-09", "R-1")
    found = instalments(cast, found, [("2022-01-31", "150000.00")])

    amounts = [(str(part.due_on), str(part.amount)) for part in found.plan.instalments.all()]
    assert amounts == [("2021-12-18", "30000.00"), ("2022-01-31", "150000.00")]
    assert found.due_on == DAY("2022-01-31")


# --- The demand ---


def test_no_demand_before_the_remedy_period_is_over(cast):
    found = overdue(cast)
    with pytest.raises(Refused) as refused:
        execution_court.make_demand(execution=found, actor=cast["officer"], at=at("2022-06-06 17:00"))

    assert refused.value.law == "强制法第五十三条、程序规定第七十六条"
    assert not Document.objects.filter(kind="demand_letter").exists()
    execution_court.make_demand(execution=found, actor=cast["officer"], at=at("2022-06-07 09:00"))
    assert now(found).state == "demand_made"


def test_no_demand_while_a_remedy_is_pending(cast):
    found = overdue(cast)
    stay = Stay.objects.create(case=found.case, first=DAY("2022-06-01"), ground="litigation")
    with pytest.raises(Refused, match="pending"):
        execution_court.make_demand(execution=found, actor=cast["officer"], at=at("2022-06-07 09:00"))

    stay.last = DAY("2022-08-31")
    stay.save()
    execution_court.make_demand(execution=found, actor=cast["officer"], at=at("2022-09-01 09:00"))


def test_the_demand_is_for_the_officers_of_the_case(cast):
    found = overdue(cast)
    for who in ("head", "finance", "litigator", "stranger"):
        with pytest.raises(NotPermitted):
            execution_court.make_demand(execution=found, actor=cast[who], at=at("2022-06-07 09:00"))


def test_the_demand_says_what_is_open_and_its_service_begins_ten_working_days(cast):
    found = fix_surcharge(cast, overdue(cast), "2022-06-07 08:00")
    found = enter(cast, found, "80000.00", "2022-06-07", "R-1")
    found = demand(cast, found)

    (clock,) = Deadline.objects.filter(reference=found.reference, clock="EXE-DEMAND-10")
    assert (found.state, clock.started_on, clock.due_on) == ("demanded", DAY("2022-06-07"), DAY("2022-06-21"))
    duties = Document.objects.get(case=found.case, kind="demand_letter").context["duties"]
    assert duties[0] == "罚款100,000元（￥100,000）；"
    assert duties[1].startswith("加处罚款180,000元（￥180,000），按未缴罚款每日百分之三计算至2022年6月7日")


# --- The court ---


def test_the_court_is_asked_after_ten_working_days_and_a_head_signs(cast):
    found = demand(cast, overdue(cast))
    with pytest.raises(Refused, match="ten working days"):
        ask_court(cast, found, "2022-06-21 16:00")
    ask_court(cast, found, "2022-06-22 09:00")
    with pytest.raises(NotPermitted):
        approve(cast, found, "court_application", "2022-06-22 10:00", who="officer")
    found = approve(cast, found, "court_application", "2022-06-22 11:00")

    assert found.state == "court_applied"
    context = Document.objects.get(case=found.case, kind="court_application").context
    assert context["claims"] == ["罚款180,000元（￥180,000）；"]
    states = dict(Deadline.objects.filter(reference=found.reference).values_list("clock", "state"))
    assert states == {"EXE-DEMAND-10": "met", "EXE-COURT-3M": "met"}


def test_the_three_months_end_on_their_last_day(cast):
    found = demand(cast, overdue(cast))
    (window,) = Deadline.objects.filter(reference=found.reference, clock="EXE-COURT-3M")
    assert (window.started_on, window.due_on) == (DAY("2022-06-06"), DAY("2022-09-06"))

    ask_court(cast, found, "2022-09-06 09:00")
    with pytest.raises(Refused) as refused:
        approve(cast, found, "court_application", "2022-09-07 00:01")
    assert refused.value.law == "强制法第五十三条、处罚法第七十二条第二款"
    assert approve(cast, found, "court_application", "2022-09-06 23:00").state == "court_applied"


def test_the_day_after_the_three_months_nothing_can_be_asked(cast):
    found = demand(cast, overdue(cast))
    with pytest.raises(Refused, match="three months"):
        ask_court(cast, found, "2022-09-07 09:00")


def test_after_a_longer_deferral_the_three_months_count_from_its_end(cast):
    found = instalments(cast, served(cast), [("2022-03-31", "90000.00"), ("2022-08-31", "90000.00")])
    execution.run_out(at=at("2022-04-01 00:05"))
    assert now(found).state == "overdue"
    execution.run_out(at=at("2022-08-31 00:05"))
    assert not Deadline.objects.filter(reference=found.reference).exists()
    execution.run_out(at=at("2022-09-01 00:05"))
    (window,) = Deadline.objects.filter(reference=found.reference, clock="EXE-COURT-3M")
    assert (window.started_on, window.due_on) == (DAY("2022-08-31"), DAY("2022-11-30"))


def test_the_sweep_begins_the_three_months_without_a_demand(cast):
    found = overdue(cast)
    execution.run_out(at=at("2022-06-06 12:00"))
    assert not Deadline.objects.filter(reference=found.reference).exists()
    execution.run_out(at=at("2022-06-07 00:05"))
    (window,) = Deadline.objects.filter(reference=found.reference)
    assert window.due_on == DAY("2022-09-06")


def _at_court(cast) -> Execution:
    found = demand(cast, overdue(cast))
    ask_court(cast, found, "2022-06-22 09:00")
    found = approve(cast, found, "court_application", "2022-06-22 11:00")
    return execution_court.record_acceptance(
        execution=found,
        court="佛山市南海区人民法院",
        court_number="（2022）粤0605行审1号",
        actor=cast["litigator"],
        at=at("2022-06-27 09:00"),
    )


def test_the_court_ends_the_execution_and_the_case_can_be_closed(cast):
    found = _at_court(cast)
    told = {"ruling": "准予执行", "actor": cast["litigator"]}
    found = execution_court.record_allowed(execution=found, at=at("2022-07-05 09:00"), **told)
    case = Case.objects.get(pk=found.case_id)
    assert not case.facts(DAY("2022-12-01"))["execution_ended_by_court"]
    found = execution_court.record_end(
        execution=found, ruling="终结执行", actor=cast["litigator"], at=at("2022-12-01 09:00")
    )

    assert found.state == "ended"
    assert Case.objects.get(pk=found.case_id).state == "execution_ended"


def test_the_court_refuses(cast):
    found = execution_court.record_refused(
        execution=_at_court(cast), ruling="不准予执行", actor=cast["officer"], at=at("2022-07-05 09:00")
    )
    assert found.state == "refused"
    with pytest.raises(Refused):
        execution_court.record_end(
            execution=found, ruling="终结", actor=cast["officer"], at=at("2022-07-06 09:00")
        )


def test_money_that_comes_late_ends_it_before_the_court_too(cast):
    found = enter(cast, _at_court(cast), "180000.00", "2022-07-20", "R-9")
    assert (found.state, found.case.state) == ("executed", "executed")


# --- The agreement ---


def _ask_agreement(cast, found, surcharge: str, remedied: str, parts, moment="2022-01-10 09:00"):
    return execution_plans.propose_agreement(
        execution=found,
        parts=[(DAY(on), Decimal(amount)) for on, amount in parts],
        surcharge=Decimal(surcharge),
        remedied=remedied,
        application="2022年1月10日执行协议",
        terms="分两期履行",
        reason="当事人主动履行",
        actor=cast["officer"],
        at=at(moment),
    )


def test_an_agreement_may_waive_surcharge_only_for_remedial_measures(cast):
    found = fix_surcharge(cast, overdue(cast), "2022-01-10 08:00")
    assert found.surcharge == Decimal("124200.00")
    with pytest.raises(Invalid) as refused:
        _ask_agreement(cast, found, "0.00", "", [("2022-03-31", "180000.00")])
    assert refused.value.law == "行政强制法第四十二条第一款"
    with pytest.raises(Invalid):
        _ask_agreement(cast, found, "124200.01", "已整改", [("2022-03-31", "304200.01")])

    _ask_agreement(
        cast, found, "20000.00", "已删除人脸信息", [("2022-02-28", "100000"), ("2022-03-31", "100000")]
    )
    found = approve(cast, found, "agreement", "2022-01-11 09:00")
    assert (found.state, found.surcharge, found.due_on) == (
        "agreement",
        Decimal("20000.00"),
        DAY("2022-02-28"),
    )

    found = enter(cast, found, "100000.00", "2022-02-28", "R-1")
    found = enter(cast, found, "100000.00", "2022-03-31", "R-2")
    assert (found.state, found.case.state) == ("executed", "executed")


def test_a_broken_agreement_brings_the_waived_surcharge_back(cast):
    found = fix_surcharge(cast, overdue(cast), "2022-01-10 08:00")
    _ask_agreement(cast, found, "0.00", "已删除人脸信息", [("2022-02-28", "180000.00")])
    found = approve(cast, found, "agreement", "2022-01-11 09:00")

    assert execution.run_out(at=at("2022-02-28 23:00")) == 0
    assert execution.run_out(at=at("2022-03-01 00:05")) == 1
    found = now(found)
    assert (found.state, found.surcharge, found.plan) == ("overdue", Decimal("124200.00"), None)


def test_after_a_demand_a_broken_agreement_goes_back_to_it(cast):
    found = demand(cast, overdue(cast))
    _ask_agreement(cast, found, "0.00", "", [("2022-07-31", "180000.00")], "2022-06-10 09:00")
    found = approve(cast, found, "agreement", "2022-06-10 10:00")
    execution.run_out(at=at("2022-08-01 00:05"))

    assert now(found).state == "demanded"
    ask_court(cast, now(found), "2022-08-02 09:00")


def test_the_head_who_investigated_does_not_grant(cast):
    found = served(cast)
    execution_plans.propose_deferral(
        execution=found,
        until=DAY("2022-03-31"),
        application="申请",
        reason="困难",
        actor=cast["officer"],
        at=at("2021-12-10 09:00"),
    )
    for who in ("officer", "unithead", "finance"):
        with pytest.raises(NotPermitted):
            approve(cast, found, "deferral", "2021-12-10 10:00", who=who)
    with pytest.raises(Refused, match="approval is already waiting"):
        instalments(cast, found, [("2022-01-31", "180000.00")])


def test_an_unsaved_execution_answers_every_guard(cast):
    facts = Execution(case=case_in(cast, "decided"), state="new").facts(DAY("2021-12-02"))
    asked = {guard.fact for row in Execution.lifecycle.transitions for guard in row.guards}
    assert asked <= set(facts)


def test_the_papers_are_made(cast):
    found = fix_surcharge(cast, overdue(cast), "2022-06-07 08:00")
    found = demand(cast, found)
    ask_court(cast, found, "2022-06-22 09:00")
    found = approve(cast, found, "court_application", "2022-06-22 11:00")
    deliver("2022-06-22 12:00")
    made = Document.objects.filter(case=found.case, kind__in=("demand_letter", "court_application"))
    assert [document.file is not None for document in made] == [True, True]
