"""The verbs of the desk: from receiving through acceptance, mediation and its end to telling."""

from complaints.services.acceptance import (
    accept,
    ask_identity,
    propose_refusal,
    record_identity,
    refuse,
    return_refusal,
    return_to_intake,
    send_to_office,
)
from complaints.services.claimant import open_claimant, refuse_sheet_of_claimant
from complaints.services.clues import register_clue
from complaints.services.ending import (
    agree,
    close_complaint,
    record_told,
    refer_to_police,
    terminate,
    withdraw,
)
from complaints.services.erasure import approve_erasure, ask_erasure, decline_erasure, erase_due
from complaints.services.identity import open_identity
from complaints.services.intake import put_out_of_scope, register, return_report, route, route_each
from complaints.services.joining import join, separate
from complaints.services.letters import register_form
from complaints.services.mediation import (
    begin_mediation,
    call_session,
    decide_recusal,
    delegate_mediation,
    end_appraisal,
    record_session,
    send_for_appraisal,
    stop_for_recusal,
)
from complaints.services.receipts import qr_of, receipt_pdf, what_comes_next
from complaints.services.receiving import Receipt, SentFile, may_write_down, receive, supplement
from complaints.services.results import tell_result, tell_result_again
from complaints.services.telling import tell_reporter

__all__ = [
    "Receipt",
    "SentFile",
    "accept",
    "agree",
    "approve_erasure",
    "ask_erasure",
    "ask_identity",
    "begin_mediation",
    "call_session",
    "close_complaint",
    "decide_recusal",
    "decline_erasure",
    "delegate_mediation",
    "end_appraisal",
    "erase_due",
    "join",
    "may_write_down",
    "open_claimant",
    "open_identity",
    "propose_refusal",
    "put_out_of_scope",
    "qr_of",
    "receipt_pdf",
    "receive",
    "record_identity",
    "record_session",
    "record_told",
    "refer_to_police",
    "refuse",
    "refuse_sheet_of_claimant",
    "register",
    "register_clue",
    "register_form",
    "return_refusal",
    "return_report",
    "return_to_intake",
    "route",
    "route_each",
    "send_for_appraisal",
    "send_to_office",
    "separate",
    "stop_for_recusal",
    "supplement",
    "tell_reporter",
    "tell_result",
    "tell_result_again",
    "terminate",
    "what_comes_next",
    "withdraw",
]
