"""送达 by every lawful method, through the pages of the officers: what each asks for, which day counts, what is
refused and by which article."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.clocks import CLOCKS
from casework.kernel import audit, deadlines
from casework.kernel.models import Deadline
from casework.lifecycle.service import METHODS, RECORDED, against, lacking, notice_clock
from casework.models import Case, Document, Service
from casework.services import announcements
from casework.services.deadlines import rebuild
from tests.factories import at, case_in, deliver
from tests.web.forms import send, text_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SERVED = {
    "direct": {"received_by": "钱知远（演示）", "relation": "representative"},
    "left": {"reason": "拒绝签收", "witness": "桂城居委会梁某"},
    "electronic": {"recording": "短信截屏"},
    "post": {"received_by": "钱知远（演示）", "tracking": "EMS0001"},
    "returned": {"tracking": "EMS0002", "reason": "查无此人"},
    "at_address": {"reason": "无人签收", "recording": "执法记录仪03号"},
    "entrusted": {"carried_by": "示例县市场监督管理局", "received_by": "钱知远（演示）"},
    "forwarded": {"carried_by": "示例监狱", "received_by": "钱知远（演示）"},
}
NOTICE = {
    "ground": "unknown",
    "course": "两次上门，人去楼空，电话停机。",
    "place": "website",
    "where": "本局网站",
}


def scan(name: str = "扫描.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def url(document: Document, part: str = "serve/") -> str:
    return f"/desk/documents/{document.reference}/{part}"


def running(reference: str) -> dict[str, Deadline]:
    return {d.clock: d for d in Deadline.objects.filter(reference=reference, state="running")}


def actions_of(case: Case) -> list[str]:
    return [event.action for event in audit.history_of(case.reference)]


@pytest.fixture
def decision(cast) -> Document:
    """A decision of 2021-12-02, made out and not served."""
    return case_in(cast, "decided").decision.document


def dated(document: Document, day: str) -> Document:
    """The same decision under the law of another day."""
    Document.objects.filter(pk=document.pk).update(on=day)
    Case.objects.filter(pk=document.case_id).update(received_on=day)
    return Document.objects.get(pk=document.pk)


@pytest.fixture
def confirm(client_of):
    """The officer puts the signed address confirmation on file."""

    def confirmed(case: Case, signed_on: str, **more: str):
        address = {"electronic_kind": "sms", "electronic_address": "13900000000", **more}
        fields = {"postal_address": "演示路18号", "signed_by": "钱知远", "signed_on": signed_on, **address}
        page = f"/desk/cases/{case.reference}/address/"
        return send(client_of("officer"), page, fields | {"form": scan()})

    return confirmed


@pytest.mark.parametrize("method", RECORDED)
def test_each_method_serves_and_the_periods_run_from_its_day(decision, client_of, clock_at, confirm, method):
    clock_at("2021-12-10 16:00")
    assert confirm(decision.case, "2021-12-02").status_code == 303
    client = client_of("officer")
    page = text_of(client.get(url(decision) + f"?method={method}"))
    assert METHODS[method].day.zh in page and METHODS[method].law in page
    fields = {"method": method, "served_on": "2021-12-08", **SERVED[method], "receipt": scan()}
    assert send(client, url(decision), fields).status_code == 303
    service = decision.service
    assert (service.method, service.served_on) == (method, dt.date(2021, 12, 8))
    assert {name: getattr(service, name) for name in SERVED[method]} == SERVED[method]
    assert Case.objects.get(pk=decision.case_id).state == "served"
    assert running(decision.case.reference)["PAY-15"].started_on == dt.date(2021, 12, 8)
    assert client.get(url(decision, "serve/receipt/")).content == PDF
    shown = text_of(client.get(url(decision, "")))
    assert METHODS[method].title.zh in shown and all(
        word in shown for name, word in SERVED[method].items() if name != "relation"
    )
    receipt = Document.objects.get(case=decision.case, kind="service_receipt", context__time="2021年12月8日")
    assert receipt.context["method"] == METHODS[method].title.zh


@pytest.mark.parametrize(
    ("method", "missing"),
    [("direct", "received_by"), ("left", "witness"), ("left", "reason"), ("post", "tracking"),
     ("entrusted", "carried_by")],
)  # fmt: skip
def test_a_method_asks_for_its_particulars(decision, client_of, clock_at, method, missing):
    clock_at("2021-12-10 16:00")
    fields = {"method": method, "served_on": "2021-12-08", **SERVED[method], missing: ""}
    answer = send(client_of("officer"), url(decision), fields)
    assert answer.status_code == 200 and not decision.services.exists()
    assert "还须写明" in text_of(answer) or 'aria-invalid="true"' in text_of(answer)


@pytest.mark.parametrize("method", ["electronic", "returned", "at_address"])
def test_what_rests_on_a_confirmed_address_is_refused_without_one(decision, client_of, clock_at, method):
    clock_at("2021-12-10 16:00")
    client = client_of("officer")
    page = text_of(client.get(url(decision) + f"?method={method}"))
    assert "送达地址确认书" in page and METHODS[method].law in page
    assert f"/desk/cases/{decision.case.reference}/address/" in page and "<textarea" not in page
    fields = {"method": method, "served_on": "2021-12-08", **SERVED[method]}
    answer = send_from(client, decision, fields)
    assert answer.status_code == 409 and METHODS[method].law in text_of(answer)
    assert not decision.services.exists()


def send_from(client, document: Document, fields: dict):
    """Post with the token of the ordinary form: the page of a refused method has none."""
    return send(client, url(document) + "?method=direct", fields, to=url(document))


def test_a_postal_address_alone_is_no_consent_to_electronic_service(decision, client_of, clock_at, confirm):
    clock_at("2021-12-10 16:00")
    confirm(decision.case, "2021-12-02", electronic_kind="", electronic_address="")
    fields = {"method": "electronic", "served_on": "2021-12-08"}
    assert send_from(client_of("officer"), decision, fields).status_code == 409
    fields = {"method": "returned", "served_on": "2021-12-08", **SERVED["returned"]}
    assert send(client_of("officer"), url(decision), fields).status_code == 303


def test_a_confirmation_does_not_reach_back(decision, client_of, clock_at, confirm):
    clock_at("2021-12-10 16:00")
    confirm(decision.case, "2021-12-09")
    fields = {"method": "electronic", "served_on": "2021-12-08"}
    assert send_from(client_of("officer"), decision, fields).status_code == 409
    fields = {"method": "electronic", "served_on": "2021-12-09"}
    assert send(client_of("officer"), url(decision), fields).status_code == 303
    assert decision.service.place == "手机短信：13900000000"


@pytest.mark.parametrize(("day", "answer"), [("2021-06-21", 409), ("2021-08-16", 303)])
def test_a_decision_is_served_electronically_since_july_2021(
    decision, client_of, clock_at, confirm, day, answer
):
    decision = dated(decision, day)
    clock_at(f"{day} 16:00")
    assert confirm(decision.case, day).status_code == 303
    response = send_from(client_of("officer"), decision, {"method": "electronic", "served_on": day})
    assert response.status_code == answer
    assert decision.services.exists() == (answer == 303)
    if answer == 409:
        assert "2021-07-15之前" in text_of(response) and "第八十二条第三项" in text_of(response)


def test_the_notice_could_go_electronically_before_that(cast):
    electronic = METHODS["electronic"]
    assert not against(electronic, "penalty_notice", dt.date(2021, 6, 21), confirmed={"electronic"})
    assert lacking(METHODS["left"], {"reason": "拒收"}) == ["witness", "recording"]


# --- Public notice ---


@pytest.mark.parametrize(
    ("published", "clock", "ends"),
    [("2022-10-20", "SRV-PUBNOTICE-60", "2022-12-19"), ("2023-03-01", "SRV-PUBNOTICE-30", "2023-03-31")],
)
def test_a_public_notice_runs_by_the_law_of_its_day(decision, client_of, clock_at, published, clock, ends):
    clock_at(f"{published} 10:00")
    client = client_of("officer")
    fields = NOTICE | {"published_on": published, "copy": scan()}
    assert send(client, url(decision, "announce/"), fields).status_code == 303
    deadline = running(decision.reference)[clock]
    assert str(deadline.due_on) == ends == str(decision.announcement.ends_on)

    clock_at(f"{ends} 18:00")  # the last day still runs
    assert announcements.end_announcements_due(at=at(f"{ends} 18:00")) == 0
    assert "announce/confirm/" not in text_of(client.get(url(decision, "")))
    early = send(client, url(decision), to=url(decision, "announce/confirm/"))
    assert early.status_code == 409 and "第八十二条第五项" in text_of(early)

    after = deadline.due_on + deadlines.DAY
    assert announcements.end_announcements_due(at=at(f"{after} 00:10")) == 1
    assert announcements.end_announcements_due(at=at(f"{after} 00:20")) == 0
    clock_at(f"{after + deadlines.DAY} 09:00")
    assert "announce/confirm/" in text_of(client.get(url(decision, "")))
    pressed = send(client, url(decision, "serve/"), to=url(decision, "announce/confirm/"))
    assert pressed.status_code == 303
    assert (decision.service.method, str(decision.service.served_on)) == ("notice", ends)
    assert Case.objects.get(pk=decision.case_id).state == "served"
    assert str(running(decision.case.reference)["PAY-15"].started_on) == ends
    assert actions_of(decision.case).count("case.announcement_ended") == 1


def test_a_public_notice_needs_its_reason(decision, client_of, clock_at):
    clock_at("2021-12-06 10:00")
    client = client_of("officer")
    answer = send(client, url(decision, "announce/"), NOTICE | {"published_on": "2021-12-06", "course": " "})
    assert answer.status_code == 200 and not hasattr(decision, "announcement")
    assert not running(decision.reference)


def test_a_document_is_announced_once_and_in_its_turn(decision, cast, client_of, clock_at):
    clock_at("2021-12-06 10:00")
    client, fields = client_of("officer"), NOTICE | {"published_on": "2021-12-06"}
    assert send(client, url(decision, "announce/"), fields).status_code == 303
    assert send(client, url(decision), fields, to=url(decision, "announce/")).status_code == 409
    assert "SRV-7" not in running(decision.case.reference)  # announced in time is served in time
    assert "deadline.missed" not in actions_of(decision.case)
    notice = Document.objects.get(case=decision.case, kind="penalty_notice")
    assert client.get(url(notice, "announce/")).status_code == 409  # served long ago


def test_a_party_that_turns_up_is_served_at_once_and_the_notice_ends(decision, client_of, clock_at):
    clock_at("2021-12-06 10:00")
    client = client_of("officer")
    send(client, url(decision, "announce/"), NOTICE | {"published_on": "2021-12-06"})
    clock_at("2021-12-15 10:00")
    fields = {"method": "direct", "served_on": "2021-12-15", **SERVED["direct"]}
    assert send(client, url(decision), fields).status_code == 303
    assert decision.service.method == "direct" and not running(decision.reference)
    assert announcements.end_announcements_due(at=at("2022-02-10 00:10")) == 0
    answer = client.post(url(decision, "announce/confirm/"), {"token": ""})
    assert answer.status_code in (400, 409) and decision.services.count() == 1


def test_a_paper_beside_the_course_is_announced_too(cast, client_of, clock_at):
    case = case_in(cast, "report_done")
    clock_at("2021-11-12 10:00")
    deliver("2021-11-12 09:30")
    report = Document.objects.get(case=case, kind="investigation_report")
    client = client_of("officer")
    assert send(client, url(report, "announce/"), NOTICE | {"published_on": "2021-11-12"}).status_code == 303
    clock_at("2022-01-12 09:00")
    assert send(client, url(report), to=url(report, "announce/confirm/")).status_code == 303
    assert str(report.service.served_on) == "2022-01-11"
    assert Case.objects.get(pk=case.pk).state == "report_done"


def test_no_period_is_known_before_the_rule_began():
    with pytest.raises(LookupError):
        notice_clock(dt.date(2019, 3, 31))


# --- Corrections ---


@pytest.fixture
def served(decision, client_of, clock_at) -> Document:
    clock_at("2021-12-10 16:00")
    fields = {"method": "direct", "served_on": "2021-12-08", **SERVED["direct"], "receipt": scan()}
    assert send(client_of("officer"), url(decision), fields).status_code == 303
    return Document.objects.get(pk=decision.pk)


RIGHT = {"method": "post", "served_on": "2021-12-09", "received_by": "钱知远（演示）", "tracking": "EMS0003"}


def test_a_wrong_entry_is_corrected_by_a_further_one(served, client_of, clock_at):
    clock_at("2021-12-13 09:00")
    client, wrong = client_of("officer"), served.service
    page, right_entry = url(served, "serve/correct/"), RIGHT | {"service": wrong.pk}
    assert send(client, page, right_entry | {"correction": ""}).status_code == 200
    assert send(client, page, right_entry | {"correction": "实为邮寄，9日签收"}).status_code == 303
    again = send(client_of("inspector1"), page, right_entry | {"correction": "也发现了"})
    assert again.status_code == 409 and "赵启明" in text_of(again)
    right = served.service
    assert right.corrects == wrong and right.receipt == wrong.receipt and str(right.served_on) == "2021-12-09"
    assert list(Service.objects.filter(pk=wrong.pk).values_list("method", "served_on")) == [
        ("direct", dt.date(2021, 12, 8))
    ]
    deadline = running(served.case.reference)["PAY-15"]
    assert str(deadline.started_on) == "2021-12-09"
    assert deadlines.rebuild([deadline], CLOCKS) == [] and rebuild(at=at("2021-12-14 03:00")) == []
    assert [e.kind for e in deadline.events.all()] == ["start", "restart"]
    assert "实为邮寄，9日签收" in text_of(client.get(url(served, "")))


def test_the_day_stands_once_the_case_has_gone_on(served, client_of, clock_at):
    Case.objects.filter(pk=served.case_id).update(state="executed")
    clock_at("2021-12-20 09:00")
    client, page = client_of("officer"), url(served, "serve/correct/")
    entry = RIGHT | {"service": served.service.pk}
    answer = send(client, page, entry | {"correction": "日期不对"})
    assert answer.status_code == 409 and "送达日期不能再改" in text_of(answer)
    same_day = entry | {"served_on": "2021-12-08", "correction": "实为邮寄"}
    assert send(client, page, same_day).status_code == 303
    assert served.services.count() == 2


# --- Who may ---


def test_nobody_but_the_officers_of_the_case_serves_announces_or_corrects(served, client_of, clock_at):
    clock_at("2021-12-13 09:00")
    case_page = f"/desk/cases/{served.case.reference}/address/"
    for who, status in (("reviewer", 403), ("head", 403), ("stranger", 404), ("strangerhead", 404)):
        client = client_of(who)
        for part in ("announce/", "serve/correct/", "announce/confirm/"):
            answer = client.post(url(served, part), {"token": ""})
            assert answer.status_code in (status, 400, 409), part
            assert served.services.count() == 1
        assert client.get(url(served, "serve/correct/")).status_code == status
        assert client.post(case_page, {}).status_code == status
        assert client.get(case_page).status_code == (404 if status == 404 else 200)
        assert client.get(url(served, "serve/receipt/")).status_code == (404 if status == 404 else 200)


def test_the_signed_form_can_be_read_again(decision, client_of, clock_at, confirm):
    clock_at("2021-12-10 16:00")
    confirm(decision.case, "2021-12-02")
    page = f"/desk/cases/{decision.case.reference}/address/"
    pk = decision.case.address_confirmations.get().pk
    assert client_of("reviewer").get(f"{page}{pk}/").content == PDF
    assert client_of("reviewer").get(f"{page}{pk + 1}/").status_code == 404
    assert client_of("stranger").get(f"{page}{pk}/").status_code == 404
    text = text_of(client_of("reviewer").get(page))
    assert "13900000000" in text and "<textarea" not in text and 'type="file"' not in text
    wrong = confirm(decision.case, "2021-12-02", electronic_address="")
    assert wrong.status_code == 200 and "电子送达方式和电子地址要一起写明" in text_of(wrong)
