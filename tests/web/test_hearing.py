"""The hearing by its forms and its API: buttons, reasons, the host's list."""

import pytest

from casework.models import Case, Hearing
from tests.factories import HEARING_WALK, REPORT, SESSION, case_in, deliver, hearing_in, with_host
from tests.web.forms import send, signed_paper, text_of

STEP = "/desk/hearings/{}/{}/"


def now(hearing: Hearing) -> Hearing:
    return Hearing.objects.get(pk=hearing.pk)


@pytest.fixture
def take(client_of, clock_at):
    def taken(hearing: Hearing, who: str, moment: str, step: str, fields: dict | None = None) -> Hearing:
        clock_at(moment)
        response = send(client_of(who), STEP.format(hearing.reference, step), fields)
        assert response.status_code == 303, text_of(response)
        return now(hearing)

    return taken


def test_a_hearing_goes_from_request_to_report_by_its_forms(cast, client_of, clock_at, take):
    with_host(cast)
    case = case_in(cast, "noticed")
    clock_at("2021-11-24 09:00")
    page = text_of(client_of("officer").get(f"/desk/cases/{case.reference}/"))
    new = f"/desk/cases/{case.reference}/new/hearings/request/"
    assert new in page
    fields = {"requested_on": "2021-11-24", "manner": "on_receipt", "agents": "周律师（演示）"}
    assert send(client_of("officer"), new, fields).status_code == 303
    hearing = Hearing.objects.get(case=case)
    page = text_of(client_of("head").get(f"/desk/hearings/{hearing.reference}/"))
    assert "指定听证主持人" in page and "听证办法第十一条" in page

    named = {"host": cast["host"].pk, "officers": [cast["reviewer"].pk], "no_interest": "on"}
    hearing = take(hearing, "head", "2021-11-25 09:00", "name_host", named)
    assert hearing.reference in text_of(client_of("host").get("/desk/hearings/"))
    hearing = take(hearing, "officer", "2021-11-26 09:00", "hand_over_file", {"on_paper": "原始凭证"})
    assert "原始凭证" in hearing.bundle
    clock_at("2021-11-26 15:00")
    page = text_of(client_of("host").get(STEP.format(hearing.reference, "schedule")))
    assert "2021-12-07" in page and "七个工作日" in page
    fixed = {"place": "听证室", "is_public": "yes", "recorder": cast["legal"].pk}
    early = send(
        client_of("host"),
        STEP.format(hearing.reference, "schedule"),
        {**fixed, "time": "2021-12-06T09:00"},
    )
    assert early.status_code == 409 and "最早可以在2021年12月7日举行" in text_of(early)
    hearing = take(hearing, "host", "2021-11-26 15:30", "schedule", {**fixed, "time": "2021-12-09T09:00"})
    deliver("2021-11-26 16:00")
    page = text_of(client_of("officer").get(f"/desk/hearings/{hearing.reference}/"))
    assert f"/desk/documents/{hearing.notice.reference}/serve/" in page

    clock_at("2021-11-29 16:00")
    served = {"method": "direct", "served_on": "2021-11-29", "received_by": "钱知远（演示）"}
    serve = f"/desk/documents/{hearing.notice.reference}/serve/"
    assert send(client_of("officer"), serve, served).status_code == 303
    announced = {"announced_on": "2021-12-03", "where": "本局网站"}
    hearing = take(hearing, "host", "2021-12-03 09:00", "announce", announced)
    opened = {"party_came": "yes", "attending": "委托代理人：周律师", "is_checked": "on"}
    hearing = take(hearing, "host", "2021-12-09 09:00", "open_session", opened)
    recorded = {**SESSION, "ended_at": "2021-12-09T11:00"}
    hearing = take(hearing, "legal", "2021-12-09 12:00", "record", recorded)
    hearing = take(hearing, "host", "2021-12-09 15:00", "sign_record", {"scan": signed_paper()})
    hearing = take(hearing, "host", "2021-12-14 09:00", "report", REPORT)
    assert (hearing.state, Case.objects.get(pk=case.pk).state) == ("held", "hearing_done")
    deliver("2021-12-14 09:05")  # every paper can be drawn
    assert not case.documents.filter(file=None).exists()


def test_a_stranger_finds_no_hearing(cast, client_of, clock_at):
    hearing = hearing_in(cast, "requested")
    clock_at("2021-11-25 09:00")
    for who in ("stranger", "strangerhead"):
        assert client_of(who).get(f"/desk/hearings/{hearing.reference}/").status_code == 404
        answer = client_of(who).post(STEP.format(hearing.reference, "name_host"), {})
        assert answer.status_code == 404
    assert hearing.reference not in text_of(client_of("strangerhead").get("/desk/hearings/"))


def test_who_investigated_is_marked_and_refused_by_the_form(cast, client_of, clock_at):
    hearing = hearing_in(cast, "requested")
    clock_at("2021-11-25 09:00")
    page = STEP.format(hearing.reference, "name_host")
    assert "赵启明（演示）（参与了本案调查）" in text_of(client_of("head").get(page))
    named = {"host": cast["host"].pk, "officers": [cast["officer"].pk], "no_interest": "on"}
    answer = send(client_of("head"), page, named)
    assert answer.status_code == 409 and "听证办法第十一条" in text_of(answer)
    assert now(hearing).state == "requested"


def test_the_api_takes_the_same_steps_and_refuses_with_the_article(cast, client_of, clock_at):
    hearing = hearing_in(cast, "file_with_host")
    clock_at(HEARING_WALK["scheduled"])
    address = f"/api/v1/hearings/{hearing.reference}/steps/schedule/"
    fields = {
        "time": "2021-12-09T09:00",
        "place": "听证室",
        "is_public": "no",
        "closed_ground": "privacy",
        "recorder": cast["legal"].pk,
    }
    refused = client_of("officer").post(address, fields, content_type="application/json")
    assert refused.status_code == 403 and "听证办法" in refused.json()["law"]
    answer = client_of("host").post(address, fields, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == "scheduled"
    assert {c["clock"]: c["due_on"] for c in answer.json()["clocks"]}["HRG-NOTICE-7"] == "2021-11-30"


def test_the_list_of_a_host_costs_the_same_for_many(cast, client_of, clock_at, django_assert_max_num_queries):
    clock_at("2021-11-26 09:00")
    first = hearing_in(cast, "host_named")
    client = client_of("host")
    client.get("/desk/hearings/")
    with django_assert_max_num_queries(10) as one:
        client.get("/desk/hearings/")
    for _ in range(3):
        case = Case.objects.get(pk=first.case_id)
        case.pk, case.reference = None, f"CAS-2021-9{Hearing.objects.count():05d}"
        case.save()
        Hearing.objects.create(
            reference=f"HRG-2021-9{Hearing.objects.count():05d}",
            state="host_named",
            case=case,
            opened_by=cast["officer"],
            opened_at=first.opened_at,
            requested_on=first.requested_on,
            manner="oral",
            host=cast["host"],
        )
    with django_assert_max_num_queries(len(one)):
        assert text_of(client.get("/desk/hearings/")).count("HRG-2021-9") == 3 * 2
