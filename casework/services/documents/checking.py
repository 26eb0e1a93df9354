"""What anybody can check of a document: the code on the paper, and the line that the public side reads."""

import datetime as dt
import secrets
from typing import Any

import segno
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from casework.kernel import audit
from casework.kernel.clock import day_of
from casework.kernel.models import User
from casework.models import Document, PublicDocument

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
LENGTH = 16
CAPTION = "扫码核对这份文件是不是本局发出的"


def new_code() -> str:
    """Random: who has not seen the paper cannot guess it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def printed(code: str) -> dict[str, Any]:
    """The QR code as documents print it; it opens the page that says whether the paper stands."""
    address = f"{settings.SITE_URL}{reverse('verify_code', args=[code])}"
    return {"svg": segno.make(address, error="m").svg_inline(omitsize=True, border=0), "caption": CAPTION}


def enter(*, code: str, number: str, kind: str, office_name: str, on: dt.date) -> None:
    """Let the public side know that a document exists; its digest follows when the PDF is made."""
    PublicDocument.objects.create(code=code, number=number, kind=kind, office_name=office_name, on=on)


def complete(code: str, sha256: str) -> None:
    PublicDocument.objects.filter(code=code).update(sha256=sha256)


@transaction.atomic
def mark_revoked(*, document: Document, actor: User | None, at: dt.datetime) -> None:
    """The document no longer stands: annulled on reconsideration or in court."""
    _mark(document, PublicDocument.Status.REVOKED, "", actor, at)


@transaction.atomic
def mark_corrected(*, document: Document, successor: str, actor: User | None, at: dt.datetime) -> None:
    """What has the number ``successor`` stands in its place: a paper of this bureau, or a decision of another."""
    _mark(document, PublicDocument.Status.CORRECTED, successor, actor, at)


def _mark(document: Document, status: str, successor: str, actor: User | None, at: dt.datetime) -> None:
    PublicDocument.objects.filter(code=document.code).update(
        status=status, status_on=day_of(at), successor=successor
    )
    audit.record(
        document.case.reference,
        f"case.document_{status}",
        actor=actor,
        at=at,
        participants=[],
        details={"document": document.reference, "kind": document.kind, "number": document.number},
    )
