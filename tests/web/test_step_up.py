"""Where it is asked for, approving needs a sign-in of the last minutes, on the page, in a batch and over the API."""

import pytest

from casework.kernel import tokens
from casework.models import Approval
from tests.factories import assign, lead, propose_filing


@pytest.fixture
def filing(cast, clock_at, settings) -> Approval:
    case = propose_filing(cast, assign(cast, lead(cast)))
    clock_at("2021-09-13 10:00")
    settings.STEP_UP_REQUIRED = True
    return Approval.objects.get(case=case)


def test_an_old_sign_in_is_asked_again_before_anything_is_approved(client_of, filing):
    client = client_of("head")  # signed in without a record of when
    page = f"/desk/approvals/{filing.reference}/"
    answer = client.post(f"{page}approve/", {"note": "", "token": tokens.issue(filing.version)})
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/")
    batch = {"chosen": filing.reference, f"token-{filing.reference}": tokens.issue(filing.version)}
    answer = client.post("/desk/approvals/chosen/approve/", batch)
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/")
    answer = client.post(f"/api/v1{page.removeprefix('/desk')}approve/", {}, "application/json")
    assert answer.status_code == 403
    filing.refresh_from_db()
    assert filing.state == "pending"


def test_returning_needs_none(client_of, filing):
    page = f"/desk/approvals/{filing.reference}/"
    answer = client_of("head").post(
        f"{page}return/", {"note": "请补充", "token": tokens.issue(filing.version)}
    )
    assert answer.status_code == 303
