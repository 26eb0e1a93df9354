"""The lawful pipeline as tables: case, approval, publication. Pure.

Each row carries its article; a refusal repeats it to the person.
"""

from casework.lifecycle.approval import (
    APPROVAL,
    APPROVAL_KINDS,
    APPROVED_STEPS,
    COURSE_KINDS,
    PRINCIPAL_KINDS,
)
from casework.lifecycle.case import CASE
from casework.lifecycle.grounds import (
    COLLECTION_GROUNDS,
    NO_PENALTY_GROUNDS,
    NOT_FILING_GROUNDS,
    SUSPENSION_GROUNDS,
    TERMINATION_GROUNDS,
    small_fine,
    spot_limit,
)
from casework.lifecycle.guards import HEADS, ON_THE_CASE
from casework.lifecycle.publication import PUBLICATION, PUBLICATION_PERIODS, PUBLISHERS, publication_period
from casework.lifecycle.review import LEGAL_REVIEW_GROUNDS, REVIEW_POINTS

__all__ = [
    "APPROVAL",
    "APPROVAL_KINDS",
    "APPROVED_STEPS",
    "CASE",
    "COLLECTION_GROUNDS",
    "COURSE_KINDS",
    "HEADS",
    "LEGAL_REVIEW_GROUNDS",
    "NOT_FILING_GROUNDS",
    "NO_PENALTY_GROUNDS",
    "ON_THE_CASE",
    "PRINCIPAL_KINDS",
    "PUBLICATION",
    "PUBLICATION_PERIODS",
    "PUBLISHERS",
    "REVIEW_POINTS",
    "SUSPENSION_GROUNDS",
    "TERMINATION_GROUNDS",
    "publication_period",
    "small_fine",
    "spot_limit",
]
