"""A refusal has one shape: a code, words, an article. Pages and API each turn it into an answer once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from casework.kernel.lifecycle import Refusal, Text


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tried what on which object, when: kept with the refusal so that it can be put on record."""

    reference: str
    action: str
    actor_id: int | None
    at: dt.datetime


class DomainError(Exception):
    """Something that the domain refuses. ``status`` is the HTTP status of the answer; nothing was changed."""

    status = 400
    code = "refused"
    attempt: Attempt | None = None
    """Set where somebody really tried, and not where a page only asked whether one could."""

    def __init__(self, message: Text, *, law: str = "", refusals: Sequence[Refusal] = ()) -> None:
        super().__init__(message.en)
        self.message = message
        self.law = law
        self.refusals = tuple(refusals)


class Refused(DomainError):
    """The act is not possible now: wrong order, a document missing, a period still running."""

    status = 409
    code = "refused"

    @classmethod
    def because(cls, refusals: Sequence[Refusal]) -> "DomainError":
        """The refusal for these reasons; a wrong role or a barred person is a 403, the rest a 409."""
        first = refusals[0]
        kind = NotPermitted if first.code in ("role", "separation", "not_on_case") else cls
        return kind(first.message, law=first.law, refusals=refusals)


class NotPermitted(DomainError):
    """The person may not do this, here or at all."""

    status = 403
    code = "not-permitted"


class Stale(DomainError):
    """Somebody else was first; the message says who and when."""

    status = 409
    code = "stale"


class Invalid(DomainError):
    """The input is wrong; the message says what to do."""

    status = 400
    code = "invalid"


class NotFound(DomainError):
    """Nothing there, or nothing that this person may know of: the answer is the same."""

    status = 404
    code = "not-found"

    def __init__(self) -> None:
        super().__init__(Text("没有找到，或者您无权查看。", "Not found, or not open to you."))


class AlreadyDone(Exception):
    """The same form was sent before: not an error, the earlier answer stands."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference
