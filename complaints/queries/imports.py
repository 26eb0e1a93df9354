"""Imports of the desk's office and their rows."""

from django.db.models import Count, QuerySet

from casework.kernel.errors import NotFound, NotPermitted
from casework.kernel.lifecycle import WRONG_ROLE
from casework.kernel.models import User
from complaints.lifecycle.importing import IMPORTERS, LAW
from complaints.models import ImportRow, ImportRun

SHOWN = 50
NOT_IMPORTED = (ImportRow.State.WRONG, ImportRow.State.FAILED, ImportRow.State.KEPT)


def imports_for(user: User) -> QuerySet[ImportRun]:
    """Those of the person's own office, for the intake desk alone."""
    if not user.roles & IMPORTERS or user.office is None:
        raise NotPermitted(WRONG_ROLE, law=LAW)
    found = ImportRun.objects.filter(office=user.office)
    return found.select_related("office", "uploaded_by", "file__subject")


def import_for(user: User, reference: str) -> ImportRun:
    """One import with ``.counts``, its rows by state."""
    try:
        run = imports_for(user).get(reference=reference)
    except ImportRun.DoesNotExist:
        raise NotFound from None
    counted = run.rows.order_by().values_list("state").annotate(n=Count("pk"))
    run.counts = dict.fromkeys(ImportRow.State.values, 0) | dict(counted)
    return run


def with_clocks_foretold(run: ImportRun) -> QuerySet[ImportRow]:
    """The rows whose clocks the check has foretold."""
    return run.rows.exclude(clock=[])


def not_imported(run: ImportRun) -> QuerySet[ImportRow]:
    """The rows that are wrong, failed or stay after the undoing, in the order of the file."""
    return run.rows.filter(state__in=NOT_IMPORTED)
