"""Papers of the execution."""

import datetime as dt
from decimal import Decimal

from casework.kernel.clock import day_of
from casework.kernel.models import User
from casework.kernel.references import profile_on
from casework.models import Document, Execution, PaymentPlan
from casework.services import contexts
from casework.services.documents.making import make


def make_payment_plan_notice(
    execution: Execution, plan: PaymentPlan, *, actor: User, at: dt.datetime
) -> Document:
    on = day_of(at)
    profile = profile_on(execution.case.office, on)
    context = contexts.payment_plan_notice(execution, plan, profile, on=on)
    return make(execution.case, "payment_plan_notice", context, on=on, actor=actor, at=at)


def make_demand_letter(execution: Execution, *, open_fine: Decimal, actor: User, at: dt.datetime) -> Document:
    on = day_of(at)
    profile = profile_on(execution.case.office, on)
    context = contexts.demand_letter(execution, profile, open_fine=open_fine, on=on)
    return make(execution.case, "demand_letter", context, on=on, actor=actor, at=at)


def make_court_application(
    execution: Execution, *, open_fine: Decimal, actor: User, at: dt.datetime
) -> Document:
    on = day_of(at)
    profile = profile_on(execution.case.office, on)
    context = contexts.court_application(execution, profile, open_fine=open_fine, on=on)
    return make(execution.case, "court_application", context, on=on, actor=actor, at=at)
