"""The desk works on work orders; administrators on accounts; the document and the simulator keep their word."""

import datetime as dt
import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from casework.env import BASE_DIR
from casework.kernel import clock
from complaints.hotline.signing import sign
from complaints.models import HotlineKey, HotlineMessage, HotlineMinute, WorkOrder
from complaints.services import hotline_accounts
from tests.hotline.conftest import ORDER

pytestmark = pytest.mark.django_db


def press(client, page: str, to: str, **typed: str):
    """Post a form of the page, with the token that stands in it."""
    found = client.get(page).content.decode()
    form = found[found.index(f'action="{to}"') :]
    return client.post(to, {**typed, "token": re.search(r'name="token" value="([^"]+)"', form)[1]})


def test_the_desk_reads_the_talk_signs_in_and_replies(platform, order, client_of):
    platform.about(order.number, "urges", {"text": "很着急。"})
    desk = client_of("operator")
    assert order.number in desk.get(reverse("hotline_orders")).content.decode()
    page = reverse("hotline_order", args=[order.reference])
    text = desk.get(page).content.decode()
    assert ORDER["told"] in text and "很着急。" in text and "催办1次" in text and "未核实" in text
    assert press(desk, page, reverse("hotline_sign_in", args=[order.reference])).status_code == 303
    to = reverse("hotline_reply", args=[order.reference])
    assert press(desk, page, to, text="").status_code == 422
    assert press(desk, page, to, text="已换货。").status_code == 303
    assert WorkOrder.objects.get().state == "replied" and "已换货。" in desk.get(page).content.decode()


def test_the_urge_is_seen_in_the_inbox(platform, order, client_of):
    platform.about(order.number, "urges", {})
    assert "催办1次" in client_of("intake").get(reverse("intake")).content.decode()


def test_a_list_costs_the_same_for_three_rows_and_for_thirty(
    platform, client_of, django_assert_max_num_queries
):
    desk = client_of("intake")
    for count in (3, 22):
        for place in range(count):
            platform.create(number=f"GD-{count}-{place}")
        with django_assert_max_num_queries(10):
            desk.get(reverse("hotline_orders"))


@pytest.mark.parametrize("person", ["stranger", "officer", "head"])
def test_nobody_else_sees_a_work_order(order, client_of, person):
    assert client_of(person).get(reverse("hotline_order", args=[order.reference])).status_code == 404
    assert client_of(person).get(reverse("hotline_orders")).status_code == 403


def test_a_key_is_shown_once(account, client_of):
    page, to = (reverse(name, args=["gd"]) for name in ("hotline_account", "hotline_key_give"))
    shown = press(client_of("secadmin"), page, to).content.decode()
    key = HotlineKey.objects.get()
    assert key.secret().decode() in shown
    assert key.secret().decode() not in client_of("secadmin").get(page).content.decode()


def test_the_worked_example_of_the_document_is_right():
    text = (BASE_DIR / "docs" / "hotline.md").read_text()
    given = dict(re.findall(r"^(secret|method|path|timestamp|message|body|signature) +(.+)$", text, re.M))
    signature = sign(
        given["secret"].encode(), given["method"], given["path"], given["timestamp"], given["message"],
        given["body"].encode(),
    )  # fmt: skip
    assert signature == given["signature"]


@pytest.mark.django_db(transaction=True)
def test_the_simulator_tries_both_directions(cast, live_server, capsys):
    hotline_accounts.make_demo_account(
        office=cast["intake"].office, address="http://127.0.0.1:1/", at=clock.now()
    )
    call_command(
        "simulate_hotline",
        site=live_server.url,
        number=4,
        rate=1000.0,
        seed=7,
        broken=True,
        listen=0.0,
        port=0,
    )
    told = capsys.readouterr().out
    assert told.count("the same answer") == 4 and "ANOTHER" not in told and told.count(": 401 ") == 12
    assert WorkOrder.objects.count() == 4 and HotlineMessage.objects.filter(kind="create").count() == 4


def test_counts_of_minutes_long_past_are_swept(account, now):
    hour = dt.timedelta(hours=1)
    for at in (now - 2 * hour, now):
        hotline_accounts.count_call(account, at=at)
    hotline_accounts.forget_minutes(at=now)
    assert HotlineMinute.objects.get().minute == now
