"""Every way in which a lead or a case ends or waits beside the straight course, with its dates, under the law of
its day. The branches with a table of their own (hearing, execution, remedies, …) have journeys of their own."""

import datetime as dt

import pytest

from casework.clocks import CASE_90, VER_15
from casework.kernel import audit
from casework.kernel.errors import Invalid, Refused, Stale
from casework.kernel.models import Deadline
from casework.models import Approval, Case, Document
from casework.services import (
    approvals,
    cases,
    decisions,
    leads,
    matters,
    notices,
    outcomes,
    reviews,
    service_of_documents,
)
from tests.factories import (
    approve,
    at,
    case_in,
    deliver,
    file_evidence,
    lead,
    minutes,
    moment_of,
    propose_penalty,
)

pytestmark = pytest.mark.django_db


def clock_of(case: Case, clock) -> Deadline:
    return Deadline.objects.filter(reference=case.reference, clock=clock.id).latest("pk")


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def by(cast, who: str, moment: str) -> dict:
    return {"actor": cast[who], "at": at(moment)}


# --- How a lead ends (M3) ---


def test_a_lead_that_is_not_ours_ends_with_the_answer(cast):
    case = lead(cast)
    with pytest.raises(Invalid):
        leads.answer_no_competence(case=case, answer=" ", **by(cast, "intake", "2021-08-26 09:00"))
    case = leads.answer_no_competence(
        case=fresh(case),
        answer="请向佛山市顺德区市场监督管理局反映。",
        **by(cast, "intake", "2021-08-26 09:00"),
    )
    assert (case.state, case.closed_on, case.is_ended) == ("no_competence", dt.date(2021, 8, 26), True)
    assert clock_of(case, VER_15).met_on == dt.date(2021, 8, 26)


def test_the_same_report_again_is_linked_and_not_handled_anew(cast):
    earlier, again = lead(cast), lead(cast, moment="2021-08-27 09:00")
    with pytest.raises(Invalid, match="earlier"):
        leads.mark_duplicate(case=earlier, earlier=again, **by(cast, "intake", "2021-08-27 10:00"))
    case = leads.mark_duplicate(case=again, earlier=earlier, **by(cast, "intake", "2021-08-27 10:00"))
    assert (case.state, case.joined_to) == ("duplicate", earlier)
    assert clock_of(earlier, VER_15).state == "running"


def test_a_merged_lead_restarts_the_verification_from_the_last_report(cast):
    earlier = case_in(cast, "verifying")  # received on 2021-08-24: until 2021-09-14
    assert clock_of(earlier, VER_15).due_on == dt.date(2021, 9, 14)
    again = lead(cast, moment="2021-09-03 09:00", received_on=dt.date(2021, 9, 3))
    case = leads.merge_lead(case=again, earlier=earlier, **by(cast, "unithead", "2021-09-03 10:00"))
    assert (case.state, case.joined_to) == ("merged", earlier)
    restarted = clock_of(earlier, VER_15)
    # Fifteen working days from 3 September 2021: Mid-Autumn on 20 and 21, made up on the 18th and the 26th.
    assert (restarted.started_on, restarted.due_on) == (dt.date(2021, 9, 3), dt.date(2021, 9, 26))


def test_nobody_merges_into_what_is_filed_already(cast):
    filed = case_in(cast, "investigating")
    again = lead(cast, moment="2021-09-20 09:00", received_on=dt.date(2021, 9, 20))
    with pytest.raises(Invalid):
        leads.merge_lead(case=again, earlier=filed, **by(cast, "unithead", "2021-09-20 10:00"))


def test_competence_is_disputed_designated_and_comes_back(cast):
    case = leads.dispute_competence(
        case=lead(cast), other="顺德区局", reason="经营地有争议", **by(cast, "unithead", "2021-08-26 09:00")
    )
    dispute = Deadline.objects.get(reference=case.reference, clock="JUR-DISPUTE")
    assert dispute.due_on == dt.date(2021, 9, 6)  # seven working days
    assert Deadline.objects.filter(reference=case.reference, clock="RPT-COMPETENCE").exists()
    case = leads.ask_designation(
        case=fresh(case), superior="佛山市市场监督管理局", **by(cast, "unithead", "2021-09-06 09:00")
    )
    assert Deadline.objects.get(reference=case.reference, clock="JUR-DESIGNATE").due_on == dt.date(
        2021, 9, 15
    )
    case = leads.settle_competence(
        case=fresh(case), basis="指定管辖通知书", **by(cast, "unithead", "2021-09-10 09:00")
    )
    assert case.state == "lead_registered"
    assert not Deadline.objects.filter(
        reference=case.reference, clock__startswith="JUR", state="running"
    ).exists()


def test_competence_is_yielded(cast):
    case = leads.dispute_competence(
        case=lead(cast), other="顺德区局", reason="经营地在顺德", **by(cast, "unithead", "2021-08-26 09:00")
    )
    case = leads.yield_competence(
        case=fresh(case), receiver="顺德区局", basis="协商纪要", **by(cast, "unithead", "2021-08-30 09:00")
    )
    assert (case.state, clock_of(case, VER_15).state) == ("no_competence", "met")


def test_verification_is_extended_once_before_its_last_day(cast):
    case = case_in(cast, "verifying")
    matters.propose_verification_extension(
        case=case, reason="需要检测", **by(cast, "officer", "2021-09-13 09:00")
    )
    case = approve(cast, case, "verification_extension", "2021-09-14 10:00")  # the last day
    clock = clock_of(case, VER_15)
    assert (case.state, clock.due_on) == ("verifying", dt.date(2021, 10, 11))  # thirty working days
    assert Document.objects.filter(case=case, kind="matter_approval").count() == 1
    with pytest.raises(Refused, match="once"):
        matters.propose_verification_extension(
            case=fresh(case), reason="再延长", **by(cast, "officer", "2021-09-20 09:00")
        )


def test_verification_cannot_be_extended_after_its_last_day(cast):
    case = case_in(cast, "verifying")
    matters.propose_verification_extension(
        case=case, reason="需要检测", **by(cast, "officer", "2021-09-13 09:00")
    )
    with pytest.raises(Refused) as refused:
        approve(cast, case, "verification_extension", "2021-09-15 10:00")
    assert refused.value.law == "程序规定第十八条"
    assert clock_of(case, VER_15).due_on == dt.date(2021, 9, 14)


def test_a_lead_is_not_filed_or_goes_to_another_authority(cast):
    case = case_in(cast, "verifying")
    cases.propose_not_filing(
        case=case, ground="slight", reason="轻微并及时改正", **by(cast, "officer", "2021-09-06 09:00")
    )
    case = approve(cast, case, "not_filing", "2021-09-07 10:00")
    assert (case.state, clock_of(case, VER_15).met_on) == ("not_filed", dt.date(2021, 9, 7))

    other = case_in(cast, "verifying")
    matters.propose_transfer(
        case=other,
        receiver="佛山市公安局网安支队",
        reason="属于公安职权",
        **by(cast, "officer", "2021-09-06 09:00"),
    )
    other = approve(cast, other, "transfer", "2021-09-07 10:00")
    assert (other.state, other.is_ended) == ("transferred", True)
    assert "佛山市公安局" in str(Document.objects.get(case=other, kind="matter_approval").context)


# --- How an investigation waits and ends (M4) ---


def test_a_suspension_takes_its_days_out_of_the_ninety(cast):
    case = case_in(cast, "investigating")  # filed 2021-09-13: until 2021-12-12
    assert clock_of(case, CASE_90).due_on == dt.date(2021, 12, 12)
    matters.propose_suspension(
        case=case, ground="other_case", reason="等民事判决", **by(cast, "officer", "2021-09-20 09:00")
    )
    case = approve(cast, case, "suspension", "2021-09-22 10:00")
    assert (case.state, clock_of(case, CASE_90).state) == ("suspended", "held")
    with pytest.raises(Refused):
        propose_penalty(cast, case, moment="2021-09-23 09:00")
    matters.propose_resumption(
        case=fresh(case), reason="判决已生效", **by(cast, "officer", "2021-10-11 09:00")
    )
    case = approve(cast, case, "resumption", "2021-10-12 10:00")
    # 22 September to 11 October do not count: twenty days.
    assert (case.state, clock_of(case, CASE_90).due_on) == (
        "investigating",
        dt.date(2022, 1, 1) + dt.timedelta(3),
    )


def test_an_investigation_is_terminated_and_the_case_closed(cast):
    case = case_in(cast, "investigating")
    matters.propose_termination(
        case=case,
        ground="dissolved",
        reason="企业注销，没有承受人",
        **by(cast, "officer", "2021-10-11 09:00"),
    )
    case = approve(cast, case, "termination", "2021-10-12 10:00")
    assert (case.state, clock_of(case, CASE_90).met_on) == ("terminated", dt.date(2021, 10, 12))
    assert Deadline.objects.get(reference=case.reference, clock="CLOSE-15").due_on == dt.date(2021, 11, 2)
    cases.propose_closing(case=fresh(case), reason="终止调查", **by(cast, "officer", "2021-10-13 09:00"))
    case = approve(cast, case, "closing", "2021-10-14 09:00")
    case = cases.archive(case=case, volume="2021-7", **by(cast, "archivist", "2021-10-20 09:00"))
    assert case.state == "archived"


def test_the_ninety_days_are_extended_by_a_head_and_then_by_the_heads_together(cast):
    case = case_in(cast, "investigating")
    matters.propose_extension(case=case, reason="案情复杂", **by(cast, "officer", "2021-12-08 09:00"))
    case = approve(cast, case, "extension", "2021-12-10 10:00")
    assert clock_of(case, CASE_90).due_on == dt.date(2022, 1, 11)
    with pytest.raises(Refused):
        matters.propose_extension(
            case=fresh(case), reason="再延长", **by(cast, "officer", "2021-12-20 09:00")
        )
    case = matters.extend_further(
        case=fresh(case),
        days=20,
        minutes=minutes(cast, "2022-01-10 10:00"),
        **by(cast, "head", "2022-01-10 15:00"),
    )
    # Thirty and twenty days more: 31 January is the first day of the Spring Festival, which ends on the 6th.
    assert clock_of(case, CASE_90).due_on == dt.date(2022, 2, 7)


def test_what_ran_out_is_not_extended(cast):
    case = case_in(cast, "investigating")
    matters.propose_extension(case=case, reason="案情复杂", **by(cast, "officer", "2021-12-10 09:00"))
    with pytest.raises(Refused) as refused:
        approve(cast, case, "extension", "2021-12-13 10:00")
    assert refused.value.law == "程序规定第六十四条"


def test_days_of_an_appraisal_are_taken_out_with_the_paper_that_proves_them(cast):
    case = case_in(cast, "investigating")
    case = matters.exclude_days(
        case=case,
        first=dt.date(2021, 10, 8),
        last=dt.date(2021, 10, 27),
        ground="电子数据鉴定",
        document="检鉴委〔2021〕3号",
        **by(cast, "unithead", "2021-10-28 09:00"),
    )
    assert clock_of(case, CASE_90).due_on == dt.date(2022, 1, 1) + dt.timedelta(3)


# --- How a case ends without a fine ---


def propose_without_fine(cast, **what) -> Case:
    case = case_in(cast, "investigating")
    outcomes.propose_outcome(
        case=case,
        reason="首次、轻微、已改正，已当面教育",
        violation="未经同意收集个人信息",
        basis="处罚法第三十三条第一款",
        **what,
        **by(cast, "officer", "2021-11-08 09:00"),
    )
    case = reviews.conclude_investigation(
        case=fresh(case), report="收集人脸信息20条，当日删除。", **by(cast, "officer", "2021-11-12 09:00")
    )
    case = reviews.send_to_review(case=case, **by(cast, "unithead", "2021-11-12 10:00"))
    return reviews.pass_review(case=case, opinion="同意", **by(cast, "reviewer", "2021-11-16 09:00"))


def test_no_penalty_is_decided_without_a_notice_served_and_closed(cast):
    case = propose_without_fine(cast, outcome="no_penalty", ground="first")
    case = approve(cast, case, "no_penalty", "2021-11-18 09:00")
    assert (case.state, case.decision.outcome, case.decision.amount) == (
        "no_penalty_decided",
        "no_penalty",
        0,
    )
    assert clock_of(case, CASE_90).met_on == dt.date(2021, 11, 18)
    assert not Deadline.objects.filter(reference=case.reference, clock="PUB-20").exists()
    deliver("2021-11-18 09:05")
    service_of_documents.record_service(
        document=Document.objects.get(case=case, kind="no_penalty_decision"),
        method="direct",
        served_on=dt.date(2021, 11, 19),
        received_by="钱知远（演示）",
        **by(cast, "officer", "2021-11-19 16:00"),
    )
    case = fresh(case)
    assert case.state == "no_penalty_served"
    cases.propose_closing(case=case, reason="不予处罚", **by(cast, "officer", "2021-11-22 09:00"))
    assert approve(cast, case, "closing", "2021-11-23 09:00").state == "closed"


def test_facts_that_are_not_established_end_the_case_too(cast):
    case = approve(cast, propose_without_fine(cast, outcome="no_facts"), "no_facts", "2021-11-18 09:00")
    assert (case.state, case.decision.outcome) == ("no_penalty_decided", "no_facts")


def test_another_authority_takes_the_case(cast):
    case = propose_without_fine(cast, outcome="transfer_out", receiver="佛山市网信办")
    case = approve(cast, case, "transfer_out", "2021-11-18 09:00")
    assert (case.state, case.decision) == ("handled_elsewhere", None)
    assert Deadline.objects.get(reference=case.reference, clock="CLOSE-15").state == "running"


def test_no_penalty_needs_a_ground_of_the_law(cast):
    with pytest.raises(Invalid):
        propose_without_fine(cast, outcome="no_penalty", ground="friendly")


# --- The way back, and the heads' other answers ---


def test_a_heavier_proposal_after_the_notice_is_announced_anew(cast):
    case = case_in(cast, "waived")
    propose_penalty(cast, case, "240000.00", "2021-12-01 09:00")
    with pytest.raises(Refused, match="announced"):
        decisions.propose_decision(
            case=fresh(case), reason="请批准", **by(cast, "officer", "2021-12-01 10:00")
        )
    notices.propose_renotice(case=fresh(case), reason="新的证据", **by(cast, "officer", "2021-12-01 11:00"))
    case = approve(cast, case, "renotice", "2021-12-02 09:00")
    assert case.state == "proposal_approved"
    document = notices.issue_notice(case=case, **by(cast, "officer", "2021-12-02 10:00"))
    deliver("2021-12-02 10:05")
    service_of_documents.record_service(
        document=Document.objects.get(pk=document.pk),
        method="direct",
        served_on=dt.date(2021, 12, 3),
        received_by="钱知远（演示）",
        **by(cast, "officer", "2021-12-03 16:00"),
    )
    case = fresh(case)
    assert case.state == "noticed"
    assert Deadline.objects.filter(reference=case.reference, clock="DEF-5").latest("pk").due_on == dt.date(
        2021, 12, 10
    )
    assert not case.facts(dt.date(2021, 12, 10))["defence_period_over"]
    assert case.facts(dt.date(2021, 12, 11))["defence_period_over"]


def test_what_a_head_rejects_is_over_and_what_the_officer_takes_back_too(cast):
    case = case_in(cast, "verifying")
    file_evidence(cast, case)
    cases.propose_filing(case=case, reason="请批准", **by(cast, "officer", "2021-09-06 09:00"))
    approval = Approval.objects.get(case=case)
    with pytest.raises(Invalid):
        approvals.reject(approval=approval, note="", **by(cast, "head", "2021-09-07 09:00"))
    approvals.reject(approval=approval, note="证据不足", **by(cast, "head", "2021-09-07 09:00"))
    assert fresh(case).state == "verifying"
    cases.propose_filing(case=fresh(case), reason="补充了证据", **by(cast, "officer", "2021-09-08 09:00"))
    again = Approval.objects.get(case=case, state="pending")
    assert again.previous == approval
    approvals.take_back(approval=again, **by(cast, "officer", "2021-09-08 10:00"))
    assert "case.approval_taken_back" in audit.history_of(case.reference).values_list("action", flat=True)
    with pytest.raises(Stale):
        approvals.approve(approval=Approval.objects.get(pk=again.pk), **by(cast, "head", "2021-09-08 11:00"))


def test_an_item_passed_on_stands_in_the_other_heads_queue_only(cast, client_of, clock_at):
    case = case_in(cast, "verifying")
    file_evidence(cast, case)
    cases.propose_filing(case=case, reason="请批准", **by(cast, "officer", "2021-09-06 09:00"))
    approval = Approval.objects.get(case=case)
    with pytest.raises(Invalid):
        approvals.pass_on(approval=approval, to=cast["officer"], **by(cast, "head", "2021-09-06 10:00"))
    approvals.pass_on(
        approval=approval, to=cast["principal"], note="请您定。", **by(cast, "head", "2021-09-06 10:00")
    )
    clock_at("2021-09-06 11:00")
    assert case.title not in client_of("head").get("/desk/approvals/").content.decode()
    assert case.title in client_of("principal").get("/desk/approvals/").content.decode()


def test_one_act_is_fined_once(cast):
    first = case_in(cast, "decided")
    second = lead(cast, party=first.party, moment="2021-12-03 09:00", received_on=dt.date(2021, 12, 2))
    assert not second.facts(dt.date(2021, 12, 3))["not_fined_before"]
    assert moment_of("decided") == "2021-12-02 09:05"
