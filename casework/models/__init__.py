"""The case file, by aggregate."""

from casework.models.approval import Approval
from casework.models.case import Case, CaseOfficer
from casework.models.decision import Decision
from casework.models.document import Document
from casework.models.dossier import DossierEntry
from casework.models.execution import Payment
from casework.models.party import Party
from casework.models.procedure import Discussion, Review, Statement
from casework.models.proceeding import Proceeding
from casework.models.proposal import Proposal
from casework.models.publication import Publication, PublicDecision, PublicFile
from casework.models.remedy import FrozenFile, Remedy
from casework.models.service import Service
from casework.models.spot import Collection
from casework.models.transfer import Transfer

__all__ = [
    "Approval",
    "Case",
    "CaseOfficer",
    "Collection",
    "Decision",
    "Discussion",
    "Document",
    "DossierEntry",
    "FrozenFile",
    "Party",
    "Payment",
    "Proceeding",
    "Proposal",
    "PublicDecision",
    "PublicFile",
    "Publication",
    "Remedy",
    "Review",
    "Service",
    "Statement",
    "Transfer",
]
