"""Preservation and seizure by their verbs: who, on what, until when, and what happens when nobody acts."""

import datetime as dt
from decimal import Decimal

import pytest

from casework import queries
from casework.kernel import audit
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import Deadline
from casework.kernel.references import new_reference
from casework.lifecycle.measure_grounds import PRESERVATION_FORMALITIES, SEIZURE_FORMALITIES
from casework.models import Approval, Case, Document, Measure
from casework.services import approvals, cases, measures, preservation, seizure
from tests.factories import assign, at, case_in, decide, deliver, file, lead, moment_of

THINGS = [
    {"name": "摄像头", "specification": "DS-2CD", "count": Decimal(2), "unit": "台", "condition": "完好"},
    {"name": "硬盘", "specification": "", "count": Decimal("1"), "unit": "块", "condition": ""},
]
LISTED = {"formalities": list(PRESERVATION_FORMALITIES), "signed_by": "钱知远"}
KEPT = {"formalities": list(SEIZURE_FORMALITIES), "signed_by": "钱知远"}
WHAT = {"things": THINGS, "place": "本局罚没物品仓库", "reason": "设备可能被拆走"}
FOOD = {"power": "food", **WHAT}


def now(measure: Measure) -> Measure:
    return Measure.objects.get(pk=measure.pk)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def verifying(cast, moment: str) -> Case:
    """A case whose officers begin to verify at that moment."""
    on = at(moment).date()
    case = lead(cast, moment=moment, received_on=on, act_ended_on=on)
    officers = [cast["inspector1"], cast["inspector2"], cast["officer"]]
    return cases.assign_officers(case=case, officers=officers, actor=cast["unithead"], at=at(moment))


def preserved_at_once(cast, case: Case, moment: str) -> Measure:
    return preservation.preserve_at_once(
        case=case, **WHAT, taken_at=at(moment), **LISTED, actor=cast["officer"], at=at(moment)
    )


def seized_at_once(cast, case: Case, moment: str, **more) -> Measure:
    told = FOOD | {"taken_at": at(moment)} | KEPT | more
    return seizure.seize_at_once(case=case, **told, actor=cast["officer"], at=at(moment))


def answer(cast, measure: Measure, kind: str, moment: str, verb=approvals.approve, **more) -> Measure:
    approval = Approval.objects.get(subject=measure.reference, kind=kind, state="pending")
    verb(approval=approval, actor=cast["head"], at=at(moment), **more)
    return now(measure)


def due_on(measure: Measure, clock: str) -> dt.date:
    return Deadline.objects.get(reference=measure.reference, clock=clock).due_on


def in_history(reference: str) -> list[str]:
    return [event.action for event in audit.history_of(reference)]


# --- Preservation ---


def test_a_head_approves_then_the_officers_preserve_and_the_paper_lists_the_things(cast):
    case = verifying(cast, "2026-09-22 09:00")
    measure = preservation.propose(case=case, **WHAT, actor=cast["officer"], at=at("2026-09-22 10:00"))
    assert measure.state == "preservation_proposed" and not measure.is_urgent
    measure = answer(cast, measure, "preservation", "2026-09-22 11:00")
    assert measure.state == "preservation_approved"
    measure = preservation.preserve(
        measure=measure,
        taken_at=at("2026-09-24 09:30"),
        **LISTED,
        actor=cast["officer"],
        at=at("2026-09-24 10:00"),
    )
    assert measure.state == "preserved"
    assert not Deadline.objects.filter(reference=measure.reference, clock="EVD-URGENT-24H").exists()
    notice = measure.notice
    assert notice.number == "佛南市监先登〔2026〕1号"
    assert [thing["count"] for thing in notice.context["things"]] == ["2台", "1块"]
    assert notice.context["until"] == "2026年10月12日" and notice.context["urgent"] == ""
    deliver("2026-09-24 10:05")
    assert Document.objects.get(pk=notice.pk).file is not None


@pytest.mark.parametrize(
    ("taken", "seventh"),
    [
        # 25 September to 27 September and 1 to 7 October are holidays, 20 September and 10 October work days.
        ("2026-09-24", "2026-10-12"),
        ("2026-09-18", "2026-09-29"),
        ("2026-11-02", "2026-11-11"),
        ("2021-07-15", "2021-07-26"),
    ],
)
def test_the_seventh_working_day(cast, taken, seventh):
    case = verifying(cast, f"{taken} 08:00")
    measure = preserved_at_once(cast, case, f"{taken} 10:00")
    assert due_on(measure, "EVD-PRESERVE-7") == day(seventh)


def test_before_15_july_2021_the_rule_said_seven_days(cast):
    case = verifying(cast, "2021-07-14 08:00")
    measure = preserved_at_once(cast, case, "2021-07-14 10:00")
    assert due_on(measure, "EVD-PRESERVE-7-OLD") == day("2021-07-21")
    assert not Deadline.objects.filter(reference=measure.reference, clock="EVD-PRESERVE-7").exists()
    assert "七日内作出处理" in measure.notice.context["rule"]
    assert measures.lapse_due(at=at("2021-07-21 23:00")) == 0
    assert measures.lapse_due(at=at("2021-07-22 00:10")) == 1


def test_after_the_seventh_working_day_it_lifts_by_itself_and_is_told(cast):
    case = verifying(cast, "2026-09-24 09:00")
    measure = preserved_at_once(cast, case, "2026-09-24 10:00")
    measure = answer(cast, measure, "preservation_confirmation", "2026-09-24 16:00")
    assert measures.lapse_due(at=at("2026-10-12 23:50")) == 0
    assert measures.lapse_due(at=at("2026-10-13 00:10")) == 1
    assert measures.lapse_due(at=at("2026-10-13 00:20")) == 0
    measure = now(measure)
    assert measure.state == "lapsed"
    assert "deadline.missed" in in_history(measure.reference)
    event = audit.history_of(case.reference).get(action="case.measure_lapsed")
    assert audit.details_of(event)["due_on"] == "2026-10-12" and event.at == at("2026-10-13 00:10")
    for person in ("officer", "head", "unithead"):
        assert list(queries.measures_to_settle(cast[person])) == [measure]
    assert not queries.measures_to_settle(cast["strangerhead"]).exists()
    assert Deadline.objects.get(reference=measure.reference, clock="EVD-PRESERVE-7").state == "lapsed"


def test_nobody_can_date_it_back_once_the_days_are_over(cast):
    """Not even in the minutes before the sweep."""
    case = verifying(cast, "2026-09-24 09:00")
    measure = preserved_at_once(cast, case, "2026-09-24 10:00")
    measure = answer(cast, measure, "preservation_confirmation", "2026-09-24 16:00")
    asked = {"outcome": "copied", "reason": "已复制", "actor": cast["officer"]}
    approval = preservation.propose_handling(measure=measure, **asked, at=at("2026-10-12 17:00"))
    with pytest.raises(Refused) as refused:
        approvals.approve(approval=approval, actor=cast["head"], at=at("2026-10-13 00:05"))
    assert "倒填" in refused.value.message.zh and refused.value.law
    measures.lapse_due(at=at("2026-10-13 00:10"))
    with pytest.raises(Refused):
        approvals.approve(approval=approval, actor=cast["head"], at=at("2026-10-13 00:15"))
    assert now(measure).state == "lapsed" and now(measure).outcome == ""
    measure = measures.give_back(
        measure=now(measure), received_by="钱知远", actor=cast["officer"], at=at("2026-10-14 09:00")
    )
    assert measure.state == "given_back"
    assert {thing.became for thing in measure.things.all()} == {"退还：钱知远，2026年10月14日"}


def test_an_urgent_measure_stands_first_in_the_queue_of_the_heads(cast):
    old = case_in(cast, "verifying")
    cases.propose_not_filing(
        case=old, ground="slight", reason="轻微", actor=cast["officer"], at=at("2021-08-27 09:00")
    )
    case = case_in(cast, "verifying")
    measure = preserved_at_once(cast, case, "2021-08-27 10:00")
    first = queries.approval_queue(cast["head"]).first()
    assert (first.kind, first.subject) == ("preservation_confirmation", measure.reference)
    assert first.due_on == day("2021-08-28") == due_on(measure, "EVD-URGENT-24H")


@pytest.mark.parametrize(("approved", "in_time"), [("2021-08-28 10:00", True), ("2021-08-28 10:01", False)])
def test_the_twenty_four_hours_are_counted_by_the_minute(cast, approved, in_time):
    measure = preserved_at_once(cast, case_in(cast, "verifying"), "2021-08-27 10:00")
    measure = answer(cast, measure, "preservation_confirmation", approved)
    event = audit.history_of(measure.reference).get(action="measure.confirmed")
    assert audit.details_of(event)["within_24_hours"] is in_time
    assert measure.was_reported_late() is not in_time
    assert Deadline.objects.get(reference=measure.reference, clock="EVD-URGENT-24H").state == "met"


def test_what_the_head_refuses_is_lifted_at_once(cast):
    measure = preserved_at_once(cast, case_in(cast, "verifying"), "2021-08-27 10:00")
    lift = {"place": "本局", "actor": cast["officer"], "at": at("2021-08-27 15:00")}
    with pytest.raises(Refused):
        measures.lift_refused(measure=measure, **lift)
    kind = "preservation_confirmation"
    measure = answer(cast, measure, kind, "2021-08-27 14:00", approvals.reject, note="没有灭失的可能")
    assert list(queries.measures_to_settle(cast["officer"])) == [measure]
    with pytest.raises(Refused):
        measures.report_again(
            measure=measure, reason="再请", actor=cast["officer"], at=at("2021-08-27 14:30")
        )
    measure = measures.lift_refused(measure=measure, **lift)
    assert measure.state == "released"
    assert Document.objects.filter(case=measure.case, kind="preservation_release").count() == 1
    assert not Deadline.objects.filter(reference=measure.reference, state="running").exists()


def test_what_the_head_returns_is_reported_again(cast):
    measure = preserved_at_once(cast, case_in(cast, "verifying"), "2021-08-27 10:00")
    kind = "preservation_confirmation"
    measure = answer(cast, measure, kind, "2021-08-27 14:00", approvals.send_back, note="写明理由")
    measures.report_again(measure=measure, reason="补充", actor=cast["officer"], at=at("2021-08-27 15:00"))
    assert answer(cast, measure, kind, "2021-08-27 16:00").confirmed_at == at("2021-08-27 16:00")


@pytest.mark.parametrize("outcome", ["seized", "confiscated", "sold"])
def test_it_is_not_called_seized_or_confiscated_before_it_is(cast, outcome):
    measure = preserved_at_once(cast, case_in(cast, "verifying"), "2021-08-27 10:00")
    measure = answer(cast, measure, "preservation_confirmation", "2021-08-27 14:00")
    asked = {"outcome": outcome, "reason": "请批准", "actor": cast["officer"]}
    with pytest.raises((Refused, Invalid)):
        preservation.propose_handling(measure=measure, **asked, at=at("2021-08-30 09:00"))
    assert now(measure).state == "preserved" and not Approval.objects.filter(state="pending").exists()


def test_the_head_settles_what_was_copied(cast):
    measure = preserved_at_once(cast, case_in(cast, "verifying"), "2021-08-27 10:00")
    measure = answer(cast, measure, "preservation_confirmation", "2021-08-27 14:00")
    asked = {"outcome": "copied", "reason": "已复制数据", "actor": cast["officer"]}
    preservation.propose_handling(measure=measure, **asked, at=at("2021-08-30 09:00"))
    measure = answer(cast, measure, "preservation_handling", "2021-08-31 09:00")
    assert (measure.state, measure.outcome) == ("handled", "copied")
    assert Deadline.objects.get(reference=measure.reference, clock="EVD-PRESERVE-7").met_on == day(
        "2021-08-31"
    )


def test_an_unconfirmed_measure_is_not_settled(cast):
    measure = preserved_at_once(cast, case_in(cast, "verifying"), "2021-08-27 10:00")
    with pytest.raises(Refused) as refused:
        preservation.propose_handling(
            measure=measure,
            outcome="copied",
            reason="已复制",
            actor=cast["officer"],
            at=at("2021-08-27 11:00"),
        )
    assert "approved_by_head" in {refusal.code for refusal in refused.value.refusals}


def test_a_release_has_its_paper(cast):
    measure = preserved_at_once(cast, case_in(cast, "verifying"), "2021-08-27 10:00")
    measure = answer(cast, measure, "preservation_confirmation", "2021-08-27 14:00")
    asked = {"ground": "not_established", "place": "本局", "reason": "不成立", "actor": cast["officer"]}
    measures.propose_release(measure=measure, **asked, at=at("2021-08-30 09:00"))
    measure = answer(cast, measure, "measure_release", "2021-08-31 09:00")
    paper = Document.objects.get(case=measure.case, kind="preservation_release")
    assert measure.state == "released"
    assert paper.context["notice"]["number"] == measure.notice.number
    assert "第三十五条第五项" in paper.context["ground"]


# --- Who and what ---


@pytest.mark.parametrize("person", ["intake", "unithead", "head", "reviewer", "stranger"])
def test_only_officers_of_the_case_take_measures(cast, person):
    case = case_in(cast, "verifying")
    with pytest.raises(NotPermitted):
        preservation.propose(case=case, **WHAT, actor=cast[person], at=at("2021-08-27 10:00"))
    assert not Measure.objects.exists()


def test_an_officer_does_not_approve_the_own_measure_whatever_the_role(cast):
    measure = preserved_at_once(cast, case_in(cast, "verifying"), "2021-08-27 10:00")
    cast["officer"].role_grants.create(role="bureau_head", granted_at=at("2019-04-01 09:00"))
    approval = Approval.objects.get(subject=measure.reference)
    officer = type(cast["officer"]).objects.get(pk=cast["officer"].pk)
    with pytest.raises(NotPermitted):
        approvals.approve(approval=approval, actor=officer, at=at("2021-08-27 11:00"))


@pytest.mark.parametrize("state", ["lead_registered", "served", "closed"])
def test_no_measure_outside_the_investigation(cast, state):
    case = case_in(cast, state)
    with pytest.raises((Refused, NotPermitted)):
        preservation.propose(case=case, **WHAT, actor=cast["officer"], at=at("2021-12-28 10:00"))


@pytest.mark.parametrize("taken", ["2021-08-23 10:00", "2021-08-27 12:00"])
def test_a_measure_is_taken_in_the_days_of_the_case(cast, taken):
    with pytest.raises(Invalid):
        preservation.preserve_at_once(
            case=case_in(cast, "verifying"),
            **WHAT,
            taken_at=at(taken),
            **LISTED,
            actor=cast["officer"],
            at=at("2021-08-27 11:00"),
        )


def test_a_measure_is_not_dated_before_its_approval(cast):
    case = case_in(cast, "verifying")
    measure = preservation.propose(case=case, **WHAT, actor=cast["officer"], at=at("2021-08-27 10:00"))
    measure = answer(cast, measure, "preservation", "2021-08-27 11:00")
    with pytest.raises(Invalid):
        preservation.preserve(
            measure=measure,
            taken_at=at("2021-08-27 10:30"),
            **LISTED,
            actor=cast["officer"],
            at=at("2021-08-27 12:00"),
        )


def test_what_was_proposed_can_be_dropped(cast):
    case = case_in(cast, "verifying")
    measure = preservation.propose(case=case, **WHAT, actor=cast["officer"], at=at("2021-08-27 10:00"))
    done_without = {"reason": "已经自行提供", "actor": cast["officer"], "at": at("2021-08-27 12:00")}
    with pytest.raises(Refused):
        measures.drop(measure=measure, **done_without)
    measure = answer(cast, measure, "preservation", "2021-08-27 11:00")
    assert measures.drop(measure=measure, **done_without).state == "dropped"


# --- Seizure ---


@pytest.mark.parametrize(
    ("power", "basis", "words"),
    [
        ("consumer_56", "", "没有授权"),
        ("consumer_29", "", "没有授权"),
        ("other", "消费者权益保护法第五十六条", "没有授权"),
        ("other", "某条例", "条款"),
        ("competition", "", "没有生效"),
        ("nothing", "", "没有生效"),
    ],
)
def test_a_seizure_rests_on_a_statute_that_gives_the_power(cast, power, basis, words):
    case = verifying(cast, "2026-09-18 09:00")
    told = {"power": power, "basis": basis, **WHAT}
    with pytest.raises(Refused) as refused:
        seizure.propose(case=case, **told, actor=cast["officer"], at=at("2026-09-18 10:00"))
    assert words in refused.value.message.zh and "强制法" in refused.value.law
    assert not Measure.objects.exists()


def test_another_statute_is_written_in_and_marked(cast):
    told = {"power": "other", "basis": "某某条例第十二条", **WHAT}
    case = case_in(cast, "verifying")
    measure = seizure.propose(case=case, **told, actor=cast["officer"], at=at("2021-08-27 10:00"))
    assert (measure.basis, measure.is_basis_verified) == ("某某条例第十二条", False)
    assert "某某条例第十二条（待核）" in [words for _, words in measure.particulars()]


def test_every_formality_is_required(cast):
    with pytest.raises(Invalid) as invalid:
        seized_at_once(
            cast,
            case_in(cast, "verifying"),
            "2021-08-27 10:00",
            formalities=[key for key in SEIZURE_FORMALITIES if key != "heard"],
        )
    assert "听取当事人" in invalid.value.message.zh and not Measure.objects.exists()


def seized(cast, moment: str = "2026-09-04 10:00") -> Measure:
    """Seized at once and approved the same day; the thirtieth day is Sunday 4 October, in the holiday."""
    case = verifying(cast, f"{moment[:10]} 08:00")
    measure = seized_at_once(cast, case, moment)
    return answer(cast, measure, "seizure_confirmation", f"{moment[:10]} 16:00")


def test_thirty_days_end_after_the_national_holiday(cast):
    measure = seized(cast)
    assert due_on(measure, "SEIZE-30") == day("2026-10-08")
    assert Deadline.objects.get(reference=measure.reference, clock="SEIZE-URGENT-24H").state == "met"


def test_a_seizure_approved_beforehand_has_thirty_days_from_the_day_it_is_made(cast):
    case = case_in(cast, "verifying")
    measure = seizure.propose(case=case, **FOOD, actor=cast["officer"], at=at("2021-08-27 10:00"))
    measure = answer(cast, measure, "seizure", "2021-08-27 11:00")
    measure = seizure.seize(
        measure=measure,
        taken_at=at("2021-08-30 09:00"),
        **KEPT,
        actor=cast["officer"],
        at=at("2021-08-30 12:00"),
    )
    assert due_on(measure, "SEIZE-30") == day("2021-09-29")


def extended(cast, measure: Measure, days: int, asked: str, granted: str) -> Measure:
    told = {"days": days, "reason": "案情复杂", "actor": cast["officer"], "at": at(asked)}
    seizure.propose_extension(measure=measure, **told)
    return answer(cast, measure, "seizure_extension", granted)


def test_a_head_extends_once_before_the_end(cast):
    measure = extended(cast, seized(cast, "2026-10-12 10:00"), 20, "2026-11-09 09:00", "2026-11-11 17:00")
    assert due_on(measure, "SEIZE-30") == day("2026-12-01")
    with pytest.raises(Refused) as refused:
        extended(cast, measure, 10, "2026-11-12 09:00", "2026-11-12 10:00")
    assert "只能延长一次" in refused.value.message.zh


def test_an_extension_comes_before_the_end(cast):
    measure = seized(cast, "2026-10-12 10:00")
    told = {"days": 30, "reason": "案情复杂", "actor": cast["officer"]}
    seizure.propose_extension(measure=measure, **told, at=at("2026-11-11 17:00"))
    with pytest.raises(Refused):
        answer(cast, measure, "seizure_extension", "2026-11-12 00:05")
    assert due_on(measure, "SEIZE-30") == day("2026-11-11")


def test_not_more_than_thirty_days_more(cast):
    measure = seized(cast)
    with pytest.raises(Invalid):
        seizure.propose_extension(
            measure=measure, days=31, reason="复杂", actor=cast["officer"], at=at("2026-09-08 09:00")
        )


def sent_to_testing(cast, measure: Measure, moment: str, until: str, **more) -> Measure:
    told = {"testing": "成分检测", "paper": "检测告知1号", "told_on": at(moment).date()} | more
    return seizure.send_to_testing(
        measure=measure, **told, until=day(until), actor=cast["officer"], at=at(moment)
    )


def test_days_of_testing_do_not_count(cast):
    measure = sent_to_testing(cast, seized(cast, "2026-10-12 10:00"), "2026-10-19 09:00", "2026-11-20")
    assert measure.state == "testing"
    assert measures.lapse_due(at=at("2026-11-15 00:10")) == 0  # the thirty days would have ended on the 11th
    measure = seizure.end_testing(
        measure=measure, result="合格", actor=cast["officer"], at=at("2026-10-26 09:00")
    )
    assert measure.state == "seized" and due_on(measure, "SEIZE-30") == day("2026-11-18")


def test_when_the_period_told_is_over_the_days_count_again(cast):
    measure = sent_to_testing(cast, seized(cast, "2026-10-12 10:00"), "2026-10-19 09:00", "2026-10-28")
    assert measures.lapse_due(at=at("2026-10-30 00:10")) == 0
    assert now(measure).state == "seized"
    assert due_on(measure, "SEIZE-30") == day("2026-11-21")  # ten days later
    assert measures.lapse_due(at=at("2026-11-22 00:10")) == 1


@pytest.mark.parametrize(
    ("until", "more"),
    [("2026-10-18", {}), ("2026-10-28", {"told_on": day("2026-10-20")})],
    ids=["over already", "told tomorrow"],
)
def test_testing_counts_only_where_its_period_was_told(cast, until, more):
    with pytest.raises(Invalid):
        sent_to_testing(cast, seized(cast, "2026-10-12 10:00"), "2026-10-19 09:00", until, **more)


def test_a_seizure_that_expires_must_be_given_back(cast):
    measure = seized(cast, "2026-10-12 10:00")
    assert measures.lapse_due(at=at("2026-11-12 00:10")) == 1
    measure = now(measure)
    assert measure.state == "lapsed"
    with pytest.raises(Refused):
        seizure.confiscate(measure=measure, actor=cast["officer"], at=at("2026-11-12 09:00"))
    assert list(queries.measures_to_settle(cast["head"])) == [measure]


def test_confiscated_with_the_decision_and_not_before(cast):
    case = case_in(cast, "waived")
    measure = seized_at_once(cast, case, "2021-11-30 09:00")
    measure = answer(cast, measure, "seizure_confirmation", "2021-11-30 15:00")
    with pytest.raises(Refused):
        seizure.confiscate(measure=measure, actor=cast["officer"], at=at("2021-11-30 16:00"))
    case = decide(cast, Case.objects.get(pk=case.pk))
    measure = seizure.confiscate(measure=now(measure), actor=cast["officer"], at=at("2021-12-02 10:00"))
    assert measure.state == "confiscated"
    assert {thing.became for thing in measure.things.all()} == {f"没收，{case.decision.number}"}


def test_things_go_to_the_police_only_with_the_case(cast):
    measure = seized(cast)
    handed = {"receipt": "公（经）接收1号", "actor": cast["officer"], "at": at("2026-09-08 09:00")}
    with pytest.raises(Refused):
        measures.hand_to_police(measure=measure, **handed)
    Case.objects.filter(pk=measure.case.pk).update(state="with_police")
    assert measures.hand_to_police(measure=now(measure), **handed).state == "handed_over"


# --- The case ---


def test_a_case_is_not_closed_while_things_are_kept(cast):
    case = case_in(cast, "executed")
    measure = Measure.objects.create(
        case=case,
        kind="seizure",
        reference=new_reference("MEA", at("2021-12-01 09:00")),
        state="lapsed",
        opened_by=cast["officer"],
        opened_at=at("2021-11-01 09:00"),
    )
    moment = moment_of("executed").replace("15:00", "16:00")
    closing = {"reason": "罚款已缴清", "actor": cast["officer"], "at": at(moment)}
    with pytest.raises(Refused) as refused:
        cases.propose_closing(case=case, **closing)
    assert [refusal.code for refusal in refused.value.refusals] == ["no_measure_in_force"]
    measures.give_back(measure=measure, received_by="钱知远", actor=cast["officer"], at=at(moment))
    cases.propose_closing(case=Case.objects.get(pk=case.pk), **closing)


def test_the_history_of_the_case_tells_of_the_measure(cast):
    case = assign(cast, lead(cast))
    preserved_at_once(cast, case, "2021-08-27 10:00")
    case = file(cast, Case.objects.get(pk=case.pk))
    assert "case.measure_taken" in in_history(case.reference)
