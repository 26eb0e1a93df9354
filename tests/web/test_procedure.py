"""The procedure as a picture: drawn from the tables, whole, and for those who read cases."""

import pytest

from casework.lifecycle import APPROVAL, CASE, PUBLICATION
from casework.web.procedure import picture
from casework.web.proceedings import KINDS
from complaints.lifecycle import SUBMISSION
from tests.web.forms import text_of

TABLES = [SUBMISSION, CASE, APPROVAL, PUBLICATION, *(kind.model.lifecycle for kind in KINDS.values())]


def test_every_state_and_every_article_stands_on_the_page(cast, client_of, clock_at):
    clock_at("2026-11-24 09:00")
    page = text_of(client_of("officer").get("/desk/procedure/"))
    assert "property object" not in page
    for table in TABLES:
        for state in table.states:
            assert f'id="{table.name}-{state.name}"' in page and state.title.zh in page
        for transition in table.transitions:
            assert transition.title.zh in page and transition.law in page, transition.action


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_way_from_state_to_state_is_an_arrow(table):
    ways = {
        (source, row.target)
        for row in table.transitions
        for source in row.sources
        if row.target not in ("=", source)
    }
    drawn = picture(table)
    assert len(drawn["arcs"]) == len(ways)
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= drawn["width"] for box in drawn["boxes"])


def test_an_administrator_does_not_read_it(client_of, clock_at):
    clock_at("2026-11-24 09:00")
    assert client_of("admin").get("/desk/procedure/").status_code == 403
