"""The verbs of the desk: receive, register, route, put out of scope, supplement, open an identity, tell."""

from complaints.services.erasure import approve_erasure, ask_erasure, decline_erasure, erase_due
from complaints.services.identity import open_identity
from complaints.services.intake import put_out_of_scope, register, route
from complaints.services.receipts import qr_of, receipt_pdf, what_comes_next
from complaints.services.receiving import Receipt, SentFile, may_write_down, receive, supplement
from complaints.services.telling import tell_reporter

__all__ = [
    "Receipt",
    "SentFile",
    "approve_erasure",
    "ask_erasure",
    "decline_erasure",
    "erase_due",
    "may_write_down",
    "open_identity",
    "put_out_of_scope",
    "qr_of",
    "receipt_pdf",
    "receive",
    "register",
    "route",
    "supplement",
    "tell_reporter",
    "what_comes_next",
]
