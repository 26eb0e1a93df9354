"""Human references from sequences (gaps are fine) and official numbers from counters (no gaps)."""

import datetime as dt

from django.db import connection

from casework.kernel.clock import day_of
from casework.kernel.models import Office, OfficeProfile

# Prefix → what it names. The migration makes one sequence for each.
PREFIXES = {
    "CMP": "complaint",
    "RPT": "report",
    "CAS": "case",
    "VIS": "visit",
    "APR": "approval",
    "DOC": "document",
    "WKS": "worksheet",
    "PUB": "publication",
    "HRG": "hearing",
    "MEA": "measure",
    "COR": "order to correct",
    "EXE": "execution",
    "BNK": "bank statement",
    "REM": "remedy",
    "CRM": "transfer to the police",
    "ERA": "erasure of personal data",
    "IMP": "import of a spreadsheet",
    "WOR": "work order of a hotline",
}


def new_reference(prefix: str, at: dt.datetime) -> str:
    """The next reference of a kind, ``CAS-2026-000123``; the year is that of the act."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [f"kernel_reference_{prefix.lower()}"])
        (number,) = cursor.fetchone()
    return f"{prefix}-{day_of(at).year}-{number:06d}"


def profile_on(office: Office, day: dt.date) -> OfficeProfile:
    """What the bureau of this office printed on its documents that day."""
    profile = (
        OfficeProfile.objects.filter(office__code=office.bureau_code, valid_from__lte=day)
        .order_by("-valid_from")
        .first()
    )
    if profile is None:
        raise OfficeProfile.DoesNotExist(f"{office} has no profile on {day}.")
    return profile


def official_number(office: Office, kind: str, day: dt.date) -> str:
    """The next document number, ``佛南市监处罚〔2021〕187号``: gap-free, so take it last in the transaction."""
    profile = profile_on(office, day)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_counter (office_id, kind, year, value) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (office_id, kind, year) DO UPDATE SET value = kernel_counter.value + 1"
            " RETURNING value",
            [profile.office_id, kind, day.year],
        )
        (value,) = cursor.fetchone()
    return f"{profile.number_prefix}{kind}〔{day.year}〕{value}号"
