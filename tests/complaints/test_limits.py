"""Whoever floods us is held within two seconds; five hundred people behind one address never notice."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client

from casework.kernel import tokens
from casework.kernel.clock import now
from complaints.models import Allowance, Submission
from complaints.services import limits
from tests.complaints.citizen import NEW, WISHES, begins
from tests.complaints.conftest import moment
from tests.complaints.flood import A_SECOND, PEOPLE, SHARED, Hall, Posted, beats, is_held, written
from tests.imports.conftest import worker_environment
from tests.serving import gunicorn

HALL = {"REMOTE_ADDR": SHARED, "HTTP_X_FORWARDED_FOR": SHARED}
MINUTES, PORT = 3, 8793  # of the long form
START = moment("2021-08-24 09:58")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_start(cast, clock_at):
    clock_at(START)


def floods(clock_at, post, most: int = limits.A_DRAFT) -> float:
    """Fifty posts a second; seconds until the first refusal."""
    posts = []
    for after in beats(A_SECOND, 4):
        clock_at(START + dt.timedelta(seconds=after))
        posts.append(Posted(after, post().status_code))
    return is_held(posts, most)


def test_five_hundred_people_behind_one_address_all_file_and_one_abuser_is_held(client, clock_at):
    keys = written(PEOPLE, START)
    link = begins(client)
    answers = []

    def posts():
        for key in (keys.pop() for _ in range(min(3, len(keys)))):
            answers.append(Client(**HALL).post(f"/complaints/drafts/{key}/send/").status_code)
        return client.post(f"{link}story/", {"story": "又来", "quiet": "1"}, **HALL)

    assert floods(clock_at, posts) <= 2
    assert answers == [303] * PEOPLE and Submission.objects.count() == PEOPLE


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_they_file_once_a_minute_for_minutes_at_two_workers_and_the_abuser_is_held_all_along():
    keys = iter(written(PEOPLE * MINUTES + 1, now()))
    flooded = next(keys)
    with gunicorn("casework.wsgi", port=PORT, environment=worker_environment(), quiet=True):
        hall = Hall(PORT)
        with ThreadPoolExecutor(2) as sides:
            flood = sides.submit(
                hall.all,
                beats(A_SECOND, 60 * MINUTES),
                lambda after: hall.posts(
                    after, f"/complaints/drafts/{flooded}/story/", story="又来", quiet="1"
                ),
            )
            filed = hall.all(
                beats(PEOPLE / 60, 60 * MINUTES),
                lambda after: hall.posts(after, f"/complaints/drafts/{next(keys)}/send/"),
            )
    held_after = is_held(flood.result())
    refused = [post for post in filed if post.status != 303]
    print(f"\nfiled {len(filed)}, refused {len(refused)}; the flood was held after {held_after:.2f} s")
    assert refused == [] and Submission.objects.count() == PEOPLE * MINUTES


def test_a_program_without_an_account_is_held_and_people_at_the_form_are_not(client, clock_at):
    def posts():
        return client.post("/api/v1/submissions/", {}, "application/json")

    assert floods(clock_at, posts) <= 2
    assert begins(Client(**HALL)) and posts().json()["type"] == "urn:casework:problem:too-often"
    clock_at(START + dt.timedelta(seconds=61))
    assert posts().status_code == 400


def test_an_account_is_held_by_its_own_count_alone(client_of, clock_at):
    operator, colleague = client_of("operator"), client_of("intake")

    def posts():
        return operator.post("/desk/intake/new/", {"token": tokens.issue()})

    floods(clock_at, posts, limits.AN_ACCOUNT)
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
