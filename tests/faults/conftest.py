from collections.abc import Iterator

import pytest

from tests.faults.site import Site


@pytest.fixture
def site(tmp_path) -> Iterator[Site]:
    """The whole product, running; nothing of it is left afterwards."""
    place = Site(tmp_path)
    try:
        place.start()
        yield place
    finally:
        place.stop()
