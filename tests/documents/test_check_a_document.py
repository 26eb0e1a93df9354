"""Anybody checks a paper: by the code on it, by its number, by the digest of its PDF. Nobody is named."""

import pypdfium2
import pytest
from django.urls import reverse

from casework.kernel import files, words
from casework.models import Document, PublicDocument
from casework.services import documents
from tests.factories import at, case_in, deliver
from tests.web.forms import text_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


@pytest.fixture
def notice(cast) -> Document:
    case = case_in(cast, "noticed")
    return Document.objects.select_related("case__party", "file").get(case=case, kind="penalty_notice")


def asked(client, question: str) -> str:
    return text_of(client.get(reverse("verify"), {"q": question}))


def test_the_code_on_the_paper_opens_a_page_that_names_the_document_and_nobody(notice, client):
    text = text_of(client.get(reverse("verify_code", args=[notice.code])))
    for said in (
        "行政处罚告知书",
        notice.number,
        words.day(notice.on),
        "有效",
        notice.file.sha256,
        "市场监督管理局",
    ):
        assert said in text
    assert notice.case.party.name not in text and notice.case.reference not in text


def test_the_qr_code_on_the_paper_leads_to_that_page(notice):
    assert len(notice.code) == 16 and notice.context["qr"]["svg"].startswith("<svg")
    pdf = pypdfium2.PdfDocument(files.read(notice.file))
    assert "扫码核对" in pdf[len(pdf) - 1].get_textpage().get_text_range()


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "（）", "【】"])
def test_the_number_may_be_typed_with_any_brackets(notice, client, brackets):
    typed = f" {notice.number} ".translate(str.maketrans("〔〕", brackets))
    assert notice.code in asked(client, typed)


def test_the_digest_of_the_pdf_finds_the_document_and_that_of_another_file_does_not(notice, client):
    assert notice.number in asked(client, notice.file.sha256.upper())
    text = asked(client, "0" * 64)
    assert "本局没有这个文号" in text and "12345" in text


def test_a_code_that_was_never_printed_is_not_found(client):
    assert client.get(reverse("verify_code", args=["2345678923456789"])).status_code == 404
    assert PublicDocument.objects.count() == 0


def test_an_empty_question_finds_nothing(notice, client):
    PublicDocument.objects.update(sha256="", number="")
    assert notice.code not in asked(client, "") + asked(client, "  ")


def test_while_the_pdf_is_being_made_the_page_says_so(cast, client):
    case = case_in(cast, "investigating")
    order = order_to_correct(cast, case)
    assert "生成中" in asked(client, order.number)
    deliver("2021-10-08 11:00")
    order.refresh_from_db()
    assert "有效" in asked(client, order.number) and order.file.sha256 in asked(client, order.number)


def test_a_revoked_document_says_so_and_history_keeps_it(notice, cast, client, client_of):
    documents.mark_revoked(document=notice, actor=cast["head"], at=at("2021-11-24 09:00"))
    text = asked(client, notice.number)
    assert "已撤销" in text and "不再有效" in text and "2021年11月24日" in text
    history = text_of(client_of("head").get(f"/desk/cases/{notice.case.reference}/history/"))
    assert "文书撤销" in history


def test_a_corrected_document_names_the_one_in_its_place(cast, client):
    case = case_in(cast, "investigating")
    first, second = order_to_correct(cast, case), order_to_correct(cast, case)
    documents.mark_corrected(
        document=first, successor=second.number, actor=cast["head"], at=at("2021-10-09 09:00")
    )
    text = asked(client, first.number)
    assert "已被更正" in text and second.number in text


def test_forms_of_the_file_carry_no_code(cast):
    case = case_in(cast, "noticed")
    for document in case.documents.exclude(kind="penalty_notice"):
        assert document.code == "" and "qr" not in document.context


def order_to_correct(cast, case) -> Document:
    return documents.make_correction_order(
        case,
        violation="违反第二十九条。",
        basis="依据第五十六条，应当责令改正。",
        demand="停止使用识别功能",
        by_day=None,
        actor=cast["officer"],
        at=at("2021-10-08 10:00"),
    )
