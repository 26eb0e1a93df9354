"""What the officers ask the party for: an interview, material; each by its form, on a numbered paper."""

import pytest

from casework.kernel import tokens
from casework.models import Document
from tests.factories import case_in, deliver
from tests.web.forms import text_of


def send(client, case, step: str, **fields):
    return client.post(
        f"/desk/cases/{case.reference}/{step}/", {"token": tokens.issue(case.version), **fields}
    )


@pytest.fixture
def case(cast, clock_at):
    found = case_in(cast, "investigating")
    clock_at("2021-09-14 09:00")
    return found


def test_the_party_is_asked_to_an_interview(case, client_of):
    asked = {"subject": "核实采集设备", "place": "本局302室", "bring": "营业执照\n设备合同"}
    client = client_of("officer")
    answer = send(client, case, "ask_to_interview", time="2021-09-13T09:00", **asked)
    assert "询问时间须在现在之后" in text_of(answer)
    assert send(client, case, "ask_to_interview", time="2021-09-22T09:30", **asked).status_code == 303
    paper = Document.objects.get(case=case, kind="interview_notice")
    assert paper.number == "佛南市监询通〔2021〕1号" and paper.context["bring"] == ["营业执照", "设备合同"]
    deliver("2021-09-14 09:05")
    paper.refresh_from_db()
    assert paper.file is not None


def test_the_party_is_asked_for_material_and_others_do_not_ask(case, client_of):
    asked = {"subject": "核实采集设备", "items": "设备合同", "until": "2021-09-24"}
    assert send(client_of("officer"), case, "ask_for_material", **asked).status_code == 303
    assert Document.objects.get(case=case, kind="supply_notice").number == "佛南市监限提〔2021〕1号"
    case.refresh_from_db()
    for who, status in (("head", 403), ("stranger", 404)):
        assert send(client_of(who), case, "ask_for_material", **asked).status_code == status
