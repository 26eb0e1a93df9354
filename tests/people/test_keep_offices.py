"""Stations, their places, and what documents print from a day on."""

import datetime as dt

import pytest

from casework.kernel import audit, staff, tokens
from casework.kernel.models import Office, OfficeProfile
from casework.kernel.references import profile_on
from casework.services.offices import PROFILE_FIELDS
from tests.web.forms import text_of

OFFICES = "/desk/offices/"
NEW = {
    "code": "dali",
    "name": "大沥市场监督管理所（演示）",
    "parent": "nanhai",
    "competence_words": "大沥\n盐步\n",
}


@pytest.fixture
def admin(client_of):
    return client_of("admin")


def send(client, url: str, **fields):
    code = url.split("/")[3]
    return client.post(url, {"token": tokens.issue(staff.version_of(f"OFF-{code}")), **fields})


def test_a_station_is_added_under_the_bureau(admin):
    assert send(admin, f"{OFFICES}new/", **NEW).status_code == 303
    station = Office.objects.get(code="dali")
    assert (station.path, station.competence_words) == ("/nanhai/dali/", ["大沥", "盐步"])
    assert audit.history_of("OFF-dali").last().actor.username == "admin"
    assert "大沥市场监督管理所" in text_of(admin.get(OFFICES))


@pytest.mark.parametrize(
    "wrong", [{"code": "guicheng"}, {"code": "大沥"}, {"parent": "shunde"}, {"name": ""}]
)
def test_a_wrong_station_comes_back_with_its_form(admin, wrong):
    before = Office.objects.count()
    assert send(admin, f"{OFFICES}new/", **NEW | wrong).status_code == 200
    assert Office.objects.count() == before


def test_name_and_places_change(admin):
    fields = {"name": "桂城所（演示）", "competence_words": "桂城 平洲"}
    assert send(admin, f"{OFFICES}guicheng/edit/", **fields).status_code == 303
    page = text_of(admin.get(f"{OFFICES}guicheng/"))
    assert "桂城所（演示）" in page and "修改机构名称或者辖区" in page


def test_a_new_profile_counts_from_its_day_and_the_past_keeps_its_own(admin):
    bureau = Office.objects.get(code="nanhai")
    old = profile_on(bureau, dt.date(2021, 9, 13))
    fields = {name: getattr(old, name) for name in PROFILE_FIELDS} | {"name": "新名局（演示）"}
    address = f"{OFFICES}nanhai/profile/"
    assert old.bank_name in text_of(admin.get(address))
    for day in ("2021-09-13", "2020-01-01", ""):  # today, the past, none
        assert send(admin, address, valid_from=day, **fields).status_code == 200
    assert send(admin, address, valid_from="2021-10-01", **fields).status_code == 303
    assert profile_on(bureau, dt.date(2021, 9, 30)) == old
    assert profile_on(bureau, dt.date(2021, 10, 1)).name == "新名局（演示）"
    mended = fields | {"name": "再改名局（演示）"}
    assert send(admin, address, valid_from="2021-10-01", **mended).status_code == 303
    assert profile_on(bureau, dt.date(2021, 10, 1)).name == "再改名局（演示）"
    assert OfficeProfile.objects.filter(office=bureau).count() == 2


def test_a_station_prints_what_its_bureau_prints(admin):
    fields = dict.fromkeys(PROFILE_FIELDS, "x")
    answer = send(admin, f"{OFFICES}guicheng/profile/", valid_from="2021-10-01", **fields)
    assert answer.status_code == 200 and "由本局设置" in text_of(answer)


@pytest.mark.parametrize("who", ["secadmin", "auditor", "head", "strangerhead"])
def test_nobody_else_changes_an_office(client_of, who):
    client = client_of(who)
    assert send(client, f"{OFFICES}new/", **NEW).status_code == 403
    assert send(client, f"{OFFICES}guicheng/edit/", name="x").status_code == 403
    assert send(client, f"{OFFICES}nanhai/profile/").status_code == 403


def test_another_bureau_does_not_exist_here(admin):
    assert admin.get(f"{OFFICES}shunde/").status_code == 404
