"""An officer puts the penalty forward; others read it, and nobody else can."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.kernel import outbox
from casework.models import Decision, Document, Proposal
from penalties.models import Worksheet

from .conftest import at


@pytest.fixture
def url(case) -> str:
    return f"/desk/cases/{case.reference}/worksheet/"


def token_on(client, url: str) -> str:
    page = client.get(url).content.decode()
    return page.split('name="token" value="')[1].split('"')[0]


@pytest.fixture
def submit(client_of, url, filled, clock_at):
    def act(who: str = "officer", **changes):
        clock_at("2021-11-08 09:00")
        client = client_of(who)
        answers = filled | changes
        if "token" not in answers:
            answers["token"] = token_on(client_of("officer"), url)
        return client.post(f"{url}submit/", answers)

    return act


def test_a_proposal_carries_its_whole_grounds_into_the_case(submit, case, url):
    response = submit()
    assert (response.status_code, response.url) == (303, url)
    proposal = Proposal.objects.get(case=case)
    act = proposal.grounds["acts"][0]
    assert (proposal.amount, proposal.tier, proposal.position_pct) == (
        Decimal("180000.00"),
        "ordinary",
        "36.00",
    )
    assert act["fine"]["max"] == "500000.00" and act["steps"]["seal"]
    assert proposal.flags == act["flags"] and "hearing_right" in proposal.flags
    assert proposal.grounds["input"]["acts"][0]["amounts"] == {"illegal_gains": "unknown"}
    assert proposal.grounds["explanation"]["zh-hans"]["because"][0]["label"] == "选法律"
    assert proposal.violation == (
        "当事人未明示目的、方式和范围，未经消费者同意收集、使用消费者个人信息的行为，"
        "违反了《中华人民共和国消费者权益保护法》第二十九条第一款的规定，"
        "属于《消费者权益保护法》第五十六条第一款第九项规定的违法行为。"
    )
    assert proposal.basis == "依据《中华人民共和国消费者权益保护法》第五十六条第一款第九项的规定"
    assert "违法所得无法计算：信息没有转卖" in proposal.reason and "第三十二条第一项" in proposal.reason
    sheet = Worksheet.objects.get()
    assert sheet.reference == proposal.reference and sheet.submitted_at == at("2021-11-08 09:00")


def test_the_worksheet_becomes_a_document(submit, case):
    submit()
    while outbox.deliver_due(at=at("2021-11-08 09:01")):
        pass
    document = Document.objects.get(case=case, kind="worksheet")
    assert document.file is not None
    steps = {step["step"]: step for step in document.context["steps"]}
    assert "0 ＋ 500,000 × 30% ＝ 150,000" in steps["分幅度"]["arithmetic"]
    assert document.context["scale"]["tiers"][0]["end"]["percent"] == "30.00"


def test_the_same_form_twice_is_one_proposal(submit, client_of, url):
    token = token_on(client_of("officer"), url)
    assert submit(token=token).status_code == submit(token=token).status_code == 303
    assert Proposal.objects.count() == 1 and Worksheet.objects.count() == 1


def test_saving_a_draft_proposes_nothing_and_keeps_what_was_typed(client_of, url, filled, clock_at):
    clock_at("2021-11-08 09:00")
    client = client_of("inspector1")
    answers = filled | {"token": token_on(client, url), "evidence_32.1-harm-removed": ""}
    assert client.post(f"{url}save/", answers).status_code == 303
    assert not Proposal.objects.exists()
    page = client_of("officer").get(url).content.decode()
    assert 'value="180000"' in page and "信息没有转卖" in page and "36.00%" in page


def test_a_reviewer_reads_it_and_has_no_form(submit, client_of, url):
    submit()
    page = client_of("reviewer").get(url).content.decode()
    assert "36.00%" in page and "拆除、删除记录" in page
    assert "submit/" not in page and 'name="proposed_fine"' not in page
    paper = client_of("reviewer").get(f"{url}print/").content.decode()
    assert "0 ＋ 500,000 × 30% ＝ 150,000" in paper and "WKS-2021-" in paper


@pytest.mark.parametrize("who", ["stranger", "strangerhead"])
def test_a_stranger_finds_nothing(submit, client_of, url, filled, who):
    submit()
    client = client_of(who)
    assert client.get(url).status_code == client.get(f"{url}print/").status_code == 404
    for verb in ("compute", "save", "submit"):
        assert client.post(f"{url}{verb}/", filled).status_code == 404
    assert Worksheet.objects.count() == 1


@pytest.mark.parametrize("who", ["reviewer", "head", "unithead"])
def test_who_is_not_on_the_case_is_refused_with_the_article(submit, client_of, url, filled, who):
    response = submit(who)
    assert response.status_code == 403
    assert "第四十八条" in response.content.decode()
    assert client_of(who).post(f"{url}save/", filled).status_code == 403
    assert not Proposal.objects.exists() and not Worksheet.objects.exists()


def test_every_factor_needs_its_evidence(submit):
    response = submit(**{"evidence_32.1-harm-removed": ""})
    assert response.status_code == 400
    assert "请指明证明“主动消除或者减轻违法行为危害后果”的证据" in response.content.decode()
    assert not Proposal.objects.exists()


def test_why_gains_cannot_be_calculated_must_be_written(submit):
    response = submit(why_illegal_gains="")
    assert response.status_code == 400 and "违法所得为什么无法计算" in response.content.decode()


def test_an_amount_outside_the_tier_needs_a_reason(submit):
    response = submit(tier="lighter", reason="")
    assert response.status_code == 400 and "金额不在所选的“从轻”档内" in response.content.decode()
    assert submit(tier="lighter").status_code == 303


def test_a_tier_that_the_factors_do_not_open_needs_a_reason(submit):
    response = submit(reason="")
    assert response.status_code == 400 and "所选档次与已勾选的情形不一致" in response.content.decode()


def test_an_amount_above_the_maximum_cannot_be_proposed(submit):
    response = submit(proposed_fine="500000.01")
    assert response.status_code == 400 and "高于法定上限" in response.content.decode()
    assert not Proposal.objects.exists()


def test_without_a_fine_there_is_nothing_to_propose(submit):
    answers = {
        "norms": ["PIPL-66-1"],
        "ended_on": "2021-11-05",
        "fact_refused_to_correct": "false",
        "proposed_fine": "",
        "tier": "",
    }
    assert submit(**answers).status_code == 400
    assert not Proposal.objects.exists()
    assert submit(**answers, warning="on").status_code == 303
    proposal = Proposal.objects.get()
    assert (proposal.amount, proposal.warning) == (Decimal("0.00"), True)
    while outbox.deliver_due(at=at("2021-11-08 09:01")):
        pass
    assert Document.objects.get(kind="worksheet").file is not None


def decided(case, cast, amounts: list[str]) -> None:
    """Decisions under the same provision in other cases."""
    from casework.models import Case

    for number, amount in enumerate(amounts, start=1):
        other = Case.objects.create(
            reference=f"CAS-2020-90000{number}",
            state="closed",
            office=case.office,
            party=case.party,
            cause=case.cause,
            source="report",
            received_on=case.received_on,
            registered_at=case.registered_at,
        )
        document = Document.objects.create(
            reference=f"DOC-2020-90000{number}",
            case=other,
            kind="penalty_decision",
            title="行政处罚决定书",
            on=case.received_on,
            context={},
            made_by=cast["head"],
            made_at=case.registered_at,
        )
        Decision.objects.create(
            case=other,
            number=f"演示〔2020〕{number}号",
            amount=Decimal(amount),
            grounds={"assessment": {"acts": [{"norm": "CPL-56-personal-info"}]}},
            decided_by=cast["head"],
            decided_on=case.received_on,
            document=document,
        )


def test_similar_decisions_are_dots_and_a_far_amount_needs_a_reason(
    submit, client_of, url, case, cast, filled, clock_at
):
    decided(case, cast, ["60000", "80000", "100000"])
    response = submit(reason="", factors=[])
    page = response.content.decode()
    assert response.status_code == 400 and "明显高于同类中位数￥80,000" in page
    assert "同类中位数￥80,000" in page and page.count('class="peer"') == 3
    assert submit().status_code == 303


def test_two_similar_decisions_are_too_few_to_ask_why(submit, case, cast):
    decided(case, cast, ["60000", "80000"])
    assert submit(reason="", factors=[]).status_code == 303


def test_a_case_at_another_step_shows_the_worksheet_and_takes_no_other(submit, client_of, url, case):
    submit()
    token = token_on(client_of("officer"), url)
    type(case).objects.filter(pk=case.pk).update(state="under_review")
    page = client_of("officer").get(url).content.decode()
    assert "36.00%" in page and "submit/" not in page
    response = submit(token=token)
    assert response.status_code == 409 and "第四十八条" in response.content.decode()
    assert Proposal.objects.count() == 1 and Worksheet.objects.count() == 1


def test_the_page_costs_the_same_for_few_and_many_worksheets(submit, client_of, url, case):
    submit()
    client = client_of("reviewer")
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    sheet = Worksheet.objects.get()
    for number in range(30):
        sheet.pk, sheet.reference = None, f"WKS-2021-9{number:05d}"
        sheet.save()
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_a_sentence_that_nobody_touched_is_not_called_edited(submit, client_of, url, filled):
    page = client_of("officer").post(f"{url}compute/", filled).content.decode()
    composed = page.split('name="composed_basis" value="')[1].split('"')[0]
    submit(basis=composed, composed_basis=composed)
    assert Proposal.objects.get().grounds["edited_by_a_person"] == []
    assert Worksheet.objects.get().wording["basis"] == ""


def test_an_officer_edits_the_sentences_and_the_page_says_so(submit, client_of, url):
    own = "当事人在售楼处拍摄、识别来访者人脸的行为，违反了《中华人民共和国消费者权益保护法》第二十九条第一款的规定。"
    submit(violation=own, composed_violation="当事人……")
    proposal = Proposal.objects.get()
    assert proposal.violation == own and proposal.grounds["edited_by_a_person"] == ["violation"]
    assert proposal.basis.startswith("依据《中华人民共和国消费者权益保护法》第五十六条")
    page = client_of("reviewer").get(url).content.decode()
    assert own in page and page.count("由人改写") == 1


def test_the_rule_chosen_is_the_rule_printed(submit):
    submit(breach="未经消费者同意或者请求向其发送商业性信息")
    assert "第二十九条第三款" in Proposal.objects.get().violation


def test_the_names_of_responsible_persons_stay_with_the_worksheet(submit, client_of, url, case):
    answers = {
        "norms": ["FSL-124"],
        "ended_on": "2021-08-31",
        "amount_goods_value": "known",
        "value_goods_value": "12000",
        "amount_illegal_gains": "none",
        "factors": [],
        "tier": "ordinary",
        "proposed_fine": "180000",
        "p1_role": "principal",
        "p1_name": "示例王某",
        "p1_prior_year_personal_income": "200,000",
        "p1_intentional": "on",
    }
    assert submit(**answers).status_code == 303
    proposal, sheet = Proposal.objects.get(), Worksheet.objects.get()
    assert proposal.grounds["acts"][0]["persons"][0]["fine"]["max"] == "2000000.00"
    assert sheet.wording["names"] == {"p1": "示例王某"}
    page = client_of("reviewer").get(url).content.decode()
    assert "示例王某" in page and "法律允许罚200,000至2,000,000元" in page
    while outbox.deliver_due(at=at("2021-11-08 09:01")):
        pass
    papers = str([document.context for document in Document.objects.filter(case=case)])
    assert "示例王某" not in str(proposal.grounds) and "示例王某" not in papers
    assert "主要负责人" in papers


def test_amounts_name_their_evidence_too(submit, client_of, url, case):
    submit(evidence_illegal_gains="VIS-2021-000001")
    assert Worksheet.objects.get().evidence["illegal_gains"] == "VIS-2021-000001"
    page = client_of("reviewer").get(url).content.decode()
    assert "信息没有转卖，获客收益不能与识别行为分开　现场笔录" in page


def test_evidence_that_is_not_in_the_file_is_refused(submit):
    assert submit(evidence_illegal_gains="VIS-2020-000009").status_code == 400
    assert not Proposal.objects.exists()
