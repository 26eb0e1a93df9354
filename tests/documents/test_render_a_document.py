"""Rendering a frozen context: what is on the paper, and what is refused."""

import ctypes
import datetime as dt
import json
import shutil
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from casework.kernel.documents import TEMPLATES, DocumentRefused, MissingGlyph, render

SAMPLES = Path(__file__).with_name("samples")
DOCUMENTS = Path(__file__).parents[2] / "templates" / "documents"
DAY = dt.date(2021, 12, 2)
RARE = "𠮷"  # U+20BB7, a variant of 吉 in names; Noto Serif SC and Noto Sans SC lack it

# What must be read on each document, whatever its layout.
KEY_WORDS = {
    "submission_receipt": ["RPT-2021-000214", "K7PM-3QXD", "最迟2021年9月14日"],
    "filing_told": ["本局决定：立案。", "您的身份依法保密"],
    "inspection_notice": ["粤演示0101", "有权拒绝接受检查"],
    "site_record": ["粤演示0117", "9f2c 41d0 7be8 a355", "不需要见证人", "第1页 共2页"],
    "filing_approval": ["立案审批表", "核查人员", "指定陈立行、黄思敏为办案人员", "2021年9月13日"],
    "worksheet": ["￥0至￥500,000", "36.00％，一般", "测算人"],
    "investigation_report": ["违反了《中华人民共和国消费者权益保护法》第二十九条第一款", "罚款180,000元"],
    "review_opinion": ["案件审核表", "六、程序合法", "审核人员没有参与本案的调查"],
    "penalty_notice": ["五、要求听证", "五个工作日内提出", "（￥180,000）"],
    "discussion_record": ["周明远：当事人主动拆除设备", "一致同意"],
    "decision_approval": ["￥180,000", "集体讨论", "2021年12月1日"],
    "penalty_decision": [
        "91440605MA5XEX1A01",
        "六、决定",
        "处罚款180,000元（￥180,000）。",
        "在全幅度的36.00％",
        "示例银行南海支行",
        "行政复议",
        "国家企业信用信息公示系统",
        "2021年12月2日",
    ],
    "penalty_decision_public": ["行政处罚信息摘要", "桂城街道遮盖：门牌", "六、决定"],
    "service_receipt": ["直接送达", "佛南市监处罚〔2021〕演示187号"],
    "matter_approval": ["延长案件办理期限三十日", "第六十四条第一款", "至2022年1月11日"],
    "address_confirmation": ["legal@yunling.example", "即视为送达", "何可盈"],
    "interview_notice": ["2021年9月22日9时30分", "你单位的义务和权利", "有权申请回避", "粤演示0117"],
    "interview_record": ["问：这两台摄像机有什么功能？", "答：能认人。", "第1页 共2页"],
    "supply_notice": ["请你单位在2021年9月24日前提供", "签名或者盖章"],
    "preservation_notice": ["七个工作日内", "自动解除", "二十四小时", "机身编号演示0722", "2台"],
    "preservation_release": ["佛南市监先登〔2021〕演示12号", "解除先行登记保存证据清单", "机身编号演示0722"],
    "correction_order": ["本局责令你单位在2021年9月10日前改正", "本通知书之日起六十日内", "六个月内"],
    "hearing_notice": ["罗敏（法规科）", "吴启明、郑可儿", "记录员：何家乐", "有权申请回避", "公开举行"],
    "hearing_record": ["许念：事实没有异议", "听证主持人"],
    "hearing_report": ["争议的事实和认定", "2021年12月16日"],
    "spot_decision": ["先向佛山市南海区人民政府申请行政复议", "粤演示0101", "当事人签收林小满"],
    "no_penalty_decision": ["不予行政处罚", "第三十三条第一款", "进行教育", "本决定书之日起六十日内"],
    "service_announcement": ["经过三十日，即视为送达", "佛南市监处罚〔2023〕演示31号"],
    "payment_plan_notice": ["2022年1月31日前缴纳60,000元", "每日按罚款数额的百分之三"],
    "demand_letter": ["罚款180,000元（￥180,000）", "十个工作日内履行", "陈述和申辩"],
    "court_application": ["佛山市南海区人民法院：", "加处罚款21,600元", "催告的情况"],
    "closing_approval": ["￥180,000已于2021年12月10日缴清", "第七十七条"],
    "complaint_registration": ["CMP-2026-000214", "退还定金5000元", "13800000000"],
    "report_registration": ["匿名", "举报人的身份依法保密"],
    "forwarding_notice": ["在2026年5月15日前作出是否受理", "不得自行转送", "第四十一条"],
    "identity_request": ["在2026年5月12日前", "不影响本局", "第十条第三项"],
    "acceptance_decision": ["本局决定受理", "最迟于2026年7月7日结束", "六十日"],
    "refusal_decision": ["本局决定不予受理", "第十六条第三项", "没有真实的消费", "第三十九条"],
    "mediation_notice": ["2026年5月20日10时00分", "二楼调解室", "申请其回避"],
    "termination_decision": ["第二十三条第一款第五项", "本局决定终止调解", "不影响对违法行为的查处"],
    "mediation_agreement": ["一式三份", "退还投诉人定金4000元", "调解人员"],
    "mediation_record": ["协议已当场履行", "店长何可盈"],
    "report_result": ["第一百一十五条", "作出行政处罚", "你的身份依法保密"],
    "address_sheet": ["卢晓岚　收", "演示花园2栋301", "内附：投诉受理决定书"],
}


def sample(name):
    return json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def words_of(pdf):
    """The text layer without line breaks and spaces."""
    return "".join("".join(pages_of(pdf)).split())


@pytest.fixture(scope="module")
def pdfs():
    return {name: render(name, sample(name), day=DAY) for name in TEMPLATES}


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_document_says_what_it_must(pdfs, name):
    words = words_of(pdfs[name])
    for expected in KEY_WORDS[name]:
        assert "".join(expected.split()) in words


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_second_rendering_is_the_same_file(pdfs, name):
    assert render(name, sample(name), day=DAY) == pdfs[name]


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_line_begins_with_closing_punctuation(pdfs, name):
    lines = [line for page in pages_of(pdfs[name]) for line in page.splitlines() if line.strip()]
    assert lines
    assert not [line for line in lines if line.lstrip()[0] in "，。、；：！？」』）》〕”"]


def test_the_date_in_the_file_is_the_day_of_the_act(pdfs):
    metadata = pypdfium2.PdfDocument(pdfs["penalty_decision"]).get_metadata_dict()
    assert metadata["CreationDate"] == "D:20211202000000Z"
    assert metadata["Title"] == "行政处罚决定书"
    assert metadata["Author"] == "南海区市场监督管理局（演示）"


def test_the_order_of_keys_does_not_change_the_file(pdfs):
    context = dict(reversed(sample("filing_told").items()))
    assert render("filing_told", context, day=DAY) == pdfs["filing_told"]


def test_every_page_of_a_long_decision_has_its_number(pdfs):
    pages = pages_of(pdfs["penalty_decision"])
    assert len(pages) >= 3
    for number, page in enumerate(pages, start=1):
        assert f"— {number} —" in page


def test_the_signature_never_stands_alone_on_a_page(pdfs):
    last = "".join(pages_of(pdfs["penalty_decision"])[-1].split())
    assert "公示系统公示本决定" in last and "2021年12月2日" in last


def test_the_file_is_for_the_archive_and_for_screen_readers(pdfs):
    pdf = pdfs["penalty_decision"]
    for mark in (b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<", b"zh-CN"):
        assert mark in pdf


def test_a_draft_says_so_on_every_page():
    pages = pages_of(render("penalty_notice", sample("penalty_notice"), day=DAY, draft=True))
    assert len(pages) > 1 and all("草稿" in "".join(page.split()) for page in pages)
    final = render("penalty_notice", sample("penalty_notice"), day=DAY)
    assert "草稿" not in words_of(final)


def test_the_hearing_box_is_absent_without_the_right():
    context = sample("penalty_notice")
    del context["hearing"]
    assert "听证" not in words_of(render("penalty_notice", context, day=DAY)).replace("也没有要求听证的", "")


def test_what_is_masked_is_named_and_gone(pdfs):
    words = words_of(pdfs["penalty_decision_public"])
    assert "遮盖：姓名" in words and "遮盖：账户" in words
    assert "钱知远" not in words and "演示路18号" not in words and "【" not in words


def test_the_public_copy_keeps_the_page_numbers_of_the_decision(pdfs):
    summary, *decision = pages_of(pdfs["penalty_decision_public"])
    assert "行政处罚信息摘要" in summary and "—" not in summary
    assert [f"— {number} —" in page for number, page in enumerate(decision, start=1)] == [True] * len(
        decision
    )


def test_a_natural_person_is_not_called_a_business():
    words = words_of(render("inspection_notice", sample("inspection_notice") | {"you": "你"}, day=DAY))
    assert "本局将对你进行检查" in words


def test_a_refusal_to_sign_stands_in_the_place_of_the_signature():
    context = sample("service_receipt")
    context["receiver"] = {"refused": "拒绝签收，已留置送达并录像", "day": "2021年12月3日"}
    assert "拒绝签收，已留置送达并录像" in words_of(render("service_receipt", context, day=DAY))


def test_optional_parts_may_be_absent():
    context = sample("penalty_decision")
    for key in ("discretion", "publication", "seal", "qr"):
        del context[key]
    words = words_of(render("penalty_decision", context, day=DAY))
    assert "五、决定" in words and "裁量" not in words and "（印章）" in words


def test_a_character_without_a_glyph_is_refused_with_its_field():
    context = sample("penalty_decision")
    context["party"][3]["value"] = f"钱{RARE}远"
    with pytest.raises(MissingGlyph) as refusal:
        render("penalty_decision", context, day=DAY)
    assert refusal.value.characters == RARE
    assert refusal.value.where == "party[3].value"
    for message in (refusal.value.zh, refusal.value.en):
        assert "party[3].value" in message and "U+20BB7" in message and "DOCUMENT_FONTS" in message


@pytest.mark.parametrize("pasted", ["\u200b", "\ufeff", "\x07", "☑"])
def test_characters_that_no_font_draws_are_refused(pasted):
    context = sample("filing_told") | {"reasons": f"经核查{pasted}立案"}
    with pytest.raises(MissingGlyph, match="reasons"):
        render("filing_told", context, day=DAY)


def test_a_rare_character_in_a_template_is_refused_too(tmp_path):
    for file in DOCUMENTS.glob("*.typ"):
        shutil.copy(file, tmp_path)
    template = tmp_path / "filing_told.typ"
    template.write_text(template.read_text("utf-8").replace("已经核查", f"已经{RARE}查"), "utf-8")
    with pytest.raises(MissingGlyph) as refusal:
        render("filing_told", sample("filing_told"), day=DAY, documents_dir=tmp_path)
    assert refusal.value.where.startswith("filing_told.typ:")


def test_an_office_font_serves_the_body_and_the_rare_names_but_not_the_money(tmp_path):
    write_font(tmp_path / "body.ttf", "Office Fang", f"罚￥{RARE}")
    context = sample("filing_told") | {"reasons": f"罚{RARE}￥180,000元。"}
    pdf = render("filing_told", context, day=DAY, fonts_dir=tmp_path)
    assert f"罚{RARE}￥180,000元。" in words_of(pdf)
    fonts = fonts_of(pdf, f"罚{RARE}￥元")
    assert "OfficeFang" in fonts["罚"] and "OfficeFang" in fonts[RARE]
    assert "NotoSerifSC" in fonts["￥"] and "NotoSerifSC" in fonts["元"]


def test_a_font_under_any_other_name_only_adds_characters(tmp_path):
    write_font(tmp_path / "rare.ttf", "Rare Names", f"罚{RARE}")
    context = sample("filing_told") | {"reasons": f"罚{RARE}。"}
    fonts = fonts_of(render("filing_told", context, day=DAY, fonts_dir=tmp_path), f"罚{RARE}")
    assert "NotoSerifSC" in fonts["罚"] and "RareNames" in fonts[RARE]


def test_a_context_that_does_not_fit_is_refused():
    context = sample("filing_told")
    del context["outcome"]
    with pytest.raises(DocumentRefused, match="outcome"):
        render("filing_told", context, day=DAY)


@pytest.mark.parametrize("name", ["base", "../documents/filing_told", "nothing"])
def test_only_named_documents_are_made(name):
    with pytest.raises(DocumentRefused):
        render(name, {}, day=DAY)


def test_every_template_has_a_name_and_every_name_a_template():
    assert {file.stem for file in DOCUMENTS.glob("*.typ")} - {"base"} == set(TEMPLATES)
    assert {file.stem for file in SAMPLES.glob("*.json")} == set(TEMPLATES)


def write_font(path, family, characters):
    """A font that draws each of ``characters`` as a square."""
    pen = TTGlyphPen(None)
    for move, point in (
        (pen.moveTo, (0, 0)),
        (pen.lineTo, (0, 800)),
        (pen.lineTo, (800, 800)),
        (pen.lineTo, (800, 0)),
    ):
        move(point)
    pen.closePath()
    square = pen.glyph()
    names = [".notdef", *(f"u{ord(character):X}" for character in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"u{ord(c):X}" for c in characters})
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(path)


def fonts_of(pdf, characters):
    """The font that draws the first of each character on the first page."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].get_textpage()
    # pdfium counts UTF-16 units: a rare character is two of them.
    units = [pypdfium2.raw.FPDFText_GetUnicode(page, index) for index in range(page.count_chars())]
    fonts = {}
    for character in characters:
        first = int.from_bytes(character.encode("utf-16-le")[:2], "little")
        name = ctypes.create_string_buffer(100)
        pypdfium2.raw.FPDFText_GetFontInfo(page, units.index(first), name, 100, ctypes.c_int())
        fonts[character] = name.value.decode()
    return fonts
