from collections.abc import Callable

import pytest
from django.test import Client

from casework.kernel.models import User
from casework.models import Case
from casework.services import cases
from tests.factories import at, file_evidence, lead
from tests.procedure.people import assemble

NOW = "2021-09-01 10:00"


@pytest.fixture
def people(cast, clock_at):
    clock_at("2021-08-20 09:00")
    return assemble(cast)


@pytest.fixture
def case(cast, people) -> Case:
    """A case under verification: ``author``, ``partner`` and ``both`` are its officers, ``author`` asked to file."""
    officers = [people["author"], people["partner"], people["both"]]
    found = cases.assign_officers(
        case=lead(cast), officers=officers, actor=people["unithead"], at=at("2021-08-26 09:00")
    )
    file_evidence(cast, found)
    return cases.propose_filing(
        case=found, reason="有初步证据", actor=people["author"], at=at("2021-08-31 15:00")
    )


@pytest.fixture
def browser_of() -> Callable[[User], Client]:
    """A browser in which this person is signed in."""

    def signed_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
