"""Legal documents: a builder for each kind, the frozen context, the PDF, the scan of the signed copy.

The builders choose every statutory sentence by the day of the act (casework.wording), so that a template
carries none.
"""

from casework.services.documents.approvals import (
    make_closing_approval,
    make_decision_approval,
    make_filing_approval,
    make_matter_approval,
)
from casework.services.documents.checking import mark_corrected, mark_revoked
from casework.services.documents.deciding import (
    make_discussion_record,
    make_investigation_report,
    make_no_penalty_decision,
    make_penalty_decision,
    make_penalty_notice,
    make_public_decision,
    make_review_opinion,
    make_spot_decision,
)
from casework.services.documents.drafts import DRAFTS, draft
from casework.services.documents.hearing import make_hearing_notice, make_hearing_record, make_hearing_report
from casework.services.documents.investigation import (
    make_correction_order,
    make_interview_notice,
    make_interview_record,
    make_preservation_notice,
    make_preservation_release,
    make_supply_notice,
)
from casework.services.documents.making import SCANNERS, attach_scan, make, render
from casework.services.documents.serving import (
    make_address_confirmation,
    make_service_announcement,
    make_service_receipt,
)

__all__ = [
    "DRAFTS",
    "SCANNERS",
    "attach_scan",
    "draft",
    "make",
    "make_address_confirmation",
    "make_closing_approval",
    "make_correction_order",
    "make_decision_approval",
    "make_discussion_record",
    "make_filing_approval",
    "make_hearing_notice",
    "make_hearing_record",
    "make_hearing_report",
    "make_interview_notice",
    "make_interview_record",
    "make_investigation_report",
    "make_matter_approval",
    "make_no_penalty_decision",
    "make_penalty_decision",
    "make_penalty_notice",
    "make_preservation_notice",
    "make_preservation_release",
    "make_public_decision",
    "make_review_opinion",
    "make_service_announcement",
    "make_service_receipt",
    "make_spot_decision",
    "make_supply_notice",
    "mark_corrected",
    "mark_revoked",
    "render",
]
