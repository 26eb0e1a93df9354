"""The tracking page is drawn once and kept; what happened since is on it at the next look all the same."""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from complaints import services
from tests.complaints.conftest import moment

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _nothing_is_kept(cast, clock_at):
    clock_at("2021-08-24 09:58")
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def tracks(send):
    """A browser that has typed number and code, its message read; and the address of the page."""
    receipt = send()
    [submission] = receipt.submissions
    address = reverse("complaint_progress", args=[submission.reference])

    def opens() -> Client:
        client = Client(enforce_csrf_checks=True)
        token = TOKEN.search(client.get("/complaints/track/").content.decode())[1]
        typed = {"number": submission.reference, "code": receipt.query_code, "csrfmiddlewaretoken": token}
        assert client.post("/complaints/track/", typed).status_code == 303
        return client

    return submission, address, opens


def test_a_second_look_asks_for_the_session_and_the_last_event_alone(tracks):
    _, address, opens = tracks
    client = opens()
    first = client.get(address).content
    with CaptureQueriesContext(connection) as asked:
        second = client.get(address).content
    assert len(asked) == 2
    assert TOKEN.sub("", first.decode()) == TOKEN.sub("", second.decode())


def test_what_happened_between_two_looks_is_on_the_second(tracks, cast):
    submission, address, opens = tracks
    client = opens()
    assert "不按投诉举报办理" not in client.get(address).content.decode()
    services.put_out_of_scope(
        submission=submission,
        ground="consultation",
        reply="请拨打12345咨询。",
        actor=cast["intake"],
        at=moment("2021-08-24 09:59"),
    )
    assert "请拨打12345咨询" in client.get(address).content.decode()


def test_the_next_day_and_another_language_are_other_pages(tracks, clock_at):
    _, address, opens = tracks
    client = opens()
    today = client.get(address).content.decode()
    client.cookies["lang"] = "en"
    assert "Being verified" not in today and 'lang="en"' in client.get(address).content.decode()
    del client.cookies["lang"]
    clock_at("2021-08-25 09:00")
    assert TOKEN.sub("", client.get(address).content.decode()) != TOKEN.sub("", today)


def test_each_browser_gets_a_form_token_of_its_own_that_works(tracks):
    _, address, opens = tracks
    for client in (opens(), opens()):
        token = TOKEN.search(client.get(address).content.decode())[1]
        assert client.post("/complaints/track/close/", {"csrfmiddlewaretoken": token}).status_code == 303


def test_who_has_not_typed_the_code_does_not_get_what_is_kept(tracks):
    _, address, opens = tracks
    opens().get(address)
    assert Client().get(address).status_code == 302
