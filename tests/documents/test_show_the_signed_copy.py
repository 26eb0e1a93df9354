"""Of a served document the signed and stamped copy shows first: it is the paper that the party got."""

from casework.models import Document
from casework.services import documents
from tests.factories import at, case_in, deliver
from tests.web.forms import text_of

SCAN = (b"%PDF-1.7 signed and stamped", "application/pdf")


def pages(client, document: Document) -> tuple[str, str]:
    return (
        text_of(client.get(f"/desk/documents/{document.reference}/")),
        text_of(client.get(f"/desk/cases/{document.case.reference}/")),
    )


def scanned(cast, document: Document) -> Document:
    return documents.attach_scan(
        document=document, scan=SCAN, actor=cast["officer"], at=at("2021-11-23 10:00")
    )


def test_a_served_document_shows_its_signed_copy_before_the_pdf(cast, client_of, clock_at):
    clock_at("2021-11-23 11:00")
    case = case_in(cast, "noticed")
    notice = case.documents.get(kind="penalty_notice")
    client = client_of("officer")
    assert "打开签字盖章件" not in pages(client, notice)[0]
    document_page, case_page = pages(client, scanned(cast, notice))
    scan, pdf = (f'href="/desk/documents/{notice.reference}/{part}/"' for part in ("scan", "pdf"))
    assert document_page.index(f"{scan}>打开签字盖章件") < document_page.index(pdf)
    assert case_page.index(f"{scan}>签字盖章件") < case_page.index(pdf)


def test_until_it_is_served_the_pdf_stays_first(cast, client_of, clock_at):
    clock_at("2021-11-23 11:00")
    case = case_in(cast, "investigating")
    order = documents.make_correction_order(
        case,
        violation="违反第二十九条。",
        basis="依据第五十六条。",
        demand="停止使用",
        by_day=None,
        actor=cast["officer"],
        at=at("2021-11-22 10:00"),
    )
    deliver("2021-11-22 11:00")
    document_page, _ = pages(client_of("officer"), scanned(cast, order))
    assert "打开PDF" in document_page and "打开签字盖章件" not in document_page
