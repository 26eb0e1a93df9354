"""The lawful pipeline as tables: case, approval, publication. Pure.

Each row carries its article; a refusal repeats it to the person.
"""

from casework.lifecycle.approval import APPROVAL, APPROVED_STEPS
from casework.lifecycle.case import CASE
from casework.lifecycle.guards import ASSIGNERS, HEADS, OFFICERS, ON_THE_CASE
from casework.lifecycle.publication import PUBLICATION, PUBLICATION_PERIODS, PUBLISHERS, publication_period
from casework.lifecycle.review import LEGAL_REVIEW_GROUNDS, REVIEW_POINTS

__all__ = [
    "APPROVAL",
    "APPROVED_STEPS",
    "ASSIGNERS",
    "CASE",
    "HEADS",
    "LEGAL_REVIEW_GROUNDS",
    "OFFICERS",
    "ON_THE_CASE",
    "PUBLICATION",
    "PUBLICATION_PERIODS",
    "PUBLISHERS",
    "REVIEW_POINTS",
    "publication_period",
]
