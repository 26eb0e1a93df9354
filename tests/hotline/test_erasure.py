"""What was said to the hotline is erased too: with a name or without, in time or on request."""

import pytest
from django.urls import reverse

from casework.kernel import audit, tokens
from casework.kernel.errors import Refused
from complaints import services
from complaints.models import ErasureRequest, HotlineMessage, Submission, WorkOrder
from complaints.services import hotline_answers
from tests.complaints.test_erasure import deliver, found_of
from tests.hotline.conftest import moment

pytestmark = pytest.mark.django_db
ASKED, WHO, REPLIED, REPORTED = (
    "请问营业执照怎么办",
    "我是刘小满",
    "您好，请带身份证",
    "店长赵大年把摄像头对着门口",
)
WORDS = (ASKED, WHO, REPLIED)
LATER = "2034-01-10 03:00"


@pytest.fixture
def questions(cast, platform) -> list[WorkOrder]:
    """Two consultations, one of a caller with a name, both answered."""
    for number, caller in (("GD-1", {}), ("GD-2", {"name": "刘小满", "phone": "13800000002"})):
        told = ASKED if not caller else f"{WHO}，{ASKED}"
        sent = platform.create(number=number, type="consultation", told=told, caller=caller, request="")
        assert sent.status_code == 201, sent.content
    orders = list(WorkOrder.objects.order_by("pk"))
    for order in orders:
        by = {"actor": cast["intake"], "at": moment("2026-05-06 10:00")}
        hotline_answers.sign_in(order=order, **by)
        hotline_answers.reply(order=WorkOrder.objects.get(pk=order.pk), text=REPLIED, **by)
    return orders


def test_a_question_to_the_hotline_goes_with_or_without_a_name(questions, client_of):
    pages = [reverse("hotline_order", args=[order.reference]) for order in questions]
    shown = b"".join(client_of("intake").get(page).content for page in pages).decode()
    assert ASKED in shown and REPLIED in shown
    assert set(found_of(WORDS)) == {ASKED, REPLIED}  # in clear are the words of the one without a name
    assert services.erase_due(at=moment("2029-05-05 23:59")) == 0
    assert services.erase_due(at=moment("2029-05-06 00:01")) == 2
    deliver("2029-05-06 00:02")
    assert found_of(WORDS) == []
    shown = b"".join(client_of("intake").get(page).content for page in pages).decode()
    assert not any(words in shown for words in WORDS) and "已按规定删除" in shown
    assert services.erase_due(at=moment(LATER)) == 0 and audit.verify() == []


def test_a_question_is_erased_on_request_by_two_people(questions, client_of, clock_at, cast):
    asked, other = questions
    clock_at("2027-05-07 09:00")
    wish = {"token": tokens.issue(), "reason": "本人5月7日来电要求"}
    address = reverse("hotline_erasure_ask", args=[asked.reference])
    assert client_of("stranger").post(address, wish).status_code == 404
    assert client_of("operator").post(address, wish).status_code == 303
    request = ErasureRequest.objects.get()
    assert request.about == asked
    services.approve_erasure(asked=request, actor=cast["intake"], at=moment("2027-05-07 10:00"))
    other.refresh_from_db()
    assert found_of(WORDS) == [] and other.erased_at is None
    sheet = client_of("intake").get(reverse("hotline_order", args=[asked.reference])).content.decode()
    assert "个人信息已于" in sheet


def test_an_open_question_is_kept(questions, cast):
    WorkOrder.objects.update(state="signed_in")
    assert services.erase_due(at=moment(LATER)) == 0
    with pytest.raises(Refused):
        services.ask_erasure(about=questions[0], wish="来电要求", actor=cast["intake"], at=moment(LATER))


def test_the_talk_about_a_report_without_a_name_goes_with_it(cast, platform):
    platform.create(type="report", told=REPORTED, caller={}, request="")
    report = Submission.objects.get()
    services.put_out_of_scope(
        submission=report,
        ground="consultation",
        reply="请咨询。",
        actor=cast["intake"],
        at=moment("2026-05-08 10:00"),
    )
    order = WorkOrder.objects.get()
    by = {"actor": cast["intake"], "at": moment("2026-05-08 11:00")}
    hotline_answers.sign_in(order=order, **by)
    hotline_answers.reply(order=WorkOrder.objects.get(), text="已办。", **by)
    assert found_of([REPORTED]) == [REPORTED] and HotlineMessage.objects.count() == 3
    assert services.erase_due(at=moment(LATER)) == 1
    assert found_of([REPORTED]) == [] and WorkOrder.objects.get().erased_at
