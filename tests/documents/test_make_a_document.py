"""Every new kind is made from a real case by its builder: number, statutory sentences of the day, and a PDF."""

import datetime as dt

import pypdfium2
import pytest

from casework.kernel import files
from casework.models import Approval, Party
from casework.services import documents
from tests.factories import at, case_in, deliver

NOW = "2021-10-08 10:00"
THINGS = [{"name": "摄像机", "spec": "SF-200", "count": "2台", "note": ""}]
ANSWERS = [{"question": "什么时候启用？", "answer": "3月12日。"}]
SIGNATURES = [{"role": "被询问人", "name": "何可盈"}]

# Kind → the arguments of its builder, and what the paper must say.
BUILT = {
    "interview_notice": (
        {
            "subject": "收集人脸信息的情况",
            "time": at("2021-10-11 09:30"),
            "place": "本局询问室",
            "bring": "营业执照\n采购合同",
        },
        [
            "佛南市监询通〔2021〕1号",
            "2021年10月11日09时30分",
            "2．采购合同",
            "有权申请回避",
            "第五十五条第二款",
        ],
    ),
    "supply_notice": (
        {"subject": "收集人脸信息的情况", "items": "采购合同\n发票", "until": dt.date(2021, 10, 12)},
        ["佛南市监限提〔2021〕1号", "在2021年10月12日前提供", "第三十条第一款"],
    ),
    "preservation_notice": (
        {
            "grounds": "设备可能拆除。",
            "things": THINGS,
            "place": "本局物证室",
            "until": dt.date(2021, 10, 19),
            "urgent": True,
        },
        ["佛南市监先登〔2021〕1号", "SF-200", "七个工作日内", "二十四小时", "2021年10月19日"],
    ),
    "correction_order": (
        {
            "violation": "违反第二十九条。",
            "basis": "依据第五十六条。",
            "demand": ["停止使用"],
            "by_day": dt.date(2021, 10, 20),
        },
        ["佛南市监责改〔2021〕1号", "在2021年10月20日前改正", "或者佛山市市场监督管理局", "六个月内"],
    ),
    "hearing_notice": (
        {
            "requested_on": dt.date(2021, 10, 8),
            "time": at("2021-10-20 09:30"),
            "place": "本局听证室",
            "host": "罗敏",
            "officers": ["吴启明"],
            "recorder": "何家乐",
            "is_public": False,
        },
        ["佛南市监听通〔2021〕1号", "不公开举行", "听证员：吴启明", "委托一至二人代理"],
    ),
    "no_penalty_decision": (
        {"ground": "初次违法，危害后果轻微并及时改正。", "nature": "违反第二十九条。"},
        ["佛南市监不罚〔2021〕1号", "第六十条第一款第二项", "进行教育", "六十日内"],
    ),
    "spot_decision": (
        {
            "place": "演示路3号",
            "facts": "没有标价。",
            "nature": "违反第十三条。",
            "basis": "依据第四十二条：",
            "answer": "没有意见。",
            "amount": 500,
            "warning": True,
            "received_by": "林小满",
        },
        [
            "佛南市监当罚〔2021〕1号",
            "2．警告；",
            "3．处罚款500元（￥500）。",
            "或者佛山市市场监督管理局",
            "十五日内",
        ],
    ),
    "interview_record": (
        {
            "began_at": at("2021-10-08 09:00"),
            "ended_at": at("2021-10-08 09:50"),
            "place": "本局询问室",
            "person": [{"label": "姓名", "value": "何可盈"}],
            "recorder": "黄思敏",
            "told": "已出示证件，已告知权利。",
            "answers": ANSWERS,
            "signatures": SIGNATURES,
        },
        ["问：什么时候启用？", "答：3月12日。", "何可盈"],
    ),
    "address_confirmation": (
        {
            "address": "演示路18号",
            "recipient": "何可盈",
            "phone": "13900000187",
            "electronic": [{"label": "电子邮箱", "value": "a@b.example"}],
        },
        ["即视为送达", "a@b.example", "第八十二条第三项"],
    ),
    "hearing_record": (
        {
            "began_at": at("2021-10-08 09:00"),
            "ended_at": at("2021-10-08 09:50"),
            "place": "本局听证室",
            "is_public": True,
            "host": "罗敏",
            "officers": [],
            "recorder": "何家乐",
            "attending": [{"label": "委托代理人", "value": "许念"}],
            "told": "已核对身份。",
            "statements": [{"name": "许念", "text": "请求从轻。"}],
            "signatures": SIGNATURES,
        },
        ["许念：请求从轻。", "公开"],
    ),
    "hearing_report": (
        {
            "held": "公开举行。",
            "present": "罗敏。",
            "claims": "建议处罚。",
            "answer": "请求从轻。",
            "disputed": "没有争议。",
            "opinion": "按拟定意见处理。",
            "signers": ["罗敏"],
        },
        ["按拟定意见处理。", "罗敏"],
    ),
}


def words_of(document) -> str:
    pages = pypdfium2.PdfDocument(files.read(document.file))
    return "".join("".join(page.get_textpage().get_text_range() for page in pages).split())


def made(kind: str, case, cast, moment: str = NOW, **what):
    document = getattr(documents, f"make_{kind}")(case, actor=cast["officer"], at=at(moment), **what)
    deliver(moment)
    document.refresh_from_db()
    return document


@pytest.mark.parametrize("kind", BUILT)
def test_a_builder_makes_its_document(kind, cast):
    what, said = BUILT[kind]
    case = case_in(cast, "investigating")
    document = made(kind, case, cast, **what)
    words = words_of(document)
    assert [text for text in said if text not in words] == []
    assert str(case.party) in words and (document.code != "") == bool(document.number)


def test_a_matter_is_asked_and_answered_on_one_form(cast):
    case = case_in(cast, "investigating")
    approval = Approval.objects.filter(case=case, kind="filing").get()
    law = "《市场监督管理行政处罚程序规定》第六十四条第一款"
    words = words_of(made("matter_approval", case, cast, approval=approval, matter="延长办案期限", law=law))
    assert "延长办案期限" in words and law in words and str(approval.decided_by) in words


def test_what_is_released_names_the_notice_that_preserved_it(cast):
    case = case_in(cast, "investigating")
    notice = made("preservation_notice", case, cast, **BUILT["preservation_notice"][0])
    released = made(
        "preservation_release",
        case,
        cast,
        notice=notice,
        ground="数据已经固定。",
        things=THINGS,
        place="本局物证室",
    )
    assert released.number == "佛南市监解登〔2021〕1号" and notice.number in words_of(released)


@pytest.mark.parametrize(
    ("moment", "period"), [("2022-10-31 10:00", "六十日"), ("2022-11-01 10:00", "三十日")]
)
def test_a_public_notice_has_the_period_of_its_day(cast, moment, period):
    case = case_in(cast, "noticed")
    notice = case.documents.get(kind="penalty_notice")
    announced = made(
        "service_announcement", case, cast, moment, document=notice, gist="拟罚款。", reason="下落不明。"
    )
    words = words_of(announced)
    assert f"经过{period}，即视为送达" in words and notice.number in words


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2023-12-29 10:00", "也可以自收到本决定书之日起六个月内"),
        ("2024-01-02 10:00", "先向佛山市南海区人民政府申请"),
    ],
)
def test_an_on_the_spot_decision_names_the_remedies_of_its_day(cast, moment, said):
    case = case_in(cast, "investigating")
    assert said in words_of(made("spot_decision", case, cast, moment, **BUILT["spot_decision"][0]))


def test_without_proof_nobody_is_educated(cast):
    case = case_in(cast, "investigating")
    words = words_of(made("no_penalty_decision", case, cast, ground="证据不足。", is_proven=False))
    assert "第六十条第一款第三项" in words and "教育" not in words


def test_a_natural_person_is_addressed_as_one(cast):
    case = case_in(cast, "investigating")
    Party.objects.filter(pk=case.party_id).update(kind=Party.Kind.INDIVIDUAL)
    case.party.refresh_from_db()
    words = words_of(made("correction_order", case, cast, **BUILT["correction_order"][0]))
    assert "本局责令你在2021年10月20日前改正" in words
