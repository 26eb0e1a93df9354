"""Measures and orders to correct by their pages, without JavaScript, and by the API."""

import pytest

from casework.lifecycle.measure_grounds import PRESERVATION_FORMALITIES, SEIZURE_FORMALITIES
from casework.models import Approval, Correction, Measure
from casework.services import measures
from tests.factories import at, case_in, deliver
from tests.web.forms import send, text_of

THINGS = "摄像头 | DS-2CD | 2 | 台 | 完好\n硬盘\t\t1\t块\t"
WHAT = {"reason": "设备可能被拆走", "things": THINGS, "place": "本局罚没物品仓库"}
TAKEN = {"taken_at": "2021-08-27T10:00", "signed_by": "钱知远"}


@pytest.fixture
def case(cast, clock_at):
    found = case_in(cast, "verifying")
    clock_at("2021-08-27 10:05")
    return found


def new(case, noun: str, action: str) -> str:
    return f"/desk/cases/{case.reference}/new/{noun}/{action}/"


def approve(client_of, kind: str) -> None:
    page = f"/desk/approvals/{Approval.objects.get(kind=kind, state='pending').reference}/"
    assert send(client_of("head"), page, to=f"{page}approve/").status_code == 303


def take(client_of, who: str, noun: str, matter, action: str, fields: dict | None = None) -> None:
    response = send(client_of(who), f"/desk/{noun}/{matter.reference}/{action}/", fields)
    assert response.status_code == 303, text_of(response)


def test_a_preservation_by_its_forms_from_the_case_page(case, client_of, clock_at):
    page = new(case, "measures", "propose_preservation")
    officer = client_of("officer")
    assert page in text_of(officer.get(f"/desk/cases/{case.reference}/"))
    assert page not in text_of(client_of("head").get(f"/desk/cases/{case.reference}/"))
    assert send(officer, page, WHAT).status_code == 303
    measure = Measure.objects.get()
    assert [str(thing) for thing in measure.things.all()] == ["摄像头 2台", "硬盘 1块"]
    approval = Approval.objects.get()
    asked = text_of(client_of("head").get(f"/desk/approvals/{approval.reference}/"))
    assert f"/desk/measures/{measure.reference}/" in asked and "摄像头 2台" in asked
    approve(client_of, "preservation")
    clock_at("2021-08-27 11:00")
    fields = TAKEN | {"taken_at": "2021-08-27T10:30", "formalities": list(PRESERVATION_FORMALITIES)}
    take(client_of, "officer", "measures", measure, "preserve", fields)
    shown = text_of(officer.get(f"/desk/measures/{measure.reference}/"))
    assert "登记保存中" in shown and "佛南市监先登〔2021〕1号" in shown and "摄像头" in shown
    handling = {"outcome": "copied", "reason": "已复制"}
    take(client_of, "officer", "measures", measure, "propose_handling", handling)
    approve(client_of, "preservation_handling")
    assert Measure.objects.get().state == "handled"
    assert "措施了结" in text_of(officer.get(f"/desk/cases/{case.reference}/history/"))


@pytest.mark.parametrize(
    "things",
    [
        "摄像头",
        "摄像头 | | 两 | 台",
        "摄像头 | | 0 | 台",
        "摄像头 | | 1e99 | 台",
        "a|b|1|台|好|多",
        "|x|1|台",
    ],
)
def test_a_line_that_is_no_thing_comes_back_with_its_number(case, client_of, things):
    fields = WHAT | {"things": f"硬盘 | | 1 | 块\n{things}"}
    response = send(client_of("officer"), new(case, "measures", "propose_preservation"), fields)
    assert response.status_code == 200 and "第2行" in text_of(response)
    assert "设备可能被拆走" in text_of(response) and not Measure.objects.exists()


def test_consumer_law_gives_no_power_to_seize_and_the_form_says_why(case, client_of):
    page = new(case, "measures", "propose_seizure")
    assert "消费者权益保护法第五十六条（没有授权）" in text_of(client_of("officer").get(page))
    response = send(client_of("officer"), page, WHAT | {"power": "consumer_56"})
    assert response.status_code == 409 and "没有授权查封、扣押" in text_of(response)
    assert "强制法第十条" in text_of(response) and not Measure.objects.exists()


def test_an_urgent_seizure_by_its_form_with_every_tick(case, client_of):
    page = new(case, "measures", "seize_at_once")
    fields = WHAT | TAKEN | {"power": "food", "formalities": ["told", "heard"]}
    response = send(client_of("officer"), page, fields)
    assert response.status_code == 200 and "没有这一项，措施就不合法" in text_of(response)
    assert (
        send(client_of("officer"), page, fields | {"formalities": list(SEIZURE_FORMALITIES)}).status_code
        == 303
    )
    measure = Measure.objects.get()
    assert (measure.state, measure.taken_at) == ("seized", at("2021-08-27 10:00"))
    shown = text_of(client_of("officer").get(f"/desk/measures/{measure.reference}/"))
    assert "待核" in shown and "2021年8月28日10:00" in shown
    assert "强制措施24小时报告" in text_of(
        client_of("head").get(f"/desk/approvals/{Approval.objects.get().reference}/")
    )
    assert "剩1天" in text_of(client_of("head").get("/desk/approvals/"))
    approve(client_of, "seizure_confirmation")
    take(
        client_of,
        "officer",
        "measures",
        measure,
        "propose_release",
        {"ground": "unrelated", "reason": "无关", "place": "本局"},
    )
    approve(client_of, "measure_release")
    take(client_of, "officer", "measures", measure, "give_back", {"received_by": "钱知远"})
    assert Measure.objects.get().state == "given_back"


def test_what_ended_by_itself_stands_on_the_first_page_of_officers_and_heads(case, client_of, clock_at):
    fields = WHAT | TAKEN | {"formalities": list(PRESERVATION_FORMALITIES)}
    assert send(client_of("officer"), new(case, "measures", "preserve_at_once"), fields).status_code == 303
    measures.lapse_due(at=clock_at("2021-09-08 00:10"))
    for person in ("officer", "head"):
        assert "期满自动失效，物品须退还" in text_of(client_of(person).get("/desk/"))
    for person in ("reviewer", "strangerhead"):
        assert "期满自动失效" not in text_of(client_of(person).get("/desk/"))
    page = f"/desk/measures/{Measure.objects.get().reference}/propose_handling/"
    assert client_of("officer").get(page).status_code == 409


def test_by_the_api(case, client_of):
    officer = client_of("officer")
    opened = officer.post(
        f"/api/v1/cases/{case.reference}/new/measures/propose_preservation/", WHAT, "application/json"
    )
    assert opened.status_code == 200
    measure = Measure.objects.get()
    shown = officer.get(f"/api/v1/measures/{measure.reference}/").json()
    assert shown["state"] == "preservation_proposed"
    step = f"/api/v1/measures/{measure.reference}/steps/preserve/"
    early = officer.post(step, TAKEN | {"formalities": list(PRESERVATION_FORMALITIES)}, "application/json")
    assert early.status_code == 409 and early.json()["law"]
    assert Measure.objects.get().state == "preservation_proposed"


@pytest.mark.parametrize("noun", ["measures", "corrections"])
def test_a_stranger_finds_nothing(cast, case, client_of, noun):
    send(client_of("officer"), new(case, "measures", "propose_preservation"), WHAT)
    stranger, measure = client_of("stranger"), Measure.objects.get()
    assert stranger.get(new(case, noun, "draft_order")).status_code == 404
    assert stranger.get(f"/desk/{noun}/{measure.reference}/").status_code == 404
    assert stranger.get(f"/api/v1/{noun}/{measure.reference}/").status_code == 404


def test_an_order_to_correct_by_its_forms(cast, client_of, clock_at):
    case = case_in(cast, "investigating")
    clock_at("2021-09-14 09:00")
    order = {
        "violation": "收集人脸信息",
        "basis": "根据处罚法第二十八条",
        "demand": "拆除",
        "by_day": "2021-09-20",
    }
    page = new(case, "corrections", "draft_order")
    assert send(client_of("officer"), page, order | {"by_day": "2021-09-14"}).status_code == 200
    assert send(client_of("officer"), page, order).status_code == 303
    correction = Correction.objects.get()
    own = f"/desk/corrections/{correction.reference}/"
    assert client_of("officer").get(f"{own}consent_to_order/").status_code == 403
    assert send(client_of("unithead"), own, to=f"{own}consent_to_order/").status_code == 303
    deliver("2021-09-14 09:05")
    document = Correction.objects.get().document
    served = {"method": "direct", "served_on": "2021-09-15", "received_by": "钱知远"}
    clock_at("2021-09-15 16:00")
    page = f"/desk/documents/{document.reference}/serve/"
    assert page in text_of(client_of("officer").get(own))
    assert send(client_of("officer"), page, served).status_code == 303
    assert "剩5天" in text_of(client_of("officer").get(own))
    clock_at("2021-09-23 09:00")
    assert "改正期限2021-09-20已过3天" in text_of(client_of("officer").get("/desk/"))
    found = {"inspected_on": "2021-09-23", "inspection": "仍在使用", "is_refused": "on"}
    take(client_of, "officer", "corrections", correction, "record_not_corrected", found)
    assert Correction.objects.get().is_refused
    assert "复查：没有改正" in text_of(client_of("officer").get(f"/desk/cases/{case.reference}/history/"))
