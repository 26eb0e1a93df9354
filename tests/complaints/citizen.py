"""A citizen at the form: what they type on each step, and the way through all of them."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client

from casework.kernel import tokens
from tests.complaints.conftest import STORY

NEW = "/complaints/new/"
WISHES = {
    "report": {"bought": "no", "redress": "no", "look_into": "yes"},
    "complaint": {"bought": "yes", "redress": "yes", "look_into": "no"},
    "both": {"bought": "yes", "redress": "yes", "look_into": "yes"},
}
TYPED: dict[str, dict[str, Any]] = {
    "trader": {
        "trader_name": "示例云岭置业（佛山）有限公司",
        "trader_uscc": "91440605 ma5xex1a01",
        "trader_address": "桂城街道演示路18号",
    },
    "story": {"conducts": ["face_capture", "no_purpose"], "story": STORY, "happened_on": "2021-08-21"},
    "evidence": {},
    "person": {"identity": "named", "name": "卢晓岚", "phone": "13800000001", "wants_told": "on"},
}


def words(**changes: Any) -> dict[str, Any]:
    """All at once, as staff write it down."""
    everything = {name: value for typed in TYPED.values() for name, value in typed.items()}
    return {**everything, "wish": "report", "token": tokens.issue(), **changes}


def begins(client: Client, wish: str = "report") -> str:
    """The link of the draft."""
    answer = client.post(NEW, {**WISHES[wish], "token": tokens.issue()})
    assert answer.status_code == 303, answer.content.decode()
    return re.match(r"/complaints/drafts/[0-9a-f-]{36}/", urlsplit(answer["Location"]).path).group()


def writes(client: Client, wish: str = "report", **changes: Any) -> str:
    """Every step but the sending; the link of the draft. ``changes`` go to the step that has the field."""
    link = begins(client, wish)
    places = {"request": "story", "amount_paid": "story", "amount_claimed": "story", "files": "evidence"}
    for step, typed in TYPED.items():
        own = {
            name: value
            for name, value in changes.items()
            if places.get(name, "person" if name not in TYPED["trader"] | TYPED["story"] else "") == step
            or name in typed
        }
        client.post(f"{link}{step}/", {**typed, **own})
    return link


def sends(client: Client, wish: str = "report", **changes: Any) -> HttpResponse:
    return client.post(f"{writes(client, wish, **changes)}send/")
