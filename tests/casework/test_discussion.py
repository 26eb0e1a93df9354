"""Collective discussion: who decides together, on what, and what a dissent or another conclusion means
(处罚法 art 57(2), 程序规定 art 60); and who may review in law (程序规定 art 51)."""

import pytest

from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import Certificate
from casework.models import Case, Discussion
from casework.services import decisions, reviews
from casework.services.discussions import Said
from tests.factories import (
    approve_proposal,
    at,
    case_in,
    conclude,
    lapse_defence,
    minutes,
    propose_penalty,
    send_to_review,
    serve_notice,
)

MET, RECORDED, PROPOSED = "2021-11-30 09:00", "2021-11-30 10:00", "2021-12-01 09:00"


@pytest.fixture
def case(cast) -> Case:
    """Heard out, and to be discussed."""
    case = conclude(cast, case_in(cast, "investigating"), legal_review_ground="complex")
    case = send_to_review(cast, case)
    case = reviews.pass_review(case=case, opinion="同意", actor=cast["legal"], at=at("2021-11-16 09:00"))
    case = serve_notice(cast, approve_proposal(cast, case))
    return lapse_defence(cast, case)


def record(cast, case, who="principal", held=MET, moment=RECORDED, result="agree", **more) -> Case:
    return decisions.record_discussion(
        case=Case.objects.get(pk=case.pk),
        minutes=minutes(cast, held, **more),
        result=result,
        actor=cast[who],
        at=at(moment),
    )


def may_propose(cast, case, moment=PROPOSED) -> bool:
    try:
        decisions.propose_decision(
            case=Case.objects.get(pk=case.pk), reason="请批准", actor=cast["officer"], at=at(moment)
        )
    except Refused as error:
        assert {refusal.code for refusal in error.refusals} <= {"discussion_on_file", "amount_not_raised"}
        return "discussion_on_file" not in {refusal.code for refusal in error.refusals}
    return True


def test_the_minutes_keep_every_voice_and_the_signed_paper(cast, case):
    record(cast, case, dissent="罚款偏重")
    discussion = Discussion.objects.get(case=case)
    assert discussion.proposal == case.current_proposal and discussion.recorder == cast["legal"]
    assert [(v.member, v.agrees) for v in discussion.voices.all()] == [
        (cast["principal"], True),
        (cast["head"], False),
    ]
    paper = case.documents.get(kind="discussion_record")
    assert paper.scan == discussion.scan
    assert paper.context["dissent"] == "周明远（演示）：罚款偏重"
    assert paper.context["present"][0] == {"name": "郑国栋（演示）", "post": "主要负责人"}
    assert paper.context["place"] == "本局三楼会议室" and "09时00分" in paper.context["time"]


def test_without_a_discussion_nothing_is_decided(cast, case):
    assert not may_propose(cast, case)
    record(cast, case)
    assert may_propose(cast, case)


def test_a_conclusion_other_than_proposed_needs_a_new_proposal_and_a_new_discussion(cast, case):
    record(cast, case, result="change", outcome="处罚偏重，重新提出建议。")
    assert not may_propose(cast, case)
    propose_penalty(cast, Case.objects.get(pk=case.pk), "150000.00", "2021-11-30 11:00")
    assert not may_propose(cast, case)
    record(cast, case, held="2021-12-01 08:00", moment="2021-12-01 08:30")
    assert may_propose(cast, case)


def test_a_heavier_proposal_is_discussed_anew_and_a_lighter_one_is_not(cast, case):
    record(cast, case)
    propose_penalty(cast, Case.objects.get(pk=case.pk), "190000.00", "2021-11-30 11:00")
    assert not may_propose(cast, case)
    propose_penalty(cast, Case.objects.get(pk=case.pk), "170000.00", "2021-11-30 12:00")
    assert may_propose(cast, case)


def test_one_head_alone_is_no_discussion(cast, case):
    with pytest.raises(Invalid, match="two heads"):
        record(cast, case, said=[Said(cast["principal"], "同意")])


def test_everybody_says_something_and_who_presides_is_there(cast, case):
    voices = [Said(cast["principal"], "同意"), Said(cast["head"], "  ")]
    with pytest.raises(Invalid, match="what each head said"):
        record(cast, case, said=voices)
    with pytest.raises(Invalid, match="presides"):
        record(cast, case, presided_by=cast["legal"])
    with pytest.raises(Invalid, match="before now"):
        record(cast, case, held="2021-11-30 11:00")


@pytest.mark.parametrize("who", ["legal", "strangerhead"])
def test_only_heads_of_the_bureau_decide(cast, case, who):
    with pytest.raises(Invalid, match="Only heads"):
        record(cast, case, said=[Said(cast["principal"], "同意"), Said(cast[who], "同意")])


def test_no_officer_of_the_case_keeps_the_minutes(cast, case):
    with pytest.raises(Refused, match="keep the minutes"):
        record(cast, case, recorder=cast["inspector1"])
    with pytest.raises(NotPermitted):
        record(cast, case, who="officer")
    assert not Discussion.objects.exists()


def test_a_legal_reviewer_without_the_qualification_is_refused_with_the_article(cast):
    case = conclude(cast, case_in(cast, "investigating"), legal_review_ground="complex")
    case = send_to_review(cast, case)
    Certificate.objects.filter(user=cast["legal"]).delete()
    by = {"opinion": "意见", "actor": cast["legal"], "at": at("2021-11-16 09:00")}
    for verb in (reviews.pass_review, reviews.return_from_review):
        with pytest.raises(NotPermitted) as refusal:
            verb(case=Case.objects.get(pk=case.pk), **by)
        assert "程序规定第五十一条" in refusal.value.law
    assert Case.objects.get(pk=case.pk).state == "under_review"


def test_a_case_reviewer_needs_no_such_qualification(cast):
    case = case_in(cast, "under_review")
    reviews.return_from_review(case=case, opinion="请补充", actor=cast["reviewer"], at=at("2021-11-16 09:00"))
