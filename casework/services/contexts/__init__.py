"""What each document says: contexts built from the case file on the day of the act, then frozen.

Keys are documented at the head of each template. Values are words; statutory sentences come from
``casework.wording`` by the day of the act and stand here by their key only.
"""

from casework.services.contexts.approvals import (
    closing_approval,
    decision_approval,
    filing_approval,
    matter_approval,
)
from casework.services.contexts.deciding import (
    discussion_record,
    investigation_report,
    no_penalty_decision,
    penalty_decision,
    penalty_notice,
    review_opinion,
    spot_decision,
)
from casework.services.contexts.executing import court_application, demand_letter, payment_plan_notice
from casework.services.contexts.hearing import hearing_notice, hearing_record, hearing_report
from casework.services.contexts.investigation import (
    correction_order,
    interview_notice,
    interview_record,
    preservation_notice,
    preservation_release,
    supply_notice,
)
from casework.services.contexts.parts import Context, party_rows
from casework.services.contexts.publishing import penalty_decision_public
from casework.services.contexts.serving import address_confirmation, service_announcement, service_receipt

__all__ = [
    "Context",
    "address_confirmation",
    "closing_approval",
    "correction_order",
    "court_application",
    "decision_approval",
    "demand_letter",
    "discussion_record",
    "filing_approval",
    "hearing_notice",
    "hearing_record",
    "hearing_report",
    "interview_notice",
    "interview_record",
    "investigation_report",
    "matter_approval",
    "no_penalty_decision",
    "party_rows",
    "payment_plan_notice",
    "penalty_decision",
    "penalty_decision_public",
    "penalty_notice",
    "preservation_notice",
    "preservation_release",
    "review_opinion",
    "service_announcement",
    "service_receipt",
    "spot_decision",
    "supply_notice",
]
