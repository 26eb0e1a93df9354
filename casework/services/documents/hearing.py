"""Papers of the hearing.

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


def make_hearing_notice(case: Case, *, actor: User, at: dt.datetime, **what: Any) -> Document:
    on = day_of(at)
    context = contexts.hearing_notice(case, profile_on(case.office, on), on=on, **what)
    return make(case, "hearing_notice", context, on=on, actor=actor, at=at)


def make_hearing_record(case: Case, *, actor: User, at: dt.datetime, **what: Any) -> Document:
    context = contexts.hearing_record(case, **what)
    return make(case, "hearing_record", context, on=day_of(at), actor=actor, at=at)


def make_hearing_report(case: Case, *, actor: User, at: dt.datetime, **what: Any) -> Document:
    context = contexts.hearing_report(case, on=day_of(at), **what)
    return make(case, "hearing_report", context, on=day_of(at), actor=actor, at=at)
