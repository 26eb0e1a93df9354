"""Reconsideration and litigation through the verbs: frozen file, evidence, outcome, the way back."""

import datetime as dt
from decimal import Decimal

import pytest

from casework import queries
from casework.kernel import holds, vault
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import AuditEvent, Deadline
from casework.models import Case, Document, DossierEntry, Publication, PublicDecision, PublicDocument, Remedy
from casework.models.remedy import OUT_OF_TIME, RECONSIDERATION_FIRST
from casework.services import (
    cases,
    decisions,
    dossier,
    frozen_files,
    matters,
    notices,
    publications,
    remedies,
    remedy_outcomes,
    reviews,
    service_of_documents,
    spot,
)
from tests.casework.test_spot import fined
from tests.factories import approve, at, case_in, deliver, minutes, propose_penalty

GOVERNMENT, COURT = "佛山市南海区人民政府", "佛山市南海区人民法院"
SUED = {"body": COURT, "notice_number": "（2022）粤0605行初18号", "claim": "请求撤销处罚决定"}
APPLIED = {"body": GOVERNMENT, "notice_number": "南府行复〔2026〕9号", "claim": "请求撤销"}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def suit(
    cast, case: Case, applied_on: str = "2022-01-10", received: str = "2022-01-17 09:00", **more
) -> Remedy:
    return remedies.receive_litigation(
        case=case,
        applied_on=day(applied_on),
        received_on=day(received[:10]),
        actor=cast["litigator"],
        at=at(received),
        **(SUED | more),
    )


def application(cast, case: Case, applied_on: str, received: str, **more) -> Remedy:
    return remedies.receive_reconsideration(
        case=case,
        applied_on=day(applied_on),
        received_on=day(received[:10]),
        actor=cast["litigator"],
        at=at(received),
        **(APPLIED | more),
    )


def replied(cast, remedy: Remedy, moment: str = "2022-01-25 09:00") -> Remedy:
    return remedies.reply(
        remedy=remedy,
        reply="事实清楚，程序合法。",
        evidence=list(remedy.case.dossier.all()),
        actor=cast["litigator"],
        at=at(moment),
    )


def ended(cast, remedy: Remedy, verb, moment: str, **more) -> Remedy:
    return verb(
        remedy=remedy,
        number=f"结字{remedy.pk}号",
        decided_on=day(moment[:10]),
        received_on=day(moment[:10]),
        actor=cast["litigator"],
        at=at(moment),
        **more,
    )


def annulled(cast, case: Case, moment: str = "2022-04-01 09:00", **more) -> Remedy:
    given = {"outcome": "annulled", "reason": "主要证据不足", "redecision_ordered": True} | more
    return ended(cast, replied(cast, suit(cast, case)), remedy_outcomes.overturn, moment, **given)


def clocks(reference: str) -> dict[str, tuple[str, str]]:
    """Clock → its last day and how it stands."""
    found = Deadline.objects.filter(reference=reference)
    return {clock.clock: (f"{clock.due_on}", clock.state) for clock in found}


# --- The notice ---


def test_a_suit_freezes_the_file_meets_the_party_s_period_and_starts_the_reply(cast):
    case = case_in(cast, "served")
    remedy = suit(cast, case)
    assert remedy.state == "received" and remedy.is_in_time and remedy.decision == case.decision
    assert clocks(remedy.reference) == {"LIT-REPLY-15": ("2022-02-07", "running")}  # 1 February: the new year
    assert clocks(case.reference)["LIT-6M"][1] == "met"
    assert clocks(case.reference)["REC-APPLY-60-OLD"][1] == "lapsed"
    titles = {item.get("title") for item in remedy.frozen.items}
    assert "现场笔录" in titles and any("行政处罚决定书" in f"{title}" for title in titles)
    told = AuditEvent.objects.filter(reference=case.reference, action="case.remedy_received").get()
    assert told.participants == []


@pytest.mark.parametrize(
    ("simplified", "clock", "due"),
    [(False, "REC-REPLY-10", "2026-09-29"), (True, "REC-REPLY-5", "2026-09-21")],
)
def test_a_reconsideration_is_answered_in_ten_working_days_or_five(cast, simplified, clock, due):
    case = fined(cast, "2026-09-01 10:00")
    remedy = application(cast, case, "2026-09-10", "2026-09-15 09:00", is_simplified=simplified)
    assert clocks(remedy.reference) == {clock: (due, "running")}
    assert clocks(case.reference)["REC-APPLY-60"][1] == "met"


def test_a_suit_at_once_against_a_fine_on_the_spot_was_lawful_in_2023_and_is_not_since(cast):
    before = suit(cast, fined(cast, "2023-09-01 10:00"), "2023-09-20", "2023-09-25 09:00")
    since = suit(cast, fined(cast, "2026-09-01 10:00"), "2026-09-20", "2026-09-25 09:00")
    assert (before.lacks_reconsideration, since.lacks_reconsideration) == (False, True)
    assert RECONSIDERATION_FIRST in [said for _, said in since.particulars()]


def test_out_of_time_is_on_record_for_the_reply_and_the_period_is_not_met(cast):
    case = case_in(cast, "served")
    remedy = suit(cast, case, "2022-06-13", "2022-06-20 09:00")  # six months from 3 December, a Friday
    assert not remedy.is_in_time
    assert clocks(case.reference)["LIT-6M"][1] == "running"
    assert OUT_OF_TIME in [said for _, said in remedy.particulars()]


def test_after_reconsideration_the_suit_has_fifteen_days(cast):
    case = fined(cast, "2026-09-01 10:00")
    first = application(cast, case, "2026-09-10", "2026-09-15 09:00")
    first = ended(cast, replied(cast, first, "2026-09-20 09:00"), remedy_outcomes.uphold, "2026-10-20 09:00")
    assert clocks(first.reference)["LIT-15"] == ("2026-11-04", "running")
    second = suit(cast, now(case), "2026-11-04", "2026-11-09 09:00")
    assert second.is_in_time and not second.lacks_reconsideration
    assert clocks(first.reference)["LIT-15"][1] == "met"


def test_without_a_served_decision_there_is_nothing_to_sue(cast):
    for state in ("investigating", "decided"):
        case = case_in(cast, state)
        with pytest.raises((Refused, Invalid)):
            suit(cast, case)
        assert not case.remedies.exists()


def test_only_the_litigation_officer_enters_a_remedy(cast):
    case = case_in(cast, "served")
    for who in ("officer", "head", "legal"):
        with pytest.raises(NotPermitted):
            remedies.receive_litigation(
                case=case,
                applied_on=day("2022-01-10"),
                received_on=day("2022-01-17"),
                actor=cast[who],
                at=at("2022-01-17 09:00"),
                **SUED,
            )
    assert not case.remedies.exists()


def test_days_that_cannot_be_are_refused(cast):
    case = case_in(cast, "served")
    with pytest.raises(Invalid):
        suit(cast, case, "2021-11-01")
    with pytest.raises(Invalid):
        suit(cast, case, "2022-01-20")


# --- The frozen file ---


def test_what_is_held_cannot_be_erased_and_is_free_when_nothing_is_open(cast):
    case = case_in(cast, "served")
    person = vault.seal({"name": "林小满"}, at=at("2021-08-24 09:00"))
    remedy = suit(cast, case)
    erasing = {"reference": case.source_reference, "actor": cast["admin"], "ground": "保存期满"}
    with pytest.raises(Refused):
        vault.erase(person, at=at("2022-01-18 09:00"), **erasing)
    with pytest.raises(Refused):
        remedies.release_file(remedy=remedy, actor=cast["litigator"], at=at("2022-01-18 09:00"))
    remedy = ended(cast, replied(cast, remedy), remedy_outcomes.uphold, "2022-04-01 09:00")
    remedies.release_file(remedy=remedy, actor=cast["litigator"], at=at("2022-04-02 09:00"))
    vault.erase(person, at=at("2022-04-03 09:00"), **erasing)
    holds.refuse_if_held(case.reference)


def test_the_file_stays_held_while_the_party_may_still_sue(cast):
    case = fined(cast, "2026-09-01 10:00")
    remedy = application(cast, case, "2026-09-10", "2026-09-15 09:00")
    remedy = ended(
        cast, replied(cast, remedy, "2026-09-20 09:00"), remedy_outcomes.uphold, "2026-10-20 09:00"
    )
    with pytest.raises(Refused) as refused:
        remedies.release_file(remedy=remedy, actor=cast["litigator"], at=at("2026-11-04 09:00"))
    assert refused.value.refusals[0].code == "suit_period_over"
    remedies.release_file(remedy=remedy, actor=cast["litigator"], at=at("2026-11-05 09:00"))


def test_a_change_after_the_freezing_is_found(cast):
    case = case_in(cast, "served")
    frozen = suit(cast, case).frozen
    assert frozen_files.is_intact(frozen)
    Document.objects.filter(case=case, kind="penalty_decision").update(context={"facts": "另一件事"})
    changed = [item["kind"] for item in frozen_files.missing_from(frozen)]
    assert changed == ["penalty_decision"]


# --- The reply ---


def test_evidence_of_after_the_decision_is_refused_with_the_article(cast):
    case = case_in(cast, "served")
    late = dossier.add_to_dossier(
        case=case,
        kind="interview",
        reference="INT-1",
        title="补充询问笔录",
        made_by="陈立行",
        on=day("2021-12-10"),
        path="/",
        actor=cast["inspector1"],
        at=at("2021-12-10 09:00"),
    )
    remedy = suit(cast, case)
    with pytest.raises(Invalid) as refused:
        replied(cast, remedy)
    assert "第三十五条" in refused.value.law and "补充询问笔录" in refused.value.message.zh
    good = list(DossierEntry.objects.filter(case=case).exclude(pk=late.pk))
    by = {"actor": cast["litigator"], "at": at("2022-01-25 09:00")}
    with pytest.raises(Invalid) as refused:
        remedies.reply(remedy=remedy, reply="答复", evidence=[], **by)
    assert "第三十四条" in refused.value.law
    remedy = remedies.reply(remedy=remedy, reply="答复", evidence=good, **by)
    assert remedy.state == "replied" and remedy.evidence == [entry.pk for entry in good]
    assert clocks(remedy.reference)["LIT-REPLY-15"][1] == "met"


def test_something_filed_late_under_an_early_day_is_late(cast):
    case = case_in(cast, "served")
    entry = case.dossier.first()
    DossierEntry.objects.filter(pk=entry.pk).update(filed_at=at("2021-12-05 09:00"))
    with pytest.raises(Invalid):
        replied(cast, suit(cast, case))


def test_a_late_reply_is_recorded_as_late(cast):
    remedy = replied(cast, suit(cast, case_in(cast, "served")), "2022-02-10 09:00")
    missed = AuditEvent.objects.filter(reference=remedy.reference, action="deadline.missed")
    assert missed.exists()


# --- The outcome ---


def test_an_upheld_judgment_can_be_enforced_for_two_years(cast):
    case = case_in(cast, "served")
    remedy = replied(cast, suit(cast, case))
    remedy = ended(cast, remedy, remedy_outcomes.uphold, "2022-04-01 09:00", performance_by=day("2022-04-16"))
    assert (remedy.state, remedy.outcome) == ("upheld", "upheld")
    assert clocks(remedy.reference)["EXE-JUDGMENT-2Y"] == ("2024-04-16", "running")
    assert now(case).decision.annulled_on is None


def test_nothing_is_enforced_where_the_fine_is_paid(cast):
    remedy = replied(cast, suit(cast, case_in(cast, "executed")))
    remedy = ended(cast, remedy, remedy_outcomes.uphold, "2022-04-01 09:00")
    assert "EXE-JUDGMENT-2Y" not in clocks(remedy.reference)


def test_an_annulled_decision_is_in_force_no_longer_and_nothing_is_owed(cast):
    case = case_in(cast, "served")
    paper = now(case).decision.document
    annulled(cast, case, redecision_ordered=False)
    case = now(case)
    assert PublicDocument.objects.get(code=paper.code).status == "revoked"
    assert case.decision is None and case.decisions.get().annulled_on == day("2022-04-01")
    assert clocks(case.reference)["PAY-15"][1] == "lapsed"
    case = matters.drop_annulled(case=case, actor=cast["officer"], at=at("2022-04-02 09:00"))
    assert case.state == "execution_ended"


def test_unlawful_leaves_the_decision_in_force(cast):
    case = case_in(cast, "served")
    annulled(cast, case, outcome="unlawful", redecision_ordered=False)
    decision = now(case).decision
    assert PublicDocument.objects.get(code=decision.document.code).status == "valid"
    with pytest.raises(Refused):
        matters.drop_annulled(case=now(case), actor=cast["officer"], at=at("2022-04-02 09:00"))


def test_a_changed_decision_is_owed_as_the_other_authority_fixed_it(cast):
    case = case_in(cast, "served")
    remedy = annulled(cast, case, outcome="changed", amount=Decimal("90000.00"), redecision_ordered=False)
    decision = now(case).decision
    assert (decision.amount, decision.number) == (Decimal("90000.00"), remedy.outcome_number)
    assert decision.changed_by == remedy.reference
    paper = PublicDocument.objects.get(code=decision.document.code)
    assert (paper.status, paper.successor) == ("corrected", remedy.outcome_number)
    assert clocks(case.reference)["PAY-15"][1] == "running"
    assert case not in queries.awaiting_publication(cast["publisher1"])


def test_what_does_not_go_together_is_refused(cast):
    remedy = replied(cast, suit(cast, case_in(cast, "served")))
    for given in (
        {"outcome": "unlawful", "redecision_ordered": True},
        {"outcome": "changed"},
        {"outcome": "upheld"},
    ):
        with pytest.raises(Invalid):
            ended(cast, remedy, remedy_outcomes.overturn, "2022-04-01 09:00", reason="", **given)
    assert Remedy.objects.get().state == "replied"


def test_an_outcome_is_entered_once_and_withdrawal_changes_nothing(cast):
    case = case_in(cast, "served")
    remedy = ended(cast, suit(cast, case), remedy_outcomes.end, "2022-02-01 09:00", outcome="withdrawn")
    assert remedy.state == "ended" and now(case).decision is not None
    with pytest.raises(Refused):
        ended(cast, remedy, remedy_outcomes.uphold, "2022-02-02 09:00")


def test_the_publication_of_an_overturned_decision_leaves_within_three_working_days(cast):
    case = case_in(cast, "served")
    publication = publications.prepare(
        decision=case.decision,
        content=publications.suggested_content(case.decision),
        actor=cast["publisher1"],
        at=at("2021-12-06 09:00"),
    )
    deliver("2021-12-06 09:05")
    publications.publish(
        publication=Publication.objects.get(), actor=cast["publisher2"], at=at("2021-12-07 09:00")
    )
    annulled(cast, case)
    assert clocks(case.reference)["PUB-WITHDRAW-3"] == ("2022-04-07", "running")  # 3 to 5 April: Qingming
    assert list(queries.awaiting_withdrawal(cast["publisher1"])) == [publication]
    publications.withdraw(
        publication=Publication.objects.get(),
        reason="决定已被人民法院撤销",
        actor=cast["publisher1"],
        at=at("2022-04-06 09:00"),
    )
    assert clocks(case.reference)["PUB-WITHDRAW-3"][1] == "met"
    assert not queries.awaiting_withdrawal(cast["publisher1"])
    assert PublicDecision.objects.get().is_withdrawn


def test_what_was_annulled_before_it_was_published_is_never_published(cast):
    case = case_in(cast, "served")
    publications.prepare(
        decision=case.decision,
        content=publications.suggested_content(case.decision),
        actor=cast["publisher1"],
        at=at("2021-12-06 09:00"),
    )
    deliver("2021-12-06 09:05")
    annulled(cast, case)
    assert clocks(case.reference)["PUB-20"][1] == "lapsed"
    with pytest.raises(Refused):
        publications.publish(
            publication=Publication.objects.get(), actor=cast["publisher2"], at=at("2022-04-02 09:00")
        )


# --- Decided anew ---


def reopened(cast, case: Case) -> Case:
    matters.propose_reopening(
        case=case, reason="法院责令重新处理", actor=cast["officer"], at=at("2022-04-06 09:00")
    )
    return approve(cast, now(case), "reopening", "2022-04-07 09:00")


def test_nothing_is_reopened_without_an_order(cast):
    case = case_in(cast, "served")
    annulled(cast, case, redecision_ordered=False)
    with pytest.raises(Refused) as refused:
        reopened(cast, now(case))
    assert refused.value.refusals[0].code == "redecision_ordered"


def test_a_new_decision_says_in_what_it_differs(cast):
    case = case_in(cast, "served", name="示例重作")
    annulled(cast, case)
    with pytest.raises(Refused):
        matters.drop_annulled(case=now(case), actor=cast["officer"], at=at("2022-04-02 09:00"))
    case = reopened(cast, now(case))
    assert (case.state, case.decided_on) == ("investigating", None)
    propose_penalty(cast, case, "100000.00", "2022-04-11 09:00")
    officer = {"actor": cast["officer"]}
    case = reviews.conclude_investigation(
        case=now(case),
        report="重新查明收集人脸信息2,316条。",
        discussion_ground="重新处理",
        at=at("2022-04-12 09:00"),
        **officer,
    )
    case = reviews.send_to_review(case=case, actor=cast["unithead"], at=at("2022-04-12 10:00"))
    case = reviews.pass_review(case=case, opinion="同意", actor=cast["reviewer"], at=at("2022-04-13 09:00"))
    case = approve(cast, case, "proposal", "2022-04-14 09:00")
    notices.issue_notice(case=case, at=at("2022-04-15 09:00"), **officer)
    deliver("2022-04-15 09:05")
    notice = Document.objects.filter(case=case, kind="penalty_notice").last()
    service_of_documents.record_service(
        document=notice,
        method="direct",
        served_on=day("2022-04-18"),
        received_by="钱知远（演示）",
        at=at("2022-04-18 16:00"),
        **officer,
    )
    case = notices.record_waiver(case=now(case), at=at("2022-04-19 09:00"), **officer)
    proposing = {"case": case, "reason": "请批准", "at": at("2022-04-20 09:00"), **officer}
    with pytest.raises(Refused) as refused:
        decisions.propose_decision(**proposing)
    assert {reason.code for reason in refused.value.refusals} == {"difference_stated", "discussion_on_file"}
    assert "第七十一条" in refused.value.refusals[-1].law + refused.value.refusals[0].law
    with pytest.raises(Invalid):
        matters.say_what_differs(case=case, difference=" ", at=at("2022-04-20 09:00"), **officer)
    case = matters.say_what_differs(
        case=case, difference="补充了设备日志，数量重新认定。", at=at("2022-04-20 09:05"), **officer
    )
    decisions.record_discussion(
        case=case,
        minutes=minutes(cast, "2022-04-20 09:30"),
        actor=cast["principal"],
        at=at("2022-04-20 10:00"),
    )
    decisions.propose_decision(**proposing | {"case": now(case), "at": at("2022-04-20 11:00")})
    case = approve(cast, now(case), "decision", "2022-04-21 09:00")
    assert (case.state, case.decision.amount, case.decisions.count()) == ("decided", Decimal("100000.00"), 2)
    assert case.current_proposal.difference == "补充了设备日志，数量重新认定。"


def test_a_fine_on_the_spot_that_was_annulled_goes_the_ordinary_way(cast):
    case = fined(cast, "2026-09-01 10:00")
    case = spot.hand_in_spot_papers(case=case, actor=cast["inspector1"], at=at("2026-09-02 09:00"))
    remedy = application(cast, case, "2026-09-10", "2026-09-15 09:00", is_simplified=True)
    remedy = replied(cast, remedy, "2026-09-18 09:00")
    ended(
        cast,
        remedy,
        remedy_outcomes.overturn,
        "2026-10-09 09:00",
        outcome="annulled",
        reason="事实不清",
        redecision_ordered=True,
        redecide_by=day("2026-12-09"),
    )
    with pytest.raises(Refused):
        matters.propose_reopening(
            case=now(case), reason="重新处理", actor=cast["inspector1"], at=at("2026-10-10 09:00")
        )
    case = matters.verify_anew(case=now(case), actor=cast["unithead"], at=at("2026-10-10 09:00"))
    assert case.state == "verifying" and clocks(case.reference)["VER-15"]
    with pytest.raises(Refused):
        cases.propose_filing(case=case, reason="立案", actor=cast["inspector1"], at=at("2026-10-10 09:05"))
