"""A report that was sent to an office that is not competent: back to the intake desk, on to another office, decided
within the one clock that began at receipt (Order 121 art 41). Citizen and bureau at their pages."""

import datetime as dt
import re

import pytest
from django.test import Client

from casework.clocks import VER_15
from casework.kernel import tokens
from casework.kernel.models import Deadline
from casework.models import Case
from casework.services import cases
from complaints.models import Submission
from tests.complaints.citizen import sends
from tests.factories import approve, at

pytestmark = pytest.mark.django_db
WHY = "经营地不在桂城。"


def test_a_report_sent_to_the_wrong_office_is_verified_by_another_in_time(cast, client_of, clock_at):
    citizen, intake, head = Client(), client_of("intake"), client_of("unithead")
    clock_at("2026-05-06 09:00")
    answer = sends(citizen, "report", happened_on="2026-05-05")
    receipt = citizen.get(answer["Location"]).content.decode()
    report = Submission.objects.get()
    code = re.search(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}", receipt)[0]
    sheet, chosen = f"/desk/intake/{report.reference}/", "/desk/intake/chosen/"
    assert intake.post(f"{sheet}register/", {"token": tokens.issue()}).status_code == 303

    def send_to(office) -> None:
        words = {
            "send": "on",
            "office": office.pk,
            "cause": "未经同意收集消费者个人信息",
            "summary": "拍摄人脸",
        }
        line = {f"{report.reference}-{name}": value for name, value in words.items()}
        given = {"chosen": report.reference, f"token-{report.reference}": tokens.issue(), **line}
        assert intake.post(chosen, given).status_code == 200

    def progress() -> str:
        citizen.post("/complaints/track/", {"number": report.reference, "code": code})
        return citizen.get(f"/complaints/track/{report.reference}/").content.decode()

    send_to(cast["inspector1"].office)
    assert "桂城市场监督管理所" in progress()

    clock_at("2026-05-08 10:00")
    step = f"/desk/mediation/{report.reference}/return_report/"
    assert head.post(step, {"reason": WHY, "token": tokens.issue()}).status_code == 303
    told = progress()
    assert "退回重新分送" in told and "期限照常计算" in told and WHY not in told
    assert (
        "桂城市场监督管理所" not in told and report.reference in intake.get("/desk/intake/").content.decode()
    )

    clock_at("2026-05-09 10:00")
    assert WHY in intake.get(chosen, {"chosen": report.reference}).content.decode()
    send_to(cast["intake"].office)
    report.refresh_from_db()
    case, moment = Case.objects.get(reference=report.case_reference), at("2026-05-11 09:00")
    officers = [cast["inspector1"], cast["inspector2"]]
    cases.assign_officers(case=case, officers=officers, actor=cast["unithead"], at=moment)
    given = {"ground": "slight", "reason": "已改正。", "actor": cast["inspector1"], "at": moment}
    cases.propose_not_filing(case=case, **given)
    approve(cast, case, "not_filing", "2026-05-12 09:00")
    verified = Deadline.objects.get(clock=VER_15.id)
    assert (verified.started_on, verified.state) == (dt.date(2026, 5, 6), "met")
    assert verified.reference == case.reference
    assert [one.state for one in Case.objects.order_by("pk")] == ["returned", "not_filed"]
    assert "退回重新分送" in progress() and "决定不予立案" in progress()
