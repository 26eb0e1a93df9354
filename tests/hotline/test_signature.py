"""Who calls is told by the signature, and by nothing else."""

import datetime as dt

import pytest

from casework.kernel import vault
from complaints.hotline.signing import sign
from complaints.models import HotlineKey, HotlineMessage, WorkOrder
from complaints.services import hotline_accounts
from tests.hotline.conftest import ORDER, ORDERS, Platform, problem

pytestmark = pytest.mark.django_db


def test_a_signed_work_order_is_taken(platform):
    assert platform.create().status_code == 201


@pytest.mark.parametrize(
    "changes",
    [
        {"X_Hotline_Key": "nobody"},
        {"X_Hotline_Key": ""},
        {"X_Hotline_Signature": "0" * 64},
        {"X_Hotline_Signature": ""},
        {"X_Hotline_Signature": "签名"},
        {"X_Hotline_Message": "another-message-id"},
        {"X_Hotline_Timestamp": "1"},
        {"X_Hotline_Timestamp": "yesterday"},
    ],
)
def test_every_doubt_is_the_same_refusal_and_nothing_is_done(platform, changes):
    known = problem(platform.send(ORDERS, ORDER, X_Hotline_Signature="1" * 64), 401)
    assert problem(platform.send(ORDERS, ORDER, **changes), 401) == known
    assert not WorkOrder.objects.exists() and not HotlineMessage.objects.exists()


def test_what_was_signed_is_the_method_the_path_and_the_body(platform, order):
    path = f"{ORDERS}{order.number}/urges/"
    body = b'{"text": "!"}'
    good = platform.send(path, body=body, message="message-1")
    assert good.status_code == 200
    signature = good.wsgi_request.headers["X-Hotline-Signature"]
    for again in (
        {"path": f"{ORDERS}{order.number}/additions/", "body": body},
        {"path": f"{path}?x=1", "body": body},
        {"path": path, "body": b'{"text": "?"}'},
        {"path": path, "body": body, "method": "GET"},
    ):
        answer = platform.send(message="message-1", X_Hotline_Signature=signature, **again)
        assert answer.status_code in (401, 405), again


@pytest.mark.parametrize("skew", [-301, 301, -86400])
def test_an_old_signature_is_refused_though_it_is_right(platform, skew):
    answer = problem(platform.send(ORDERS, ORDER, skew=skew), 401)
    assert answer["title"] == "not-fresh" and not WorkOrder.objects.exists()


@pytest.mark.parametrize("skew", [-299, 299])
def test_the_clocks_may_differ_by_five_minutes(platform, skew):
    assert platform.send(ORDERS, ORDER, skew=skew).status_code == 201


@pytest.mark.parametrize("message", ["short", "x" * 65, "with space", "中文编号也不行吗"])
def test_a_message_id_that_is_none_is_refused(platform, message):
    encoded = message.encode().decode("latin-1")
    assert platform.send(ORDERS, ORDER, message=encoded).status_code == 401


def test_an_ended_key_and_a_closed_account_are_unknown_keys(platform, account, cast, now):
    unknown = problem(platform.send(ORDERS, ORDER, X_Hotline_Key="nobody"), 401)
    given = {"name": account.name, "address": account.address, "per_minute": account.per_minute}
    hotline_accounts.change_account(account=account, **given, is_active=False, actor=cast["admin"], at=now)
    assert problem(platform.create(), 401) == unknown
    hotline_accounts.change_account(account=account, **given, is_active=True, actor=cast["admin"], at=now)
    hotline_accounts.end_key(key=HotlineKey.objects.get(), actor=cast["secadmin"], at=now)
    assert problem(platform.create(), 401) == unknown


def test_two_keys_count_at_once_so_that_one_can_follow_the_other(platform, account, cast, now):
    key, secret = hotline_accounts.give_key(account=account, actor=cast["secadmin"], at=now)
    with pytest.raises(hotline_accounts.Refused):
        hotline_accounts.give_key(account=account, actor=cast["secadmin"], at=now)
    assert platform.create("message-old").status_code == 201
    assert Platform(key.key_id, secret).create("message-new", number="GD-2").status_code == 201
    hotline_accounts.end_key(key=account.keys.first(), actor=cast["secadmin"], at=now)
    assert hotline_accounts.give_key(account=account, actor=cast["secadmin"], at=now)


def test_the_secret_is_sealed_and_follows_the_wrapping_key(platform, settings):
    key = HotlineKey.objects.get()
    assert platform.secret not in bytes(key.sealed) and platform.secret.hex() not in bytes(key.sealed).hex()
    settings.VAULT_KEYS = ["ab" * 32, *settings.VAULT_KEYS]
    assert key.secret() == platform.secret
    assert vault.wrap(b"x", "a")[:8] != bytes(key.sealed)[:8]


def test_the_limit_counts_the_calls_of_an_account_in_a_minute(platform, account, cast, now, clock_at):
    given = {"name": account.name, "address": account.address, "is_active": True}
    hotline_accounts.change_account(account=account, **given, per_minute=3, actor=cast["admin"], at=now)
    for _ in range(5):  # what is not signed does not use the account's calls up
        platform.send(ORDERS, ORDER, X_Hotline_Signature="1" * 64)
    assert [platform.create().status_code for _ in range(3)] == [201] * 3
    refused = platform.create()
    assert problem(refused, 429)["title"] == "too-many" and refused.headers["Retry-After"] == "60"
    clock_at(now + dt.timedelta(minutes=1))
    assert platform.create().status_code == 201


def test_the_rule_of_the_signature_is_what_the_document_says():
    """Worked by hand in docs/hotline.md; a change here breaks every platform."""
    signature = sign(b"secret", "POST", "/api/hotline/v1/orders/", "1778029200", "message-1", b"{}")
    assert signature == sign(b"secret", "post", "/api/hotline/v1/orders/", "1778029200", "message-1", b"{}")
    assert len(signature) == 64
