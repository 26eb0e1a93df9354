"""A frozen context and a day become a PDF: the same three in, the same bytes out.

A document is ``templates/documents/<name>.typ``; the context goes in as JSON, the creation date comes from
the day of the act, fonts come from the package and, if the office has one, from its own font folder. A
character that no font can draw refuses the document: typst would print a box and say nothing.

The file is PDF/A-2a and PDF/UA-1: for the archive, and for people who have it read to them.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings
from fontTools.ttLib import TTCollection, TTFont

# An office font takes a part by its file name (body.ttf is its 仿宋); any other name only adds characters.
FONT_PARTS = ("title", "heading", "body")
LAYOUT_CHARACTERS = "\t\n\r"


@dataclass(frozen=True)
class DocumentKind:
    """What a document is called and how it is counted.

    ``number_kind`` is the word in its official number (罚告 in 佛南市监罚告〔2021〕3号); empty when the form
    carries none, or carries the number of another document. ``leaves`` is for what leaves the bureau without
    a number of its own. ``form`` is the national model form: PF n is
    number n of 市场监督管理行政处罚文书格式范本 (2021), CF n of the complaint forms of April 2026.
    """

    title_zh: str
    title_en: str
    number_kind: str = ""
    form: str = ""
    leaves: bool = False

    @property
    def can_be_checked(self) -> bool:
        """Whether the paper carries a code by which anybody can check it: what leaves the bureau does."""
        return self.leaves or bool(self.number_kind)


TEMPLATES: dict[str, DocumentKind] = {
    "submission_receipt": DocumentKind("投诉举报回执", "Receipt of a submission"),
    "filing_told": DocumentKind("举报处理情况告知书", "Notice to the reporter on filing"),
    "inspection_notice": DocumentKind("检查通知书", "Notice of inspection", leaves=True),
    "site_record": DocumentKind("现场笔录", "Site record", form="PF 9"),
    "filing_approval": DocumentKind("立案审批表", "Filing approval", form="PF 7"),
    "matter_approval": DocumentKind(
        "行政处罚案件有关事项审批表", "Approval of a matter of the case", form="PF 8"
    ),
    "address_confirmation": DocumentKind(
        "送达地址确认书", "Confirmation of the service address", form="PF 10"
    ),
    "interview_notice": DocumentKind("询问通知书", "Notice of interview", "询通", "PF 13"),
    "interview_record": DocumentKind("询问笔录", "Interview record", form="PF 14"),
    "supply_notice": DocumentKind("限期提供材料通知书", "Notice to supply material", "限提", "PF 15"),
    "preservation_notice": DocumentKind(
        "先行登记保存证据通知书", "Notice of preservation of evidence", "先登", "PF 19"
    ),
    "preservation_release": DocumentKind(
        "解除先行登记保存证据通知书", "Release of preserved evidence", "解登", "PF 20"
    ),
    "correction_order": DocumentKind("责令改正通知书", "Order to correct", "责改", "PF 33"),
    "worksheet": DocumentKind("处罚裁量测算表", "Penalty worksheet"),
    "investigation_report": DocumentKind("案件调查终结报告", "Final investigation report", form="PF 35"),
    "review_opinion": DocumentKind("案件审核表", "Case review or legal review", form="PF 36"),
    "penalty_notice": DocumentKind("行政处罚告知书", "Notice of proposed penalty", "罚告", "PF 37"),
    "hearing_notice": DocumentKind("行政处罚听证通知书", "Notice of hearing", "听通", "PF 39"),
    "hearing_record": DocumentKind("听证笔录", "Hearing record", form="PF 40"),
    "hearing_report": DocumentKind("听证报告", "Hearing report", form="PF 41"),
    "discussion_record": DocumentKind(
        "行政处罚案件集体讨论记录", "Record of collective discussion", form="PF 42"
    ),
    "decision_approval": DocumentKind("行政处理决定审批表", "Decision approval", form="PF 43"),
    "spot_decision": DocumentKind("当场行政处罚决定书", "On-the-spot penalty decision", "当罚", "PF 44"),
    "penalty_decision": DocumentKind("行政处罚决定书", "Penalty decision", "处罚", "PF 45"),
    "penalty_decision_public": DocumentKind(
        "行政处罚决定书（公示版）", "Penalty decision, public copy", form="PF 45"
    ),
    "no_penalty_decision": DocumentKind("不予行政处罚决定书", "Decision not to penalise", "不罚", "PF 46"),
    "service_receipt": DocumentKind("送达回证", "Service receipt", form="PF 50"),
    "service_announcement": DocumentKind("文书送达公告", "Service by public notice", "罚送告", "PF 51"),
    "payment_plan_notice": DocumentKind(
        "延期（分期）缴纳罚款通知书", "Notice of deferred or staged payment", "延分", "PF 47"
    ),
    "demand_letter": DocumentKind("行政处罚决定履行催告书", "Demand to perform", "罚催", "PF 48"),
    "court_application": DocumentKind("强制执行申请书", "Application for enforcement", "强申", "PF 49"),
    "closing_approval": DocumentKind("结案审批表", "Closing approval", form="PF 53"),
    "complaint_registration": DocumentKind("投诉登记表", "Registration of a complaint", form="CF 1"),
    "report_registration": DocumentKind("举报登记表", "Registration of a report", form="CF 2"),
    "forwarding_notice": DocumentKind("投诉/举报分送通知书", "Forwarding of a submission", "分送", "CF 3"),
    "identity_request": DocumentKind(
        "限期提供身份证明材料通知书", "Notice to prove one's identity", "限证", "CF 4"
    ),
    "acceptance_decision": DocumentKind("投诉受理决定书", "Complaint accepted", "投受", "CF 5"),
    "refusal_decision": DocumentKind("投诉不予受理决定书", "Complaint not accepted", "投不受", "CF 6"),
    "mediation_notice": DocumentKind("投诉调解通知书", "Notice of mediation", "投调通", "CF 7"),
    "termination_decision": DocumentKind("投诉终止调解决定书", "Mediation terminated", "投终", "CF 8"),
    "mediation_agreement": DocumentKind("投诉调解书", "Mediation agreement", "投调", "CF 9"),
    "mediation_record": DocumentKind("投诉调解记录", "Record of mediation"),
    "report_result": DocumentKind("举报处理结果告知书", "Result of a report", "举果", "CF 10"),
    "address_sheet": DocumentKind("邮寄地址页", "Address of a letter"),
}


class DocumentRefused(ValueError):
    """This document cannot be made as asked. ``zh`` and ``en`` say why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")
        self.zh = zh
        self.en = en


class MissingGlyph(DocumentRefused):
    """``characters`` stand in the field ``where`` (``party[0].value``), and no font can draw them."""

    def __init__(self, characters: str, where: str) -> None:
        self.characters = characters
        self.where = where
        listed = "、".join(f"{character}（U+{ord(character):04X}）" for character in characters)
        codes = ", ".join(f"U+{ord(character):04X}" for character in characters)
        super().__init__(
            zh=f"“{where}”里有字体中没有的字：{listed}。若是误粘进来的，请删去；若是姓名地址用字，"
            "请把含有该字的字体文件放进文书字体目录（DOCUMENT_FONTS），重启后再出文书。",
            en=f"No font can draw {codes} in “{where}”. If it was pasted by accident, remove it; if a name "
            "or an address needs it, put a font file that has it into the document font folder "
            "(DOCUMENT_FONTS), restart and issue the document again.",
        )


def render(
    template: str,
    context: Mapping[str, Any],
    *,
    day: dt.date,
    draft: bool = False,
    documents_dir: Path | None = None,
    fonts_dir: Path | None = None,
) -> bytes:
    """The PDF of ``template`` for ``context``, dated ``day``; ``draft`` prints 草稿 across every page.

    ``context`` holds only what JSON holds, money and dates already in words; its keys stand at the head of
    the template. The folders default to ``settings.DOCUMENTS_DIR`` and ``settings.DOCUMENT_FONTS`` (the
    office's own fonts; it may be absent).
    Raises MissingGlyph, and DocumentRefused for an unknown template or a context that does not fit it.
    """
    source = (documents_dir or Path(settings.DOCUMENTS_DIR)) / f"{template}.typ"
    if template not in TEMPLATES or not source.is_file():
        raise DocumentRefused(f"没有名为“{template}”的文书。", f"There is no document template “{template}”.")
    fonts = _font_case(fonts_dir or Path(settings.DOCUMENT_FONTS))
    refuse_missing_glyphs(_printed_strings(context, source), fonts.characters)
    compiler = typst.Compiler(
        source,
        root=source.parent,
        font_paths=fonts.fonts,
        sys_inputs={
            "context": json.dumps(context, ensure_ascii=False, sort_keys=True),
            "fonts": json.dumps(fonts.parts, sort_keys=True),
            "draft": json.dumps(draft),
        },
    )
    return _compile(compiler, template, day)


def check(template: str, context: Mapping[str, Any]) -> None:
    """Refuse a context that could not be printed, before it is frozen. Raises as :func:`render` does for an
    unknown template or a character without a glyph."""
    if template not in TEMPLATES:
        raise DocumentRefused(f"没有名为“{template}”的文书。", f"There is no document template “{template}”.")
    refuse_missing_glyphs(_strings_of(context, ""), _font_case(Path(settings.DOCUMENT_FONTS)).characters)


def refuse_missing_glyphs(strings: Iterator[tuple[str, str]], characters: frozenset[int]) -> None:
    """Raise MissingGlyph for the first (where, text) that needs a code point outside ``characters``."""
    for where, text in strings:
        missing = [character for character in dict.fromkeys(text) if ord(character) not in characters]
        if missing:
            raise MissingGlyph("".join(missing), where)


def _compile(compiler: typst.Compiler, template: str, day: dt.date) -> bytes:
    midnight = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=midnight
        )
    except typst.TypstError as error:
        raise _refusal(template, error.message) from error
    if warnings:  # an unknown font, a layout that does not settle: on paper nobody would notice
        raise _refusal(template, warnings[0].message)
    assert isinstance(pdf, bytes)
    return pdf


def _refusal(template: str, reason: str) -> DocumentRefused:
    title = TEMPLATES[template].title_zh
    return DocumentRefused(
        f"{title}没有生成，请核对填写的内容（{reason}）。", f"“{template}” was not made: {reason}."
    )


def _printed_strings(context: Mapping[str, Any], source: Path) -> Iterator[tuple[str, str]]:
    yield from _strings_of(context, "")
    for file in (source, source.with_name("base.typ")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            yield f"{file.name}:{number}", line


def _strings_of(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every string in a JSON value with its path: ``party[0].value``."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _strings_of(inner, f"{where}.{key}" if where else str(key))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _strings_of(inner, f"{where}[{index}]")


@dataclass(frozen=True)
class _FontCase:
    fonts: typst.Fonts
    characters: frozenset[int]
    parts: dict[str, str]  # part → family of the office's own font


@cache
def _font_case(office: Path) -> _FontCase:
    """Read once for each process: a font that is added needs a restart."""
    packaged = pylopdf_fonts_zh_cn.serif_path().parent
    characters = {ord(character) for character in LAYOUT_CHARACTERS}
    parts: dict[str, str] = {}
    for file in sorted([*packaged.glob("*"), *office.glob("*")]):
        for face in _faces(file):
            characters.update(face.getBestCmap() or {})
            if file.parent == office and file.stem in FONT_PARTS:
                parts.setdefault(file.stem, str(face["name"].getBestFamilyName()))
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[packaged, office]
    )
    return _FontCase(fonts, frozenset(characters), parts)


def _faces(file: Path) -> list[TTFont]:
    if file.suffix.lower() in {".ttc", ".otc"}:
        return list(TTCollection(file, lazy=True).fonts)
    if file.suffix.lower() in {".ttf", ".otf"}:
        return [TTFont(file, lazy=True)]
    return []
