"""Papers of the investigation.

``what`` are the plain arguments of the builder of the same name in :mod:`casework.services.contexts`.
"""

import datetime as dt
from typing import Any

from casework.kernel.clock import day_of
from casework.kernel.models import User
from casework.kernel.references import profile_on
from casework.models import Case, Document
from casework.services import contexts
from casework.services.documents.making import make


def make_interview_notice(case: Case, *, actor: User, at: dt.datetime, **what: Any) -> Document:
    on = day_of(at)
    context = contexts.interview_notice(case, profile_on(case.office, on), on=on, **what)
    return make(case, "interview_notice", context, on=on, actor=actor, at=at)


def make_interview_record(case: Case, *, actor: User, at: dt.datetime, **what: Any) -> Document:
    context = contexts.interview_record(case, **what)
    return make(case, "interview_record", context, on=day_of(at), actor=actor, at=at)


def make_supply_notice(case: Case, *, actor: User, at: dt.datetime, **what: Any) -> Document:
    on = day_of(at)
    context = contexts.supply_notice(case, profile_on(case.office, on), on=on, **what)
    return make(case, "supply_notice", context, on=on, actor=actor, at=at)


def make_preservation_notice(case: Case, *, actor: User, at: dt.datetime, **what: Any) -> Document:
    on = day_of(at)
    context = contexts.preservation_notice(case, profile_on(case.office, on), on=on, **what)
    return make(case, "preservation_notice", context, on=on, actor=actor, at=at)


def make_preservation_release(case: Case, *, actor: User, at: dt.datetime, **what: Any) -> Document:
    on = day_of(at)
    context = contexts.preservation_release(case, profile_on(case.office, on), on=on, **what)
    return make(case, "preservation_release", context, on=on, actor=actor, at=at)


def make_correction_order(case: Case, *, actor: User, at: dt.datetime, **what: Any) -> Document:
    on = day_of(at)
    context = contexts.correction_order(case, profile_on(case.office, on), on=on, **what)
    return make(case, "correction_order", context, on=on, actor=actor, at=at)
