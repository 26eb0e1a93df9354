"""责令改正 by its verbs: consent, service with remedies of its own, more time, what the officers found."""

import datetime as dt

import pytest

from casework import queries
from casework.kernel import audit
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import Deadline
from casework.models import Case, Correction
from casework.services import corrections, service_of_documents
from tests.factories import at, case_in, deliver

ORDER = {
    "violation": "未经同意收集人脸信息，违反消费者权益保护法第二十九条第一款",
    "basis": "根据《中华人民共和国行政处罚法》第二十八条第一款，",
    "demand": "拆除人脸识别设备\n删除已经收集的人脸信息",
}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def now(order: Correction) -> Correction:
    return Correction.objects.get(pk=order.pk)


def drafted(cast, *, case: Case | None = None, by: str | None = "2021-10-08") -> Correction:
    return corrections.draft_order(
        case=case or case_in(cast, "investigating"),
        **ORDER,
        by_day=by and day(by),
        actor=cast["officer"],
        at=at("2021-09-14 09:00"),
    )


def issued(cast, **more) -> Correction:
    order = corrections.consent_to_order(
        correction=drafted(cast, **more), actor=cast["unithead"], at=at("2021-09-14 15:00")
    )
    deliver("2021-09-14 15:05")
    return now(order)


def served(cast, on: str = "2021-09-15", **more) -> Correction:
    order = issued(cast, **more)
    service_of_documents.record_service(
        document=type(order.document).objects.get(pk=order.document_id),
        method="direct",
        served_on=day(on),
        received_by="钱知远",
        actor=cast["officer"],
        at=at(f"{on} 16:00"),
    )
    return now(order)


def found(cast, order: Correction, on: str, **more) -> dict:
    return {
        "correction": order,
        "inspected_on": day(on),
        "inspection": "复查笔录",
        "actor": cast["officer"],
        "at": at(f"{on} 16:00"),
        **more,
    }


def test_the_order_is_numbered_when_the_head_of_the_unit_consents(cast):
    order = issued(cast)
    assert order.state == "issued"
    assert order.document.number == "佛南市监责改〔2021〕1号"
    assert order.document.context["by_day"] == "在2021年10月8日前"
    assert len(order.document.context["demand"]) == 2
    assert "申请行政复议" in order.document.context["remedies"]
    assert not Deadline.objects.filter(reference=order.reference).exists()


def test_service_starts_the_remedies_against_the_order_itself(cast):
    order = served(cast)
    days = {d.clock: d.due_on for d in Deadline.objects.filter(reference=order.reference)}
    # Sunday 14 November rolls on; six months end on 15 March.
    assert days == {"REC-APPLY-60-OLD": day("2021-11-15"), "LIT-6M": day("2022-03-15")}
    assert (order.state, order.served_on) == ("served", day("2021-09-15"))


def test_before_service_nothing_is_found_missing(cast):
    with pytest.raises(Refused):
        corrections.record_not_corrected(**found(cast, issued(cast), "2021-10-09"))


def test_an_order_at_once_is_due_on_the_day_of_service(cast):
    order = served(cast, by=None)
    assert order.document.context["by_day"] == "立即" and order.due_on == day("2021-09-15")
    assert list(queries.corrections_overdue(cast["officer"], day("2021-09-16"))) == [order]
    with pytest.raises(Refused):
        corrections.extend_order(
            correction=order,
            by_day=day("2021-10-09"),
            reason="装修",
            actor=cast["unithead"],
            at=at("2021-09-15 17:00"),
        )


def test_when_the_day_has_passed_the_officers_are_told(cast):
    order = served(cast)
    assert not queries.corrections_overdue(cast["officer"], day("2021-10-08")).exists()
    assert list(queries.corrections_overdue(cast["officer"], day("2021-10-09"))) == [order]
    assert not queries.corrections_overdue(cast["stranger"], day("2021-10-09")).exists()
    # A day that passed proves nothing yet.
    assert not any(queries.correction_facts(order.case).values())


def test_corrected(cast):
    order = corrections.record_corrected(**found(cast, served(cast), "2021-09-30"))
    assert order.state == "corrected"
    assert queries.correction_facts(order.case) == {
        "refused_to_correct": False,
        "overdue_not_corrected": False,
    }
    assert "case.correction_done" in [event.action for event in audit.history_of(order.case.reference)]


def test_not_corrected_in_time_stays_on_record_after_a_late_correction(cast):
    order = served(cast)
    with pytest.raises(Invalid):
        corrections.record_not_corrected(**found(cast, order, "2021-10-08"))
    order = corrections.record_not_corrected(**found(cast, order, "2021-10-09"))
    order = corrections.record_corrected(**found(cast, order, "2021-10-20"))
    assert queries.correction_facts(order.case) == {
        "refused_to_correct": False,
        "overdue_not_corrected": True,
    }


def test_a_party_that_refuses_outright_need_not_be_waited_for(cast):
    order = served(cast)
    corrections.record_not_corrected(**found(cast, order, "2021-09-17", is_refused=True))
    assert queries.correction_facts(order.case) == {
        "refused_to_correct": True,
        "overdue_not_corrected": False,
    }


def test_more_time_once_with_a_reason(cast):
    order = served(cast)
    more = {"by_day": day("2021-10-20"), "reason": "设备供应商放假", "actor": cast["unithead"]}
    with pytest.raises(Refused):
        corrections.extend_order(correction=order, **more, at=at("2021-10-09 09:00"))
    with pytest.raises(Invalid):
        corrections.extend_order(
            correction=order, **more | {"by_day": day("2021-10-08")}, at=at("2021-10-07 09:00")
        )
    order = corrections.extend_order(correction=order, **more, at=at("2021-10-07 10:00"))
    assert (order.first_by_day, order.by_day) == (day("2021-10-08"), day("2021-10-20"))
    with pytest.raises(Refused) as refused:
        corrections.extend_order(
            correction=order, **more | {"by_day": day("2021-10-30")}, at=at("2021-10-11 09:00")
        )
    assert refused.value.refusals[0].code == "not_extended"


@pytest.mark.parametrize("person", ["officer", "inspector1", "reviewer", "intake"])
def test_officers_do_not_consent_to_their_own_order(cast, person):
    with pytest.raises(NotPermitted):
        corrections.consent_to_order(correction=drafted(cast), actor=cast[person], at=at("2021-09-14 15:00"))


def test_a_head_of_the_unit_who_drew_it_up_does_not_consent(cast):
    cast["officer"].role_grants.create(role="unit_head", granted_at=at("2019-04-01 09:00"))
    with pytest.raises(NotPermitted) as refused:
        corrections.consent_to_order(
            correction=drafted(cast),
            actor=type(cast["officer"]).objects.get(pk=cast["officer"].pk),
            at=at("2021-09-14 15:00"),
        )
    assert refused.value.refusals[0].code == "separation"


def test_no_order_without_evidence_of_a_breach(cast):
    with pytest.raises(Refused) as refused:
        drafted(cast, case=case_in(cast, "verifying"))
    assert "evidence_on_file" in {refusal.code for refusal in refused.value.refusals}


def test_the_last_day_lies_ahead(cast):
    with pytest.raises(Invalid):
        drafted(cast, by="2021-09-14")


def test_a_declined_order_has_no_paper(cast):
    order = corrections.decline_order(
        correction=drafted(cast), reason="证据不足", actor=cast["unithead"], at=at("2021-09-14 15:00")
    )
    assert (order.state, order.document) == ("declined", None)


def test_a_withdrawn_order_tells_the_worksheet_nothing(cast):
    order = corrections.record_not_corrected(**found(cast, served(cast), "2021-10-09"))
    corrections.withdraw_order(
        correction=order, reason="复议撤销", actor=cast["head"], at=at("2021-11-01 09:00")
    )
    assert not any(queries.correction_facts(order.case).values())
