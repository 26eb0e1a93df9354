"""The seed report of August 2021, and the steps that the tests of this desk start from."""

import datetime as dt
import uuid
from io import BytesIO

import pytest
from PIL import Image

from casework.kernel.clock import SHANGHAI
from casework.models import Approval, Case
from casework.services import approvals, cases, dossier
from complaints import services
from complaints.models import Submission

STORY = "8月21日下午我去云岭花园售楼处看房，大堂顶上有两个摄像头对着门口。"
REPORTER = {"name": "卢晓岚", "phone": "13800000001", "email": ""}


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def picture(colour: str = "teal") -> bytes:
    content = BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "JPEG")
    return content.getvalue()


@pytest.fixture
def send(cast):
    """Send a report in: ``send(at="2026-05-06 09:00", kind="both", reporter=None)``."""

    def sent(at: str = "2021-08-24 09:58", **changes) -> services.Receipt:
        given = {
            "kind": "report",
            "channel": "web",
            "office": cast["intake"].office,
            "form_token": uuid.uuid4(),
            "trader_name": "示例云岭置业（佛山）有限公司",
            "trader_uscc": "91440605MA5XEX1A01",
            "trader_address": "佛山市南海区桂城街道演示路18号",
            "conducts": ["face_capture"],
            "story": STORY,
            "happened_on": dt.date(2021, 8, 21),
            "wants_told": True,
            "reporter": REPORTER,
        }
        return services.receive(**{**given, **changes}, at=moment(at))

    return sent


@pytest.fixture
def routed(cast, send):
    """A report on its way: received, registered, sent to the station; returns it with its fresh state."""

    def on_its_way(at: str = "2021-08-24 09:58", then: str = "2021-08-25 09:00", **changes) -> Submission:
        [submission] = send(at, **changes).submissions
        services.register(submission=submission, actor=cast["intake"], at=moment(then))
        return services.route(
            submission=submission,
            office=cast["inspector1"].office,
            cause="未经同意收集消费者个人信息",
            summary="售楼处未经同意拍摄来访者人脸",
            party_name=submission.trader_name,
            party_uscc=submission.trader_uscc,
            actor=cast["intake"],
            at=moment(then),
        )

    return on_its_way


@pytest.fixture
def decide_filing(cast):
    """Let the head decide on filing: the two officers verify, propose, and the head approves."""

    def decided(submission: Submission, at: str, *, file: bool = True) -> Case:
        case = Case.objects.get(reference=submission.case_reference)
        officers = [cast["inspector1"], cast["inspector2"], cast["officer"]]
        cases.assign_officers(case=case, officers=officers, actor=cast["unithead"], at=moment(at))
        dossier.add_to_dossier(
            case=case,
            kind="site_record",
            reference="VIS-2021-000001",
            title="现场笔录",
            made_by="陈立行",
            is_signed=True,
            on=moment(at).date(),
            path="/m/VIS-2021-000001/",
            actor=cast["inspector1"],
            at=moment(at),
        )
        by = {"reason": "核查完毕", "actor": cast["officer"], "at": moment(at)}
        if file:
            cases.propose_filing(case=case, **by)
        else:
            cases.propose_not_filing(case=case, ground="slight", **by)
        approval = Approval.objects.get(case=case, state="pending")
        approvals.approve(approval=approval, actor=cast["head"], at=moment(at))
        return Case.objects.get(pk=case.pk)

    return decided
