"""The simple procedure through its verbs: limits of the day, two officers, the fine's way to the bank."""

import datetime as dt
from decimal import Decimal

import pytest

from casework import queries
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import AuditEvent, Deadline
from casework.models import Case, Decision, Document, Party
from casework.services import cases, execution, publications, spot
from tests.factories import at, deliver, lead

SAID = {
    "place": "桂城街道演示路18号",
    "facts": "货架上的三种糖果没有标价。",
    "nature": "违反价格法第十三条第一款",
    "basis": "依据价格法第四十二条",
    "told": "出示执法证，告知拟处罚的内容、事实、理由、依据和权利。",
    "statement": "认可，没有异议。",
}


def found(cast, moment: str, **more) -> Case:
    """A lead of that day, about an act of that day."""
    day = dt.date.fromisoformat(moment[:10])
    return lead(cast, moment=moment, received_on=day, act_ended_on=day, source="inspection", **more)


def told(
    cast, moment: str, *, amount: str = "", warning: bool = False, kind: str = "unit", case=None, **more
):
    """Told on the spot by two inspectors; the party is of ``kind``."""
    if case is None:
        case = found(cast, moment)
        case.party.kind = kind
        case.party.save()
    given = {
        **SAID,
        "officers": [cast["inspector1"], cast["inspector2"]],
        "actor": cast["inspector1"],
        **more,
    }
    return spot.tell_on_spot(
        case=case, amount=Decimal(amount) if amount else None, warning=warning, at=at(moment), **given
    )


def fined(cast, moment: str, amount: str = "1000.00", **more) -> Case:
    case = told(cast, moment, amount=amount, **{k: more.pop(k) for k in ("kind", "case") if k in more})
    spot.fine_on_spot(
        case=case, actor=cast["inspector1"], at=at(moment), **({"received_by": "钱知远"} | more)
    )
    return now(case)


def now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def due(case: Case) -> dict[str, str]:
    """Clock → its last day, of those that run."""
    running = Deadline.objects.filter(reference=case.reference, state="running")
    return {clock.clock: f"{clock.due_on}" for clock in running}


@pytest.mark.parametrize(
    ("day", "kind", "amount"),
    [
        ("2021-06-15", "individual", "50.00"),
        ("2021-06-15", "unit", "1000.00"),
        ("2021-07-15", "individual", "200.00"),
        ("2026-09-01", "unit", "3000.00"),
    ],
)
def test_up_to_the_limit_of_the_day_and_not_a_fen_more(cast, day, kind, amount):
    assert told(cast, f"{day} 10:00", amount=amount, kind=kind).state == "told_on_spot"
    more = f"{Decimal(amount) + Decimal('0.01')}"
    with pytest.raises(Refused) as refused:
        told(cast, f"{day} 11:00", amount=more, kind=kind)
    assert "第五十一条" in refused.value.law
    assert Case.objects.latest("pk").state == "lead_registered"
    assert not Case.objects.latest("pk").proposals.exists()


def test_the_officers_who_are_there_are_named_and_one_is_not_enough(cast):
    case = found(cast, "2026-09-01 09:00")
    with pytest.raises(Refused) as refused:
        told(cast, "2026-09-01 10:00", amount="500.00", case=case, officers=[cast["inspector1"]])
    assert refused.value.law == "处罚法第四十二条"
    assert not case.officers.exists()
    with pytest.raises(Invalid):
        told(cast, "2026-09-01 10:00", amount="500", case=case, officers=[cast["inspector1"], cast["head"]])
    with pytest.raises(NotPermitted):
        told(cast, "2026-09-01 10:00", amount="500.00", case=case, actor=cast["officer"])
    case = told(cast, "2026-09-01 10:00", amount="500.00", case=case)
    assert case.officers_on_case() == [cast["inspector1"], cast["inspector2"]]


def test_officers_named_before_stay_and_others_may_not_tell(cast):
    case = found(cast, "2026-09-01 09:00")
    officers = [cast["inspector1"], cast["officer"]]
    case = cases.assign_officers(
        case=case, officers=officers, actor=cast["unithead"], at=at("2026-09-01 09:30")
    )
    with pytest.raises(NotPermitted):
        told(cast, "2026-09-01 10:00", amount="500.00", case=case, actor=cast["inspector2"])
    case = told(cast, "2026-09-01 10:00", amount="500.00", case=case)
    assert case.officers_on_case() == officers


def test_neither_warning_nor_fine_is_nothing(cast):
    with pytest.raises(Invalid):
        told(cast, "2026-09-01 10:00")


def test_a_warning_alone_owes_nothing(cast):
    case = told(cast, "2026-09-01 10:00", warning=True)
    decision = spot.fine_on_spot(
        case=case, received_by="钱知远", actor=cast["inspector1"], at=at("2026-09-01 10:30")
    )
    assert (decision.amount, decision.warning) == (Decimal("0.00"), True)
    assert "PAY-15" not in due(case)
    case = spot.hand_in_spot_papers(case=now(case), actor=cast["inspector1"], at=at("2026-09-02 09:00"))
    assert spot.close_spot(case=case, actor=cast["inspector1"], at=at("2026-09-02 09:05")).state == "closed"


def test_the_decision_is_numbered_served_there_and_starts_the_periods_of_2026(cast):
    case = fined(cast, "2026-09-01 10:00")
    deliver("2026-09-01 10:05")
    decision, document = case.decision, Document.objects.get(case=case, kind="spot_decision")
    assert (decision.number, decision.document) == (document.number, document) and "当罚" in document.number
    assert document.file_id and document.service.served_on == dt.date(2026, 9, 1)
    assert due(case) == {
        "PAY-15": "2026-09-16",
        "SMP-ARCHIVE-7": "2026-09-10",
        "REC-APPLY-60": "2026-11-02",  # 31 October is a Saturday
    }
    assert "应当自收到本决定书之日起六十日内先向" in document.context["remedies"]


def test_in_2023_the_party_may_sue_at_once(cast):
    case = fined(cast, "2023-09-01 10:00")
    assert {"LIT-6M", "REC-APPLY-60-OLD"} < set(due(case))
    document = Document.objects.get(case=case, kind="spot_decision")
    assert "六个月内依法向" in document.context["remedies"] and "先向" not in document.context["remedies"]


def test_it_goes_to_the_bank_in_fifteen_days_and_closes_when_all_is_done(cast):
    case = fined(cast, "2026-09-01 10:00")
    case = spot.hand_in_spot_papers(case=case, actor=cast["inspector1"], at=at("2026-09-03 09:00"))
    with pytest.raises(Refused) as refused:
        spot.close_spot(case=case, actor=cast["inspector1"], at=at("2026-09-03 09:05"))
    assert refused.value.refusals[0].code == "fine_paid"
    case = execution.record_payment(
        case=now(case),
        amount=Decimal("1000.00"),
        paid_on=dt.date(2026, 9, 10),
        receipt_number="B-1",
        actor=cast["inspector2"],
        at=at("2026-09-11 09:00"),
    )
    assert (case.state, "PAY-15" in due(case)) == ("spot_papers_in", False)
    case = spot.close_spot(case=case, actor=cast["inspector1"], at=at("2026-09-11 09:05"))
    assert (case.state, case.closed_on) == ("closed", dt.date(2026, 9, 11))


def test_cash_is_taken_on_a_ground_of_the_law_only_and_with_the_receipt(cast):
    case = told(cast, "2026-09-01 10:00", amount="100.01", kind="individual")
    by = {"case": case, "received_by": "钱知远", "actor": cast["inspector1"], "at": at("2026-09-01 10:30")}
    with pytest.raises(Invalid) as refused:
        spot.fine_on_spot(**by, collection_ground="small", cash_receipt="F-1")
    assert refused.value.law == "处罚法第六十八条第一项"
    with pytest.raises(Invalid) as refused:
        spot.fine_on_spot(**by, collection_ground="hard_later")
    assert refused.value.law == "处罚法第七十条"
    assert now(case).state == "told_on_spot"
    spot.fine_on_spot(**by, collection_ground="hard_later", cash_receipt="F-1")
    assert now(case).fine_is_paid()


def test_a_small_fine_was_twenty_yuan_before_the_law_of_2021(cast):
    case = told(cast, "2021-06-15 10:00", amount="50.00", kind="individual")
    with pytest.raises(Invalid) as refused:
        spot.fine_on_spot(
            case=case,
            received_by="钱知远",
            collection_ground="small",
            cash_receipt="F-1",
            actor=cast["inspector1"],
            at=at("2021-06-15 10:30"),
        )
    assert refused.value.law == "处罚法（2017年）第四十七条"


def test_cash_goes_to_the_bureau_and_to_the_bank_in_two_working_days_each(cast):
    case = fined(
        cast,
        "2026-09-30 10:00",
        "100.00",
        kind="individual",
        collection_ground="small",
        cash_receipt="F-1",
    )
    assert "PAY-15" not in due(case) and due(case)["SMP-CASH-2"] == "2026-10-09"  # 1 to 7 October are off
    document = Document.objects.get(case=case, kind="spot_decision")
    assert "当场收缴" in document.context["payment"]
    with pytest.raises(Refused):
        spot.bank_cash(case=case, bank_receipt="B-1", actor=cast["unithead"], at=at("2026-09-30 15:00"))
    with pytest.raises(NotPermitted):
        spot.hand_in_cash(case=case, actor=cast["unithead"], at=at("2026-09-30 15:00"))
    case = spot.hand_in_cash(case=case, actor=cast["inspector1"], at=at("2026-10-08 09:00"))
    assert due(case)["SMP-BANK-2"] == "2026-10-10"  # a Saturday that is worked
    case = spot.hand_in_spot_papers(case=case, actor=cast["inspector1"], at=at("2026-10-08 09:05"))
    with pytest.raises(Refused) as refused:
        spot.close_spot(case=case, actor=cast["inspector1"], at=at("2026-10-08 09:10"))
    assert refused.value.refusals[0].code == "cash_banked"
    case = spot.bank_cash(case=case, bank_receipt="B-1", actor=cast["unithead"], at=at("2026-10-09 09:00"))
    assert spot.close_spot(case=case, actor=cast["inspector1"], at=at("2026-10-09 10:00")).state == "closed"
    collection = case.collections.get()
    assert (collection.handed_in_by, collection.banked_on) == (cast["inspector1"], dt.date(2026, 10, 9))


def test_a_disputed_fact_leads_to_the_ordinary_procedure_and_the_proposal_does_not_follow(cast):
    case = told(cast, "2026-09-01 10:00", amount="500.00")
    case = spot.leave_spot(
        case=case, reason="当事人称已标价", actor=cast["inspector1"], at=at("2026-09-01 10:30")
    )
    facts = case.facts(dt.date(2026, 9, 1))
    assert case.state == "verifying" and not facts["proposal_on_file"] and not facts["penalty_proposed"]
    assert due(case)["VER-15"] == "2026-09-21"  # the 20th is worked
    with pytest.raises(Refused):
        spot.fine_on_spot(
            case=case, received_by="钱知远", actor=cast["inspector1"], at=at("2026-09-01 11:00")
        )


def test_the_same_act_is_not_fined_twice(cast):
    first = fined(cast, "2026-09-01 10:00")
    again = found(cast, "2026-09-01 11:00", party=Party.objects.get(pk=first.party_id))
    with pytest.raises(Refused) as refused:
        told(cast, "2026-09-01 12:00", amount="500.00", case=again)
    assert refused.value.refusals[0].code == "not_fined_before"


def test_it_is_not_published(cast):
    case = fined(cast, "2026-09-01 10:00")
    assert case not in queries.awaiting_publication(cast["publisher1"])
    with pytest.raises(Refused) as refused:
        publications.prepare(
            decision=Decision.objects.get(case=case),
            content={},
            actor=cast["publisher1"],
            at=at("2026-09-02 09:00"),
        )
    assert refused.value.law == "公示规定第二条"


def test_a_case_begins_in_the_field_with_lead_party_and_telling_at_once(cast):
    case = spot.begin_on_spot(
        cause="未明码标价",
        kind="sole_trader",
        name="示例糖果店",
        officers=[cast["inspector1"], cast["inspector2"]],
        amount=Decimal("300.00"),
        actor=cast["inspector1"],
        at=at("2026-09-01 10:00"),
        **SAID,
    )
    assert (case.state, case.source, f"{case.party}") == ("told_on_spot", "inspection", "示例糖果店")
    acts = AuditEvent.objects.filter(reference=case.reference).values_list("action", flat=True)
    assert list(acts) == ["case.lead_registered", "case.party_recorded", "case.told_on_spot"]
