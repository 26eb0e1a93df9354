"""The seed case under investigation: faces recorded in a sales centre, 12 March to 31 August 2021."""

import datetime as dt

import pytest

from casework.kernel.clock import SHANGHAI
from casework.models import Case, Party
from casework.services import approvals, cases, dossier

DAY = dt.date(2021, 8, 31)


def at(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)


@pytest.fixture
def case(cast) -> Case:
    party = Party.objects.create(name="示例云岭置业（佛山）有限公司", uscc="91440605MA5XEX1A01")
    lead = cases.register_lead(
        office=cast["inspector1"].office,
        cause="未经同意收集消费者个人信息",
        summary="售楼处拍摄来访者人脸",
        source="report",
        source_reference="RPT-2021-000001",
        reporter_is_named=True,
        received_on=dt.date(2021, 8, 24),
        party=party,
        act_ended_on=DAY,
        actor=cast["intake"],
        at=at("2021-08-25 09:00"),
    )
    officers = [cast["inspector1"], cast["inspector2"], cast["officer"]]
    case = cases.assign_officers(
        case=lead, officers=officers, actor=cast["unithead"], at=at("2021-08-26 09:00")
    )
    for number, title in ((1, "现场笔录"), (2, "拆除、删除记录")):
        dossier.add_to_dossier(
            case=case,
            kind="site_record" if number == 1 else "material",
            reference=f"VIS-2021-00000{number}",
            title=title,
            made_by="陈立行",
            is_signed=True,
            on=DAY,
            path="/m/",
            actor=cast["inspector1"],
            at=at("2021-08-31 11:00"),
        )
    cases.propose_filing(case=case, reason="有初步证据", actor=cast["officer"], at=at("2021-09-10 09:00"))
    approvals.approve(
        approval=case.approvals.get(kind="filing"), actor=cast["head"], at=at("2021-09-13 10:00")
    )
    case.refresh_from_db()
    return case


@pytest.fixture
def filled() -> dict:
    """The worksheet of the seed case as an officer fills it in."""
    return {
        "q": "个人信息",
        "norms": ["CPL-56-personal-info"],
        "ended_on": "2021-08-31",
        "started_on": "2021-03-12",
        "grade": "ordinary",
        "amount_illegal_gains": "unknown",
        "why_illegal_gains": "信息没有转卖，获客收益不能与识别行为分开",
        "factors": ["32.1-harm-removed"],
        "evidence_32.1-harm-removed": "VIS-2021-000002",
        "tier": "ordinary",
        "proposed_fine": "180,000",
        "reason": "连续收集五个月，没有查到转卖。",
    }
