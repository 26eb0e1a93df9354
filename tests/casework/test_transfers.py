"""Transfer of a suspected crime to the police, through the verbs."""

import pytest

from casework import queries
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import Deadline
from casework.kernel.transitions import lock, perform
from casework.models import Approval, Case, Document, Transfer
from casework.models.transfer import SENT_LATE
from casework.services import approvals, decisions, outcomes, transfers
from tests.factories import at, case_in, propose_decision

REPORT = "销售金额五万元以上，达到立案追诉标准，建议移送。"


def day(text: str):
    return at(f"{text} 00:00").date()


def now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def suspected(cast, case: Case, moment: str = "2021-10-08 09:00") -> Transfer:
    return transfers.suspect(
        case=case,
        crime="侵犯公民个人信息罪",
        facts_found="非法获取公民个人信息2,316条。",
        actor=cast["officer"],
        at=at(moment),
    )


def grouped(cast, case: Case, moment: str = "2021-10-08 09:30") -> Transfer:
    return transfers.form_group(
        transfer=suspected(cast, case),
        officers=[cast["inspector1"], cast["officer"]],
        actor=cast["unithead"],
        at=at(moment),
    )


def reported(cast, case: Case, moment: str = "2021-10-08 10:00") -> Transfer:
    return transfers.report(
        transfer=grouped(cast, case), report=REPORT, actor=cast["inspector1"], at=at(moment)
    )


def pending() -> Approval:
    return Approval.objects.get(kind="criminal_transfer", state="pending")


def approved(cast, case: Case, moment: str = "2021-10-09 10:00") -> Transfer:
    reported(cast, case)
    approvals.approve(approval=pending(), actor=cast["principal"], at=at(moment))
    return Transfer.objects.get(case=case)


def sent(cast, case: Case, moment: str = "2021-10-09 15:00") -> Transfer:
    return transfers.send(
        transfer=approved(cast, case),
        police="佛山市公安局南海分局",
        letter_number="佛南市监罪移〔2021〕1号",
        enclosures="调查报告\n涉案物品清单",
        procuratorate="佛山市南海区人民检察院",
        actor=cast["officer"],
        at=at(moment),
    )


def answered(cast, transfer: Transfer, verb, moment: str, **more) -> Transfer:
    return verb(
        transfer=transfer,
        number="佛公（南）1号",
        received_on=day(moment[:10]),
        actor=cast["officer"],
        at=at(moment),
        **more,
    )


def clocks(reference: str) -> dict[str, tuple[str, str]]:
    found = Deadline.objects.filter(reference=reference)
    return {clock.clock: (f"{clock.due_on}", clock.state) for clock in found}


def test_the_whole_way_to_the_police_and_its_clocks(cast):
    case = case_in(cast, "investigating")
    transfer = sent(cast, case)
    assert now(case).state == "with_police"
    assert clocks(case.reference)["CASE-90"][1] == "met" and "CLOSE-15" in clocks(case.reference)
    assert clocks(transfer.reference) == {
        "CRM-DECIDE-3": ("2021-10-11", "met"),
        "CRM-SEND-24H": ("2021-10-10", "met"),
        "CRM-POLICE-3": ("2021-10-12", "running"),
    }
    paper = Document.objects.get(case=case, kind="matter_approval")
    assert "移送公安机关" in paper.context["matter"]
    transfer = answered(cast, transfer, transfers.record_police_filing, "2021-10-12 09:00")
    assert clocks(transfer.reference)["CRM-HANDOVER-3"] == ("2021-10-15", "running")
    transfer = transfers.hand_over(
        transfer=transfer, handed_over="摄像机2台", actor=cast["inspector1"], at=at("2021-10-14 09:00")
    )
    assert (transfer.state, transfer.is_ended) == ("handed_over", True)


def test_only_the_principal_head_decides_and_only_that_head_sees_it(cast):
    case = case_in(cast, "investigating")
    reported(cast, case)
    approval = pending()
    assert list(queries.approval_queue(cast["principal"])) == [approval]
    assert not queries.approval_queue(cast["head"])
    for who in ("head", "unithead", "inspector1"):
        with pytest.raises(NotPermitted):
            approvals.approve(approval=approval, actor=cast[who], at=at("2021-10-09 10:00"))
    assert (now(case).state, Transfer.objects.get().state) == ("investigating", "reported")


def test_what_the_head_sees_is_judged_by_the_table_of_the_transfer(cast):
    reported(cast, case_in(cast, "investigating"))
    (row,) = queries.with_options(
        queries.approval_queue(cast["principal"]), cast["principal"], day("2021-10-09")
    )
    assert row.step.is_allowed and row.step.transition.action == "approve_transfer"


def test_a_refusal_puts_the_reasons_on_file_and_the_case_goes_on(cast):
    case = case_in(cast, "investigating")
    reported(cast, case)
    approvals.reject(
        approval=pending(), note="尚未达到追诉标准。", actor=cast["principal"], at=at("2021-10-09 10:00")
    )
    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.refusal_reasons) == ("not_approved", "尚未达到追诉标准。")
    assert clocks(transfer.reference)["CRM-DECIDE-3"][1] == "met"
    assert now(case).state == "investigating" and now(case).facts(day("2021-10-10"))["no_transfer_open"]


def test_a_returned_report_is_handed_in_again(cast):
    case = case_in(cast, "investigating")
    transfer = reported(cast, case)
    again = {"report": REPORT, "actor": cast["officer"], "at": at("2021-10-09 11:00")}
    with pytest.raises(Refused) as refused:
        transfers.report(transfer=transfer, **again)
    assert refused.value.refusals[0].code == "report_not_pending"
    approvals.send_back(
        approval=pending(), note="请补充金额", actor=cast["principal"], at=at("2021-10-09 10:00")
    )
    transfers.report(transfer=Transfer.objects.get(), **again)
    approvals.approve(approval=pending(), actor=cast["principal"], at=at("2021-10-09 12:00"))
    assert now(case).state == "with_police"
    assert clocks(transfer.reference)["CRM-DECIDE-3"][1] == "met"


def test_while_it_is_open_the_case_is_not_decided(cast):
    case = case_in(cast, "waived")
    case = propose_decision(cast, case)
    transfer = suspected(cast, now(case), "2021-12-01 10:00")
    decision = Approval.objects.get(kind="decision")
    with pytest.raises(Refused) as refused:
        approvals.approve(approval=decision, actor=cast["head"], at=at("2021-12-02 09:00"))
    assert refused.value.refusals[0].code == "no_transfer_open" and "第十一条" in refused.value.law
    approvals.take_back(approval=decision, actor=cast["officer"], at=at("2021-12-02 09:10"))
    with pytest.raises(Refused):
        decisions.propose_decision(
            case=now(case), reason="请批准", actor=cast["officer"], at=at("2021-12-02 09:20")
        )
    assert transfer.state == "suspected" and now(case).state == "waived"


def test_nor_ended_without_a_penalty(cast):
    case = case_in(cast, "waived")
    outcomes.propose_outcome(
        case=case,
        outcome="no_penalty",
        ground="slight",
        reason="轻微",
        violation="违反",
        actor=cast["officer"],
        at=at("2021-12-01 09:00"),
    )
    outcomes.propose_no_penalty(
        case=now(case), reason="请批准", actor=cast["officer"], at=at("2021-12-01 09:10")
    )
    suspected(cast, now(case), "2021-12-01 10:00")
    with pytest.raises(Refused) as refused:
        approvals.approve(
            approval=Approval.objects.get(kind="no_penalty"), actor=cast["head"], at=at("2021-12-02 09:00")
        )
    assert refused.value.refusals[0].code == "no_transfer_open"


def test_a_task_group_has_two_officers_and_only_they_report(cast):
    transfer = suspected(cast, case_in(cast, "investigating"))
    naming = {"actor": cast["unithead"], "at": at("2021-10-08 09:30")}
    with pytest.raises(Refused) as refused:
        transfers.form_group(transfer=transfer, officers=[cast["officer"]], **naming)
    assert refused.value.law == "移送规定第五条"
    with pytest.raises(Invalid):
        transfers.form_group(transfer=transfer, officers=[cast["officer"], cast["stranger"]], **naming)
    with pytest.raises(NotPermitted):
        transfers.form_group(
            transfer=transfer,
            officers=[cast["officer"], cast["inspector1"]],
            actor=cast["officer"],
            at=at("2021-10-08 09:30"),
        )
    transfer = transfers.form_group(
        transfer=transfer, officers=[cast["officer"], cast["inspector1"]], **naming
    )
    with pytest.raises(NotPermitted):
        transfers.report(
            transfer=transfer, report=REPORT, actor=cast["inspector2"], at=at("2021-10-08 10:00")
        )


def test_the_suspicion_is_entered_by_an_officer_of_the_case_and_once(cast):
    case = case_in(cast, "investigating")
    with pytest.raises(NotPermitted):
        transfers.suspect(
            case=case, crime="罪", facts_found="事实", actor=cast["head"], at=at("2021-10-08 09:00")
        )
    suspected(cast, case)
    with pytest.raises(Refused) as refused:
        suspected(cast, case)
    assert refused.value.refusals[0].code == "no_other_transfer"
    under_review = case_in(cast, "under_review")
    with pytest.raises(Refused) as refused:
        suspected(cast, under_review, "2021-11-15 09:00")
    assert refused.value.refusals[0].code == "case_can_be_transferred"
    assert Transfer.objects.count() == 1


def test_more_than_twenty_four_hours_is_on_record_as_late(cast):
    on_time = sent(cast, case_in(cast, "investigating"), "2021-10-10 09:59")
    late = sent(cast, case_in(cast, "investigating"), "2021-10-10 10:01")
    assert (on_time.was_late, late.was_late) == (False, True)
    assert SENT_LATE in [words for _, words in late.particulars()]


@pytest.mark.parametrize("filed", [True, False])
def test_a_final_refusal_lets_a_head_take_the_case_back_to_where_it_can_go_on(cast, filed):
    case = case_in(cast, "investigating" if filed else "verifying")
    transfer = sent(cast, case)
    transfer = answered(cast, transfer, transfers.record_refusal, "2021-10-12 09:00", reason="没有犯罪事实")
    assert clocks(transfer.reference)["CRM-OBJECT-3"] == ("2021-10-15", "running")
    head = {"actor": cast["head"]}
    with pytest.raises(Refused) as refused:
        transfers.take_back(case=now(case), at=at("2021-10-12 10:00"), **head)
    assert refused.value.refusals[0].code == "police_declined"
    transfer = transfers.object_to_refusal(
        transfer=transfer,
        route="procuratorate",
        objection="数量已达标准",
        actor=cast["officer"],
        at=at("2021-10-14 09:00"),
    )
    transfers.accept_refusal(
        transfer=transfer, reason="检察院认为不立案正确", actor=cast["officer"], at=at("2021-10-25 09:00")
    )
    with pytest.raises(NotPermitted):
        transfers.take_back(case=now(case), actor=cast["officer"], at=at("2021-10-26 09:00"))
    case = transfers.take_back(case=now(case), at=at("2021-10-26 09:00"), **head)
    assert case.state == ("investigating" if filed else "verifying")
    running = {name for name, (_, state) in clocks(case.reference).items() if state == "running"}
    assert ("CASE-90" if filed else "VER-15") in running and "CLOSE-15" not in running


def test_the_police_may_file_after_the_objection(cast):
    transfer = sent(cast, case_in(cast, "investigating"))
    transfer = answered(cast, transfer, transfers.record_refusal, "2021-10-12 09:00", reason="证据不足")
    with pytest.raises(Invalid):
        answered(cast, transfer, transfers.record_police_filing, "2021-10-08 09:00")
    transfer = answered(cast, transfer, transfers.record_police_filing, "2021-10-20 09:00")
    assert transfer.state == "police_filed"


def test_an_earlier_fine_stays_and_is_offset(cast):
    case = case_in(cast, "served")
    suspected(cast, case, "2021-12-06 09:00")
    transfer = transfers.form_group(
        transfer=Transfer.objects.get(),
        officers=[cast["inspector1"], cast["officer"]],
        actor=cast["unithead"],
        at=at("2021-12-06 09:30"),
    )
    transfers.report(transfer=transfer, report=REPORT, actor=cast["officer"], at=at("2021-12-06 10:00"))
    approvals.approve(approval=pending(), actor=cast["principal"], at=at("2021-12-07 10:00"))
    assert (now(case).state, Transfer.objects.get().state) == ("served", "approved")
    assert any(
        "180,000" in str(words) and "折抵" in str(words) for _, words in Transfer.objects.get().particulars()
    )


def test_nothing_goes_to_the_police_without_the_principal_head(cast):
    case = case_in(cast, "investigating")
    with pytest.raises(Refused) as refused:
        perform(lock(case), "send_to_police", actor=cast["principal"], at=at("2021-10-08 09:00"))
    assert refused.value.refusals[0].code == "transfer_approved"
