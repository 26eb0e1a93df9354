"""A list costs ten queries at most, and three hundred rows cost what a few cost."""

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.rows import TODAY, fill

BUDGET = 10
FEW, MANY = 51, 300  # enough for one of every kind and every stage of everything

# Who looks, and at what; "" is a visitor.
LISTS = (
    ("", "/decisions/"),
    ("", "/decisions/?q=人脸"),
    ("", "/api/v1/decisions/"),
    ("intake", "/desk/intake/"),
    ("intake", "/desk/intake/?show=tell"),
    ("intake", "/desk/intake/?show=all"),
    ("unithead", "/desk/intake/?show=all"),
    ("intake", "/api/v1/submissions/"),
    ("head", "/desk/approvals/"),
    ("principal", "/desk/approvals/?kind=decision"),
    ("head", "/api/v1/approvals/"),
    ("officer", "/desk/cases/"),
    ("officer", "/desk/cases/?mine=on"),
    ("head", "/desk/cases/?clock=overdue"),
    ("reviewer", "/desk/cases/?text=示例&office=guicheng"),
    ("head", "/api/v1/cases/"),
    ("inspector1", "/desk/visits/"),
    ("inspector1", "/m/"),
    ("head", "/desk/visits/"),
    ("inspector1", "/api/v1/visits/"),
    ("publisher1", "/desk/publications/"),
    *((name, "/desk/") for name in ("intake", "unithead", "officer", "reviewer", "head", "publisher1")),
)


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_every_list_keeps_its_budget_and_costs_the_same_for_any_number_of_rows(cast, client_of, clock_at):
    clock_at(f"{TODAY} 09:00")
    browsers = {name: client_of(name) if name else Client() for name, _ in LISTS}
    fill(cast, range(FEW))
    few = {(name, url): queries_of(browsers[name], url) for name, url in LISTS}
    fill(cast, range(FEW, MANY))
    many = {(name, url): queries_of(browsers[name], url) for name, url in LISTS}
    assert {look: n for look, n in many.items() if n > BUDGET} == {}
    assert {look: (few[look], many[look]) for look in few if few[look] != many[look]} == {}


def queries_of(browser: Client, url: str) -> int:
    with (
        CaptureQueriesContext(connections["default"]) as ours,
        CaptureQueriesContext(connections["public"]) as theirs,
    ):
        answer = browser.get(url)
    shown = answer.content.decode()
    assert url == "/desk/" or "示例商家" in shown or "VIS-2026-" in shown, f"{url} shows no row"
    return len(ours) + len(theirs)
