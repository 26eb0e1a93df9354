"""The press of a button: one verb for one posted form, done once however often it is pressed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest

from casework.kernel import clock, tokens
from casework.kernel.errors import AlreadyDone, DomainError, Invalid, Refused
from casework.kernel.rest import say

Verb = Callable[..., Any]


def press(request: HttpRequest, verb: Verb, /, **given: Any) -> None:
    """Carry the verb out for who is signed in, now, with the token of the form. A second press of the same form
    is done already; every refusal is the middleware's."""
    token = tokens.read(request.POST.get("token", ""))
    try:
        verb(**given, actor=request.user, at=clock.now(), token=token)
    except AlreadyDone:
        pass


def carried_out(request: HttpRequest, form: forms.Form, verb: Verb, /, **about: Any) -> bool:
    """The same with what the form asks for. What the verb finds wrong in it goes back into the form; a page that
    is out of date and a person who may not are the middleware's."""
    return _pressed(request, form, (Invalid, Refused), verb, about)


def step_taken(request: HttpRequest, form: forms.Form, verb: Verb, /, **about: Any) -> bool:
    """The same for a step of a table: what the table refuses is the middleware's too, with what would cure it."""
    return _pressed(request, form, (Invalid,), verb, about)


def _pressed(
    request: HttpRequest,
    form: forms.Form,
    wrong: tuple[type[DomainError], ...],
    verb: Verb,
    about: dict[str, Any],
) -> bool:
    try:
        press(request, verb, **about, **form.cleaned_data)
    except wrong as error:
        form.add_error(None, say(error.message))
        return False
    return True
