"""Freeze the context now, number it, promise the PDF, keep it for good; the sweep makes the PDF."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from casework.kernel import audit, files, outbox
from casework.kernel import documents as typesetting
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid
from casework.kernel.lifecycle import Text
from casework.kernel.models import OutboxMessage, User
from casework.kernel.references import new_reference, official_number
from casework.kernel.roles import INVESTIGATORS, Role
from casework.kernel.transitions import authorise
from casework.models import Case, Document
from casework.services.documents import checking

RENDER = "document.render"
# Who may add the scan of a paper copy to the file.
SCANNERS = INVESTIGATORS | {Role.UNIT_HEAD, Role.ARCHIVIST, Role.HEARING_HOST}


@transaction.atomic
def make(
    case: Case,
    kind: str,
    context: Mapping[str, Any],
    *,
    on: dt.date,
    actor: User,
    at: dt.datetime,
    number: str = "",
) -> Document:
    """Freeze one document and promise its PDF. With a number kind in the table of templates it takes the next
    official number, so make it last in the transaction; ``number`` is for a copy of a numbered document.
    Raises Invalid for a character that no font can draw."""
    try:
        typesetting.check(kind, context)
    except typesetting.DocumentRefused as refused:
        raise Invalid(Text(refused.zh, refused.en)) from refused
    template = typesetting.TEMPLATES[kind]
    if template.number_kind and not number:
        number = official_number(case.office, template.number_kind, on)
    code = checking.new_code() if template.can_be_checked else ""
    document = Document.objects.create(
        reference=new_reference("DOC", at),
        case=case,
        kind=kind,
        title=context.get("title", template.title_zh),
        number=number,
        code=code,
        on=on,
        context={**context, "number": number, **({"qr": checking.printed(code)} if code else {})},
        made_by=actor,
        made_at=at,
    )
    if code:
        checking.enter(code=code, number=number, kind=kind, office_name=context["office"], on=on)
    audit.record(
        case.reference,
        "case.document_made",
        actor=actor,
        at=at,
        participants=[],
        details={"document": document.reference, "kind": kind, "number": number},
    )
    outbox.post(RENDER, document.reference, at=at)
    return document


@outbox.delivers(RENDER)
def render(message: OutboxMessage, at: dt.datetime) -> None:
    """Turn a frozen context into its PDF. Twice is once: the same bytes, the same stored file."""
    document = Document.objects.select_for_update().get(reference=message.reference)
    if document.file_id is not None:
        return
    pdf = typesetting.render(document.kind, document.context, day=document.on)
    document.file = files.store(pdf, files.PDF, at=at)
    document.save(update_fields=["file"])
    if document.code:
        checking.complete(document.code, document.file.sha256)
    audit.record(
        document.case.reference,
        "case.document_rendered",
        actor=None,
        at=at,
        details={"document": document.reference, "sha256": document.file.sha256},
    )


@transaction.atomic
def attach_scan(*, document: Document, scan: tuple[bytes, str], actor: User, at: dt.datetime) -> Document:
    """Keep the scan of the signed and stamped paper copy. ``scan`` are its bytes and their type. A better
    scan takes the place of an earlier one; both stay in the store and in the history."""
    office = document.case.office
    absent = authorise(actor, SCANNERS, office=office, day=day_of(at), law="程序规定第七十八条")
    document = Document.objects.select_for_update().get(pk=document.pk)
    stored = files.store(*scan, at=at)
    if document.scan == stored:  # sent twice
        return document
    document.scan = stored
    document.save(update_fields=["scan"])
    audit.record(
        document.case.reference,
        "case.scan_attached",
        actor=actor,
        at=at,
        participants=[],
        on_behalf_of=absent,
        details={"document": document.reference, "sha256": stored.sha256},
    )
    return document
