"""The trader is found in the register: as one types, by a button without a script, or not at all, and that is fine."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from complaints.models import Draft, Submission, Trader
from complaints.services import drafts, limits
from tests.complaints.citizen import TYPED, begins, writes
from tests.complaints.conftest import moment

CODE, OTHER = "91440605MA5XEX1A01", "91440605MA5X00001R"
START = moment("2021-08-24 09:58")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _register(cast, clock_at):
    clock_at(START)
    Trader.objects.create(
        uscc=CODE,
        name="示例云岭置业（佛山）有限公司",
        address="佛山市南海区桂城街道演示路18号",
        status="存续",
    )
    Trader.objects.create(uscc=OTHER, name="示例云岭置业（佛山）有限公司桂城分公司", address="狮山镇１号")


def words() -> dict[str, str]:
    return drafts.words_of(Draft.objects.get())


def codes(answer) -> list[str]:
    return re.findall(r'name="trader" value="(\w*)"', answer.content.decode())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"trader_name": "云岭置业(佛山)"}, [CODE, OTHER]),
        ({"trader_name": "云岭 桂城"}, [OTHER]),
        ({"trader_uscc": "91440605 ma5xex"}, [CODE]),
        ({"trader_uscc": CODE, "trader_name": "别的"}, [CODE]),
        ({"trader_address": "演示路18号"}, [CODE]),
        ({"trader_address": "狮山镇1号"}, [OTHER]),
        ({"trader_name": "云"}, []),
        ({"trader_uscc": "9144"}, []),
        ({"trader_name": "没有这家店"}, []),
        ({}, []),
    ],
)
def test_name_code_or_address_suggest_traders_of_the_register(client, typed, found):
    link = begins(client)
    as_one_types = client.post(f"{link}traders/", typed)
    assert "<html" not in as_one_types.content.decode()
    by_the_button = client.post(f"{link}trader/", {**typed, "look": "1"})
    for answer in (as_one_types, by_the_button):
        assert answer.status_code == 200 and codes(answer) == (found and [*found, ""])
        assert ("没有找到" in answer.content.decode()) == (bool(typed) and not found)


def test_who_looks_keeps_what_was_typed_and_may_go_on_with_it(client):
    link = begins(client)
    answer = client.post(f"{link}trader/", {"trader_name": "云岭置业", "look": "1"})
    assert 'value="云岭置业"' in answer.content.decode() and words()["trader_name"] == "云岭置业"
    on = client.post(f"{link}trader/", {"trader_name": "云岭置业", "trader": ""})
    assert on["Location"] == f"{link}story/" and words()["trader_uscc"] == ""


def test_who_chooses_gets_name_and_code_of_the_register_and_keeps_the_place_that_was_told(client):
    link = begins(client)
    typed = {"trader_name": "云岭", "trader_uscc": "91440605", "trader_address": "售楼处大堂", "trader": CODE}
    assert client.post(f"{link}trader/", typed)["Location"] == f"{link}story/"
    assert [words()[f"trader_{part}"] for part in ("name", "uscc", "address")] == [
        "示例云岭置业（佛山）有限公司",
        CODE,
        "售楼处大堂",
    ]
    client.post(f"{link}trader/", {**typed, "trader_address": ""})
    assert words()["trader_address"] == "佛山市南海区桂城街道演示路18号"
    client.post(f"{link}trader/", {**typed, "trader": "no such code"})
    assert words()["trader_uscc"] == "91440605"


def test_the_register_alone_answers_whatever_was_sent_in_about_a_trader(client, send):
    link = begins(client)
    before = client.post(f"{link}traders/", {"trader_name": "云岭"})
    for _ in range(3):
        send()
    send(trader_name="示例未登记的店", trader_uscc="")
    after = client.post(f"{link}traders/", {"trader_name": "云岭"})
    assert before.content == after.content
    assert codes(client.post(f"{link}traders/", {"trader_name": "未登记的店"})) == []
    with CaptureQueriesContext(connection) as asked:
        client.post(f"{link}traders/", {"trader_name": "云岭"})
    assert not any("complaints_submission" in one["sql"] for one in asked)


def test_a_draft_looks_so_often_a_minute_and_another_behind_the_same_address_is_not_held(client, clock_at):
    link, hall = begins(client), {"REMOTE_ADDR": "10.9.8.7"}
    answers = [client.post(f"{link}traders/", {}, **hall).status_code for _ in range(limits.LOOK_UPS + 1)]
    assert set(answers[:-1]) == {200} and answers[-1] == 429
    typed = {"trader_name": "刚写的", "look": "1"}
    assert client.post(f"{link}trader/", typed, **hall).status_code == 429
    assert words()["trader_name"] == "刚写的"  # refused to look, kept all the same
    other = Client(**hall)
    assert other.post(f"{begins(other)}traders/", {}).status_code == 200
    clock_at(START + dt.timedelta(seconds=61))
    assert client.post(f"{link}traders/", {}, **hall).status_code == 200


def test_without_a_register_nothing_is_offered_and_a_stranger_looks_from_no_draft(client):
    link = begins(client)
    assert 'name="look"' in client.get(f"{link}trader/").content.decode()
    Trader.objects.all().delete()
    assert 'name="look"' not in client.get(f"{link}trader/").content.decode()
    unknown = link.replace(link.split("/")[-2], "00000000-0000-4000-8000-000000000000")
    assert client.post(f"{unknown}traders/", {"trader_name": "云岭"}).status_code == 404


def test_a_point_on_the_map_is_enough_and_is_shown_and_kept(client, client_of):
    point = {"latitude": "23.028900", "longitude": "113.143200"}
    link = writes(client, **dict.fromkeys(TYPED["trader"], ""))
    assert client.post(f"{link}trader/", {"latitude": "23.028900"}).status_code == 200  # half a point is none
    assert client.post(f"{link}trader/", point)["Location"] == f"{link}story/"
    review = client.get(f"{link}review/").content.decode()
    assert "地图上的位置" in review and review.count("113.143200") == 1
    client.post(f"{link}send/")
    sent = Submission.objects.get()
    assert sent.point == "23.028900, 113.143200" == sent.trader
    assert sent.point in client_of("intake").get(f"/desk/intake/{sent.reference}/").content.decode()
