"""Legal hold: while a dispute is open, what belongs to it is not erased."""

import datetime as dt

from casework.kernel.errors import Refused
from casework.kernel.lifecycle import Text
from casework.kernel.models import LegalHold

LAW = "行政诉讼法第三十四条"  # the authority proves what it did from a file that stays as it was
HELD = Text(
    "这一件正在行政复议或者诉讼中，依法保全，不能删除。",
    "This belongs to an open dispute and is held: it cannot be erased.",
)


def place(*references: str, ground: str, at: dt.datetime) -> None:
    """Hold these objects for ``ground``, the reference of the dispute. Twice is once."""
    for reference in references:
        LegalHold.objects.get_or_create(reference=reference, ground=ground, defaults={"placed_at": at})


def lift(ground: str, *, at: dt.datetime) -> None:
    """The dispute is over: what it held is free again, unless another one holds it."""
    LegalHold.objects.filter(ground=ground, lifted_at=None).update(lifted_at=at)


def is_held(*references: str) -> bool:
    """Whether a dispute holds one of these objects."""
    return LegalHold.objects.filter(reference__in=references, lifted_at=None).exists()


def refuse_if_held(reference: str) -> None:
    """Raises Refused where a dispute holds the object."""
    if is_held(reference):
        raise Refused(HELD, law=LAW)
