"""Letters to whom no message reaches, or who asked for paper: printed with their addresses, entered as posted."""

import io

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.kernel import audit, outbox, tokens, vault
from casework.kernel.models import OutboxMessage, User
from complaints.models import Letter
from complaints.queries import track
from complaints.services import posting
from complaints.services.receiving import query_code
from tests.complaints.conftest import moment
from tests.complaints.track import accepted

pytestmark = pytest.mark.django_db
QUEUE, PRINT = "/desk/letters/", "/desk/letters/print/"
LANDLINE = {"name": "卢晓岚", "phone": "0757-81234567", "address": "佛山市南海区桂城街道演示花园2栋301"}
THEN = "2026-05-08 10:00"


@pytest.fixture
def letter_of(cast, send, clock_at):
    """An accepted complaint's letter, set in type and told of: ``letter_of(reporter=LANDLINE)``."""

    def letter(**changes) -> Letter:
        submission = accepted(cast, send, **changes)
        while outbox.deliver_due(at=moment("2026-05-08 10:01")):
            pass
        clock_at("2026-05-09 09:00")
        return submission.letters.get(kind="acceptance_decision")

    return letter


def text(answer) -> str:
    return answer.content.decode()


def test_whom_no_message_reaches_and_who_asked_for_paper_gets_it_by_post(letter_of, client_of, settings):
    by_message = letter_of()
    by_post = letter_of(reporter=LANDLINE)
    by_both = letter_of(reporter={**LANDLINE, "phone": "138 0000 0001"}, wants_paper=True)
    page = text(client_of("mediator").get(QUEUE))
    assert by_post.number in page and by_both.number in page and by_message.number not in page
    assert LANDLINE["name"] not in page and "演示花园" not in page
    assert len(list(settings.SMS_DIR.glob("complaint_letter.told*"))) == 2
    assert not OutboxMessage.objects.filter(state="stuck").exists()


def test_the_queue_is_the_desks_own_and_empty_for_another_office(letter_of, client_of, cast):
    letter = letter_of(reporter=LANDLINE)
    for person in ("unithead", "officer", "head", "operator", "admin", "stranger"):
        assert client_of(person).get(QUEUE).status_code == 403
        assert client_of(person).post(PRINT, {"letter": letter.pk}).status_code == 403
    other = client_of("intake")
    User.objects.filter(username="intake").update(office=cast["stranger"].office)
    assert "没有要邮寄的文书" in text(other.get(QUEUE))
    assert other.post(PRINT, {"letter": letter.pk}).status_code == 404
    assert other.post(reverse("letter_posted", args=[letter.pk])).status_code == 404


def test_the_chosen_are_one_file_each_behind_its_address_and_every_opening_is_recorded(
    letter_of, client_of, cast
):
    letters = [letter_of(reporter=LANDLINE) for _ in range(2)]
    answer = client_of("intake").post(PRINT, {"letter": [one.pk for one in letters]})
    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "no-store"
    book = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in book]
    assert len(pages) == 4 and all("演示花园2栋301" in pages[n] and "卢晓岚" in pages[n] for n in (0, 2))
    assert all(letter.number in "".join(pages) for letter in letters)
    for letter in letters:
        looks = audit.history_of(letter.submission.reference).filter(
            action="vault.opened", actor=cast["intake"]
        )
        assert "邮寄" in audit.details_of(looks.get())["reason"]
    assert client_of("intake").post(PRINT).status_code == 400


def posted(letter, client, **typed):
    given = {"posted_on": "2026-05-09", "registered_number": "xa 1234 5678 944", "token": tokens.issue()}
    return client.post(reverse("letter_posted", args=[letter.pk]), {**given, **typed})


def test_entered_once_with_day_and_number_and_the_tracking_page_says_so(letter_of, client_of, cast):
    letter = letter_of(reporter=LANDLINE)
    submission = letter.submission
    client = Client()
    client.post(
        "/complaints/track/", {"number": submission.reference, "code": query_code(submission.form_token)}
    )
    progress = reverse("complaint_progress", args=[submission.reference])
    assert "将邮寄给您" in text(client.get(progress))
    mediator, token = client_of("mediator"), tokens.issue()
    assert [posted(letter, mediator, token=token).status_code for _ in range(2)] == [303, 303]
    late = posted(letter, client_of("intake"))
    assert late.status_code == 409 and cast["mediator"].name in text(late)
    assert letter.number not in text(mediator.get(QUEUE))
    assert "2026年5月9日邮寄" in text(client.get(progress)) and "XA12345678944" in text(client.get(progress))
    [event] = audit.history_of(submission.reference).filter(action=posting.POSTED)
    assert "XA12345678944" not in event.body
    assert "文书已打印邮寄" in [str(one.title) for one in track.history(submission)]


@pytest.mark.parametrize(
    "typed",
    [
        {"posted_on": ""},
        {"posted_on": "2026-05-07"},
        {"posted_on": "2026-05-10"},
        {"registered_number": "挂号一封"},
    ],
)
def test_a_day_that_cannot_be_and_a_number_that_is_none_come_back(letter_of, client_of, typed):
    letter = letter_of(reporter=LANDLINE)
    answer = posted(letter, client_of("intake"), **typed)
    assert answer.status_code == 422 and "<details open>" in text(answer)
    assert Letter.objects.get(pk=letter.pk).posted_on is None


def test_an_erased_person_gets_no_letter(letter_of, client_of):
    letter = letter_of(reporter=LANDLINE)
    submission = letter.submission
    vault.erase(
        submission.reporter, reference=submission.reference, actor=None, at=moment(THEN), ground="到期"
    )
    assert letter.number not in text(client_of("intake").get(QUEUE))
    assert client_of("intake").post(PRINT, {"letter": letter.pk}).status_code == 404


def test_thirty_letters_cost_what_three_cost(letter_of, client_of):
    letter, desk = letter_of(reporter=LANDLINE), client_of("intake")
    counts = []
    for more in (2, 27):
        for _ in range(more):
            Letter.objects.create(
                submission=letter.submission, kind=letter.kind, on=letter.on, context={}, made_by=letter.made_by,
                made_at=letter.made_at, file=letter.file, to_post_since=letter.to_post_since,
            )  # fmt: skip
        desk.get(QUEUE)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = text(desk.get(QUEUE))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10 and "?page=2" in page
