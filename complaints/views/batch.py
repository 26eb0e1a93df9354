"""Several reports sent on at once: one sheet with a line for each, every line by the ordinary verb."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from casework import queries as hub
from casework.kernel import clock, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import DomainError, NotPermitted
from casework.kernel.lifecycle import WRONG_ROLE, Refusal, judge
from casework.kernel.models import User
from casework.kernel.rest import say
from complaints import queries, services, triage
from complaints.forms import RouteLineForm
from complaints.lifecycle import SUBMISSION
from complaints.lifecycle.acceptance import INTAKE
from complaints.models import Submission
from complaints.views.suggested import first_words, suggestions

# So many lines fit a sheet that a person still reads.
AT_MOST = 50
ROUTE = SUBMISSION.by_action["route"]
SHOWN = ("urgency", "kind", "office", "cause")


@dataclass(slots=True)
class Line:
    """One report of the sheet, and what became of it."""

    submission: Submission
    form: RouteLineForm
    hints: list[triage.Suggestion]
    returns: list[queries.Returned]
    refusals: tuple[Refusal, ...]
    """Why it cannot be sent on as it stands."""
    is_sent: bool = False
    error: DomainError | None = None

    @property
    def is_wrong(self) -> bool:
        return self.form.is_ticked and not self.is_sent


@login_required
@require_http_methods(["GET", "POST"])
def submissions_route(request: HttpRequest) -> HttpResponse:
    """What goes where, and why. Posted: the ticked lines are sent on, the others stay; what is refused stays with
    its reason, to be changed or left out. A second press finds each line done."""
    if not request.user.roles & INTAKE:
        raise NotPermitted(WRONG_ROLE, law=ROUTE.law)
    at = clock.now()
    posted = request.POST if request.method == "POST" else None
    chosen = (request.GET if posted is None else posted).getlist("chosen")[:AT_MOST]
    lines = _lines(request.user, chosen, posted, day_of(at))
    if posted is not None:
        _send(lines, posted, request.user, at)
    context = {
        "lines": lines,
        "is_answer": posted is not None,
        "sent": sum(line.is_sent for line in lines),
        "may_go": any(not line.is_sent and not line.refusals for line in lines),
    }
    status = 422 if any(line.is_wrong for line in lines) else 200
    return render(request, "complaints/route_chosen.html", context, status=status)


def _lines(user: User, chosen: list[str], posted: QueryDict | None, day: dt.date) -> list[Line]:
    found = queries.with_clocks(queries.chosen_for(user, chosen), day)
    twins, returns = queries.with_a_twin(found), queries.returns_of(found)
    own = hub.offices_read_by(user)
    lines = []
    for one in found:
        offices = [office for office in own if office.path.startswith(one.office.path)]
        suggested = suggestions(one, queries.as_places(offices), has_twin=one.form_token in twins)
        words = {**first_words(one, suggested, offices, returns[one.reference]), "send": True}
        form = RouteLineForm(posted, prefix=one.reference, office=one.office, offices=offices, initial=words)
        hints = [hint for name in SHOWN for hint in suggested[name]]
        lines.append(Line(one, form, hints, returns[one.reference], _why_not(one, user, day)))
    return lines


def _why_not(found: Submission, user: User, day: dt.date) -> tuple[Refusal, ...]:
    acting, on_file = user.acting_on(day, found.office), {"is_report": found.is_report}
    return judge(ROUTE, found.state, acting, on_file, {}, day).refusals


def _send(lines: list[Line], posted: QueryDict, user: User, at: dt.datetime) -> None:
    ready = [line for line in lines if line.form.is_ticked and line.form.is_valid()]
    chosen = [
        (
            line.submission,
            line.form.routing(),
            tokens.read(posted.get(f"token-{line.submission.reference}", "")),
        )
        for line in ready
    ]
    for line, answer in zip(ready, services.route_each(chosen=chosen, actor=user, at=at), strict=True):
        line.submission, line.error, line.is_sent = answer.submission, answer.error, answer.error is None
        if answer.error:
            line.form.add_error(None, f"{say(answer.error.message)}　{answer.error.law}".rstrip())
