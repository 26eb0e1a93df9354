"""One trader on one time line, as far as the reader may read."""

from casework.kernel.search import normal
from complaints.models import Trader
from tests.complaints.conftest import REPORTER

CODE = "91440605MA5XEX1A01"
PAGE = f"/desk/traders/{CODE}/"


def test_the_page_shows_submissions_and_cases_and_no_person(client_of, routed, clock_at):
    submission = routed()
    clock_at("2021-08-26 09:00")
    page = client_of("intake").get(PAGE).content.decode()
    assert (
        f"/desk/intake/{submission.reference}/" in page
        and f"/desk/cases/{submission.case_reference}/" in page
    )
    assert "群体投诉提示" not in page and REPORTER["name"] not in page and REPORTER["phone"] not in page


def test_a_stranger_finds_no_such_trader(client_of, routed, clock_at):
    routed()
    clock_at("2021-08-26 09:00")
    assert client_of("stranger").get(PAGE).status_code == 404
    assert client_of("intake").get("/desk/traders/91440605MA5X00001R/").status_code == 404


def test_many_complaints_in_a_short_time_ring_with_their_reason(client_of, send, settings, clock_at):
    settings.MASS_COMPLAINTS = 3
    for _ in range(2):
        send("2026-08-01 09:00", kind="complaint")
    clock_at("2026-08-10 09:00")
    assert "群体投诉提示" not in client_of("intake").get(PAGE).content.decode()
    send("2026-08-09 09:00", kind="complaint")
    assert "30天内有3件投诉" in client_of("intake").get(PAGE).content.decode()
    clock_at("2026-10-10 09:00")
    assert "群体投诉提示" not in client_of("intake").get(PAGE).content.decode()


def test_the_inbox_finds_a_trader_of_the_register_by_a_part_of_its_name(client_of, send, clock_at):
    send("2021-08-24 09:58")
    clock_at("2021-08-26 09:00")
    for code, name in ((CODE, "示例云岭置业（佛山）有限公司"), ("91440605MA5X00001R", "示例云岭茶庄")):
        Trader.objects.create(uscc=code, name=name, name_search=normal(name))
    asked = {"trader": "云岭", "kind": "complaint"}  # of which none was sent in: the register stands in
    found = client_of("intake").get("/desk/intake/", asked).content.decode()
    assert f'href="{PAGE}"' in found and "茶庄" not in found  # nothing was sent in about the other
    assert PAGE not in client_of("intake").get("/desk/intake/").content.decode()
    assert PAGE not in client_of("stranger").get("/desk/intake/", asked).content.decode()
