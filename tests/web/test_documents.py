"""Documents: their PDF, the page while they are made, service, the scan of the signed copy."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.kernel import audit, files
from casework.models import Document
from tests.factories import case_in, deliver, moment_of
from tests.web.forms import send, text_of

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def document(cast, clock_at) -> Document:
    """The final report of a case, still being made."""
    case = case_in(cast, "report_done")
    clock_at(moment_of("report_done"))
    return Document.objects.get(case=case, kind="investigation_report")


def url(document: Document, part: str = "") -> str:
    return f"/desk/documents/{document.reference}/{part}"


def test_a_document_in_the_making_says_so_and_looks_again(client_of, document):
    for part in ("", "pdf/"):
        text = text_of(client_of("officer").get(url(document, part)))
        assert "文书正在生成" in text and 'http-equiv="refresh"' in text
    answer = client_of("officer").get(f"/api/v1/documents/{document.reference}/pdf/")
    assert answer.status_code == 409 and answer["Content-Type"] == "application/problem+json"


def test_readers_of_the_case_get_the_pdf_as_it_was_stored(client_of, document):
    deliver("2021-11-12 09:05")
    document.refresh_from_db()
    for address in (url(document, "pdf/"), f"/api/v1/documents/{document.reference}/pdf/"):
        response = client_of("publisher1").get(address)
        assert response.content == files.read(document.file)
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].casefold().startswith("inline; filename*=utf-8''%e6%a1%88")
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Content-Type-Options"] == "nosniff"
    page = text_of(client_of("officer").get(url(document)))
    assert document.file.sha256 in page and "refresh" not in page


def test_strangers_get_no_document(client_of, document):
    deliver("2021-11-12 09:05")
    for who in ("stranger", "strangerhead", "admin"):
        for part in ("", "pdf/", "scan/", "serve/"):
            assert client_of(who).get(url(document, part)).status_code == 404
        assert client_of(who).post(url(document, "scan/"), {}).status_code == 404
        assert client_of(who).get(f"/api/v1/documents/{document.reference}/").status_code == 404


def test_the_signed_copy_is_put_on_file_once_it_is_a_scan(client_of, document):
    deliver("2021-11-12 09:05")
    client = client_of("officer")
    wrong = SimpleUploadedFile("报告.pdf", b"not a scan")
    assert "打不开" in text_of(client.post(url(document, "scan/"), {"scan": wrong}))
    assert client.get(url(document, "scan/")).status_code == 404
    assert client.post(url(document, "scan/"), {"scan": SimpleUploadedFile("a", PDF)}).status_code == 303
    assert client.get(url(document, "scan/")).content == PDF
    assert audit.history_of(document.case.reference).last().action == "case.scan_attached"


def test_a_reviewer_adds_no_scan(client_of, document):
    response = client_of("reviewer").post(url(document, "scan/"), {"scan": SimpleUploadedFile("a", PDF)})
    assert response.status_code == 403 and "程序规定第七十八条" in text_of(response)
    document.refresh_from_db()
    assert document.scan is None


def test_service_on_an_impossible_day_goes_back_into_the_form(cast, client_of, clock_at):
    case = case_in(cast, "decided")
    clock_at("2021-12-03 16:00")
    decision = case.decision.document
    fields = {"method": "direct", "served_on": "2021-12-04", "received_by": "钱知远（演示）"}
    client = client_of("officer")
    response = send(client, url(decision, "serve/"), fields)
    assert response.status_code == 200 and "送达日期须在文书制作之后" in text_of(response)
    text = text_of(client.get(url(decision, "serve/")))
    assert "缴纳罚款" in text and "处罚法第六十一条" in text and "申请行政复议" in text


def test_a_document_is_served_by_the_officers_of_its_case_only(cast, client_of, clock_at):
    case = case_in(cast, "decided")
    clock_at("2021-12-03 16:00")
    decision = case.decision.document
    response = client_of("reviewer").get(url(decision, "serve/"))
    assert response.status_code == 403 and "处罚法第六十一条" in text_of(response)
    fields = {"method": "direct", "served_on": "2021-12-03", "received_by": "钱知远（演示）"}
    assert client_of("reviewer").post(url(decision, "serve/"), fields | {"token": ""}).status_code == 403
    case.refresh_from_db()
    assert case.state == "decided"
