"""Papers of service.

``what`` are the plain arguments of the builder of the same name in :mod:`casework.services.contexts`.
"""

import datetime as dt
from typing import Any

from casework.kernel.clock import day_of
from casework.kernel.models import User
from casework.kernel.references import profile_on
from casework.models import Case, Document, Service
from casework.services import contexts
from casework.services.documents.making import make


def make_service_receipt(case: Case, service: Service, *, actor: User, at: dt.datetime) -> Document:
    context = contexts.service_receipt(case, service)
    return make(case, "service_receipt", context, on=service.served_on, actor=actor, at=at)


def make_service_announcement(case: Case, *, actor: User, at: dt.datetime, **what: Any) -> Document:
    on = day_of(at)
    context = contexts.service_announcement(case, profile_on(case.office, on), on=on, **what)
    return make(case, "service_announcement", context, on=on, actor=actor, at=at)


def make_address_confirmation(case: Case, *, actor: User, at: dt.datetime, **what: Any) -> Document:
    on = day_of(at)
    context = contexts.address_confirmation(case, profile_on(case.office, on), on=on, **what)
    return make(case, "address_confirmation", context, on=on, actor=actor, at=at)
