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
from casework.lifecycle.correction import CORRECTION
from casework.lifecycle.escalation import LEVELS, MISSABLE
from casework.lifecycle.execution import EXECUTION
from casework.lifecycle.grounds import (
    NO_PENALTY_GROUNDS,
    NOT_FILING_GROUNDS,
    SUSPENSION_GROUNDS,
    TERMINATION_GROUNDS,
    spot_limit,
)
from casework.lifecycle.guards import ASSIGNERS, HEADS, OFFICERS, ON_THE_CASE, UNQUALIFIED
from casework.lifecycle.hearing import HEARING
from casework.lifecycle.measure import MEASURE
from casework.lifecycle.publication import PUBLICATION, PUBLICATION_PERIODS, PUBLISHERS, publication_period
from casework.lifecycle.review import LEGAL_REVIEW_GROUNDS, REVIEW_POINTS

__all__ = [
    "APPROVAL",
    "APPROVAL_KINDS",
    "APPROVED_STEPS",
    "ASSIGNERS",
    "CASE",
    "CORRECTION",
    "COURSE_KINDS",
    "EXECUTION",
    "HEADS",
    "HEARING",
    "LEGAL_REVIEW_GROUNDS",
    "LEVELS",
    "MEASURE",
    "MISSABLE",
    "NOT_FILING_GROUNDS",
    "NO_PENALTY_GROUNDS",
    "OFFICERS",
    "ON_THE_CASE",
    "PRINCIPAL_KINDS",
    "PUBLICATION",
    "PUBLICATION_PERIODS",
    "PUBLISHERS",
    "REVIEW_POINTS",
    "SUSPENSION_GROUNDS",
    "TERMINATION_GROUNDS",
    "UNQUALIFIED",
    "publication_period",
    "spot_limit",
]
