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
    COLLECTION_GROUNDS,
    NO_PENALTY_GROUNDS,
    NOT_FILING_GROUNDS,
    SUSPENSION_GROUNDS,
    TERMINATION_GROUNDS,
    small_fine,
    spot_limit,
)
from casework.lifecycle.guards import ASSIGNERS, HEADS, OFFICERS, ON_THE_CASE, UNQUALIFIED
from casework.lifecycle.hearing import HEARING
from casework.lifecycle.measure import MEASURE
from casework.lifecycle.publication import PUBLICATION, PUBLICATION_PERIODS, PUBLISHERS, publication_period
from casework.lifecycle.remedy import (
    LITIGATION,
    OVERTURNED,
    RECONSIDERATION,
    REDECIDED,
    REMEDY,
    REMEDY_OUTCOMES,
    REMEDY_TITLES,
    WITHOUT_DECISION,
)
from casework.lifecycle.review import LEGAL_REVIEW_GROUNDS, REVIEW_POINTS
from casework.lifecycle.transfer import OBJECTION_ROUTES, OPEN_TRANSFER, TRANSFER

__all__ = [
    "APPROVAL",
    "APPROVAL_KINDS",
    "APPROVED_STEPS",
    "ASSIGNERS",
    "CASE",
    "COLLECTION_GROUNDS",
    "CORRECTION",
    "COURSE_KINDS",
    "EXECUTION",
    "HEADS",
    "HEARING",
    "LEGAL_REVIEW_GROUNDS",
    "LEVELS",
    "LITIGATION",
    "MEASURE",
    "MISSABLE",
    "NOT_FILING_GROUNDS",
    "NO_PENALTY_GROUNDS",
    "OBJECTION_ROUTES",
    "OFFICERS",
    "ON_THE_CASE",
    "OPEN_TRANSFER",
    "OVERTURNED",
    "PRINCIPAL_KINDS",
    "PUBLICATION",
    "PUBLICATION_PERIODS",
    "PUBLISHERS",
    "RECONSIDERATION",
    "REDECIDED",
    "REMEDY",
    "REMEDY_OUTCOMES",
    "REMEDY_TITLES",
    "REVIEW_POINTS",
    "SUSPENSION_GROUNDS",
    "TERMINATION_GROUNDS",
    "TRANSFER",
    "UNQUALIFIED",
    "WITHOUT_DECISION",
    "publication_period",
    "small_fine",
    "spot_limit",
]
