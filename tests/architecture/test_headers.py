"""What a browser is told with every answer."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.architecture.matrix import MATRIX, send, undone
from tests.architecture.world import Ask, asks

pytestmark = pytest.mark.django_db(databases=["default", "public"])

PAGES = [route for route, method in MATRIX if method == "GET"]
# A phone on site asks for these again and again; they are small, without metadata, and never leave the device.
KEPT_ON_THE_DEVICE = {"evidence_thumbnail"}
# Data for anybody, which knows no session.
PUBLIC_DATA = {"api_decisions", "api_decision"}
UPLOADED = ("submission_file", "evidence_original", "document_scan")


def answers(world, browser_of, person: str):
    """Every page as this person gets it, with what is refused."""
    client, known = browser_of(person), asks(world)
    for route in PAGES:
        with undone():
            yield route, send(client, route, "GET", known.get(route, Ask()))


@pytest.mark.parametrize("person", ["anonymous", "inspector1", "stranger"])
def test_every_answer_tells_the_browser_what_it_may_do(person, world, browser_of):
    for route, answer in answers(world, browser_of, person):
        headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy and "*" not in policy, route
        assert {
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        } <= set(policy.split("; ")), route
        assert headers["X-Frame-Options"] == "DENY", route
        assert headers["X-Content-Type-Options"] == "nosniff", route
        assert headers["Referrer-Policy"] == "same-origin", route
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", route


@pytest.mark.parametrize("person", ["inspector1", "head"])
def test_what_a_signed_in_person_sees_is_kept_in_no_cache(person, world, browser_of):
    for route, answer in answers(world, browser_of, person):
        if route not in KEPT_ON_THE_DEVICE | PUBLIC_DATA:
            assert "no-store" in answer.headers.get("Cache-Control", ""), route


def test_what_a_citizen_opened_is_kept_in_no_cache(world):
    walk = world.stages["route"]
    number, client = walk.submission.reference, Client()
    client.post(reverse("complaint_track"), {"number": number, "code": walk.query_code})
    opened = [
        reverse("complaint_track"),
        reverse("complaint_progress", args=[number]),
        reverse("complaint_supplement", args=[number]),
        reverse("complaint_receipt_pdf", args=[number]),
    ]
    for address in opened:
        answer = client.get(address)
        assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"], address


@pytest.mark.parametrize("route", UPLOADED)
def test_what_somebody_uploaded_is_saved_and_never_opened(route, world, browser_of):
    with undone():
        answer = send(browser_of("inspector1"), route, "GET", asks(world)[route])
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment"), answer.headers


def test_no_page_holds_a_script_or_a_style_of_its_own(world, browser_of):
    """The policy would stop them; here they are found before a browser does."""
    for route, answer in answers(world, browser_of, "inspector1"):
        if answer.headers["Content-Type"].startswith("text/html"):
            page = answer.content.decode()
            assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", page), (
                route
            )


def test_the_session_is_out_of_reach_of_scripts_and_other_sites(world, settings):
    answer = Client().post(reverse("complaint_new"), asks(world)["complaint_new"].posted())
    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert settings.CSRF_COOKIE_HTTPONLY


def test_the_choice_of_a_language_leads_to_no_other_site(client):
    answer = client.get("/?lang=en", PATH_INFO="//elsewhere.example/")
    assert answer.status_code == 302 and answer.headers["Location"] == "/%2Felsewhere.example/"
