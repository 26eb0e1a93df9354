"""A document before it is approved: marked 草稿, without a number, kept nowhere."""

import pypdfium2
import pytest

from casework.kernel.documents import TEMPLATES
from casework.kernel.models import Counter, StoredFile
from casework.models import Document
from casework.services import documents
from tests.factories import case_in, moment_of
from tests.web.forms import text_of

# Kind → a state in which it can be drafted, and words that the draft must carry.
DRAFTED = {
    "investigation_report": ("report_done", "处理建议"),
    "penalty_notice": ("proposal_approved", "拟作出的处罚"),
    "penalty_decision": ("waived", "综上，本局决定"),
}


def address(case, kind: str) -> str:
    return f"/desk/cases/{case.reference}/draft/{kind}.pdf"


def page_words(pdf: bytes) -> list[str]:
    return ["".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("kind", DRAFTED)
def test_a_draft_is_made_from_the_present_file_and_leaves_no_trace(kind, cast, client_of, clock_at):
    state, said = DRAFTED[kind]
    case = case_in(cast, state)
    clock_at(moment_of(state))
    before = (Document.objects.count(), StoredFile.objects.count(), list(Counter.objects.values("value")))
    response = client_of("head").get(address(case, kind))
    pages = page_words(response.content)
    assert response["Content-Type"] == "application/pdf" and all("草稿" in page for page in pages)
    assert said in "".join(pages) and "〔" not in pages[0][:60]
    after = (Document.objects.count(), StoredFile.objects.count(), list(Counter.objects.values("value")))
    assert before == after


@pytest.mark.parametrize(
    ("state", "kind", "reason"),
    [
        ("investigating", "penalty_notice", "还没有处罚建议"),
        ("proposal_approved", "penalty_decision", "还没有告知当事人"),
        ("investigating", "closing_approval", "还没有报请负责人审批"),
    ],
)
def test_what_the_case_lacks_is_named(state, kind, reason, cast, client_of, clock_at):
    case = case_in(cast, state)
    clock_at(moment_of(state))
    response = client_of("officer").get(address(case, kind))
    assert response.status_code == 409 and reason in text_of(response)


def test_a_stranger_and_an_unknown_kind_find_nothing(cast, client_of, clock_at):
    case = case_in(cast, "proposal_approved")
    clock_at(moment_of("proposal_approved"))
    assert client_of("stranger").get(address(case, "penalty_notice")).status_code == 404
    assert client_of("officer").get(address(case, "interview_notice")).status_code == 404


def test_every_draft_is_a_kind_of_document():
    assert set(documents.DRAFTS) <= set(TEMPLATES)
