"""The system administrator opens, changes and closes accounts, and reads no case."""

import datetime as dt

import pytest

from casework.kernel import audit
from casework.kernel.models import Certificate, User
from casework.services import delegations
from tests.factories import assign, at, lead
from tests.web.forms import text_of

PEOPLE = "/desk/people/"
NEW = {"username": "newcomer", "name": "何晓（演示）", "office": "guicheng"}


def last(username: str):
    event = audit.history_of(f"USR-{username}").last()
    return event.action, event.actor and event.actor.username


def test_an_account_is_opened_without_a_role_and_without_a_password(client_of, post):
    admin = client_of("admin")
    answer = post(admin, f"{PEOPLE}new/", **NEW)
    assert (answer.status_code, answer["Location"]) == (303, f"{PEOPLE}newcomer/")
    person = User.objects.get(username="newcomer")
    assert (person.roles, person.has_usable_password(), person.office.code) == (set(), False, "guicheng")
    assert last("newcomer") == ("person.added", "admin")
    assert "开设账号" in text_of(admin.get(f"{PEOPLE}newcomer/"))


@pytest.mark.parametrize(
    "wrong",
    [{"username": "Officer"}, {"username": "9x"}, {"username": "张三"}, {"office": "shunde"}, {"name": ""}],
)
def test_a_wrong_account_comes_back_with_its_form(client_of, post, wrong):
    before = User.objects.count()
    assert post(client_of("admin"), f"{PEOPLE}new/", **NEW | wrong).status_code == 200
    assert User.objects.count() == before


def test_name_and_office_change_and_the_history_says_so(client_of, post):
    admin = client_of("admin")
    address = f"{PEOPLE}officer/edit/"
    assert post(admin, address, name="赵启鸣（演示）", office="guicheng").status_code == 303
    page = text_of(admin.get(f"{PEOPLE}officer/"))
    assert "赵启鸣（演示）" in page and "赵启明（演示）" in page and "修改姓名或者所在机构" in page


def test_a_closed_account_signs_in_no_more_and_lends_nothing(cast, client_of, post):
    delegations.grant(
        delegator=cast["reviewer"], delegate=cast["legal"], roles=cast["reviewer"].roles, ground="年休",
        from_on=dt.date(2021, 9, 13), until_on=dt.date(2021, 9, 17), actor=cast["reviewer"],
        at=at("2021-09-13 09:00"),
    )  # fmt: skip
    gone = client_of("reviewer")
    assert gone.get("/desk/").status_code == 200
    address = f"{PEOPLE}reviewer/deactivate/"
    assert post(client_of("admin"), address, reason="调出").status_code == 303
    assert gone.get("/desk/").status_code == 302
    assert not User.objects.get(username="legal").delegations_on(dt.date(2021, 9, 14))
    actions = [event.action for event in audit.history_of("USR-reviewer")]
    assert actions == ["person.added", "delegation.granted", "delegation.ended", "person.deactivated"]
    assert post(client_of("admin"), f"{PEOPLE}reviewer/reactivate/").status_code == 303
    assert User.objects.get(username="reviewer").is_active


def test_who_would_be_missed_is_not_closed(cast, client_of, post):
    assign(cast, lead(cast))
    admin = client_of("admin")
    for username, words in (("officer", "1件在办案件"), ("secadmin", "最后一名安全管理员")):
        answer = post(admin, f"{PEOPLE}{username}/deactivate/", reason="调出")
        assert answer.status_code == 200 and words in text_of(answer)
        assert User.objects.get(username=username).is_active
    assert post(admin, f"{PEOPLE}admin/deactivate/", reason="调出").status_code == 403


def test_a_certificate_is_entered_and_ends(client_of, post, clock_at):
    admin = client_of("admin")
    dates = {"valid_from": "2021-01-01", "valid_to": "2021-11-01"}
    assert post(admin, f"{PEOPLE}officer/certificates/", number="粤演示0999", **dates).status_code == 303
    taken = post(admin, f"{PEOPLE}officer/certificates/", number="粤演示0999", **dates)
    assert taken.status_code == 200 and "已经登记过" in text_of(taken)
    assert "粤演示0999" in text_of(admin.get("/desk/certificates/"))
    found = Certificate.objects.get(number="粤演示0999")
    address = f"/desk/certificates/{found.pk}/end/"
    assert post(admin, address, reason="").status_code == 200
    assert admin.post(address, {"token": _token("officer"), "reason": "交回"}).status_code == 303
    found.refresh_from_db()
    assert found.is_valid_on(dt.date(2021, 9, 13)) and not found.is_valid_on(dt.date(2021, 9, 14))
    assert last("officer") == ("person.certificate_ended", "admin")


def _token(username: str) -> str:
    from casework.kernel import staff, tokens

    return tokens.issue(staff.version_of(f"USR-{username}"))


def test_two_administrators_at_one_page_the_second_is_told(cast, client_of):
    cast["archivist"].role_grants.update(ended_at=at("2021-09-13 09:00"))
    cast["archivist"].role_grants.create(role="system_admin", granted_at=at("2021-09-13 09:00"))
    first, second, token = _token("officer"), _token("officer"), {"name": "赵（演示）", "office": "nanhai"}
    address = f"{PEOPLE}officer/edit/"
    assert client_of("admin").post(address, {"token": first, **token}).status_code == 303
    answer = client_of("archivist").post(address, {"token": second, **token})
    assert answer.status_code == 409 and "系统管理员" in text_of(answer)


@pytest.mark.parametrize("who", ["officer", "head", "unithead", "intake", "operator", "strangerhead"])
def test_nobody_else_opens_these_pages(client_of, post, who):
    client = client_of(who)
    for page in (PEOPLE, f"{PEOPLE}officer/", "/desk/offices/", "/desk/certificates/", "/desk/audit/"):
        assert client.get(page).status_code == 403
    assert post(client, f"{PEOPLE}officer/deactivate/", reason="x").status_code == 403


@pytest.mark.parametrize("who", ["secadmin", "auditor"])
def test_the_other_administrators_read_and_do_not_change(client_of, post, who):
    client = client_of(who)
    assert client.get(f"{PEOPLE}officer/").status_code == 200
    for verb in ("edit", "deactivate", "reactivate", "certificates"):
        fields = {"name": "x", "office": "nanhai", "reason": "x", "number": "9"}
        answer = post(
            client, f"{PEOPLE}officer/{verb}/", valid_from="2021-01-01", valid_to="2022-01-01", **fields
        )
        assert answer.status_code == 403, verb
    assert User.objects.get(username="officer").is_active


def test_people_of_another_bureau_do_not_exist_here(client_of, post):
    admin = client_of("admin")
    assert "外局" not in text_of(admin.get(PEOPLE))
    assert admin.get(f"{PEOPLE}stranger/").status_code == 404
    assert post(admin, f"{PEOPLE}stranger/deactivate/", reason="x").status_code == 404


@pytest.mark.parametrize("who", ["admin", "secadmin", "auditor"])
def test_no_administrator_reads_a_case(cast, client_of, who):
    case = assign(cast, lead(cast))
    client = client_of(who)
    assert client.get(f"/desk/cases/{case.reference}/").status_code == 404
    for page in ("/desk/", "/desk/cases/", PEOPLE, f"{PEOPLE}officer/"):
        assert case.title not in text_of(client.get(page))
