"""A person at a form: open the page, take its token, send it."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.factories import PAPER


def token_on(response: HttpResponse) -> str:
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


def send(client: Client, page: str, fields: dict | None = None, *, to: str = "") -> HttpResponse:
    """Open ``page`` and send its form, to another address where its second button does."""
    return client.post(to or page, {"token": token_on(client.get(page)), **(fields or {})})


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def signed_paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("签字.pdf", PAPER)


def discussed(cast: dict, held_at: str, *, result: str = "agree", dissent: str = "") -> dict:
    """What a person fills in after the heads met: two of them, of one mind or with a dissent."""
    return {
        "held_at": held_at,
        "place": "本局三楼会议室",
        "presided_by": cast["principal"].pk,
        "recorder": cast["legal"].pk,
        "stance_principal": "agree",
        "opinion_principal": "事实清楚，同意。",
        "stance_head": "dissent" if dissent else "agree",
        "opinion_head": dissent or "同意。",
        "summary": "逐一发表意见。",
        "result": result,
        "outcome": "同意拟处罚意见。",
        "scan": signed_paper(),
    }
