"""A platform with an account, and its programmer: signs a message and sends it."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from casework.kernel import clock
from complaints.hotline.signing import signed_headers
from complaints.models import HotlineAccount, WorkOrder
from complaints.services import hotline_accounts
from tests.complaints.conftest import moment

NOW = "2026-05-06 09:00"
ORDERS = "/api/hotline/v1/orders/"
CALLER = {"name": "卢晓岚", "phone": "13800000001", "address": "佛山市南海区演示路9号"}
ORDER = {
    "number": "GD2026050600001",
    "type": "complaint",
    "told": "五月一日在示例超市买的电饭煲坏了，商家不肯换。",
    "caller": CALLER,
    "trader": {"name": "示例超市", "address": "佛山市南海区桂城街道演示路18号"},
    "request": "换一台。",
}


class Platform:
    """The programmer's side. ``send`` answers with Django's test response."""

    def __init__(self, key_id: str, secret: str) -> None:
        self.key_id, self.secret = key_id, secret.encode()
        self.client = Client()

    def send(
        self,
        path: str,
        content: Any = None,
        *,
        method: str = "POST",
        message: str = "",
        skew: float = 0,
        body: bytes | None = None,
        kind: str = "application/json",
        **changes: str,
    ):
        """``changes`` are headers that are not what was signed: a broken signature on demand."""
        if body is None:
            body = json.dumps(content, ensure_ascii=False).encode() if content is not None else b""
        message = message or uuid.uuid4().hex
        now = clock.now().timestamp() + skew
        headers = signed_headers(self.key_id, self.secret, method, path, message, body, now=now) | {
            name.replace("_", "-"): value for name, value in changes.items()
        }
        return self.client.generic(method, path, body, kind, headers=headers)

    def create(self, message: str = "", **changes: Any):
        return self.send(ORDERS, {**ORDER, **changes}, message=message)

    def about(self, number: str, what: str, content: Any, **more: Any):
        return self.send(f"{ORDERS}{number}/{what}/", content, **more)


@pytest.fixture
def now(clock_at):
    return clock_at(NOW)


@pytest.fixture
def account(cast, now) -> HotlineAccount:
    return hotline_accounts.open_account(
        code="gd",
        name="示例12345",
        office=cast["intake"].office,
        address="https://12345.example/casework/",
        per_minute=600,
        actor=cast["admin"],
        at=now,
    )


@pytest.fixture
def platform(cast, account, now) -> Platform:
    key, secret = hotline_accounts.give_key(account=account, actor=cast["secadmin"], at=now)
    return Platform(key.key_id, secret)


@pytest.fixture
def order(platform) -> WorkOrder:
    assert platform.create().status_code == 201
    return WorkOrder.objects.get()


def problem(answer, status: int) -> dict:
    assert answer.status_code == status, answer.content[:500]
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.json()


__all__ = ["CALLER", "NOW", "ORDER", "ORDERS", "Platform", "moment", "problem"]
