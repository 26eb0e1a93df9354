"""What hangs on a case and goes its own way beside it: a measure, a hearing, the execution, a remedy."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Self

from django.db import models

from casework.kernel.lifecycle import Text
from casework.kernel.models import Office, User
from casework.kernel.transitions import HasLifecycle
from casework.models.case import Case

OnFile = Mapping[int, Mapping[str, bool]]
"""Case pk → the facts that stand in other tables."""


class Proceeding(HasLifecycle):
    """One of them. It begins in the state ``new``, which its first act leaves in the same transaction: that
    act, too, is a row of its table."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["pk"]

    title = Text("", "")
    """What kind of thing it is, in words."""

    def history_references(self) -> tuple[str, ...]:
        return (self.reference, self.case.reference)

    @classmethod
    def facts_of(
        cls, matters: Sequence[Self], day: dt.date, on_file: OnFile
    ) -> dict[str, Mapping[str, bool]]:
        """Reference → facts, for a list; ``on_file`` are the facts of their cases. A kind that is asked for in
        numbers answers for all of them at once."""
        return {matter.reference: matter.facts(day) for matter in matters}

    def present(self) -> Mapping[str, Collection[int]]:
        """Those on the case are on what hangs on it."""
        return self.case.present()

    def clock_office(self) -> Office:
        return self.case.office

    def particulars(self) -> list[tuple[Text, Any]]:
        """What its page shows: labels and words, empty ones left out by the page."""
        return []
