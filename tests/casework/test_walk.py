"""The verbs of the walk, one after the other, without HTTP: every step of the tables on file."""

import datetime as dt
from decimal import Decimal

import pytest

from casework.kernel import audit, deadlines, outbox
from casework.kernel.clock import SHANGHAI
from casework.kernel.errors import NotPermitted, Refused
from casework.models import Approval, Case, Document, Party, PublicDecision
from casework.services import (
    approvals,
    cases,
    decisions,
    dossier,
    execution,
    notices,
    proposals,
    publications,
    reviews,
    service_of_documents,
)
from tests.factories import minutes

FINE = {
    "min": "0.00",
    "max": "500000.00",
    "lighter": ["0.00", "150000.00"],
    "ordinary": ["150000.00", "350000.00"],
    "heavier": ["350000.00", "500000.00"],
    "mitigated": None,
    "optional": True,
}


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def deliver(moment: str) -> None:
    while outbox.deliver_due(at=at(moment)):
        pass


@pytest.fixture
def lead(cast) -> Case:
    party = Party.objects.create(
        name="示例云岭置业（佛山）有限公司",
        uscc="91440605MA5XEX1A01",
        address="佛山市南海区桂城街道演示路18号",
    )
    return cases.register_lead(
        office=cast["inspector1"].office,
        cause="未经同意收集消费者个人信息",
        summary="售楼处拍摄来访者人脸",
        source="report",
        source_reference="RPT-2021-000001",
        reporter_is_named=True,
        received_on=dt.date(2021, 8, 24),
        party=party,
        act_ended_on=dt.date(2021, 8, 31),
        actor=cast["intake"],
        at=at("2021-08-25 09:00"),
    )


def approve(cast, kind: str, moment: str) -> None:
    approvals.approve(
        approval=Approval.objects.get(kind=kind, state="pending"), actor=cast["head"], at=at(moment)
    )


def serve(cast, case: Case, kind: str, on: str) -> None:
    service_of_documents.record_service(
        document=case.documents.get(kind=kind),
        method="direct",
        served_on=dt.date.fromisoformat(on),
        received_by="钱知远（演示）",
        actor=cast["officer"],
        at=at(f"{on} 16:00"),
    )


def test_the_seed_case_walks_from_lead_to_closing_and_publication(cast, lead):
    officers = [cast["inspector1"], cast["inspector2"], cast["officer"]]
    case = cases.assign_officers(
        case=lead, officers=officers, actor=cast["unithead"], at=at("2021-08-26 09:00")
    )
    dossier.add_to_dossier(
        case=case,
        kind="site_record",
        reference="VIS-2021-000001",
        title="现场笔录",
        made_by="陈立行",
        is_signed=True,
        on=dt.date(2021, 8, 31),
        path="/m/VIS-2021-000001/",
        actor=cast["inspector1"],
        at=at("2021-08-31 11:00"),
    )
    case = cases.propose_filing(
        case=case, reason="有初步证据", actor=cast["officer"], at=at("2021-09-10 09:00")
    )
    approve(cast, "filing", "2021-09-13 10:00")
    case.refresh_from_db()
    assert (case.state, case.number) == ("investigating", "佛南市监案〔2021〕1号")

    proposals.submit_proposal(
        case=case,
        reference="WKS-2021-000001",
        amount=Decimal("180000.00"),
        tier="ordinary",
        position_pct="36.00",
        flags=["hearing_right"],
        reason="综合考虑",
        violation="违反消费者权益保护法第二十九条",
        basis="依据第五十六条",
        warning=False,
        grounds={"acts": [{"fine": FINE}]},
        act_ended_on=dt.date(2021, 8, 31),
        actor=cast["officer"],
        at=at("2021-11-08 09:00"),
    )
    case = reviews.conclude_investigation(
        case=case,
        report="当事人收集人脸信息2,316条。",
        actor=cast["officer"],
        at=at("2021-11-12 09:00"),
        discussion_ground="首例，社会影响较大",
    )
    case = reviews.send_to_review(case=case, actor=cast["unithead"], at=at("2021-11-12 10:00"))
    case = reviews.pass_review(case=case, opinion="同意", actor=cast["reviewer"], at=at("2021-11-16 09:00"))
    approve(cast, "proposal", "2021-11-18 09:00")
    notices.issue_notice(case=case, actor=cast["officer"], at=at("2021-11-19 09:00"))
    deliver("2021-11-19 09:05")
    serve(cast, case, "penalty_notice", "2021-11-22")
    case.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        decisions.propose_decision(case=case, reason="", actor=cast["officer"], at=at("2021-11-23 09:00"))
    assert refusal.value.law

    assert notices.lapse_defences_due(at=at("2021-11-29 23:00")) == 0
    assert notices.lapse_defences_due(at=at("2021-11-30 00:05")) == 1
    case.refresh_from_db()
    decisions.record_discussion(
        case=case,
        minutes=minutes(cast, "2021-11-30 09:00"),
        actor=cast["principal"],
        at=at("2021-11-30 10:00"),
    )
    case.refresh_from_db()
    decisions.propose_decision(case=case, reason="请批准", actor=cast["officer"], at=at("2021-12-01 09:00"))
    approve(cast, "decision", "2021-12-02 09:00")
    deliver("2021-12-02 09:05")
    case.refresh_from_db()
    assert case.decision.number == "佛南市监处罚〔2021〕1号"
    assert case.decision.grounds["assessment"]["acts"][0]["fine"] == FINE
    serve(cast, case, "penalty_decision", "2021-12-03")

    publication = publications.prepare(
        decision=case.decision,
        content={
            "party_name": "示例云岭置业（佛山）有限公司",
            "party_code": "91440605MA5XEX1A01",
            "cause": case.cause,
            "violation": "违反第二十九条",
            "basis": "第五十六条",
            "penalty": "罚款180,000元",
            "paragraphs": ["经查明，当事人在售楼处收集来访者人脸信息。"],
        },
        actor=cast["publisher1"],
        at=at("2021-12-06 09:00"),
    )
    deliver("2021-12-06 09:05")
    publication.refresh_from_db()
    with pytest.raises(NotPermitted):
        publications.publish(publication=publication, actor=cast["publisher1"], at=at("2021-12-07 09:00"))
    publication.refresh_from_db()
    publications.publish(publication=publication, actor=cast["publisher2"], at=at("2021-12-07 09:00"))
    assert PublicDecision.objects.get().ends_on == dt.date(2024, 12, 7)

    case.refresh_from_db()
    execution.record_payment(
        case=case,
        amount=Decimal("180000.00"),
        paid_on=dt.date(2021, 12, 16),
        receipt_number="R-1",
        actor=cast["officer"],
        at=at("2021-12-16 15:00"),
    )
    case.refresh_from_db()
    cases.propose_closing(case=case, reason="已缴清", actor=cast["officer"], at=at("2021-12-17 09:00"))
    approve(cast, "closing", "2021-12-20 09:00")
    deliver("2021-12-20 09:05")
    case.refresh_from_db()
    assert case.state == "closed"

    clocks = {d.clock: d for d in deadlines.running_on(case.reference)}
    late = [clock for clock, deadline in clocks.items() if deadline.was_late]
    assert late == ["RPT-NOTIFY-FILING-O20"] or not late
    assert clocks["VER-15"].due_on == dt.date(2021, 9, 14) and clocks["VER-15"].met_on == dt.date(2021, 9, 13)
    assert clocks["CASE-90"].due_on == dt.date(2021, 12, 12)
    assert not Document.objects.filter(file=None)
    audit.settle()
    assert audit.verify() == []

    assert publications.end_expired(at=at("2024-12-07 12:00")) == 0
    assert publications.end_expired(at=at("2024-12-08 12:00")) == 1
    assert not PublicDecision.objects.exists()
