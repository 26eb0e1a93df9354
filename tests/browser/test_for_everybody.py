"""The citizen's form with the keyboard alone, in large type, and on paper."""

import datetime as dt
import re
import uuid
from contextlib import closing

import pypdfium2
import pytest

from casework.kernel import clock
from casework.kernel.models import OutboxMessage, User
from casework.management.demo.stories import FACES, trader
from complaints import services
from complaints.lifecycle import CONDUCTS
from complaints.models import Trader
from tests.browser.people import DESK, PHONE, Person
from tests.browser.test_walk import ON, answers

NAMED = ("trader_name", "trader_uscc", "trader_address", "latitude", "longitude")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "public"])]


def test_the_form_can_be_filled_with_the_keyboard_alone(enter, clock_at, eye):
    clock_at("2021-08-24 09:58")
    citizen = enter(screen=PHONE)
    citizen.opens("/complaints/new/")
    tab_to(citizen, "")
    assert focused(citizen, "className") == "skip"
    press(citizen, "Enter")
    assert focused(citizen, "id") == "main"

    for question in ("bought", "redress", "look_into"):
        tab_to(citizen, question)
        press(citizen, "Space" if question == "look_into" else "ArrowDown")
    goes_on(citizen, "trader")

    tab_to_button(citizen, ON)  # nothing typed: the page says what is missing and leads there
    press(citizen, "Enter")
    citizen.page.wait_for_selector("[data-error-summary]")
    citizen.page.wait_for_load_state()
    citizen.looks()
    assert focused(citizen, "className") == "oops"
    press(citizen, "Tab")
    press(citizen, "Enter")
    assert focused(citizen, "name") == "trader_name"
    citizen.page.keyboard.type("示例云岭置业")
    goes_on(citizen, "story")

    tab_to(citizen, "conducts")
    press(citizen, "Space")
    tab_to(citizen, "story")
    citizen.page.keyboard.insert_text(FACES.told)
    tab_to(citizen, "happened_on")
    citizen.page.keyboard.type("08212021")
    goes_on(citizen, "evidence")
    goes_on(citizen, "person")
    tab_to(citizen, "identity")
    press(citizen, "ArrowDown")
    goes_on(citizen, "review")
    tab_to_button(citizen, "提交")
    press(citizen, "Enter")
    citizen.page.wait_for_url("**/complaints/receipt/**")
    citizen.reads(CONDUCTS["face_capture"].title)
    assert eye.problems == []


def test_the_trader_is_chosen_from_the_register_and_the_place_noted_with_the_keyboard(enter, clock_at, eye):
    clock_at("2021-08-24 09:58")
    name, code, address = trader(0)
    Trader.objects.create(uscc=code, name=name, address=address)
    citizen = enter(screen=PHONE)
    citizen.page.context.grant_permissions(["geolocation"])
    citizen.page.context.set_geolocation({"latitude": 23.0289, "longitude": 113.1432})
    citizen.opens("/complaints/new/")
    answers(citizen, bought="no", redress="no", look_into="yes")
    tab_to(citizen, "trader_name")
    citizen.page.keyboard.insert_text("云岭置业")
    citizen.page.get_by_label(name).wait_for()
    citizen.looks()
    assert focused(citizen, "name") == "trader_name"  # the list does not take the focus from who types
    tab_to(citizen, "trader")
    press(citizen, "ArrowUp")
    tab_to_button(citizen, "就发生在我现在的位置")
    press(citizen, "Enter")
    citizen.reads("已记下您的位置")
    citizen.looks()
    goes_on(citizen, "story")
    citizen.follows("上一步")
    fields = [citizen.page.locator(f"[name='{field}']").input_value() for field in NAMED]
    assert fields == [name, code, address, "23.028900", "113.143200"]
    tab_to_button(citizen, "不用我的位置了")
    press(citizen, "Enter")
    assert citizen.page.locator("[name='latitude']").input_value() == ""
    assert eye.problems == []


def test_the_receipt_prints_and_large_type_fits_a_phone(enter, clock_at, eye):
    clock_at("2021-08-24 09:58")
    citizen = enter(screen=PHONE)
    citizen.opens("/complaints/new/?view=large")
    assert citizen.page.evaluate("getComputedStyle(document.body).fontSize") == "22px"
    answers(citizen, bought="no", redress="no", look_into="yes")
    citizen.types("trader_name", "示例云岭置业")
    citizen.presses(ON)
    citizen.ticks(CONDUCTS["face_capture"].title)
    citizen.types("story", FACES.told)
    citizen.types("happened_on", "2021-08-21")
    citizen.presses(ON)
    citizen.presses("先存起来，以后再填")
    citizen.follows("接着写")
    citizen.ticks("不留姓名（只限举报）")
    citizen.presses(ON)
    citizen.presses("提交，取得回执")
    code = citizen.page.locator("p.amount").inner_text()

    with closing(pypdfium2.PdfDocument(citizen.page.pdf())) as paper:
        printed = "".join(sheet.get_textpage().get_text_bounded() for sheet in paper)
    assert re.search(r"RPT-2021-\d{6}", printed)
    assert code in printed
    assert "打印本页" in printed and "大字版" not in printed
    citizen.follows("查询办理进度")
    citizen.reads("收到时间")
    citizen.follows("补充材料")
    assert eye.problems == []


def test_the_desk_of_what_citizens_sent_fits_every_screen(enter, eye):
    clerk = enter("intake")
    for screen in (PHONE, DESK):
        clerk.takes(screen)
        for page in ("intake/new", "second-looks", "stuck-messages"):
            clerk.opens(f"/desk/{page}/")
    assert eye.problems == []


def test_what_waits_for_the_post_and_what_got_stuck_fit_every_screen(enter, eye, sweep, clock_at):
    clock_at("2026-05-09 09:00")
    clerk = enter("intake")
    reference = a_letter_to_post(clock.now())
    sweep()
    OutboxMessage.objects.filter(kind="submission_received").update(state="stuck", last_error="no gateway")
    for screen in (PHONE, DESK):
        clerk.takes(screen)
        for page in ("stuck-messages", "letters"):
            clerk.opens(f"/desk/{page}/")
            assert reference in clerk.page.content()
    clerk.page.click("summary")
    clerk.looks()
    assert eye.problems == []


def a_letter_to_post(at: dt.datetime) -> str:
    """Of a complaint that was accepted; its sender has no mobile phone."""
    clerk, mediator = (User.objects.get(username=name) for name in ("intake", "mediator"))
    [sent] = services.receive(
        kind="complaint", channel="counter", office=clerk.office, form_token=uuid.uuid4(), at=at,
        story="定金不退。", trader_name="示例店", conducts=["no_refund"], request="退还定金",
        reporter={"name": "卢晓岚", "phone": "0757-81234567"},
    ).submissions  # fmt: skip
    services.register(submission=sent, actor=clerk, at=at)
    services.accept(submission=sent, actor=mediator, at=at)
    return sent.reference


def goes_on(person: Person, step: str) -> None:
    """Tab to the button that saves, Enter, and the next step is there."""
    tab_to_button(person, ON)
    press(person, "Enter")
    person.page.wait_for_url(f"**/{step}/**")
    person.page.wait_for_load_state()
    person.looks()


def press(person: Person, key: str) -> None:
    person.page.keyboard.press(key)


def focused(person: Person, what: str) -> str:
    return person.page.evaluate("what => document.activeElement[what] ?? ''", what)


def tab_to(person: Person, name: str) -> None:
    """On with Tab until the control of this name has the focus; it must come within thirty keys."""
    for _ in range(30):
        press(person, "Tab")
        if focused(person, "name") == name:
            return
    pytest.fail(f"Tab never comes to {name}")


def tab_to_button(person: Person, words: str) -> None:
    for _ in range(60):
        press(person, "Tab")
        if focused(person, "tagName") == "BUTTON" and words in focused(person, "textContent"):
            return
    pytest.fail("Tab never comes to the button")
