"""The security administrator gives and takes roles and lets people sign in again; never on the own account."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from casework.kernel import audit
from casework.kernel.models import User
from casework.kernel.roles import Role
from tests.factories import assign, at, lead
from tests.web.forms import text_of

PEOPLE = "/desk/people/"


def roles_of(username: str) -> set[Role]:
    return set(User.objects.get(username=username).roles)


def test_a_role_is_granted_and_ended_and_both_stay_in_the_history(client_of, post):
    client = client_of("secadmin")
    assert post(client, f"{PEOPLE}host/roles/", role="legal_reviewer").status_code == 303
    assert roles_of("host") == {Role.HEARING_HOST, Role.LEGAL_REVIEWER}
    assert post(client, f"{PEOPLE}host/roles/end/", role="hearing_host").status_code == 303
    assert roles_of("host") == {Role.LEGAL_REVIEWER}
    events = [(event.action, audit.details_of(event)["roles"]) for event in audit.history_of("USR-host")]
    assert events[1:] == [("role.granted", ["legal_reviewer"]), ("role.ended", ["hearing_host"])]
    page = text_of(client.get(f"{PEOPLE}host/"))
    assert "授予岗位" in page and "终止岗位" in page


@pytest.mark.parametrize(
    ("username", "role", "words"),
    [
        ("host", "auditor", "不能与其他岗位兼任"),
        ("admin", "auditor", "不能与其他岗位兼任"),
        ("admin", "inspector", "不能与其他岗位兼任"),
        ("host", "hearing_host", "已经担任"),
        ("host", "system", ""),
        ("host", "king", ""),
    ],
)
def test_a_role_that_cannot_stand_beside_another_is_refused(client_of, post, username, role, words):
    before = roles_of(username)
    answer = post(client_of("secadmin"), f"{PEOPLE}{username}/roles/", role=role)
    assert answer.status_code == 200 and words in text_of(answer)
    assert roles_of(username) == before


def test_an_administrator_is_made_of_somebody_without_a_role(client_of, post):
    client = client_of("secadmin")
    post(client, f"{PEOPLE}host/roles/end/", role="hearing_host")
    assert post(client, f"{PEOPLE}host/roles/", role="security_admin").status_code == 303
    assert roles_of("host") == {Role.SECURITY_ADMIN}


def test_nobody_changes_their_own_roles(client_of, post):
    client = client_of("secadmin")
    for address, fields in (
        ("roles/", {"role": "auditor"}),
        ("roles/end/", {"role": "security_admin"}),
        ("password/", {}),
        ("factor/", {}),
    ):
        assert post(client, f"{PEOPLE}secadmin/{address}", **fields).status_code == 403
    assert roles_of("secadmin") == {Role.SECURITY_ADMIN}


def test_of_two_security_administrators_one_remains(cast, client_of, post):
    cast["host"].role_grants.update(role="security_admin")
    assert post(client_of("host"), f"{PEOPLE}secadmin/roles/end/", role="security_admin").status_code == 303
    cast["secadmin"].role_grants.create(role="archivist", granted_at=at("2021-09-13 09:00"))
    assert post(client_of("secadmin"), f"{PEOPLE}host/roles/end/", role="security_admin").status_code == 403


def test_an_officer_with_cases_keeps_the_role(cast, client_of, post):
    assign(cast, lead(cast))
    answer = post(client_of("secadmin"), f"{PEOPLE}officer/roles/end/", role="case_officer")
    assert answer.status_code == 200 and "1件在办案件" in text_of(answer)
    assert roles_of("officer") == {Role.CASE_OFFICER}


def test_a_one_time_password_is_shown_once_and_must_be_changed(client_of, post):
    client = client_of("secadmin")
    answer = post(client, f"{PEOPLE}officer/password/")
    password = re.search(r"<p class=\"amount mono\">([^<]+)</p>", text_of(answer))[1]
    assert answer["Cache-Control"] == "private, no-store"
    assert password not in "".join(event.body for event in audit.history_of("USR-officer"))
    browser = Client()
    browser.post("/accounts/login/", {"login": "officer", "password": password})
    assert browser.get("/desk/cases/")["Location"] == "/accounts/password/change/"
    assert browser.get("/api/v1/cases/").status_code == 403
    own = {"oldpassword": password, "password1": "xiangrikui-2021", "password2": "xiangrikui-2021"}
    assert browser.post("/accounts/password/change/", own).status_code == 302
    assert browser.get("/desk/cases/").status_code == 200


def test_a_lost_phone_is_forgotten(cast, client_of, post):
    Authenticator.objects.create(user=cast["officer"], type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert post(client_of("secadmin"), f"{PEOPLE}officer/factor/").status_code == 303
    assert not Authenticator.objects.exists()
    assert audit.history_of("USR-officer").last().action == "person.second_factor_reset"


@pytest.mark.parametrize("who", ["admin", "auditor", "head", "officer"])
def test_nobody_else_touches_a_role(client_of, post, who):
    client = client_of(who)
    for address in ("roles/", "roles/end/", "password/", "factor/"):
        assert post(client, f"{PEOPLE}host/{address}", role="hearing_host").status_code == 403
    assert roles_of("host") == {Role.HEARING_HOST}


class TestStepUp:
    """With STEP_UP_REQUIRED a role changes only after a sign-in of the last minutes."""

    @pytest.fixture(autouse=True)
    def _demanded(self, settings):
        settings.STEP_UP_REQUIRED = True

    @pytest.fixture
    def browser(self, cast) -> Client:
        cast["secadmin"].set_password("xiangrikui-2021")
        cast["secadmin"].save()
        client = Client()
        client.post("/accounts/login/", {"login": "secadmin", "password": "xiangrikui-2021"})
        return client

    def test_who_has_just_signed_in_goes_on(self, browser, post):
        assert post(browser, f"{PEOPLE}host/roles/", role="archivist").status_code == 303
        assert Role.ARCHIVIST in roles_of("host")

    def test_later_the_password_is_asked_and_the_act_is_carried_out(self, browser, post, monkeypatch):
        later = time.time() + 3600
        monkeypatch.setattr(time, "time", lambda: later)
        answer = post(browser, f"{PEOPLE}host/roles/", role="archivist")
        assert answer["Location"].startswith("/accounts/reauthenticate/")
        assert roles_of("host") == {Role.HEARING_HOST}
        assert "是您本人吗" in text_of(browser.get(answer["Location"]))
        wrong = browser.post(answer["Location"], {"password": "wrong"})
        assert wrong.status_code == 200 and roles_of("host") == {Role.HEARING_HOST}
        done = browser.post(
            "/accounts/reauthenticate/", {"password": "xiangrikui-2021", "next": f"{PEOPLE}host/roles/"}
        )
        assert done["Location"] == f"{PEOPLE}host/" and Role.ARCHIVIST in roles_of("host")
