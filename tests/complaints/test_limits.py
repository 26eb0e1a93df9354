"""Whoever floods us is held within two seconds; five hundred people behind one address never notice."""

import datetime as dt
import uuid

import pytest
from django.test import Client

from casework.kernel import tokens
from complaints.models import Allowance, Submission
from complaints.services import drafts, limits
from tests.complaints.citizen import NEW, TYPED, WISHES, begins
from tests.complaints.conftest import moment

HALL = {"REMOTE_ADDR": "10.9.8.7", "HTTP_X_FORWARDED_FOR": "10.9.8.7"}
START = moment("2021-08-24 09:58")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_start(cast, clock_at):
    clock_at(START)


def floods(clock_at, post) -> tuple[float, int]:
    """Fifty posts a second for four seconds: seconds until the first refusal, posts that were let through."""
    let, held_after = 0, None
    for n in range(200):
        at = clock_at(START + dt.timedelta(seconds=n / 50))
        if post().status_code == 429:
            held_after = held_after or (at - START).total_seconds()
        else:
            let += 1
    assert held_after is not None
    return held_after, let


def test_five_hundred_people_behind_one_address_all_file_and_one_abuser_is_held(client, clock_at):
    whole = {**WISHES["report"], "wish": "report"}
    for typed in TYPED.values():
        whole |= typed
    keys = [drafts.begin(key=uuid.uuid4(), words=whole, at=START).pk for _ in range(500)]
    link = begins(client)
    refused = []

    def posts():
        for key in (keys.pop() for _ in range(min(3, len(keys)))):
            answer = Client(**HALL).post(f"/complaints/drafts/{key}/send/")
            if answer.status_code != 303:
                refused.append(answer.status_code)
        return client.post(f"{link}story/", {"story": "又来", "quiet": "1"}, **HALL)

    held_after, let = floods(clock_at, posts)
    assert held_after <= 2 and let <= limits.A_DRAFT
    assert refused == [] and not keys and Submission.objects.count() == 500


def test_a_program_without_an_account_is_held_and_people_at_the_form_are_not(client, clock_at):
    def posts():
        return client.post("/api/v1/submissions/", {}, "application/json")

    assert floods(clock_at, posts)[0] <= 2
    assert begins(Client(**HALL)) and posts().json()["type"] == "urn:casework:problem:too-often"
    clock_at(START + dt.timedelta(seconds=61))
    assert posts().status_code == 400


def test_an_account_is_held_by_its_own_count_alone(client_of, clock_at):
    operator, colleague = client_of("operator"), client_of("intake")

    def posts():
        return operator.post("/desk/intake/new/", {"token": tokens.issue()})

    floods(clock_at, posts)
    assert colleague.post("/desk/intake/new/", {"token": tokens.issue()}).status_code == 200


def test_a_form_that_comes_back_at_once_is_asked_to_press_again(client, settings):
    settings.FORM_MIN_SECONDS = 2
    answer = client.post(NEW, {**WISHES["both"], "token": tokens.issue()})
    assert answer.status_code == 200 and "请再按一次" in answer.content.decode()
    assert answer.content.decode().count("checked") == 3


def test_a_form_without_our_token_begins_nothing(client):
    client.post(NEW, WISHES["report"])
    assert not Allowance.objects.exists()


def test_old_counts_are_forgotten(client):
    begins(client)
    limits.forget_old(at=START + dt.timedelta(minutes=59))
    assert Allowance.objects.count() == 1
    limits.forget_old(at=START + dt.timedelta(minutes=61))
    assert not Allowance.objects.exists()
