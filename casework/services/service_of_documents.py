"""送达: recording that a document reached the party (程序规定 arts 81–83)."""

import datetime as dt

from django.db import transaction

from casework.kernel import audit, files, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.lifecycle import ON_THE_CASE
from casework.models import Case, Document, Service
from casework.services import documents, execution

# The step of the case that a served document completes.
STEPS = {
    "penalty_notice": "serve_notice",
    "penalty_decision": "serve_decision",
    "no_penalty_decision": "serve_no_penalty",
}
SERVED_ALREADY = Text("这份文书的送达已经记录。", "The service of this document is on record already.")


@transaction.atomic
def record_service(
    *,
    document: Document,
    method: str,
    served_on: dt.date,
    received_by: str,
    actor: User,
    at: dt.datetime,
    note: str = "",
    receipt: tuple[bytes, str] | None = None,
    token: Token | None = None,
) -> Service:
    """Record the service of a document by the officers of its case. The party's periods run from
    ``served_on``, which cannot lie after today or before the document was made."""
    case: Case = lock(document.case)
    if not document.on <= served_on <= day_of(at):
        raise Invalid(
            Text(
                "送达日期须在文书制作之后、今天之前。",
                "The day of service lies between the document and today.",
            )
        )
    if document.file_id is None:
        raise Refused(
            Text("文书正在生成，请稍候再记录送达。", "The document is still being made."),
            law="程序规定第八十一条",
        )
    officers = case.officers_on_case()
    stored = files.store(*receipt, at=at) if receipt else None
    service = Service(
        document=document,
        method=method,
        served_on=served_on,
        received_by=received_by,
        note=note,
        officers=[officer.pk for officer in officers],
        receipt=stored,
        recorded_by=actor,
        recorded_at=at,
    )
    if document.kind in STEPS:
        perform(
            case,
            STEPS[document.kind],
            actor=actor,
            at=at,
            token=token,
            starts_on=served_on,
            details={"document": document.reference, "method": method, "served_on": served_on},
        )
    else:
        _serve_beside_the_course(document, actor, at, token)
    service.save()
    execution.follow_service(service, actor=actor, at=at)
    documents.make_service_receipt(case, service, actor=actor, at=at)
    return service


def may_serve(document: Document, user: User) -> bool:
    """Whether this person is an officer of the document's case."""
    return user in document.case.officers_on_case()


def _serve_beside_the_course(document: Document, actor: User, at: dt.datetime, token: Token | None) -> None:
    """A document that completes no step: served by the officers of the case too, and once."""
    if token is not None:
        tokens.spend(token, "case.document_served", document.reference, actor=actor, at=at)
    if not may_serve(document, actor):
        raise NotPermitted(ON_THE_CASE.reason, law="程序规定第八十一条")
    if Service.objects.filter(document=document).exists():
        raise Refused(SERVED_ALREADY, law="程序规定第八十一条")
    details = {"document": document.reference}
    audit.record(document.case.reference, "case.document_served", actor=actor, at=at, details=details)
