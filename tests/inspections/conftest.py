"""A case under verification, and visits at each stage of their course."""

import datetime as dt
import io
import uuid

import pytest
from PIL import Image

from casework.kernel import outbox
from casework.kernel.clock import SHANGHAI
from casework.models import Approval, Case, Party
from casework.services import approvals, cases
from inspections.models import Visit
from inspections.services import evidence, signatures, visits


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def picture(colour: str = "teal", kind: str = "JPEG", size: tuple[int, int] = (60, 45)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, kind)
    return written.getvalue()


SIGNED = (picture("black", "PNG", (300, 100)), "image/png")

RECORD = {
    "told_rights": "执法人员出示执法证件，告知权利。在场人员表示听清楚，不申请回避。",
    "findings": "大堂入口上方和沙盘区各装有一台具有人脸识别功能的摄像机。",
    "recording": "执法记录仪（编号演示-07）全程录音录像。",
    "party_name": "何可盈",
    "party_capacity": "售楼处现场经理",
    "party_statement": "摄像机由集团统一采购。",
}


@pytest.fixture
def case(cast) -> Case:
    return case_of(cast)


def case_of(cast) -> Case:
    party, _ = Party.objects.get_or_create(
        uscc="91440605MA5XEX1A01",
        defaults={
            "name": "示例云岭置业（佛山）有限公司",
            "address": "佛山市南海区桂城街道演示路18号",
        },
    )
    lead = cases.register_lead(
        office=cast["inspector1"].office,
        cause="未经同意收集消费者个人信息",
        summary="售楼处拍摄来访者人脸",
        source="report",
        received_on=dt.date(2021, 8, 24),
        party=party,
        actor=cast["intake"],
        at=at("2021-08-25 09:00"),
    )
    return cases.assign_officers(
        case=lead,
        officers=[cast["inspector1"], cast["inspector2"]],
        actor=cast["unithead"],
        at=at("2021-08-26 09:00"),
    )


def plan(cast, case: Case) -> Visit:
    return visits.plan(
        case=case,
        officers=[cast["inspector1"], cast["inspector2"]],
        place="桂城街道演示路18号云岭花园售楼处",
        purpose="有人脸识别功能的摄像机；\n告知和同意情况。",
        planned_for=at("2021-08-31 10:00"),
        checklist=["有没有人脸识别功能的摄像机", "显著位置有没有提示"],
        actor=cast["inspector1"],
        at=at("2021-08-27 09:00"),
    )


def approve(cast, visit: Visit) -> None:
    approvals.approve(
        approval=Approval.objects.get(subject=visit.reference, state="pending"),
        actor=cast["head"],
        at=at("2021-08-30 09:00"),
    )


@pytest.fixture
def planned(cast, case) -> Visit:
    return plan(cast, case)


@pytest.fixture
def notified(cast, planned) -> Visit:
    approve(cast, planned)
    return visits.give_notice(visit=planned, actor=cast["inspector1"], at=at("2021-08-30 15:00"))


@pytest.fixture
def under_way(cast, notified) -> Visit:
    return visits.begin(visit=notified, actor=cast["inspector1"], at=at("2021-08-31 10:02"))


@pytest.fixture
def ready(cast, under_way) -> Visit:
    """Written down, one photo, signed by everybody: only the last step is missing."""
    add_photo(cast, under_way)
    visit = visits.record_findings(
        visit=under_way,
        answers=[{"answer": "yes", "note": "2台"}, {"answer": "no", "note": ""}],
        actor=cast["inspector2"],
        at=at("2021-08-31 11:20"),
        **RECORD,
    )
    for name in ("inspector1", "inspector2"):
        signatures.sign_officer(visit=visit, image=SIGNED, actor=cast[name], at=at("2021-08-31 11:30"))
    signatures.sign_party(
        visit=visit, name="何可盈", image=SIGNED, actor=cast["inspector1"], at=at("2021-08-31 11:32")
    )
    return visit


@pytest.fixture
def signed(cast, ready) -> Visit:
    visit = visits.finish(visit=ready, actor=cast["inspector1"], at=at("2021-08-31 11:38"))
    deliver("2021-08-31 11:40")
    visit.refresh_from_db()
    return visit


def add_photo(cast, visit: Visit, **fields):
    return evidence.add_evidence(
        **{
            "visit": visit,
            "client_uuid": uuid.uuid4(),
            "content": picture(),
            "content_type": "image/jpeg",
            "caption": "入口上方摄像机",
            "actor": cast["inspector1"],
            "at": at("2021-08-31 10:17"),
            **fields,
        }
    )


def deliver(moment: str) -> None:
    while outbox.deliver_due(at=at(moment)):
        pass
