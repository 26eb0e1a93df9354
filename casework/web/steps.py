"""A step of the table as a page: what it needs, what it asks, what follows from it; the same over the API."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from rest_framework.exceptions import ValidationError

from casework.kernel import clock, tokens
from casework.kernel.clock import day_of
from casework.kernel.errors import AlreadyDone, Refused
from casework.kernel.lifecycle import Option, Text
from casework.kernel.pages import see_other
from casework.kernel.presses import step_taken
from casework.kernel.transitions import HasLifecycle, option
from casework.web.case_forms import StepForm
from casework.web.consequences import consequences
from casework.web.requirements import requirements


@dataclass(frozen=True)
class Step:
    """A verb, the form that asks for what it needs, the words of its button and of its answer. ``other`` is
    the step that the same form can take instead; ``supplies`` are the facts that the form itself brings."""

    verb: Callable[..., Any]
    form: type[StepForm]
    button: Text
    done: Text
    other: str = ""
    supplies: frozenset[str] = frozenset()
    only_when_open: bool = False
    """Its time may never come: the page shows it only when it can be taken."""

    @property
    def is_press(self) -> bool:
        """Nothing to fill in."""
        return not self.form.base_fields


@dataclass(frozen=True)
class Room:
    """The steps of one kind of object and where they are taken. ``argument`` is what the verbs call the
    object; ``address`` gives the page of one of its steps, ``back`` the page to return to."""

    argument: str
    steps: Mapping[str, Step]
    address: Callable[[HasLifecycle, str], str]
    back: Callable[[HasLifecycle], str]
    case_of: Callable[[Any], Any] = field(default=lambda subject: subject.case)
    given: Callable[[Any], Any] = field(default=lambda subject: subject)
    """What the verbs get; another object than the one judged where they open it."""

    def before_the_form(self, judged: Option) -> Option:
        """The option without the reasons that filling in its form does away with."""
        doing = self.steps.get(judged.transition.action)
        supplied = doing.supplies if doing else ()
        return replace(judged, refusals=tuple(r for r in judged.refusals if r.code not in supplied))

    def form(self, subject: HasLifecycle, action: str, at: dt.datetime, *sent: Any) -> StepForm:
        return self.steps[action].form(*sent, case=self.case_of(subject), subject=subject, day=day_of(at))


def take(request: HttpRequest, room: Room, subject: HasLifecycle, action: str) -> HttpResponse:
    """The page of one step: its form, or the deed and the way back."""
    at = clock.now()
    doing = room.steps[action]
    is_post = request.method == "POST"
    form = room.form(subject, action, at, *((request.POST, request.FILES) if is_post else ()))
    about = {room.argument: room.given(subject)}
    if form.is_valid() and step_taken(request, form, doing.verb, **about):
        return see_other(request, room.back(subject), doing.done)
    judged = room.before_the_form(option(subject, action, request.user, day_of(at)))
    if not judged.is_allowed:
        raise Refused.because(judged.refusals)
    case = room.case_of(subject)
    context = {
        "case": case,
        "subject": subject,
        "form": form,
        "step": doing,
        "other": room.steps.get(doing.other),
        "other_url": doing.other and room.address(subject, doing.other),
        "back": room.back(subject),
        "transition": judged.transition,
        "checks": requirements(judged, case),
        "follows": consequences(judged.transition, subject, case, day_of(at)),
    }
    # A step that shows more than its form has a page of its own.
    return render(request, [f"cases/step_{action}.html", "cases/step.html"], context)


def take_by_api(request: Any, room: Room, subject: HasLifecycle, action: str) -> None:
    """The same step from JSON or multipart: the fields are those of the form, ``version`` that of the object
    as it was read, ``key`` (a UUID) makes a repeat harmless. Wrong fields are a 400 that names them."""
    at = clock.now()
    if not isinstance(request.data, Mapping):
        raise ValidationError({"non_field_errors": ["An object with the fields of the form is wanted."]})
    form = room.form(subject, action, at, as_typed(request.data), request.FILES)
    if not form.is_valid():
        raise ValidationError(form.errors)
    token = tokens.of_caller(request.data.get("key"), request.data.get("version"))
    about = {room.argument: room.given(subject), **form.cleaned_data}
    try:
        room.steps[action].verb(**about, actor=request.user, at=at, token=token)
    except AlreadyDone:
        pass


def as_typed(data: Mapping[str, Any]) -> MultiValueDict:
    """Values of JSON as a person would have typed them: forms read words."""
    if isinstance(data, MultiValueDict):
        return data
    several = {key: value if isinstance(value, list) else [value] for key, value in data.items()}
    return MultiValueDict(
        {key: [str(value) for value in values if value is not None] for key, values in several.items()}
    )
