"""Signatures on the record, drawn or on paper, and the note where there is none (程序规定 arts 28, 43)."""

import datetime as dt
from typing import Any

from django.db import transaction

from casework.kernel import audit, files, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, Refused, Stale
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, option
from inspections.models import Signature, Visit

Picture = tuple[bytes, str]


@transaction.atomic
def sign_officer(
    *,
    visit: Visit,
    image: Picture,
    actor: User,
    at: dt.datetime,
    method: str = "drawn",
    seen: str = "",
    token: Token | None = None,
) -> Signature:
    """The acting officer signs in person. ``image`` is the drawn signature, or a photo of the paper, with its
    type; ``seen`` the content hash of the record that was on the screen. Signing twice is signing once."""
    visit = _ready(visit, actor, at, seen, token)
    existing = visit.signatures.filter(officer=actor, content_sha256=visit.content_sha256()).first()
    if existing is not None:
        return existing
    return _add(
        visit, actor, at, signer="officer", officer=actor, name=actor.name, method=method, image=image
    )


@transaction.atomic
def sign_party(
    *,
    visit: Visit,
    name: str,
    image: Picture,
    actor: User,
    at: dt.datetime,
    signer: str = "party",
    method: str = "drawn",
    seen: str = "",
    token: Token | None = None,
) -> Signature:
    """The party, or a witness (``signer="witness"``), signs before the acting officer."""
    visit = _ready(visit, actor, at, seen, token)
    if not name.strip():
        raise Invalid(
            Text("请写上签字人的姓名。", "Give the name of whoever signs."), law="程序规定第二十八条"
        )
    return _add(visit, actor, at, signer=signer, name=name.strip(), method=method, image=image)


@transaction.atomic
def refuse_signature(
    *,
    visit: Visit,
    note: str,
    actor: User,
    at: dt.datetime,
    name: str = "",
    signer: str = "party",
    seen: str = "",
    token: Token | None = None,
) -> Signature:
    """Nobody of the party was there, or they would not sign: the note says which and why (art 43)."""
    visit = _ready(visit, actor, at, seen, token)
    if not note.strip():
        raise Invalid(
            Text("请写明拒绝签字或者不在场的情况。", "Say who refused, or was absent, and why."),
            law="程序规定第四十三条",
        )
    return _add(visit, actor, at, signer=signer, name=name.strip(), method="refused", note=note.strip())


def _ready(visit: Visit, actor: User, at: dt.datetime, seen: str, token: Token | None) -> Visit:
    """The locked visit, if this officer may add a signature to what was seen."""
    if token is not None:
        tokens.spend(token, "visit.signature_added", visit.reference, actor=actor, at=at)
    visit = lock(visit)
    judged = option(visit, "add_signature", actor, day_of(at))
    if not judged.is_allowed:
        raise Refused.because(judged.refusals)
    if seen and seen != visit.content_sha256():
        raise Stale(
            Text(
                "笔录在您打开之后又改过。请重新打开，看过再签。",
                "The record changed after you opened it. Open it again, read it, then sign.",
            )
        )
    if not visit.findings.strip():
        raise Refused(
            Text("笔录还没有写，不能先签字。", "The record is not written yet; it cannot be signed."),
            law="程序规定第二十八条",
        )
    return visit


def _add(
    visit: Visit,
    actor: User,
    at: dt.datetime,
    *,
    signer: str,
    method: str,
    image: Picture | None = None,
    **fields: Any,
) -> Signature:
    signature = Signature.objects.create(
        visit=visit,
        signer=signer,
        method=method,
        image=files.store(*image, at=at) if image else None,
        content_sha256=visit.content_sha256(),
        recorded_by=actor,
        at=at,
        **fields,
    )
    audit.record(
        visit.reference,
        "visit.signature_added",
        actor=actor,
        at=at,
        details={"signer": signer, "method": method, "content_sha256": signature.content_sha256},
    )
    return signature
