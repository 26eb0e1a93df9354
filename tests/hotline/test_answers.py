"""What the bureau says back: signed, once, and in the end seen by a person if it does not get through."""

import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from casework.clocks import HOTLINE_12345
from casework.kernel import clock, outbox, vault
from casework.kernel.errors import Invalid, NotPermitted, Refused
from casework.kernel.models import AuditEvent, Deadline, OutboxMessage
from complaints import services
from complaints.hotline import sending
from complaints.hotline.simulator import Platform as Simulated
from complaints.models import HotlineMessage, Submission, WorkOrder
from complaints.queries import hotline as queries
from complaints.services import hotline_answers
from tests.hotline.conftest import NOW, moment

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def listening(platform, account):
    """The platform of the account with its address open; its clock is that of the test."""
    simulated = Simulated(
        "",
        platform.key_id,
        platform.secret.decode(),
        say=lambda line: None,
        now=lambda: clock.now().timestamp(),
    )
    with simulated.listen() as listener:
        type(account).objects.update(address=listener.address)
        yield simulated


def deliver(at: dt.datetime) -> int:
    return outbox.deliver_due(at=at, lane=sending.LANE)


def signed_in(cast, at) -> WorkOrder:
    return hotline_answers.sign_in(order=WorkOrder.objects.get(), actor=cast["operator"], at=at)


def test_each_answer_is_heard_once_rightly_signed_and_in_order(listening, platform, cast, now):
    platform.create()
    order = signed_in(cast, now)
    hotline_answers.reply(order=order, text="已联系商家换货。", actor=cast["intake"], at=now)
    assert deliver(now) == 2 and deliver(now + DAY) == 0
    assert [heard["kind"] for heard in listening.heard] == ["sign_in", "reply"] and not listening.wrong
    [_, reply] = listening.heard
    assert reply["text"] == "已联系商家换货。" and reply["order"]["state"] == "replied"
    assert "已联系商家" not in str(list(HotlineMessage.objects.values())) + str(
        list(OutboxMessage.objects.values())
    )


def test_the_local_clocks_follow_one_another(platform, order, cast, now, clock_at):
    def running() -> list[tuple[str, dt.date]]:
        found = Deadline.objects.filter(reference=order.reference, clock=HOTLINE_12345.id, state="running")
        return [(deadline.title_en, deadline.due_on) for deadline in found]

    signed = signed_in(cast, now + DAY)
    assert running() == [("12345: time to reply", dt.date(2026, 5, 14))]
    later = hotline_answers.extend(
        order=signed, days=2, ground="等检测结果", document="GD-延-1", actor=cast["intake"], at=now + DAY
    )
    assert running() == [("12345: time to reply", later.due_on)] and later.due_on == dt.date(2026, 5, 18)
    hotline_answers.reply(order=later, text="已换货。", actor=cast["intake"], at=now + 2 * DAY)
    assert running() == []
    clock_at(now + 3 * DAY)
    again = platform.about(order.number, "call-backs", {"result": "discontent", "text": "又坏了。"})
    assert again.json()["state"] == "signed_in" and running()[0][0] == "12345: time to do it again"
    hotline_answers.reply(
        order=WorkOrder.objects.get(), text="已退款。", actor=cast["intake"], at=now + 3 * DAY
    )
    assert platform.about(order.number, "call-backs", {"result": "content"}).json()["state"] == "closed"
    assert platform.about(order.number, "urges", {}).status_code == 409


def test_no_longer_extension_than_the_local_rule_gives(order, cast, now):
    signed = signed_in(cast, now)
    with pytest.raises(Refused):
        hotline_answers.extend(order=signed, days=6, ground="等", document="1", actor=cast["intake"], at=now)


def test_what_is_not_ours_goes_back_with_the_reason_and_the_competent_body(listening, platform, cast, now):
    platform.create(type="both")
    given = {"order": WorkOrder.objects.get(), "actor": cast["intake"], "at": now}
    for missing in ({"reason": " ", "competent": "区城管局"}, {"reason": "占道经营", "competent": ""}):
        with pytest.raises(Invalid):
            hotline_answers.send_back(**given, **missing)
    order = hotline_answers.send_back(**given, reason="占道经营不归我局。", competent="区城管局")
    deliver(now)
    [heard] = listening.heard
    assert (heard["kind"], heard["text"], heard["competent"]) == (
        "send_back",
        "占道经营不归我局。",
        "区城管局",
    )
    assert order.is_ended and {one.state for one in Submission.objects.all()} == {"sent_back"}
    assert not Deadline.objects.filter(state="running").exists()
    assert hotline_answers.tell_outcomes_due(at=now) == 0


def test_what_was_taken_up_cannot_go_back(platform, order, cast, now):
    platform.create(number="GD-2", type="report")
    report = Submission.objects.get(kind="report")
    services.register(submission=report, actor=cast["intake"], at=now)
    services.route(
        submission=report, office=cast["inspector1"].office, cause="不按规定明码标价", summary="加价。",
        actor=cast["intake"], at=now,
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        hotline_answers.send_back(
            order=WorkOrder.objects.get(number="GD-2"), reason="不归我局。", competent="区城管局",
            actor=cast["intake"], at=now,
        )  # fmt: skip
    assert {reason.code for reason in refusal.value.refusals} == {"not_taken_up"}


@pytest.mark.parametrize("person", ["officer", "stranger", "head", "admin"])
def test_who_is_not_at_the_desk_answers_nobody(order, cast, now, person):
    with pytest.raises(NotPermitted):
        hotline_answers.sign_in(order=order, actor=cast[person], at=now)
    assert not HotlineMessage.objects.filter(direction="out").exists()


def test_the_outcome_is_told_when_everything_is_over(listening, platform, cast, now):
    platform.create(type="report", caller={})
    report = Submission.objects.get()
    assert hotline_answers.tell_outcomes_due(at=now) == 0
    services.put_out_of_scope(
        submission=report, ground="consultation", reply="请拨打12348。", actor=cast["intake"], at=now
    )
    assert hotline_answers.tell_outcomes_due(at=now) == 1 and hotline_answers.tell_outcomes_due(at=now) == 0
    deliver(now)
    [heard] = listening.heard
    assert heard["kind"] == "closing" and heard["outcomes"][0]["state"] == "out_of_scope"


# --- When it does not get through ----------------------------------------------------------------------


class Stub:
    """A platform that answers what it is told to."""

    def __init__(self) -> None:
        self.status, self.answer, self.came = 200, b"", []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                stub.came.append(self.headers["X-Hotline-Message"])
                self.rfile.read(int(self.headers["Content-Length"]))
                answer = stub.answer or json.dumps({"message": stub.came[-1]}).encode()
                self.send_response(stub.status)
                if stub.status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()


@pytest.fixture
def stub(account):
    made = Stub()
    type(account).objects.update(address=made.address)
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_platform_that_is_away_for_hours_gets_each_message_once(stub, platform, cast, now):
    stub.status = 503
    for number in ("GD-1", "GD-2"):
        platform.create(number=number)
        signed = hotline_answers.sign_in(
            order=WorkOrder.objects.get(number=number), actor=cast["operator"], at=now
        )
        hotline_answers.reply(order=signed, text="已办。", actor=cast["operator"], at=now)
    for quarter in range(24):
        assert deliver(now + dt.timedelta(minutes=15 * quarter)) == 0
    assert len(set(stub.came)) == 1, "only the oldest is tried on a platform that is silent"
    assert queries.stuck_for(cast["intake"]).count() == 4
    stub.status, stub.came = 200, []
    for quarter in range(24, 30):
        deliver(now + dt.timedelta(minutes=15 * quarter))
    assert len(stub.came) == len(set(stub.came)) == 4
    assert not HotlineMessage.objects.filter(direction="out", delivered_at=None).exists()
    assert not queries.stuck_for(cast["intake"]).exists()


@pytest.mark.parametrize("answer", [b"<html>Welcome</html>", b"{}", b"[]", b'{"message": "another"}'])
def test_any_other_200_is_no_receipt(stub, order, cast, now, answer):
    stub.answer = answer
    signed_in(cast, now)
    assert deliver(now) == 0 and OutboxMessage.objects.get(kind="hotline_sign_in").state == "pending"


def test_a_signed_message_follows_no_redirect(stub, order, cast, now):
    stub.status = 302
    signed_in(cast, now)
    assert deliver(now) == 0 and len(stub.came) == 1


def test_what_the_platform_refuses_waits_for_a_person_who_tries_again(stub, order, cast, now):
    stub.status = 422
    signed_in(cast, now)
    deliver(now)
    [stuck] = queries.stuck_for(cast["intake"])
    assert stuck.state == "stuck" and "422" in stuck.last_error
    with pytest.raises(NotPermitted):
        hotline_answers.try_again(message=stuck, actor=cast["head"], at=now)
    stub.status = 200
    hotline_answers.try_again(message=stuck, actor=cast["intake"], at=now)
    assert deliver(now) == 1
    assert AuditEvent.objects.filter(reference=order.reference, action="hotline.tried_again").count() == 1
    with pytest.raises(Refused):
        hotline_answers.try_again(message=stuck, actor=cast["intake"], at=now)


def test_a_slow_platform_holds_nobody_else_up(stub, order, cast, now):
    """The other deliveries do not wait for platforms: these have a sweep of their own."""
    signed_in(cast, now)
    outbox.deliver_due(at=now)
    assert stub.came == []


def test_a_work_order_is_taken_while_the_broker_is_away(platform, settings):
    settings.CELERY_BROKER_URL = settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert platform.create().status_code == 201


def test_limits_of_the_city_replace_ours_and_a_broken_table_does_not(platform, settings, tmp_path):
    table = tmp_path / "limits.toml"
    settings.HOTLINE_LIMITS = str(table)
    table.write_text('[[limit]]\ntype = "complaint"\nfrom = 2026-01-01\nsign_in = "3 calendar_day"\n')
    assert platform.create().json()["due_on"] == "2026-05-09"
    table.write_text('[[limit]]\ntype = "riddle"\nfrom = 2026-01-01\n')
    assert platform.create(number="GD-2").json()["due_on"] == "2026-05-07"


def test_words_of_one_who_was_erased_cannot_be_read(platform, order, now):
    vault.erase(order.caller, reference=order.reference, actor=None, at=moment(NOW), ground="到期")
    with pytest.raises(vault.Erased):
        _ = HotlineMessage.objects.get().words
