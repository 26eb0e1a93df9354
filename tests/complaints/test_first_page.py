"""The first page on a slow phone, and the answer to whoever guesses receipts."""

import cProfile
import gzip
import pstats
import re
import time
from statistics import median

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from complaints.models import Trader
from complaints.services.receiving import query_code
from tests.complaints.citizen import NEW, begins

pytestmark = pytest.mark.django_db
MOST = 60_000  # bytes transferred
STATIC = re.compile(r"""(?:src|href)="/static/([^"]+)"|^import [^;]*["']\./([^"']+)["']""", re.M)


def static_files(page: str) -> dict[str, bytes]:
    """Every static file that the page names, and those that its scripts import."""
    found: dict[str, bytes] = {}
    waiting = [name for name, _ in STATIC.findall(page)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            path = finders.find(name)
            assert path, name
            with open(path, "rb") as file:
                found[name] = file.read()
            text = found[name].decode(errors="replace") if name.endswith(".js") else ""
            waiting += ["casework/" + module for _, module in STATIC.findall(text) if module]
    return found


@pytest.mark.parametrize("where", ["first", "trader", "story", "evidence", "person"])
def test_a_page_of_the_form_weighs_little_and_asks_no_other_host(client, cast, where):
    Trader.objects.create(uscc="91440605MA5XEX1A01", name="示例云岭置业（佛山）有限公司")
    client.cookies["view"] = "large"
    page = client.get(NEW if where == "first" else f"{begins(client)}{where}/").content.decode()
    assert not re.search(r"""(?:src|action)=["'](?:https?:)?//""", page) and "data-view" in page
    parts = {"page": page.encode(), **static_files(page)}
    assert {"casework/casework.css", "casework/page.js"} <= parts.keys()
    weights = {name: len(gzip.compress(content)) for name, content in parts.items()}
    assert sum(weights.values()) <= MOST, weights


def asked(submission) -> tuple[dict[str, str], dict[str, str]]:
    """A right number with a wrong code, and a number that does not exist with a right code; as long as each other."""
    code = query_code(submission.form_token)
    wrong = code.translate(str.maketrans("23456789", "34567892"))
    wrong = wrong if wrong != code else code[::-1]
    return (
        {"number": submission.reference, "code": wrong},
        {"number": submission.reference[:-6] + "999999", "code": wrong},
    )


def test_a_wrong_code_and_an_unknown_number_cannot_be_told_apart(send):
    [submission] = send().submissions
    answers = [Client().post("/complaints/track/", typed) for typed in asked(submission)]
    bodies = [re.sub(r'name="csrfmiddlewaretoken"[^>]*', "", a.content.decode()) for a in answers]
    bodies = [body.replace(t["number"], "") for body, t in zip(bodies, asked(submission), strict=True)]
    assert answers[0].status_code == answers[1].status_code == 200 and bodies[0] == bodies[1]
    assert len(answers[0].content) == len(answers[1].content)
    headers = [{name: value for name, value in a.headers.items() if name != "Expires"} for a in answers]
    assert {**headers[0], "Last-Modified": ""} == {**headers[1], "Last-Modified": ""}
    assert set(answers[0].cookies) == set(answers[1].cookies)


def walked(typed: dict[str, str]) -> tuple[dict[tuple[str, str], int], list[str]]:
    """How often each function of ours is called for this guess, and what the database is asked."""
    profile = cProfile.Profile()
    with CaptureQueriesContext(connection) as asked_of:
        profile.runcall(Client().post, "/complaints/track/", typed)
    calls = {
        (path, name): called
        for (path, _, name), (_, called, *_) in pstats.Stats(profile).stats.items()
        if "/complaints/" in path or "/kernel/" in path or name.endswith(("hmac_digest", "compare_digest>"))
    }
    return calls, [one["sql"].replace(typed["number"], "") for one in asked_of]


def test_a_wrong_code_and_an_unknown_number_take_the_same_way(send):
    [submission] = send().submissions
    walked(asked(submission)[0])  # whatever is done once in a process
    known, unknown = (walked(typed) for typed in asked(submission))
    assert known == unknown
    calls, queries = known
    assert sum("complaints_submission" in one for one in queries) == 1
    assert {name for path, name in calls if path.endswith("query_codes.py")} >= {"hash_of_code", "keyed"}
    assert any("compare_digest" in name for _, name in calls)


@pytest.mark.long
def test_a_thousand_guesses_of_each_kind_take_the_same_time(send):
    [submission] = send().submissions
    guesses = asked(submission)
    times: tuple[list[float], list[float]] = ([], [])
    client = Client()
    for n in range(1000):
        for which in (0, 1) if n % 2 else (1, 0):
            begun = time.perf_counter()
            client.post("/complaints/track/", guesses[which])
            times[which].append(time.perf_counter() - begun)
    known, unknown = (1000 * median(taken) for taken in times)
    print(f"wrong code {known:.3f} ms, unknown number {unknown:.3f} ms, apart {abs(known - unknown):.3f} ms")
    assert abs(known - unknown) < 1
