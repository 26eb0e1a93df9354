"""The case file, by aggregate."""

from casework.models.approval import Approval
from casework.models.case import Case, CaseOfficer
from casework.models.correction import Correction
from casework.models.decision import Decision
from casework.models.document import Document, PublicDocument
from casework.models.dossier import DossierEntry
from casework.models.escalation import Escalation
from casework.models.execution import Execution, Instalment, PaymentPlan, Stay, Surcharge
from casework.models.hearing import Hearing
from casework.models.measure import Measure, MeasureThing
from casework.models.money import BankStatement, Payment, Refund, StatementLine
from casework.models.party import Party
from casework.models.procedure import Discussion, Review, Statement, Voice
from casework.models.proceeding import Proceeding
from casework.models.proposal import Proposal
from casework.models.publication import Publication, PublicDecision, PublicFile
from casework.models.remedy import FrozenFile, Remedy
from casework.models.service import AddressConfirmation, Announcement, Service
from casework.models.spot import Collection
from casework.models.transfer import Transfer

__all__ = [
    "AddressConfirmation",
    "Announcement",
    "Approval",
    "BankStatement",
    "Case",
    "CaseOfficer",
    "Collection",
    "Correction",
    "Decision",
    "Discussion",
    "Document",
    "DossierEntry",
    "Escalation",
    "Execution",
    "FrozenFile",
    "Hearing",
    "Instalment",
    "Measure",
    "MeasureThing",
    "Party",
    "Payment",
    "PaymentPlan",
    "Proceeding",
    "Proposal",
    "PublicDecision",
    "PublicDocument",
    "PublicFile",
    "Publication",
    "Refund",
    "Remedy",
    "Review",
    "Service",
    "Statement",
    "StatementLine",
    "Stay",
    "Surcharge",
    "Transfer",
    "Voice",
]
