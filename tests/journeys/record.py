"""What is on record of a case, read behind everybody's back: to prove that a refusal changed nothing, and that a
name is nowhere."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from django.conf import settings
from django.db import connection

from casework.kernel.models import AuditEvent, OutboxMessage, SpentToken
from casework.models import (
    Approval,
    Case,
    Document,
    Proposal,
    Publication,
    PublicDecision,
    Service,
    Statement,
)
from complaints.models import Submission
from inspections.models import Visit

COUNTED = (
    AuditEvent, OutboxMessage, SpentToken, Document, Approval, Proposal, Service, Statement, Publication,
    PublicDecision,
)  # fmt: skip


def standing() -> dict[str, object]:
    """State and version of everything that has one, and how many rows there are of the rest."""
    moving = {
        model.__name__: list(model.objects.order_by("pk").values_list("reference", "state", "version"))
        for model in (Submission, Case, Visit, Approval, Publication)
    }
    counts = {f"{model.__name__}s": model.objects.count() for model in COUNTED}
    # That somebody tried what is forbidden is on record, and is no change.
    counts["AuditEvents"] = AuditEvent.objects.exclude(action="attempt.refused").count()
    return moving | counts


@contextmanager
def nothing_changes() -> Iterator[None]:
    before = standing()
    yield
    assert standing() == before


def words_of(pdf: bytes) -> str:
    """The text of a PDF without its spaces and line ends."""
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s+", "", text)


def rows_with(secret: str) -> list[str]:
    """The tables with a row that holds ``secret`` in plain words or in plain bytes."""
    found = []
    as_bytes = secret.encode().hex()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT count(*) FROM {name} AS row WHERE row::text LIKE %s OR row::text LIKE %s",
                [f"%{secret}%", f"%{as_bytes}%"],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def files_with(secret: str) -> list[Path]:
    """The files under the site's folders that hold ``secret``, PDFs read as text."""
    folders = [Path(settings.MEDIA_ROOT), Path(settings.SMS_DIR)]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if _holds(path.read_bytes(), secret)]


def _holds(content: bytes, secret: str) -> bool:
    return secret in (words_of(content) if content.startswith(b"%PDF") else content.decode(errors="ignore"))
