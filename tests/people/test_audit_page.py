"""The auditor reads who changed whom and who tried what, verifies the chain, and learns nothing of a case."""

import pytest
from django.test import Client

from casework.kernel import audit
from casework.kernel.models import AuditEvent
from tests.complaints.conftest import moment
from tests.factories import assign, lead, propose_filing
from tests.web.forms import send, text_of

AUDIT = "/desk/audit/"


def test_changes_of_people_and_offices_are_listed(client_of, post):
    post(client_of("secadmin"), "/desk/people/host/roles/", role="legal_reviewer")
    page = text_of(client_of("auditor").get(AUDIT))
    assert "授予岗位" in page and "USR-host" in page and "安全管理员（演示）" in page
    assert "USR-stranger" not in page  # another bureau
    narrowed = text_of(client_of("auditor").get(f"{AUDIT}?kind=people&text=host"))
    assert "USR-host" in narrowed and "USR-officer" not in narrowed


def test_what_happened_to_the_hotline_accounts_of_the_bureau_is_listed(cast, client_of):
    for admin, code in (("admin", "gd"), ("strangerhead", "sd")):
        audit.record(
            f"HOT-{code}", "hotline.account_opened", actor=cast[admin], at=moment("2026-05-06 09:00")
        )
    for kind in ("", "hotline"):
        page = text_of(client_of("auditor").get(f"{AUDIT}?kind={kind}"))
        assert "HOT-gd" in page and "开设热线账户" in page and "HOT-sd" not in page


def test_what_was_refused_is_listed_with_its_address(cast, client_of):
    case = assign(cast, lead(cast))
    fresh = lead(cast)
    client_of("officer").get("/desk/audit/")
    client_of("reviewer").get(f"/desk/cases/{fresh.reference}/assign_officers/")
    Client().post("/accounts/login/", {"login": "officer", "password": "wrong"})
    Client().post("/accounts/login/", {"login": "nobody", "password": "wrong"})
    page = text_of(client_of("auditor").get(f"{AUDIT}?kind=refused"))
    assert page.count("SEC-officer") == 2 and "登录失败" in page and "SEC-reviewer" in page
    assert fresh.reference in page and case.title not in page and case.party.name not in page


def test_what_is_refused_over_the_api_is_listed_too(cast, client_of):
    case = propose_filing(cast, assign(cast, lead(cast)))
    address = f"/api/v1/approvals/{case.approvals.get().reference}/approve/"
    assert client_of("reviewer").post(address, {"note": ""}, "application/json").status_code == 403
    assert address in text_of(client_of("auditor").get(f"{AUDIT}?kind=refused&text=reviewer"))


def test_no_entry_of_a_case_is_shown(cast, client_of):
    case = assign(cast, lead(cast))
    page = text_of(client_of("auditor").get(f"{AUDIT}?text=CAS"))
    assert case.reference not in page


def test_the_chain_is_verified_and_that_is_an_entry(client_of):
    audit.settle()
    auditor = client_of("auditor")
    answer = send(auditor, AUDIT, to=f"{AUDIT}verify/")
    assert answer.status_code == 303
    assert (
        "没有改动" in text_of(auditor.get(AUDIT))
        and AuditEvent.objects.filter(reference="AUDIT").count() == 1
    )


def test_a_chain_that_does_not_hold_says_where(client_of):
    answer = send(client_of("auditor"), AUDIT, to=f"{AUDIT}verify/")  # nothing is linked before the commit
    assert answer.status_code == 200 and "outside the chain" in text_of(answer)


@pytest.mark.parametrize("who", ["admin", "secadmin", "head", "stranger"])
def test_nobody_else_audits(client_of, who):
    assert client_of(who).get(AUDIT).status_code == 403
