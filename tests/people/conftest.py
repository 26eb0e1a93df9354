"""Pages of people: open one, send one of its forms."""

import pytest

from casework.kernel import staff, tokens


@pytest.fixture
def post():
    """``post(client, "/desk/people/officer/roles/", role="archivist")``: a form of a page just opened."""

    def sent(client, address: str, **fields):
        username = address.split("/")[3]
        version = staff.version_of(f"USR-{username}") or staff.version_of(f"OFF-{username}")
        return client.post(address, {"token": tokens.issue(version), **fields})

    return sent


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at("2021-09-13 10:00")
