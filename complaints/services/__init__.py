"""The verbs of the desk: receive, register, route, put out of scope, supplement, open an identity, tell."""

from complaints.services.identity import open_identity
from complaints.services.intake import put_out_of_scope, register, route
from complaints.services.receiving import Receipt, SentFile, query_code, receive, supplement
from complaints.services.telling import tell_reporter

__all__ = [
    "Receipt",
    "SentFile",
    "open_identity",
    "put_out_of_scope",
    "query_code",
    "receive",
    "register",
    "route",
    "supplement",
    "tell_reporter",
]
