"""Monday morning: everybody signs in from the one address of the bureau, and a guesser is stopped by the account."""

import pytest

from tests.journeys.person import Person, TestBrowser

pytestmark = pytest.mark.django_db


def test_forty_people_behind_one_address_sign_in_within_a_minute(cast):
    for _ in range(40):
        Person(TestBrowser()).sign_in("officer")


def test_a_guesser_is_stopped_and_the_colleagues_are_not(cast):
    guesser = Person(TestBrowser())
    guesser.open("/accounts/login/")
    for _ in range(6):
        page = guesser.press("登录", {"login": "head", "password": "12345678"})
    assert "登录失败次数过多" in page
    Person(TestBrowser()).sign_in("officer")
