"""What the officers ask the party for: an interview, material; each by its form, on a numbered paper."""

import datetime as dt

import pytest

from casework.kernel import tokens
from casework.kernel.models import Deadline
from casework.models import Document
from casework.services.service_of_documents import correct_service
from tests.factories import at, case_in, deliver
from tests.web.forms import text_of


def send(client, case, step: str, **fields):
    return client.post(
        f"/desk/cases/{case.reference}/{step}/", {"token": tokens.issue(case.version), **fields}
    )


@pytest.fixture
def case(cast, clock_at):
    found = case_in(cast, "investigating")
    clock_at("2021-09-14 09:00")
    return found


def test_the_party_is_asked_to_an_interview(case, client_of):
    asked = {"subject": "核实采集设备", "place": "本局302室", "bring": "营业执照\n设备合同"}
    client = client_of("officer")
    answer = send(client, case, "ask_to_interview", time="2021-09-13T09:00", **asked)
    assert "询问时间须在现在之后" in text_of(answer)
    assert send(client, case, "ask_to_interview", time="2021-09-22T09:30", **asked).status_code == 303
    paper = Document.objects.get(case=case, kind="interview_notice")
    assert paper.number == "佛南市监询通〔2021〕1号" and paper.context["bring"] == ["营业执照", "设备合同"]
    deliver("2021-09-14 09:05")
    paper.refresh_from_db()
    assert paper.file is not None


def test_the_party_is_asked_for_material_and_others_do_not_ask(case, client_of):
    asked = {"subject": "核实采集设备", "items": "设备合同", "until": "2021-09-24"}
    assert send(client_of("officer"), case, "ask_for_material", **asked).status_code == 303
    assert Document.objects.get(case=case, kind="supply_notice").number == "佛南市监限提〔2021〕1号"
    case.refresh_from_db()
    for who, status in (("head", 403), ("stranger", 404)):
        assert send(client_of(who), case, "ask_for_material", **asked).status_code == status


ASKED = {
    "name": "何可盈",
    "work": "本公司经理",
    "began_at": "2021-09-14T08:00",
    "ended_at": "2021-09-14T08:40",
    "place": "本局302室",
    "recorder": "黄思敏",
    "told": "已出示证件，已告知权利。",
    "answers": "问：什么时候启用？\n答：3月12日。\n下午装好。\n问：谁保管？\n答：我。",
}


def test_an_interview_is_written_down_and_printed_to_be_signed(case, client_of):
    client = client_of("officer")
    for wrong, said in (
        ({"answers": "什么时候启用？"}, "每个问题都要有回答"),
        ({"answers": "问：什么时候启用？"}, "每个问题都要有回答"),
        ({"ended_at": "2021-09-14T09:40"}, "并且已经结束"),
    ):
        assert said in text_of(send(client, case, "record_interview", **ASKED | wrong))
    assert send(client, case, "record_interview", **ASKED).status_code == 303
    paper = Document.objects.get(case=case, kind="interview_record")
    assert paper.context["answers"] == [
        {"question": "什么时候启用？", "answer": "3月12日。\n下午装好。"},
        {"question": "谁保管？", "answer": "我。"},
    ]
    deliver("2021-09-14 09:05")
    assert client.get(f"/desk/documents/{paper.reference}/pdf/")["Content-Type"] == "application/pdf"
    page = text_of(client.get(f"/desk/cases/{case.reference}/"))
    assert "询问笔录" in page and "何可盈" not in page
    case.refresh_from_db()
    for who, status in (("head", 403), ("stranger", 404)):
        assert send(client_of(who), case, "record_interview", **ASKED).status_code == status


def test_an_address_form_is_made_for_the_party_to_sign(case, client_of):
    asked = {"recipient": "何可盈", "phone": "13900000187", "address": "演示路18号"}
    client = client_of("officer")
    half = send(client, case, "ask_for_address", **asked, electronic_kind="email")
    assert "要一起写明" in text_of(half)
    both = {"electronic_kind": "email", "electronic_address": "a@b.example"}
    assert send(client, case, "ask_for_address", **asked, **both).status_code == 303
    paper = Document.objects.get(case=case, kind="address_confirmation")
    assert paper.context["electronic"] == [{"label": "电子邮件", "value": "a@b.example"}]
    assert "ask_for_address" in client.get(f"/desk/cases/{case.reference}/address/").content.decode()


def clock_of(notice: Document) -> Deadline:
    return Deadline.objects.get(reference=notice.reference, clock="SUPPLY-MATERIAL")


@pytest.fixture
def notice(case, client_of, clock_at):
    """Made on 14 September, served on the 15th; material is wanted by the 20th, which a holiday moves on."""
    client = client_of("officer")
    send(client, case, "ask_for_material", subject="核实", items="设备合同", until="2021-09-20")
    made = Document.objects.get(case=case, kind="supply_notice")
    deliver("2021-09-14 09:05")
    clock_at("2021-09-15 10:00")
    case.refresh_from_db()
    served = {
        "method": "direct",
        "served_on": "2021-09-15",
        "received_by": "何可盈",
        "relation": "party",
        "place": "本公司",
    }
    token = tokens.issue(case.version)
    answer = client.post(f"/desk/documents/{made.reference}/serve/", {"token": token, **served})
    assert answer.status_code == 303
    case.refresh_from_db()
    made.refresh_from_db()
    return made


def test_the_days_to_supply_run_from_the_service_and_stop_with_the_material(
    case, notice, client_of, clock_at
):
    clock, client = clock_of(notice), client_of("officer")
    assert (clock.started_on, clock.length) == (dt.date(2021, 9, 15), "5 calendar_day")
    assert clock.due_on == dt.date(2021, 9, 22)  # Mid-Autumn, 19 to 21 September
    assert "限期提供材料" in text_of(client.get(f"/desk/cases/{case.reference}/"))
    came = {
        "notice": notice.reference,
        "has_come": "yes",
        "supplied": "设备合同",
        "supplied_on": "2021-09-18",
    }
    clock_at("2021-09-18 10:00")
    early = send(client, case, "record_material", **came | {"has_come": "no"})
    assert "才届满" in text_of(early)
    assert send(client, case, "record_material", **came).status_code == 303
    clock = clock_of(notice)
    assert (clock.state, clock.met_on) == ("met", dt.date(2021, 9, 18))
    assert case.dossier.get(kind="supplied_material").title == "当事人提供的材料：设备合同"
    case.refresh_from_db()
    assert send(client, case, "record_material", **came).status_code == 409  # nothing is awaited any more


def test_when_nothing_came_the_clock_ends_unused(case, notice, client_of, clock_at):
    clock_at("2021-09-23 10:00")
    none = {
        "notice": notice.reference,
        "has_come": "no",
        "supplied": "两次电话提醒",
        "supplied_on": "2021-09-23",
    }
    assert send(client_of("officer"), case, "record_material", **none).status_code == 303
    assert clock_of(notice).state == "lapsed" and not case.dossier.filter(kind="supplied_material").exists()


def test_a_corrected_service_keeps_the_last_day_of_the_notice(case, notice, cast):
    correct_service(
        service=notice.service,
        correction="日期写错",
        method="direct",
        served_on=dt.date(2021, 9, 14),
        received_by="何可盈",
        relation="party",
        place="本公司",
        actor=cast["officer"],
        at=at("2021-09-15 11:00"),
    )
    clock = clock_of(notice)
    assert (clock.started_on, clock.length, clock.due_on) == (
        dt.date(2021, 9, 14),
        "6 calendar_day",
        dt.date(2021, 9, 22),
    )


def test_a_public_notice_is_drawn_up_before_it_is_published(case, notice, client_of, clock_at):
    case = notice.case
    client, words = client_of("officer"), {"gist": "限期提供材料。", "reason": "下落不明。"}
    url = f"/desk/documents/{notice.reference}/announce/paper/"
    assert (
        client.post(url, {"token": tokens.issue(case.version), **words}).status_code == 409
    )  # served already
    send(client, case, "ask_for_material", subject="核实", items="账册", until="2021-11-20")
    second = Document.objects.filter(case=case, kind="supply_notice").last()
    deliver("2021-09-15 10:05")
    case.refresh_from_db()
    url = f"/desk/documents/{second.reference}/announce/paper/"
    assert client.post(url, {"token": tokens.issue(case.version), **words}).status_code == 303
    paper = Document.objects.get(case=case, kind="service_announcement")
    assert paper.number == "佛南市监罚送告〔2021〕1号" and paper.context["gist"] == "限期提供材料。"
    assert client_of("stranger").get(url).status_code == 404
