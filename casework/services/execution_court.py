"""Demand and court (强制法 arts 53-58, 程序规定 art 76)."""

import datetime as dt
from typing import Any

from django.db import transaction

from casework.kernel.models import User
from casework.kernel.tokens import Token
from casework.kernel.transitions import lock, perform
from casework.models import Approval, Execution
from casework.services import approval_requests, documents
from casework.services.execution import open_court_window
from casework.services.execution_settling import open_fine, tell_the_case


@transaction.atomic
def make_demand(
    *, execution: Execution, actor: User, at: dt.datetime, token: Token | None = None
) -> Execution:
    """Make the demand letter over the open fine and the surcharge as fixed. The remedy period is over without
    a remedy; the letter still has to be served."""
    execution = perform(lock(execution), "make_demand", actor=actor, at=at, token=token)
    open_court_window(execution=execution, at=at)
    documents.make_demand_letter(execution, open_fine=open_fine(execution), actor=actor, at=at)
    tell_the_case(execution, "case.demand_made", actor=actor, at=at)
    return execution


@transaction.atomic
def hear_statement(
    *,
    execution: Execution,
    statement: str,
    answer: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Execution:
    """What the party says to the demand, and how it was re-checked (强制法 art 36)."""
    execution = lock(execution)
    execution.statement, execution.statement_answer = statement, answer
    return perform(execution, "hear_statement", actor=actor, at=at, token=token)


@transaction.atomic
def propose_court_application(
    *, execution: Execution, reason: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Approval:
    open_court_window(execution=execution, at=at)
    execution = perform(lock(execution), "propose_court_application", actor=actor, at=at, token=token)
    return approval_requests.request(
        case=execution.case,
        kind="court_application",
        reason=reason,
        requested_by=actor,
        at=at,
        subject=execution.reference,
    )


@transaction.atomic
def apply_to_court(*, approval: Approval, actor: User, at: dt.datetime) -> Execution:
    """The head signs; the application is filed that day, which ends the three months."""
    execution = lock(Execution.objects.get(reference=approval.subject))
    execution = perform(execution, "apply_to_court", actor=actor, at=at)
    case = execution.case
    documents.make_matter_approval(case, approval, matter="申请人民法院强制执行", actor=actor, at=at)
    documents.make_court_application(execution, open_fine=open_fine(execution), actor=actor, at=at)
    tell_the_case(execution, "case.court_applied", actor=actor, at=at)
    return execution


@transaction.atomic
def record_acceptance(*, execution: Execution, court: str, court_number: str, **by: Any) -> Execution:
    execution = lock(execution)
    execution.court, execution.court_number = court, court_number
    return _ruled(execution, "record_acceptance", "case.court_accepted", **by)


@transaction.atomic
def record_allowed(*, execution: Execution, ruling: str, **by: Any) -> Execution:
    return _record(execution, "record_allowed", ruling, "case.court_allowed", **by)


@transaction.atomic
def record_refused(*, execution: Execution, ruling: str, **by: Any) -> Execution:
    return _record(execution, "record_refused", ruling, "case.court_refused", **by)


@transaction.atomic
def record_end(
    *, execution: Execution, ruling: str, actor: User, at: dt.datetime, token: Token | None = None
) -> Execution:
    """The court ended the execution (终结执行): the case can be closed (程序规定 art 77(2))."""
    execution = _record(execution, "record_end", ruling, "case.court_ended", actor=actor, at=at, token=token)
    case = lock(execution.case)
    if case.state == "served":
        perform(case, "end_execution", actor=actor, at=at)
    return execution


def _record(execution: Execution, action: str, ruling: str, told: str, **by: Any) -> Execution:
    execution = lock(execution)
    execution.ruling = ruling
    return _ruled(execution, action, told, **by)


def _ruled(
    execution: Execution, action: str, told: str, *, actor: User, at: dt.datetime, token: Token | None = None
) -> Execution:
    execution = perform(execution, action, actor=actor, at=at, token=token)
    tell_the_case(execution, told, actor=actor, at=at)
    return execution
