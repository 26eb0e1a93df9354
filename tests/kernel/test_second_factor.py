"""Where a second factor is demanded, nobody works without one."""

import pytest
from allauth.mfa.models import Authenticator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.MFA_REQUIRED = True


def test_staff_without_one_are_led_to_the_page_that_sets_it_up(client_of):
    answer = client_of("officer").get("/desk/cases/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/")
    assert client_of("officer").get("/accounts/2fa/").status_code == 200


def test_the_api_says_so_as_a_problem(client_of):
    answer = client_of("officer").get("/api/v1/cases/")
    assert answer.status_code == 403 and answer["Content-Type"] == "application/problem+json"


def test_with_one_the_desk_is_open(client_of, cast):
    Authenticator.objects.create(user=cast["officer"], type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client_of("officer").get("/desk/cases/").status_code == 200


def test_citizens_need_none(client):
    assert client.get("/verify/").status_code == 200
