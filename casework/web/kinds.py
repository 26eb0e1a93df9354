"""What a kind of proceeding brings along: its noun, its verbs with their forms, and where they are taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from casework.kernel.transitions import HasLifecycle
from casework.models import Case, Proceeding
from casework.web.steps import Room, Step

NEW = "new"


@dataclass(frozen=True)
class Kind:
    """One kind of proceeding. ``noun`` is the word in its addresses, ``steps`` its verbs (called with the
    object as ``argument``), ``begins`` the verbs that open one (called with the case), by the action of the
    table that each performs first."""

    noun: str
    model: type[Proceeding]
    argument: str
    steps: Mapping[str, Step]
    begins: Mapping[str, Step]

    @cached_property
    def room(self) -> Room:
        return Room(
            argument=self.argument,
            steps=self.steps,
            address=lambda matter, action: reverse(f"{self.argument}_step", args=[matter.reference, action]),
            back=self.address,
        )

    @cached_property
    def door(self) -> Room:
        """How one is opened: the object is the one that is not there yet."""
        return Room(
            argument="case",
            given=lambda matter: matter.case,
            steps=self.begins,
            address=lambda matter, action: reverse(
                f"{self.argument}_new", args=[matter.case.reference, action]
            ),
            back=lambda matter: reverse("case", args=[matter.case.reference]),
        )

    def address(self, matter: HasLifecycle) -> str:
        return reverse(self.argument, args=[matter.reference])

    def unborn(self, case: Case) -> Proceeding:
        """The object as it would begin, for asking the table who may open it and why not."""
        return self.model(case=case, reference=case.reference, state=NEW, version=0)
