"""Filing what the desks bring into the case file."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from casework.kernel import audit
from casework.kernel.models import User
from casework.models import Case, DossierEntry


@transaction.atomic
def add_to_dossier(
    *,
    case: Case,
    kind: str,
    reference: str,
    title: str,
    made_by: str,
    on: dt.date,
    path: str,
    actor: User,
    at: dt.datetime,
    officers: Sequence[User] = (),
    certificates: Sequence[str] = (),
    proves: str = "",
    sha256: str = "",
    is_signed: bool = False,
) -> DossierEntry:
    """Put one item into the case file; the same (kind, reference) again is the same entry."""
    entry, created = DossierEntry.objects.get_or_create(
        case=case,
        kind=kind,
        reference=reference,
        defaults={
            "title": title,
            "proves": proves,
            "made_by": made_by,
            "officers": [officer.pk for officer in officers],
            "certificates": list(certificates),
            "on": on,
            "sha256": sha256,
            "path": path,
            "is_signed": is_signed,
            "filed_at": at,
        },
    )
    if created:
        audit.record(
            case.reference,
            "case.dossier_added",
            actor=actor,
            at=at,
            details={"kind": kind, "reference": reference, "sha256": sha256},
        )
    return entry
