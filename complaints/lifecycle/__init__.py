"""What a submission can become, in tables: its states, its clocks, what lies outside the rule. Pure.

办法 = 市场监督管理投诉举报处理办法 (Order 121, from 2026-04-15), 暂行办法 = its predecessor (Order 20, until
2026-04-14). Order 121 has no transition clause: the rule in force on the day of the step applies.
"""

from complaints.lifecycle.acceptance import ACCEPTANCE_CLOCKS, CITIZEN, INTAKE, MEDIATORS, SIGNERS, UNDECIDED
from complaints.lifecycle.conducts import CONDUCTS, Conduct
from complaints.lifecycle.guards import FILING_DECIDED, IS_REPORT, NOTICE_DUE, REPORTER_NAMED
from complaints.lifecycle.kinds import (
    BOTH,
    CHANNELS,
    COMPLAINT,
    KINDS,
    O20_LAST_DAY,
    OTHER,
    RECEIPT_CLOCKS,
    REPORT,
    STAFF_CHANNELS,
)
from complaints.lifecycle.mediation import HANDLED, IN_MEDIATION, MEDIATION_CLOCKS
from complaints.lifecycle.refusal import (
    FACTORS_LAW,
    LATER_FOUND,
    NO_DISPUTE_FACTORS,
    NON_ACCEPTANCE,
    REFUSED,
    TERMINATION,
    TIME,
    TOO_LATE,
    WITHDRAWN,
    factors_are_due,
    non_acceptance_grounds,
    termination_grounds,
)
from complaints.lifecycle.scope import OUT_OF_SCOPE, Ground, out_of_scope_grounds
from complaints.lifecycle.submission import COMPLAINANT_NAMED, REPORTER_CONFIDENTIAL, SUBMISSION
from complaints.lifecycle.wishes import WISHES, Wish, wish_of

__all__ = [
    "ACCEPTANCE_CLOCKS",
    "BOTH",
    "CHANNELS",
    "CITIZEN",
    "COMPLAINANT_NAMED",
    "COMPLAINT",
    "CONDUCTS",
    "FACTORS_LAW",
    "FILING_DECIDED",
    "HANDLED",
    "INTAKE",
    "IN_MEDIATION",
    "IS_REPORT",
    "KINDS",
    "LATER_FOUND",
    "MEDIATION_CLOCKS",
    "MEDIATORS",
    "NON_ACCEPTANCE",
    "NOTICE_DUE",
    "NO_DISPUTE_FACTORS",
    "O20_LAST_DAY",
    "OTHER",
    "OUT_OF_SCOPE",
    "RECEIPT_CLOCKS",
    "REFUSED",
    "REPORT",
    "REPORTER_CONFIDENTIAL",
    "REPORTER_NAMED",
    "SIGNERS",
    "STAFF_CHANNELS",
    "SUBMISSION",
    "TERMINATION",
    "TIME",
    "TOO_LATE",
    "UNDECIDED",
    "WISHES",
    "WITHDRAWN",
    "Conduct",
    "Ground",
    "Wish",
    "factors_are_due",
    "non_acceptance_grounds",
    "out_of_scope_grounds",
    "termination_grounds",
    "wish_of",
]
