"""What a submission can become, in tables: its states, its clocks, what lies outside the rule. Pure.

办法 = 市场监督管理投诉举报处理办法 (Order 121, from 2026-04-15), 暂行办法 = its predecessor (Order 20, until
2026-04-14). Order 121 has no transition clause: the rule in force on the day of the step applies.
"""

from complaints.lifecycle.conducts import CONDUCTS, Conduct
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
from complaints.lifecycle.scope import OUT_OF_SCOPE, Ground, out_of_scope_grounds
from complaints.lifecycle.submission import (
    CITIZEN,
    COMPLAINANT_NAMED,
    FILING_DECIDED,
    INTAKE,
    IS_REPORT,
    NOTICE_DUE,
    REPORTER_CONFIDENTIAL,
    REPORTER_NAMED,
    SUBMISSION,
)

__all__ = [
    "BOTH",
    "CHANNELS",
    "CITIZEN",
    "COMPLAINANT_NAMED",
    "COMPLAINT",
    "CONDUCTS",
    "FILING_DECIDED",
    "INTAKE",
    "IS_REPORT",
    "KINDS",
    "NOTICE_DUE",
    "O20_LAST_DAY",
    "OTHER",
    "OUT_OF_SCOPE",
    "RECEIPT_CLOCKS",
    "REPORT",
    "REPORTER_CONFIDENTIAL",
    "REPORTER_NAMED",
    "STAFF_CHANNELS",
    "SUBMISSION",
    "Conduct",
    "Ground",
    "out_of_scope_grounds",
]
